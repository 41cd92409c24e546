"""Acts on trade that name no barrier."""

import pytest

from bot.model.event import MeasureAction, MeasureType
from tests.bot.events.reading import event, told

A, T = MeasureAction, MeasureType


@pytest.mark.parametrize(
    ("title", "kind", "action"),
    [
        ("Oman suspends Brazilian beef", T.IMPORT_BAN, A.IMPOSE),
        ("Kuwait lifts suspension of Polish poultry", T.IMPORT_BAN, A.REMOVE),
        ("Chad extends suspension of sugar imports", T.IMPORT_BAN, A.EXTEND),
        ("Ghana ends suspension of cocoa exports", T.EXPORT_BAN, A.REMOVE),
        ("Exports of rice from Nepal to be reopened", T.EXPORT_BAN, A.EASE),
        ("Peru tightens exports of tungsten", T.EXPORT_CONTROL, A.TIGHTEN),
    ],
)
def test_trade_itself_is_stopped_or_freed(
    title: str, kind: MeasureType, action: MeasureAction
) -> None:
    lead = told(title).lead
    assert (lead.type, lead.action) == (kind, action)


@pytest.mark.parametrize(
    "title",
    [
        "Oman suspends Brazilian coach",
        "Kuwait lifts suspension of Polish striker",
        "Ghana suspends cocoa board chief",
        "Peru tightens budget",
    ],
)
def test_what_is_no_trade_is_left_alone(title: str) -> None:
    assert event(title) is None
