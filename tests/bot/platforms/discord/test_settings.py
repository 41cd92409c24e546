"""Addresses of Discord, or of a server of the same form."""

import subprocess
import sys
from typing import Any

import pytest

from bot.platforms.discord.settings import DiscordSettings


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("", "https://discord.com/api/v10"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1/api/v10"),
        ("http://127.0.0.1:1/api/", "http://127.0.0.1:1/api/v10"),
        ("http://127.0.0.1:1/api/v10/", "http://127.0.0.1:1/api/v10"),
        ("https://proxy.example/discord", "https://proxy.example/discord"),
    ],
)
def test_an_address_without_a_version_gets_one(given: str, base: str) -> None:
    assert DiscordSettings("token", given).base == base


@pytest.mark.parametrize(
    "wrong",
    [{"api_base": "discord.com"}, {"api_base": "ws://h"}, {"gateway": "https://h"}],
)
def test_an_address_of_another_kind_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is an address such as"):
        DiscordSettings(**wrong)


def test_what_is_no_role_is_refused() -> None:
    assert DiscordSettings(manager_roles=("1068899172438327387",)).manager_roles
    with pytest.raises(ValueError, match="ids of roles"):
        DiscordSettings(manager_roles=("Mods",))


def test_the_token_is_in_no_text() -> None:
    assert "secret" not in repr(DiscordSettings("secret"))


def test_settings_are_read_without_discord_py() -> None:
    code = "import sys, bot.platforms.discord.settings; sys.exit('discord' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
