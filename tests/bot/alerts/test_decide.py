"""What is worth saying, and in which order the reasons count."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.alerts.backing import is_backed
from bot.alerts.decide import decide
from bot.model.alert import Certainty, Reason, Severity
from bot.model.event import MeasureAction, Status
from bot.model.feed import Tier
from bot.model.story import Conflict, Source, Stated, Step, Story
from bot.stories.place import place
from tests.bot.stories.made import START, A, S, after, event, item, measure, rate

TOLD = item("Steel duty", "It is 25%, or 50%.", source="Wire")
LOW, HIGH = rate(TOLD, "25%", 25), rate(TOLD, "50%", 50)
ONE = place(event(TOLD, measure(TOLD, LOW, status=S.ADOPTED)), [], START).after


def source(name: str, tier: Tier = Tier.PRESS, corrects: bool = False) -> Source:
    return Source(name, name, tier, "Steel duty", None, after(days=2), (), corrects)


def step(name: str, status: Status, action: MeasureAction, at: datetime = START) -> Step:
    return Step(status, action, at, name)


def moved(story: Story, by: Source, **changes: Any) -> Story:
    """The next revision of a story, made by one more source."""
    return replace(
        story,
        revision=story.revision + 1,
        sources=(*story.sources, by),
        moved_by=by.item,
        **changes,
    )


PRESS, OFFICIAL = source("press"), source("gazette", Tier.OFFICIAL)
IN_FORCE = (*ONE.history, step("press", S.IN_FORCE, A.RAISE))
MORE = (*ONE.figures, Stated(HIGH, ("press",)))
DISPUTE = (Conflict(ONE.figures[0], Stated(HIGH, ("press",), key=False)),)


@pytest.mark.parametrize(
    ("after_", "reason"),
    [
        (moved(ONE, PRESS), None),
        (moved(ONE, PRESS, history=IN_FORCE), Reason.STATUS),
        (moved(ONE, PRESS, figures=MORE), Reason.FIGURE),
        (moved(ONE, PRESS, conflicts=DISPUTE), Reason.CONFLICT),
        (moved(ONE, PRESS, conflicts=DISPUTE, figures=MORE), Reason.CONFLICT),
        (moved(ONE, OFFICIAL), Reason.CONFIRMED),
        (moved(ONE, OFFICIAL, figures=MORE), Reason.CONFIRMED),
        (moved(ONE, OFFICIAL, history=IN_FORCE), Reason.STATUS),
        (moved(ONE, source("x", corrects=True), figures=MORE), Reason.CORRECTION),
        (moved(ONE, source("x", corrects=True)), None),
        (
            moved(ONE, PRESS, lead=replace(ONE.lead, action=A.EXEMPT)),
            Reason.FIGURE,
        ),
        (
            moved(ONE, PRESS, figures=(*ONE.figures, Stated(HIGH, ("press",), key=False))),
            None,
        ),
    ],
)
def test_the_first_reason_that_applies_counts(after_: Story, reason: Reason | None) -> None:
    alert = decide(ONE, after_)
    assert (alert.reason if alert else None) is reason


def test_the_first_item_is_new_an_official_one_too() -> None:
    figures = tuple(replace(one, items=("gazette",)) for one in ONE.figures)
    alert = decide(None, replace(ONE, sources=(OFFICIAL,), moved_by="gazette", figures=figures))
    assert alert is not None
    assert alert.reason is Reason.NEW
    assert alert.certainty is Certainty.CONFIRMED


def test_an_alert_names_its_story_revision_item_and_time() -> None:
    alert = decide(ONE, moved(ONE, PRESS, history=IN_FORCE))
    assert alert is not None
    assert alert.id == f"{ONE.id}.2"
    assert (alert.item, alert.at) == ("press", after(days=2))
    assert alert.severity is Severity.HIGH


STEPS = [("wire/", S.ADOPTED, A.RAISE), ("b", S.IN_FORCE, A.RAISE), ("c", S.IN_FORCE, A.SUSPEND)]


@pytest.mark.parametrize(
    ("steps", "tiers", "backed"),
    [
        (STEPS[:1], [Tier.PRESS], False),
        (STEPS[:1], [Tier.OFFICIAL], True),
        (STEPS[:1], [Tier.PRESS, Tier.OFFICIAL], True),
        (STEPS[:2], [Tier.OFFICIAL, Tier.PRESS], True),
        (STEPS[:2], [Tier.PRESS, Tier.PRESS], False),
        (STEPS, [Tier.OFFICIAL, Tier.PRESS, Tier.PRESS], False),
        (STEPS, [Tier.PRESS, Tier.PRESS, Tier.OFFICIAL], True),
    ],
)
def test_what_comes_into_force_is_backed_by_what_adopted_it(
    steps: list[tuple[str, Status, MeasureAction]], tiers: list[Tier], backed: bool
) -> None:
    names = [name for name, _, _ in STEPS]
    sources = tuple(source(name, tier) for name, tier in zip(names, tiers, strict=False))
    history = tuple(step(*one) for one in steps)
    assert is_backed(replace(ONE, sources=sources, history=history)) is backed
