"""Connected to Slack, whatever happens to the connection."""

import asyncio
import json
import logging
import time
from typing import Any

import pytest

from bot.model.errors import TollbellError
from bot.model.news import ChannelGone, PostDeleted, SpaceJoined, SpaceLeft
from bot.platforms.slack import connection, socket
from bot.platforms.slack.client import Slack
from tests.bot.platforms.samples import ALERT
from tests.bot.platforms.slack.live import COMMANDS, at, connected, echo, settings
from tests.fakes import Paper
from tests.slack_server import Fault, SlackServer, until


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "FIRST_PAUSE", 0.01)


async def still_answers(server: SlackServer) -> bool:
    answer = await server.type("/trade latest")
    return "trade latest {}" in answer.text


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_refresh_begins_a_new_connection_before_the_old_one_ends(
    server: SlackServer, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(server):
        first = server.sockets.open[0]
        await server.sockets.refresh(reason)
        await until(lambda: server.sockets.connections == 2 and first.closed)
        assert await still_answers(server)
        assert len(server.sockets.open) == 1
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


async def test_what_comes_over_the_old_connection_during_a_refresh_is_answered(
    server: SlackServer,
) -> None:
    async with connected(server):
        server.fail(Fault(delay=0.2, error="fatal_error"), method="apps.connections.open")
        await server.sockets.refresh()
        assert await still_answers(server)
        assert server.sockets.connections == 1


@pytest.mark.usefixtures("hurried")
async def test_a_lost_connection_is_one_line_and_a_new_one(
    server: SlackServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(server):
        await server.sockets.disconnect()
        await server.ready()
        assert await still_answers(server)
    told = [r for r in caplog.records if r.levelno >= logging.WARNING]
    assert len(told) == 1
    assert "connecting again in" in told[0].getMessage()
    assert told[0].exc_info is None


@pytest.mark.usefixtures("hurried")
async def test_too_many_connections_are_waited_out(server: SlackServer) -> None:
    async with connected(server):
        await server.sockets.refresh("too_many_websockets")
        await until(lambda: server.sockets.connections == 2)
        assert await still_answers(server)


async def test_a_switched_off_socket_mode_ends_it_with_one_sentence(server: SlackServer) -> None:
    running = asyncio.ensure_future(Slack(settings(server)).run(Paper(COMMANDS, echo)))
    await server.ready()
    await server.sockets.refresh("link_disabled")
    with pytest.raises(TollbellError, match="Socket Mode is off"):
        await asyncio.wait_for(running, 10)


@pytest.mark.usefixtures("hurried")
async def test_a_server_that_does_not_greet_is_left(
    server: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "GREETING", 0.05)
    server.sockets.silent = True
    running = asyncio.ensure_future(Slack(settings(server)).run(Paper(COMMANDS, echo)))
    await until(lambda: server.sockets.connections > 1)
    server.sockets.silent = False
    await server.ready()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.usefixtures("hurried")
async def test_a_server_that_comes_back_is_found_again() -> None:
    async with SlackServer() as first, connected(first) as slack:
        await first.stop()
        async with SlackServer(port=first.port) as again:
            await again.ready()
            assert await still_answers(again)
            assert await slack.send(at(again), ALERT, "a")


@pytest.mark.usefixtures("hurried")
async def test_it_waits_for_a_server_that_is_not_there_yet(
    caplog: pytest.LogCaptureFixture,
) -> None:
    nowhere = settings(SlackServer())
    object.__setattr__(nowhere, "api_base", "http://127.0.0.1:9/api/")
    running = asyncio.ensure_future(Slack(nowhere).run(Paper(COMMANDS, echo)))
    await until(lambda: sum("cannot be reached" in r.getMessage() for r in caplog.records) > 1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert all(record.exc_info is None for record in caplog.records)


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize(
    "fault", [Fault(), Fault(status=503), Fault(status=429, retry_after=1), Fault("fatal_error")]
)
@pytest.mark.usefixtures("hurried")
async def test_a_beginning_that_fails_for_now_is_tried_again(
    server: SlackServer, method: str, fault: Fault
) -> None:
    server.fail(fault, method=method)
    async with connected(server):
        assert await still_answers(server)
    assert server.count(method) == 2


async def test_it_does_not_wait_for_a_goodbye(
    server: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "GOODBYE", 0.1)
    server.sockets.deaf = True
    async with connected(server):
        began = time.monotonic()
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "garbage",
    [
        "{",
        "[]",
        '"x"',
        "Ping from applink",
        '{"type": "slash_commands", "envelope_id": "e", "payload": {}}',
        '{"type": "interactive", "envelope_id": "e", "payload": {"type": "block_actions"}}',
        '{"type": "interactive", "envelope_id": "e", "payload": {"type": "view_submission"}}',
        '{"type": "events_api", "envelope_id": "e", "payload": {"event": []}}',
        '{"type": "events_api", "envelope_id": "e", "payload": {"event": {"type": "message"}}}',
        '{"type": "new", "envelope_id": "e", "payload": {"x": 1}}',
        '{"type": "disconnect"',
    ],
)
async def test_what_is_malformed_costs_itself_only(server: SlackServer, garbage: str) -> None:
    async with connected(server):
        await server.sockets.say(garbage)
        assert await still_answers(server)
    assert server.sockets.connections == 1


HERE = "CTRADE"


@pytest.mark.parametrize(
    ("event", "news"),
    [
        ({"type": "channel_archive", "channel": HERE}, ChannelGone),
        ({"type": "group_deleted", "channel": HERE}, ChannelGone),
        ({"type": "channel_left", "channel": HERE}, ChannelGone),
        ({"type": "app_uninstalled"}, SpaceLeft),
        ({"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}, SpaceLeft),
        (
            {
                "type": "message",
                "subtype": "message_deleted",
                "channel": HERE,
                "deleted_ts": "1.2",
                "previous_message": {"user": "UBOT", "bot_id": "B1", "ts": "1.2"},
            },
            PostDeleted,
        ),
        (
            {
                "type": "message",
                "subtype": "message_changed",
                "channel": HERE,
                "message": {"subtype": "tombstone", "ts": "1.2"},
            },
            PostDeleted,
        ),
        ({"type": "message", "channel": HERE, "user": "U1", "text": "hello"}, None),
        ({"type": "message", "subtype": "message_changed", "channel": HERE, "message": {}}, None),
    ],
)
async def test_news_of_slack_are_told(
    server: SlackServer, event: dict[str, Any], news: type | None
) -> None:
    host = Paper(COMMANDS, echo)
    async with connected(server, host=host):
        await server.happen(event)
        await still_answers(server)
        await until(lambda: news is None or len(host.news) > 1)
    joined, *told = host.news
    assert joined == SpaceJoined("slack", server.team)
    assert [type(each) for each in told] == ([news] if news else [])
    assert all(getattr(each, "channel", at(server)) == at(server) for each in told)
    assert all(getattr(each, "ref", "1.2") == "1.2" for each in told)


async def test_an_unknown_envelope_is_no_end(server: SlackServer) -> None:
    async with connected(server):
        await server.sockets.say(json.dumps({"type": "hello", "again": True}))
        assert await still_answers(server)
