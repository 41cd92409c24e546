"""A clause with what it names, and a claim: what a clause says is done to a barrier."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.events.lens import Act
from bot.events.view import View
from bot.model.event import Direction, MeasureAction, MeasureType
from bot.text.spotting import Mention

_DETERMINED = re.compile(r"\b(?:the|a|an|at|this|that|year|month|week) $")
_INFINITIVE = re.compile(r"\b(?:to|will|would|shall|may|could) $")
# Nouns of the lists that are also verbs with a meaning of their own: `will permit`, `to curb`.
_VERBS_TOO = frozenset({"licence", "restriction", "ban"})


class Claim(NamedTuple):
    """An act on a barrier, as one clause tells it."""

    start: int  # of the clause
    end: int
    type: MeasureType | None  # None: only the item as a whole can tell
    action: MeasureAction
    direction: Direction
    barrier: Mention | None
    act: Mention | None
    background: bool = False
    relief: bool = False
    plural: bool = False  # the barrier is named in the plural: `free trade agreements`
    turned: bool = False  # a plan that its sentence calls reversed
    weak: bool = False  # without an act of its own, or only with a weak one

    @property
    def place(self) -> int:
        """Where the claim is made."""
        at = self.act or self.barrier
        return at.start if at else self.start


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its span, the barriers and the acts that it names, and the flows of trade."""

    view: View
    start: int
    end: int
    inside: list[Mention]
    barriers: list[Mention]
    acts: list[Mention]
    flows: list[Mention]

    @classmethod
    def of(cls, view: View, start: int, end: int, inside: list[Mention]) -> "Clause":
        """The clause of a span; `inside` may hold acts of the next clause that belong to it."""
        barriers = [
            one
            for one in inside
            if one.kind == "barriers"
            and not (one.key in _VERBS_TOO and (verbal(view, one) or _permits(view, one)))
        ]
        named = [one for one in barriers if one.key != "trade_act"] or barriers[:1]
        if len(named) > 1:
            named = [one for one in named if not _relieved(view, one, named)]
        nouns = {one.start for one in barriers}
        acts = [one for one in inside if one.kind == "actions" and _acting(view, one, nouns)]
        flows = [one for one in inside if one.key in ("flow_in", "flow_out")]
        return cls(view, start, end, inside, named, acts, flows)

    @property
    def text(self) -> str:
        """The clause in lower case."""
        return self.view.lower[self.start : self.end]

    def known(self, act: Mention) -> Act:
        """What an act stands for."""
        return self.view.lens.acts[act.key]


def verbal(view: View, one: Mention) -> bool:
    """Whether a word that is noun and verb is the verb here: `will levy`, `to curb`."""
    return _INFINITIVE.search(view.lower, max(0, one.start - 8), one.start) is not None


def _relieved(view: View, one: Mention, named: list[Mention]) -> bool:
    """`duty waiver`, `tariff exemption`: what is named is the relief, not the barrier."""
    return any(
        other.start == one.end + 1 and view.lens.barriers[other.key].relief
        for other in named
        if not view.lens.barriers[one.key].relief
    )


def _permits(view: View, one: Mention) -> bool:
    """`Jakarta permits mills to export`, `UK bans imports`: the verb, straight after who acts."""
    near = view.between(max(0, one.start - 40), one.start, "jurisdictions")
    verb = one.key in ("licence", "ban") and view.lower[one.end - 1] == "s"
    gaps = (view.lower[other.end : one.start] for other in near)
    return verb and any(gap in (" ", " also ", " now ", " again ") for gap in gaps)


def _acting(view: View, one: Mention, nouns: set[int]) -> bool:
    """Whether an action word is an act here; not `at the end of`, not the noun `levy`."""
    if one.start in nouns:
        return verbal(view, one)
    if one.group != "base":
        return True
    return _DETERMINED.search(view.lower, max(0, one.start - 8), one.start) is None
