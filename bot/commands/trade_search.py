"""`trade search`: measures by words and facts, in the language of the watch rules."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.filters import FILTERS, SHARE, filters
from bot.commands.parts.lines import line
from bot.commands.parts.pages import cut, page_of, paged
from bot.model.command import Call, Command, Option, Reply
from bot.model.history import Filters
from bot.model.item import Item
from bot.model.message import Span
from bot.model.story import Story
from bot.model.watch import Why
from bot.watches.match import question, rule
from bot.watches.sought import sought

SIZE = 5
_CANDIDATES = 400  # looked at by the rule itself
_UNSAID = 3_000  # newest items looked at where a search names no word that the index could find
_WHY = 3

COMMAND = Command(
    name="trade search",
    summary="Search measures by words and facts: steel from:US rate>=25 before:2026-01-01",
    options=(
        Option("query", "Words and facts, as in a watch rule", required=True),
        *FILTERS,
        SHARE,
    ),
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """The stories that the query takes, each once, the best match first, with what matched."""
    query = str(call.values["query"])
    ask = question(query, means.known)
    found: dict[str, tuple[Story, tuple[Why, ...]]] = {}
    for story, item in await _candidates(query, means, filters(call.values, means, now)):
        if story.id not in found and (why := ask(story, item)) is not None:
            found[story.id] = story, why
    if not found:
        nothing = f"Nothing is known of “{query}”; fewer words or filters find more."
        return Reply((nothing,), private=not call.values.get("share", False))
    shown, more = cut(list(found.values()), page_of(call), SIZE)
    spans = [span for story, why in shown for span in _line(story, why, means)]
    return paged(call, (f"{len(found)} found\n", *spans), more=more)


async def _candidates(query: str, means: Means, asked: Filters) -> list[tuple[Story, Item]]:
    words = sought(rule(query, means.known))
    if words is None:
        return await means.tx.history.told(asked, _UNSAID)
    items = await means.tx.search.items(words, _CANDIDATES)
    return await means.tx.history.told(asked, _CANDIDATES, items)


def _line(story: Story, why: tuple[Why, ...], means: Means) -> tuple[Span, ...]:
    said = ", ".join(dict.fromkeys(one.quote or f"{one.fact} {one.value}" for one in why[:_WHY]))
    return (
        (*line(story, means.labels), f"  matched {said}\n") if said else line(story, means.labels)
    )
