"""The items of a document by the hash of their text: those that were read before are cut out (P8).

feedparser takes half a millisecond for an item, and of most documents all items but one are known.
Where a document is not of the plainest form nothing is cut: it is read whole, as at first.
"""

import codecs
import re
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import pairwise

from bot.model.feed import FeedState
from bot.sources.decode import text_of
from bot.sources.outline import ITEMS
from bot.sources.request import Response
from bot.sources.state import seen, text

READING = "1"  # of items: a new one makes every item be read again
_MARK = re.compile(r"<(/?)(item|entry)(?:\s[^<>]{0,1000})?>|<(!\[CDATA\[|!--)")
_ENDS = {"![CDATA[": "]]>", "!--": "-->"}
# What changes around the items with every document and is no part of any item.
_CHANGING = re.compile(
    r"<(lastBuildDate|pubDate|updated|modified|dc:date)\b[^<>]{0,1000}>[^<>]{0,1000}</\1\s{0,99}>"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of a feed before: the hash of what stands around the items, and of each."""

    head: str
    cuts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sliced:
    """A document's items by their hashes, in its order."""

    text: str
    head: str
    places: tuple[tuple[int, int], ...]
    cuts: tuple[str, ...]


def known(state: FeedState) -> Known | None:
    """What was read of a feed when it was last asked; None where all of it is to be read."""
    head = text(state, "head")
    cuts = frozenset(one.cut for one in seen(state) if one.cut)
    return Known(head, cuts) if head and cuts and state.last_ok_at else None


def sliced(response: Response) -> Sliced | None:
    """The slices of a document; None where it is cut, no feed, or not plain enough."""
    if not response.complete or response.status != 200:
        return None
    whole = text_of(response.body, response.content_type)
    places = _places(whole)
    if not places or len(places) > ITEMS:
        return None
    around = [whole[: places[0][0]], whole[places[-1][1] :]]
    between = (whole[a[1] : b[0]] for a, b in pairwise(places))
    cuts = tuple(_hash(whole[start:end]) for start, end in places)
    if any(map(str.strip, between)) or len(set(cuts)) < len(cuts):
        return None
    head = "\0".join(_CHANGING.sub("", part) for part in (READING, *around))
    return Sliced(whole, _hash(head), tuple(places), cuts)


def without(found: Sliced, known: Known | None, response: Response) -> Response | None:
    """The answer without the items that are known; None where none of them is."""
    if known is None or known.head != found.head or known.cuts.isdisjoint(found.cuts):
        return None
    pieces, place = [], 0
    for (start, end), cut in zip(found.places, found.cuts, strict=True):
        if cut in known.cuts:
            pieces.append(found.text[place:start])
            place = end
    left = "".join((*pieces, found.text[place:]))
    return replace(response, body=codecs.BOM_UTF8 + left.encode())


def _places(text: str) -> list[tuple[int, int]] | None:
    """Where each item begins and ends; None where they are not plainly one after the other."""
    places, place, opened = [], 0, None
    while found := _MARK.search(text, place):
        place = found.end()
        if found[3]:
            place = text.find(_ENDS[found[3]], place)
            if place < 0:
                return None
        elif not found[1]:
            if opened is not None or found[0].endswith("/>"):
                return None
            opened = found
        else:
            if opened is None or opened[2] != found[2]:
                return None
            places.append((opened.start(), place))
            opened = None
    return places if opened is None else None


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
