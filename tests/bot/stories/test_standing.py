"""Where a measure stands by the word of one item, checked against its days and its headline."""

import pytest

from bot.model.event import DateRole, Day, Rate, Status
from bot.model.feed import Tier
from bot.stories.standing import heard
from tests.bot.stories.made import START, A, S, T, day, event, item, measure, rate


@pytest.mark.parametrize(
    ("title", "read", "stands"),
    [
        ("Duty on widgets takes effect", S.ADOPTED, S.IN_FORCE),
        ("US begins to collect duty on widgets", S.ADOPTED, S.IN_FORCE),
        ("Duty on widgets comes into force", S.PROPOSED, S.IN_FORCE),
        ("Duty on widgets will take effect in May", S.ADOPTED, S.ADOPTED),
        ("Duty on widgets to come into force", S.ADOPTED, S.ADOPTED),
        ("Talks on widget duty begin", S.CONSIDERED, S.CONSIDERED),
        ("Ministry denies plan for duty on widgets", S.IN_FORCE, S.CONSIDERED),
    ],
)
def test_a_headline_bears_a_status_out(title: str, read: Status, stands: Status) -> None:
    told = item(title)
    after = heard(event(told, measure(told, status=read)), START)
    assert after.lead.status is stands


def test_where_relief_is_denied_the_measure_applies() -> None:
    told = item("Claim that duty on widgets was lifted is not true")
    after = heard(event(told, measure(told, action=A.REMOVE, status=S.ENDED)), START)
    assert (after.lead.status, after.lead.action) == (S.IN_FORCE, A.UPHOLD)


def test_what_starts_on_a_later_day_is_not_in_force() -> None:
    told = item("Duty on widgets rises", "It starts on July 1.")
    lead = measure(told, day(told, "July 1", "2025-07-01"), status=S.IN_FORCE)
    assert heard(event(told, lead), START).lead.status is S.ADOPTED


def test_a_day_that_lies_ahead_was_not_that_of_the_announcement() -> None:
    told = item("Duty on widgets rises", "As of July 1.")
    lead = measure(told, day(told, "July 1", "2025-07-01", DateRole.ANNOUNCED))
    (figure,) = heard(event(told, lead), START).lead.figures
    assert isinstance(figure, Day)
    assert figure.role is DateRole.EFFECTIVE


def test_an_official_final_finding_of_a_case_is_no_proposal() -> None:
    title = "Widgets from Freedonia: final affirmative determination of sales at less than value"
    told = item(title, tier=Tier.OFFICIAL)
    lead = measure(told, type=T.ANTI_DUMPING, status=S.CONSIDERED, action=A.IMPOSE)
    assert heard(event(told, lead), START).lead.status is S.ADOPTED


def test_what_two_governments_strike_is_agreed() -> None:
    told = item("US and Freedonia strike trade deal")
    lead = measure(told, by="US", on="BR", status=S.IN_FORCE)
    assert heard(event(told, lead), START).lead.status is S.AGREED


def test_an_event_that_is_borne_out_stays_as_it_is() -> None:
    told = item("Duty on widgets rises")
    whole = event(told, measure(told))
    assert heard(whole, START) is whole


def test_a_rate_that_is_named_as_replaced_is_the_one_before() -> None:
    told = item("Duty on widgets to be 15%, not 10%", "It was 10%.")
    lead = measure(told, rate(told, "15%", 15), rate(told, "10%", 10))
    (figure,) = heard(event(told, lead), START).lead.figures
    assert isinstance(figure, Rate)
    assert (figure.value, figure.previous) == (15, 10)
