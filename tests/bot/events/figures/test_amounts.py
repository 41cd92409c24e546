"""Money, quantities and counts."""

import pytest

from bot.events.figures import counts, money, quantity
from bot.model.event import Amount, Rate
from tests.bot.events.reading import phrases, view


@pytest.mark.parametrize("phrase", phrases("money"), ids=lambda phrase: phrase["id"])
def test_a_labelled_amount_of_money_is_read(phrase: dict[str, object]) -> None:
    found = [one.figure for one in money.candidates(view(str(phrase["text"])))]
    assert [[one.value, one.unit] for one in found if isinstance(one, Amount)] == [phrase["expect"]]


@pytest.mark.parametrize("phrase", phrases("volume"), ids=lambda phrase: phrase["id"])
def test_a_labelled_volume_is_read(phrase: dict[str, object]) -> None:
    found = [one.figure for one in quantity.candidates(view(str(phrase["text"])))]
    assert [one.value for one in found if isinstance(one, Amount)] == phrase["expect"][:1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit"),
    [
        ("A duty of $477 per tonne applies.", 477, None, "USD/tonne"),
        ("A provisional duty of EUR 65.2/t was imposed.", 65.2, None, "EUR/tonne"),
        ("The duty is 341 yen per kilogram.", 341, None, "JPY/kg"),
        ("A duty of USD 141 to USD 481 per metric tonne is due.", 141, 481, "USD/tonne"),
        ("A tariff of $80 to $200 per item is due.", 80, 200, "USD/item"),
    ],
)
def test_money_per_unit_is_a_specific_duty(
    text: str, value: float, upper: float | None, unit: str
) -> None:
    found = [one.figure for one in money.candidates(view(text))]
    assert [(one.value, one.upper, one.unit) for one in found if isinstance(one, Rate)] == [
        (value, upper, unit)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The duty adds 99 naira a litre to the landing cost.",
        "Imports priced above $675 a tonne escape the duty.",
        "Spot prices closed at $540 a tonne despite the duty.",
    ],
)
def test_a_price_per_unit_is_no_duty(text: str) -> None:
    assert [one.figure for one in money.candidates(view(text)) if one.figure] == []


def test_a_specific_duty_that_changes_holds_the_earlier_one() -> None:
    text = "Its export duty on crude rises to $98 per tonne from $85."
    found = [one.figure for one in money.candidates(view(text))]
    assert [(one.previous, one.value) for one in found if isinstance(one, Rate)] == [(85, 98)]


def test_a_port_fee_is_money() -> None:
    found = [one.figure for one in money.candidates(view("Port fees are $50 per net ton."))]
    assert [(one.value, one.unit) for one in found if isinstance(one, Amount)] == [(50, "USD")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It adds 28 entities to the list.", [(28, "entity")]),
        ("It covers 1,463 tariff lines and 60 products.", [(1463, "tariff_line"), (60, "product")]),
        ("It adds two dozen kinds of tool and a dozen companies.",
         [(24, "product"), (12, "entity")]),
        ("It hits four Southeast Asian countries.", [(4, "country")]),
        ("It listed 15 U.S. companies and put 10 more on another list.",
         [(15, "entity"), (10, "entity")]),
        ("将15家企业列入清单,涉及1400多种商品", [(15, "entity"), (1400, "product")]),
        ("Section 301 products, Group of 7 countries, the four countries", []),
        ("It received 1,100 comments and granted 14 exclusions.", [(14, "product")]),
    ],
)  # fmt: skip
def test_a_count_has_its_unit(text: str, expected: list[tuple[float, str]]) -> None:
    found = [one.figure for one in counts.candidates(view(text))]
    assert [(one.value, one.unit) for one in found if isinstance(one, Amount)] == expected


def test_output_is_no_quantity_of_a_measure() -> None:
    found = quantity.candidates(view("Output is seen at 34 million tonnes."))
    assert [one.figure for one in found] == [None]
