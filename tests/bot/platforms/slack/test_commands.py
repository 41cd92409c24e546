"""What people type behind `/trade` is understood, or answered with what to type."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import registered
from bot.model.command import Command, Option, OptionKind, Surface
from bot.model.errors import TellUser
from bot.model.message import OptionValue
from bot.platforms.slack.commands import Asked, typed_as, understood
from bot.platforms.slack.typed import pieces

LATEST = Command(
    "trade latest",
    "What moved last",
    (
        Option("n", "How many", OptionKind.NUMBER, low=1, high=10),
        Option("country", "Of which country", suggests="country"),
        Option("kind", "Which type", choices=("import_tariff", "export_ban")),
        Option("since", "Within", choices=("24h", "7d")),
        Option("share", "To everyone", OptionKind.FLAG),
    ),
)
SEARCH = Command(
    "trade search",
    "Search",
    (
        Option("query", "Words", required=True),
        Option("since", "Within", choices=("24h", "7d")),
        Option("share", "To everyone", OptionKind.FLAG),
    ),
)
PAIR = Command(
    "trade pair",
    "Both ways",
    (
        Option("a", "One", required=True, suggests="country"),
        Option("b", "Other", required=True, suggests="country"),
    ),
)
ADD = Command(
    "watch add",
    "Add",
    (
        Option("preset", "Which", suggests="preset"),
        Option("rule", "A rule"),
        Option("channel", "Where", OptionKind.CHANNEL),
        Option("role", "Whom", OptionKind.ROLE),
        Option("min_severity", "From", choices=("low", "high")),
    ),
    manages=True,
)
TEST = Command(
    "watch test",
    "Try",
    (
        Option("rule", "A rule or a preset", required=True, suggests="preset"),
        Option("days", "How many", OptionKind.NUMBER, low=7, high=90),
    ),
    manages=True,
)
LIST = Command("watch list", "What is watched", manages=True)
HEALTH = Command("tradeops health", "How it is", administers=True)
EXPLAIN = Command("explain", "Explain this", surface=Surface.MESSAGE)
COMMANDS = (LATEST, SEARCH, PAIR, ADD, TEST, LIST, HEALTH, EXPLAIN)


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("latest", "trade latest", {}),
        ("trade latest", "trade latest", {}),
        ("LATEST country:CN n:3", "trade latest", {"country": "CN", "n": 3}),
        ("latest country=CN n=3", "trade latest", {"country": "CN", "n": 3}),
        ("latest --country=CN Share", "trade latest", {"country": "CN", "share": True}),
        ("latest country: CN share:no", "trade latest", {"country": "CN", "share": False}),
        ('latest country:"United States"', "trade latest", {"country": "United States"}),
        ("latest country:“United States”", "trade latest", {"country": "United States"}),
        ("latest 3 7d share", "trade latest", {"n": 3, "since": "7d", "share": True}),
        ("latest CN", "trade latest", {"country": "CN"}),
        ("latest kind:Import-Tariff", "trade latest", {"kind": "import_tariff"}),
        ('latest kind:"export ban"', "trade latest", {"kind": "export_ban"}),
        ("search steel tariffs", "trade search", {"query": "steel tariffs"}),
        (
            "search steel from:US rate&gt;=25 since:7d share",
            "trade search",
            {"query": "steel from:US rate>=25", "since": "7d", "share": True},
        ),
        ("search market share falls", "trade search", {"query": "market share falls"}),
        (
            'search ("rare earth*" OR gallium) from:CN',
            "trade search",
            {"query": '("rare earth*" OR gallium) from:CN'},
        ),
        ("pair US CN", "trade pair", {"a": "US", "b": "CN"}),
        ("pair b:US CN", "trade pair", {"b": "US", "a": "CN"}),
        ("watch add us-tariffs", "watch add", {"preset": "us-tariffs"}),
        (
            "watch add preset:us-tariffs high",
            "watch add",
            {"preset": "us-tariffs", "min_severity": "high"},
        ),
        ("latest country:United States", "trade latest", {"country": "United States"}),
        (
            "watch add rule:gallium from:CN AND NOT share min-severity:HIGH",
            "watch add",
            {"rule": "gallium from:CN AND NOT share", "min_severity": "high"},
        ),
        ('watch add rule:"gallium from:CN"', "watch add", {"rule": "gallium from:CN"}),
        (
            "watch add metals channel:<#C123|general> role:<!subteam^S123|@desk>",
            "watch add",
            {"preset": "metals", "channel": "C123", "role": "S123"},
        ),
        (
            "watch test gallium from:CN 30",
            "watch test",
            {"rule": "gallium from:CN", "days": 30},
        ),
        ("tradeops health", "tradeops health", {}),
    ],
)
def test_it_is_understood(text: str, name: str, values: dict[str, OptionValue]) -> None:
    asked = understood(text, COMMANDS)
    assert isinstance(asked, Asked)
    assert (asked.command.name, dict(asked.values), asked.missing) == (name, values, ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("latset", "did you mean '/trade latest'?"),
        ("wacth ad metals", "did you mean '/trade watch add'?"),
        ("zzzz", "'/trade help' lists what I know"),
        ("watch", "goes on with one of: add, list, test"),
        ("explain", "I do not know"),
        ("latest contry:CN", "did you mean 'country:'?"),
        ("latest foo:bar", "has no option 'foo'"),
        ("latest CN contry:US", "did you mean 'country:'?"),
        ("latest n:many", "whole number from 1 to 10"),
        ("latest n:11", "whole number from 1 to 10"),
        ("latest since:8d", "Did you mean '7d'?"),
        ("latest share:perhaps", "true or false"),
        ("watch add metals channel:#general", "choose it from the list"),
        ("watch add metals role:desk", "choose it from the list"),
        ("watch list everything", "it takes nothing more"),
        ("latest n:3 n 4 5", "does not know what"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_to_type(text: str, sentence: str) -> None:
    with pytest.raises(TellUser, match=sentence.replace("?", r"\?")):
        understood(text, COMMANDS)


def test_what_is_missing_is_told() -> None:
    asked = understood("pair US", COMMANDS)
    assert isinstance(asked, Asked)
    assert [option.name for option in asked.missing] == ["b"]


@pytest.mark.parametrize("text", ["", "help", "  HELP ", "help watch", "watch help"])
def test_help_lists_what_there_is(text: str) -> None:
    told = str(understood(text, COMMANDS))
    assert "/trade watch add" in told
    assert ("/trade latest" in told) is ("watch" not in text)
    assert "explain" not in told


@pytest.mark.parametrize("text", ["help latest", "latest help", "help trade latest"])
def test_help_of_a_command_tells_its_options(text: str) -> None:
    told = str(understood(text, COMMANDS))
    assert "n:" in told
    assert "[1 to 10]" in told
    assert "[24h, 7d]" in told


def test_a_root_of_its_own_keeps_its_word() -> None:
    assert [typed_as(name) for name in ("trade latest", "watch add")] == [
        "/trade latest",
        "/trade watch add",
    ]


def test_every_command_there_is_can_be_typed() -> None:
    commands = [module.COMMAND for module in registered().values()]
    for command in commands:
        if command.surface is Surface.WORDS:
            asked = understood(typed_as(command.name).removeprefix("/trade "), commands)
            assert isinstance(asked, Asked)
            assert asked.command is command


@given(st.text(alphabet="latesrch watdpi\"'“:=<>|#@&;-—/0123456789\n", max_size=120))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_answered(text: str) -> None:
    for words in (text, f"latest {text}", f"search {text}", f"watch add {text}"):
        with contextlib.suppress(TellUser):
            assert understood(words, COMMANDS)


@pytest.mark.parametrize("hostile", ['"' * 9999, "<#C1|" * 2000, "a:" * 5000, "<https://a" * 999])
def test_hostile_text_is_read_in_linear_time(hostile: str) -> None:
    assert len("".join(piece.raw for piece in pieces(hostile))) <= 4000
