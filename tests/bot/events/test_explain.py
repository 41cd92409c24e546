"""Why an item was read as it was."""

from bot.events.explain import explain
from tests.bot.events.reading import item, lens


def test_every_figure_has_a_reason_taken_or_not() -> None:
    one = item("China lifts tariff to 25% from 10%", "Shares fell 3%. It lasts for two years.")
    lines = explain(one, lens())
    assert all(line.why for line in lines)
    figures = {one.body[line.start : line.end]: line.taken for line in lines if "rate" in line.what}
    assert figures == {"to 25% from 10%": True}
    refused = [one.body[line.start : line.end] for line in lines if line.style == "rejected"]
    assert "3%" in refused


def test_an_item_that_is_not_relevant_says_why() -> None:
    first = explain(item("Hotels hike room tariffs"), lens())[0]
    assert (first.taken, first.what) == (False, "not relevant")
