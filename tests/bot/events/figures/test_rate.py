"""Duty rates: what the labelled sentences hold, and what they must not give."""

from typing import Any

import pytest

from bot.events.figures.rate import candidates
from bot.model.event import Amount, Qualifier, Rate
from tests.bot.events.reading import phrases, view

Told = tuple[float | None, float, float | None]  # previous, value, upper

# Read otherwise than labelled: steps of a schedule, a scrapped rate and "by 10%" are plain rates.
OTHERWISE = {"r39", "r41", "r49"}


def rates(text: str) -> set[Told]:
    found = [one.figure for one in candidates(view(text))]
    return {
        (one.previous, one.value, one.upper)
        for one in found
        if isinstance(one, Rate) and one.unit == "percent"
    }


def labelled(expect: list[dict[str, Any]]) -> set[Told]:
    plain = [one for one in expect if one.get("unit") != "spec" and one.get("k") != "rebate"]
    return {
        (one.get("f"), one["t"], None) if "t" in one else (None, one["lo"], one["hi"])
        for one in plain
        if "t" in one or "lo" in one
    }


@pytest.mark.parametrize(
    "phrase",
    [one for one in phrases("rate") if one["id"] not in OTHERWISE],
    ids=lambda phrase: phrase["id"],
)
def test_a_labelled_sentence_gives_its_rates(phrase: dict[str, Any]) -> None:
    assert rates(phrase["text"]) == labelled(phrase["expect"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Duties on tiles drop to 5 per cent from 12 per cent.", {(12, 5, None)}),
        ("Canada put a 25% levy on Chinese steel.", {(None, 25, None)}),
        ("Tariffs of anywhere from 8% to 19% apply.", {(None, 8, 19)}),
        ("Chile will pay 10%, Peru 12% and Bolivia 15% in customs duty.",
         {(None, 10, None), (None, 12, None), (None, 15, None)}),
        ("Kenya will cut to zero the import duty on rice (now 9%), wheat (12%).",
         {(9, 0, None), (12, 0, None)}),
        ("Peru charges a duty of 20% on rice from Ecuador, up from 10%.", {(10, 20, None)}),
        ("The tariff is 12% on shoes and bags of any origin, down from 18%.", {(18, 12, None)}),
        ("The duty of 8%, raised from 5% in May, stays.", {(5, 8, None)}),
        ("The duty is 20%. Tiles pay a tariff of 15%, up from 10%.",
         {(None, 20, None), (10, 15, None)}),
        ("The duty will be 15%, not 10%.", {(None, 15, None)}),
        ("The duty will be 15% and not 10%.", {(None, 15, None)}),
        ("The duty must not exceed 10%.", {(None, 10, None)}),
        ("对原产于美国的商品加征34%关税。", {(None, 34, None)}),
        ("关税由57%下调至47%。", {(57, 47, None)}),
        ("征收百分之二十五的关税。", {(None, 25, None)}),
    ],
)  # fmt: skip
def test_a_rate_is_taken(text: str, expected: set[Told]) -> None:
    assert rates(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Growth of 5.4 percent outpaced the tariffs.",
        "The tariffs cover 35% of trade.",
        "Tariff-exposed shares fell as much as 7%.",
        "A poll found 62% of firms fear the duty.",
        "VAT stays at 13% and the duty is unchanged.",
        "Imports covered by the duty fell 27%.",
        "The 50% ownership rule applies to sanctions.",
        "China holds 16% of the market, up from 2%, despite the duty.",
        "Polls show that 61% of Brazilians blame the tariff on him.",
        "Bond yields rose to 4% from 3% as tariffs bit.",
    ],
)
def test_no_rate_is_taken_of_something_else(text: str) -> None:
    assert rates(text) == set()


def test_points_without_a_level_are_a_change_in_points() -> None:
    found = [one.figure for one in candidates(view("The duty rises by 10 percentage points."))]
    assert [(one.value, one.unit) for one in found if isinstance(one, Rate)] == [
        (10, "percentage_points")
    ]


def test_the_rate_before_a_doubling_is_derived_and_not_read() -> None:
    (one,) = [one for one in candidates(view("Steel tariffs doubled to 50%.")) if one.figure]
    assert isinstance(one.figure, Rate)
    assert one.figure.previous is None
    assert one.derived is not None
    assert (one.derived.kind, one.derived.value) == ("previous_rate", "25")


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("tariffs of up to 100%", Qualifier.UP_TO),
        ("tariffs of at least 34%", Qualifier.AT_LEAST),
        ("a tariff of about 15%", Qualifier.ABOUT),
        ("an additional 10% duty", Qualifier.ADDITIONAL),
        ("a 10% duty", Qualifier.EXACT),
    ],
)
def test_a_rate_is_qualified(text: str, qualifier: Qualifier) -> None:
    found = [one.figure for one in candidates(view(text))]
    assert [one.qualifier for one in found if isinstance(one, Rate)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("China makes about 90% of the world's magnets.", [90]),
        ("Quotas were set at 80% of 2024 volumes.", [80]),
        ("The quota was cut by 47%.", [47]),
        ("Its market share shrank from 38% to 24%.", [38, 24]),
        ("Prices jumped 40% in a week.", []),
    ],
)
def test_a_proportion_is_a_share(text: str, shares: list[float]) -> None:
    found = [one.figure for one in candidates(view(text))]
    assert [one.value for one in found if isinstance(one, Amount)] == shares
