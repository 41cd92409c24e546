"""Seeds: starter feeds and preset watches, copied into the database once, by slug.

From then on the database wins: an operator who removed a feed does not get it back at the next
start. `differences` shows what the files say now, `take` with `update` takes it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.feed import Feed
from bot.model.watch import Watch
from bot.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Difference:
    """One seed that the database has not taken in this form."""

    kind: str  # feed or watch
    slug: str
    change: str  # new or changed


Seed = Feed | Watch


def digest(seed: Seed) -> str:
    """What a seed says, in one short string: another one means that the file was edited."""
    return hashlib.sha256(repr(seed).encode()).hexdigest()[:32]


def _kind(seed: Seed) -> str:
    return "feed" if isinstance(seed, Feed) else "watch"


async def differences(tx: Transaction, seeds: Iterable[Seed]) -> list[Difference]:
    """Every seed whose form in the files was not taken yet."""
    found = []
    for seed in seeds:
        taken = await tx.seeds.digest(_kind(seed), seed.slug)
        if taken != digest(seed):
            found.append(Difference(_kind(seed), seed.slug, "changed" if taken else "new"))
    return found


async def take(
    tx: Transaction, seeds: Sequence[Seed], now: datetime, update: bool = False
) -> list[Difference]:
    """Copy what was never taken and, with `update`, what has changed; get what was copied."""
    taken = [
        difference
        for difference in await differences(tx, seeds)
        if update or difference.change == "new"
    ]
    by_name = {(_kind(seed), seed.slug): (place, seed) for place, seed in enumerate(seeds)}
    for difference in taken:
        place, seed = by_name[difference.kind, difference.slug]
        await _put(tx, place, seed, now)
        await tx.seeds.take(difference.kind, difference.slug, digest(seed), now)
    return taken


async def _put(tx: Transaction, place: int, seed: Seed, now: datetime) -> None:
    if isinstance(seed, Feed):
        await tx.feeds.put(seed, place)
    else:
        await tx.watches.change(seed, now)
