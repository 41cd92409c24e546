"""What is about a measure on trade, and what is not."""

import pytest

from bot.events.relevance import relevant
from bot.events.view import View
from tests.bot.events.reading import item, lens


@pytest.mark.parametrize(
    ("title", "is_so"),
    [
        ("Egypt bans imports of refined sugar", True),
        ("US opens Section 232 probes into imports of drones", True),
        ("Kazakhstan forbids wheat import until year-end", True),
        ("中国对美国商品加征关税", True),
        ("Regulator cuts electricity tariff by 3%", False),
        ("Hotels in Kerala hike room tariffs by 20%", False),
        ("Anti-dumping patrol fines fly-tippers", False),
        ("Chelsea sign striker as transfer ban ends", False),
        ("Tesla profit drops as tariffs bite", False),
        ("Gold hits record on tariff fears", False),
        ("How to export your fitness data", False),
        ("Brazil levies 0.38% tax on foreign loans", False),
        ("Stamp duty rush lifts UK house sales", False),
        ("China to charge fees on American ships", True),
        ("Prohibition on the export of scrap metal for six months", True),
        ("Two-month freeze on rice imports begins", True),
        ("Korea opens dumping case on Japanese stainless steel", True),
        ("China puts deposits of up to 30% on Chilean wine", True),
        ("Turkey has lifted its trade restrictions on Israel, minister says", True),
        ("Lumber futures jump 6% after Canadian tariff threat", True),
        ("Bank deposits of up to 4% draw Swiss savers", False),
        ("Chile raises motorway toll tariffs by 3.4%", False),
        ("Union opens tariff round with call for 6%", False),
        ("Energy regulator lowers network tariffs for Austrian industry", False),
        ("Lumber futures jump 6% as tariffs weigh on Canada", False),
        ("Airline freezes hiring in Brazil", False),
        ("EU suspends countermeasures on US goods", True),
        ("Russia promises countermeasures after EU visa ban", False),
    ],
)
def test_only_measures_on_trade_are_relevant(title: str, is_so: bool) -> None:
    assert relevant(View.of(item(title), lens()))[0] is is_so


def test_news_of_prices_is_no_measure_for_a_duty_further_down() -> None:
    text = "Economists had expected 3.0%. Toys became dearer. Some blamed import duties."
    assert not relevant(View.of(item("US consumer prices rise 3.1%", text), lens()))[0]


def test_the_verdict_says_why() -> None:
    assert relevant(View.of(item("Egypt bans imports of sugar"), lens()))[1]
