"""The commands of `bot/commands` as verbs: `tollbell watch add all-tariffs`."""

import asyncio
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from bot.app import TERMINAL, ask
from bot.cli import Door
from bot.commands import registered
from bot.model.command import Attachment, Call, Command, Option, OptionKind, Reply, Surface
from bot.model.message import Look, OptionValue
from bot.model.watch import Channel
from bot.platforms.console import show

KINDS: dict[OptionKind, click.ParamType[Any]] = {
    OptionKind.TEXT: click.STRING,
    OptionKind.NUMBER: click.INT,
    OptionKind.FLAG: click.BOOL,
    OptionKind.CHANNEL: click.STRING,
    OptionKind.ROLE: click.STRING,
    OptionKind.FILE: click.File(),
}


def group(root: str) -> click.Group:
    """Every command whose first word is `root`, as one group."""
    modules = registered().values()
    typed = [each.COMMAND for each in modules if each.COMMAND.surface is Surface.WORDS]
    commands = [command for command in typed if command.name.split()[0] == root]
    words = ", ".join(each.name.split(maxsplit=1)[1] for each in commands)
    made = click.Group(root, help=f"The commands of the channels: {words}.")
    for command in commands:
        made.add_command(_verb(command))
    return made


def _verb(command: Command) -> click.Command:
    first = _first(command)

    @click.pass_obj
    def run(
        door: Door, /, channel: str, word: str | None = None, **values: OptionValue | None
    ) -> None:
        if first is not None and word is not None:
            values[first.name] = word
        given: Mapping[str, OptionValue] = {
            name: value.read() if isinstance(value, io.TextIOBase) else value
            for name, value in values.items()
            if value is not None
        }
        next_: Call | None = Call(command.name, _channel(channel), "cli", given)
        while next_ is not None:
            reply = asyncio.run(ask(door.settings, next_))
            show(reply)
            if reply.attachment is not None:
                _save(reply.attachment)
            next_ = _pressed(reply, next_)

    # `--channel` says for every command which channel is meant
    options = [it for it in command.options if it.kind is not OptionKind.CHANNEL]
    params: list[click.Parameter] = [_param(option) for option in options]
    if first is not None:
        params.append(click.Argument(["word"], required=False, metavar=f"[{first.name.upper()}]"))
    params.append(
        click.Option(
            ["--channel"],
            default="console:terminal",
            show_default=True,
            help="PLATFORM:ID of the channel that is meant.",
        )
    )
    return click.Command(
        command.name.split(maxsplit=1)[-1], callback=run, params=params, help=command.summary
    )


def _first(command: Command) -> Option | None:
    """The option that a bare word is for where none is required: the first that is a name."""
    if any(option.required for option in command.options):
        return None
    return next((option for option in command.options if option.suggests), None)


def _pressed(reply: Reply, call: Call) -> Call | None:
    """The button that goes on with what was asked; one that takes something away asks first."""
    for action in reply.actions:
        on = action.look is Look.GOOD
        if on or (action.look is Look.DANGER and click.confirm(action.label)):
            return Call(action.command, call.channel, call.user, action.values)
    return None


def _save(file: Attachment) -> None:
    """Write a file beside the user, never over one that is there."""
    path = Path(file.name)
    try:
        with path.open("xb") as opened:
            opened.write(file.content)
    except FileExistsError:
        raise click.ClickException(f"{path} is there already; move it away first.") from None
    click.echo(f"written to {path}")


def _param(option: Option) -> click.Parameter:
    """A required option is an argument, any other `--name`."""
    kind: click.ParamType[Any] = (
        click.Choice([*map(str, option.choices)]) if option.choices else KINDS[option.kind]
    )
    if option.low is not None or option.high is not None:
        kind = click.IntRange(option.low, option.high)
    if option.required:
        return click.Argument([option.name], type=kind)
    name = f"--{option.name.replace('_', '-')}"
    if option.kind is OptionKind.FLAG:
        return click.Option([name], is_flag=True, help=option.summary)
    return click.Option([name], type=kind, help=option.summary)


def _channel(name: str) -> Channel:
    platform, _, id_ = name.partition(":")
    if not id_:
        raise click.BadParameter("name a channel as PLATFORM:ID, such as discord:123456789")
    return TERMINAL if name == "console:terminal" else Channel(platform, id_)
