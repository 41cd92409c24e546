"""An event made ready to be compared with many stories. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from bot.model.event import Event, Measure
from bot.model.feed import Tier
from bot.model.story import Source, Story, slot_of, value_of
from bot.stories.deals import speaks_of_deal
from bot.stories.likeness import Vector, vector
from bot.stories.roles import answers
from bot.stories.voice import QUIET, Voice, voice
from bot.stories.words import plain_title, terms
from bot.text.urls import canonical

_LAW = re.compile(r"[a-z]+:(?:s\d+|[a-z_-]+)")  # `us:s232`, `us:ieepa`; a document has a third part
_WAYS = re.compile(r"\b(import|export)", re.IGNORECASE)
_NAMES_CASE = re.compile(r"dump|subsid|countervail", re.IGNORECASE)
_LONG_TITLE = 24  # characters of a headline that can be said by chance no more


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared of an event, worked out once."""

    event: Event
    at: datetime
    words: Vector
    title: str
    url: str | None
    voice: Voice
    speaks_of_deal: bool
    titled_deal: bool  # its headline names a deal
    answers: bool
    ways: frozenset[str]  # which of `import` and `export` it speaks of
    names_case: bool  # its headline says whether dumping or subsidies are meant
    documents: frozenset[str]
    figures: frozenset[tuple[str, str]]

    @property
    def lead(self) -> Measure:
        return self.event.lead

    @property
    def quiet(self) -> bool:
        """Whether it only speaks about a measure."""
        return self.voice in QUIET

    def since(self, story: Story) -> timedelta:
        """The time between the item and the newest one of the story."""
        return abs(self.at - story.last_at)

    def is_printed_in(self, story: Story) -> bool:
        """Whether the story has this address, or this headline, already."""
        titled = len(self.title) > _LONG_TITLE
        return any(
            (titled and _title(source.title, source.name) == self.title)
            or (self.url is not None and self.url == _address(source))
            for source in story.sources
        )


def asked(event: Event, at: datetime) -> Asked:
    """An event made ready."""
    item = event.item
    return Asked(
        event,
        at,
        words=vector(item.title, terms(item.title, item.text)),
        title=_title(item.title, item.source),
        url=canonical(item.url) if item.url else None,
        voice=voice(item),
        speaks_of_deal=speaks_of_deal(item.body),
        titled_deal=speaks_of_deal(item.title),
        answers=answers(item),
        ways=frozenset(found.lower() for found in _WAYS.findall(item.body)),
        names_case=item.tier is Tier.OFFICIAL or _NAMES_CASE.search(item.title) is not None,
        documents=documents(event.legal_keys),
        figures=frozenset((slot_of(one), value_of(one)) for one in event.figures),
    )


_title = lru_cache(maxsize=16384)(plain_title)
_canonical = lru_cache(maxsize=16384)(canonical)


def _address(source: Source) -> str | None:
    return _canonical(source.url) if source.url else None


def documents(keys: Iterable[str]) -> frozenset[str]:
    """The keys that name one document or case, and not a law that hundreds of them cite."""
    return frozenset(key for key in keys if not _LAW.fullmatch(key))


def series(keys: Iterable[str]) -> set[str]:
    """The series that documents stand in; a gazette prints every stage of one measure."""
    return {key.rsplit(":", 1)[0] for key in keys} - {"us:fr", "us:frcite"}
