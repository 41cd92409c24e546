"""`/trade` and what follows it, as a call: forgiving, with a suggestion where it is not understood.

The same words as everywhere: `/trade latest` is the command `trade latest`, and a root of its own
keeps its word (`/trade watch add`).
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.model.command import Command, Option, OptionKind, Surface
from bot.model.errors import TellUser
from bot.model.message import OptionValue, Span, Strong, Text
from bot.platforms.slack.typed import Piece, pieces
from bot.platforms.slack.values import Filling, read

SLASH = "/trade"
ROOT = "trade"
HELP = "help"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, understood: a command with its values, and what it still needs."""

    command: Command
    values: Mapping[str, OptionValue]
    missing: tuple[Option, ...] = ()


def typed_as(name: str) -> str:
    """How a command is typed."""
    return f"/{name}" if name.split()[0] == ROOT else f"{SLASH} {name}"


def understood(text: str, commands: Sequence[Command]) -> Asked | Text:
    """What was asked for, or the help that was; raises TellUser with what to type instead."""
    known = {one.name: one for one in commands if one.surface is Surface.WORDS}
    given = pieces(text)
    words = [piece.raw.lower() for piece in _before_keys(given)]
    if not given or words[:1] == [HELP] or words[-1:] == [HELP]:
        return help_of([word for word in words if word != HELP], known)
    count, command = _named(words, known)
    values = _filled(command, given[count:])
    missing = (one for one in command.options if one.required and one.name not in values)
    return Asked(command, values, tuple(missing))


def _before_keys(given: Iterable[Piece]) -> list[Piece]:
    found = []
    for piece in given:
        if piece.key:
            break
        found.append(piece)
    return found


def _named(words: Sequence[str], known: Mapping[str, Command]) -> tuple[int, Command]:
    """How many of the words name a command, and which."""
    for count in range(min(len(words), 4), 0, -1):
        said = " ".join(words[:count])
        for name in (said, f"{ROOT} {said}"):
            if name in known:
                return count, known[name]
    raise TellUser(_not_known(words, known))


def _not_known(words: Sequence[str], known: Mapping[str, Command]) -> str:
    said = " ".join(words[:2])
    below = sorted(name for name in known if words and name.split()[0] == words[0])
    if below and len(words) == 1:
        return f"{SLASH} {said} goes on with one of: {', '.join(map(_last, below))}."
    near = _nearest(words, known)
    hint = f"did you mean '{typed_as(near)}'?" if near else f"'{SLASH} {HELP}' lists what I know."
    return f"I do not know '{SLASH} {said}'; {hint}"


def _last(name: str) -> str:
    return name.partition(" ")[2]


def _nearest(words: Sequence[str], known: Mapping[str, Command]) -> str | None:
    """The command that is spelled most like what was typed."""
    spelled = {name.removeprefix(f"{ROOT} "): name for name in known}
    for count in (3, 2, 1):
        for cutoff in (0.7, 0.6):
            said = " ".join(words[:count])
            if near := difflib.get_close_matches(said, spelled, n=1, cutoff=cutoff):
                return spelled[near[0]]
    return None


def _filled(command: Command, given: Sequence[Piece]) -> dict[str, OptionValue]:
    """The values of the options; raises TellUser for what none of them takes."""
    filling = Filling(command)
    for number, piece in enumerate(given):
        filling.take(piece, last=number == len(given) - 1)
    by_name = {option.name: option for option in command.options}
    return {name: read(by_name[name], raws) for name, raws in filling.raws.items() if raws}


def help_of(words: Sequence[str], known: Mapping[str, Command]) -> Text:
    """What there is to type: everything, or one command with its options."""
    for name in (" ".join(words), f"{ROOT} {' '.join(words)}"):
        if name in known:
            return _help(known[name])
    return _list(words, known)


def _help(command: Command) -> Text:
    spans: list[Span] = [Strong(typed_as(command.name)), f"  {command.summary}\n"]
    for option in command.options:
        spans += [Strong(f"{option.name}:"), f" {option.summary}{_takes(option)}\n"]
    return (*spans, 'Values with spaces stand in quotes: name:"two words".')


def _takes(option: Option) -> str:
    needed = " (needed)" if option.required else ""
    if option.choices:
        return f"{needed} [{', '.join(option.choices)}]"
    if option.kind is OptionKind.NUMBER and option.low is not None and option.high is not None:
        return f"{needed} [{option.low} to {option.high}]"
    return needed


def _list(words: Sequence[str], known: Mapping[str, Command]) -> Text:
    """Every command in a line, those of one root alone where that was asked for."""
    roots = dict.fromkeys(name.split()[0] for name in known)
    wanted = [root for root in roots if root in words[:1]] or list(roots)
    spans: list[Span] = []
    for root in wanted:
        for name, command in known.items():
            if name.split()[0] == root:
                spans += [Strong(typed_as(name)), f"  {command.summary}\n"]
    return (*spans, f"{SLASH} {HELP} COMMAND tells its options.")
