"""Long answers in pages: which part is shown, and the buttons to the others."""

from collections.abc import Sequence
from typing import TypeVar

from bot.model.command import Call, Reply
from bot.model.errors import TellUser
from bot.model.message import Action, OptionValue, Text

T = TypeVar("T")
PAGE = "page"
LAST = 500  # no answer has more pages


def page_of(call: Call) -> int:
    """Which page is asked for, from 0; raises TellUser."""
    value = str(call.values.get(PAGE, "0"))
    if not value.isdecimal() or int(value) > LAST:
        raise TellUser("There is no such page; please ask again.")
    return int(value)


def paged(call: Call, text: Text, *, more: bool) -> Reply:
    """A page of an answer, with buttons to the one before and the one after."""
    page = page_of(call)
    actions = []
    if page:
        actions.append(Action("◀ Back", call.command, _with(call, page - 1)))
    if more:
        actions.append(Action("More ▶", call.command, _with(call, page + 1)))
    private = not call.values.get("share", False)
    return Reply(text, private=private, actions=tuple(actions), replaces=PAGE in call.values)


def cut(found: Sequence[T], page: int, size: int) -> tuple[Sequence[T], bool]:
    """One page of what was found, and whether there are more."""
    return found[page * size : (page + 1) * size], len(found) > (page + 1) * size


def _with(call: Call, page: int) -> dict[str, OptionValue]:
    return {**call.values, PAGE: str(page)}
