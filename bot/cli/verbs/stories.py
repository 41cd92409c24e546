"""`tollbell stories`: look at a story, put stories right by hand, export what was known when."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from bot.app import now, read_lens
from bot.cli import Door
from bot.config.settings import Settings
from bot.model.story import Stated, Story
from bot.regroup import merge as merge_stories
from bot.regroup import split as split_story
from bot.regroup import standing
from bot.regroup import unbind as unbind_stories
from bot.store import codec
from bot.store.store import Store
from bot.store.stories import Revision


@click.group()
def stories() -> None:
    """Look at a story, merge and split stories, export what was known when."""


@stories.command()
@click.argument("story")
@click.pass_obj
def show(door: Door, story: str) -> None:
    """Show STORY as it stands: its steps, figures, conflicts and sources."""
    for line in asyncio.run(_show(door.settings, story)):
        click.echo(line)


@stories.command()
@click.argument("one")
@click.argument("other")
@click.pass_obj
def merge(door: Door, one: str, other: str) -> None:
    """Make OTHER a part of ONE; items that come later obey, and nothing is sent."""
    after = asyncio.run(_merge(door.settings, one, other))
    click.echo(f"#{after.id} now has {len(after.sources)} items; revision {after.revision}")


@stories.command()
@click.argument("story")
@click.argument("item")
@click.pass_obj
def split(door: Door, story: str, item: str) -> None:
    """Take ITEM (its id, guid or address) out of STORY, into a story of its own."""
    left, alone = asyncio.run(_split(door.settings, story, item))
    click.echo(f"#{alone.id} now tells it; #{left.id} has {len(left.sources)} items left")


@stories.command()
@click.argument("one")
@click.argument("other")
@click.pass_obj
def unbind(door: Door, one: str, other: str) -> None:
    """Forget that ONE and OTHER were merged or split; `reread --apply` groups them anew."""
    asyncio.run(_unbind(door.settings, one, other))
    click.echo("forgotten; 'tollbell reread' shows how they would be grouped")


@stories.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was known since a day.")
@click.pass_obj
def export(door: Door, since: datetime | None) -> None:
    """Write every revision of every story as JSON lines: what we knew when."""
    asyncio.run(_export(door.settings, since.replace(tzinfo=UTC) if since else None))


async def _show(settings: Settings, name: str) -> list[str]:
    async with Store.open(settings.store.url) as store, store.reading() as tx:
        story = await standing(tx, name)
        bonds = await tx.bonds.of([story.id])
        why = {kept.event.item.id: kept.why for kept in await tx.events.of_story(story.id)}
    lines = [*_story(story), *_sources(story, why)]
    return [*lines, *(f"by hand: #{it.other} {it.kind} with #{it.one}" for it in bonds)]


async def _merge(settings: Settings, one: str, other: str) -> Story:
    lens = read_lens(settings)
    async with Store.open(settings.store.url) as store, store.transaction() as tx:
        return await merge_stories(tx, one, other, None, now(), lens.parents)


async def _split(settings: Settings, story: str, item: str) -> tuple[Story, Story]:
    lens = read_lens(settings)
    async with Store.open(settings.store.url) as store, store.transaction() as tx:
        return await split_story(tx, story, item, None, now(), lens.parents)


async def _unbind(settings: Settings, one: str, other: str) -> None:
    async with Store.open(settings.store.url) as store, store.transaction() as tx:
        await unbind_stories(tx, one, other)


async def _export(settings: Settings, since: datetime | None) -> None:
    async with Store.open(settings.store.url) as store, store.reading() as tx:
        async for revision in tx.stories.revisions(since):
            click.echo(json.dumps(_line(revision), ensure_ascii=False))


def _line(revision: Revision) -> dict[str, object]:
    story = revision.story
    return {
        "story": story.id,
        "revision": story.revision,
        "known_at": revision.known_at.isoformat() if revision.known_at else None,
        "item": revision.item,
        "body": codec.encode(Story, story),
    }


def _story(story: Story) -> Iterator[str]:
    lead = story.lead
    parties = f"{', '.join(lead.implementing) or '?'} > {', '.join(lead.affected) or 'all'}"
    yield f"#{story.id} revision {story.revision}: {lead.type}, {lead.action}, {lead.status}"
    yield f"{parties}; {', '.join(lead.products) or 'no goods named'}"
    if keys := (*lead.instruments, *story.legal_keys):
        yield f"rests on {', '.join(dict.fromkeys(keys))}"
    for step in story.history:
        yield f"step  {step.at:%Y-%m-%d %H:%M}  {step.status}, {step.action}  by {step.item}"
    for stated in story.figures:
        if stated.key:
            yield f"holds  {_figure(stated)}  by {', '.join(stated.items)}"
    for conflict in story.conflicts:
        yield f"disputed  {_figure(conflict.ours)} against {_figure(conflict.theirs)}"


def _figure(stated: Stated) -> str:
    slot, value = stated.value
    return f"{slot} {value}"


def _sources(story: Story, why: dict[str, str | None]) -> Iterator[str]:
    for source in story.sources:
        reason = why.get(source.item) or "reason not kept"
        yield f"{source.published:%Y-%m-%d %H:%M}  {source.tier}  {source.name}: {source.title}"
        yield f"    {source.item}: {reason}"


VERB = stories
