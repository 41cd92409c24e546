"""Whether a measure moved, and what is news in its figures; told as short histories."""

from typing import Any

import pytest

from bot.model.event import DateRole, Figure, MeasureAction, Status
from bot.model.feed import Tier
from bot.model.item import Item
from tests.bot.stories.line import Line
from tests.bot.stories.made import (
    A,
    D,
    S,
    T,
    after,
    count,
    day,
    event,
    item,
    lasting,
    measure,
    rate,
)

GOODS = "Import duty on rolled widgets from Freedonia"


def say(
    line: Line,
    words: str,
    figures: str = "",
    *,
    hours: float = 0,
    source: str = "Example Wire",
    tier: Tier = Tier.WIRE,
    official: bool = False,
    key: str = "",
    title: str = GOODS,
    **facts: object,
) -> str | None:
    """Tell one more item of the measure; get the reason of its alert. `50%` or `2025-07-01`."""
    if official:
        source, tier = "Official Journal", Tier.OFFICIAL
    told = item(title, f"{words} {figures}", key=key or f"{hours}", at=after(hours=hours),
                source=source, tier=tier)  # fmt: skip
    lead = measure(told, *(_figure(told, word) for word in figures.split()), **facts)  # type: ignore[arg-type]
    _, alert = line.take(event(told, lead))
    return alert.reason if alert else None


def _figure(told: Item, word: str) -> Figure:
    if word.endswith("%"):
        return rate(told, word, float(word[:-1]))
    if word.startswith("P"):
        return lasting(told, word, word)
    if word.isdigit():
        return count(told, word, float(word), "tariff_line")
    return day(told, word, word)


@pytest.mark.parametrize(
    ("before", "after_", "reason"),
    [
        ((S.THREATENED, A.IMPOSE), (S.PROPOSED, A.IMPOSE), "status"),
        ((S.THREATENED, A.IMPOSE), (S.INVESTIGATING, A.INVESTIGATE), "status"),
        ((S.CONSIDERED, A.IMPOSE), (S.CONSIDERED, A.UPHOLD), "status"),
        ((S.PROPOSED, A.RAISE), (S.ADOPTED, A.RAISE), "status"),
        ((S.ADOPTED, A.RAISE), (S.IN_FORCE, A.IMPOSE), "status"),
        ((S.ADOPTED, A.RAISE), (S.ADOPTED, A.DELAY), "status"),
        ((S.IN_FORCE, A.RAISE), (S.IN_FORCE, A.SUSPEND), "status"),
        ((S.IN_FORCE, A.RAISE), (S.ENDED, A.STRIKE_DOWN), "status"),
        ((S.IN_FORCE, A.RAISE), (S.ENDED, A.REMOVE), "status"),
        ((S.IN_FORCE, A.RAISE), (S.AGREED, A.LOWER), "status"),
        ((S.IN_FORCE, A.RAISE), (S.IN_FORCE, A.EXEMPT), "figure"),
        ((S.IN_FORCE, A.SUSPEND), (S.IN_FORCE, A.EXTEND), "figure"),
        ((S.ADOPTED, A.RAISE), (S.PROPOSED, A.RAISE), None),
        ((S.ADOPTED, A.RAISE), (S.ADOPTED, A.IMPOSE), None),
        ((S.IN_FORCE, A.RAISE), (S.IN_FORCE, A.INVESTIGATE), None),
    ],
)
def test_two_days_later(
    before: tuple[Status, MeasureAction], after_: tuple[Status, MeasureAction], reason: str | None
) -> None:
    line = Line()
    assert say(line, "First.", status=before[0], action=before[1]) == "new"
    words = "Began." if after_[0] is S.IN_FORCE else "Denied." if after_[1] is A.UPHOLD else "Then."
    again = say(line, words, hours=48, status=after_[0], action=after_[1], source="Other Wire")
    assert again == reason


def test_the_press_puts_nothing_in_force_without_a_word_of_its_beginning() -> None:
    line = Line()
    say(line, "Will be.", status=S.ADOPTED)
    told = say(line, "Is.", hours=48, status=S.IN_FORCE, source="Other Wire")
    official = say(line, "Is.", hours=72, status=S.IN_FORCE, official=True)
    assert (told, official) == (None, "status")


def test_that_a_measure_stays_is_a_step_only_where_somebody_had_to_decide_it() -> None:
    line = Line()
    say(line, "Will be.", status=S.ADOPTED)
    assert say(line, "Remains.", hours=48, status=S.ADOPTED, action=A.UPHOLD) is None
    assert say(line, "A court ruled.", hours=72, status=S.ADOPTED, action=A.UPHOLD) == "status"


def test_two_desks_that_choose_other_words_for_one_decision_move_nothing() -> None:
    line = Line()
    say(line, "Will do.", status=S.THREATENED)
    assert say(line, "Is to do.", hours=2, source="Other", status=S.ADOPTED) is None
    assert say(line, "Puts off.", hours=3, source="Third", action=A.DELAY, status=S.ADOPTED) is None


def test_a_measure_does_not_start_before_the_day_that_it_starts_on() -> None:
    line = Line()
    say(line, "From", "2025-07-01", status=S.ADOPTED)
    assert say(line, "Applies.", hours=24 * 9, status=S.IN_FORCE) is None
    assert say(line, "Applies.", hours=24 * 28, status=S.IN_FORCE) == "status"


def test_the_first_delay_is_a_step_and_the_second_a_figure() -> None:
    line = Line()
    say(line, "From", "2025-07-01", status=S.ADOPTED)
    first = say(line, "Not before", "2025-08-01", hours=60, action=A.DELAY, status=S.ADOPTED)
    second = say(line, "Not before", "2025-09-01", hours=160, action=A.DELAY, status=S.ADOPTED)
    assert (first, second) == ("status", "figure")


def test_a_stay_of_a_ruling_is_a_step() -> None:
    line = Line()
    say(line, "Applies.", status=S.IN_FORCE)
    say(line, "Void.", hours=48, action=A.STRIKE_DOWN, status=S.ENDED)
    assert say(line, "Goes on.", hours=68, action=A.IMPOSE, status=S.IN_FORCE) == "status"


def test_an_official_text_confirms_what_the_press_told() -> None:
    line = Line()
    say(line, "Reported.", "25%", status=S.ADOPTED)
    assert say(line, "Hereby", "25%", hours=3, status=S.ADOPTED, official=True) == "confirmed"
    assert say(line, "Hereby", "25%", hours=9, status=S.ADOPTED, official=True) is None


def test_an_official_text_with_a_fresh_figure_is_a_figure() -> None:
    line = Line()
    say(line, "Hereby", "25%", status=S.ADOPTED, official=True)
    assert say(line, "Covers", "25% 407", hours=900, status=S.ADOPTED, official=True) == "figure"


def test_press_that_follows_an_official_text_adds_no_figure_of_its_own() -> None:
    line = Line()
    say(line, "Hereby", "25%", status=S.ADOPTED, official=True)
    assert say(line, "Adds", "25% 10% 2025-07-01", hours=4, status=S.ADOPTED) is None


def test_the_first_rate_of_a_threat_is_a_figure_and_so_is_another_one() -> None:
    line = Line()
    say(line, "Threat.", status=S.THREATENED)
    assert say(line, "Now", "25%", hours=30, status=S.THREATENED) == "figure"
    assert say(line, "Now", "40%", hours=90, status=S.THREATENED) == "figure"
    assert say(line, "Still", "40%", hours=120, status=S.THREATENED, source="Other") is None


@pytest.mark.parametrize(("ours", "theirs"), [("50%", "40%"), ("2025-08-01", "2025-09-01")])
def test_two_unofficial_sources_that_differ_are_a_conflict(ours: str, theirs: str) -> None:
    line = Line()
    say(line, "Says", ours, status=S.CONSIDERED, hedged=True)
    other = say(line, "Says", theirs, hours=20, status=S.CONSIDERED, hedged=True, source="Other")
    assert other == "conflict"
    third = say(line, "Says", theirs, hours=30, status=S.CONSIDERED, hedged=True, source="Third")
    assert third is None


def test_an_official_figure_settles_a_conflict() -> None:
    line = Line()
    say(line, "Says", "50%", status=S.CONSIDERED, hedged=True)
    say(line, "Says", "40%", hours=20, status=S.CONSIDERED, hedged=True, source="Other")
    say(line, "Hereby", "45%", hours=50, status=S.PROPOSED, official=True)
    (story,) = line.stories.values()
    assert story.conflicts == ()
    assert [one.value for one in story.figures if one.key] == [("rate:percent", "45")]


def test_a_change_that_says_what_it_replaces_is_no_conflict() -> None:
    line = Line()
    say(line, "Orders", "10%", status=S.ADOPTED)
    told = item(GOODS, "It is 15%, not 10%.", key="b", at=after(hours=20), source="Other")
    _, alert = line.take(event(told, measure(told, rate(told, "15%", 15, 10))))
    assert alert is not None
    assert alert.reason == "figure"


def test_a_month_is_no_other_date_than_a_day_in_it() -> None:
    line = Line()
    say(line, "From", "2027-01-01", status=S.ADOPTED)
    assert say(line, "From", "2027-01", hours=5, source="Other", status=S.ADOPTED) is None


def test_a_publisher_that_changes_a_figure_of_its_item_corrects_it() -> None:
    line = Line()
    say(line, "From", "2025-07-15", key="k", status=S.ADOPTED)
    assert say(line, "From", "2025-07-01", key="k", hours=1, status=S.ADOPTED) == "correction"
    (story,) = line.stories.values()
    assert [one.value[1] for one in story.figures] == ["2025-07-01"]
    assert len(story.sources) == 1


def test_a_publisher_that_changes_the_status_of_its_item_corrects_it() -> None:
    line = Line()
    say(line, "Does.", key="k", status=S.IN_FORCE)
    assert say(line, "Will do.", key="k", hours=1, status=S.ADOPTED) == "correction"


def test_a_publisher_that_changes_the_words_of_its_item_says_nothing_new() -> None:
    line = Line()
    say(line, "From", "2025-07-15", key="k", status=S.ADOPTED)
    again = say(line, "Starting on", "2025-07-15", key="k", hours=1, status=S.ADOPTED)
    assert again is None


def test_a_correction_in_an_item_of_its_own_replaces_what_the_publisher_said() -> None:
    line = Line()
    say(line, "Covers", "1371", status=S.PROPOSED, action=A.IMPOSE)
    mended = say(line, "Covers", "1463", hours=12, status=S.PROPOSED, action=A.IMPOSE,
                 title=f"Correction: {GOODS}")  # fmt: skip
    assert mended == "correction"
    (story,) = line.stories.values()
    assert [one.value[1] for one in story.figures if one.key] == ["1463"]


def test_a_corrected_item_leaves_what_others_say() -> None:
    line = Line()
    say(line, "Says", "50%", status=S.CONSIDERED, hedged=True)
    say(line, "Says", "40%", key="k", hours=20, status=S.CONSIDERED, hedged=True, source="Other")
    mended = say(line, "Says", "50%", key="k", hours=40, status=S.CONSIDERED, hedged=True,
                 source="Other")  # fmt: skip
    assert mended == "correction"
    (story,) = line.stories.values()
    assert story.conflicts == ()
    assert [(one.value[1], len(one.items)) for one in story.figures] == [("50", 2)]


@pytest.mark.parametrize(
    "title",
    ["Weekly wrap: " + GOODS, "Shares in widgets fall after duty", "Why the widget duty matters"],
)
def test_words_about_a_measure_move_nothing(title: str) -> None:
    line = Line()
    say(line, "Will.", "25%", status=S.ADOPTED)
    assert say(line, "Is.", "30%", hours=70, title=title, status=S.IN_FORCE) is None


def test_a_blog_does_not_move_a_measure() -> None:
    line = Line()
    say(line, "Will.", status=S.THREATENED)
    assert say(line, "Is.", hours=70, tier=Tier.BLOG, source="Blog", status=S.IN_FORCE) is None


def test_the_definitive_duty_of_a_case_is_a_step_after_the_provisional_one() -> None:
    line = Line()
    case: dict[str, Any] = {"type": T.ANTI_DUMPING, "on": "CN", "status": S.ADOPTED}
    say(line, "Duty", "20%", title="Provisional duty on steel widgets from China", **case)
    title = "Definitive duty on steel widgets from China"
    final = say(line, "Duty", "17%", hours=2000, title=title, **case)
    assert final == "status"


def test_the_history_keeps_every_step_with_its_item() -> None:
    line = Line()
    say(line, "Threat.", status=S.THREATENED)
    say(line, "Order.", hours=48, status=S.ADOPTED)
    say(line, "Echo.", hours=50, status=S.ADOPTED, source="Other")
    (story,) = line.stories.values()
    assert [step.status for step in story.history] == [S.THREATENED, S.ADOPTED]
    assert [step.item for step in story.history] == ["example-wire/0", "example-wire/48"]
    assert story.lead.status is S.ADOPTED
    assert story.revision == 3


def test_an_announced_day_is_no_key_figure() -> None:
    line = Line()
    say(line, "Threat.", status=S.THREATENED)
    told = item(GOODS, "said on Monday", key="b", at=after(hours=30), source="Other")
    lead = measure(
        told, day(told, "on Monday", "2025-06-02", DateRole.ANNOUNCED), status=S.THREATENED
    )
    _, alert = line.take(event(told, lead))
    assert alert is None


def test_a_raise_that_is_only_planned_is_not_shown_as_in_force() -> None:
    line = Line()
    say(line, "Applies.", "10%", status=S.IN_FORCE)
    told = item(GOODS, "From 10% to 20% on 2025-07-01.", key="b", at=after(days=3), source="Other")
    lead = measure(told, rate(told, "20%", 20, 10), day(told, "2025-07-01", "2025-07-01"))
    _, alert = line.take(event(told, lead))
    (story,) = line.stories.values()
    assert alert is not None
    assert alert.reason == "figure"
    assert (story.lead.status, story.lead.action) == (S.ADOPTED, A.RAISE)
    assert say(line, "Applies.", "20%", hours=24 * 29, status=S.IN_FORCE) == "status"


def test_a_rate_that_only_the_press_changed_is_confirmed_by_an_official_text() -> None:
    line = Line()
    say(line, "Hereby", "10%", status=S.ADOPTED, official=True)
    assert say(line, "To be", "15%", hours=48, status=S.ADOPTED) == "figure"
    assert say(line, "Hereby", "15%", hours=60, status=S.ADOPTED, official=True) == "confirmed"


def test_a_rate_that_returns_to_what_it_was_is_news() -> None:
    line = Line()
    say(line, "Orders", "10%", status=S.ADOPTED)
    say(line, "Orders", "25%", hours=48, status=S.ADOPTED)
    told = item(GOODS, "Back from 25% to 10%.", key="b", at=after(hours=99), source="Other")
    _, alert = line.take(event(told, measure(told, rate(told, "10%", 10, 25))))
    assert alert is not None
    assert alert.reason == "figure"
    (story,) = line.stories.values()
    assert [one.value[1] for one in story.figures if one.key] == ["10"]


def test_the_two_sides_of_a_truce_keep_their_own_rates() -> None:
    line = Line()
    told = item("US and China cut duties in truce", "US to 30%, China to 10%.")
    eased: dict[str, Any] = {
        "action": A.LOWER,
        "status": S.AGREED,
        "goods": "all_goods",
        "direction": D.LIBERALISING,
    }
    ours = measure(told, rate(told, "30%", 30), by="US", on="CN", **eased)
    theirs = measure(told, rate(told, "10%", 10), by="CN", on="US", **eased)
    line.take(event(told, ours, theirs))
    later = item("China truce duty begins", "The 10% applies.", key="b", at=after(days=2))
    applies = measure(
        later, rate(later, "10%", 10), by="CN", on="US", **{**eased, "status": S.IN_FORCE}
    )
    _, alert = line.take(event(later, applies))
    (story,) = line.stories.values()
    assert alert is not None
    assert alert.reason == "status"
    assert [one.status for one in story.measures] == [S.AGREED, S.IN_FORCE]
    assert story.measures[0].figures == (rate(told, "30%", 30),)


def test_a_law_that_was_passed_and_is_signed_has_moved() -> None:
    line = Line()
    say(line, "Passed.", status=S.ADOPTED)
    title = "President signs law on import duty on rolled widgets from Freedonia"
    assert say(line, "Signed.", hours=72, status=S.ADOPTED, title=title) == "status"
    assert say(line, "Signed.", hours=99, status=S.ADOPTED, title=title, source="Other") is None


def test_another_volume_of_a_quota_is_a_figure() -> None:
    line = Line()
    say(line, "First.", status=S.IN_FORCE, type=T.EXPORT_QUOTA)
    facts: dict[str, Any] = {"action": A.EASE, "status": S.IN_FORCE, "type": T.EXPORT_QUOTA}
    assert say(line, "More.", "2025-09-01", hours=72, **facts) == "figure"


def test_relief_that_spares_some_goods_changes_what_is_covered() -> None:
    line = Line()
    say(line, "First.", status=S.IN_FORCE)
    title = GOODS + " relaxed for goods at sea"
    told = say(line, "Spared.", hours=72, status=S.IN_FORCE, action=A.EASE, title=title)
    assert told == "figure"


def test_what_another_outlet_adds_within_hours_is_no_news() -> None:
    line = Line()
    say(line, "From", "2025-07-01", status=S.ADOPTED)
    assert say(line, "For", "P90D", hours=3, status=S.ADOPTED, source="Other") is None
    assert say(line, "For", "P1Y", hours=40, status=S.ADOPTED, source="Third") == "figure"
