"""Commands as Discord lists them, and their interactions as calls."""

import json
from typing import Any

import pytest

from bot.commands import registered
from bot.model.command import Call, Command, Option, OptionKind, Surface
from bot.model.message import OptionValue
from bot.model.watch import Channel
from bot.platforms.discord.calls import call
from bot.platforms.discord.commands import definitions, differ
from tests.discord_server.limits import command_violations, schema_violations

ADD = Command(
    "watch add",
    "Tell this channel what a watch takes",
    (
        Option("floor", "Lowest severity", choices=("low", "high")),
        Option("preset", "Which watch", required=True),
    ),
    manages=True,
)
LIST = Command("watch list", "The watches of this channel", manages=True)
LATEST = Command(
    "trade latest",
    "Recent events",
    (
        Option("n", "How many", OptionKind.NUMBER, low=1, high=10),
        Option("share", "Show all", OptionKind.FLAG),
    ),
)
DEEP = Command("trade me stop", "Stop all")
LONE = Command("about", "What this is " * 20)
ALL = (ADD, LIST, LATEST, DEEP, LONE)


def test_each_first_word_is_one_command() -> None:
    watch, trade, about = definitions(ALL)
    assert [option["name"] for option in watch["options"]] == ["add", "list"]
    assert [option["type"] for option in watch["options"]] == [1, 1]
    assert [option["type"] for option in trade["options"]] == [1, 2]
    assert trade["options"][1]["options"][0]["name"] == "stop"
    assert about["options"] == []
    assert len(about["description"]) == 100


def test_only_who_manages_channels_sees_what_manages_one() -> None:
    watch, trade, _ = definitions(ALL)
    assert watch["default_member_permissions"] == 1 << 4
    assert trade["default_member_permissions"] is None


def test_commands_are_for_guilds() -> None:
    assert all(made["contexts"] == [0] for made in definitions(ALL))
    assert all(made["integration_types"] == [0] for made in definitions(ALL))


def test_options_keep_their_kinds_and_the_required_come_first() -> None:
    watch, trade, _ = definitions(ALL)
    preset, floor = watch["options"][0]["options"]
    assert (preset["name"], preset["required"], preset["type"]) == ("preset", True, 3)
    assert floor["choices"] == [{"name": "low", "value": "low"}, {"name": "high", "value": "high"}]
    n, share = trade["options"][0]["options"]
    assert (n["type"], n["min_value"], n["max_value"], share["type"]) == (4, 1, 10, 5)


def test_definitions_fit_the_specification() -> None:
    for made in definitions(ALL):
        assert schema_violations(made, "ApplicationCommandUpdateRequest") == []


EVERY_KIND = Command(
    "watch try",
    "One option of each kind",
    (
        Option("words", "Some words", low=2, high=200, suggests="preset"),
        Option("n", "A number", OptionKind.NUMBER, low=1, high=90),
        Option("share", "A flag", OptionKind.FLAG),
        Option("channel", "A channel", OptionKind.CHANNEL),
        Option("role", "A role", OptionKind.ROLE),
        Option("list", "A file", OptionKind.FILE),
    ),
    administers=True,
)
MENU = Command("check", "Check this link", surface=Surface.MESSAGE)


def test_each_kind_of_option_has_its_type_and_its_bounds() -> None:
    (root,) = definitions((EVERY_KIND,))
    words, n, share, channel, role, list_ = root["options"][0]["options"]
    assert [it["type"] for it in (words, n, share, channel, role, list_)] == [3, 4, 5, 7, 8, 11]
    assert (words["min_length"], words["max_length"], words["autocomplete"]) == (2, 200, True)
    assert (n["min_value"], n["max_value"]) == (1, 90)
    assert channel["channel_types"] == [0, 5, 10, 11, 12, 15]
    assert root["default_member_permissions"] == 1 << 5
    assert command_violations(root) == []


def test_a_menu_is_called_by_its_summary_and_a_button_by_nobody() -> None:
    press = Command("details", "All figures", surface=Surface.BUTTON)
    (menu,) = definitions((MENU, press))
    assert (menu["type"], menu["name"]) == (3, "Check this link")
    assert "description" not in menu
    assert command_violations(menu) == []
    long = Command("check", "Check whether this link is known by now", surface=Surface.MESSAGE)
    assert definitions((long,))[0]["name"] == "check"


def test_who_may_manage_by_a_role_has_to_see_the_command() -> None:
    watch, *_ = definitions(ALL, by_role=True)
    assert watch["default_member_permissions"] is None


def test_every_command_that_there_is_fits_discord() -> None:
    made = definitions([module.COMMAND for module in registered().values()])
    assert len({(it["type"], it["name"]) for it in made}) == len(made)
    for command in made:
        assert command_violations(command) == [], command["name"]


def listed(commands: tuple[Command, ...]) -> list[dict[str, Any]]:
    """As Discord lists what was registered: defaults left out, permissions as text."""
    answer = []
    for made in reversed(definitions(commands)):
        permissions = made["default_member_permissions"]
        known = {"id": "1", "version": "2", "nsfw": False, "name_localizations": None}
        made |= {**known, "default_member_permissions": permissions and str(permissions)}
        answer.append(json.loads(json.dumps(made).replace(', "required": false', "")))
    return answer


def test_a_listing_of_the_same_commands_is_no_change() -> None:
    assert not differ(listed(ALL), definitions(ALL))
    older = [{k: v for k, v in made.items() if k != "contexts"} for made in listed(ALL)]
    assert not differ(older, definitions(ALL))


@pytest.mark.parametrize(
    "now",
    [
        (ADD, LIST, LATEST, DEEP),
        (*ALL, Command("more", "x")),
        (Command("watch add", "Other words", ADD.options, manages=True), *ALL[1:]),
        (Command("watch add", ADD.summary, ADD.options[:1], manages=True), *ALL[1:]),
        (
            Command("watch add", ADD.summary, ADD.options),
            Command("watch list", LIST.summary),
            *ALL[2:],
        ),
    ],
)
def test_any_change_is_seen(now: tuple[Command, ...]) -> None:
    assert differ(listed(ALL), definitions(now))


@pytest.mark.parametrize("answer", [None, "text", {}, [None], [{"name": "watch"}] * 3])
def test_what_is_no_listing_differs(answer: object) -> None:
    assert differ(answer, definitions(ALL))


# As the documentation shows a sub-command's interaction:
# https://discord.com/developers/docs/interactions/application-commands#subcommands-and-subcommand-groups
INTERACTION: dict[str, Any] = {
    "channel_id": "645027906669510667",
    "data": {
        "id": "771825006014889984",
        "name": "trade",
        "type": 1,
        "options": [
            {
                "name": "latest",
                "type": 1,
                "options": [
                    {"name": "n", "type": 4, "value": 3},
                    {"name": "share", "type": 5, "value": True},
                    {"name": "kind", "type": 3, "value": "tariff"},
                ],
            }
        ],
    },
    "guild_id": "290926798626357999",
    "id": "771825006014889984",
    "member": {
        "permissions": "2147483647",
        "user": {
            "id": "53908232506183680",
            "username": "Mason",
            "discriminator": "0",
            "avatar": None,
        },
    },
    "token": "A_UNIQUE_TOKEN",
    "type": 2,
    "version": 1,
}


def test_an_interaction_is_a_call() -> None:
    channel = Channel("discord", "645027906669510667", "290926798626357999")
    values: dict[str, OptionValue] = {"n": 3, "share": True, "kind": "tariff"}
    assert call(INTERACTION, {}) == Call("trade latest", channel, "53908232506183680", values)


def test_a_direct_message_is_a_call_without_a_space() -> None:
    direct = {**INTERACTION, "user": {"id": "5"}, "data": {"name": "about"}}
    del direct["member"], direct["guild_id"]
    assert call(direct, {}) == Call("about", Channel("discord", "645027906669510667"), "5")
