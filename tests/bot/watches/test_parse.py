import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.errors import TellUser
from bot.watches.parse import MAX_DEPTH, MAX_LENGTH, canonical, parse
from bot.watches.tree import And, Clause, Near, Node, Not, Or, Regex, Words


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
        ("rare-earth magnets", "rare-earth AND magnets"),
        ("“entity list” NEAR chip*", '"entity list" NEAR/4 chip*'),
        ("(a OR b) NEAR/9 (c) d", "(a OR b) NEAR/9 c AND d"),
        ("a OR b NEAR c", "a OR b NEAR/4 c"),
        ('title:(retaliat* OR "tit for tat")', 'title:retaliat* OR title:"tit for tat"'),
        (r"text:/85\d\d\/x/ -steel", r"text:/85\d\d\/x/ AND NOT steel"),
        ("rate ≥ 25", "rate>=25"),
        ("rate => 25", "rate>=25"),
        ("from：CN（gallium）", "from:CN AND gallium"),
        ('"稀土：出口" /a（b）/', '"稀土：出口" AND /a（b）/'),
        ("gallium NOT (steel NEAR/5 zinc)", "gallium AND NOT (steel NEAR/5 zinc)"),
        ('source:"-x"', 'source:"-x"'),
        ("firms' 10:30 1,000", "firms' AND 10:30 AND 1,000"),
        ("관세*", "관세*"),
        ("effective<=30d after:2025-10", "effective<=30d AND after:2025-10"),
        ("missing:rate from:US", "missing:rate AND from:US"),
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
        ("from:CN AND", 12, "the rule ends where a word or a fact is expected"),
        ("AND from:CN", 1, "AND has to stand between two facts"),
        ("from:CN OR OR to:US", 12, "OR has to stand between two facts"),
        ("()", 2, "a word or a fact is expected before this )"),
        ("from:CN and to:US", 9, "write AND in capitals"),
        ("effective:2025-11-10", 1, "effective is a date and takes a comparison: effective<=30d."),
        ("after=2025", 1, "after takes a colon, as in after:VALUE."),
        ("headline:steel", 1, "there is no field headline; did you mean title?"),
        ("gallium near/3 steel", 9, "write NEAR/3 in capitals."),
        ("gallium NEAR/0 steel", 9, "NEAR takes 1 to 100 words"),
        ("NEAR/3 steel", 1, "NEAR has to stand between two words."),
        ("from:CN NEAR/10 to:US", 9, "NEAR stands between words and phrases"),
        ("a NEAR/3 (b OR NOT c)", 3, "NEAR stands between words and phrases"),
        ("a NEAR b NEAR c", 10, "NEAR takes two sides; write (a NEAR/4 b) (b NEAR/4 c)."),
        ("a*", 1, "a* would take too many words: a star needs at least 4 letters before it."),
        ('"rare ear*"', 1, "ear* would take too many words"),
        ("*tariff", 1, "a star stands at the end of a word"),
        ("tar*iff", 1, "a star stands at the end of a word"),
        ("稀土*", 1, "no star is needed after 土"),
        ("wom?n", 4, "? has no meaning in a word; put it in quotation marks"),
        ("steel, zinc", 6, ", has no meaning in a word; write OR."),
        ("steel && zinc", 7, "& has no meaning in a word; write AND."),
        ('""', 1, "there is no word in empty quotation marks."),
        ("… steel", 1, "there is no word in …."),
        ("/steel", 1, "this / begins a regular expression that no second / closes."),
        ("/(?=steel)/", 1, "this expression cannot be run in linear time (RE2): invalid perl oper"),
        ("/(a{900}){900}/", 1, "this expression cannot be run in linear time (RE2): "),
        (r"/(x)\1/", 1, "this expression cannot be run in linear time (RE2): invalid escape"),
        ("/steel|z*/", 1, "this expression takes any text, since it takes an empty one."),
        ("source:/wire/", 8, "a regular expression looks at words and not at source"),
        ("money>=5 bn", 10, 'the unit belongs to the number; write money>="5 bn".'),
        ("title:-china", 7, "NOT stands before the field; write NOT title:china"),
        ("from:(CN OR NOT US)", 13, "NOT stands before the field; write NOT from:VALUE"),
        ("from:AND", 6, "AND stands where a value of from: is expected."),
        ("from!=CN", 1, "from takes a colon; write NOT from:VALUE."),
        ("hs6:8542", 1, "there is no field hs6; did you mean hs?"),
        (":x", 1, "there is no field without a name; there are from, to,"),
        ("a NEAR:5 b", 3, "NEAR takes a slash, as in tariff NEAR/10 steel."),
        ("a NEAR5 b", 3, "write NEAR/5 for words that stand near;"),
        ("a W/5 b", 3, "write NEAR/5 for words that stand near;"),
        ("a NEAR/5 NOT b", 10, "NEAR looks for words that are there; write NOT (a NEAR/4 b)."),
        ("'entity list'", 1, "phrases stand in double quotation marks, not in '."),
        ("관*", 1, "관* would take too many words"),
        ("title:=steel", 1, "title takes a plain colon"),
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
    "rule",
    [
        "NOT from:CN",
        "-from:CN -to:US",
        "from:CN OR NOT to:US",
        "NOT (from:CN to:US)",
        "-gallium",
        "missing:rate",
        "after:2025 before:2030",
        "NOT missing:rate",
    ],
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
        "from:CN" + " " * (MAX_LENGTH - 20) + "(",
        "word " * 8_000,
        "/" + "\\\\/" * 13_000,
        "a OR b " * 1_000,
        "a* " * 10_000,
        "/" + "(" * 900 + ")" * 900 + "/",
        "/" + "(x+x+)+" * 200,
        '"' * (MAX_LENGTH - 1),
    ],
)
def test_a_hostile_rule_is_refused_at_once(rule: str) -> None:
    start = time.process_time()
    with pytest.raises(TellUser):
        parse(rule)
    assert time.process_time() - start < 5.0  # what grows with the square takes minutes


def test_nesting_is_served_up_to_its_limit() -> None:
    assert canonical("(" * MAX_DEPTH + "from:CN" + ")" * MAX_DEPTH) == "from:CN"


values = st.text(st.characters(exclude_characters='"“”„«»', exclude_categories=["Cs"]), min_size=1)
spoken = st.sampled_from(["gallium", "rare-earth", "retaliat*", "稀土", "U.S.", "x_y"])
words = st.builds(Words, spoken, st.booleans(), st.sampled_from(["", "title", "text"]))
some = st.lists(st.builds(Words, spoken, st.booleans()), min_size=1, max_size=2).map(tuple)
facts = st.builds(
    Clause,
    st.sampled_from(["from", "product", "source"]),
    st.sampled_from([":", ":="]),
    values.filter(str.strip),
    st.just(0),
)
leaves = (
    facts
    | words
    | st.builds(Near, some, some, st.integers(1, 100))
    | st.builds(Regex, st.sampled_from(["a+b", r"c\/d", "(?i)x "]), st.sampled_from(["", "title"]))
)


def _inside(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(And, several) | st.builds(Or, several)


@given(st.recursive(leaves, _inside, max_leaves=12))
def test_the_canonical_writing_is_its_own_canonical_writing(node: Node) -> None:
    anchor = Clause("from", ":", "CN", 0)
    once = canonical(str(And((anchor, node))))
    assert canonical(once) == once


@given(
    st.text(st.sampled_from('from:CN()-"=<> AND OR NOT NEAR/3 rate>=5 steel* /title'), max_size=40)
)
def test_any_text_is_a_rule_or_a_sentence(text: str) -> None:
    try:
        written = canonical(text)
    except TellUser as refused:
        assert str(refused).startswith("At column")  # noqa: PT017  both ends are good ends
    else:
        assert canonical(written) == written
