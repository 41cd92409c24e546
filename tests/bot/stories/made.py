"""Events made by hand: what a reader would say of items, without a reader."""

from datetime import UTC, datetime, timedelta

from bot.model.event import (
    Amount,
    AmountKind,
    DateRole,
    Day,
    Direction,
    Duration,
    Event,
    Evidence,
    Figure,
    Measure,
    MeasureAction,
    MeasureType,
    Rate,
    Status,
)
from bot.model.feed import Tier
from bot.model.item import Item

START = datetime(2025, 6, 3, 12, 0, tzinfo=UTC)
A, T, S, D = MeasureAction, MeasureType, Status, Direction


def after(**elapsed: float) -> datetime:
    """A time so long after the first item."""
    return START + timedelta(**elapsed)


def evidence(body: str, quote: str) -> Evidence:
    """The place of a quote in a body; it has to be there."""
    start = body.index(quote)
    return Evidence(quote, start, start + len(quote))


def item(
    title: str,
    text: str = "",
    *,
    key: str = "",
    at: datetime = START,
    source: str = "Example Wire",
    tier: Tier = Tier.WIRE,
    url: str | None = None,
) -> Item:
    """An item; its key is its title unless it has one."""
    key = key or title
    feed = source.lower().replace(" ", "-")
    return Item(feed, key, title, text, source, tier, url, key, at)


def rate(item: Item, quote: str, value: float, previous: float | None = None) -> Rate:
    """A rate in percent that the item states in these words."""
    return Rate(value, "percent", evidence(item.body, quote), previous)


def day(item: Item, quote: str, value: str, role: DateRole = DateRole.EFFECTIVE) -> Day:
    """A day that the item states in these words."""
    return Day(value, role, evidence(item.body, quote))


def count(item: Item, quote: str, value: float, unit: str = "entity") -> Amount:
    """How many of something the measure covers."""
    return Amount(AmountKind.COUNT, value, unit, evidence(item.body, quote))


def lasting(item: Item, quote: str, value: str) -> Duration:
    """How long something lasts."""
    return Duration(value, evidence(item.body, quote))


def measure(
    item: Item,
    *figures: Figure,
    by: str = "US",
    on: str = "",
    goods: str = "steel",
    type: MeasureType = T.IMPORT_TARIFF,  # noqa: A002
    action: MeasureAction = A.RAISE,
    status: Status = S.ADOPTED,
    direction: Direction = D.RESTRICTIVE,
    hedged: bool = False,
    law: str = "",
    quote: str = "",
) -> Measure:
    """A measure; parties, goods and laws are given as words with spaces, laws with semicolons."""
    return Measure(
        type,
        action,
        status,
        evidence(item.body, quote or item.title),
        direction,
        hedged,
        tuple(by.split()),
        tuple(on.split()),
        tuple(goods.split()),
        tuple(name.strip() for name in law.split(";") if name.strip()),
        figures,
    )


def event(item: Item, *measures: Measure, legal: str = "") -> Event:
    """An event of these measures, the lead first; the sets are theirs together."""

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for each in measures for one in getattr(each, name)))

    return Event(
        item,
        measures[0].direction,
        measures,
        tuple(dict.fromkeys(each.type for each in measures)),
        all_of("implementing"),
        all_of("affected"),
        all_of("products"),
        all_of("instruments"),
        tuple(figure for each in measures for figure in each.figures),
        legal_keys=tuple(legal.split()),
    )
