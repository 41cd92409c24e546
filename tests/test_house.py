"""The laws of the house that neither the types nor the import contracts can say."""

import ast
import dataclasses
import inspect
import re
import tomllib
from pathlib import Path
from typing import TypeGuard

import pytest

import bot.cli.verbs
import bot.commands
import bot.sources.kinds
from bot import kinds
from bot.config.load import SECRETS, SECTIONS
from bot.events.read import READERS
from bot.model.command import Command, Surface

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def test_every_command_module_offers_a_command_and_runs_it() -> None:
    for name, module in kinds.modules_of(bot.commands).items():
        assert isinstance(module.COMMAND, Command), name
        assert list(inspect.signature(module.run).parameters) == ["call", "means", "now"], name


def test_every_source_kind_asks_and_reads() -> None:
    for name, module in kinds.modules_of(bot.sources.kinds).items():
        assert callable(module.request), name
        assert callable(module.read), name


def test_every_figure_reader_proposes_candidates() -> None:
    for reader in READERS:
        assert list(inspect.signature(reader.candidates).parameters) == ["view"], reader.KIND


def test_every_verb_module_offers_a_verb() -> None:
    for name, module in kinds.modules_of(bot.cli.verbs).items():
        assert module.VERB.name == name


def test_command_names_and_summaries_fit_every_platform() -> None:
    # https://discord.com/developers/docs/interactions/application-commands: names 32 characters,
    # descriptions 100, at most 25 options and 25 choices, required options first.
    for module in kinds.modules_of(bot.commands).values():
        command: Command = module.COMMAND
        words = 1 if command.surface is Surface.BUTTON else 2
        assert re.fullmatch(r"[a-z-]{1,32}( [a-z-]{1,32}){0,2}", command.name)
        assert command.surface is Surface.MESSAGE or len(command.name.split()) >= words
        assert len(command.options) <= 25
        required = [option.required for option in command.options]
        assert required == sorted(required, reverse=True)
        summaries = [command.summary, *(option.summary for option in command.options)]
        assert all(1 <= len(summary) <= 100 for summary in summaries)
        assert all(len(option.choices) <= 25 for option in command.options)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_in_its_first_line_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":"))


def test_every_room_of_the_tests_mirrors_a_room_of_the_bot() -> None:
    for test in (ROOT / "tests" / "bot").rglob("test_*.py"):
        room = ROOT / test.relative_to(ROOT / "tests").parent
        assert room.is_dir(), f"{test} mirrors no folder of bot/"


def test_every_setting_stands_in_bot_toml_with_its_default() -> None:
    text = (ROOT / "config" / "bot.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    secret = set(SECRETS.values())
    for section, kind in SECTIONS.items():
        for field in dataclasses.fields(kind):
            if (section, field.name) in secret:
                continue
            default = getattr(kind(), field.name)
            if default is None:
                assert re.search(rf"^# {field.name} = ", text, re.MULTILINE), field.name
            else:
                written = table[section][field.name]
                written = tuple(written) if isinstance(written, list) else written
                assert written == default, f"[{section}] {field.name}"


def test_every_dependency_has_its_reason_in_the_architecture() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    reasons = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    for requirement in named:
        name = re.match(r"[A-Za-z0-9.-]+", requirement)
        assert name
        assert name.group() in reasons, name.group()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_holds_hashes_and_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    pinned = text.replace("\\\n", " ").splitlines()
    assert pinned
    assert all("==" in line and "--hash=sha256:" in line for line in pinned)


def test_no_variable_is_called_bot() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                assert node.id != "bot", path


# What speaks to no platform in particular: a third one must need no change there.
BLIND = [
    path
    for path in MODULES
    if path.relative_to(ROOT / "bot").parts[0]
    in ("events", "stories", "alerts", "watches", "commands")
]
_IMPORTS = (ast.Import, ast.ImportFrom)
PLATFORM = re.compile(r"\b(discord|slack|console)\b", re.IGNORECASE)


@pytest.mark.parametrize("path", BLIND, ids=lambda path: str(path.relative_to(ROOT)))
def test_neither_the_core_nor_a_command_knows_which_platform_it_speaks_to(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, _IMPORTS)]
    assert not [
        line for line in imports if re.search(r"discord|slack|bot\.platforms(?!\.buttons)", line)
    ]
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if _documented(node)}
    texts = [text for text in said - docs if isinstance(text, str)]
    assert not [text for text in texts if PLATFORM.search(text)]


def _documented(node: ast.AST) -> TypeGuard[ast.Module | ast.ClassDef | ast.FunctionDef]:
    return isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
