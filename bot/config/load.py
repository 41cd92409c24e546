"""The settings: `config/bot.toml` under the environment, every fault named at once.

A value of section `[sources]` named `min_interval` is also `TOLLBELL_SOURCES__MIN_INTERVAL`; the
environment wins. A secret may stand in a file that a `..._FILE` variable names, as Docker and
systemd hand secrets over. No secret is ever part of a message or a `repr`.
"""

import dataclasses
import difflib
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.config.lines import line_of
from bot.config.settings import (
    ConsoleSettings,
    LogSettings,
    OpsSettings,
    PathSettings,
    Settings,
    StoreSettings,
    StorySettings,
)
from bot.model.errors import Fault, MendFile
from bot.platforms.discord.settings import DiscordSettings
from bot.platforms.slack.settings import SlackSettings
from bot.sources.settings import SourceSettings

PREFIX = "TOLLBELL_"


SECTIONS: dict[str, type] = {
    "log": LogSettings,
    "store": StoreSettings,
    "sources": SourceSettings,
    "stories": StorySettings,
    "console": ConsoleSettings,
    "discord": DiscordSettings,
    "slack": SlackSettings,
    "ops": OpsSettings,
    "paths": PathSettings,
}
# Secrets keep the names that their platforms gave them, and are not read from bot.toml.
SECRETS: dict[str, tuple[str, str]] = {
    "DISCORD_TOKEN": ("discord", "token"),
    "SLACK_BOT_TOKEN": ("slack", "bot_token"),
    "SLACK_APP_TOKEN": ("slack", "app_token"),
}


def home(environ: Mapping[str, str]) -> Path:
    """The folder that holds `config/` and `seeds/`: TOLLBELL_HOME, the checkout, or the install."""
    if named := environ.get("TOLLBELL_HOME"):
        return Path(named)
    checkout = Path(__file__).parents[2]
    if (checkout / "config" / "bot.toml").is_file():
        return checkout
    return Path(sys.prefix) / "share" / "tollbell"


def load(environ: Mapping[str, str], overrides: Mapping[str, str] | None = None) -> Settings:
    """The settings in force; `overrides` are further environment variables (the demo's).

    Raises MendFile with every fault of the file and of the environment.
    """
    settings, faults = examine({**environ, **(overrides or {})})
    if faults:
        raise MendFile(*faults)
    return settings


def examine(environ: Mapping[str, str]) -> tuple[Settings, list[Fault]]:
    """The settings with every fault; a section that has one stands at its defaults.

    Raises MendFile where the file cannot be read at all.
    """
    base = home(environ)
    file = base / "config" / "bot.toml"
    text = _read(file)
    table, faults = _tables(file, text)
    faults += _unknown(file, text, table)
    values = _overlay(table, environ, faults)
    sections = {
        name: _section(kind, name, values.get(name, {}), file, text, environ, faults)
        for name, kind in SECTIONS.items()
    }
    return Settings(home=base, **sections), faults


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        sentence = "this file is missing; set TOLLBELL_HOME to the folder that holds config/"
        raise MendFile(Fault(str(file), None, sentence)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise MendFile(Fault(str(file), None, f"cannot be read: {error}")) from error


def _tables(file: Path, text: str) -> tuple[dict[str, Any], list[Fault]]:
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        return {}, [Fault(str(file), getattr(error, "lineno", None), f"is not TOML: {error}")]


def _unknown(file: Path, text: str, table: Mapping[str, Any]) -> Iterator[Fault]:
    """A fault for each section and key that nobody reads."""
    for name, values in table.items():
        if name not in SECTIONS or not isinstance(values, dict):
            yield Fault(str(file), line_of(text, (name,)), _not_known("section", name, SECTIONS))
            continue
        known = [each.name for each in dataclasses.fields(SECTIONS[name])]
        secret = {key for section, key in SECRETS.values() if section == name}
        for key in values:
            line = line_of(text, (name,), key)
            if key in secret:
                yield Fault(str(file), line, f"'{key}' is a secret: set it in the environment")
            elif key not in known:
                yield Fault(str(file), line, _not_known("key", key, known))


def _not_known(kind: str, name: str, known: Any) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"unknown {kind} '{name}'" + (f"; did you mean '{near[0]}'?" if near else "")


def _overlay(
    table: Mapping[str, Any], environ: Mapping[str, str], faults: list[Fault]
) -> dict[str, dict[str, Any]]:
    """The values by section, the environment's in the place of the file's."""
    values = {name: dict(table[name]) for name in SECTIONS if isinstance(table.get(name), dict)}
    for variable, value in environ.items():
        section, _, key = variable.removeprefix(PREFIX).lower().partition("__")
        if not (variable.startswith(PREFIX) and key and value):
            continue
        known = (
            [each.name for each in dataclasses.fields(SECTIONS[section])]
            if (section in SECTIONS)
            else []
        )
        if key in known:
            values.setdefault(section, {})[key] = value
        else:
            faults.append(Fault(variable, None, _not_known("setting", f"{section}.{key}", known)))
    for variable, (section, key) in SECRETS.items():
        if secret := _secret(variable, environ, faults):
            values.setdefault(section, {})[key] = secret
    return values


def _secret(variable: str, environ: Mapping[str, str], faults: list[Fault]) -> str | None:
    """The secret itself, or the content of the file that `VARIABLE_FILE` names."""
    if named := environ.get(f"{variable}_FILE"):
        try:
            return Path(named).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not text"
            faults.append(Fault(f"{variable}_FILE", None, f"cannot read '{named}': {reason}"))
    return environ.get(variable, "").strip() or None


def _section(
    kind: type,
    name: str,
    values: Mapping[str, Any],
    file: Path,
    text: str,
    environ: Mapping[str, str],
    faults: list[Fault],
) -> Any:
    known = {each.name: each for each in dataclasses.fields(kind)}
    given = {key: _listed(value, known[key]) for key, value in values.items() if key in known}
    try:
        return TypeAdapter(kind).validate_python(given)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False):
            key = str(problem["loc"][0]) if problem["loc"] else name
            variable = f"{PREFIX}{name}__{key}".upper()
            place = (
                (variable, None)
                if environ.get(variable)
                else (str(file), line_of(text, (name,), key))
            )
            faults.append(Fault(*place, f"{name}.{key}: {_plain(problem['msg'])}"))
        return kind()


def _listed(value: Any, known: "dataclasses.Field[Any]") -> Any:
    """A list that came as text: `a, b` or a JSON array."""
    if not (isinstance(value, str) and str(known.type).startswith(("tuple", "frozenset"))):
        return value
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return [part.strip() for part in value.split(",") if part.strip()]


def _plain(message: str) -> str:
    """Pydantic's sentence, as ours begin."""
    return message[:1].lower() + message[1:]
