"""The manifest that a user pastes makes the app that the bot is."""

import re
from pathlib import Path

from bot.commands import registered
from bot.model.command import Surface
from bot.platforms.slack.commands import SLASH
from bot.platforms.slack.connection import NEEDED
from bot.platforms.slack.payloads import EVENTS
from tests.slack_server.server import SCOPES

MANIFEST = (Path(__file__).parents[4] / "config" / "slack-manifest.yaml").read_text("utf-8")


def listed(under: str) -> list[str]:
    """The items of a list, without what is said of them."""
    block = re.search(rf"^ *{under}:\n((?: +- .*\n)+)", MANIFEST, re.MULTILINE)
    assert block
    return re.findall(r"- ([^\s#]+)", block[1])


def test_it_asks_for_the_scopes_that_the_bot_needs_and_no_more() -> None:
    assert set(listed("bot")) == NEEDED == set(SCOPES.split(","))
    assert listed("bot") == sorted(NEEDED)


def test_it_subscribes_to_the_events_that_the_bot_reads() -> None:
    assert {event.partition(".")[0] for event in listed("bot_events")} == set(EVENTS)


def test_it_has_the_command_with_ids_in_the_place_of_names() -> None:
    assert f"- command: {SLASH}\n" in MANIFEST
    assert "should_escape: true" in MANIFEST
    assert "socket_mode_enabled: true" in MANIFEST


def test_it_has_each_command_of_a_messages_menu() -> None:
    menu = [m.COMMAND for m in registered().values() if m.COMMAND.surface is Surface.MESSAGE]
    names = re.findall(r"- name: (.+)\n +type: message\n +callback_id: (.+)\n", MANIFEST)
    assert names == [(command.summary, command.name) for command in menu]
    assert all(len(name) <= 24 for name, _ in names)


def test_names_are_within_slacks_limits() -> None:
    # https://docs.slack.dev/reference/app-manifest
    for line in MANIFEST.splitlines():
        name, _, value = line.strip().removeprefix("- ").partition(": ")
        limits = {"name": 35, "description": 140, "usage_hint": 1000, "display_name": 80}
        assert len(value) <= limits.get(name, 255)
