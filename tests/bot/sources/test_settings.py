"""The words of the configuration, each checked where it is read."""

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.sources.settings import SourceSettings

SETTINGS = TypeAdapter(SourceSettings)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("allow_networks", ["10.0.0.0/8", "::1", "127.0.0.1/8"]),
        ("allow_ports", [8099]),
        ("min_interval", 0),
        ("host_gap", 0),
        ("first_fetch", "alert"),
        ("flood_guard", "false"),
        ("timeout", "2.5"),
        ("proxy", "http://proxy.example:3128"),
    ],
)
def test_a_value_that_can_be_is_taken(word: str, value: object) -> None:
    assert SETTINGS.validate_python({word: value}) != SourceSettings()


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("allow_networks", ["home"]),
        ("allow_networks", ["10.0.0.0/99"]),
        ("allow_ports", [0]),
        ("min_interval", -1),
        ("host_gap", -1),
        ("host_concurrency", 0),
        ("first_fetch", "loud"),
        ("max_body", 0),
        ("timeout", 0),
        ("proxy", "proxy.example:3128"),
        ("proxy", "socks5://proxy.example"),
        ("proxy", "http://[::1"),
    ],
)
def test_a_value_that_cannot_be_names_its_word(word: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        SETTINGS.validate_python({word: value})
    assert caught.value.errors()[0]["loc"][0] == word
