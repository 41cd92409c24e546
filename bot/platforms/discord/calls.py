"""Interactions as calls: commands, buttons, forms, the menu of a message. Pure.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
A payload that lacks what is documented raises KeyError, TypeError, ValueError or IndexError.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.model.command import Call, Command, OptionKind, Surface
from bot.model.message import OptionValue
from bot.model.watch import Channel
from bot.platforms import buttons
from bot.platforms.discord.commands import MESSAGE, SUB_COMMAND, SUB_COMMAND_GROUP, shown
from bot.platforms.discord.components import custom_ids, inputs
from bot.platforms.plain import address

# https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type
COMMAND = 2
COMPONENT = 3
AUTOCOMPLETE = 4
FILLED = 5  # a form

TEXT = 2000
_URL = re.compile(r"https?://[^\s<>\"'|]{1,2000}", re.IGNORECASE)

Json = dict[str, Any]
Known = Mapping[str, Command]


def call(interaction: Json, known: Known) -> Call | None:
    """The call that an interaction is; None where it is a button that is none of ours."""
    data = interaction["data"]
    match interaction["type"]:
        case 3:
            asked = buttons.called(data["custom_id"])
        case 5:
            asked = buttons.called(data["custom_id"])
            asked = asked and (asked[0], {**asked[1], **inputs(data["components"])})
        case _ if data.get("type") == MESSAGE:
            asked = _chosen(data, known)
        case _:
            asked = _typed(data)
    if asked is None:
        return None
    return Call(asked[0], channel_of(interaction), user_of(interaction), asked[1])


def _typed(data: Json) -> tuple[str, dict[str, OptionValue]]:
    words, options = _words(data)
    return " ".join(words), {option["name"]: option["value"] for option in options}


def _words(data: Json) -> tuple[list[str], list[Json]]:
    words, options = [str(data["name"])], data.get("options") or []
    while options and options[0]["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP):
        words.append(str(options[0]["name"]))
        options = options[0].get("options") or []
    return words, options


def focused(interaction: Json) -> str:
    """The option that is being typed into."""
    _, options = _words(interaction["data"])
    return next(str(option["name"]) for option in options if option.get("focused"))


def channel_of(interaction: Json) -> Channel:
    """Where somebody asked."""
    place = interaction.get("channel_id") or interaction["channel"]["id"]
    return Channel("discord", str(place), interaction.get("guild_id"))


def user_of(interaction: Json) -> str:
    """Who asked."""
    return str((interaction.get("member") or interaction)["user"]["id"])


# The menu of a message


def _chosen(data: Json, known: Known) -> tuple[str, dict[str, OptionValue]]:
    """`ref` is the message; `of` its delivery, `url` its first link, `text` its words."""
    menus = {shown(it): it.name for it in known.values() if it.surface is Surface.MESSAGE}
    ref = str(data["target_id"])
    message = ((data.get("resolved") or {}).get("messages") or {}).get(ref) or {}
    values: dict[str, OptionValue] = {"ref": ref}
    if of := _delivery(message, known):
        values["of"] = of
    if url := _first_url(message):
        values["url"] = url
    if text := str(message.get("content") or "")[:TEXT]:
        values["text"] = text
    name = str(data["name"])
    return menus.get(name, name), values


def _delivery(message: Json, known: Known) -> str | None:
    """The id that the buttons of an alert carry."""
    for text in custom_ids(message.get("components")):
        command, values = buttons.called(text) or ("", {})
        button = known.get(command)
        if button and button.surface is Surface.BUTTON and values.keys() == {buttons.OF}:
            return str(values[buttons.OF])
    return None


def _first_url(message: Json) -> str | None:
    """The first http(s) link of the words, else of the embeds."""
    embeds = [it for it in message.get("embeds") or () if isinstance(it, dict)]
    texts = [message.get("content"), *(it.get("url") for it in embeds)]
    texts += [it.get("description") for it in embeds]
    for text in texts:
        for found in _URL.finditer(text) if isinstance(text, str) else ():
            if url := address(found.group().rstrip(").,;:!?*_~`]")):
                return url
    return None


def files(interaction: Json, command: Command, values: Mapping[str, OptionValue]) -> list[Json]:
    """The attachments that a call brings: each with the `option` that it was given for."""
    attached = (interaction["data"].get("resolved") or {}).get("attachments") or {}
    return [
        {**attached[str(values[option.name])], "option": option.name}
        for option in command.options
        if option.kind is OptionKind.FILE and option.name in values
    ]
