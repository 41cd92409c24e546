"""The type of a measure by the flow of trade."""

import pytest

from bot.model.event import MeasureType
from tests.bot.events.reading import told

T = MeasureType


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("US weighs 50% duty on Spanish exports", T.IMPORT_TARIFF),
        ("Peru could face 20% duty on its exports to Chile", T.IMPORT_TARIFF),
        ("Kenya sets duty on Ugandan milk exports", T.IMPORT_TARIFF),
        ("Indonesia sets duty on nickel exports", T.EXPORT_TAX),
        ("Argentina lowers levy on beef exports", T.EXPORT_TAX),
        ("Zambia to charge 15% duty on exports of gemstones", T.EXPORT_TAX),
        ("EU suspends countermeasures on US goods", T.IMPORT_TARIFF),
        ("Poland keeps embargo on Ukrainian wheat", T.IMPORT_BAN),
        ("EU keeps embargo on trade with Belarus, imports included", T.SANCTIONS),
        ("Japan adds 42 entities to export watch list", T.ENTITY_LISTING),
    ],
)
def test_a_measure_is_of_this_type(title: str, kind: MeasureType) -> None:
    assert told(title).lead.type is kind
