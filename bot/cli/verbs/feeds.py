"""`tollbell feeds`: how every feed does; add, test, pause and remove feeds; lists in and out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from bot.app import App, now, opened
from bot.cli import Door
from bot.commands.parts import feeds as desk
from bot.commands.parts.preview import previews
from bot.config.settings import Settings
from bot.model.errors import Fault, MendFile, TellUser
from bot.model.feed import Feed, FeedState, Tier
from bot.platforms.plain import line
from bot.sources import opml
from bot.sources.adding import Found, feed_at, look
from bot.sources.standing import ago, cadence, standing, told
from bot.store.store import Store, Transaction

HEAD = ("feed", "state", "last success", "last new", "usually", "next poll", "")
Done = TypeVar("Done")


@click.group(invoke_without_command=True)
@click.pass_context
def feeds(ctx: click.Context) -> None:
    """How every feed does; and add, test, pause and remove feeds."""
    if ctx.invoked_subcommand is None:
        click.echo(table(asyncio.run(_standings(ctx.obj.settings)), now()))


@feeds.command()
@click.argument("url")
@click.option("--title", default="", help="What alerts call it; as it calls itself, unless given.")
@click.option(
    "--tier", type=click.Choice([it.value for it in Tier]), default="press", show_default=True
)
@click.pass_obj
def add(door: Door, url: str, title: str, tier: str) -> None:
    """Add the feed at URL, which is asked once.

    What it holds now is kept and not told. A web page is not added: the feeds that it names are.
    """
    found = asyncio.run(_add(door.settings, url, title, Tier(tier)))
    click.echo(f"{found.feed.slug}\t{line(found.feed.title)}\t{len(found.pull.items)} items")


@feeds.command()
@click.argument("slug")
@click.pass_obj
def remove(door: Door, slug: str) -> None:
    """Forget the feed SLUG. What it brought stays."""
    _say(door, lambda tx: desk.remove(tx, slug), "is removed; what it brought stays")


@feeds.command()
@click.argument("slug")
@click.pass_obj
def pause(door: Door, slug: str) -> None:
    """Ask the feed SLUG no more, until it is resumed."""
    _say(door, lambda tx: desk.pause(tx, slug), "is paused")


@feeds.command()
@click.argument("slug")
@click.pass_obj
def resume(door: Door, slug: str) -> None:
    """Ask the feed SLUG again, paused or ended."""
    _say(door, lambda tx: desk.resume(tx, slug), "is asked again")


@feeds.command()
@click.argument("url")
@click.option("--items", "many", type=click.IntRange(1, 200), default=10, show_default=True)
@click.pass_obj
def test(door: Door, url: str, many: int) -> None:
    """Read the feed at URL once, and say which watches would take its newest items.

    URL may be the name of a feed, too. Nothing is kept.
    """
    click.echo("\n".join(asyncio.run(_test(door.settings, url, many))))


@feeds.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_(door: Door, file: Path) -> None:
    """Add the feeds of an OPML FILE. More than a few are asked one after the other."""
    try:
        outlines = opml.read(file.read_bytes())
    except OSError as error:
        raise MendFile(Fault(str(file), None, f"cannot be read: {error.strerror}")) from None
    except TellUser as error:
        raise MendFile(Fault(str(file), None, str(error))) from None
    brought = asyncio.run(_bring_in(door.settings, outlines))
    for feed in brought.added:
        click.echo(f"{feed.slug}\t{line(feed.title)}\t{feed.url}")
    for sentence in brought.left:
        click.echo(f"tollbell: {line(sentence)}", err=True)


@feeds.command()
@click.pass_obj
def export(door: Door) -> None:
    """Write every feed as OPML, which other feed readers can take."""
    found = asyncio.run(_standings(door.settings))
    click.echo(opml.write(feed for feed, _ in found), nl=False)


def table(found: Sequence[tuple[Feed, FeedState]], at: datetime) -> str:
    """The feeds as a table, whose last column says what is wrong."""
    if not found:
        return "There is no feed; add one with 'tollbell feeds add URL'."
    rows = [HEAD, *(_row(feed, state, at) for feed, state in found)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD) - 1)]
    return "\n".join(
        "  ".join((*(cell.ljust(widths[it]) for it, cell in enumerate(row[:-1])), row[-1])).rstrip()
        for row in rows
    )


def _row(feed: Feed, state: FeedState, at: datetime) -> tuple[str, ...]:
    due = "at once" if state.next_check_at is None else ago(max(state.next_check_at, at), at)
    return (
        feed.slug,
        standing(feed, state, at),
        ago(state.last_ok_at, at),
        ago(state.last_new_at, at),
        cadence(state),
        due if feed.enabled else "",
        line(told(feed, state, at)),
    )


async def _standings(settings: Settings) -> list[tuple[Feed, FeedState]]:
    async with Store.open(settings.store.url) as store, store.reading() as tx:
        return await tx.feeds.standings()


def _say(door: Door, act: Callable[[Transaction], Awaitable[Feed]], what: str) -> None:
    async def acted() -> Feed:
        async with Store.open(door.settings.store.url) as store, store.transaction() as tx:
            return await act(tx)

    click.echo(f"{asyncio.run(acted()).slug} {what}.")


async def _add(settings: Settings, url: str, title: str, tier: Tier) -> Found:
    async with opened(settings) as app:
        found = await _looked(app, url, title, tier)
        async with app.store.transaction() as tx:
            await desk.add(tx, app.ingest.keep, found, now())
        return found


async def _looked(app: App, url: str, title: str = "", tier: Tier = Tier.PRESS) -> Found:
    async with app.store.reading() as tx:
        others = await tx.feeds.standings()
    feed = feed_at(url, [other for other, _ in others], title, tier)
    return await look(app.ingest.puller, feed, others, now())


async def _test(settings: Settings, url: str, many: int) -> list[str]:
    async with opened(settings) as app:
        async with app.store.reading() as tx:
            feed = await tx.feeds.get(url) or feed_at(url, ())
        found = await look(app.ingest.puller, feed, (), now())
        tried = previews(found.pull.items, app.ingest.line.lens, app.rules(), now())
        said = [f"{line(found.feed.title)}: {len(tried)} items"]
        return said + [line(one.line(app.answer.labels)) for one in tried[:many]]


async def _bring_in(settings: Settings, outlines: Sequence[opml.Outline]) -> desk.Brought:
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(Store.open(settings.store.url))
        tx = await stack.enter_async_context(store.transaction())
        return await desk.bring_in(tx, outlines, settings.sources, now())


VERB = feeds
