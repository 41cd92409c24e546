"""What a clause says is done to a barrier."""

import pytest

from bot.events.claims import claims
from bot.model.event import Direction, MeasureAction, MeasureType
from tests.bot.events.reading import phrases, view

WAYS = {
    "easing": Direction.LIBERALISING,
    "tightening": Direction.RESTRICTIVE,
    "neutral": Direction.NEUTRAL,
}
# The contract calls an opened investigation neutral; denials are weighed over the whole item;
# the last names no barrier of the vocabulary.
OTHERWISE = {"a16", "a28", "a29", "a30", "a32"}


@pytest.mark.parametrize(
    "phrase",
    [one for one in phrases("action") if one["id"] not in OTHERWISE],
    ids=lambda phrase: phrase["id"],
)
def test_a_labelled_sentence_moves_trade_its_way(phrase: dict[str, dict[str, str]]) -> None:
    first = claims(view(str(phrase["text"])))[0]
    assert first.direction is WAYS[phrase["expect"]["direction"]]


T, A = MeasureType, MeasureAction


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("India lifts its ban on wheat exports", T.EXPORT_BAN, A.REMOVE),
        ("Ecuador lifts tariffs to 50%", T.IMPORT_TARIFF, A.RAISE),
        ("Ankara halts imports of beef", T.IMPORT_BAN, A.IMPOSE),
        ("China resumes imports of Australian lobster", T.IMPORT_BAN, A.EASE),
        ("Manila orders a suspension of rice imports", T.IMPORT_BAN, A.IMPOSE),
        ("Jakarta permits mills to export 1 million tonnes of sugar", T.EXPORT_QUOTA, A.EASE),
        ("The EU halves its steel import quotas", T.IMPORT_QUOTA, A.TIGHTEN),
        ("Ottawa ends the de minimis exemption", T.IMPORT_TARIFF, A.IMPOSE),
        ("The US extends tariff exclusions", T.IMPORT_TARIFF, A.EXTEND),
        ("Kyiv imposes a duty on soybean exports", T.EXPORT_TAX, A.IMPOSE),
        ("BIS removes 12 firms from the Entity List", T.ENTITY_LISTING, A.REMOVE),
        ("A WTO panel rejects the duties", T.IMPORT_TARIFF, A.STRIKE_DOWN),
        ("China charges a fee on American ships", T.PORT_FEE, A.IMPOSE),
        ("Trump signs an order that adds a 40% duty on Brazilian goods", T.IMPORT_TARIFF, A.IMPOSE),
        ("Continuation of the antidumping duty orders on flanges", T.ANTI_DUMPING, A.EXTEND),
        ("Peru opens an anti-dumping probe", T.ANTI_DUMPING, A.INVESTIGATE),
        ("The free trade agreement enters into force", T.TRADE_AGREEMENT, A.EASE),
        ("商务部对稀土实施出口管制", T.EXPORT_CONTROL, A.IMPOSE),
        ("中国暂停加征关税", T.IMPORT_TARIFF, A.SUSPEND),
    ],
)
def test_an_act_is_told_in_the_words_of_the_contract(
    text: str, kind: MeasureType, action: MeasureAction
) -> None:
    first = claims(view(text))[0]
    assert (first.type, first.action) == (kind, action)


@pytest.mark.parametrize(
    "text",
    ["It replied after Washington raised duties.", "Last year Turkey imposed a quota."],
)
def test_what_lies_back_is_background(text: str) -> None:
    assert all(one.background for one in claims(view(text)))


def test_a_plan_that_is_reversed_is_suspended() -> None:
    text = "It marks a reversal of plans to impose curbs on exports of graphite."
    (claim,) = claims(view(text))
    assert (claim.action, claim.direction) == (A.SUSPEND, Direction.LIBERALISING)
