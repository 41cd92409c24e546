"""Words, keys, quotes and voices: the small readings that grouping rests on."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.event import Event
from bot.stories.background import rarity
from bot.stories.cases import subject
from bot.stories.keys import LIMIT, keys
from bot.stories.likeness import likeness, vector
from bot.stories.place import place
from bot.stories.quoting import LONGEST, sentence
from bot.stories.voice import Voice, voice
from bot.stories.words import TERMS, bare_title, plain_title, stems, terms
from tests.bot.stories.made import START, T, event, evidence, item, measure


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("UPDATE 2-EU to tax steel", "EU to tax steel"),
        ("WRAPUP 1-EU to tax steel", "EU to tax steel"),
        ("BREAKING: EU to tax steel", "EU to tax steel"),
        ("LIVE: BREAKING: EU to tax steel", "EU to tax steel"),
        ("CORRECTED-EU to tax steel", "EU to tax steel"),
        ("EU to tax steel - Northgate Times", "EU to tax steel"),
        ("EU to tax steel | The Example Wire", "EU to tax steel"),
        ("EU to tax steel - by half from May", "EU to tax steel - by half from May"),
        ("Updated quotas for steel", "Updated quotas for steel"),
    ],
)
def test_what_desks_and_outlets_add_is_taken_off(title: str, bare: str) -> None:
    assert bare_title(title, "Example Wire") == bare


def test_a_plain_title_is_folded_words() -> None:
    assert plain_title("UPDATE 1-US: 25% on “Steel”!") == "us 25% on steel"


def test_a_stem_stands_for_the_forms_of_a_word() -> None:
    assert len(set(stems("tariffs tariff"))) == 1
    assert len(set(stems("imposes imposed imposing"))) == 1
    assert stems("in 2025 on 14 May") == stems("in on May")
    assert stems("37.6% 1,463 lines") == ["37.6%", "1463", stems("line")[0]]


@given(st.text(max_size=400), st.text(max_size=4000))
def test_terms_are_few_and_the_same_each_time(title: str, text: str) -> None:
    found = terms(title, text)
    assert len(found) <= TERMS
    assert found == terms(title, text)
    assert sorted(map(rarity, found), reverse=True) == list(map(rarity, found))


def test_likeness_is_one_for_the_same_words_and_none_without_common_ones() -> None:
    told = item("Steel duty doubles", "Mills protested loudly in Ohio.")
    story = place(event(told, measure(told)), [], START).after
    assert likeness(vector(told.title, terms(told.title, told.text)), story) == pytest.approx(1)
    assert likeness(vector("Rice harvest", ()), story) == 0
    assert likeness(vector("", ()), story) == 0


def of(title: str, text: str = "", **facts: object) -> Event:
    told = item(title, text, url="https://www.example.com/a?utm_source=x#top")
    return event(told, measure(told, **facts), legal="us:fr:2025-19001")  # type: ignore[arg-type]


def test_keys_name_the_item_the_address_the_title_the_law_and_the_facts() -> None:
    found = keys(of("UPDATE 2-US doubles steel duty", on="CN"))
    assert found[:4] == (
        "item:example-wire/UPDATE 2-US doubles steel duty",
        "url:https://www.example.com/a",
        "title:us doubles steel duty",
        "legal:us:fr:2025-19001",
    )
    assert {"fact:US:duty:steel", "fact:US>CN:import_tariff"} <= set(found)
    assert any(key.startswith("word:") for key in found)


@given(st.text(max_size=300), st.text(max_size=3000))
def test_keys_are_few_and_differ(title: str, text: str) -> None:
    told = item(title, text, key="k")
    found = keys(event(told, measure(told, goods="a b c d e f g", on="A B C D E")))
    assert len(found) <= LIMIT
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("US raises steel duty", Voice.REPORT),
        ("CORRECTED: US raises steel duty", Voice.CORRECTION),
        ("Correction: steel story", Voice.CORRECTION),
        ("Weekly wrap: steel, ships and chips", Voice.ROUNDUP),
        ("Steel and ships: the week in trade", Voice.ROUNDUP),
        ("Copper futures jump to record after tariff remark", Voice.REACTION),
        ("Wall Street has worst day since April", Voice.REACTION),
        ("Farmers welcome thaw with China", Voice.REACTION),
        ("Explainer: how the quota works", Voice.COMMENT),
        ("Five things to ask about the rule", Voice.COMMENT),
        ("India sets price floor for rice", Voice.REPORT),
        ("EU steel plan: quotas almost halved, draft shows", Voice.REPORT),
    ],
)
def test_a_headline_tells_in_which_voice_an_item_speaks(title: str, wanted: Voice) -> None:
    assert voice(item(title)) is wanted


def test_an_item_that_mends_an_earlier_version_is_a_correction() -> None:
    told = item("Duty to be 50%", "It is 50%.\n\nCorrection: an earlier version of this article …")
    assert voice(told) is Voice.CORRECTION


@pytest.mark.parametrize(
    ("title", "goods"),
    [
        ("Erythritol from the People's Republic of China: preliminary determination", "erythritol"),
        ("Certain hard capsules from India: final determination", "hard capsules"),
        (
            "Final ruling in the anti-dumping investigation of brandy originating in France",
            "brandy",
        ),
        ("Definitive duties on imports of bicycles from China", "bicycles"),
        ("US doubles steel duty", ""),
    ],
)
def test_a_notice_names_the_goods_of_its_case(title: str, goods: str) -> None:
    assert subject(title) == set(stems(goods))


def test_a_case_on_other_goods_is_told_apart_by_its_notice() -> None:
    form = "preliminary affirmative determination of sales at less than fair value"
    one = item(f"Erythritol from China: {form}", "Margins are 450 percent.")
    two = item(f"Capsules from China: {form}", "Margins are 172 percent.")
    facts = {"type": T.ANTI_DUMPING, "goods": "", "on": "CN"}
    first = place(event(one, measure(one, **facts)), [], START)  # type: ignore[arg-type]
    second = place(event(two, measure(two, **facts)), [first.after], START)  # type: ignore[arg-type]
    assert second.before is None
    assert "another case" in second.why


def test_the_sentence_of_a_value_is_quoted() -> None:
    told = item("Steel duty", "It was 25%. It is now 50% for all, the U.S. said. Mills cheered.")
    assert sentence(told, evidence(told.body, "50%")) == "It is now 50% for all, the U.S. said."


def test_a_long_sentence_is_cut_around_the_value_between_words() -> None:
    told = item("Title", "word " * 80 + "exactly 50% " + "other " * 80)
    quoted = sentence(told, evidence(told.body, "50%"))
    assert len(quoted) <= LONGEST
    assert "exactly 50% other" in quoted
    assert quoted.startswith("…word")
    assert quoted.endswith("other…")


@given(st.text(min_size=1, max_size=600), st.data())
def test_a_quote_is_short_and_from_the_item(text: str, data: st.DataObject) -> None:
    told = item("Title", text)
    start = data.draw(st.integers(0, len(told.body) - 1))
    quoted = sentence(told, evidence(told.body, told.body[start : start + 5]))
    assert len(quoted) <= LONGEST
    assert quoted.strip("…") in " ".join(told.body.split())


@pytest.mark.parametrize(
    "hostile",
    ["UPDATE 1-" * 9000, "1," * 40000, "a from the " * 8000, " - A" * 20000, "a" * 90000],
)
def test_hostile_text_is_read_in_linear_time(hostile: str) -> None:
    told = item(hostile, hostile, key="k")
    begun = time.process_time()
    place(event(told, measure(told, goods="", type=T.ANTI_DUMPING)), [], START)
    keys(event(told, measure(told)))
    subject(hostile)
    assert time.process_time() - begun < 10.0  # what grows with the square takes minutes
