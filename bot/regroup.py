"""Stories put right by hand: merge, split, unbind. Nothing is sent; posts are edited quietly."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.alerts.severity import severity
from bot.model.bond import Bond, BondKind
from bot.model.errors import TellUser
from bot.model.story import Story
from bot.store.events import Kept
from bot.store.store import Transaction
from bot.stories.facts import Parents
from bot.stories.join import story_id
from bot.stories.keys import keys
from bot.stories.together import put_together


async def merge(
    tx: Transaction, one: str, other: str, by: str | None, now: datetime, parents: Parents
) -> Story:
    """The story `one` with all that `other` told; `other` is found no more.

    Items that come later, and a reread, obey. Raises TellUser.
    """
    ours, theirs = await standing(tx, one), await standing(tx, other)
    if ours.id == theirs.id:
        raise TellUser(f"#{ours.id} and #{theirs.id} are one story already.")
    mine, yours = await _events(tx, ours), await _events(tx, theirs)
    told = sorted((*mine, *yours), key=lambda kept: (kept.seen_at, kept.event.item.id))
    after = _built(ours.id, told, ours.revision + 1, parents, ours, theirs)
    await tx.bonds.put(Bond(ours.id, theirs.id, BondKind.TOGETHER, now, by))
    await tx.stories.withdraw(theirs.id)
    moved = [kept.event.item.id for kept in yours]
    await tx.events.move(moved, ours.id, f"#{theirs.id} was merged into #{ours.id} by hand")
    await _keep(tx, ours, after, told, now)
    return after


async def split(
    tx: Transaction, story: str, item: str, by: str | None, now: datetime, parents: Parents
) -> tuple[Story, Story]:
    """A story without an item, and the story that the item now tells alone.

    Items that come later, and a reread, obey. Raises TellUser.
    """
    ours = await standing(tx, story)
    found = await tx.history.item(item)
    told = await _events(tx, ours)
    out = [kept for kept in told if found is not None and kept.event.item.id == found.id]
    if not out:
        raise TellUser(
            f"#{ours.id} has no item '{item}'; 'tollbell stories show {ours.id}' lists them."
        )
    rest = [kept for kept in told if kept is not out[0]]
    own = story_id(out[0].event.item.id)
    if not rest or own == ours.id:
        raise TellUser(f"'{item}' opened #{ours.id}; split the other items from it instead.")
    before = await tx.stories.get(own)
    left = _built(ours.id, rest, ours.revision + 1, parents, ours)
    alone = _built(own, out, before.revision + 1 if before else 1, parents, ours)
    await tx.bonds.put(Bond(ours.id, own, BondKind.APART, now, by))
    await _keep(tx, before, alone, out, now)
    await tx.events.move([out[0].event.item.id], own, f"split from #{ours.id} by hand")
    await _keep(tx, ours, left, rest, now)
    return left, alone


async def unbind(tx: Transaction, one: str, other: str) -> None:
    """Forget what was said of two stories by hand; `tollbell reread` groups them anew.

    Raises TellUser where nothing was said.
    """
    if not await tx.bonds.remove(_plain(one), _plain(other)):
        raise TellUser(f"Nothing was said of #{_plain(one)} and #{_plain(other)} by hand.")


def _plain(name: str) -> str:
    """A story's name without # and version, as people copy it."""
    return name.strip().lstrip("#").split(".")[0].upper()


async def standing(tx: Transaction, name: str) -> Story:
    """The story of this name, or the one that it was merged into."""
    story = await tx.stories.get(await tx.bonds.home(_plain(name)))
    if story is None:
        raise TellUser(
            f"There is no story #{_plain(name)}; an alert's name stands after # at its end."
        )
    return story


async def _events(tx: Transaction, story: Story) -> list[Kept]:
    """All events of a story; a story of which some are no longer kept cannot be put together."""
    kept = await tx.events.of_story(story.id)
    if {source.item for source in story.sources} - {one.event.item.id for one in kept}:
        raise TellUser(
            f"#{story.id} has items whose readings are no longer kept: leave it as it is."
        )
    return kept


def _built(
    name: str, told: Sequence[Kept], revision: int, parents: Parents, *known: Story
) -> Story:
    pairs = [(kept.event, kept.at) for kept in told]
    return put_together(name, pairs, revision, parents, known)


async def _keep(
    tx: Transaction, before: Story | None, after: Story, told: Collection[Kept], now: datetime
) -> None:
    """Keep a story that was put together anew, and make it findable by its items and no other."""
    found = {key for kept in told for key in keys(kept.event)}
    await tx.stories.put(after, found, severity(after), now)
    await tx.stories.rekey(after, found)
    mover = next(kept.event.item for kept in told if kept.event.item.id == after.moved_by)
    await tx.history.keep(before, after, mover)
    await tx.posts.mark_stale(after, now)
