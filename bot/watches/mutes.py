"""What a channel muted: whether an alert is about it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.model.alert import Alert
from bot.model.item import Item
from bot.model.story import Story
from bot.model.watch import Mute, MuteKind
from bot.watches.words import folded, found


@dataclass(frozen=True, slots=True)
class Subject:
    """What an alert is about: its story as it now stands, and the item that moved it."""

    story: Story
    item: Item


def muted(mutes: Sequence[Mute], alert: Alert, subject: Subject | None) -> str | None:
    """Why a channel with these mutes is not told of an alert, in a few words; None: it is told."""
    for mute in mutes:
        if _silences(mute, alert, subject):
            return f"muted: {mute.kind} {mute.what}"
    return None


def _silences(mute: Mute, alert: Alert, subject: Subject | None) -> bool:
    if mute.kind is MuteKind.STORY:
        return mute.what == alert.story
    if subject is None:
        return False
    story, item = subject.story, subject.item
    match mute.kind:
        case MuteKind.COUNTRY:
            return mute.what in (*story.implementing, *story.affected)
        case MuteKind.INSTRUMENT:
            keys = (*story.instruments, *story.legal_keys)
            return mute.what.casefold() in (key.casefold() for key in keys)
        case MuteKind.SOURCE:
            return mute.what.casefold() in (item.source.casefold(), item.feed.casefold())
        case MuteKind.KEYWORD:
            return _says(item, mute.what)


def _says(item: Item, words: str) -> bool:
    """Whether an item says some words, one after the other, however they are written."""
    sought, said = _words(words), _words(f"{item.title}\n{item.text}")
    size = len(sought)
    return bool(sought) and any(
        said[at : at + size] == sought for at in range(len(said) - size + 1)
    )


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; an item is asked for by every channel's mutes."""
    return tuple(folded(word) for word in found(text))
