"""docs/commands.md: every command, made from the commands themselves (`make commands`)."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from bot.commands import registered
from bot.model.command import Command, Option, OptionKind, Surface
from bot.platforms.slack.commands import typed_as

FILE = Path(__file__).parent / "commands.md"

HEAD = """\
# Commands

<!-- Made by docs/commands.py from the commands themselves; `make commands` makes it anew. -->

A command is the same everywhere: the same words, the same options, the same answer. Who knows one
platform knows the other.

* **Discord** lists the options while you type: `/watch add preset:us-tariffs`.
* **Slack** has one command, `/trade`, with the same words behind it; only the word `trade` is not
  said twice: `/trade latest country:CN`, `/trade watch add preset:us-tariffs`. `country=CN` and
  bare words work too (`/trade watch add us-tariffs`, `/trade search steel tariffs`), values with
  spaces stand in quotes (`country:"United States"`), a channel is chosen with `#`, a group with
  `@`. A typo is answered with what you may have meant. `/trade help` lists everything,
  `/trade help watch add` tells the options. What lacks something needed, and `watch add` without
  anything, opens a form.
* **The command line** answers what everyone may ask: `tollbell trade latest --country CN`.

Answers are for you alone unless you say `share` (Discord: `share:True`).
"""

ROOTS = {
    "trade": ("Ask", "Everyone may ask."),
    "watch": (
        "Watch",
        "Needs *Manage Channels* or a role of `[discord] manager_roles` on Discord; on Slack a "
        "workspace admin, whoever created the channel, or a member of `[slack] manager_group`. In "
        "direct messages with the bot everyone may.",
    ),
    "tradeops": (
        "Keep the bot in order",
        "Needs *Manage Server* on Discord; on Slack a workspace admin or owner.",
    ),
}
SURFACES = {
    Surface.BUTTON: ("Buttons", "Below an alert, or below an answer."),
    Surface.MESSAGE: (
        "In the menu of a message",
        "Discord: *Apps*. Slack: *More message shortcuts*. Of an alert, or of any message with a "
        "link.",
    ),
}
SAMPLES = {
    "country": "CN",
    "product": "semiconductors",
    "preset": "us-tariffs",
    "watch": "us-tariffs",
    "story": "A1F3B2C",
    "instrument": '"Section 232"',
    "zone": "Europe/Berlin",
}
SAMPLE_OF = {
    "query": '"steel from:US rate>=25"',
    "rule": '"gallium from:CN"',
    "id": "A1F3B2C",
    "a": "US",
}


def made() -> str:
    """The whole document."""
    return "\n".join([HEAD, *_roots(), *_surfaces()])


def _commands(surface: Surface) -> list[Command]:
    found = [module.COMMAND for module in registered().values()]
    return sorted((it for it in found if it.surface is surface), key=lambda it: it.name)


def _roots() -> Iterator[str]:
    """The commands that are typed, by their first word."""
    by_root = {
        root: list(commands)
        for root, commands in groupby(_commands(Surface.WORDS), lambda it: it.name.split()[0])
    }
    for root in (*ROOTS, *(root for root in by_root if root not in ROOTS)):
        title, who = ROOTS.get(root) or (root.capitalize(), _who(by_root[root]))
        yield f"## {title}: `{root}`\n\n{who}\n"
        yield from map(_described, by_root[root])


def _who(commands: list[Command]) -> str:
    return ROOTS["tradeops" if any(it.administers for it in commands) else "watch"][1]


def _described(command: Command) -> str:
    rows = "".join(map(_row, command.options))
    table = f"\n| option | what | takes |\n|---|---|---|\n{rows}" if rows else ""
    on_slack = replace(command, options=_typed(command.options))
    shown = f"Discord: `/{command.name}{_example(command)}`<br>\n"
    shown += f"Slack: `{typed_as(command.name)}{_example(on_slack)}`\n"
    return f"### `{command.name}`\n\n{command.summary}.\n\n{shown}{table}"


def _typed(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Without files, for which Slack opens a form."""
    return tuple(option for option in options if option.kind is not OptionKind.FILE)


def _row(option: Option) -> str:
    needed = " (needed)" if option.required else ""
    return f"| `{option.name}`{needed} | {_cell(option.summary)} | {_takes(option)} |\n"


def _takes(option: Option) -> str:
    if option.choices:
        return ", ".join(f"`{choice}`" for choice in option.choices)
    if option.low is not None and option.high is not None:
        return f"{option.low} to {option.high}"
    kinds = {
        OptionKind.FLAG: "true or false",
        OptionKind.NUMBER: "a number",
        OptionKind.CHANNEL: "a channel",
        OptionKind.ROLE: "a role; on Slack a user group",
        OptionKind.FILE: "a file; on Slack its text, in a form",
    }
    return kinds.get(option.kind, "words")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _example(command: Command) -> str:
    """What is needed with a value that it takes; where nothing is, the first option of words."""
    needed = [option for option in command.options if option.required]
    words = [it for it in command.options if it.kind is OptionKind.TEXT]
    words.sort(key=lambda it: not it.suggests)
    return "".join(f" {it.name}:{_sample(it)}" for it in needed or words[:1])


def _sample(option: Option) -> str:
    if option.name in SAMPLE_OF:
        return SAMPLE_OF[option.name]
    if option.choices:
        return option.choices[0]
    if option.kind is OptionKind.NUMBER:
        return str(option.low or 1)
    return SAMPLES.get(option.suggests, '"…"')


def _surfaces() -> Iterator[str]:
    """The commands that nobody types."""
    for surface, (title, where) in SURFACES.items():
        lines = "".join(f"* {_named(it)}: {it.summary}.\n" for it in _commands(surface))
        yield f"## {title}\n\n{where}\n\n{lines}"


def _named(command: Command) -> str:
    who = " (managers)" if command.manages else " (admins)" if command.administers else ""
    return f"`{command.name}`{who}"


if __name__ == "__main__":
    FILE.write_text(made(), encoding="utf-8")
