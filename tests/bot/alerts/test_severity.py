"""How much a story matters and how sure it is."""

from dataclasses import replace

import pytest

from bot.alerts.backing import certainty
from bot.alerts.severity import severity
from bot.model.alert import Certainty, Severity
from bot.model.event import Event, Figure, Rate
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.story import Story
from bot.stories.place import place
from tests.bot.stories.line import Line
from tests.bot.stories.made import START, A, D, S, T, count, event, item, measure, rate

TOLD = item("A measure on goods", "It is 60% or 30% or 10%, from 55% to 25%, for 12 or 140 firms.")


def story(*figures: Figure, **facts: object) -> Story:
    lead = measure(TOLD, *figures, **facts)  # type: ignore[arg-type]
    return place(event(TOLD, lead), [], START).after


STEEP, MILD = rate(TOLD, "60%", 60), rate(TOLD, "10%", 10)
POINTS = Rate(30, "percentage_points", rate(TOLD, "30%", 30).evidence)
CUT = rate(TOLD, "from 55% to 25%", 25, 55)
IN_FORCE: dict[str, object] = {"status": S.IN_FORCE}


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (story(STEEP, **IN_FORCE), Severity.CRITICAL),
        (story(POINTS, **IN_FORCE), Severity.CRITICAL),
        (story(CUT, action=A.LOWER, direction=D.LIBERALISING, **IN_FORCE), Severity.CRITICAL),
        (story(STEEP, goods="all_goods"), Severity.CRITICAL),
        (story(type=T.EXPORT_BAN, goods="cobalt", **IN_FORCE), Severity.CRITICAL),
        (story(action=A.STRIKE_DOWN, status=S.ENDED, direction=D.LIBERALISING), Severity.CRITICAL),
        (story(STEEP, goods="toys", **IN_FORCE), Severity.MEDIUM),
        (story(STEEP, type=T.ANTI_DUMPING, on="CN", **IN_FORCE), Severity.MEDIUM),
        (story(MILD, **IN_FORCE), Severity.HIGH),
        (story(goods="lumber furniture"), Severity.HIGH),
        (story(status=S.AGREED), Severity.HIGH),
        (story(count(TOLD, "140", 140), type=T.ENTITY_LISTING, goods=""), Severity.HIGH),
        (story(count(TOLD, "12", 12), type=T.ENTITY_LISTING, goods=""), Severity.HIGH),
        (story(type=T.ENTITY_LISTING, goods=""), Severity.MEDIUM),
        (story(STEEP, status=S.PROPOSED), Severity.MEDIUM),
        (story(status=S.INVESTIGATING, action=A.INVESTIGATE), Severity.MEDIUM),
        (story(STEEP, status=S.THREATENED), Severity.LOW),
        (story(STEEP, status=S.CONSIDERED), Severity.LOW),
        (story(STEEP, hedged=True), Severity.LOW),
        (story(status=S.CONSIDERED, action=A.UPHOLD, direction=D.NEUTRAL), Severity.LOW),
        (
            story(type=T.EXPORT_BAN, action=A.REMOVE, direction=D.LIBERALISING, goods="cobalt"),
            Severity.MEDIUM,
        ),
    ],
)
def test_severity_follows_from_facts(told: Story, wanted: Severity) -> None:
    assert severity(told) is wanted


def test_a_figure_that_no_longer_holds_does_not_count() -> None:
    told = story(STEEP, **IN_FORCE)
    stale = tuple(replace(one, key=False) for one in told.figures)
    assert severity(replace(told, figures=stale)) is Severity.HIGH


def by(source: str, tier: Tier, hedged: bool = False, key: str = "") -> Event:
    told: Item = item("Steel duty of 60%", "Mills.", source=source, tier=tier, key=key or source)
    return event(told, measure(told, hedged=hedged))


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ([by("Wire", Tier.WIRE)], Certainty.UNCONFIRMED),
        ([by("Wire", Tier.WIRE), by("Wire", Tier.WIRE, key="2")], Certainty.UNCONFIRMED),
        ([by("Wire", Tier.WIRE), by("Blog", Tier.BLOG)], Certainty.UNCONFIRMED),
        ([by("Wire", Tier.WIRE, True), by("Post", Tier.PRESS, True)], Certainty.UNCONFIRMED),
        ([by("Wire", Tier.WIRE), by("Post", Tier.PRESS)], Certainty.REPORTED),
        ([by("Wire", Tier.WIRE, True), by("Gazette", Tier.OFFICIAL)], Certainty.CONFIRMED),
    ],
)
def test_certainty_follows_from_who_says_so(events: list[Event], wanted: Certainty) -> None:
    line = Line()
    placed = [line.take(one)[0] for one in events]
    assert len({one.after.id for one in placed}) == 1
    assert certainty(placed[-1].after) is wanted
