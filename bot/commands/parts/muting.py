"""What can be muted, as people name it, and how a mute is told."""

import re
from datetime import UTC, datetime, timedelta

from bot.commands import Means
from bot.commands.parts.wishes import likely
from bot.model.errors import TellUser
from bot.model.message import Moment, Person, Text
from bot.model.watch import Mute, MuteKind
from bot.watches.known import fold
from bot.watches.limits import Days, stretch

_SPANS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(days=7)}
_SPAN = re.compile(r"(\d{1,3}) ?(h|d|w)(?:ours?|ays?|eeks?)?")
_LONGEST = timedelta(days=366)
_EVER = ("ever", "forever", "until i unmute", "always")
KEYWORD = 100  # characters


def until(text: str, now: datetime) -> datetime | None:
    """When a mute ends: `24h`, `7d`, a day, or None for `ever`; raises TellUser."""
    plain = text.strip().lower()
    if plain in _EVER:
        return None
    span = _SPAN.fullmatch(plain)
    days = stretch(plain)
    end = now + int(span[1]) * _SPANS[span[2]] if span else _midnight(days) if days else None
    if end is None:
        raise TellUser(f"'{text}' is no time; write 24h, 7d, a day such as 2026-05-01, or ever.")
    if not now < end <= now + _LONGEST:
        raise TellUser("A mute lasts at most a year and ends in the future; or write ever.")
    return end


def _midnight(days: Days) -> datetime:
    return datetime.combine(days.first, datetime.min.time(), UTC)


async def meant(what: str, kind: MuteKind | None, means: Means) -> tuple[MuteKind, str]:
    """What is to be muted, as it is kept; the kind is found out where none is given."""
    plain = what.strip()
    if not plain:
        raise TellUser("Name what to mute: a measure (#id), a country, a law, a source or a word.")
    name = plain.lstrip("#").split(".")[0]
    if kind is MuteKind.STORY or (kind is None and await means.tx.stories.get(name)):
        return MuteKind.STORY, await _story(name, means)
    code = means.known.places.get(fold(plain))
    if kind is MuteKind.COUNTRY or (kind is None and code):
        return MuteKind.COUNTRY, code or _unknown(plain, means)
    law = await _law(plain, means)
    if kind is MuteKind.INSTRUMENT or (kind is None and law):
        return MuteKind.INSTRUMENT, law or plain
    source = await _source(plain, means)
    if kind is MuteKind.SOURCE or (kind is None and source):
        return MuteKind.SOURCE, source or plain  # aggregators name publishers that are no feed
    if len(plain) > KEYWORD:
        raise TellUser(f"A word to mute has at most {KEYWORD} characters.")
    return MuteKind.KEYWORD, plain


async def _story(name: str, means: Means) -> str:
    if await means.tx.stories.get(name) is None:
        raise TellUser(f"There is no measure called '{name}'; its name stands after # on alerts.")
    return name


def _unknown(name: str, means: Means) -> str:
    hint = likely(fold(name), means.known.places, "")
    hint = hint if hint.startswith("did") else "write a code such as CN, or a name."
    raise TellUser(f"There is no country '{name}'; {hint}")


async def _law(name: str, means: Means) -> str | None:
    """An instrument by its name, as stories have it."""
    found = {fold(law): law for law in await means.tx.history.laws(name, 25)}
    return found.get(means.known.instrument(name) or fold(name))


async def _source(name: str, means: Means) -> str | None:
    """A publisher whose name is that of a feed."""
    titles = {fold(feed.title): feed.title for feed in await means.tx.feeds.all()}
    return titles.get(fold(name))


def told(mute: Mute) -> Text:
    """A mute in a line: what, until when, why, and by whom."""
    what = f"#{mute.what}" if mute.kind is MuteKind.STORY else f"{mute.kind} {mute.what}"
    ends: Text = (
        (" until ", Moment(mute.until, day_only=False)) if mute.until else (" until unmuted",)
    )
    by: Text = (", by ", Person(mute.made_by)) if mute.made_by else ()
    return (what, *ends, *by, f": {mute.reason}" if mute.reason else "")
