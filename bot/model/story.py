"""A story: events that tell of one and the same measure, and how it has moved."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.event import (
    Amount,
    Day,
    Direction,
    Duration,
    Figure,
    Measure,
    MeasureAction,
    MeasureType,
    Rate,
    Status,
)
from bot.model.feed import Tier


@dataclass(frozen=True, slots=True)
class Source:
    """One item that tells the story: who said it, where, when. `published` falls back to seen."""

    item: str  # Item.id
    name: str
    tier: Tier
    title: str
    url: str | None
    published: datetime
    terms: tuple[
        str, ...
    ] = ()  # its telling words, for likeness; none in the midst of a long story
    corrects: bool = False  # it says itself that it mends what its publisher said before
    standing: str = ""  # where it says that the measure stands: seen to change, it is a correction


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of the story, with every item that states it; the first one gave the evidence."""

    figure: Figure
    items: tuple[str, ...]  # Item.id, in order of arrival
    key: bool = True  # of the measure as it now stands; not background, not superseded
    sentence: str = ""  # that it was read from, at most 200 characters

    @property
    def slot(self) -> str:
        """What it answers, such as `rate:percent` or `date:effective`: two values may disagree."""
        return slot_of(self.figure)

    @property
    def value(self) -> tuple[str, str]:
        """Slot and value in plain characters, without the words that it was read from."""
        return self.slot, value_of(self.figure)


def slot_of(figure: Figure) -> str:
    """What a figure answers: its kind with its unit or role."""
    match figure:
        case Rate():
            return f"rate:{figure.unit}"
        case Amount():
            return f"{figure.kind}:{figure.unit}"
        case Day():
            return f"date:{figure.role}"
        case Duration():
            return "duration"


def value_of(figure: Figure) -> str:
    """What a figure says, in plain characters: `47`, `10-41`, `2025-11-10`, `P1Y`."""
    match figure:
        case Rate(value=low, upper=high) if high is not None:
            return f"{low:g}-{high:g}"
        case Rate() | Amount():
            return f"{figure.value:.12g}"
        case Day() | Duration():
            return figure.value


@dataclass(frozen=True, slots=True)
class Step:
    """The measure moved: its status or its action changed, by the word of one item."""

    status: Status
    action: MeasureAction
    at: datetime
    item: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources disagree on one figure, and neither is official."""

    ours: Stated
    theirs: Stated


@dataclass(frozen=True, slots=True)
class Story:
    """One measure through its life, as it stands at one revision."""

    id: str  # short, made from its first item: the same stream gives the same name
    revision: int  # 1, 2, ...: one for every item that joined or was corrected
    lead: Measure  # as it now stands
    measures: tuple[Measure, ...]  # lead first, then those that items were about, then mentions
    direction: Direction
    opened_at: datetime
    last_at: datetime  # of the newest item
    moved_by: str  # Item.id of the item that made this revision
    sources: tuple[Source, ...]  # in order of arrival
    history: tuple[Step, ...]
    figures: tuple[Stated, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    types: tuple[MeasureType, ...] = ()
    implementing: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    legal_keys: tuple[str, ...] = ()
    heads: int = 1  # how many of `measures`, from the first, some item was about

    @property
    def official(self) -> bool:
        """Whether an official publication backs it."""
        return any(source.tier is Tier.OFFICIAL for source in self.sources)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an event belongs, and why: `before` is None for the first item of a story."""

    before: Story | None
    after: Story
    why: str  # one sentence: "shares us:fr:2025-19001", "same parties and product, likeness 0.52"
