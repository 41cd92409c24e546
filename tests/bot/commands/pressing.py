"""Asking and pressing, as a platform does for a person."""

from bot.commands import Answer
from bot.model.command import Call, Reply
from bot.model.message import OptionValue
from bot.platforms.plain import plain
from tests.bot.commands.remembered import HERE


async def ask(host: Answer, command: str, **values: OptionValue) -> Reply:
    return await host(Call(command, HERE, "u1", values))


def whole(reply: Reply) -> str:
    """The sentence of an answer, and the fields of its messages, a line each."""
    fields = [(it.title, field) for it in reply.messages for field in it.fields]
    rows = [f"{title}: {field.name}: {plain(field.value)}" for title, field in fields]
    return "\n".join([plain(reply.text), *rows])


async def text(host: Answer, command: str, **values: OptionValue) -> str:
    return plain((await ask(host, command, **values)).text)


async def press(host: Answer, reply: Reply, label: str) -> Reply:
    """Press a button of an answer; platforms give its values back as strings."""
    (action,) = [it for it in reply.actions if it.label == label]
    values = {name: str(value) for name, value in action.values.items()}
    return await host(Call(action.command, HERE, "u1", values))


async def save(host: Answer, command: str, **values: OptionValue) -> str:
    """Ask, and save what was shown."""
    return plain((await press(host, await ask(host, command, **values), "Save")).text)
