"""The goods that the lead falls on."""

import pytest

from tests.bot.events.reading import told


@pytest.mark.parametrize(
    ("title", "goods"),
    [
        ("US raises tariff on India to 40% over Russian oil", ()),
        ("US puts 20% tariff on goods from Iraq for buying Iranian oil", ()),
        ("China curbs exports of indium, which goes into semiconductors", ("indium",)),
        ("Peru puts duty on goods from Chile in answer to Chilean tariffs on rice", ()),
        ("Egypt sets 10% duty on goods from Kenya but spares tea and coffee", ()),
        ("Egypt sets 10% duty on coffee from Kenya", ("coffee",)),
        ("Egypt exempts coffee from its 10% duty", ("coffee",)),
        ("Japan raises duty on rice over 500,000 tonnes", ("rice",)),
        ("US adds four firms to Entity List over drones", ("drones",)),
    ],
)
def test_a_lead_falls_on_these_goods(title: str, goods: tuple[str, ...]) -> None:
    assert told(title).lead.products == goods
