# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""A feed to what it says now, over real HTTP on loopback."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from aiohttp import web

from bot.model.feed import FeedState, Validators
from bot.sources.http import Http
from bot.sources.pull import Pull, Result
from bot.sources.settings import SourceSettings
from bot.sources.state import seen
from tests.bot.sources.conftest import LOOPBACK, NOW, Ask
from tests.bot.sources.documents import entries, entry, rss
from tests.feed_server import Answer, FeedServer

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def guids(pull: Pull) -> list[str | None]:
    return [item.guid for item in pull.items]


def stored(state: FeedState) -> FeedState:
    """The state as it comes back from the database."""
    return replace(state, extra=json.loads(json.dumps(state.extra)))


def due(pull: Pull) -> timedelta:
    """How long it is until the next check, in whole seconds: the answer takes a moment."""
    assert pull.state.next_check_at is not None
    return timedelta(seconds=round((pull.state.next_check_at - NOW).total_seconds()))


async def cut_off(request: web.BaseRequest) -> web.StreamResponse:
    body = entries(["two", "one"]) + b"<more>"
    response = web.StreamResponse(headers={"Content-Length": "9999", "ETag": '"cut"'})
    await response.prepare(request)
    await response.write(body.partition(b"</channel>")[0] + b"<item><title>ha")
    assert request.transport is not None
    request.transport.close()
    return response


async def test_a_feed_gives_its_items_oldest_first(server: FeedServer, ask: Ask) -> None:
    pull = await ask(server.says("/f", Answer(entries(["new", "old"]))))
    assert pull.outcome is Result.FRESH
    assert guids(pull) == ["old", "new"]
    assert pull.items[0].source == "The Wire"
    assert pull.state.last_ok_at == pull.state.last_new_at == NOW


async def test_C9_a_feed_costs_one_request(server: FeedServer, ask: Ask) -> None:
    await ask(server.says("/f", Answer(entries(["a"]))))
    assert server.paths == ["/f"]


async def test_C1_what_a_server_gave_is_sent_back(server: FeedServer, ask: Ask) -> None:
    given = {"ETag": 'W/"x-gzip"', "Last-Modified": "Mon, 10 Nov 2025 09:00:00 GMT"}
    url = server.says("/f", Answer(entries(["a"]), headers=given), Answer(status=304))
    first = await ask(url)
    second = await ask(url, stored(first.state), NOW + HOUR)
    assert second.outcome is Result.UNCHANGED
    assert second.items == ()
    assert server.headers("If-None-Match")[1] == given["ETag"]
    assert server.headers("If-Modified-Since")[1] == given["Last-Modified"]


async def test_C2_a_304_replaces_the_validators_it_carries(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(status=304, headers={"ETag": '"2"'}))
    pull = await ask(url, FeedState(Validators('"1"', "yesterday"), last_ok_at=NOW - DAY))
    assert pull.state.validators == Validators('"2"', "yesterday")


async def test_C2_a_200_with_the_same_body_replaces_the_validators(
    server: FeedServer, ask: Ask
) -> None:
    body = entries(["a"])
    url = server.says(
        "/f",
        Answer(body, headers={"ETag": '"1"', "Last-Modified": "x"}),
        Answer(body, headers={"ETag": '"2"'}),
    )
    first = await ask(url)
    second = await ask(url, first.state, NOW + HOUR)
    assert second.outcome is Result.UNCHANGED
    assert second.state.validators == Validators('"2"', None)


async def test_C2_a_whole_body_that_is_no_feed_gives_its_validators(
    server: FeedServer, ask: Ask
) -> None:
    page = Answer(b"<html><body>Hi</body></html>", headers={"ETag": '"1"'})
    url = server.says("/f", page, Answer(status=304))
    first = await ask(url)
    assert (first.outcome, first.error) == (Result.FAILED, "this is a web page, not a feed")
    assert first.state.validators == Validators('"1"')
    second = await ask(url, stored(first.state), NOW + HOUR)
    assert (second.outcome, second.error) == (Result.FAILED, first.error)
    assert second.state.failures == 2


async def test_C2_a_cut_body_keeps_the_old_validators_and_gives_whole_items(
    server: FeedServer, ask: Ask
) -> None:
    old = FeedState(Validators('"old"'), body_hash="x", last_ok_at=NOW - DAY)
    pull = await ask(server.says("/f", cut_off), old)
    assert guids(pull) == ["one", "two"]
    assert pull.error == "the transfer was cut; the complete items were kept"
    assert pull.state.validators == Validators('"old"')
    assert pull.state.body_hash == "x"
    assert pull.state.failures == 1


async def test_C2_a_body_that_is_too_large_keeps_the_old_validators(
    server: FeedServer, ask: Ask
) -> None:
    url = server.says("/f", Answer(b"x" * 10_000_001, headers={"ETag": '"2"'}))
    pull = await ask(url, FeedState(Validators('"1"')))
    assert pull.outcome is Result.FAILED
    assert pull.state.validators == Validators('"1"')


async def test_C2_a_new_way_of_reading_asks_again_for_what_could_not_be_read(
    server: FeedServer, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.says("/f", Answer(b"<html/>", headers={"ETag": '"1"'}))
    first = await ask(url)
    monkeypatch.setattr("bot.sources.conditions.VERSION", "next")
    await ask(url, stored(first.state), NOW + HOUR)
    assert server.headers("If-None-Match") == [None, None]


async def test_C4_another_address_gets_no_validators_and_is_read_in_silence(
    server: FeedServer, ask: Ask
) -> None:
    first = await ask(server.says("/f", Answer(entries(["a"]), headers={"ETag": '"1"'})))
    moved = server.says("/g", Answer(entries(["b"])))
    second = await ask(moved, stored(first.state), NOW + HOUR)
    assert server.headers("If-None-Match") == [None, None]
    assert second.first
    assert set(second.silent) == {item.key for item in second.items}


async def test_C4_validators_from_behind_a_redirect_go_there(server: FeedServer, ask: Ask) -> None:
    server.says("/there", Answer(entries(["a"]), headers={"ETag": '"1"'}), Answer(status=304))
    url = server.says("/f", Answer(status=302, headers={"Location": "/there"}))
    first = await ask(url)
    second = await ask(url, stored(first.state), NOW + HOUR)
    assert second.outcome is Result.UNCHANGED
    assert server.headers("If-None-Match") == [None, None, None, '"1"']


async def test_C5_a_feed_that_only_says_304_is_asked_outright_once_in_a_while(
    server: FeedServer, ask: Ask
) -> None:
    url = server.says("/f", Answer(entries(["a"]), headers={"ETag": '"1"'}), Answer(status=304))
    state = (await ask(url)).state
    for days in (1, 6, 8, 9, 14, 16):
        state = (await ask(url, stored(state), NOW + days * DAY)).state
    asked = [None, '"1"', '"1"', None, '"1"', '"1"', None]
    assert server.headers("If-None-Match") == asked


async def test_C6_an_equal_body_is_not_read_again(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(entries(["a"])))
    first = await ask(url)
    second = await ask(url, stored(first.state), NOW + HOUR)
    assert (second.outcome, second.items) == (Result.UNCHANGED, ())
    assert second.state.last_ok_at == NOW + HOUR
    assert second.state.next_check_at is not None
    assert second.state.next_check_at > NOW + HOUR


async def test_C7_a_delta_gives_its_items_and_no_hash(server: FeedServer, ask: Ask) -> None:
    url = server.says(
        "/f",
        Answer(entries(["b", "a"]), headers={"ETag": '"1"'}),
        Answer(entries(["c"]), status=226, headers={"ETag": '"2"'}),
    )
    first = await ask(url)
    second = await ask(url, stored(first.state), NOW + HOUR)
    assert guids(second) == ["c"]
    assert second.state.body_hash is None
    assert second.state.validators == Validators('"2"')
    assert len(seen(second.state)) == 3


@pytest.mark.parametrize("status", [429, 503])
async def test_S5_retry_after_is_honoured(server: FeedServer, ask: Ask, status: int) -> None:
    url = server.says("/f", Answer(status=status, headers={"Retry-After": "172800"}))
    pull = await ask(url)
    assert pull.outcome is Result.FAILED
    assert due(pull) == timedelta(days=2)


async def test_S5_without_a_wish_a_429_waits_an_hour_and_then_two(
    server: FeedServer, ask: Ask
) -> None:
    url = server.says("/f", Answer(status=429, headers={"Retry-After": "-1"}))
    first = await ask(url)
    assert due(first) == HOUR
    second = await ask(url, stored(first.state))
    assert due(second) == 2 * HOUR


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    "wish", ["0", "-5", "soon", "99999999999", "Fri, 31 Dec 9999 23:59:59 GMT"]
)
async def test_S5_no_wish_that_cannot_be_makes_an_immediate_retry(
    server: FeedServer, ask: Ask, status: int, wish: str
) -> None:
    url = server.says("/f", Answer(status=status, headers={"Retry-After": wish}))
    eager = replace(LOOPBACK, min_interval=0)
    assert timedelta(minutes=54) <= due(await ask(url, settings=eager)) <= timedelta(minutes=66)


async def test_S5_a_short_wish_does_not_go_below_the_floor(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(status=429, headers={"Retry-After": "1"}))
    assert due(await ask(url)) >= timedelta(minutes=30)


async def test_S4_a_server_hint_lengthens_even_the_operators_interval(
    server: FeedServer, ask: Ask
) -> None:
    url = server.says("/f", Answer(entries(["a"]), headers={"Cache-Control": "max-age=7200"}))
    eager = replace(LOOPBACK, min_interval=0)
    assert due(await ask(url, settings=eager)) == 2 * HOUR


async def test_S4_a_304_gives_a_hint_too(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(status=304, headers={"Cache-Control": "max-age=7200"}))
    eager = replace(LOOPBACK, min_interval=0)
    pull = await ask(url, FeedState(last_ok_at=NOW - DAY), settings=eager)
    assert due(pull) == 2 * HOUR


async def test_S4_ttl_holds_until_the_next_document(server: FeedServer, ask: Ask) -> None:
    body = rss(entry("a"), more="<ttl>240</ttl>")
    url = server.says("/f", Answer(body), Answer(status=304))
    eager = replace(LOOPBACK, min_interval=0)
    first = await ask(url, settings=eager)
    assert due(first) == 4 * HOUR
    second = await ask(url, stored(first.state), settings=eager)
    assert due(second) == 4 * HOUR


async def test_S9_a_feed_that_is_gone_is_asked_again_after_a_day(
    server: FeedServer, ask: Ask
) -> None:
    pull = await ask(server.says("/f", Answer(status=410)))
    assert due(pull) == DAY
    assert pull.error == "HTTP 410: the feed is gone for good"


async def test_S9_a_feed_that_is_gone_a_day_later_too_has_ended(
    server: FeedServer, ask: Ask
) -> None:
    url = server.says("/f", Answer(status=410))
    first = await ask(url)
    soon = await ask(url, stored(first.state), NOW + HOUR)
    later = await ask(url, stored(soon.state), NOW + DAY)
    words = "HTTP 410: the feed is gone for good"
    assert [pull.ended for pull in (first, soon, later)] == [None, None, words]
    assert later.state.extra["ended"] == words


async def test_S9_a_feed_that_was_gone_by_mistake_goes_on(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(status=410), Answer(entries(["a"])), Answer(status=410))
    state = (await ask(url)).state
    state = (await ask(url, stored(state), NOW + DAY)).state
    assert (await ask(url, stored(state), NOW + 2 * DAY)).ended is None


async def test_S9_a_json_feed_that_says_so_has_ended(server: FeedServer, ask: Ask) -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "expired": true, "items": [{"id": 7}]}'
    pull = await ask(server.says("/f", Answer(body)))
    assert (pull.outcome, guids(pull)) == (Result.FRESH, ["7"])
    assert pull.ended == "the feed says that it has ended"


async def test_S8_errors_wait_longer_and_never_for_good(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(status=404))
    state = FeedState()
    waits: list[float] = []
    for _ in range(8):
        pull = await ask(url, stored(state))
        state, waits = pull.state, [*waits, due(pull) / HOUR]
    assert [round(wait) for wait in waits[:4]] == [1, 2, 4, 8]
    assert all(wait <= 26.4 for wait in waits)
    assert pull.error == "HTTP 404: there is nothing at this address"


async def test_an_error_is_forgotten_at_the_next_success(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(status=500), Answer(entries(["a"])))
    first = await ask(url)
    assert first.state.error == "HTTP 500: the server has an error"
    second = await ask(url, stored(first.state), NOW + HOUR)
    assert (second.state.error, second.state.failures) == (None, 0)


async def test_a_cloudflare_challenge_is_named(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(status=403, headers={"cf-mitigated": "challenge"}))
    assert (await ask(url)).error == "HTTP 403: the server refuses us (Cloudflare challenge)"


async def test_R3_a_redirect_for_now_changes_no_address(server: FeedServer, ask: Ask) -> None:
    server.says("/there", Answer(entries(["a"])))
    for status in (302, 303, 307):
        url = server.says("/f", Answer(status=status, headers={"Location": "/there"}))
        pull = await ask(url)
        assert pull.outcome is Result.FRESH
        assert pull.state.extra["url"] == url


async def test_R2_an_address_that_is_left_for_good_is_changed_after_a_week(
    server: FeedServer, ask: Ask
) -> None:
    new = server.says("/new", Answer(entries(["a"]), headers={"ETag": '"1"'}), Answer(status=304))
    url = server.says("/f", Answer(status=301, headers={"Location": "/new"}))
    pulls = [await ask(url)]
    for days in (3, 8):
        pulls.append(await ask(url, stored(pulls[-1].state), NOW + days * DAY))
    assert [pull.moved_to for pull in pulls] == [None, None, new]
    state = pulls[-1].state
    assert (state.extra["url"], state.extra["moved_from"]) == (new, url)
    await ask(new, stored(state), NOW + 9 * DAY)
    assert server.paths[-1] == "/new"
    assert server.headers("If-None-Match")[-1] == '"1"'


async def test_R2_a_portal_that_redirects_for_good_changes_nothing(
    server: FeedServer, ask: Ask
) -> None:
    url = server.says("/f", Answer(entries(["a"])))
    state = (await ask(url)).state
    server.says("/login", Answer(b"<html><body>Welcome to the hotel</body></html>"))
    server.says("/f", Answer(status=301, headers={"Location": "/login"}))
    for days in (1, 5, 9, 13):
        pull = await ask(url, stored(state), NOW + days * DAY)
        state = pull.state
        assert (pull.outcome, pull.moved_to) == (Result.FAILED, None)


@pytest.mark.parametrize("status", [404, 410])
async def test_R2_where_the_old_address_is_gone_the_new_one_is_asked_at_once(
    server: FeedServer, ask: Ask, status: int
) -> None:
    new = server.says("/new", Answer(entries(["b", "a"])), Answer(entries(["c", "b", "a"])))
    url = server.says("/f", Answer(entries(["a"])))
    state = (await ask(url)).state
    server.says("/f", Answer(status=308, headers={"Location": "/new"}), Answer(status=status))
    state = (await ask(url, stored(state), NOW + HOUR)).state
    pull = await ask(url, stored(state), NOW + 2 * HOUR)
    assert (pull.moved_to, pull.state.failures) == (new, 0)
    there = await ask(new, stored(pull.state), NOW + 3 * HOUR)
    assert (there.outcome, there.first, there.silent) == (Result.FRESH, False, {})


async def test_S10_a_host_that_cannot_be_reached_counts_once_another_has_answered(
    server: FeedServer, ask: Ask
) -> None:
    good, dead = server.says("/f", Answer(entries(["a"]))), "http://127.0.0.1:9/f"
    await ask(good)
    state = FeedState()
    for hour in (0, 1, 2):  # nobody answers: the network may be lost
        pull = await ask(dead, stored(state), NOW + hour * HOUR)
        state = pull.state
        assert (pull.outcome, state.failures) == (Result.FAILED, 0)
        assert state.error == "the server refuses the connection"
    for failures in (1, 2, 3):
        await ask(good, now=NOW + (3 * failures) * HOUR)
        pull = await ask(dead, stored(state), NOW + (3 * failures + 1) * HOUR)
        state = pull.state
        assert state.failures == failures
    assert 3.6 <= due(pull) / HOUR - 10 <= 4.4
    state = (await ask(dead, stored(state), NOW + 20 * HOUR)).state  # and nobody since
    assert state.failures == 3
    back = await ask(good, stored(state), NOW + 21 * HOUR)
    assert (back.state.failures, back.state.extra.get("unreached")) == (0, None)


async def test_S10_the_only_host_there_is_counts_at_once(ask: Ask) -> None:
    assert (await ask("http://127.0.0.1:9/f")).state.failures == 1


async def test_a_first_answer_that_nothing_has_changed_is_a_failure(
    server: FeedServer, ask: Ask
) -> None:
    url = server.says("/f", Answer(status=304), Answer(entries(["a"])))
    first = await ask(url)
    assert (first.outcome, first.state.last_ok_at) == (Result.FAILED, None)
    assert (await ask(url, stored(first.state), NOW + HOUR)).first


async def test_P9_json_feed_is_read_whatever_it_is_called(server: FeedServer, ask: Ask) -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 7, "url": "/x"}]}'
    url = server.says("/f", Answer(body, headers={"Content-Type": "text/html"}))
    pull = await ask(url)
    assert guids(pull) == ["7"]
    assert pull.items[0].url == f"{server.url}/x"


async def test_P10_an_empty_answer_has_its_own_sentence(server: FeedServer, ask: Ask) -> None:
    assert (await ask(server.says("/f", Answer(b"")))).error == "the document is empty"
    waf = await ask(server.says("/g", Answer(b"", status=202)))
    assert waf.error == "HTTP 202: no document"


async def test_P1_a_document_that_costs_too_much_is_left_after_two_tries(
    server: FeedServer, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = "<author>" + "a" * 900 + "</author>"
    body = rss(*[entry(str(n)) + slow * 50 for n in range(2)])
    monkeypatch.setattr("bot.sources.worker.HARD", 0.0)
    url = server.says("/f", Answer(body, headers={"ETag": '"1"'}), Answer(body))
    state = FeedState()
    for _ in range(2):
        pull = await ask(url, stored(state))
        state = pull.state
        assert pull.error == "the document takes too long to read"
    monkeypatch.setattr("bot.sources.worker.HARD", 10.0)
    third = await ask(url, stored(state))
    assert third.outcome is Result.FAILED
    assert third.state.validators == Validators()
    fresh = server.says("/f", Answer(entries(["a"])))
    assert (await ask(fresh, stored(third.state))).outcome is Result.FRESH


async def test_I4_the_first_fetch_is_silent_unless_the_operator_wants_it_told(
    server: FeedServer, ask: Ask
) -> None:
    url = server.says("/f", Answer(entries(["b", "a"])))
    quiet = await ask(url)
    assert set(quiet.silent) == {item.key for item in quiet.items}
    told = await ask(url, settings=replace(LOOPBACK, first_fetch="alert"))
    assert told.first
    assert told.silent == {}


async def test_I4_the_second_fetch_tells_what_is_new(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(entries(["a"])), Answer(entries(["b", "a"])))
    second = await ask(url, stored((await ask(url)).state), NOW + HOUR)
    assert not second.first
    assert second.silent == {}
    assert second.state.last_new_at == NOW + HOUR


async def test_I4_after_a_month_everything_is_the_past(server: FeedServer, ask: Ask) -> None:
    url = server.says("/f", Answer(entries(["a"])), Answer(entries(["b", "a"])))
    later = await ask(url, stored((await ask(url)).state), NOW + 31 * DAY)
    assert later.first
    assert later.silent


async def flooded(server: FeedServer, ask: Ask, settings: SourceSettings, date: str) -> Pull:
    before = [f"old{n}" for n in range(20)]
    after = [f"http://new.example/{n}" for n in range(20)]
    url = server.says("/f", Answer(entries(before)), Answer(entries(after, date)))
    first = await ask(url)
    return await ask(url, stored(first.state), NOW + HOUR, settings)


async def test_I5_a_feed_that_is_new_as_a_whole_is_held(server: FeedServer, ask: Ask) -> None:
    pull = await flooded(server, ask, LOOPBACK, "Sun, 09 Nov 2025 10:00:00 GMT")
    assert len(pull.items) == len(pull.silent) == 20
    assert set(pull.silent.values()) == {"the whole feed looks new, as after a move"}


async def test_I5_what_is_dated_after_the_last_poll_is_told_all_the_same(
    server: FeedServer, ask: Ask
) -> None:
    pull = await flooded(server, ask, LOOPBACK, "Mon, 10 Nov 2025 12:30:00 GMT")
    assert pull.silent == {}


async def test_I5_the_flood_guard_can_be_put_off(server: FeedServer, ask: Ask) -> None:
    settings = replace(LOOPBACK, flood_guard=False)
    pull = await flooded(server, ask, settings, "Sun, 09 Nov 2025 10:00:00 GMT")
    assert pull.silent == {}


async def aged(server: FeedServer, ask: Ask, settings: SourceSettings) -> Pull:
    old = entry("slid back", "Mon, 13 Oct 2025 10:00:00 GMT")
    url = server.says("/f", Answer(rss(entry("a"))), Answer(rss(entry("b"), entry("a"), old)))
    first = await ask(url)
    return await ask(url, stored(first.state), NOW + HOUR, settings)


async def test_I5_many_items_after_a_long_pause_are_no_flood(server: FeedServer, ask: Ask) -> None:
    undated = [[entry(f"{day}.{n}", "") for n in range(20)] for day in range(4)]
    url = server.says("/f", *(Answer(rss(*items)) for items in undated))
    state = (await ask(url)).state
    state = (await ask(url, stored(state), NOW + 12 * HOUR)).state  # learns what is usual
    pull = await ask(url, stored(state), NOW + 36 * HOUR)
    assert pull.silent == {}


async def test_I6_an_old_item_that_slides_back_is_kept_in_silence(
    server: FeedServer, ask: Ask
) -> None:
    pull = await aged(server, ask, LOOPBACK)
    silent = [item.guid for item in pull.items if item.key in pull.silent]
    assert silent == ["slid back"]
    assert (await aged(server, ask, replace(LOOPBACK, age_guard=False))).silent == {}


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("", None),
        ("<pubDate>soon</pubDate>", None),
        ("<pubDate>Mon, 10 Nov 2099 10:00:00 GMT</pubDate>", None),
        ("<pubDate>Tue, 11 Nov 2025 11:00:00 GMT</pubDate>", NOW + timedelta(hours=23)),
    ],
)
async def test_I7_a_date_that_cannot_be_is_none(
    server: FeedServer, ask: Ask, date: str, published: datetime | None
) -> None:
    pull = await ask(server.says("/f", Answer(rss(f"<title>x</title>{date}"))))
    assert pull.items[0].published == published


async def test_S2_a_feed_that_still_waits_for_its_turn_is_not_asked_twice(
    server: FeedServer, ask: Ask
) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()

    async def slow(request: web.BaseRequest) -> web.StreamResponse:
        arrived.set()
        await go_on.wait()
        return web.Response(body=entries(["a"]))

    url = server.says("/f", slow)
    first = asyncio.create_task(ask(url))
    await arrived.wait()
    second = await ask(url)
    assert (second.outcome, due(second)) == (Result.WAITING, timedelta(minutes=30))
    go_on.set()
    assert (await first).outcome is Result.FRESH
    assert len(server.asked) == 1


async def test_S5_a_host_that_wants_peace_is_not_asked_for_another_feed(
    server: FeedServer, ask: Ask, http: Http
) -> None:
    http._hosts.close("127.0.0.1", 7200)
    pull = await ask(server.says("/f", Answer(entries(["a"]))))
    assert (pull.outcome, pull.error) == (Result.FRESH, None)  # its network is exempt
    http._hosts.close("wire.example", 7200)
    state = FeedState(Validators('"1"'), failures=2)
    waiting = await ask("http://wire.example/f", state)
    assert waiting.outcome is Result.WAITING
    assert timedelta(hours=1, minutes=59) < due(waiting) <= 2 * HOUR
    assert waiting.state == replace(state, next_check_at=waiting.state.next_check_at)


async def test_I2_a_feed_whose_entries_lose_their_ids_tells_none_of_them_again(
    server: FeedServer, ask: Ask
) -> None:
    names = [f"item{number}" for number in range(8)]
    proper = entries(names)
    same = proper
    for name in names:
        same = same.replace(f">{name}</guid>".encode(), b">same</guid>")
    url = server.says("/f", Answer(proper), Answer(same))
    first = await ask(url)
    second = await ask(url, stored(first.state), NOW + HOUR)
    assert second.state.extra["mode"] == "link"
    assert {item.key for item in second.items} == {item.key for item in first.items}


async def test_P10_a_connection_that_broke_at_once_is_said_so(server: FeedServer, ask: Ask) -> None:
    async def cut(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "9"})
        await response.prepare(request)
        assert request.transport is not None
        request.transport.close()
        return response

    pull = await ask(server.says("/f", cut))
    assert pull.error == "the connection broke before the document came"


async def test_an_unknown_kind_is_a_sentence(server: FeedServer, ask: Ask) -> None:
    pull = await ask(server.says("/f", Answer(b"")), kind="telegraph")
    assert pull.error == "there is no source kind 'telegraph'"
    assert server.asked == []


async def test_S3_a_feed_whose_items_come_many_at_once_is_asked_at_the_floor(
    server: FeedServer, ask: Ask
) -> None:
    pull = await ask(server.says("/f", Answer(entries(["c", "b", "a"]))))
    assert pull.state.extra["gap"] == 0.0
    assert timedelta(minutes=30) <= due(pull) <= timedelta(minutes=33)
