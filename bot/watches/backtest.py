"""What a rule would have brought: asked of the alerts of the past, each as it was then."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest

from bot.model.alert import Severity
from bot.model.event import Amount, Day, Figure, Rate
from bot.model.past import Past
from bot.model.story import Story
from bot.model.watch import Why
from bot.watches.fields import DAYS
from bot.watches.index import Index
from bot.watches.known import Known
from bot.watches.near_miss import Miss, held, why_not
from bot.watches.plain import asked
from bot.watches.plausible import Plausible
from bot.watches.told import Told
from bot.watches.tree import Clause, Node, leaves
from bot.watches.uncollected import uncollected

SAMPLES, NEAR_MISSES = 5, 5
_KINDS: Mapping[str, type[Figure]] = {
    **dict.fromkeys(("rate", "previous", "change", "duty"), Rate),
    **dict.fromkeys(("money", "entities"), Amount), **dict.fromkeys(DAYS, Day),
}  # fmt: skip
_LOOKED_AT = 100  # alerts that miss one part of the rule and are read to see how near they came


@dataclass(frozen=True, slots=True)
class Sample:
    """One alert that the rule would have brought, and why."""

    told: Told
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """One alert that it would not have brought, and the clause that failed."""

    told: Told
    miss: Miss


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a rule would have brought in some days."""

    days: int
    alerts: int  # that there were at all
    count: int  # that the rule takes
    at_floor: Mapping[Severity, int]  # of these, as severe as a floor or more
    samples: tuple[Sample, ...]  # the newest
    near_misses: tuple[NearMiss, ...]  # the nearest

    @property
    def per_week(self) -> float:
        return self.count * 7 / self.days


def figures_of(node: Node) -> frozenset[type[Figure]]:
    """The kinds of figures that a rule asks for."""
    clauses = [leaf for leaf in leaves(node) if isinstance(leaf, Clause)]
    fields = {it.value.strip().lower() if it.field == "missing" else it.field for it in clauses}
    return frozenset(_KINDS[field] for field in fields & _KINDS.keys())


class Question:
    """A rule that is asked of one alert of the past after the other, newest first.

    `read` makes a story of how it was kept; only alerts that the rule may take are read.
    `read_facts` may make less of it, faster, and of figures only some kinds: alerts are
    counted by that, and only what is shown is read whole.
    """

    def __init__(
        self,
        node: Node,
        known: Known,
        read: Callable[[str], Story],
        read_facts: Callable[[str, Collection[type[Figure]]], Story] | None = None,
    ) -> None:
        self._node, self._known, self._read = node, known, read
        self._read_facts, self._figures = read_facts, figures_of(node)
        self._index, self._plausible = Index.of([node], known), Plausible(node, known)
        self._of_words = not any(isinstance(leaf, Clause) for leaf in leaves(node))
        self._alerts, self._taken = 0, dict.fromkeys(Severity, 0)
        self._samples: list[Told] = []
        self._missed: list[Told] = []

    def see(self, some: Iterable[Past]) -> None:
        """Ask the rule of some more alerts."""
        with uncollected():
            for past in some:
                self._see(past)

    def _see(self, past: Past) -> None:
        self._alerts += 1
        full = len(self._missed) >= _LOOKED_AT
        failing = 0 if self._of_words and full else self._failing(past)
        if failing > 1 or (failing and full):
            return
        taken = not failing and self._takes(past)
        if taken:
            self._taken[past.severity] += 1
            if len(self._samples) < SAMPLES:
                self._samples.append(self._told(past))
        elif not full:
            self._missed.append(self._told(past))

    def _failing(self, past: Past) -> int:
        return self._plausible.failing(past.story, past.item.title, past.item.text)

    def _takes(self, past: Past) -> bool:
        """Whether the rule takes an alert; its story is only read where the rule asks for facts."""
        if self._of_words:
            return bool(self._index.taken(Told.of(None, past.item)))
        read = self._read_facts
        story = read(past.story, self._figures) if read else self._read(past.story)
        return bool(self._index.taken(Told.of(story, past.item)))

    def _told(self, past: Past) -> Told:
        return Told.of(self._read(past.story), past.item)

    def answer(self, days: int) -> Backtest:
        """What the rule would have brought, of the alerts seen, which are those of some days."""
        taken = self._taken
        return Backtest(
            days,
            self._alerts,
            sum(taken.values()),
            {floor: sum(taken[it] for it in taken if it.rank >= floor.rank) for floor in Severity},
            tuple(Sample(it, self._why(it)) for it in self._samples),
            self._nearest(),
        )

    def _why(self, told: Told) -> tuple[Why, ...]:
        return asked(self._node, told, self._known) or ()

    def _nearest(self) -> tuple[NearMiss, ...]:
        """Those of which the most parts hold, each story once."""
        node, known = self._node, self._known
        by_story = {told.story.id: told for told in reversed(self._missed) if told.story}
        near = nlargest(NEAR_MISSES, by_story.values(), key=lambda it: held(node, it, known))
        found = ((told, why_not(node, told, known)) for told in near)
        return tuple(NearMiss(told, miss) for told, miss in found if miss is not None)
