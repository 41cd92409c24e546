"""What sentences after a measure tell of it."""

import pytest

from bot.model.event import Day, Duration, Event, Rate
from tests.bot.events.reading import told

TITLE = "Kenya imposes duty on cement from Uganda"


def values(found: Event) -> set[object]:
    return {one.value for one in found.lead.figures if isinstance(one, Rate | Day | Duration)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nairobi imposed it to help mills. The duty is 15%.", 15.0),
        (
            "Nairobi imposed it to help mills. It takes effect on December 1.",
            "2025-12-01",
        ),
        ("Nairobi imposed it to help mills. The measure applies for six months.", "P6M"),
    ],
)
def test_a_sentence_that_goes_on_dates_and_rates_the_lead(text: str, value: object) -> None:
    found = told(TITLE, text)
    assert value in values(found)
    assert len({one.type for one in found.measures}) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nairobi imposed it to help mills. Tanzania charges 35% on Kenyan cement.", 35.0),
        ("Nairobi imposed it to help mills. It already levies 10% on tiles.", 10.0),
        ("Nairobi imposed it to help mills. Kenya also bans sugar imports from May 1, 2026.",
         "2026-05-01"),
    ],
)  # fmt: skip
def test_another_measure_keeps_its_figures(text: str, value: object) -> None:
    assert value not in values(told(TITLE, text))
