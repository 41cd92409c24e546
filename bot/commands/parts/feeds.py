"""Feeds as people handle them: added, removed, paused and brought in, in a transaction."""

import difflib
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.kinds import modules_of
from bot.model.errors import TellUser
from bot.model.feed import Feed
from bot.sources import kinds
from bot.sources.adding import Found, feed_at, first_check
from bot.sources.opml import Outline, tier_of
from bot.sources.pull import Pull
from bot.sources.settings import SourceSettings
from bot.sources.state import with_extra
from bot.store.store import Transaction

_PLACE = re.compile("[A-Z]{2}")
Keep = Callable[[Transaction, Feed, Pull, datetime], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a list of feeds."""

    added: tuple[Feed, ...]
    left: tuple[str, ...]  # a sentence for each feed that was not added


async def add(tx: Transaction, keep: Keep, found: Found, now: datetime) -> None:
    """Keep a new feed with what its first answer said: nothing of it is asked again (C9)."""
    if not await tx.feeds.add(found.feed, found.pull.state.next_check_at):
        raise TellUser(f"There is a feed '{found.feed.slug}' already.")
    await keep(tx, found.feed, found.pull, now)


async def named(tx: Transaction, slug: str) -> Feed:
    """The feed of a name; raises TellUser with the nearest one."""
    found = await tx.feeds.get(slug)
    if found is not None:
        return found
    known = [feed.slug for feed in await tx.feeds.all()]
    near = difflib.get_close_matches(slug, known, n=1, cutoff=0.5)
    hint = f"did you mean '{near[0]}'?" if near else "'feeds' lists them."
    raise TellUser(f"There is no feed '{slug[:64]}'; {hint}")


async def remove(tx: Transaction, slug: str) -> Feed:
    """Forget a feed; its items and their stories stay. Raises TellUser."""
    feed = await named(tx, slug)
    await tx.feeds.remove(feed.slug)
    return feed


async def pause(tx: Transaction, slug: str) -> Feed:
    """Ask a feed no more, until `resume`. Raises TellUser."""
    feed = await named(tx, slug)
    if not feed.enabled:
        raise TellUser(f"'{feed.slug}' is not asked as it is.")
    await tx.feeds.enable(feed.slug, False)
    return feed


async def resume(tx: Transaction, slug: str) -> Feed:
    """Ask a feed again, when it would have been due and not before. Raises TellUser."""
    feed = await named(tx, slug)
    if feed.enabled:
        raise TellUser(f"'{feed.slug}' is asked as it is.")
    await tx.feeds.enable(feed.slug, True)
    state = await tx.feeds.state(feed.slug)
    await tx.feeds.polled(feed.slug, with_extra(state, ended=None, gone=None))
    return feed


async def bring_in(
    tx: Transaction, outlines: Sequence[Outline], settings: SourceSettings, now: datetime
) -> Brought:
    """Add the feeds of a list, of which none is asked here; their first polls are spread (S11)."""
    known = await tx.feeds.all()
    added: list[Feed] = []
    left: list[str] = []
    for outline in outlines:
        try:
            feed = feed_at(outline.url, known, outline.title, tier_of(outline))
        except TellUser as error:
            left.append(str(error))
            continue
        added.append(_as_listed(feed, outline))
        known.append(added[-1])
    for feed in added:
        await tx.feeds.add(feed, first_check(feed.slug, len(added), settings, now))
    return Brought(tuple(added), tuple(left))


def _as_listed(feed: Feed, outline: Outline) -> Feed:
    """The feed with what our own lists say of it, where that can be."""
    place, kind = outline.category("jurisdiction"), outline.category("kind")
    return replace(
        feed,
        jurisdiction=place if _PLACE.fullmatch(place) else None,
        kind=kind if kind in modules_of(kinds) else feed.kind,
    )
