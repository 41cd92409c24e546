"""Messages stand once and in the right place: channels, threads, what an earlier try left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import now
from bot.model.errors import Closed, Gone, TryLater, Undeliverable
from bot.model.message import Action, Look, Message, Person
from bot.model.watch import Channel
from tests.bot.platforms.discord.live import at, connected
from tests.bot.platforms.samples import ALERT
from tests.discord_server import DiscordServer, Fault, forms, rooms

KEY = "d-1"
BUTTONS = (
    Action("Official text", url="https://www.federalregister.gov/d/2025-1"),
    Action("Details", "details", {"of": KEY}),
    Action("Reviewed", "reviewed", {"of": KEY}, Look.GOOD),
)
MARKED = replace(ALERT, actions=BUTTONS)
LONG_AGO = timedelta(minutes=30)


def labels(message: dict[str, object]) -> list[str]:
    components: object = message["components"]
    assert isinstance(components, list)
    return [button["label"] for row in components for button in row["components"]]


async def test_a_message_keeps_its_buttons_when_it_is_edited(server: DiscordServer) -> None:
    async with connected(server) as discord:
        ref = await discord.send(at(server), MARKED, KEY)
        (message,) = server.messages[server.channel]
        assert labels(message) == ["Official text", "Details", "Reviewed"]
        await discord.edit(at(server), ref, replace(MARKED, title="US ends tariff"))
        assert labels(message) == ["Official text", "Details", "Reviewed"]
        await discord.edit(at(server), ref, ALERT)
        assert message["components"] == []
    assert server.violations == []


async def test_a_role_is_pinged_once_and_nobody_else(server: DiscordServer) -> None:
    body = ("Marked by ", Person("55"), ". @everyone <@&77>")
    async with connected(server) as discord:
        ref = await discord.send(at(server), replace(ALERT, ping="66", body=body), KEY)
        (message,) = server.messages[server.channel]
        assert message["content"].startswith("<@&66> ▼ US lowers tariff")
        assert len(message["content"]) <= 180
        assert message["mention_roles"] == ["66"]
        await discord.edit(at(server), ref, ALERT)
    assert message["content"] == ""
    sent = [r.body for r in server.requests if r.path.endswith("/messages")]
    assert sent[0]["allowed_mentions"] == {"parse": [], "roles": ["66"], "replied_user": False}
    edits = [r.body for r in server.requests if r.method == "PATCH"]
    assert edits[0]["allowed_mentions"] == {"parse": [], "replied_user": False}


@pytest.mark.parametrize("role", ["", "everyone", "-1", "٣", "9" * 40])
async def test_what_is_no_role_pings_nobody(server: DiscordServer, role: str) -> None:
    async with connected(server) as discord:
        await discord.send(at(server), replace(ALERT, ping=role), KEY)
    assert server.messages[server.channel][0]["content"] == ""


# Follow-ups


async def test_a_follow_up_stands_in_the_thread_of_its_message(server: DiscordServer) -> None:
    async with connected(server) as discord:
        first = await discord.send(at(server), MARKED, KEY)
        for number in (2, 3):
            await discord.send(at(server), ALERT, f"d-{number}", reply_to=first)
    assert len(server.messages[server.channel]) == 1
    assert len(server.messages[first]) == 2
    assert server.rooms.threads[first]["name"].startswith("▼ US lowers tariff")
    assert server.count("POST", "/threads") == 1
    assert server.violations == []


async def test_a_thread_that_there_is_already_is_used(server: DiscordServer) -> None:
    async with connected(server) as discord:
        first = await discord.send(at(server), MARKED, KEY)
        server.rooms.begin_thread(server.channel, "By a moderator", first, [])
        await discord.send(at(server), ALERT, "d-2", reply_to=first)
    assert len(server.messages[first]) == 1


async def test_without_the_right_to_threads_a_follow_up_is_a_reply(server: DiscordServer) -> None:
    async with connected(server) as discord:
        first = await discord.send(at(server), MARKED, KEY)
        await server.rooms.deny(server.channel, rooms.CREATE_PUBLIC_THREADS)
        await server.interact("trade latest")  # so that the denial has been heard
        await discord.send(at(server), ALERT, "d-2", reply_to=first)
    assert server.messages[server.channel][1]["message_reference"]["message_id"] == first
    assert server.count("POST", "/threads") == 0


@pytest.mark.parametrize("status", [403, 404, 405, 501])
async def test_a_server_without_threads_gets_a_reply(server: DiscordServer, status: int) -> None:
    server.broken["POST", "/threads"] = status
    async with connected(server) as discord:
        first = await discord.send(at(server), MARKED, KEY)
        if status == 403:  # of a proxy: nothing is known to be wrong
            with pytest.raises(TryLater):
                await discord.send(at(server), ALERT, "d-2", reply_to=first)
            return
        await discord.send(at(server), ALERT, "d-2", reply_to=first)
    assert server.messages[server.channel][1]["message_reference"]["message_id"] == first


async def test_a_thread_that_is_archived_is_opened_and_a_locked_one_is_passed_by(
    server: DiscordServer,
) -> None:
    async with connected(server) as discord:
        first = await discord.send(at(server), MARKED, KEY)
        await discord.send(at(server), ALERT, "d-2", reply_to=first)
        await server.rooms.archive(first)
        await discord.send(at(server), ALERT, "d-3", reply_to=first)
        assert not server.rooms.threads[first]["thread_metadata"]["archived"]
        await server.rooms.archive(first, locked=True)
        await discord.send(at(server), ALERT, "d-4", reply_to=first)
    assert len(server.messages[first]) == 2
    assert server.messages[server.channel][1]["message_reference"]["message_id"] == first


async def test_a_follow_up_to_a_deleted_message_says_that_it_is_gone(
    server: DiscordServer,
) -> None:
    async with connected(server) as discord:
        first = await discord.send(at(server), MARKED, KEY)
        server.delete(server.channel, first)
        with pytest.raises(Gone):
            await discord.send(at(server), ALERT, "d-2", reply_to=first)
    assert server.messages[server.channel] == []


async def test_in_a_thread_a_follow_up_is_a_reply(server: DiscordServer) -> None:
    server.rooms.begin_thread(server.channel, "Trade", "950", [])
    async with connected(server) as discord:
        first = await discord.send(at(server, "950"), MARKED, KEY)
        await discord.send(at(server, "950"), ALERT, "d-2", reply_to=first)
        await server.rooms.archive("950")
        await discord.edit(at(server, "950"), first, ALERT)
        await server.rooms.archive("950", locked=True)
        with pytest.raises(Closed, match="locked"):
            await discord.send(at(server, "950"), MARKED, "d-3")
        with pytest.raises(Closed, match="locked"):
            await discord.edit(at(server, "950"), first, ALERT)
    assert server.messages["950"][1]["message_reference"]["message_id"] == first


# What an earlier try left


async def test_an_old_try_is_found_in_the_history(server: DiscordServer) -> None:
    server.posts.nonce_life = 0
    async with connected(server) as discord:
        server.fail(Fault(accepted=True))
        with pytest.raises(TryLater) as told:
            await discord.send(at(server), MARKED, KEY)
        assert not told.value.unsent
        others = [forms.message(server.channel, server.bot, {"content": "x"}) for _ in range(150)]
        server.messages[server.channel] += others
        ref = await discord.send(at(server), MARKED, KEY, tried=now() - LONG_AGO)
    assert ref == server.messages[server.channel][0]["id"]
    assert len(server.messages[server.channel]) == 151


async def test_a_busy_channel_is_read_page_by_page(server: DiscordServer) -> None:
    server.posts.nonce_life = 0
    async with connected(server) as discord:
        others = [forms.message(server.channel, server.bot, {"content": "x"}) for _ in range(150)]
        server.messages[server.channel] += others
        ref = await discord.send(at(server), MARKED, KEY)
        assert await discord.send(at(server), MARKED, KEY, tried=now() - LONG_AGO) == ref
    assert server.count("GET", "/messages") == 2


async def test_an_old_try_is_found_by_its_mark_though_a_clock_is_wrong(
    server: DiscordServer,
) -> None:
    server.posts.nonce_life = 0
    tomorrow = now() + timedelta(days=1)
    async with connected(server) as discord:
        discord._clock = lambda: tomorrow
        assert discord._session
        discord._session.posting._clock = discord._clock
        ref = await discord.send(at(server), MARKED, KEY)
        tried = tomorrow - LONG_AGO
        assert await discord.send(at(server), MARKED, KEY, tried=tried) == ref
        await discord.send(at(server), ALERT, "d-2")
        again = await discord.send(at(server), ALERT, "d-2", tried=tried)
    assert [it["id"] for it in server.messages[server.channel]][2:] == [again]


async def test_a_recent_try_is_found_by_its_nonce_alone(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.fail(Fault(500, accepted=True))
        with pytest.raises(TryLater):
            await discord.send(at(server), MARKED, KEY)
        await discord.send(at(server), MARKED, KEY, tried=now())
    assert len(server.messages[server.channel]) == 1
    assert server.count("GET", "/messages") == 0


async def test_a_try_that_left_nothing_is_made_again(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.fail(Fault())
        with pytest.raises(TryLater):
            await discord.send(at(server), MARKED, KEY)
        ref = await discord.send(at(server), MARKED, KEY, tried=now() - LONG_AGO)
    assert [message["id"] for message in server.messages[server.channel]] == [ref]


async def test_a_message_without_a_marked_button_is_found_by_its_words(
    server: DiscordServer,
) -> None:
    server.posts.nonce_life = 0
    async with connected(server) as discord:
        first = await discord.send(at(server), ALERT, KEY)
        assert await discord.send(at(server), ALERT, KEY, tried=now() - LONG_AGO) == first
        other = replace(ALERT, title="US ends tariff")
        assert await discord.send(at(server), other, "d-2", tried=now() - LONG_AGO) != first


async def test_words_of_somebody_else_are_not_ours(server: DiscordServer) -> None:
    async with connected(server) as discord:
        await discord.send(at(server), MARKED, KEY)
        server.messages[server.channel][0]["author"] = {"id": "7"}
        server.posts.nonce_life = 0
        await discord.send(at(server), MARKED, KEY, tried=now() - LONG_AGO)
    assert len(server.messages[server.channel]) == 2


async def test_an_old_follow_up_is_found_in_its_thread(server: DiscordServer) -> None:
    server.posts.nonce_life = 0
    follow_up = Message("Confirmed", actions=(Action("Details", "details", {"of": "d-2"}),))
    async with connected(server) as discord:
        first = await discord.send(at(server), MARKED, KEY)
        tried = now() - LONG_AGO
        refs = {
            await discord.send(at(server), follow_up, "d-2", first, tried=tried) for _ in range(3)
        }
    assert len(refs) == 1
    assert len(server.messages[first]) == 1


async def test_a_channel_of_an_unknown_server_is_posted_to_all_the_same(
    server: DiscordServer,
) -> None:
    """As a watch of an older version has it: without the server around its channel."""
    place = Channel("discord", server.channel)
    async with connected(server) as discord:
        ref = await discord.send(place, MARKED, KEY)
        await discord.send(place, ALERT, "d-2", reply_to=ref)
        await discord.edit(place, ref, ALERT)
        assert await discord.missing(place) == ()
    assert len(server.messages[ref]) == 1


# What Discord refuses


async def test_a_reply_that_needs_the_history_is_sent_as_a_message(server: DiscordServer) -> None:
    server.broken["POST", "/threads"] = 404
    async with connected(server) as discord:
        first = await discord.send(at(server), MARKED, KEY)
        server.fail(Fault(400, code=160002))
        await discord.send(at(server), ALERT, "d-2", reply_to=first)
    assert "message_reference" not in server.messages[server.channel][1]


async def test_a_channel_that_closes_under_a_follow_up_says_so(server: DiscordServer) -> None:
    async with connected(server) as discord:
        first = await discord.send(at(server), MARKED, KEY)
        del server.rooms.channels[server.channel]
        with pytest.raises(Closed, match="gone"):
            await discord.send(at(server), ALERT, "d-2", reply_to=first)


async def test_a_refused_embed_is_sent_as_text_with_its_mark(server: DiscordServer) -> None:
    async with connected(server) as discord:
        server.fail(Fault(400, code=50035))
        ref = await discord.send(at(server), replace(MARKED, ping="66"), KEY)
        (message,) = server.messages[server.channel]
        assert message["embeds"] == []
        assert message["content"].startswith("<@&66>\n**▼ US lowers tariff on goods from CN")
        assert "**Rate**: ~~57 %~~ → **47 %**" in message["content"]
        assert "http" not in message["content"]
        assert labels(message) == ["Details", "Reviewed"]
        server.posts.nonce_life = 0
        assert await discord.send(at(server), MARKED, KEY, tried=now() - LONG_AGO) == ref
    assert server.violations == []


async def test_a_refused_edit_is_made_as_text(server: DiscordServer) -> None:
    async with connected(server) as discord:
        ref = await discord.send(at(server), MARKED, KEY)
        server.fail(Fault(400, code=50035))
        await discord.edit(at(server), ref, replace(MARKED, title="New"))
        (message,) = server.messages[server.channel]
        assert (message["embeds"], message["content"][:9]) == ([], "**▼ New**")
        assert labels(message) == ["Details", "Reviewed"]
        server.fail(Fault(400, code=50035), Fault(400, code=50035))
        with pytest.raises(Undeliverable):
            await discord.edit(at(server), ref, MARKED)
    assert server.violations == []


async def test_a_person_is_told_directly(server: DiscordServer) -> None:
    async with connected(server) as discord:
        await discord.tell("7", ALERT)
        await discord.tell("7", ALERT)
        direct = server.posts.directs["7"]
        assert len(server.messages[direct]) == 1
        server.fail(Fault(403, code=50007))
        with pytest.raises(Undeliverable, match="no direct messages"):
            await discord.tell("8", ALERT)
