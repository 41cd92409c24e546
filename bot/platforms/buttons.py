"""A button's call as the short text that a platform gives back when it is pressed.

`tb:COMMAND:ID` where the call has one value called `of`, else `tb:COMMAND:name=value&…`; the same
on every platform, so that a button works after a restart and after an update.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from bot.model.message import Action, OptionValue

PREFIX = "tb"
OF = "of"


def token(action: Action) -> str:
    """What the button carries."""
    return written(action.command, action.values)


def written(command: str, values: Mapping[str, OptionValue]) -> str:
    """A call as text."""
    if values.keys() == {OF}:
        return f"{PREFIX}:{command}:{values[OF]}"
    return f"{PREFIX}:{command}:{urlencode(values)}"


def called(text: str) -> tuple[str, dict[str, OptionValue]] | None:
    """Command and values of a button; None where it is none of ours."""
    prefix, _, rest = text.partition(":")
    command, colon, values = rest.partition(":")
    if prefix != PREFIX or not command or not colon:
        return None
    if values and "=" not in values:
        return command, {OF: values}
    return command, dict(parse_qsl(values, keep_blank_values=True))
