import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.errors import TellUser
from bot.watches.parse import MAX_DEPTH, MAX_LENGTH, canonical, parse
from bot.watches.tree import And, Clause, Node, Not, Or


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("from:CN", "from:CN"),
        ("FROM:CN to:us", "from:CN AND to:us"),
        ("from:CN AND (to:US)", "from:CN AND to:US"),
        ("(from:CN type:export_control) to:US", "from:CN AND type:export_control AND to:US"),
        ("from:CN -to:US", "from:CN AND NOT to:US"),
        ("from:CN NOT(to:US OR to:EU)", "from:CN AND NOT (to:US OR to:EU)"),
        ("type:(safeguard OR anti_dumping)", "type:safeguard OR type:anti_dumping"),
        ('source:"Harbor Wire"', 'source:"Harbor Wire"'),
        ('product:"steel"', "product:steel"),
        ("product:=metals", "product:=metals"),
        ('product:"=metals"', 'product:"=metals"'),
        ("rate >= 25%", "rate>=25%"),
        ('source:"AND"', "source:AND"),
        ("from:CN (rate>=25 OR change>=10)", "from:CN AND (rate>=25 OR change>=10)"),
    ],
)
def test_a_rule_has_one_canonical_writing(rule: str, written: str) -> None:
    assert canonical(rule) == written


@pytest.mark.parametrize(
    ("rule", "column", "sentence"),
    [
        ("", 1, "the rule is empty"),
        ("   ", 1, "the rule is empty"),
        ("from:CN form:US", 9, "there is no field form; did you mean from?"),
        ("xyzzy:US", 1, "there is no field xyzzy; there are from, to,"),
        ("from=CN", 1, "from takes a colon"),
        ("rate:25", 1, "rate is a number and takes a comparison: rate>=25."),
        ("from:", 6, "a value has to follow from:"),
        ("from:CN rate>=", 15, "a value has to follow rate>="),
        ('from:"', 6, "this quotation mark is never closed"),
        ("(from:CN", 1, "this ( is never closed"),
        ("type:(safeguard", 6, "this ( is never closed"),
        ("from:CN)", 8, "this ) has no ( before it"),
        ("type:(safeguard anti_dumping)", 17, "only OR can stand between the values of type:"),
        ("from:CN AND", 12, "the rule ends where a fact is expected"),
        ("AND from:CN", 1, "AND has to stand between two facts"),
        ("from:CN OR OR to:US", 12, "OR has to stand between two facts"),
        ("()", 2, "a fact is expected before this )"),
        ("from:CN and to:US", 9, "write AND in capitals"),
        ("gallium from:CN", 1, "rules over words (gallium) come later"),
        ('from:CN "entity list"', 9, "rules over words (entity list) come later"),
        ("from:CN NEAR/10 to:US", 9, "rules over words (NEAR/10) come later"),
    ],
)
def test_a_refusal_points_at_the_column(rule: str, column: int, sentence: str) -> None:
    with pytest.raises(TellUser) as refused:
        parse(rule)
    assert str(refused.value).startswith(f"At column {column}: {sentence}")


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        (
            "from:CN OR from:US to:EU",
            "from:CN OR (from:US AND to:EU)",
            "(from:CN OR from:US) AND to:EU",
        ),
        (
            "from:CN to:US OR to:EU NOT rate>5",
            "(from:CN AND to:US) OR (to:EU AND NOT rate>5)",
            "from:CN AND (to:US OR to:EU) AND NOT rate>5",
        ),
    ],
)
def test_and_beside_or_is_refused_with_both_readings(rule: str, one: str, other: str) -> None:
    with pytest.raises(TellUser) as refused:
        parse(rule)
    assert str(refused.value).endswith(f"need parentheses here; write {one} or {other}")
    assert canonical(one) == one
    assert canonical(other) == other


@pytest.mark.parametrize(
    "rule", ["NOT from:CN", "-from:CN -to:US", "from:CN OR NOT to:US", "NOT (from:CN to:US)"]
)
def test_a_rule_without_an_anchor_is_refused(rule: str) -> None:
    with pytest.raises(TellUser, match="would take every story that does not say something"):
        parse(rule)


@pytest.mark.parametrize(
    "rule", ["NOT NOT from:CN", "NOT (NOT from:CN OR to:US)", "from:CN NOT to:US"]
)
def test_an_anchor_may_stand_under_two_negations(rule: str) -> None:
    assert parse(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "(" * 10_000,
        "-" * 10_000,
        "NOT " * 4_000 + "from:CN",
        "from:CN " * 2_400,
        "a" * (MAX_LENGTH + 1),
        "a" * MAX_LENGTH,
        "from:CN" + " " * (MAX_LENGTH - 20) + "x",
        '"' * (MAX_LENGTH - 1),
    ],
)
def test_a_hostile_rule_is_refused_at_once(rule: str) -> None:
    start = time.process_time()
    with pytest.raises(TellUser):
        parse(rule)
    assert time.process_time() - start < 0.5


def test_nesting_is_served_up_to_its_limit() -> None:
    assert canonical("(" * MAX_DEPTH + "from:CN" + ")" * MAX_DEPTH) == "from:CN"


values = st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]), min_size=1)
leaves = st.builds(
    Clause,
    st.sampled_from(["from", "product", "source"]),
    st.sampled_from([":", ":="]),
    values.filter(str.strip),
    st.just(0),
)


def _inside(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(And, several) | st.builds(Or, several)


@given(st.recursive(leaves, _inside, max_leaves=12))
def test_the_canonical_writing_is_its_own_canonical_writing(node: Node) -> None:
    anchor = Clause("from", ":", "CN", 0)
    once = canonical(str(And((anchor, node))))
    assert canonical(once) == once


@given(st.text(st.sampled_from('from:CN()-"=<> AND OR NOT rate>=5'), max_size=40))
def test_any_text_is_a_rule_or_a_sentence(text: str) -> None:
    try:
        written = canonical(text)
    except TellUser as refused:
        assert str(refused).startswith("At column")  # noqa: PT017  both ends are good ends
    else:
        assert canonical(written) == written
