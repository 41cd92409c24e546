"""The documentation of the commands says what the commands are."""

import re
from runpy import run_path

import pytest

from bot.commands import registered
from bot.model.command import OptionKind
from bot.platforms.slack.commands import Asked, understood
from tests.test_house import ROOT

SCRIPT = run_path(str(ROOT / "docs" / "commands.py"))


def test_the_documentation_is_made_of_the_commands_as_they_are() -> None:
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == SCRIPT["made"](), "run `make commands`"


EXAMPLES = re.findall(r"^Slack: `/trade (.+)`$", SCRIPT["made"](), re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_understood(example: str) -> None:
    asked = understood(example, [module.COMMAND for module in registered().values()])
    assert isinstance(asked, Asked)
    assert all(option.kind is OptionKind.FILE for option in asked.missing)
