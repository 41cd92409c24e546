"""A page to items that are known again, and which of them are no news."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model.feed import FeedState
from bot.model.item import Item, Page
from bot.sources.guards import Silence, is_first, rate, silent
from bot.sources.identity import keyed, known_as, mark, mode_for
from bot.sources.outline import ITEMS
from bot.sources.pace import usual_gap
from bot.sources.settings import SourceSettings
from bot.sources.state import Seen, as_rows, number, seen, text, with_extra

FUTURE = timedelta(days=1)  # I7: a date further ahead is taken for none


@dataclass(frozen=True, slots=True)
class Settled:
    """What a page says, and the state that remembers it."""

    items: tuple[Item, ...]  # oldest first
    state: FeedState
    first: bool
    silent: dict[str, str]  # Item.key -> why it is no news
    new: bool  # some item was not in the last document


def settle(
    page: Page, state: FeedState, settings: SourceSettings, now: datetime, partial: bool
) -> Settled:
    """The items of a page with keys and dates that hold; `partial`: others may still be there."""
    before = seen(state)
    known_mode = text(state, "mode")
    mode = mode_for(page.items, known_mode)
    items = known_as(keyed([_dated(item, now) for item in page.items], mode), before)
    first = is_first(state, now)
    quiet = silent(items, state, settings, first, now)
    if known_mode is not None and mode != known_mode:
        quiet |= _renamed(items, before)
    new = len({item.key for item in items} - {one.key for one in before})
    marks = tuple(mark(item) for item in items)
    state = with_extra(
        state,
        seen=as_rows(_joined(marks, before) if partial else marks),
        mode=mode,
        newest=_newest(items, state),
        gap=usual_gap(items) or number(state, "gap"),
        rate=rate(state, new, now),
        ttl=page.hints.ttl,
        skip_hours=sorted(page.hints.skip_hours) or None,
        skip_days=sorted(page.hints.skip_days) or None,
        fault=page.fault,
        heavy=None,
    )
    if new:
        state = replace(state, last_new_at=now)
    return Settled(items, state, first, quiet, bool(new))


def _dated(item: Item, now: datetime) -> Item:
    """The item with a date that can be: of its update where it has no other; none in the future."""
    published = item.published or item.updated
    return replace(item, published=None if published and published > now + FUTURE else published)


def _renamed(items: tuple[Item, ...], before: tuple[Seen, ...]) -> dict[str, str]:
    """Items that the last document had under the keys of another mode (I2)."""
    links = {one.link for one in before if one.link}
    titles = {one.title for one in before if one.title}
    marks = [mark(item) for item in items]
    return {one.key: Silence.MODE for one in marks if one.link in links or one.title in titles}


def _joined(marks: tuple[Seen, ...], before: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """What is known after a document of only some of the items."""
    keys = {one.key for one in marks}
    return (*marks, *(one for one in before if one.key not in keys))[:ITEMS]


def _newest(items: tuple[Item, ...], state: FeedState) -> float | None:
    dates = [item.published.timestamp() for item in items if item.published]
    known = number(state, "newest")
    return max([*dates, *([known] if known is not None else [])], default=None)
