"""A bond: what a person said of two stories, which items that come later obey."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BondKind(StrEnum):
    TOGETHER = "together"  # `other` is a part of `one`
    APART = "apart"  # `other` was taken out of `one`


@dataclass(frozen=True, slots=True)
class Bond:
    """Two stories that are one, or must not become one, by somebody's word."""

    one: str  # Story.id
    other: str  # Story.id
    kind: BondKind
    made_at: datetime
    made_by: str | None = None  # None: the command line made it
