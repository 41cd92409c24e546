"""Tokens and addresses of Slack, or of a server of the same form."""

import subprocess
import sys

import pytest

from bot.config.load import load
from bot.model.errors import MendFile
from bot.platforms.slack.settings import SlackSettings


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("", "https://slack.com/api/"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1/api/"),
        ("http://127.0.0.1:1/api", "http://127.0.0.1:1/api/"),
        ("https://proxy.example/slack/", "https://proxy.example/slack/"),
    ],
)
def test_an_address_ends_where_methods_begin(given: str, base: str) -> None:
    assert SlackSettings("xoxb-1", "xapp-1", given).base == base


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"api_base": "slack.com"}, "is an address such as"),
        ({"manager_group": "@desk"}, "id of a user group"),
        ({"bot_token": "xoxb-1"}, "SLACK_APP_TOKEN, too"),
        ({"app_token": "xapp-1"}, "SLACK_BOT_TOKEN, too"),
        ({"bot_token": "xapp-1", "app_token": "xoxb-1"}, "begins with xoxb-"),
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        SlackSettings(**wrong)


def test_tokens_come_from_the_environment_or_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "token"
    file.write_text("xapp-2\n")
    slack = load({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN_FILE": str(file)}).slack
    assert (slack.bot_token, slack.app_token) == ("xoxb-1", "xapp-2")
    with pytest.raises(MendFile, match="SLACK_APP_TOKEN, too") as told:
        load({"SLACK_BOT_TOKEN": "xoxb-secret"})
    assert "secret" not in str(told.value)


def test_the_tokens_are_in_no_text() -> None:
    assert "secret" not in repr(SlackSettings("xoxb-secret", "xapp-secret"))


def test_settings_are_read_without_slack_sdk() -> None:
    code = "import sys, bot.platforms.slack.settings; sys.exit('slack_sdk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
