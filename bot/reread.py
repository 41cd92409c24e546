"""The stored items read by the present reader: what would change, and the change where asked for.

All wordings go once more through the line, in the order in which they came, into a memory of their
own beside the one that is kept; the two are compared. Nothing is ever sent because of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.alerts.decide import decide
from bot.alerts.severity import severity
from bot.events.lens import Lens
from bot.events.read import read
from bot.model.alert import Reason
from bot.model.bond import Bond, BondKind
from bot.model.event import Event
from bot.model.story import Story
from bot.placing import placed
from bot.store.events import Kept
from bot.store.items import Arrival
from bot.store.store import Store, Transaction
from bot.stories.keys import keys
from bot.stories.telling import key_figures

_BY = "reread"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is compared of an item: its story, what was read, the reasons of its alerts."""

    story: str
    figures: frozenset[str]
    standing: str
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True)
class Changes:
    """What would change, by item; `homes` gives each new story the name of the one it continues."""

    items: int = 0
    titles: dict[str, str] = field(default_factory=dict)
    was: dict[str, Reading] = field(default_factory=dict)
    now: dict[str, Reading] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)

    @property
    def newly_read(self) -> list[str]:
        return sorted(self.now.keys() - self.was.keys())

    @property
    def no_longer_read(self) -> list[str]:
        return sorted(self.was.keys() - self.now.keys())

    @property
    def moved(self) -> list[str]:
        """The items that would belong to another story."""
        return [item for item in self._both() if self.was[item].story != self.home(item)]

    @property
    def other_figures(self) -> list[str]:
        return [item for item in self._both() if self.was[item].figures != self.now[item].figures]

    @property
    def other_standing(self) -> list[str]:
        return [item for item in self._both() if self.was[item].standing != self.now[item].standing]

    @property
    def other_alerts(self) -> list[str]:
        """The items of which something else, or nothing, would have been said."""
        return [item for item in self._both() if self.was[item].reasons != self.now[item].reasons]

    def home(self, item: str) -> str:
        """The name of the story that an item would belong to."""
        return self.homes[self.now[item].story]

    def _both(self) -> list[str]:
        return sorted(self.was.keys() & self.now.keys())


async def reread(store: Store, scratch: Store, lens: Lens) -> Changes:
    """Read everything into an empty memory, and compare."""
    changes = Changes()
    async with store.reading() as tx:
        said = await tx.alerts.reasons()
        async for kept in tx.events.every():
            changes.was[kept.event.item.id] = _reading(kept, said)
        async with scratch.transaction() as draft:
            for bond in await tx.bonds.all():
                await draft.bonds.put(bond)
            async for arrival, whole in tx.items.wordings():
                event = await _read(tx, arrival, whole, lens)
                await _take(draft, changes, arrival, event, lens)
    changes.homes = _homes(changes.was, changes.now)
    return changes


async def _read(tx: Transaction, arrival: Arrival, whole: bool, lens: Lens) -> Event | None:
    """What the present reader finds; what was found, where the text is no longer kept."""
    return read(arrival.item, lens) if whole else await tx.events.of_item(arrival.item.id)


async def _take(
    draft: Transaction, changes: Changes, arrival: Arrival, event: Event | None, lens: Lens
) -> None:
    item = arrival.item
    await draft.items.add_new([item], arrival.seen_at)
    changes.items += not arrival.changed
    if event is None:
        changes.now.pop(item.id, None)
        return
    at = item.published or arrival.seen_at
    found = await placed(draft, event, at, lens.parents, arrival.seen_at)
    alert = decide(found.before, found.after)
    before = changes.now.get(item.id)
    reasons = (*(before.reasons if before else ()), *((alert.reason,) if alert else ()))
    kept = Kept(event, at, arrival.seen_at, found.after.id, "", found.why)
    changes.titles[item.id] = item.title
    changes.now[item.id] = replace(_reading(kept, {}), reasons=reasons)


def _reading(kept: Kept, said: Mapping[str, Iterable[Reason]]) -> Reading:
    lead = kept.event.lead
    figures = frozenset(_words(kept.event))
    reasons = tuple(said.get(kept.event.item.id, ()))
    return Reading(kept.story, figures, f"{lead.status}, {lead.action}", reasons)


def _words(event: Event) -> Iterable[str]:
    for figure in key_figures(event):
        yield " ".join(figure.evidence.quote.split())


def _homes(was: Mapping[str, Reading], now: Mapping[str, Reading]) -> dict[str, str]:
    """The name that each new story continues: its own, or else that of most of its items."""
    old = {reading.story for reading in was.values()}
    new = {reading.story for reading in now.values()}
    homes = {name: name for name in new & old}
    common = Counter(
        (reading.story, was[item].story) for item, reading in now.items() if item in was
    )
    for (name, before), _ in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])):
        if name not in homes and before not in homes.values():
            homes[name] = before
    return {name: homes.get(name, name) for name in new}


async def apply(store: Store, scratch: Store, changes: Changes, version: str, now: datetime) -> int:
    """Put what was read anew in the place of what was kept; get how many stories changed."""
    async with store.transaction() as tx, scratch.reading() as draft:
        told: dict[str, list[Kept]] = {}
        async for kept in draft.events.every():
            told.setdefault(kept.story, []).append(kept)
        changed = 0
        for name, events in sorted(told.items()):
            changed += await _renew(tx, draft, name, changes.homes[name], events, now)
            for kept in events:
                await tx.events.put(kept.event, changes.homes[name], version, kept.why)
        for item in changes.no_longer_read:
            await tx.events.drop([item])
        await _close(tx, changes, now)
    return changed


async def _renew(
    tx: Transaction, draft: Transaction, name: str, home: str, told: list[Kept], now: datetime
) -> bool:
    """Keep a story as it was put together anew, under its name, where it differs."""
    found = await draft.stories.get(name)
    before = await tx.stories.get(home)
    if found is None or (before and _same(before, found)):
        return False
    after = replace(found, id=home, revision=before.revision + 1 if before else 1)
    fingerprints = {key for kept in told for key in keys(kept.event)}
    await tx.stories.put(after, fingerprints, severity(after), now)
    await tx.stories.rekey(after, fingerprints)
    mover = next((one.event.item for one in told if one.event.item.id == after.moved_by), None)
    await tx.history.keep(before, after, mover or told[-1].event.item)
    await tx.posts.mark_stale(after, now)
    return True


def _same(one: Story, other: Story) -> bool:
    return replace(one, id="", revision=0, moved_by="") == replace(
        other, id="", revision=0, moved_by=""
    )


async def _close(tx: Transaction, changes: Changes, now: datetime) -> None:
    """Let the stories be found no more of which nothing is left."""
    alive = set(changes.homes.values())
    gone = {reading.story for reading in changes.was.values()} - alive
    for name in sorted(gone):
        moved = [item for item, reading in changes.was.items() if reading.story == name]
        homes = [changes.home(item) for item in sorted(moved) if item in changes.now]
        if homes:
            await tx.bonds.put(Bond(homes[0], name, BondKind.TOGETHER, now, _BY))
        await tx.stories.withdraw(name)
