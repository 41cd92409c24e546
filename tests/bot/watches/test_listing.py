"""Watch lists: a CSV to a rule that says which entries were hit; watches to TOML and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.seeds import load_watches
from bot.model.errors import TellUser
from bot.model.watch import Watch
from bot.watches.listing import read_list, toml
from bot.watches.match import compile_watches
from tests.bot.watches.stories import KNOWN
from tests.bot.watches.test_plain import CODED, ITEM

LIST = """kind,code,label
hs,8542.31,Processors
eccn,3A090,
supplier,,"Naura Technology Group Co., Ltd."
Entity,SMIC,
country,TR,Türkiye
keyword,retaliat*,
keyword,"rare earth magnets",
keyword,chips,
hs,85423100,
"""


def test_a_list_becomes_a_rule_with_a_clause_for_each_entry() -> None:
    found = read_list(LIST, KNOWN)
    assert found.entries == 9
    assert found.rule == (
        'hs:8542.31 OR hs:=8542 OR eccn:3A090 OR "Naura Technology Group" OR "SMIC" OR country:TR'
        ' OR retaliat* OR "rare earth magnets" OR chips OR hs:85423100'
    )


def test_an_alert_says_which_entries_were_hit() -> None:
    found = read_list(LIST, KNOWN)
    watch = Watch("mine", "Mine", "", found.rule, labels=found.labels)
    (match,) = compile_watches([watch], KNOWN).match(CODED, ITEM)
    hit = ["hs:8542.31", "eccn:3A090", "retaliat*", '"rare earth magnets"', "chips"]
    assert [why.fact for why in match.why] == hit
    assert [why.label for why in match.why] == ["Processors", "", "", "", ""]


def test_a_heading_is_called_what_its_code_is_called_and_a_bare_name_has_no_other() -> None:
    labels = read_list(LIST, KNOWN).labels
    assert labels == (
        ("hs:8542.31", "Processors"),
        ("hs:=8542", "Processors"),
        ("country:TR", "Türkiye"),
    )


@pytest.mark.parametrize("written", ["hs;8542;", "\ufeffhs\t8542", "\n\nkind, code\nhs , 8542"])
def test_spreadsheets_write_lists_in_many_ways(written: str) -> None:
    assert read_list(written, KNOWN).rule == "hs:8542"


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "The list has no entries"),
        (
            "kind,code,label\nsuplier,,X",
            "At line 2: there is no kind suplier; did you mean supplier?",
        ),
        ("hs,chips,", "At line 1: hs:chips cannot be read. At column 4: chips is no HS code"),
        ("hs,8542\ncountry,Atlantis", "At line 2: country:Atlantis cannot be read."),
        ("keyword,,", "At line 1: this keyword has neither code nor label."),
        ("keyword,a*", "At line 1: a* cannot be read."),
        (f"keyword,{'x' * 200_000}", "At line 1: this is no CSV: field larger than field limit"),
    ],
)
def test_a_fault_of_a_list_is_named_with_its_line(written: str, sentence: str) -> None:
    with pytest.raises(TellUser) as refused:
        read_list(written, KNOWN)
    assert str(refused.value).startswith(sentence)


def test_a_large_list_is_one_rule() -> None:
    rows = [f"hs,{8400 + n % 100}{n:02d}" for n in range(200)] + [
        f"keyword,word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(400)
    ]
    assert read_list("\n".join(rows), KNOWN).rule.count(" OR ") > 500


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\x7f"), min_size=1
).filter(str.strip)


@given(texts, texts)
def test_watches_come_back_from_their_toml(
    tmp_path_factory: pytest.TempPathFactory, name: str, summary: str
) -> None:
    watches = (Watch("a", name, summary, 'source:"x" /\\d"/'), Watch("b", "B", "S.", "to:US"))
    file = tmp_path_factory.mktemp("watches") / "watches.toml"
    file.write_text(toml(watches), encoding="utf-8")
    assert load_watches(file, KNOWN) == watches
