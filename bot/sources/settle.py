"""A page to items that are known again, and which of them are no news."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model.feed import FeedState
from bot.model.item import Item, Page
from bot.sources.guards import Silence, is_first, rate, silent
from bot.sources.identity import apart, keyed, known_as, mark, mode_for
from bot.sources.outline import ITEMS
from bot.sources.pace import longest_gap, usual_gap
from bot.sources.settings import SourceSettings
from bot.sources.state import Seen, as_lines, number, seen, text, with_extra

FUTURE = timedelta(days=1)  # I7: a date further ahead is taken for none


@dataclass(frozen=True, slots=True)
class Settled:
    """What a page says, and the state that remembers it."""

    items: tuple[Item, ...]  # oldest first
    state: FeedState
    first: bool
    silent: dict[str, str]  # Item.key -> why it is no news
    new: bool  # some item was not in the last document


def agrees(page: Page, state: FeedState) -> bool:
    """Whether a page can be settled without the items that were cut out of it as known (P8).

    Where a new item has the id of one that was cut out, which of them it is can be told only from
    the whole document (I2).
    """
    still = _still(page, state)
    if not still:
        return len(page.items) == len(page.cuts) or not page.cuts
    known_mode = text(state, "mode")
    return (
        known_mode is not None
        and len(still) + len(page.items) == len(page.cuts)
        and apart(page.items, known_mode, still)
    )


def settle(
    page: Page, state: FeedState, settings: SourceSettings, now: datetime, partial: bool
) -> Settled:
    """The items of a page with keys and dates that hold; `partial`: others may still be there."""
    before, still = seen(state), _still(page, state)
    known_mode = text(state, "mode")
    mode = known_mode if still and known_mode else mode_for(page.items, known_mode)
    keyed_items = keyed([_dated(item, now) for item in page.items], mode)
    items = known_as(keyed_items, before, still)
    first = is_first(state, now)
    quiet = silent(items, len(items) + len(still), state, settings, first, now)
    if known_mode is not None and mode != known_mode:
        quiet |= _renamed(items, before)
    new = len({item.key for item in items} - {one.key for one in before})
    marks = (*_marks(items, page, still), *still)
    dates = [one.minute for one in marks if one.minute]
    gap = usual_gap(dates)
    state = with_extra(
        state,
        seen=as_lines(_joined(marks, before) if partial else marks),
        head=page.head or None,
        mode=mode,
        newest=_newest(items, state),
        gap=number(state, "gap") if gap is None else gap,
        lull=longest_gap(dates) or number(state, "lull"),
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


def _still(page: Page, state: FeedState) -> tuple[Seen, ...]:
    """What is remembered of the items that are in the document as before, and not on the page."""
    if len(page.items) >= len(page.cuts):
        return ()
    there = frozenset(page.cuts)
    return tuple(one for one in seen(state) if one.cut in there)


def _marks(items: tuple[Item, ...], page: Page, still: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """What is remembered of the items of a page, each with the hash of its text."""
    marks = map(mark, items)
    if not page.cuts:
        return tuple(marks)
    known = {one.cut for one in still}
    cuts = [cut for cut in reversed(page.cuts) if cut not in known]
    return tuple(replace(one, cut=cut) for one, cut in zip(marks, cuts, strict=True))


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
