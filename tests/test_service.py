"""The service as its users run it: started, killed, restarted, asked."""

import asyncio
import json
import shutil
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.discord_server import DiscordServer
from tests.feed_server import Answer, FeedServer, feed_server
from tests.service import Service, rss

ROOT = Path(__file__).parents[1]
STEEL = (
    "steel",
    "United States raises steel tariff from 25% to 50%",
    "The United States raised its tariff on imports of steel from 25% to 50% on Wednesday.",
)
GRAPHITE = (
    "graphite",
    "China bans exports of graphite to the United States",
    "China has banned exports of graphite to the United States with immediate effect.",
)


async def hang(request: web.BaseRequest) -> web.StreamResponse:
    """An answer that never comes."""
    await asyncio.Event().wait()
    raise AssertionError(request)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as running:
        yield running


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    made = Service(tmp_path)
    yield made
    for process in made.running:
        if process.returncode is None:
            await made.stop(process, signal.SIGKILL)


async def until_asked(server: FeedServer, times: int) -> None:
    async with asyncio.timeout(30):
        while len(server.asked) < times:  # noqa: ASYNC110 the server has no event to wait for
            await asyncio.sleep(0.05)


async def until_printed(process: Process, words: str) -> str:
    """What the process printed, up to the line with these words."""
    assert process.stdout
    printed = ""
    while words not in printed:
        line = await asyncio.wait_for(process.stdout.readline(), 30)
        assert line, f"it ended after {printed!r}"
        printed += line.decode()
    return printed


async def until_started(process: Process) -> None:
    assert process.stderr
    while b" started " not in (line := await asyncio.wait_for(process.stderr.readline(), 30)):
        assert line, "it ended before it had started"


async def test_a_new_item_becomes_one_card_and_a_restart_repeats_and_polls_nothing(
    service: Service, server: FeedServer
) -> None:
    service.feeds(server, ("gazette", "The Gazette", "official"))
    server.says("/gazette", Answer(rss(STEEL), headers={"ETag": '"1"'}))
    status, out, _ = await service.tell("run", "--once")
    assert status == 0
    assert "25 % → 50 %" in out
    process = await service.start("run")
    await until_started(process)
    await asyncio.sleep(2.5)  # two beats of the pulse: it would poll and post by now
    assert "50 %" not in await service.stop(process)
    assert process.returncode == 0
    assert server.paths == ["/gazette"]


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_service_cleanly(
    service: Service, server: FeedServer, name: signal.Signals
) -> None:
    service.feeds(server, ("gazette", "The Gazette", "official"))
    server.says("/gazette", Answer(rss(STEEL)))
    process = await service.start("run")
    await until_asked(server, 1)
    await service.stop(process, name)
    assert process.returncode == 0


async def test_a_killed_service_repeats_no_alert_and_asks_nobody_early(
    service: Service, server: FeedServer
) -> None:
    service.feeds(server, ("gazette", "The Gazette", "official"), ("wire", "A Wire", "wire"))
    server.says("/gazette", Answer(rss(STEEL)))
    server.says("/wire", hang)
    process = await service.start("run")
    await until_printed(process, "25 % → 50 %")
    await until_asked(server, 2)
    await service.stop(process, signal.SIGKILL)
    server.says("/wire", Answer(rss(GRAPHITE)))
    _, out, _ = await service.tell("run", "--once")
    assert out == ""
    assert len(server.asked) == 2


async def test_a_feed_that_cannot_be_reached_is_one_clear_line_and_stops_nothing(
    service: Service, server: FeedServer
) -> None:
    service.feeds(
        server, ("gone", "Gone", "press"), ("page", "Page", "press"), ("good", "Good", "press")
    )
    server.says("/page", Answer(b"<!doctype html><html><body>Hello</body></html>"))
    server.says("/good", Answer(rss(STEEL)))
    status, out, err = await service.tell("run", "--once")
    assert status == 0
    assert "25 % → 50 %" in out
    lines = [line for line in err.splitlines() if "WARNING" in line]
    assert [line.split("feed=")[1].split()[0] for line in lines] == ["gone", "page"]
    assert "Traceback" not in err


async def test_what_the_terminal_asks_is_answered_beside_the_service(
    service: Service, server: FeedServer
) -> None:
    service.feeds(server, ("gazette", "The Gazette", "official"))
    server.says("/gazette", Answer(rss(STEEL)))
    await service.tell("run", "--once")
    assert "25 % → 50 %" in (await service.tell("trade", "latest"))[1]
    assert "all-measures" in (await service.tell("watch", "list"))[1]
    _, out, err = await service.tell("watch", "add", "us-tarifs")
    assert "did you mean 'us-tariffs'?" in out + err
    assert "Alive" in (await service.tell("health"))[1]


async def test_a_database_survives_backup_and_restore(service: Service, server: FeedServer) -> None:
    service.feeds(server, ("gazette", "The Gazette", "official"))
    server.says("/gazette", Answer(rss(STEEL)))
    await service.tell("run", "--once")
    copy = service.folder / "copy.db"
    assert (await service.tell("backup", str(copy)))[0] == 0
    (service.folder / "tollbell.db").unlink()
    assert (await service.tell("restore", str(copy)))[0] == 0
    assert "25 % → 50 %" in (await service.tell("trade", "latest"))[1]


async def test_seeds_are_taken_once_and_then_the_database_wins(
    service: Service, server: FeedServer
) -> None:
    service.feeds(server, ("gazette", "The Gazette", "official"))
    assert "new\tfeed\tgazette" in (await service.tell("seed", "--diff"))[1]
    await service.tell("seed")
    service.feeds(server, ("gazette", "The Daily Gazette", "official"))
    assert (await service.tell("seed"))[1] == ""
    assert (await service.tell("seed", "--diff"))[1] == "changed\tfeed\tgazette\n"
    assert (await service.tell("seed", "--update"))[1] == "changed\tfeed\tgazette\n"
    assert (await service.tell("seed", "--diff"))[1] == ""


async def test_pipes_take_good_lines_and_name_bad_ones(service: Service) -> None:
    good = {"id": "a", "title": STEEL[1], "text": STEEL[2], "published": "2025-06-04"}
    lines = f"{json.dumps(good)}\nnot json\n{json.dumps({'id': 'b', 'title': 'Hello'})}\n"
    for verb in ("read", "replay"):
        status, out, err = await service.tell(verb, stdin=lines)
        assert status == 1
        assert "line 2" in err
        assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b"]


async def test_replay_tells_the_story_and_the_alert_of_each_item(service: Service) -> None:
    item = {"title": STEEL[1], "text": STEEL[2], "published": "2025-06-04", "source": "Wire"}
    lines = [{**item, "id": "1", "guid": "x"}, {**item, "id": "2", "guid": "x"}]
    noise = {"id": "3", "title": "Phone tariffs fall", "text": "A new tariff for calls."}
    stdin = "\n".join(json.dumps(line) for line in [*lines, noise])
    _, out, _ = await service.tell("replay", stdin=stdin)
    first, second, third = map(json.loads, out.splitlines())
    assert first["alert"] == "new"
    assert second == {"id": "2", "story": first["story"], "alert": None}
    assert third == {"id": "3", "story": None, "alert": None}


async def test_check_names_every_fault_at_once_and_says_ok_where_there_is_none(
    service: Service,
) -> None:
    (service.folder / "feeds.toml").write_text('[[feed]]\nslug = "x"\nurl = "ftp://x"\n')
    service.environment["TOLLBELL_STORIES__PRESWAIT"] = "1"
    status, _, err = await service.tell("check")
    assert status == 1
    assert "TOLLBELL_STORIES__PRESWAIT" in err
    assert "feeds.toml:" in err
    (service.folder / "feeds.toml").write_text("")
    del service.environment["TOLLBELL_STORIES__PRESWAIT"]
    assert (await service.tell("check"))[1] == "ok\n"


async def test_a_token_that_discord_refuses_ends_the_service_with_one_sentence(
    service: Service,
) -> None:
    (service.folder / "feeds.toml").write_text("")
    async with DiscordServer() as discord:
        service.environment |= {
            "DISCORD_TOKEN": "wrong",
            "TOLLBELL_DISCORD__API_BASE": discord.api_base,
        }
        status, _, err = await service.tell("run")
    assert status == 1
    assert err.splitlines()[-1].startswith("tollbell: ")
    assert "Traceback" not in err


async def test_the_demo_shows_the_seed_article_and_what_changes_in_it_changes_its_card(
    service: Service, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(ROOT / "config", home / "config")
    shutil.copytree(ROOT / "seeds", home / "seeds")
    service.environment |= {"TOLLBELL_HOME": str(home), "COLUMNS": "100"}
    plain = await service.tell("demo")
    assert plain[0] == 0
    assert "57 % → 47 %" in plain[1]
    for document in (home / "seeds" / "items").rglob("*.*"):
        text = document.read_text(encoding="utf-8")
        document.write_text(text.replace("from 57% to 47%", "from 57% to 46%"), encoding="utf-8")
    changed = (await service.tell("demo"))[1]
    assert "57 % → 46 %" in changed
    assert "57 % → 47 %" not in changed
