"""The questions of `/trade`, asked of a memory that the real line filled."""

import pytest

from bot.commands import Answer
from bot.model.command import Call, Reply
from bot.model.errors import TellUser
from bot.model.message import OptionValue
from bot.platforms.plain import plain
from tests.bot.commands.remembered import HERE, asked


async def ask(host: Answer, command: str, **values: OptionValue) -> Reply:
    return await host(Call(command, HERE, "u1", values))


async def text(host: Answer, command: str, **values: OptionValue) -> str:
    return plain((await ask(host, command, **values)).text)


async def test_the_latest_are_listed_and_pages_are_turned(host: Answer) -> None:
    first = await ask(host, "trade latest", n=2)
    assert plain(first.text).count("#") == 2
    (more,) = first.actions
    assert (more.label, more.values["page"]) == ("More ▶", "1")
    second = await ask(host, more.command, **more.values)
    assert second.replaces
    assert plain(second.text).count("#") == 1
    assert [action.label for action in second.actions] == ["◀ Back"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"country": "India"}, "India"),
        ({"country": "EU"}, "India"),
        ({"country": "g7", "kind": "import_tariff"}, "US will raise"),
        ({"product": "gallium"}, "gallium"),
        ({"product": "metals", "status": "proposed"}, "India"),
        ({"min_severity": "high", "country": "CN"}, "gallium"),
    ],
)
async def test_filters_leave_what_they_name(
    host: Answer, values: dict[str, OptionValue], says: str
) -> None:
    assert says in await text(host, "trade latest", **values)


async def test_an_unknown_country_is_told_with_the_likely_one(host: Answer) -> None:
    with pytest.raises(TellUser, match="no country 'Indai'; did you mean India"):
        await ask(host, "trade latest", country="Indai")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("steel from:US rate>=25", ["US will raise"]),
        ("steel", ["US will raise", "India"]),
        ("gallium OR germanium", ["gallium"]),
        ("from:CN type:export_ban", ["gallium"]),
        ("steel NOT from:US", ["India"]),
        ('"section 232"', ["US will raise"]),
        ("galli*", ["gallium"]),
        ("steel after:2026-03-12", ["India"]),
    ],
)
async def test_a_search_takes_words_and_facts(host: Answer, query: str, found: list[str]) -> None:
    said = await text(host, "trade search", query=query)
    assert all(one in said for one in found)
    assert said.startswith(f"{len(found)} found")


async def test_a_search_is_the_same_on_postgresql(postgres: str) -> None:
    async with asked(postgres) as host:
        for query, found in (("tariffs steel", 2), ("galli* from:CN", 1), ('"section 232"', 1)):
            assert (await text(host, "trade search", query=query)).startswith(f"{found} found")


async def test_a_search_that_cannot_be_read_says_where(host: Answer) -> None:
    with pytest.raises(TellUser, match="column"):
        await ask(host, "trade search", query="steel frm:US")
    assert "Nothing is known" in await text(host, "trade search", query="bananas")


async def test_a_story_is_shown_whole_with_every_figure_quoted(host: Answer) -> None:
    story = (await text(host, "trade latest", country="US", product="steel")).split("#")[1].strip()
    card, behind = (await ask(host, "trade show", id=f"#{story}")).messages
    assert "25 % → 50 %" in card.title
    rate = next(field for field in behind.fields if field.name.startswith("rate"))
    assert "from 25 percent to 50 percent" in plain(rate.value)
    assert "Federal Register" in plain(rate.value)
    with pytest.raises(TellUser, match=f"did you mean #{story}"):
        await ask(host, "trade show", id=story[:-1])


async def test_a_calendar_has_what_is_to_come_in_order(host: Answer) -> None:
    said = await text(host, "trade calendar", days=30)
    assert said.index("takes effect: US") < said.index("deadline: EU")
    assert "deadline" not in await text(host, "trade calendar", days=30, type="effective")
    assert "Nothing is known to happen" in await text(host, "trade calendar", days=3)


async def test_a_calendar_file_holds_the_days(host: Answer) -> None:
    file = (await ask(host, "trade calendar", days=30, ics=True)).attachment
    assert file is not None
    lines = file.content.decode().split("\r\n")
    assert "DTSTART;VALUE=DATE:20260402" in lines
    assert max(len(line.encode()) for line in lines) <= 75


async def test_a_pair_is_told_both_ways(host: Answer) -> None:
    said = await text(host, "trade pair", a="China", b="US")
    there, back = said.split("US on CHINA")
    assert "gallium" in there
    assert "nothing known" in back


async def test_goods_and_laws_are_found_by_name(host: Answer) -> None:
    assert "US will raise" in await text(host, "trade product", goods="steel")
    assert "US will raise" in await text(host, "trade instrument", ref="Section 232")
    with pytest.raises(TellUser, match="known are section 232"):
        await ask(host, "trade instrument", ref="Section 999")


async def test_a_timeline_wants_to_know_of_what(host: Answer) -> None:
    with pytest.raises(TellUser, match="Name a country"):
        await ask(host, "trade timeline")
    assert "gallium" in await text(host, "trade timeline", pair="CN-US")
    assert "adopted" in await text(host, "trade timeline", instrument="section 232")


async def test_why_says_what_took_an_alert_and_what_did_not(host: Answer) -> None:
    said = await text(host, "trade why", url="https://gazette.example/steel")
    assert "us-tariffs: takes it" in said
    missed = await text(host, "trade why", url="https://ledger.example/gallium")
    assert "us-tariffs: does not take it: from:US" in missed
    assert "no trade measure" in await text(host, "trade why", url="https://ledger.example/weather")
    assert "No feed" in await text(host, "trade why", url="https://elsewhere.example/a")


async def test_about_names_the_sources_and_is_no_advice(host: Answer) -> None:
    said = await text(host, "trade about")
    assert "2 feeds, 1 of them official" in said
    assert "not legal advice" in said


@pytest.mark.parametrize(
    ("command", "option", "typed", "value"),
    [
        ("trade latest", "country", "ger", "DE"),
        ("trade latest", "product", "galli", "gallium"),
        ("trade instrument", "ref", "sec", "section 232"),
    ],
)
async def test_what_is_typed_is_completed(
    host: Answer, command: str, option: str, typed: str, value: str
) -> None:
    choices = await host.suggest(Call(command, HERE, "u1", {option: typed}), option)
    assert value in [choice.value for choice in choices]
    assert len(choices) <= 25


@pytest.mark.parametrize("garbage", ["", "\x00", '" OR "', "*", "(((", "💥" * 300, "a" * 5000])
async def test_garbage_is_answered_by_a_sentence(host: Answer, garbage: str) -> None:
    try:
        said = await text(host, "trade search", query=garbage)
    except TellUser as error:
        said = str(error)
    assert said
