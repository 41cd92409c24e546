"""RSS, RDF and Atom documents to pages: feedparser, on text that was made safe for it.

A sound document is read whole. A broken one is read item by item: sound items together, each
broken one alone, so that it costs no other (P10). To be run in a worker only: feedparser's
expressions can be made to run for minutes (`worker.py` ends them).
"""

import contextlib
import time
from typing import Any

from bot.model.feed import Feed
from bot.model.item import Item, Page
from bot.sources import plain_atom, plain_rss
from bot.sources.decode import text_of
from bot.sources.entry import Frame, Raw, author, item
from bot.sources.hints import hints
from bot.sources.mend import entities, with_references, without_doctype
from bot.sources.outline import DEPTH, ITEMS, Outline, Slice, edited, outline, tags
from bot.sources.request import Response
from bot.sources.tamed import Choked, parsed
from bot.sources.unreadable import CUT, DAMAGED, Unreadable
from bot.sources.wellformed import bare, declared, sound, with_known_names, wrapper
from bot.text.html import plain

PART = 100  # items that are read at a time
PATIENCE = 1.0  # seconds of processor time after which no further part is begun
LONG = f"the document is too long; its first {ITEMS} items were kept"
_ROOTS = frozenset(("rss", "rdf", "feed", "channel"))
_PAGES = frozenset(("html", "head", "body", "script", "div", "p", "table", "h1"))


def read(feed: Feed, response: Response) -> Page:
    """The page that an XML feed document is. Raises Unreadable with one sentence."""
    began = time.process_time()
    text = text_of(response.body, response.content_type)
    text = with_known_names(with_references(without_doctype(text), entities(text)))
    if response.complete and (page := _plain_page(feed, response.url, text)):
        return page
    _refuse_pages(text)
    if not sound(text):
        text = declared(text)
    plan = outline(text)
    if plan.edits:
        text = edited(text, plan.edits)
        plan = outline(text)
    fault = _fault(response, plan) or (None if sound(text) else DAMAGED)
    if fault is None and plan.depth > DEPTH:
        raise Unreadable(f"its elements are nested more than {DEPTH} deep")
    if fault is None and len(plan.slices) <= PART:
        with contextlib.suppress(Choked):
            return _page(feed, response.url, text, None)
    if not plan.slices:
        return _without_items(feed, response.url, text, fault)
    return _in_parts(feed, response.url, text, plan, fault, began)


def _page(feed: Feed, url: str, text: str, fault: str | None) -> Page:
    found = parsed(text, url)
    root = next(tags(text), None)
    if not found.version and not found.entries and (root is None or root.local not in _ROOTS):
        raise Unreadable("this is not a feed")
    frame = _frame(feed, url, found.feed, _is_atom(found))
    items = tuple(item(entry, frame) for entry in found.entries[:ITEMS])
    return Page(frame.title, items, hints(found.feed, _head(text)), fault)


def _plain_page(feed: Feed, url: str, text: str) -> Page | None:
    """The page of a document that needs no feedparser."""
    for is_atom, read_plain in ((False, plain_rss.read), (True, plain_atom.read)):
        if found := read_plain(text):
            frame = _frame(feed, url, found[0], is_atom)
            items = tuple(item(entry, frame) for entry in found[1])
            return Page(frame.title, items, hints(found[0], _head(text)))
    return None


def _head(text: str) -> str:
    """What stands before the first item."""
    first = next((tag.start for tag in tags(text) if tag.local in ("item", "entry")), len(text))
    return text[:first]


def _frame(feed: Feed, url: str, channel: Raw, atom: bool) -> Frame:
    return Frame(
        feed,
        url,
        title=plain(str(channel.get("title") or "")).replace("\n", " "),
        atom=atom,
        author=author(channel) if atom else None,
        language=channel.get("language") or feed.language,
    )


def _is_atom(found: Any) -> bool:
    return str(found.version).startswith("atom")


def _in_parts(
    feed: Feed, url: str, text: str, plan: Outline, fault: str | None, began: float
) -> Page:
    """The items that can be read of a document that is broken, cut or long, some at a time."""
    kept = _complete(plan)
    before = text[: plan.slices[0].start]
    head, tail = wrapper(before)
    try:
        page = _page(feed, url, head + tail, fault)
    except Choked:  # of what stands before the items only the outermost tags are kept
        head, tail = bare(before)
        page = _page(feed, url, head + tail, fault)
    parts = [text[one.start : one.end] for one in kept]
    items: list[Item] = []
    for start in range(0, len(parts), PART):
        if start and time.process_time() - began > PATIENCE:
            fault = f"reading takes too long; the first {len(items)} items were kept"
            break
        items += _items(feed, url, parts[start : start + PART], head, tail, began)
    return Page(page.title, tuple(items), page.hints, fault)


def _without_items(feed: Feed, url: str, text: str, fault: str | None) -> Page:
    try:
        return _page(feed, url, text, fault)
    except Choked:
        return _page(feed, url, "".join(bare(text)), fault)


def _fault(response: Response, plan: Outline) -> str | None:
    if not response.complete:
        return CUT
    return LONG if len(plan.slices) > ITEMS else None


def _items(
    feed: Feed, url: str, parts: list[str], head: str, tail: str, began: float
) -> list[Item]:
    """The items of each part in order: the sound parts in one reading, the others alone."""
    whole = sound(head + "".join(parts) + tail)
    fit = [whole or sound(head + part + tail) for part in parts]
    together = "".join(part for part, good in zip(parts, fit, strict=True) if good)
    try:
        read = parsed(head + together + tail, url)
    except Choked:  # one of them is more than feedparser can take
        read, fit = parsed(head + tail, url), [False] * len(parts)
    frame = _frame(feed, url, read.feed, _is_atom(read))
    good = iter(read.entries)
    found: list[Any] = []
    for part, is_fit in zip(parts, fit, strict=True):
        if is_fit:
            found += [next(good, None)]
        elif time.process_time() - began <= PATIENCE:
            found += _alone(head + part + tail, url)
    return [item(entry, frame) for entry in found if entry is not None]


def _alone(text: str, url: str) -> list[Any]:
    """The entry of a document of one item; none where it is more than feedparser can take."""
    try:
        return list(parsed(text, url).entries[:1])
    except Choked:
        return []


def _complete(plan: Outline) -> list[Slice]:
    """The slices to read: of a cut document not the last one, which is a part of an item."""
    kept = list(plan.slices[:ITEMS])
    cut = not plan.ended and len(kept) == len(plan.slices) and not kept[-1].closed
    return kept[:-1] if cut else kept


def _refuse_pages(text: str) -> None:
    first = next(tags(text), None)
    if first is None:
        raise Unreadable("the document is empty" if not text.strip() else "this is not a feed")
    if first.local in _PAGES:
        raise Unreadable("this is a web page, not a feed")
