"""Posts in forums: one thread a story, never two, though Discord has no nonce for them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import now
from bot.model.errors import Closed, Gone, TryLater, Undeliverable
from bot.platforms.discord import forum
from tests.bot.platforms.discord.live import at, connected
from tests.bot.platforms.discord.test_posting import KEY, LONG_AGO, MARKED
from tests.bot.platforms.samples import ALERT
from tests.discord_server import DiscordServer, Fault, rooms


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forum, "SETTLE", 0.0)


async def test_a_message_begins_a_post_that_edits_and_follow_ups_reach(
    server: DiscordServer,
) -> None:
    place = at(server, server.forum)
    async with connected(server) as discord:
        ref = await discord.send(place, replace(MARKED, ping="66"), KEY)
        assert (
            server.rooms.threads[ref]["name"] == "▼ US lowers tariff on goods from CN: 57 % → 47 %"
        )
        await discord.edit(place, ref, replace(MARKED, title="US ends tariff"))
        await discord.send(place, ALERT, "d-2", reply_to=ref)
    first, second = server.messages[ref]
    assert first["id"] == ref
    assert first["embeds"][0]["title"] == "▼ US ends tariff"
    assert second.get("message_reference") is None
    assert server.violations == []


async def test_a_post_is_called_what_its_message_says_now(server: DiscordServer) -> None:
    place = at(server, server.forum)
    async with connected(server) as discord:
        ref = await discord.send(place, MARKED, KEY)
        first = await discord.send(at(server), MARKED, "d-2")
        await discord.send(at(server), replace(ALERT, title="New rate"), "d-3", reply_to=first)
        other = await discord.send(at(server), MARKED, "d-4")
        server.rooms.begin_thread(server.channel, "By a moderator", other, [])["owner_id"] = "7"
        await server.gateway.dispatch("THREAD_CREATE", server.rooms.threads[other])
        await server.interact("trade latest")  # so that all of it has been heard
        for _ in range(2):
            for room, message in ((place, ref), (at(server), first), (at(server), other)):
                await discord.edit(room, message, replace(MARKED, title="US lowers it to 40 %"))
            await server.interact("trade latest")
    names = [server.rooms.threads[it]["name"] for it in (ref, first, other)]
    assert names == ["▼ US lowers it to 40 %"] * 2 + ["By a moderator"]
    renamed = [r for r in server.requests if r.method == "PATCH" and "name" in r.body]
    assert len(renamed) == 2
    assert server.violations == []


async def test_a_name_that_cannot_be_changed_does_not_stop_an_edit(server: DiscordServer) -> None:
    place = at(server, server.forum)
    async with connected(server) as discord:
        ref = await discord.send(place, MARKED, KEY)
        await server.interact("trade latest")
        server.broken["PATCH", f"/channels/{ref}"] = 500
        await discord.edit(place, ref, replace(MARKED, title="New"))
    assert server.messages[ref][0]["embeds"][0]["title"] == "▼ New"


async def test_a_long_title_is_cut_to_the_name_of_a_thread(server: DiscordServer) -> None:
    async with connected(server) as discord:
        ref = await discord.send(at(server, server.forum), replace(MARKED, title="x" * 300), KEY)
    assert len(server.rooms.threads[ref]["name"]) == 100
    assert server.violations == []


@pytest.mark.parametrize("archived", [False, True])
async def test_a_lost_answer_does_not_double_a_post(server: DiscordServer, archived: bool) -> None:
    place = at(server, server.forum)
    async with connected(server) as discord:
        await discord.send(place, ALERT, "another")
        server.fail(Fault(accepted=True))
        with pytest.raises(TryLater) as told:
            await discord.send(place, MARKED, KEY)
        assert not told.value.unsent
        thread = list(server.rooms.threads)[1]
        if archived:
            await server.rooms.archive(thread)
        assert await discord.send(place, MARKED, KEY, tried=now()) == thread
    assert len(server.rooms.threads) == 2


async def test_a_post_is_found_by_its_mark_though_a_clock_is_wrong(server: DiscordServer) -> None:
    place, tomorrow = at(server, server.forum), now() + timedelta(days=1)
    async with connected(server) as discord:
        ref = await discord.send(place, MARKED, KEY)
        assert await discord.send(place, MARKED, KEY, tried=tomorrow) == ref
        other = await discord.send(place, ALERT, "d-2")
        assert await discord.send(place, ALERT, "d-2", tried=tomorrow) != other


async def test_many_archived_posts_are_looked_through(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.discord.seek.PAGE", 3)
    place = at(server, server.forum)
    async with connected(server) as discord:
        refs = [await discord.send(place, replace(MARKED, actions=()), KEY)]
        refs += [
            await discord.send(place, replace(ALERT, title=f"Other {n}"), f"o-{n}")
            for n in range(7)
        ]
        for ref in refs:
            await server.rooms.archive(ref)
        again = await discord.send(place, replace(MARKED, actions=()), KEY, tried=now())
        assert again == refs[0]
        assert await discord.send(place, MARKED, KEY, tried=now() - LONG_AGO) not in refs


async def test_a_post_that_left_nothing_is_made_again(server: DiscordServer) -> None:
    place = at(server, server.forum)
    async with connected(server) as discord:
        server.fail(Fault(502))
        with pytest.raises(TryLater):
            await discord.send(place, MARKED, KEY)
        ref = await discord.send(place, MARKED, KEY, tried=now())
    assert list(server.rooms.threads) == [ref]


async def test_a_try_that_may_still_be_under_way_is_waited_for(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forum, "SETTLE", 60.0)
    async with connected(server) as discord:
        with pytest.raises(TryLater, match="under way") as told:
            await discord.send(at(server, server.forum), MARKED, KEY, tried=now())
    assert told.value.after
    assert told.value.after <= 60
    assert server.rooms.threads == {}


async def test_a_post_that_was_deleted_is_not_made_again(server: DiscordServer) -> None:
    place = at(server, server.forum)
    async with connected(server) as discord:
        ref = await discord.send(place, MARKED, KEY)
        server.delete(ref, ref)
        with pytest.raises(Gone):
            await discord.send(place, MARKED, KEY, tried=now())
        with pytest.raises(Gone):
            await discord.edit(place, ref, MARKED)
        await server.rooms.remove(ref)
        with pytest.raises(Gone):
            await discord.send(place, ALERT, "d-2", reply_to=ref)


async def test_an_archived_post_is_opened_for_its_edit(server: DiscordServer) -> None:
    place = at(server, server.forum)
    async with connected(server) as discord:
        ref = await discord.send(place, MARKED, KEY)
        await server.rooms.archive(ref)
        await discord.edit(place, ref, replace(MARKED, title="New"))
    assert server.messages[ref][0]["embeds"][0]["title"] == "▼ New"


async def test_a_locked_post_says_nothing_about_its_forum(server: DiscordServer) -> None:
    place = at(server, server.forum)
    async with connected(server) as discord:
        ref = await discord.send(place, MARKED, KEY)
        await server.rooms.archive(ref, locked=True)
        for attempt in (
            discord.send(place, ALERT, "d-2", reply_to=ref),
            discord.edit(place, ref, ALERT),
        ):
            with pytest.raises(Undeliverable, match="locked") as told:
                await attempt
            assert not isinstance(told.value, Closed)
        await server.rooms.deny(server.forum, rooms.VIEW_CHANNEL)
        with pytest.raises(Closed):
            await discord.send(place, ALERT, "d-3", reply_to=ref)


async def test_a_forum_that_asks_for_a_tag_gets_one(server: DiscordServer) -> None:
    tags = [
        {"id": "31", "name": "Staff", "moderated": True, "emoji_id": None, "emoji_name": None},
        {"id": "32", "name": "News", "moderated": False, "emoji_id": None, "emoji_name": None},
    ]
    server.rooms.channels[server.forum] |= {"flags": 16, "available_tags": tags}
    async with connected(server) as discord:
        ref = await discord.send(at(server, server.forum), MARKED, KEY)
    assert server.rooms.threads[ref]["applied_tags"] == ["32"]


async def test_a_refused_embed_makes_a_post_of_text(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.fail(Fault(400, code=50035))
        ref = await discord.send(at(server, server.forum), MARKED, KEY)
    (first,) = server.messages[ref]
    assert first["content"].startswith("**▼ US lowers tariff")
    assert first["components"]


async def test_a_forum_that_nobody_told_of_is_found_out(server: DiscordServer) -> None:
    """Such as in a guild whose GUILD_CREATE could not be read."""
    hidden = server.rooms.channels.pop(server.forum)
    async with connected(server) as discord:
        server.rooms.channels[server.forum] = hidden
        place = at(server, server.forum)
        ref = await discord.send(place, MARKED, KEY)
        await discord.send(place, ALERT, "d-2", reply_to=ref)
        server.fail(Fault(accepted=True))
        with pytest.raises(TryLater):
            await discord.send(place, MARKED, "d-3")
        await discord.send(place, MARKED, "d-3", tried=now() - timedelta(seconds=1))
    assert len(server.rooms.threads) == 2


async def test_a_first_message_with_an_id_of_its_own_is_known_by_both(
    server: DiscordServer,
) -> None:
    """As a server of the same form may have it, against the documentation."""
    server.threads.own_ids = True
    place = at(server, server.forum)
    async with connected(server) as discord:
        ref = await discord.send(place, MARKED, KEY)
        thread, _, first = ref.partition("/")
        assert first != thread
        await discord.edit(place, ref, replace(MARKED, title="New"))
        await discord.send(place, ALERT, "d-2", reply_to=ref)
        assert await discord.send(place, MARKED, KEY, tried=now()) == ref
    assert server.messages[thread][0]["embeds"][0]["title"] == "▼ New"
    assert len(server.messages[thread]) == 2


@pytest.mark.parametrize("missing", ["/threads/active", "/threads/archived/public"])
async def test_a_list_that_a_server_does_not_have_is_empty(
    server: DiscordServer, missing: str
) -> None:
    server.broken["GET", missing] = 404
    place = at(server, server.forum)
    async with connected(server) as discord:
        ref = await discord.send(place, MARKED, KEY)
        if missing == "/threads/active":
            await server.rooms.archive(ref)
        assert await discord.send(place, MARKED, KEY, tried=now()) == ref


async def test_too_many_threads_are_a_reason_to_wait(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.fail(Fault(400, code=160006))
        with pytest.raises(TryLater, match="too many threads") as told:
            await discord.send(at(server, server.forum), MARKED, KEY)
    assert told.value.unsent
