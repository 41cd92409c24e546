"""What happens on Discord is told to the host, and what the bot lacks to whoever asks."""

import asyncio
from collections.abc import Callable

import pytest

from bot.model.errors import TellUser
from bot.model.news import ChannelGone, News, PostDeleted, SpaceJoined, SpaceLeft
from bot.model.watch import Channel
from bot.platforms.discord import tidings
from tests.bot.platforms.discord.live import COMMANDS, at, connected, echo
from tests.bot.platforms.samples import ALERT
from tests.discord_server import DiscordServer, Person, rooms, until
from tests.fakes import Paper


def paper() -> Paper:
    return Paper(COMMANDS, echo)


def others(host: Paper) -> list[News]:
    return [each for each in host.news if not isinstance(each, SpaceJoined)]


async def test_a_guild_is_joined_and_left(server: DiscordServer) -> None:
    host = paper()
    async with connected(server, host=host):
        await until(lambda: host.news)
        assert host.news == [SpaceJoined("discord", server.guild)]
        await server.expel(unavailable=True)
        await server.expel()
        await until(lambda: others(host))
    assert others(host) == [SpaceLeft("discord", server.guild)]


async def test_a_deleted_channel_is_told_and_refused(server: DiscordServer) -> None:
    host = paper()
    async with connected(server, host=host) as discord:
        await server.rooms.remove(server.other)
        await until(lambda: others(host))
        with pytest.raises(TellUser, match="View Channel"):
            await discord.missing(at(server, server.other))
    gone = ChannelGone(at(server, server.other), "The channel was deleted.")
    assert others(host) == [gone]


async def test_deleted_messages_are_told_one_by_one(server: DiscordServer) -> None:
    host = paper()
    async with connected(server, host=host) as discord:
        refs = [await discord.send(at(server), ALERT, f"d-{n}") for n in range(3)]
        await server.moderate(server.channel, refs[0])
        await server.moderate(server.channel, *refs[1:])
        await until(lambda: len(others(host)) == 3)
    assert others(host) == [PostDeleted(at(server), ref) for ref in refs]


@pytest.mark.parametrize("whole", [True, False])
async def test_a_deleted_post_of_a_forum_is_its_posts(server: DiscordServer, whole: bool) -> None:
    host = paper()
    place = at(server, server.forum)
    async with connected(server, host=host) as discord:
        ref = await discord.send(place, ALERT, "d-1")
        if whole:
            await server.rooms.remove(ref)
        else:
            await server.moderate(ref, ref)
        await until(lambda: PostDeleted(place, ref) in host.news)
    assert len(others(host)) == 2


async def test_news_that_cannot_be_kept_cost_one_line(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    host = paper()
    heard: list[News] = []

    async def keep(news: News) -> None:
        heard.append(news)
        if len(heard) == 1:
            raise OSError("the database is locked")

    monkeypatch.setattr(host, "heard", keep)
    async with connected(server, host=host):
        await server.rooms.remove(server.other)
        await until(lambda: len(heard) == 2)
    assert "news were not kept" in caplog.text


async def test_too_much_news_at_once_is_cut_off(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tidings, "WAITING", 5)
    host = paper()
    async with connected(server, host=host):
        await server.moderate(server.channel, *map(str, range(50)))
        await until(lambda: "too much news" in caplog.text)
        assert (await server.interact("trade latest")).content


async def test_messages_of_others_are_not_read(server: DiscordServer) -> None:
    async with connected(server) as discord:
        await server.gateway.dispatch("MESSAGE_CREATE", {"no": "message"})
        await server.gateway.dispatch("MESSAGE_UPDATE", {})
        assert (await server.interact("trade latest")).content
        assert discord._session


# What the bot lacks


@pytest.mark.parametrize(
    ("place", "denied", "missing"),
    [
        (lambda s: s.channel, 0, ()),
        (lambda s: s.channel, rooms.CREATE_PUBLIC_THREADS, ()),
        (lambda s: s.channel, rooms.SEND_MESSAGES, ("Send Messages",)),
        (
            lambda s: s.channel,
            rooms.EMBED_LINKS | rooms.READ_MESSAGE_HISTORY,
            ("Embed Links", "Read Message History"),
        ),
        (
            lambda s: s.forum,
            rooms.SEND_MESSAGES | rooms.SEND_MESSAGES_IN_THREADS,
            ("Create Posts", "Send Messages in Threads"),
        ),
    ],
)
async def test_missing_permissions_are_named(
    server: DiscordServer,
    place: Callable[[DiscordServer], str],
    denied: int,
    missing: tuple[str, ...],
) -> None:
    where = place(server)
    async with connected(server) as discord:
        await server.rooms.deny(where, denied)
        await asyncio.sleep(0)
        await server.interact("trade latest", channel=server.other)  # the denial has been heard
        assert await discord.missing(at(server, where)) == missing


async def test_a_thread_has_the_permissions_of_its_channel(server: DiscordServer) -> None:
    server.rooms.begin_thread(server.channel, "Trade", "950", [])
    server.rooms.begin_thread(server.channel, "Old", "951", [])
    await_archived = server.rooms.threads["951"]["thread_metadata"]
    await_archived["archived"] = True
    async with connected(server) as discord:
        await server.rooms.deny(server.channel, rooms.SEND_MESSAGES_IN_THREADS)
        await server.interact("trade latest", channel=server.other)
        for thread in ("950", "951"):
            missing = await discord.missing(at(server, thread))
            assert missing == ("Send Messages in Threads",)


async def test_a_channel_that_cannot_be_seen_is_said_to_be(server: DiscordServer) -> None:
    async with connected(server) as discord:
        for place in ("404", "../users"):
            with pytest.raises(TellUser, match="channel"):
                await discord.missing(at(server, place))


async def test_discords_own_sum_of_permissions_counts_most(server: DiscordServer) -> None:
    """An interaction brings it, however little the cache knows."""
    async with connected(server) as discord:
        use = server._use(None, None, Person())
        use.bot_permissions = rooms.VIEW_CHANNEL
        await server._answered(use.command(server.commands, "trade latest", {}))
        missing = await discord.missing(Channel("discord", server.channel, server.guild))
    assert missing == ("Send Messages", "Embed Links", "Read Message History")


async def test_a_bot_that_owns_or_administers_lacks_nothing(server: DiscordServer) -> None:
    await server.rooms.deny(server.channel, rooms.SEND_MESSAGES)
    server.guild_owner = server.bot["id"]
    async with connected(server) as discord:
        assert await discord.missing(at(server)) == ()


async def test_where_the_server_does_not_answer_it_says_so(server: DiscordServer) -> None:
    server.broken["GET", "/channels/404"] = 500
    async with connected(server) as discord:
        with pytest.raises(TellUser, match="Try again soon"):
            await discord.missing(at(server, "404"))
    with pytest.raises(TellUser, match="not connected"):
        await discord.missing(at(server))
