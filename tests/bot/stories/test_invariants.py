"""What holds of every story, whatever is told in whatever order."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.decide import decide
from bot.model.event import DateRole, Direction, Event, Figure, MeasureAction, MeasureType, Status
from bot.model.feed import Tier
from bot.model.story import Story
from bot.stories.place import place
from tests.bot.stories.line import Line
from tests.bot.stories.made import START, day, event, item, lasting, measure, rate

TYPES = [MeasureType.IMPORT_TARIFF, MeasureType.ANTI_DUMPING, MeasureType.TRADE_AGREEMENT]
TITLES = ["Duty on steel rises", "Steel duty to rise, sources say", "Correction: steel duty", ""]
TEXT = "It is 25% or 50% from 2025-07-01 for 90 days."


@st.composite
def events(draw: st.DrawFn) -> Event:
    """An event about steel or copper by one of three authorities, at any hour of a month."""
    told = item(
        draw(st.sampled_from(TITLES)),
        TEXT,
        key=draw(st.sampled_from("abcdefgh")),
        at=START + timedelta(hours=draw(st.integers(0, 700))),
        source=draw(st.sampled_from(["Wire", "Post", "Gazette"])),
        tier=draw(st.sampled_from(list(Tier))),
    )
    figures: list[Figure] = [
        rate(told, "25%", 25),
        rate(told, "50%", 50, 25),
        day(told, "2025-07-01", "2025-07-01", draw(st.sampled_from(list(DateRole)))),
        lasting(told, "90 days", "P90D"),
    ]
    measures = [
        measure(
            told,
            *draw(st.lists(st.sampled_from(figures), max_size=3, unique=True)),
            by=draw(st.sampled_from(["US", "CN", "EU", ""])),
            on=draw(st.sampled_from(["US", "CN", ""])),
            goods=draw(st.sampled_from(["steel", "copper", "all_goods", ""])),
            type=draw(st.sampled_from(TYPES)),
            action=draw(st.sampled_from(list(MeasureAction))),
            status=draw(st.sampled_from(list(Status))),
            direction=draw(st.sampled_from(list(Direction))),
            hedged=draw(st.booleans()),
            quote="It is",
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    return event(told, *measures, legal=draw(st.sampled_from(["", "us:eo:1", "us:s301"])))


def check(story: Story) -> None:
    """Every law of a story."""
    items = {source.item for source in story.sources}
    assert len(items) == len(story.sources)
    assert story.moved_by in items
    assert story.lead == story.measures[0]
    assert 1 <= story.heads <= len(story.measures)
    assert story.history
    assert all(stated.items and items.issuperset(stated.items) for stated in story.figures)
    assert len({stated.value for stated in story.figures}) == len(story.figures)
    assert all(step.item in items for step in story.history)


@settings(max_examples=120, deadline=None)
@given(st.lists(events(), min_size=1, max_size=14))
def test_the_laws_of_a_story_hold_after_every_item(told: list[Event]) -> None:
    line = Line()
    for each in told:
        placed, alert = line.take(each)
        check(placed.after)
        if placed.before is None:
            assert placed.after.revision == 1
            assert alert is not None
            assert alert.reason == "new"
        else:
            assert placed.after.id == placed.before.id
            assert placed.after.revision == placed.before.revision + 1
            assert placed.after.opened_at == placed.before.opened_at
            assert placed.after.last_at >= placed.before.last_at


@settings(max_examples=60, deadline=None)
@given(st.lists(events(), min_size=1, max_size=8))
def test_the_same_item_again_says_nothing_new(told: list[Event]) -> None:
    line = Line()
    for each in told:
        line.take(each)
    last = told[-1]
    story = next(one for one in line.stories.values() if _tells(one, last))
    again = place(last, [story], last.item.published or START)
    assert again.why == "the same item again"
    assert decide(again.before, again.after) is None


def _tells(story: Story, told: Event) -> bool:
    return any(source.item == told.item.id for source in story.sources)
