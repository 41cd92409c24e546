"""How long a measure lasts, and how long other things do."""

import pytest

from bot.events.figures.durations import candidates
from bot.model.event import Duration
from tests.bot.events.reading import view


def lasts(text: str) -> list[str]:
    found = [one.figure for one in candidates(view(text))]
    return [one.value for one in found if isinstance(one, Duration)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("China announced a one-year suspension of its curbs.", "P1Y"),
        ("The tariff pause is extended for a further 90 days.", "P90D"),
        ("Duties are suspended for an initial 120-day period.", "P120D"),
        ("The ban was prolonged by six months.", "P6M"),
        ("The surcharge lasts 150 days.", "P150D"),
        ("Anti-dumping duties apply for a period of five years.", "P5Y"),
        ("一年内继续暂停加征关税。", "P1Y"),
    ],
)
def test_a_measure_lasts_so_long(text: str, value: str) -> None:
    assert lasts(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "After a four-year review the tariffs rose.",
        "The ten-year yield slipped on tariff news.",
        "The tariff was lifted two years ago.",
        "Within 90 days the parties settle the tariff dispute.",
        "An 18-month investigation ended with duties.",
        "It is the highest tariff in a hundred years.",
    ],
)
def test_other_spans_of_time_are_no_duration(text: str) -> None:
    assert lasts(text) == []
