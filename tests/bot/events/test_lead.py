"""The lead made whole: by the case, by the day, by what a section of a law is used for."""

import pytest

from bot.model.event import MeasureAction, MeasureType
from tests.bot.events.reading import told

A, T = MeasureAction, MeasureType


@pytest.mark.parametrize(
    ("title", "text", "action"),
    [
        ("China lifts ban on Norwegian salmon until March 31, 2026", "", A.SUSPEND),
        ("Peru scraps duty on rice until December 31", "", A.SUSPEND),
        ("Iraq lifts ban on tomato imports", "The suspension runs to May 1, 2026.", A.SUSPEND),
        ("China lifts ban on Norwegian salmon", "", A.REMOVE),
        ("Peru scraps duty on rice from December 31", "", A.REMOVE),
        ("Iraq lifts ban on tomato imports", "The ban had been in place until May.", A.REMOVE),
    ],
)
def test_what_is_lifted_for_a_time_is_suspended(
    title: str, text: str, action: MeasureAction
) -> None:
    assert told(title, text).lead.action is action


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Chile makes duty on Chinese steel balls final", "Definitive duties run five years.",
         T.ANTI_DUMPING),
        ("China scraps tariffs on Chilean wine",
         "Beijing ended its anti-dumping duties on wine from Chile.", T.ANTI_DUMPING),
        ("EU sets duty on Indian tubes", "The definitive duties offset subsidies.",
         T.COUNTERVAILING_DUTY),
        ("Chile raises duty on Chinese steel balls", "Mills welcomed the duties.",
         T.IMPORT_TARIFF),
        ("US duties on Chinese lumber begin",
         "Mills in Canada, which pay anti-dumping duties already, complained.", T.IMPORT_TARIFF),
        ("China raises tariffs on Chilean wine",
         "Beijing ended its anti-dumping duties on barley.", T.IMPORT_TARIFF),
    ],
)  # fmt: skip
def test_the_case_behind_a_duty(title: str, text: str, kind: MeasureType) -> None:
    assert told(title, text).lead.type is kind


def test_a_section_of_a_law_is_no_measure() -> None:
    text = "The U.S. Trade Representative is suspending all port service fees for one year."
    lead = told("Notice: action in the Section 301 investigation of shipping", text).lead
    assert (lead.type, lead.action) == (T.PORT_FEE, A.SUSPEND)


@pytest.mark.parametrize(
    ("title", "action"),
    [
        ("Final ruling in the anti-dumping investigation of tiles from India", A.IMPOSE),
        ("Preliminary determination in the anti-subsidy inquiry on Thai tyres", A.IMPOSE),
        ("Initiation of an anti-dumping investigation of tiles from India", A.INVESTIGATE),
        ("Brazil opens dumping case on Chinese tyres", A.INVESTIGATE),
    ],
)
def test_a_ruling_puts_a_duty_in_place(title: str, action: MeasureAction) -> None:
    assert told(title).lead.action is action
