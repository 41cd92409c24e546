"""A command: what a user may ask, defined once and shown on every platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.message import Message, Text
from bot.model.watch import Channel

OptionValue = str | int | bool


class OptionKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command; names are at most 32 and summaries at most 100 characters."""

    name: str
    summary: str
    kind: OptionKind = OptionKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is the words a user types (`watch add`); the first is the root."""

    name: str
    summary: str
    options: tuple[Option, ...] = ()
    manages: bool = False  # needs the right to manage the channel


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a command: who asked, where, with which arguments."""

    command: str
    channel: Channel
    user: str
    values: Mapping[str, OptionValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer: a sentence and any messages; private unless asked to share."""

    text: Text
    messages: tuple[Message, ...] = ()
    private: bool = True
