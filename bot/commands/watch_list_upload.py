"""`watch list-upload`: a watch of what you deal in, from a CSV of goods, parties and words."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means, Reach
from bot.commands.parts.draft import draft_of, preview
from bot.commands.parts.wishes import CHANNEL, WISHES, check_rights
from bot.model.command import Call, Command, Option, OptionKind, Reply

COMMAND = Command(
    name="watch list-upload",
    summary="Make a watch of a CSV: rows of kind,code,label (hs, eccn, entity, supplier, ...)",
    options=(
        Option("file", "Rows of kind,code,label, in UTF-8", OptionKind.FILE, required=True),
        Option("name", "What people call the list"),
        CHANNEL,
        *WISHES,
    ),
    manages=True,
    reads=True,
)


async def look(call: Call, reach: Reach) -> None:
    """Raises TellUser where the bot could not post."""
    await check_rights(call, reach)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """What the list would have brought, and a button to keep it."""
    values = {name: value for name, value in call.values.items() if name != "file"}
    listed = replace(call, values={"name": "My list", **values, "list": call.values["file"]})
    return await preview(await draft_of(listed, means, now), listed, means, now)
