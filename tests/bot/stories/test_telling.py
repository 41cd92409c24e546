"""Which figures of an item are those of the measure that it is about."""

from dataclasses import replace

import pytest

from bot.model.event import Amount, AmountKind, DateRole, Event, Figure, MeasureType
from bot.stories.telling import is_key, key_figures
from tests.bot.stories.made import A, T, count, day, event, evidence, item, lasting, measure, rate

TOLD = item(
    "US raises steel duty to 50%",
    "It applies from June 4 for 90 days. China adds 10% of its own. Mills had asked for 40%.",
)
FIFTY, TEN = rate(TOLD, "50%", 50), rate(TOLD, "10%", 10)
LOOSE = (FIFTY, day(TOLD, "June 4", "2025-06-04"), lasting(TOLD, "90 days", "P90D"))


def loosely(told: Event) -> Event:
    """An event whose figures are not all tied to a measure."""
    return replace(told, figures=(*LOOSE, TEN, rate(TOLD, "40%", 40)))


def values(told: Event) -> set[str]:
    return {figure.evidence.quote for figure in key_figures(told)}


def test_a_figure_that_is_tied_to_the_lead_leaves_loose_ones_of_its_kind_out() -> None:
    told = loosely(event(TOLD, measure(TOLD, FIFTY)))
    assert values(told) == {"50%", "June 4", "90 days"}


def test_loose_figures_are_the_leads_where_it_is_told_alone() -> None:
    assert values(loosely(event(TOLD, measure(TOLD)))) == {"50%", "40%", "10%", "June 4", "90 days"}


def test_beside_another_measure_only_the_leads_own_words_lend_it_figures() -> None:
    other = measure(TOLD, TEN, by="CN", quote="China adds 10% of its own")
    told = loosely(event(TOLD, measure(TOLD), other))
    assert values(told) == {"50%"}  # in the headline, which tells the lead


def test_a_part_of_the_same_act_is_no_other_measure() -> None:
    part = measure(TOLD, FIFTY, by="", goods="", action=A.IMPOSE)
    assert "50%" in values(loosely(event(TOLD, measure(TOLD), part)))


@pytest.mark.parametrize(
    ("figure", "kind", "wanted"),
    [
        (FIFTY, T.IMPORT_TARIFF, True),
        (day(TOLD, "June 4", "2025-06-04"), T.IMPORT_TARIFF, True),
        (day(TOLD, "June 4", "2025-06-04", DateRole.EXPIRY), T.IMPORT_TARIFF, True),
        (day(TOLD, "June 4", "2025-06-04", DateRole.ANNOUNCED), T.IMPORT_TARIFF, False),
        (lasting(TOLD, "90 days", "P90D"), T.IMPORT_TARIFF, True),
        (count(TOLD, "4", 4), T.ENTITY_LISTING, True),
        (count(TOLD, "4", 4, "country"), T.IMPORT_TARIFF, False),
        (Amount(AmountKind.MONEY, 400, "CNY", evidence(TOLD.body, "4")), T.PORT_FEE, True),
        (Amount(AmountKind.MONEY, 3e10, "USD", evidence(TOLD.body, "4")), T.IMPORT_TARIFF, False),
        (Amount(AmountKind.QUANTITY, 8e6, "tonne", evidence(TOLD.body, "4")), T.EXPORT_QUOTA, True),
        (Amount(AmountKind.QUANTITY, 8e6, "tonne", evidence(TOLD.body, "4")), T.EXPORT_BAN, False),
        (Amount(AmountKind.SHARE, 90, "percent", evidence(TOLD.body, "4")), T.EXPORT_BAN, False),
    ],
)
def test_a_key_figure_is_the_measures_own(figure: Figure, kind: MeasureType, wanted: bool) -> None:
    assert is_key(figure, kind) is wanted


def test_a_figure_of_the_inquiry_before_a_duty_is_not_the_dutys() -> None:
    begun = day(TOLD, "June 4", "2025-06-04")
    inquiry = measure(TOLD, begun, action=A.INVESTIGATE, quote="It applies from June 4")
    assert values(event(TOLD, measure(TOLD, FIFTY), inquiry)) == {"50%"}
