"""Status words, where they mean what they say and where they do not."""

import pytest

from bot.events.cues import cues
from bot.model.event import MeasureAction, Status
from tests.bot.events.reading import told, view


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The US threatens tariffs on wine.", {"threatened"}),
        ("Steel imports are a threat to national security.", set()),
        ("The industry was threatened by material injury.", set()),
        ("Dumped goods threatened substantial damage.", set()),
        ("Brazil may raise its duty on steel.", {"considered"}),
        ("A duty applies from May 2.", set()),
        ("Customs may not levy the duty.", set()),
        ("Goods are likely to be sold at less than fair value.", set()),
        ("The duty is likely to rise.", {"considered"}),
        ("The anode is likely to be, sold below cost.", set()),
        ("The duty will not start before July.", set()),
        ("The minister will not raise the duty.", {"denied"}),
    ],
)
def test_a_cue_counts_where_it_means_a_status(text: str, said: set[str]) -> None:
    found = view(text)
    assert cues(found, 0, len(found.lower)) == said


@pytest.mark.parametrize(
    "title",
    [
        "US no longer plans tariffs on Danish medicines",
        "Indonesia shelves plan for export tax on nickel",
        "Tariff on French wine is off the table, Paris says",
    ],
)
def test_a_plan_that_is_given_up_has_ended(title: str) -> None:
    lead = told(title).lead
    assert (lead.action, lead.status) == (MeasureAction.REMOVE, Status.ENDED)


@pytest.mark.parametrize(
    "title",
    [
        "US plans tariffs on Danish medicines",
        "Indonesia plans export tax on nickel",
        "EU puts tariff on French wine rival on the table",
    ],
)
def test_a_plan_that_stands_has_not_ended(title: str) -> None:
    assert told(title).lead.status is not Status.ENDED
