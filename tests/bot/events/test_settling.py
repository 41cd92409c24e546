"""Whether a ban is on exports or imports, where its clause does not say."""

import pytest

from bot.model.event import MeasureType
from tests.bot.events.reading import told

OUT, INWARD = MeasureType.EXPORT_BAN, MeasureType.IMPORT_BAN


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("India relaxes wheat ban", "Cargoes at customs may be exported.", OUT),
        ("Egypt prolongs sugar ban", "Mills may not sell sugar abroad.", OUT),
        ("Ghana eases ban on raw cashew", "Exporters welcomed it.", OUT),
        (
            "Thai rice curbs weighed",
            "Bangkok may restrain exports of rice.",
            MeasureType.EXPORT_CONTROL,
        ),
        ("India relaxes toy ban", "Importers welcomed it.", INWARD),
        ("Nigeria eases ban on rice", "Imports of rice fell.", INWARD),
        ("Egypt prolongs ban on tyres", "", INWARD),
        ("Poland extends embargo on wheat from Ukraine", "", INWARD),
    ],
)
def test_a_ban_goes_by_the_flow_of_the_opening(title: str, text: str, kind: MeasureType) -> None:
    assert told(title, text).lead.type is kind
