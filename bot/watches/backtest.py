"""What a rule would have brought: asked of the alerts of the past, each as it was then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from bot.model.alert import Severity
from bot.model.past import Past
from bot.model.story import Story
from bot.model.watch import Why
from bot.watches.index import Index
from bot.watches.kept import told_of
from bot.watches.known import Known
from bot.watches.near_miss import Miss, held, why_not
from bot.watches.plain import asked
from bot.watches.plausible import Plausible
from bot.watches.told import Told
from bot.watches.tree import Clause, Node, leaves
from bot.watches.uncollected import uncollected

SAMPLES, NEAR_MISSES = 5, 5
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


Name = tuple[str, int]  # of a story, and its revision


class Question:
    """A rule that is asked of the alerts of the past, newest first.

    It counts by the kept facts; `wanted` names the stories that its answer shows.
    """

    def __init__(self, node: Node, known: Known) -> None:
        self._node, self._known = node, known
        self._index, self._plausible = Index.of([node], known), Plausible(node, known)
        self._of_words = not any(isinstance(leaf, Clause) for leaf in leaves(node))
        self._alerts, self._taken = 0, dict.fromkeys(Severity, 0)
        self._samples: list[Past] = []
        self._missed: list[Past] = []

    def see(self, some: Iterable[Past]) -> None:
        """Ask the rule of some more alerts."""
        with uncollected():
            for past in some:
                self._see(past)

    def _see(self, past: Past) -> None:
        self._alerts += 1
        full = len(self._missed) >= _LOOKED_AT
        item = past.item
        failing = 0
        if not (self._of_words and full):
            failing = self._plausible.failing(past.facts, item.title, item.text)
        if failing > 1 or (failing and full):
            return
        if not failing and self._takes(past):
            self._taken[past.severity] += 1
            if len(self._samples) < SAMPLES:
                self._samples.append(past)
        elif not full:
            self._missed.append(past)

    def _takes(self, past: Past) -> bool:
        """Whether the rule takes an alert; its facts are only read where the rule asks for some."""
        told = Told.of(None, past.item) if self._of_words else told_of(past.facts, past.item)
        return bool(self._index.taken(told))

    @property
    def wanted(self) -> set[Name]:
        """The stories that are needed for the answer."""
        return {(it.story, it.revision) for it in (*self._samples, *self._missed)}

    def answer(self, days: int, stories: Mapping[Name, Story]) -> Backtest:
        """What the rule would have brought, of the alerts seen, which are those of some days."""
        taken = self._taken
        samples = [Told.of(stories[it.story, it.revision], it.item) for it in self._samples]
        missed = [Told.of(stories[it.story, it.revision], it.item) for it in self._missed]
        return Backtest(
            days,
            self._alerts,
            sum(taken.values()),
            {floor: sum(taken[it] for it in taken if it.rank >= floor.rank) for floor in Severity},
            tuple(Sample(it, self._why(it)) for it in samples),
            self._nearest(missed),
        )

    def _why(self, told: Told) -> tuple[Why, ...]:
        return asked(self._node, told, self._known) or ()

    def _nearest(self, missed: Sequence[Told]) -> tuple[NearMiss, ...]:
        """Those of which the most parts hold, each story once."""
        node, known = self._node, self._known
        by_story = {told.story.id: told for told in reversed(missed) if told.story}
        near = nlargest(NEAR_MISSES, by_story.values(), key=lambda it: held(node, it, known))
        found = ((told, why_not(node, told, known)) for told in near)
        return tuple(NearMiss(told, miss) for told, miss in found if miss is not None)
