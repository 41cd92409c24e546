"""What every source kind must offer: the folder is the register."""

import inspect
from pathlib import Path

import pytest

from bot.config.seeds import load_feeds
from bot.kinds import modules_of
from bot.model.feed import Feed, FeedState, Tier, Validators
from bot.sources import kinds
from bot.sources.request import Request

KINDS = modules_of(kinds)
SEEDS = load_feeds(Path(__file__).parents[3] / "seeds" / "feeds.toml")


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


def test_the_kinds_that_feeds_are_made_of_are_there() -> None:
    assert set(KINDS) == {
        *("syndication", "json_feed", "google_news"),
        *("federal_register", "public_inspection"),
    }


def test_starter_feeds_are_of_these_kinds_and_say_how_they_were_verified() -> None:
    assert len(SEEDS) >= 20
    assert {feed.kind for feed in SEEDS} <= set(KINDS)
    assert all(feed.verified and feed.title for feed in SEEDS)
    official = [feed for feed in SEEDS if feed.tier is Tier.OFFICIAL]
    assert sum(feed.enabled for feed in official) >= 20
