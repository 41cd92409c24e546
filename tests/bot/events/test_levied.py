"""Duties that a headline tells by a percentage alone."""

import pytest

from bot.model.event import MeasureType, Rate
from tests.bot.events.reading import event, told


@pytest.mark.parametrize(
    ("title", "rate", "by", "on"),
    [
        ("Peru to add 12% on Chinese tyres", 12, "PE", "CN"),
        ("Washington slaps 35% on Canadian lumber", 35, "US", "CA"),
        ("Brazil puts up to 20% extra on Indian steel", 20, "BR", "IN"),
        ("US to charge 30 percent on goods from Mexico", 30, "US", "MX"),
    ],
)
def test_a_percentage_on_goods_is_a_duty(title: str, rate: float, by: str, on: str) -> None:
    lead = told(title).lead
    assert (lead.type, lead.implementing, lead.affected) == (
        MeasureType.IMPORT_TARIFF,
        (by,),
        (on,),
    )
    assert [one.value for one in lead.figures if isinstance(one, Rate)] == [rate]


@pytest.mark.parametrize(
    "title",
    [
        "Brazil to charge 0.38% on foreign loans",
        "Steelmakers add 4% on Chinese demand",
        "Copper adds 3% on Chilean mine strike",
        "Visa puts 2% on cross-border payments in India",
        "Italian banks slap 5% on mortgages",
    ],
)
def test_a_percentage_on_something_else_is_none(title: str) -> None:
    assert event(title) is None
