"""The commands of `bot/commands` as verbs: `tollbell watch add all-tariffs`."""

import asyncio
import io
from collections.abc import Mapping
from typing import Any

import click

from bot.app import TERMINAL, ask
from bot.cli import Door
from bot.commands import registered
from bot.model.command import Call, Command, Option, OptionKind, Surface
from bot.model.message import OptionValue
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
    @click.pass_obj
    def run(door: Door, /, channel: str, **values: OptionValue | None) -> None:
        given: Mapping[str, OptionValue] = {
            name: value.read() if isinstance(value, io.TextIOBase) else value
            for name, value in values.items()
            if value is not None
        }
        call = Call(command.name, _channel(channel), "cli", given)
        show(asyncio.run(ask(door.settings, call)))

    params: list[click.Parameter] = [_param(option) for option in command.options]
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


def _param(option: Option) -> click.Parameter:
    """A required option is an argument, any other `--name`."""
    kind: click.ParamType[Any] = (
        click.Choice(option.choices) if option.choices else KINDS[option.kind]
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
