"""Which figures hold after a change, and what a change takes with it."""

from typing import Any

import pytest

from bot.model.event import Amount, AmountKind, DateRole, Figure, Rate
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.story import Story
from tests.bot.stories.line import Line
from tests.bot.stories.made import (
    A,
    D,
    S,
    T,
    after,
    day,
    event,
    evidence,
    item,
    lasting,
    measure,
    rate,
)

GOODS = "Import duty on rolled widgets from Freedonia"
OFFICIAL: dict[str, Any] = {"source": "Official Journal", "tier": Tier.OFFICIAL}


def figure(told: Item, word: str) -> Figure:
    """`10>20%` a change, `10%` a rate, `P90D` how long, `-2025-09-01` an end, else a start."""
    if word.endswith("%"):
        before, _, now = word.rstrip("%").rpartition(">")
        return rate(told, word, float(now), float(before) if before else None)
    if word.startswith("P"):
        return lasting(told, word, word)
    if word.startswith("-"):
        return day(told, word, word[1:], DateRole.EXPIRY)
    return day(told, word, word)


def tell(line: Line, figures: str, days: float = 0, **facts: Any) -> str | None:
    """One more item of the measure; the reason of its alert."""
    source, tier = facts.pop("source", "Example Wire"), facts.pop("tier", Tier.WIRE)
    told = item(GOODS, f"It is {figures}.", key=f"{days}{source}", at=after(days=days),
                source=source, tier=tier)  # fmt: skip
    lead = measure(told, *(figure(told, word) for word in figures.split()), **facts)
    _, alert = line.take(event(told, lead))
    return alert.reason if alert else None


def story(line: Line) -> Story:
    (only,) = line.stories.values()
    return only


def key(line: Line) -> list[str]:
    """The values that hold."""
    return sorted(one.value[1] for one in story(line).figures if one.key)


def raised_and_lowered() -> Line:
    """10 % in force, raised to 20 % in force, to be lowered to 10 % by an official order."""
    line = Line()
    tell(line, "10% 2025-06-04", status=S.IN_FORCE, action=A.IMPOSE, **OFFICIAL)
    tell(line, "10>20% 2025-07-01", 20, status=S.ADOPTED, **OFFICIAL)
    tell(line, "20% 10%", 28, status=S.IN_FORCE)  # "20%, up from 10%"
    lowers: dict[str, Any] = {"action": A.LOWER, "direction": D.LIBERALISING}
    tell(line, "20>10% 2025-11-10", 154, status=S.ADOPTED, **lowers, **OFFICIAL)
    return line


def test_a_change_from_the_rate_that_stands_takes_its_place() -> None:
    line = raised_and_lowered()
    lead = story(line).lead
    assert (lead.action, lead.status, lead.direction) == (A.LOWER, S.ADOPTED, D.LIBERALISING)
    assert key(line) == ["10", "2025-11-10"]
    (held,) = [one.figure for one in story(line).figures if one.key and one.slot[:4] == "rate"]
    assert isinstance(held, Rate)
    assert (held.value, held.previous) == (10, 20)
    assert story(line).direction is D.LIBERALISING


def test_the_rate_that_was_replaced_is_no_key_figure() -> None:
    line = Line()
    tell(line, "10>20%", status=S.ADOPTED)
    tell(line, "20% 10%", 5, status=S.IN_FORCE)
    assert key(line) == ["20"]


def test_a_rate_that_comes_back_by_another_act_is_stated_by_those_who_told_that_act() -> None:
    line = Line()
    tell(line, "10%", status=S.IN_FORCE, **OFFICIAL)
    tell(line, "10>20%", 20, status=S.ADOPTED, **OFFICIAL)
    assert tell(line, "20>10%", 60, status=S.ADOPTED, action=A.LOWER) == "figure"
    (held,) = [one for one in story(line).figures if one.key]
    assert held.items == ("example-wire/60Example Wire",)


def test_an_old_change_told_again_is_no_change_back() -> None:
    line = raised_and_lowered()
    told = {"status": S.IN_FORCE, "source": "Ledger"}
    assert tell(line, "10>20%", 160, **told) is None
    assert key(line) == ["10", "2025-11-10"]


def test_the_days_of_an_older_act_are_not_those_of_a_newer_one() -> None:
    line = Line()
    tell(line, "25% 2025-06-12 P90D", status=S.ADOPTED, **OFFICIAL)
    tell(line, "25>50%", 60, status=S.THREATENED)
    assert key(line) == ["50"]


def test_the_day_of_a_change_stays_where_another_source_names_another_rate() -> None:
    line = Line()
    tell(line, "25>45% 2025-08-01", status=S.PROPOSED)
    tell(line, "25>50%", 3, status=S.PROPOSED, **OFFICIAL)
    assert key(line) == ["2025-08-01", "50"]


def test_the_first_rate_leaves_the_day_that_was_known() -> None:
    line = Line()
    tell(line, "2025-08-01", status=S.THREATENED)
    tell(line, "25>50%", 3, status=S.THREATENED)
    assert key(line) == ["2025-08-01", "50"]


@pytest.mark.parametrize("action", [A.SUSPEND, A.REMOVE, A.DELAY])
def test_what_undoes_a_measure_does_not_start_on_its_day(action: Any) -> None:
    line = Line()
    tell(line, "25% 2025-07-12", status=S.ADOPTED)
    assert tell(line, "P1Y", 9, status=S.IN_FORCE, action=action) == "status"
    assert key(line) == ["25", "P1Y"]


def test_a_new_end_replaces_how_long_it_was_to_last_and_the_other_way_round() -> None:
    line = Line()
    tell(line, "25% P90D", status=S.IN_FORCE)
    assert tell(line, "-2025-11-10", 60, status=S.IN_FORCE, action=A.EXTEND) == "figure"
    assert key(line) == ["2025-11-10", "25"]
    assert tell(line, "P1Y", 140, status=S.IN_FORCE, action=A.EXTEND) == "figure"
    assert key(line) == ["25", "P1Y"]


def test_the_rate_of_what_is_extended_is_no_new_rate() -> None:
    line = Line()
    tell(line, "125>10% P90D", status=S.IN_FORCE, action=A.LOWER)
    assert tell(line, "24% P180D", 80, status=S.IN_FORCE, action=A.EXTEND) == "figure"
    assert key(line) == ["10", "P180D"]
    assert all(getattr(one, "value", 0) != 24 for one in story(line).lead.figures)


def test_how_long_a_change_lasts_holds_again_where_its_official_text_says_so() -> None:
    line = Line()
    tell(line, "84>125% P90D", status=S.ADOPTED, **OFFICIAL)
    tell(line, "125>10%", 30, status=S.AGREED, action=A.LOWER)
    assert key(line) == ["10"]
    tell(line, "125>10% P90D", 30.5, status=S.ADOPTED, action=A.LOWER, **OFFICIAL)
    assert key(line) == ["10", "P90D"]


def test_the_volume_of_a_quota_is_no_figure_of_the_duty_beside_it() -> None:
    line = Line()
    tell(line, "25>50%", status=S.PROPOSED)
    told = item(GOODS, "The quota is cut to 18 tonnes.", key="q", at=after(days=5), **OFFICIAL)
    volume = Amount(AmountKind.QUANTITY, 18, "tonne", evidence(told.body, "18 tonnes"))
    line.take(event(told, measure(told, volume, type=T.IMPORT_QUOTA, status=S.PROPOSED)))
    assert key(line) == ["50"]


def test_a_change_that_only_the_other_side_was_told_with_is_news_of_ours() -> None:
    line = Line()
    told = item("US duty on Swiss goods", "It is 39%.")
    line.take(
        event(told, measure(told, rate(told, "39%", 39), on="CH", goods="", status=S.IN_FORCE))
    )
    words = "Switzerland and the US agree on lower duty on Swiss goods"
    deal = item(words, "From 39% to 15%.", at=after(days=2), **OFFICIAL)
    eased: dict[str, Any] = {"action": A.LOWER, "direction": D.LIBERALISING, "goods": ""}
    change = rate(deal, "39% to 15%", 15, 39)
    ours = measure(deal, change, by="CH", status=S.AGREED, **eased)
    theirs = measure(deal, change, by="US", on="CH", status=S.ADOPTED, **eased)
    line.take(event(deal, ours, theirs))
    falls = item("US duty on Swiss goods falls to 15%", "From 39% to 15%.", at=after(days=2.2))
    lower = measure(falls, rate(falls, "39% to 15%", 15, 39), on="CH", status=S.ADOPTED, **eased)
    us = line.take(event(falls, lower))[0].after
    own = {("rate:percent", f"{one.value:g}") for one in us.lead.figures if isinstance(one, Rate)}
    assert [one.value[1] for one in us.figures if one.key and one.value in own] == ["15"]


def test_a_sentence_is_of_the_first_item_that_a_figure_names() -> None:
    line = Line()
    tell(line, "50%", status=S.ADOPTED, **OFFICIAL)
    tell(line, "25>50%", 2, status=S.ADOPTED)
    (held,) = [one for one in story(line).figures if one.key]
    assert held.items[0] == "example-wire/2Example Wire"
    assert "25>50%" in held.sentence
