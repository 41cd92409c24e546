"""Pieces of what was typed to the values of a command's options. Pure."""

import difflib
from collections.abc import Iterable, Sequence

from bot.model.command import Command, Option, OptionKind
from bot.model.errors import TellUser
from bot.model.message import OptionValue
from bot.platforms.slack.typed import Piece, joined, unquoted

_YES = frozenset(("true", "yes", "on", "1", "y", ""))
_NO = frozenset(("false", "no", "off", "0", "n"))


class Filling:
    """The pieces that each option got so far, in the order in which they were typed."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.raws: dict[str, list[str]] = {}
        self._by_name = {option.name: option for option in command.options}
        self._current: Option | None = None  # goes on taking words while it is free text
        self._keyed = False  # and was named

    def take(self, piece: Piece, *, last: bool) -> None:
        """Give a piece to the option that it is for; raises TellUser where there is none."""
        if piece.key in self._by_name:
            self._begin(self._by_name[piece.key], piece.value, keyed=True)
        elif piece.key and not self._open_to(piece.key):
            raise TellUser(self._no_such(piece.key))
        else:
            self._word(piece, last=last)

    def _begin(self, option: Option, value: str, *, keyed: bool) -> None:
        self._current, self._keyed = option, keyed
        self.raws[option.name] = [value] if value else []
        if option.kind is OptionKind.FLAG and not value:
            self.raws[option.name] = ["true"]

    def _word(self, piece: Piece, *, last: bool) -> None:
        """A word: what was named and has no value yet takes it, then free text that was named, then
        a flag, what is needed, free text that goes on, the one option that it can be for, the value
        before it, and the first option at last."""
        current = self._current
        if current is not None and (
            not self.raws[current.name] or (self._keyed and _is_free(current))
        ):
            self.raws[current.name].append(piece.raw)
        elif (flag := self._flag(piece, last=last)) is not None:
            self.raws[flag.name] = ["true"]
        elif (needed := self._needed()) is not None:
            self._begin(needed, piece.raw, keyed=False)
        elif current is not None and _is_free(current):
            self.raws[current.name].append(piece.raw)
        elif (only := self._only(piece.word)) is not None:
            self._begin(only, piece.raw, keyed=False)
        elif current is not None and current.kind is OptionKind.TEXT and not current.choices:
            self.raws[current.name].append(piece.raw)
        elif (first := self._first()) is not None:
            self._begin(first, piece.raw, keyed=False)
        else:
            raise TellUser(self._not_understood(piece))

    def _open_to(self, key: str) -> bool:
        """Whether an unknown `key:value` may be part of a text, as a clause of a rule is."""
        text = self._current or self._needed()
        if text is None or text.kind is not OptionKind.TEXT or text.choices:
            return False
        return _is_free(text) or not difflib.get_close_matches(key, self._by_name, cutoff=0.75)

    def _flag(self, piece: Piece, *, last: bool) -> Option | None:
        """A flag by its name alone; inside free text only at the end of what was not named."""
        option = self._by_name.get(piece.raw.lower().lstrip("-").replace("-", "_"))
        if option is None or option.kind is not OptionKind.FLAG:
            return None
        inside = self._current is not None and _is_free(self._current)
        return None if inside and (self._keyed or not last) else option

    def _needed(self) -> Option | None:
        """The next option without which the command does not go."""
        options = self.command.options
        return next((one for one in options if one.required and one.name not in self.raws), None)

    def _first(self) -> Option | None:
        """The first option of words, where nothing was said yet and nothing is needed."""
        if self.raws or any(option.required for option in self.command.options):
            return None
        words = (one for one in self.command.options if one.kind is OptionKind.TEXT)
        return next((one for one in words if not one.choices), None)

    def _only(self, word: str) -> Option | None:
        """The one option whose choices, or whose numbers, have this word."""
        free = [option for option in self.command.options if option.name not in self.raws]
        found = [option for option in free if word.casefold() in option.choices]
        if not found and word.isdecimal():
            found = [option for option in free if option.kind is OptionKind.NUMBER]
        return found[0] if len(found) == 1 else None

    def _no_such(self, key: str) -> str:
        near = difflib.get_close_matches(key, self._by_name, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}:'?" if near else _options(self.command.options)
        return f"'{self.command.name}' has no option '{key}'; {hint}"

    def _not_understood(self, piece: Piece) -> str:
        said = piece.word[:100]
        return f"'{self.command.name}' does not know what '{said}' is for; " + _options(
            self.command.options
        )


def _options(options: Iterable[Option]) -> str:
    names = ", ".join(f"{option.name}:" for option in options)
    return f"it takes {names}." if names else "it takes nothing more."


def _is_free(option: Option) -> bool:
    """Whether it takes any words, as many as come."""
    words = option.kind in (OptionKind.TEXT, OptionKind.FILE)
    return words and not option.choices and not option.suggests


def read(option: Option, raws: Sequence[str]) -> OptionValue:
    """The value of what was typed; raises TellUser with what the option takes."""
    text = joined(list(raws))
    match option.kind:
        case OptionKind.NUMBER:
            return _number(option, text)
        case OptionKind.FLAG:
            return _flag(option, text)
        case OptionKind.CHANNEL:
            return _id(option, text, "CGD", "a channel: type # and choose it from the list")
        case OptionKind.ROLE:
            return _id(option, text, "S", "a user group: type @ and choose it from the list")
        case _ if option.choices:
            return _choice(option, unquoted(text))
        case _:
            return text


def _number(option: Option, text: str) -> int:
    low, high = option.low, option.high
    if text.isascii() and text.removeprefix("-").isdecimal() and len(text) < 12:
        number = int(text)
        if (low is None or number >= low) and (high is None or number <= high):
            return number
    between = f" from {low} to {high}" if low is not None and high is not None else ""
    raise TellUser(f"'{option.name}' is a whole number{between}.")


def _flag(option: Option, text: str) -> bool:
    said = text.casefold()
    if said not in _YES and said not in _NO:
        raise TellUser(f"'{option.name}' is true or false.")
    return said in _YES


def _choice(option: Option, text: str) -> str:
    by_word = {choice.casefold(): str(choice) for choice in option.choices}
    said = text.casefold().replace(" ", "-")
    for spelled in (text.casefold(), said, said.replace("-", "_")):
        if spelled in by_word:
            return by_word[spelled]
    near = difflib.get_close_matches(text.casefold(), by_word, n=1, cutoff=0.5)
    hint = f" Did you mean '{by_word[near[0]]}'?" if near else ""
    raise TellUser(f"'{option.name}' is one of {', '.join(option.choices)}.{hint}")


def _id(option: Option, text: str, begins: str, what: str) -> str:
    """An id of Slack's; a name alone does not say which one is meant."""
    plain = text.isascii() and text.isalnum() and text == text.upper()
    if plain and 2 < len(text) < 33 and text[0] in begins:
        return text
    raise TellUser(f"'{option.name}' is {what}.")
