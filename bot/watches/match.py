"""Watches to a matcher: which of them take a story, and by which of their clauses.

A rule is about one measure: it takes a story if there is one measure of it (the lead is tried
first) for which the whole rule holds, NOT included. What a measure states is in
`bot/watches/facts.py`. What is not stated satisfies no clause, whatever the comparison. Words are
those of the item that moved the story.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.model.errors import TellUser
from bot.model.item import Item
from bot.model.story import Story
from bot.model.watch import Match, Watch, Why
from bot.watches.index import Index
from bot.watches.known import Known
from bot.watches.parse import parse, parsed
from bot.watches.plain import Answer, asked
from bot.watches.told import Told
from bot.watches.tree import Node
from bot.watches.uncollected import uncollected
from bot.watches.values import check

NOTHING = Known({}, {}, {})


@dataclass(frozen=True, slots=True)
class Matcher:
    """Watches, ready to be asked of any number of stories."""

    watches: tuple[Watch, ...] = ()
    known: Known = NOTHING
    index: Index = field(default_factory=lambda: Index.of((), NOTHING), repr=False)

    def match(
        self, story: Story | None, item: Item | None = None, today: date | None = None
    ) -> tuple[Match, ...]:
        """The watches that take a story as it now stands, in their order, each with its why.

        `item` is the one that moved the story; without it only a title is known. `None` for a story
        asks an item that tells of no measure. `30d` counts from `today`, or else from the day of
        the item.
        """
        told = Told.of(story, item, today)
        return tuple(self._because(watch, told) for watch in self.taken(told))

    def taken(self, told: Told) -> list[Watch]:
        """The watches that take what is told, without their reasons."""
        return [self.watches[number] for number in self.index.taken(told)]

    def _because(self, watch: Watch, told: Told) -> Match:
        why = dict.fromkeys(asked(parsed(watch.rule), told, self.known) or ())
        return Match(watch.slug, watch.version, labelled(why, watch.labels))


def labelled(why: Iterable[Why], labels: Sequence[tuple[str, str]]) -> tuple[Why, ...]:
    """Reasons with what the watch's user calls the entry that each of them is."""
    if not labels:
        return tuple(why)
    named = dict(labels)
    return tuple(replace(it, label=named.get(it.fact, "")) for it in why)


def compile_watches(watches: Sequence[Watch], known: Known) -> Matcher:
    """A matcher of all watches; raises TellUser, naming the first watch that cannot be read."""
    with uncollected():
        rules = [_of_watch(watch, known) for watch in watches]
    return Matcher(tuple(watches), known, Index.of(rules, known))


def rule(text: str, known: Known) -> Node:
    """One rule, checked value by value; raises TellUser with the column."""
    node = parse(text)
    check(node, known)
    return node


Question = Callable[[Story | None, Item | None], tuple[Why, ...] | None]


def question(text: str, known: Known) -> Question:
    """One rule, checked and ready to be asked; raises TellUser with the column."""
    node = rule(text, known)

    def ask(story: Story | None, item: Item | None = None) -> Answer:
        return asked(node, Told.of(story, item), known)

    return ask


def _of_watch(watch: Watch, known: Known) -> Node:
    try:
        return rule(watch.rule, known)
    except TellUser as error:
        raise TellUser(f"The rule of watch {watch.slug} cannot be read. {error}") from error
