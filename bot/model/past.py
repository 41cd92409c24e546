"""The past: what was told, as it was kept, for asking what a rule would have brought."""

from dataclasses import dataclass

from bot.model.alert import Severity
from bot.model.item import Item


@dataclass(frozen=True, slots=True)
class Past:
    """One alert that was decided; its story is unread, since most of the past is passed over."""

    severity: Severity
    item: Item  # that moved the story; without what no rule looks at
    story: str  # Story.id
    revision: int
    facts: str  # what the story stated at that revision, for rules
