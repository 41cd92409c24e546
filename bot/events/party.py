"""A jurisdiction that a text names, with what it does there."""

from enum import StrEnum
from typing import NamedTuple

from bot.text.spotting import Mention


class Role(StrEnum):
    """What a jurisdiction does in its clause."""

    ACTS = "acts"
    MEANT = "meant"
    SPARED = "spared"
    PARTNER = "partner"
    PLACE = "place"
    NAMED = "named"


class Party(NamedTuple):
    """A jurisdiction named in the text, with its role and why it has it."""

    code: str
    start: int
    end: int
    role: Role
    reason: str
    direct: bool = False  # acts as the owner of a barrier: `U.S. duties`
    origin: bool = False  # meant as the origin of goods: `Chinese steel`
    destination: bool = False  # meant as where exports go: `exported to Australia`
    hit: bool = False  # meant, by a rate or a loss of its own


def as_(one: Mention, role: Role, reason: str, direct: bool = False, origin: bool = False) -> Party:
    """The party of a mention."""
    return Party(one.key, one.start, one.end, role, reason, direct, origin)
