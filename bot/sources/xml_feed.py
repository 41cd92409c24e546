"""RSS, RDF and Atom documents to pages: feedparser, on text that was made safe for it.

A sound document is read whole. A broken one is read item by item: sound items together, each
broken one alone, so that it costs no other (P10). To be run in a worker only: feedparser's
expressions can be made to run for minutes (`worker.py` ends them).
"""

import io
import re
from typing import Any
from xml.parsers import expat

import feedparser

from bot.model.feed import Feed
from bot.model.item import Hints, Item, Page
from bot.sources.decode import text_of
from bot.sources.entry import Frame, author, item
from bot.sources.mend import with_references, without_doctype
from bot.sources.outline import DEPTH, ITEMS, Outline, Slice, edited, outline, tags
from bot.sources.request import Response
from bot.sources.unreadable import Unreadable
from bot.text.html import plain

# An id is compared as it was written (RFC 4287, section 4.2.6.1), so it must not be resolved.
feedparser.mixin._FeedParserMixin.can_be_relative_uri.discard("id")

PREFIXES = 50  # undeclared ones that are declared
BROKEN = 500  # damaged items of one document that are tried one by one
DAMAGED = "the document is damaged; its readable items were kept"
LONG = f"the document is too long; its first {ITEMS} items were kept"
CUT = "the transfer was cut; the complete items were kept"
_ROOTS = frozenset(("rss", "rdf", "feed", "channel"))
_PAGES = frozenset(("html", "head", "body", "script", "div", "p", "table", "h1"))
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*+):|\s([A-Za-z_][\w.-]*+):[\w.-]++\s*+=")
_NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "a10": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
}


def read(feed: Feed, response: Response) -> Page:
    """The page that an XML feed document is. Raises Unreadable with one sentence."""
    text = text_of(response.body, response.content_type)
    text = with_references(without_doctype(text))
    _refuse_pages(text)
    plan = outline(text)
    if plan.edits:
        text = edited(text, plan.edits)
        plan = outline(text)
    text = _declared(text)
    if len(plan.slices) <= ITEMS and response.complete and _sound(text):
        if plan.depth > DEPTH:
            raise Unreadable(f"its elements are nested more than {DEPTH} deep")
        return _page(feed, response.url, text, None)
    return _salvaged(feed, response, text, outline(text))


def _page(feed: Feed, url: str, text: str, fault: str | None) -> Page:
    parsed = _parsed(text)
    root = next(tags(text), None)
    if not parsed.version and not parsed.entries and (root is None or root.local not in _ROOTS):
        raise Unreadable("this is not a feed")
    frame = _frame(feed, url, parsed)
    items = tuple(item(entry, frame) for entry in parsed.entries[:ITEMS])
    return Page(frame.title, items, _hints(parsed.feed), fault)


def _frame(feed: Feed, url: str, parsed: Any) -> Frame:
    atom = str(parsed.version).startswith("atom")
    return Frame(
        feed,
        url,
        title=plain(str(parsed.feed.get("title") or "")).replace("\n", " "),
        atom=atom,
        author=author(parsed.feed) if atom else None,
        language=parsed.feed.get("language") or feed.language,
    )


def _salvaged(feed: Feed, response: Response, text: str, plan: Outline) -> Page:
    """The items that can be read of a document that is broken, cut or too long."""
    fault = _fault(response, plan)
    if not plan.slices:
        return _page(feed, response.url, text, fault)
    kept = _complete(plan)
    head, tail = _wrapper(text[: kept[0].start] if kept else text[: plan.slices[0].start])
    page = _page(feed, response.url, head + tail, fault)
    items = _items(feed, response.url, [text[one.start : one.end] for one in kept], head, tail)
    return Page(page.title, tuple(items), page.hints, page.fault)


def _fault(response: Response, plan: Outline) -> str:
    if not response.complete:
        return CUT
    return LONG if len(plan.slices) > ITEMS else DAMAGED


def _items(feed: Feed, url: str, parts: list[str], head: str, tail: str) -> list[Item]:
    """The items of each part in order: the sound parts in one reading, the others alone."""
    whole = _sound(head + "".join(parts) + tail)
    sound = [whole or _sound(head + part + tail) for part in parts]
    together = "".join(part for part, good in zip(parts, sound, strict=True) if good)
    parsed = _parsed(head + together + tail)
    frame = _frame(feed, url, parsed)
    good = iter(parsed.entries)
    found: list[Any] = []
    broken = 0
    for part, is_sound in zip(parts, sound, strict=True):
        if is_sound:
            found += [next(good, None)]
        elif broken < BROKEN:
            broken += 1
            found += _parsed(head + part + tail).entries[:1]
    return [item(entry, frame) for entry in found if entry is not None]


def _complete(plan: Outline) -> list[Slice]:
    """The slices to read: of a cut document not the last one, which is a part of an item."""
    kept = list(plan.slices[:ITEMS])
    cut = not plan.ended and len(kept) == len(plan.slices) and not kept[-1].closed
    return kept[:-1] if cut else kept


def _wrapper(head: str) -> tuple[str, str]:
    """What to put before and after an item to make a document of it."""
    stack: list[str] = []
    for tag in tags(head):
        if tag.close and tag.name in stack:
            while stack.pop() != tag.name:
                pass
        elif not tag.close and not tag.alone:
            stack.append(tag.name)
    tail = "".join(f"</{name}>" for name in reversed(stack))
    if _sound(head + tail):
        return head, tail
    opening = [tag for tag in tags(head) if not tag.close][:2]
    outer = [tag for tag in opening if tag.local in ("rss", "rdf", "feed", "channel")] or opening
    kept = "".join(head[tag.start : tag.end] for tag in outer)
    return kept, "".join(f"</{tag.name}>" for tag in reversed(outer))


def _declared(text: str) -> str:
    """The text with every prefix that it uses declared at its root."""
    first = next(tags(text), None)
    if first is None:
        return text
    used = {one or two for one, two in _PREFIX.findall(text)} - {"xml", "xmlns"}
    missing = [name for name in sorted(used) if f"xmlns:{name}" not in text][:PREFIXES]
    if not missing:
        return text
    names = "".join(f' xmlns:{name}="{_NAMESPACES.get(name, "urn:x:" + name)}"' for name in missing)
    place = first.start + 1 + len(first.name)
    return text[:place] + names + text[place:]


def _sound(text: str) -> bool:
    """Whether an XML parser takes the text."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError:
        return False
    return True


def _parsed(text: str) -> Any:
    """feedparser's reading. A file-like object, since it would open a string as a file (P3)."""
    try:
        return feedparser.parse(
            io.BytesIO(text.encode()),
            response_headers=dict(_HEADERS),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # P2: whatever it raises is the document's fault
        raise Unreadable("the parser cannot make anything of this document") from error


def _refuse_pages(text: str) -> None:
    first = next(tags(text), None)
    if first is None:
        raise Unreadable("the document is empty" if not text.strip() else "this is not a feed")
    if first.local in _PAGES:
        raise Unreadable("this is a web page, not a feed")


def _hints(raw: Any) -> Hints:
    return Hints(ttl=_ttl(raw))


def _ttl(raw: Any) -> float | None:
    """Seconds between polls that the document asks for: `ttl` in minutes, or `sy:`."""
    minutes = _number(raw.get("ttl"))
    period = _PERIODS.get(str(raw.get("sy_updateperiod") or "").strip().lower())
    times = _number(raw.get("sy_updatefrequency")) or 1.0
    asked = [minutes * 60 if minutes else 0.0, period / times if period else 0.0]
    return max(asked) or None


_PERIODS = {
    "hourly": 3600.0,
    "daily": 86_400.0,
    "weekly": 604_800.0,
    "monthly": 2_592_000.0,
    "yearly": 31_536_000.0,
}


def _number(value: object) -> float | None:
    text = str(value or "").strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
