"""Why an item is where it is: the reason of its placement, and what other stories lacked."""

from collections.abc import Iterator

from bot.events.explain import explain
from bot.events.lens import Lens
from bot.model.bond import BondKind
from bot.model.errors import TellUser
from bot.model.item import Item
from bot.model.story import Story
from bot.store.events import Kept
from bot.store.store import Transaction
from bot.stories.keys import MEMORY, NEAR, keys
from bot.stories.place import compared
from bot.stories.standing import heard

OTHERS = 3


async def why(tx: Transaction, name: str, lens: Lens) -> list[str]:
    """Sentences about an item (its id, guid or address), the reason first. Raises TellUser."""
    item = await tx.history.item(name.strip())
    if item is None:
        raise TellUser(f"No item '{name}' is stored: give its id, its guid or its address.")
    kept = await tx.events.kept(item.id)
    if kept is None:
        return list(_of_no_story(item, lens))
    story = await tx.stories.get(kept.story)
    lines = [f"{item.title or item.id} ({item.source})"]
    lines.append(f"It tells of #{kept.story}: {kept.why or 'the reason was not kept'}.")
    lines.append(f"Read by version {kept.extractor} of the reader.")
    lines += await _bonds(tx, kept.story)
    return [*lines, *await _others(tx, kept, lens)] if story else lines


def _of_no_story(item: Item, lens: Lens) -> Iterator[str]:
    """Why an item tells no measure."""
    verdict = explain(item, lens)[0]
    yield f"{item.title or item.id} ({item.source})"
    if verdict.taken:
        yield "No measure was read in it when it came, but the present reader finds one:"
        yield f"{verdict.why}. `tollbell reread` shows what else would change."
    else:
        yield f"It tells of no measure: {verdict.why}."


async def _bonds(tx: Transaction, story: str) -> list[str]:
    """What a person said of the story."""
    words = {BondKind.TOGETHER: "merged into", BondKind.APART: "split from"}
    said = await tx.bonds.of([story])
    return [f"#{bond.other} was {words[bond.kind]} #{bond.one} by hand." for bond in said]


async def _others(tx: Transaction, kept: Kept, lens: Lens) -> list[str]:
    """What the nearest other stories lack, as they now stand."""
    event = heard(kept.event, kept.at)
    near = await tx.stories.near(keys(event), kept.at - MEMORY, NEAR)
    other = [story for story in near if story.id != kept.story]
    found = compared(event, other, kept.at, lens.parents)[:OTHERS]
    if not found:
        return ["No other story has anything in common with it."]
    return [
        "The nearest other stories:",
        *(f"{_named(story)}: {fit.lacks}" for fit, story in found),
    ]


def _named(story: Story) -> str:
    return f"#{story.id} {story.sources[0].title[:60]}"
