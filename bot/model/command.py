"""A command: what a user may ask, defined once and shown on every platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.message import Action, Message, OptionValue, Text
from bot.model.watch import Channel


class OptionKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    CHANNEL = "channel"  # its value is the channel's id on the platform
    ROLE = "role"  # a role or user group to ping: its id on the platform
    FILE = "file"  # its value is the text of the file


class Surface(StrEnum):
    """Where a command is called from."""

    WORDS = "words"  # typed: `/trade latest`, `tollbell trade latest`
    BUTTON = "button"  # pressed on a message of ours; no one types it
    MESSAGE = "message"  # chosen from the menu of any message


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
    suggests: str = (
        ""  # what completes it while it is typed: a name of bot/commands/parts/suggest.py
    )


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is the words a user types (`watch add`); the first is the root."""

    name: str
    summary: str
    options: tuple[Option, ...] = ()
    manages: bool = False  # needs the right to manage the channel, and may write
    administers: bool = False  # needs the right to manage the whole server or workspace
    surface: Surface = Surface.WORDS
    writes: bool = False  # anyone's command that keeps something all the same (a review, a report)
    reads: bool = False  # manages or administers, but keeps nothing: it waits for no writer


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a command: who asked, where, with which arguments."""

    command: str
    channel: Channel
    user: str
    values: Mapping[str, OptionValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One completion of an option: what is shown, and the value that it stands for."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Form:
    """A window that asks for more: what is filled in is added to `values` of a call."""

    title: str  # at most 24 characters: Slack's limit of a modal's title
    command: str
    fields: tuple[Option, ...]  # TEXT only; at most five
    values: Mapping[str, OptionValue] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)  # what stands in a field at first
    long: frozenset[str] = frozenset()  # the fields of several lines


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that an answer brings."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer: a sentence, any messages and buttons; private unless asked to share."""

    text: Text
    messages: tuple[Message, ...] = ()
    private: bool = True
    actions: tuple[Action, ...] = ()
    form: Form | None = None  # asked for instead of an answer
    attachment: Attachment | None = None
    replaces: bool = False  # a button's answer takes the place of the answer that carried it
