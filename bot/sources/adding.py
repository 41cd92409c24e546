"""An address to a feed that may be added: checked, looked at once, named (requirements C9, F7)."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from lxml import etree, html

from bot.kinds import modules_of
from bot.model.errors import TellUser
from bot.model.feed import Feed, FeedState, Tier
from bot.sources import kinds
from bot.sources.pace import FLOOR, chance
from bot.sources.pull import Pull, Puller, Result
from bot.sources.request import Failed, Response
from bot.sources.settings import SourceSettings
from bot.sources.state import asked_of
from bot.sources.target import checked
from bot.text.urls import canonical, web

AT_ONCE = 10  # feeds of a list that are asked right away; more are spread over an interval (S11)
LONGEST = 64  # characters of a slug
TITLE = 100  # characters of a title
OFFERED = 10  # feeds of a web page that are named
_WORD = re.compile(r"[a-z0-9]+")
_DULL = frozenset(
    (
        *("www", "rss", "feed", "feeds", "xml", "atom", "json", "com", "org", "net"),
        *("index", "html", "php", "api", "v1"),
    )
)
_FEEDS = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|(?:feed\+)?json)\b", re.IGNORECASE)
# Where a site that names no feed may have one: what the most used publishing software does.
COMMON = ("/feed/", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/rss")
_KINDS = {
    "www.federalregister.gov/api/v1/documents": "federal_register",
    "www.federalregister.gov/api/v1/public-inspection": "public_inspection",
    "news.google.com/rss": "google_news",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that may be added, with what its first answer says."""

    feed: Feed
    pull: Pull


@dataclass(frozen=True, slots=True)
class Link:
    """A feed that a web page names."""

    url: str
    title: str = ""


def feed_at(url: str, feeds: Iterable[Feed], title: str = "", tier: Tier = Tier.PRESS) -> Feed:
    """A feed of this address, which is not asked; raises TellUser."""
    text = url.strip()
    try:
        address = str(checked(text if "://" in text else f"https://{text}"))
    except Failed as error:
        raise TellUser(f"{_short(text)}: {error}.") from None
    known = list(feeds)
    for other in known:
        if canonical(other.url) == canonical(address):
            raise TellUser(f"{_short(address)} is here already: '{other.slug}', {other.title}.")
    slug = _slug(address, {other.slug for other in known})
    return Feed(slug, address, title[:TITLE] or _host(address), _kind(address), tier)


async def look(
    puller: Puller, feed: Feed, others: Sequence[tuple[Feed, FeedState]], now: datetime
) -> Found:
    """What is at a new feed's address, asked once. Raises TellUser where that is no feed.

    What is asked here is the feed's first poll: nothing of it is to be asked again (C9).
    """
    pull = await puller.pull(feed, FeedState(), now)
    if pull.outcome is Result.WAITING:
        raise TellUser(f"{_host(feed.url)} is not to be asked just now; try again later.")
    if pull.error is not None and not pull.items:
        raise TellUser(_no_feed(feed, pull))
    ends = asked_of(pull.state) or feed.url
    for other, state in others:
        if canonical(ends) in (canonical(other.url), canonical(asked_of(state) or other.url)):
            raise TellUser(f"{_short(feed.url)} leads to what is here already: '{other.slug}'.")
    return _titled(feed, pull)


def _titled(feed: Feed, pull: Pull) -> Found:
    """The feed as its document calls itself, unless somebody has named it."""
    title = " ".join(pull.title.split())[:TITLE]
    if feed.title != _host(feed.url) or not title:
        return Found(feed, pull)
    items = tuple(
        replace(item, source=title) if item.source == feed.title else item for item in pull.items
    )
    return Found(replace(feed, title=title), replace(pull, items=items))


def _no_feed(feed: Feed, pull: Pull) -> str:
    """Why there is no feed at an address, and where one is or may be."""
    said = f"{_short(feed.url)} cannot be added: {pull.error}."
    page = pull.instead
    if page is None or b"<" not in page.body[:1000]:
        return said
    links = list(named_by(page))[:OFFERED]
    if links:
        named = "; ".join(f"{it.url} ({it.title})" if it.title else it.url for it in links)
        return f"{said} It names {'this feed' if len(links) == 1 else 'these feeds'}: {named}"
    guesses = ", ".join(COMMON)
    return f"{said} It names no feed; sites often have one at {guesses}."


def named_by(page: Response) -> Iterator[Link]:
    """The feeds that a web page names in its links (https://rssboard.org/rss-autodiscovery)."""
    utf8 = b"\xef\xbf\xbd" not in page.body.decode("utf-8", "replace").encode()
    try:
        parser = html.HTMLParser(encoding="utf-8" if utf8 else None)
        root = html.document_fromstring(page.body, parser)
    except (etree.LxmlError, ValueError):
        return
    seen = set[str]()
    for link in root.iter("link", "a"):
        kind, rel = link.get("type") or "", (link.get("rel") or "").lower().split()
        url = web(link.get("href") or "", page.url)
        if "alternate" in rel and _FEEDS.match(kind.strip()) and url and url not in seen:
            seen.add(url)
            yield Link(url, " ".join((link.get("title") or "").split())[:80])


def first_check(slug: str, many: int, settings: SourceSettings, now: datetime) -> datetime | None:
    """When one of so many new feeds is first asked; None: at once."""
    if many <= AT_ONCE:
        return None
    interval = FLOOR if settings.min_interval is None else float(settings.min_interval)
    return now + timedelta(seconds=interval * chance(slug))


def _kind(url: str) -> str:
    """The source kind that reads an address, as far as it tells."""
    place = _host(url) + urlsplit(url).path
    found = next((kind for start, kind in _KINDS.items() if place.startswith(start)), "syndication")
    return found if found in modules_of(kinds) else "syndication"


def _slug(url: str, taken: Collection[str]) -> str:
    """A short name made of the address, which no other feed has."""
    parts = urlsplit(url)
    words = [*_WORD.findall(_host(url)), *_WORD.findall(parts.path.lower())]
    name = "-".join(word for word in words if word not in _DULL)[:LONGEST].strip("-") or "feed"
    number, slug = 2, name
    while slug in taken:
        ending = f"-{number}"
        slug, number = name[: LONGEST - len(ending)] + ending, number + 1
    return slug


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _short(url: str) -> str:
    return url if len(url) <= 200 else f"{url[:200]}…"
