"""What is asked of the history: which stories, by what they state."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.alert import Severity
from bot.model.event import DateRole, MeasureType, Status
from bot.model.story import Story


@dataclass(frozen=True, slots=True)
class Filters:
    """Which stories; what is None or empty leaves none out."""

    types: frozenset[MeasureType] = frozenset()  # one of these
    status: Status | None = None
    floor: Severity = Severity.LOW
    since: datetime | None = None
    facts: tuple[frozenset[str], ...] = ()  # one entry at least of each set (bot/store/history.py)


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something of a story happens."""

    day: str  # ISO 8601
    role: DateRole
    story: Story
