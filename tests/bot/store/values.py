"""Values of the model to keep: one plain one of each, to be varied by the tests."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.model.alert import Alert, Certainty, Reason, Severity
from bot.model.delivery import Delivery, Dispatch
from bot.model.event import (
    Amount,
    AmountKind,
    DateRole,
    Day,
    Derived,
    Direction,
    Duration,
    Event,
    Evidence,
    Measure,
    MeasureAction,
    MeasureType,
    Rate,
    Status,
)
from bot.model.feed import Feed, Tier
from bot.model.item import Item
from bot.model.story import Source, Stated, Step, Story
from bot.model.watch import Channel, Match, Watch, Why
from bot.store.store import Store, Transaction

NOON = datetime(2025, 11, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
QUOTE = Evidence("from 57% to 47%", 10, 25)
RATE = Rate(47.0, "percent", QUOTE, previous=57.0)
FEED = Feed("gazette", "https://example.com/feed", "The Gazette", tier=Tier.OFFICIAL)
HERE = Channel("terminal", "here")
ALL = ("terminal", "discord")
THERE = Channel("discord", "42", space="7")
MATCHES = (Match("rare-earths", 1, (Why("from:CN", "CN", "gallium"), Why("product", "gallium"))),)
WATCH = Watch("rare-earths", "Rare earths", "Curbs on rare earths", "product:rare_earths")


def an_item(
    key: str = "a", text: str = "The duty falls from 57% to 47%.", feed: str = "gazette"
) -> Item:
    return Item(
        feed, key, "Duty falls", text, "The Gazette", Tier.OFFICIAL, "https://example.com/a",
        guid=key, published=NOON, content=f"<p>{text}</p>", language="en",
    )  # fmt: skip


MEASURE = Measure(
    MeasureType.IMPORT_TARIFF,
    MeasureAction.LOWER,
    Status.AGREED,
    QUOTE,
    Direction.LIBERALISING,
    implementing=("US",),
    affected=("CN",),
    figures=(RATE, Duration("P1Y", QUOTE)),
)


def an_event(item: Item) -> Event:
    return Event(
        item,
        Direction.LIBERALISING,
        (MEASURE,),
        types=(MeasureType.IMPORT_TARIFF,),
        implementing=("US",),
        affected=("CN",),
        figures=(
            RATE,
            Amount(AmountKind.MONEY, 2e9, "USD", QUOTE),
            Day("2025-11-10", DateRole.EFFECTIVE, QUOTE),
            Duration("P1Y", QUOTE),
        ),
        derived=(Derived("expiry", "2026-11-10", (QUOTE,), "one year from 2025-11-10"),),
        legal_keys=("us:fr:2025-19001",),
    )


def a_story(
    name: str = "s1", revision: int = 1, at: datetime = NOON, item: str = "gazette/a"
) -> Story:
    source = Source(item, "The Gazette", Tier.OFFICIAL, "Duty falls", None, at)
    return Story(
        name, revision, MEASURE, (MEASURE,), Direction.LIBERALISING, NOON, at, item, (source,),
        (Step(Status.AGREED, MeasureAction.LOWER, at, item),),
        figures=(Stated(RATE, (item,)),), implementing=("US",), affected=("CN",),
    )  # fmt: skip


def an_alert(
    story: str = "s1", revision: int = 1, severity: Severity = Severity.HIGH,
    item: str = "gazette/a",
) -> Alert:  # fmt: skip
    return Alert(story, revision, Reason.NEW, severity, Certainty.CONFIRMED, item, NOON)


def a_delivery(alert: Alert, channel: Channel = HERE, due_at: datetime = NOON) -> Delivery:
    return Delivery(f"{alert.id}@{channel.platform}/{channel.id}", alert, channel, MATCHES, due_at)


async def tell(
    tx: Transaction, story: str = "s1", revision: int = 1, severity: Severity = Severity.HIGH,
    *channels: Channel, due_at: datetime = NOON,
) -> list[Delivery]:  # fmt: skip
    """All that ingest writes of one item: the story at this revision, its alert, its deliveries."""
    await tx.items.add_new([an_item()], NOON)
    told = a_story(story, revision)
    await tx.stories.put(told, [story], severity)
    await tx.posts.mark_stale(told, NOON)
    alert = an_alert(story, revision, severity)
    await tx.alerts.add(alert)
    deliveries = [a_delivery(alert, channel, due_at) for channel in channels]
    await tx.deliveries.add(deliveries)
    return deliveries


async def claim(
    store: Store, now: datetime = NOON, platforms: Sequence[str] = ALL, limit: int = 10
) -> list[Dispatch]:
    async with store.transaction() as tx:
        return await tx.deliveries.claim(now, platforms, limit)


async def settle(store: Store, dispatch: Dispatch, ref: str = "m1") -> None:
    async with store.transaction() as tx:
        await tx.deliveries.sent(dispatch.delivery, ref, dispatch.story.revision, NOON)


def ids(found: list[Dispatch]) -> list[str]:
    return [dispatch.delivery.id for dispatch in found]
