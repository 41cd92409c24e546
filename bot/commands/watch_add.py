"""`watch add`: subscribe a channel to a preset or to a rule, once it is seen what that brings."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means, Reach
from bot.commands.parts.draft import draft_of, preview
from bot.commands.parts.wishes import CHANNEL, WISHES, check_rights
from bot.model.command import Call, Command, Form, Option, Reply
from bot.model.errors import TellUser

_RULE = Option("rule", "What to watch, as in: from:CN gallium (docs/rules.md)")
_NAME = Option("name", "What people call the rule")

COMMAND = Command(
    name="watch add",
    summary="Post alerts of a preset or of a rule of your own in a channel",
    options=(
        Option("preset", "What to watch; 'watch list' names the presets", suggests="preset"),
        _RULE,
        _NAME,
        CHANNEL,
        *WISHES,
    ),
    manages=True,
    reads=True,  # the button of the answer keeps it
)


async def look(call: Call, reach: Reach) -> None:
    """Raises TellUser where the bot could not post."""
    await check_rights(call, reach)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """What the last thirty days would have brought, and a button to keep it."""
    values = dict(call.values)
    preset = values.pop("preset", None)
    if preset and "rule" in values:
        raise TellUser("Name a preset or write a rule, one of the two.")
    if preset:
        values["watch"] = preset
    elif not values.get("rule"):
        form = Form("A new watch", COMMAND.name, (replace(_RULE, required=True), _NAME), values,
                    long=frozenset({"rule"}))  # fmt: skip
        return Reply(("Name a preset, or write a rule.",), form=form)
    call = replace(call, values=values)
    return await preview(await draft_of(call, means, now), call, means, now)
