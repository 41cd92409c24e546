"""What words, numbers and dates of a rule mean, one by one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.model.errors import TellUser
from bot.model.event import Amount, AmountKind, DateRole, Day, Figure
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.story import Source, Story
from bot.model.watch import Watch, Why
from bot.watches.match import compile_watches
from tests.bot.watches.stories import AT, CURBS, KNOWN, TARIFF, rate, said, story

ITEM = Item(
    feed="harbor",
    key="1",
    title="Washington adds 12 Chinese chipmakers to the Entity List",
    text="The U.S. put the firms on its list of entities. Beijing’s retaliation — tariffs on "
    "rare-earth magnets (HS 8505) — was banned chips’ worst news for Türkiye. 稀土出口管制.",
    source="Harbor Wire",
    tier=Tier.WIRE,
    published=datetime(2025, 11, 10, 23, 30, tzinfo=UTC),
    language="en-GB",
)
SEED = story(CURBS, TARIFF)


def why(rule: str, told: Story | None = SEED, item: Item | None = ITEM) -> tuple[Why, ...] | None:
    matches = compile_watches([Watch("w", "W", "", rule)], KNOWN).match(told, item)
    return matches[0].why if matches else None


@pytest.mark.parametrize(
    "rule",
    [
        "chipmaker",
        "Entity List",
        '"entity list"',
        '"ENTITY   LIST"',
        "turkiye",
        "稀土",
        "出口管制",
        "rare-earth",
        '"rare earth magnets"',
        "retaliat*",
        "tariff NEAR magnets",
        "magnet NEAR/4 tariff",
        '"entity list" NEAR/10 chip*',
        "(gallium OR tariff) NEAR/3 (zinc OR rare)",
        "title:chip* text:tariff",
        "title:(zinc OR washington)",
        'text:"list of entities"',
        "US",
        '"U.S."',
        r"/\b85\d\d\b/",
        r"/(?-i)Entity List/",
        r"/ENTITY list/",
        r"title:/^washington/",
        "zinc OR chips",
        "chips NOT zinc",
        "from:CN chips",
    ],
)
def test_an_item_is_taken_by_its_words(rule: str) -> None:
    assert why(rule) is not None


@pytest.mark.parametrize(
    "rule",
    [
        '"chipmaker"',
        '"entities list"',
        '"list the"',  # the title ends in list, the text begins with the
        "title:list NOT text:list",
        "tariff NEAR/1 magnets",
        "washington NEAR/100 firms",
        "banned NEAR/2 zinc",
        "firms NEAR firms",
        "title:tariff",
        "text:washington",
        'title:"the entity"  title:zinc',
        "new",
        "土稀",
        "/(?-i)entity list/",
        "text:/washington/",
        "chips NOT tariffs",
        "from:DE chips",
    ],
)
def test_an_item_is_not_taken_by_its_words(rule: str) -> None:
    assert why(rule) is None


def test_a_term_says_where_in_the_item_it_was_found() -> None:
    found = why('tariff "entity list" NEAR/10 chip* text:/hs \\d+/ from:CN NOT zinc') or ()
    assert [(it.fact, it.quote) for it in found] == [
        ("tariff", "tariffs"),
        ('"entity list" NEAR/10 chip*', "chipmakers to the Entity List"),
        ("text:/hs \\d+/", "HS 8505"),
        ("from:CN", CURBS.evidence.quote),
    ]
    for one in found[:3]:
        assert ITEM.body[one.start : one.end] == one.quote
    assert (found[3].start, found[3].end) == (None, None)


def test_without_the_item_words_are_those_of_the_title_that_moved_the_story() -> None:
    source = Source("harbor/1", "Harbor Wire", Tier.WIRE, "Gallium curbs end", None, AT)
    told = replace(SEED, sources=(source,), moved_by="harbor/1")
    assert why("gallium", told, None) == (Why("gallium", "Gallium", "Gallium", 0, 7),)
    assert why("magnets", told, None) is None


def test_an_item_that_tells_of_no_measure_has_its_words_only() -> None:
    assert why("chipmaker tier:wire feed:harbor NOT from:CN", None)
    assert why("chipmaker from:CN", None) is None
    assert why("chipmaker missing:rate", None)


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        ("feed:harbor", True),
        ("feed:har", False),
        ("language:en", True),
        ("language:en-GB", True),
        ("language:EN-us", False),
        ("sources>=1", True),
        ("sources>1", False),
        ("after:2025-11-10", True),
        ("after:2025-11", True),
        ("after:2025-11-11", False),
        ("before:2025-11-11", True),
        ("before:2025-11-10", False),
        ("before:2026", True),
        ("after:7d", True),
        ("before:7d", False),
    ],
)
def test_an_item_is_taken_by_where_and_when_it_came(rule: str, taken: bool) -> None:
    assert (why(f"from:CN {rule}") is not None) is taken


CODED = story(replace(TARIFF, instruments=("HS 854231", "ECCN 3A090", "Section 301")))


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        ("hs:85", True),
        ("hs:8542.31", True),
        ("hs:=8542", False),
        ("hs:=854231", True),
        ("hs:854232", False),
        ("hs:85423100", False),
        ("eccn:3A", True),
        ("eccn:3a090.a", True),
        ("eccn:3A001", False),
        ("hs:(8471 OR 8542)", True),
    ],
)
def test_codes_are_taken_by_their_beginning(rule: str, taken: bool) -> None:
    assert (why(rule, CODED) is not None) is taken


def test_a_code_is_quoted_only_where_the_words_of_the_measure_hold_it() -> None:
    named = replace(TARIFF, evidence=said("50% on HS 8542.31"), instruments=("HS 854231",))
    assert why("hs:8542", story(named)) == (Why("hs:8542", "HS 854231", "50% on HS 8542.31"),)
    assert why("hs:8542", CODED) == (Why("hs:8542", "HS 854231", None),)


def test_a_count_of_entities_is_told_as_such() -> None:
    told = story(replace(CURBS, figures=(count(1200, "entity"),)))
    assert why("entities>10", told) == (Why("entities>10", "1,200 entities", "that many"),)


def money(value: float, unit: str) -> Amount:
    return Amount(AmountKind.MONEY, value, unit, said("that much"))


def count(value: float, unit: str) -> Amount:
    return Amount(AmountKind.COUNT, value, unit, said("that many"))


def on(value: str, role: DateRole = DateRole.EFFECTIVE) -> Day:
    return Day(value, role, said(value))


@pytest.mark.parametrize(
    ("figure", "rule", "taken"),
    [
        (money(5e9, "USD"), "money>=5bn", True),
        (money(5e9, "USD"), "money>=USD5bn", True),
        (money(5e9, "USD"), 'money>="5 billion USD"', True),
        (money(5e9, "USD"), "money>=$5bn", True),
        (money(5e9, "USD"), "money>=1bnEUR", False),
        (money(5e9, "USD"), "money<5,000m", False),
        (money(5e9, "USD"), 'money="5 billion dollars"', True),
        (money(5e9, "CNY"), "money>=RMB5bn", True),
        (money(5e9, "USD"), "money>=RMB5bn", False),
        (rate(400, unit="USD/tonne"), "duty>=400", True),
        (rate(400, unit="USD/tonne"), "duty>=400USD/tonne", True),
        (rate(400, unit="USD/tonne"), "duty>=400USD", True),
        (rate(400, unit="USD/tonne"), "duty>=400USD/kg", False),
        (rate(400, unit="USD/tonne"), "duty>=400USD/t", True),
        (rate(400, unit="USD/tonne"), 'duty>="$400 per ton"', True),
        (rate(9, unit="USD/short_ton"), "duty=9USD/short_ton", True),
        (rate(400, unit="USD/tonne"), "rate>=1", False),
        (count(12, "entity"), "entities>10", True),
        (count(12, "product"), "entities>10", False),
        (on("2025-12-01"), "effective<=30d", True),
        (on("2025-12-10"), "effective<=30d", True),
        (on("2025-12-10"), 'effective<="30 days"', True),
        (on("2025-12-11"), "effective<=30d", False),
        (on("2025-12-11"), "effective>30d", True),
        (on("2025-11-10"), "effective<=30d", True),
        (on("2025-11-10"), "effective=today", True),
        (on("2025-11-09"), "effective<=30d", False),  # past: not within the next thirty days
        (on("2025-11-09"), "effective>=0d", False),
        (on("2025-11-09"), "effective<2025-11-10", True),
        (on("2025-12"), "effective<=30d", True),  # some day of the month
        (on("2026-01"), "effective<=30d", False),
        (on("2026-01"), "effective=2026-01-15", True),
        (on("2026-01"), "effective>2026-01-31", False),
        (on("2026-01-15"), "effective=2026-01", True),
        (on("2026-01-15"), "effective<=2026-01", True),
        (on("2026-01-15"), "effective>2026-01", False),
        (on("2026-01-15"), "effective!=2026-01", False),
        (on("2025-11-20", DateRole.DEADLINE), "deadline<=2w", True),
        (on("2025-11-20", DateRole.EXPIRY), "expires<=2w", True),
        (on("2025-11-20", DateRole.EXPIRY), "effective<=2w", False),
        (on("2025-11-03", DateRole.ANNOUNCED), "announced<=7d", True),
        (on("2025-11-02", DateRole.ANNOUNCED), "announced<=7d", False),
        (on("2025-11-02", DateRole.ANNOUNCED), "announced>7d", True),
        (on("2025-11-12", DateRole.ANNOUNCED), "announced<=7d", False),
        (on("--11-10"), "effective>2000", False),  # no year is stated, so no date
        (on("2026-01"), "missing:effective type:import_tariff", False),
        (on("2026-01"), "missing:expires type:import_tariff", True),
        (on("2026-01"), "missing:rate type:import_tariff", True),
        (rate(25), "missing:rate type:import_tariff", False),
        (rate(25), "missing:previous type:import_tariff", True),
    ],
)
def test_a_figure_satisfies_a_comparison(figure: Figure, rule: str, taken: bool) -> None:
    assert (why(rule, story(replace(TARIFF, figures=(figure,)))) is not None) is taken


def test_today_may_be_handed_in() -> None:
    told = story(replace(TARIFF, figures=(on("2026-03-01"),)))
    matcher = compile_watches([Watch("w", "W", "", "effective<=30d")], KNOWN)
    assert not matcher.match(told, ITEM)
    assert matcher.match(told, ITEM, date(2026, 2, 20))


@pytest.mark.parametrize("comparison", ["=5", "!=5", "<5", ">=5"])
@pytest.mark.parametrize("field", ["duty", "money", "entities"])
def test_an_amount_that_is_not_stated_satisfies_nothing(field: str, comparison: str) -> None:
    assert why(field + comparison, story(CURBS)) is None


@pytest.mark.parametrize("field", ["effective", "expires", "deadline", "announced"])
@pytest.mark.parametrize("comparison", ["!=2025-01-01", "<2099", ">=2000", "<=30d", "!=30d"])
def test_a_date_that_is_not_stated_satisfies_nothing(field: str, comparison: str) -> None:
    assert why(field + comparison, story(CURBS)) is None


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("money>=5XXX", "At column 8: there is no currency XXX; write money>=5bn or"),
        ("money>=5USD/tonne", "At column 8: money is not per unit; ask for duty>=5USD/tonne."),
        ("duty>=5/tonne", "At column 7: a duty per unit has a currency; write duty>=400USD/tonne."),
        ("money>=lots", "At column 8: lots is not an amount; write money>=5bn."),
        ("money>=5,5bn", "At column 8: 5,5bn may mean two numbers; write 5.5 or 5,500."),
        ("money>=5000,000", "At column 8: 5000,000 may mean two numbers"),
        ("duty>=5USD/tone", "At column 7: there is no unit tone; did you mean tonne?"),
        ("effective<=30", "At column 12: 30 is not a date; did you mean 30d, days away?"),
        ("entities>2.5", "At column 10: 2.5 is not a number that entities can be compared with"),
        ("effective<=soon", "At column 12: soon is not a date; write a day (2025-11-10), a month"),
        ("effective<=2025-02-30", "At column 12: 2025-02-30 is not a date"),
        ("from:CN after:2025-13", "At column 15: 2025-13 is not a date"),
        ("missing:type from:CN", "At column 9: every story states its type"),
        ("missing:efective a", "At column 9: there is no fact efective; did you mean effective?"),
        ("hs:chips", "At column 4: chips is no HS code; write 2 to 10 digits: hs:8542."),
        ("eccn:XX", "At column 6: XX is no ECCN; write one as in eccn:3A090."),
        ("language:english!", "At column 10: english! is no language"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_column(rule: str, sentence: str) -> None:
    with pytest.raises(TellUser) as refused:
        why(rule)
    assert sentence in str(refused.value)
