"""What makes an entry the same entry tomorrow (requirements I1 to I3).

A kind hands items over whose `key` holds only the address of the entry's first file, if it has
one; here they get their real one. The document is read backwards, oldest entry first, so that an
entry that is put before another one with the same guid does not take its key.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import blake2b

from bot.model.item import Item
from bot.sources.state import Seen
from bot.text.urls import canonical, host

GUID, LINK, TITLE = "guid", "link", "title"  # how a feed's entries are told apart, best first
MODES = (GUID, LINK, TITLE)
_TOLERATED = 0.05  # share of missing or repeated ids that the better mode stands (I2)
_SAME_TIME = 6 * 60  # minutes between the dates of what may be one entry with a new guid (I3)
_SHORT = 24  # characters of a title below which it does not tell an entry from others
_WORD = re.compile(r"\w+")


def stated(item: Item) -> str:
    """What an entry is known by: guid, link, first enclosure, else a hash of its words (I1)."""
    known = item.guid or item.url or item.key
    return known or f"text:{_hash(item.title, item.text)}"


def mode_for(items: Iterable[Item], before: str | None) -> str:
    """How to tell these entries apart; a feed that was found out once stays where it was put."""
    listed = list(items)
    start = MODES.index(before) if before in MODES else 0
    for mode in MODES[start:-1]:
        ids = [_IDENTITIES[mode](item) for item in listed]
        repeated = len(ids) - len(set(ids))
        if repeated <= len(ids) * _TOLERATED or repeated <= 1:
            return mode
    return TITLE


def keyed(items: Iterable[Item], mode: str) -> tuple[Item, ...]:
    """The entries with their keys, oldest first: the document's order reversed (I7)."""
    identify = _IDENTITIES[mode]
    used: Counter[str] = Counter()
    found = []
    for item in reversed(list(items)):
        name = identify(item)
        if used[name]:
            name = _second(name, item, used)
        used[name] += 1
        found.append(replace(item, key=_hash(name)))
    return tuple(found)


def apart(items: Iterable[Item], mode: str, still: tuple[Seen, ...]) -> bool:
    """Whether each of these items has a key of its own, beside those that are still there."""
    keys = [_hash(_IDENTITIES[mode](item)) for item in items]
    return len({*keys, *(one.key for one in still)}) == len(keys) + len(still)


def known_as(
    items: Iterable[Item], before: tuple[Seen, ...], still: tuple[Seen, ...] = ()
) -> tuple[Item, ...]:
    """The entries, those with a new guid for an entry that was there under their old key (I3).

    Only where the old key has left the document, the link (or title and host) is of one entry
    in both documents, and the dates do not say that it is a new one. `still`: entries that are in
    both, word for word, and are not among the items.
    """
    listed = tuple(items)
    present = {item.key for item in listed} | {one.key for one in still}
    gone = [one for one in before if one.key not in present]
    if not gone or len(before) < 2:  # a page of one entry may give each the same link
        return listed
    marks = tuple(map(mark, listed))
    links = _single(gone, before, marks + still, _link_of)
    titles = _single(gone, before, marks + still, _title_of)
    left = {one.key for one in gone}
    known = {one.key for one in before}
    found = []
    for item, one in zip(listed, marks, strict=True):
        old = None if one.key in known else _same(one, links, titles)
        if old is not None and old.key in left:
            left.remove(old.key)
            item = replace(item, key=old.key)
        found.append(item)
    return tuple(found)


def _same(one: Seen, links: dict[str, Seen], titles: dict[str, Seen]) -> Seen | None:
    """The entry that was there before, by link or, where both are dated, by title."""
    old = links.get(one.link)
    if old is not None and (not one.minute or not old.minute or _near(one, old)):
        return old
    old = titles.get(one.title)
    if old is not None and one.minute and old.minute and _near(one, old):
        return old
    return None


def _near(one: Seen, old: Seen) -> bool:
    return abs(one.minute - old.minute) <= _SAME_TIME


def mark(item: Item) -> Seen:
    """What is remembered of an entry until the next document."""
    link = _hash(canonical(item.url))[:16] if item.url else ""
    words = " ".join(_WORD.findall(item.title.lower()))
    title = _hash(words, host(item.url or ""))[:16] if len(words) >= _SHORT else ""
    when = item.published or item.updated
    return Seen(item.key, link, title, int(when.timestamp() // 60) if when else 0)


def _single(
    gone: list[Seen],
    before: tuple[Seen, ...],
    now: tuple[Seen, ...],
    of: Callable[[Seen], str],
) -> dict[str, Seen]:
    """Entries that have left, by what one entry alone has in both documents."""
    then, here = Counter(map(of, before)), Counter(map(of, now))
    return {of(one): one for one in gone if of(one) and then[of(one)] == here[of(one)] == 1}


def _link_of(one: Seen) -> str:
    return one.link


def _title_of(one: Seen) -> str:
    return one.title


def _second(name: str, item: Item, used: Counter[str]) -> str:
    """The identity of an entry whose guid is taken: guid and link, then guid and a number (I2)."""
    linked = f"{name}|{canonical(item.url or '')}"
    if not used[linked]:
        return linked
    number = 2
    while used[f"{name}|{number}"]:
        number += 1
    return f"{name}|{number}"


def _by_guid(item: Item) -> str:
    if item.guid:
        return f"guid:{item.guid}"
    if item.url:
        return f"link:{canonical(item.url)}"
    return f"file:{item.key}" if item.key else f"text:{_hash(item.title, item.text)}"


def _by_link(item: Item) -> str:
    when = item.published or item.updated
    return f"{canonical(item.url or item.key or '')}|{when.isoformat() if when else ''}"


def _by_title(item: Item) -> str:
    return f"{_by_link(item)}|{' '.join(_WORD.findall(item.title.lower()))}"


_IDENTITIES: dict[str, Callable[[Item], str]] = {GUID: _by_guid, LINK: _by_link, TITLE: _by_title}


def _hash(*words: str) -> str:
    """Sixteen bytes that stand for words, in hexadecimal."""
    return blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=16).hexdigest()
