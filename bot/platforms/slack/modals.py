"""A form as a modal, and what was filled in as values. Pure.

https://docs.slack.dev/reference/views/modal-views, .../block-kit/blocks/input-block
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.model.command import Call, Choice, Command, Form, Option, OptionKind
from bot.model.errors import TellUser
from bot.model.message import OptionValue
from bot.model.watch import Channel
from bot.platforms.slack.render import plain
from bot.platforms.slack.values import read

CALLBACK = "tb"
ACTION = "value"
TITLE = 24
LABEL = 150
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTIONS = 100
METADATA = 3000
INPUT = 3000
FIELDS = 40

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A modal before it is drawn: what it asks for, and what follows when it is filled in."""

    title: str
    fields: tuple[Option, ...]
    filled: Mapping[str, str] = field(default_factory=dict)
    long: frozenset[str] = frozenset()
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)  # by option


def of_form(form: Form) -> Sheet:
    """A modal for a form of a command."""
    return Sheet(form.title, form.fields, form.filled, form.long)


def of_command(
    command: Command, values: Mapping[str, OptionValue], choices: Mapping[str, Sequence[Choice]]
) -> Sheet:
    """A modal for the options of a command; what was typed already stands in it."""
    asked = [one for one in command.options if one.kind not in (OptionKind.FLAG, OptionKind.ROLE)]
    long = frozenset(one.name for one in asked if one.kind is OptionKind.FILE)
    filled = {name: str(value) for name, value in values.items()}
    title = command.name.capitalize()
    return Sheet(title, tuple(asked), filled, long, choices)


def view(sheet: Sheet, call: Call, response_url: str) -> Json:
    """The modal; raises TellUser where what it has to carry is too long for Slack."""
    carried = [call.command, call.channel.id, dict(call.values), response_url]
    metadata = json.dumps(carried, ensure_ascii=False)
    if len(metadata) > METADATA:
        raise TellUser("This is too long for a form; please ask for it in parts.")
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(sheet.title, TITLE),
        "submit": plain("OK", TITLE),
        "close": plain("Cancel", TITLE),
        "private_metadata": metadata,
        "blocks": [_input(one, sheet) for one in sheet.fields[:FIELDS]],
    }


def _input(option: Option, sheet: Sheet) -> Json:
    label = option.summary if len(option.summary) <= LABEL else option.name
    return {
        "type": "input",
        "block_id": option.name,
        "label": plain(label or option.name, LABEL),
        "optional": not option.required,
        "element": {"action_id": ACTION, **_element(option, sheet)},
    }


def _element(option: Option, sheet: Sheet) -> Json:
    filled = sheet.filled.get(option.name, "")
    if choices := _choices(option, sheet):
        return _select(choices, filled)
    match option.kind:
        case OptionKind.NUMBER:
            made: Json = {"type": "number_input", "is_decimal_allowed": False}
            bounds = {"min_value": option.low, "max_value": option.high}
            made |= {name: str(value) for name, value in bounds.items() if value is not None}
            return made | ({"initial_value": filled} if filled else {})
        case OptionKind.CHANNEL:
            made = {"type": "conversations_select", "filter": {"include": ["public", "private"]}}
            return made | ({"initial_conversation": filled} if filled else {})
        case _:
            made = {"type": "plain_text_input", "max_length": INPUT}
            made["multiline"] = option.name in sheet.long
            return made | ({"initial_value": filled[:INPUT]} if filled else {})


def _choices(option: Option, sheet: Sheet) -> Sequence[Choice]:
    """What can be chosen, where that is all that the option takes."""
    choices = sheet.choices.get(option.name, ()) or [Choice(it, it) for it in option.choices]
    fitting = all(0 < len(it.value) <= OPTION_VALUE for it in choices)
    return choices if fitting and len(choices) <= OPTIONS else ()


def _select(choices: Sequence[Choice], filled: str) -> Json:
    options = {it.value: _option(it) for it in choices}
    made: Json = {"type": "static_select", "options": list(options.values())}
    return made | ({"initial_option": options[filled]} if filled in options else {})


def _option(choice: Choice) -> Json:
    return {"text": plain(choice.label or choice.value, OPTION_TEXT), "value": str(choice.value)}


@dataclass(frozen=True, slots=True)
class Submission:
    """What was filled in: the call that it makes, and where the answer goes."""

    call: Call
    response_url: str
    first: str  # the first field, at which a fault is shown


def submission(payload: Json) -> Submission:
    """What a `view_submission` says; its values are text still."""
    sheet = payload["view"]
    command, channel, values, url = json.loads(sheet["private_metadata"])
    space = (payload.get("team") or {}).get("id")
    given = dict(values)
    for name, element in sheet["state"]["values"].items():
        if (value := _value(element[ACTION])) is not None:
            given[name] = value
        else:
            given.pop(name, None)
    call = Call(command, Channel("slack", channel, space), payload["user"]["id"], given)
    return Submission(call, url, next(iter(sheet["state"]["values"]), ""))


def _value(element: Json) -> str | None:
    if chosen := element.get("selected_option"):
        return str(chosen["value"])
    told = element.get("selected_conversation") or element.get("value")
    return str(told) if told else None


class Misread(Exception):
    """A field that was filled in wrongly: `fields` says what each of them takes."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(str(fields))
        self.fields = dict(fields)


def checked(values: Mapping[str, OptionValue], command: Command) -> dict[str, OptionValue]:
    """The values as the command takes them; raises Misread."""
    options = {option.name: option for option in command.options}
    found: dict[str, OptionValue] = {}
    wrong: dict[str, str] = {}
    for name, value in values.items():
        try:
            given = isinstance(value, str) and name in options
            found[name] = read(options[name], [str(value)]) if given else value
        except TellUser as error:
            wrong[name] = str(error)
    if wrong:
        raise Misread(wrong)
    return found
