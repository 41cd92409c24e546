"""An alert: one thing to say about one revision of a story."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why something is said; where several apply, the first in this order after `new`."""

    NEW = "new"
    CORRECTION = "correction"
    STATUS = "status"
    CONFIRMED = "confirmed"
    CONFLICT = "conflict"
    FIGURE = "figure"


class Severity(StrEnum):
    """How much it matters, from facts alone (bot/alerts/severity.py); compare by `rank`."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for low, 3 for critical."""
        return list(Severity).index(self)


class Certainty(StrEnum):
    CONFIRMED = "confirmed"  # an official source
    REPORTED = "reported"  # two or more independent press sources, none hedged
    UNCONFIRMED = "unconfirmed"  # one source, or hedged


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to say about one revision of a story; unique by (story, revision)."""

    story: str
    revision: int
    reason: Reason
    severity: Severity
    certainty: Certainty
    item: str  # Item.id of the item that moved the story
    at: datetime  # when that item was published, or first seen

    @property
    def id(self) -> str:
        """`STORY.REVISION`."""
        return f"{self.story}.{self.revision}"
