"""How far a measure has come."""

import pytest

from bot.model.event import Status
from tests.bot.events.reading import told


@pytest.mark.parametrize(
    ("title", "text", "status"),
    [
        ("Trump threatens 30% tariffs on EU goods", "", Status.THREATENED),
        ("US weighs tariffs on copper imports", "", Status.CONSIDERED),
        ("Brussels proposes duty on steel imports", "", Status.PROPOSED),
        ("US agrees to cut tariffs on Swiss goods to 15%", "", Status.AGREED),
        ("Canada imposes 25% duty on Chinese steel", "", Status.IN_FORCE),
        ("Canada to impose 25% duty on Chinese steel", "", Status.ADOPTED),
        ("China imposes 34% tariff on US goods", "It applies from December 1.", Status.ADOPTED),
        ("India scraps import duty on cotton", "", Status.ENDED),
        ("EU opens anti-dumping probe into Chinese tyres", "", Status.INVESTIGATING),
        ("Mexico delays tariffs on Chinese cars", "", Status.IN_FORCE),
        ("Brazil begins to collect 20% duty on US steel", "", Status.IN_FORCE),
        (
            "Announcement on export controls",
            "Vietnam has decided to impose export controls on tungsten with immediate effect.",
            Status.IN_FORCE,
        ),
        ("Turkey starts charging 15% duty on Chinese tyres", "", Status.IN_FORCE),
        (
            "India's 12% steel duty takes effect",
            "It began to collect the duty on Monday.",
            Status.IN_FORCE,
        ),
        (
            "Brazil to begin to collect 20% duty on US steel",
            "It starts on December 1.",
            Status.ADOPTED,
        ),
        (
            "India's 12% steel duty takes effect in March",
            "It starts on March 1, 2026.",
            Status.ADOPTED,
        ),
    ],
)
def test_a_measure_has_come_so_far(title: str, text: str, status: Status) -> None:
    assert told(title, text).lead.status is status


@pytest.mark.parametrize(
    ("title", "hedged"),
    [
        ("US to raise tariffs on copper imports, sources say", True),
        ("China is said to be waiving duties on U.S. ethane", True),
        ("US to raise tariffs on copper imports, Trump says", False),
    ],
)
def test_a_measure_is_hedged_by_unnamed_reports(title: str, hedged: bool) -> None:
    assert told(title).lead.hedged is hedged
