"""What every source kind must offer: the folder is the register."""

import inspect

import pytest

from bot.kinds import modules_of
from bot.model.feed import Feed, FeedState, Validators
from bot.sources import kinds
from bot.sources.request import Request

KINDS = modules_of(kinds)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_asks_with_what_the_server_gave(name: str) -> None:
    feed = Feed("wire", "http://wire.example/f?a=1", "", kind=name)
    state = FeedState(Validators('"1"', "yesterday"), extra={"asked_of": "http://b.example/"})
    request = KINDS[name].request(feed, state)
    assert isinstance(request, Request)
    assert request.url.startswith("http://wire.example/f?a=1")
    assert (request.validators, request.asked_of) == (state.validators, "http://b.example/")


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_reads_a_response_of_a_feed(name: str) -> None:
    assert list(inspect.signature(KINDS[name].read).parameters) == ["feed", "response"]


def test_the_kinds_of_the_foundation_are_there() -> None:
    assert {"syndication", "json_feed", "federal_register"} <= set(KINDS)
