"""How the feeds do, as an answer: those in trouble first, a line each."""

from datetime import datetime

from bot.commands import Means
from bot.model.command import Reply
from bot.model.message import Span, Strong
from bot.sources.standing import Standing, ago, standing, told

SHOWN = 20
_ORDER = (Standing.FAILING, Standing.STALE, Standing.ENDED, Standing.PAUSED, Standing.NEW)


async def listed(means: Means, now: datetime) -> Reply:
    """The feeds, those that need a look first."""
    found = await means.tx.feeds.standings()
    if not found:
        return Reply(("No feed is read yet; '/feeds add' adds one.",))
    rated = [(standing(feed, state, now), feed, state) for feed, state in found]
    rated.sort(key=lambda one: _ORDER.index(one[0]) if one[0] in _ORDER else len(_ORDER))
    well = sum(stands is Standing.GOOD for stands, _, _ in rated)
    spans: list[Span] = [f"{well} of {len(rated)} feeds do well.\n"]
    for stands, feed, state in rated[:SHOWN]:
        said = told(feed, state, now)
        news = f"last new {ago(state.last_new_at, now)}"
        spans += [Strong(feed.slug), f" {stands}, {news}{f': {said}' if said else ''}\n"]
    if len(rated) > SHOWN:
        spans.append(f"… and {len(rated) - SHOWN} more: 'tollbell feeds' shows every feed.")
    return Reply(tuple(spans))
