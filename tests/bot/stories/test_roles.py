"""Items whose parties, kind or deal were half read: what joins all the same, and what does not."""

import pytest

from bot.stories.roles import answers, exchanged
from tests.bot.stories.line import Line
from tests.bot.stories.made import A, S, T, after, event, item, measure

CURBS = item(
    "Freedonia halts imports of beef from Sylvania over cattle disease",
    "Shipments of beef from Sylvania are suspended, the farm ministry of Freedonia said.",
)
BY, ON = "BR", "AU"


def curbs(line: Line) -> str:
    """The story of one country's ban on the beef of another one."""
    lead = measure(CURBS, by=BY, on=ON, goods="beef", type=T.IMPORT_BAN, action=A.IMPOSE)
    placed, _ = line.take(event(CURBS, lead))
    return placed.after.id


def test_an_item_that_names_only_the_target_joins_though_it_was_read_as_who_acts() -> None:
    line = Line()
    known = curbs(line)
    told = item("Imports of beef from Sylvania halted over cattle disease", at=after(hours=5))
    placed, _ = line.take(event(told, measure(told, by=ON, goods="beef", type=T.IMPORT_BAN)))
    assert placed.after.id == known
    assert "roles exchanged" in placed.why


def test_an_answer_of_the_target_is_a_story_of_its_own() -> None:
    line = Line()
    known = curbs(line)
    text = "It is an answer to the suspension of beef from Sylvania, the farm ministry said."
    told = item("Sylvania hits back, halts imports of beef from Freedonia", text, at=after(hours=5))
    placed, _ = line.take(event(told, measure(told, by=ON, goods="beef", type=T.IMPORT_BAN)))
    assert placed.after.id != known


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("China hits back with 34% tariff", True),
        ("Ottawa's countermeasures begin", True),
        ("A duty in response to subsidies", True),
        ("The ministry puts a duty on steel", False),
    ],
)
def test_words_of_an_answer(text: str, answer: bool) -> None:
    assert answers(item(text)) is answer


def test_roles_are_exchanged_only_where_one_of_them_is_empty() -> None:
    whole = measure(CURBS, by=BY, on=ON)
    assert exchanged(whole) is None
    half = exchanged(measure(CURBS, by=BY))
    assert half is not None
    assert (half.implementing, half.affected) == ((), (BY,))


def test_a_kind_that_was_misread_joins_by_words_and_facts() -> None:
    line = Line()
    known = curbs(line)
    told = item(CURBS.title + ", ministry says", CURBS.text, source="Other", at=after(hours=2))
    lead = measure(told, by=BY, on=ON, goods="beef", type=T.IMPORT_TARIFF, action=A.SUSPEND)
    placed, _ = line.take(event(told, lead))
    assert placed.after.id == known
    assert "a neighbouring kind" in placed.why


def test_goods_that_a_duty_on_all_goods_spares_do_not_make_it_another_one() -> None:
    line = Line()
    first = item("Freedonia to put 50% tariff on goods from Sylvania", "It starts on Friday.")
    one, _ = line.take(event(first, measure(first, by=BY, on=ON, goods="all_goods")))
    told = item(
        "Freedonia sets 50% tariff on goods from Sylvania, spares coffee", at=after(hours=9)
    )
    two, _ = line.take(event(told, measure(told, by=BY, on=ON, goods="coffee")))
    assert two.after.id == one.after.id


def test_a_headline_about_the_deal_of_the_same_partners_joins_months_later() -> None:
    line = Line()
    first = item("Freedonia and Sylvania strike trade deal", "Both will cut duties.")
    lead = measure(first, by=f"{BY} {ON}", goods="", action=A.LOWER, status=S.AGREED)
    one, _ = line.take(event(first, lead))
    told = item("Parliament of Sylvania freezes work on Freedonia trade deal", at=after(days=150))
    half = measure(told, by=BY, on=ON, goods="", action=A.IMPOSE, status=S.IN_FORCE)
    two, _ = line.take(event(told, half))
    assert two.after.id == one.after.id
    assert "the partners of a deal" in two.why


def test_what_two_sides_agree_is_more_than_the_end_of_what_one_of_them_did() -> None:
    line = Line()
    first = item("Freedonia puts 25% tariff on oil from Sylvania", "It starts on Friday.")
    one, _ = line.take(event(first, measure(first, by=BY, on=ON, goods="palm_oil")))
    told = item("Freedonia and Sylvania agree to cut tariffs on oil and cars", at=after(days=30))
    lead = measure(told, by=f"{BY} {ON}", goods="palm_oil", action=A.LOWER, status=S.AGREED)
    two, _ = line.take(event(told, lead))
    assert two.after.id != one.after.id
    assert "a deal of its own" in two.why


def test_a_wider_name_beside_a_narrower_one_makes_no_kin() -> None:
    line = Line({"wheat": "agriculture", "soybeans": "agriculture"})
    first = item("Freedonia cuts export tax on soybeans")
    one, _ = line.take(event(first, measure(first, by=BY, goods="soybeans", type=T.EXPORT_TAX)))
    told = item("Freedonia cuts export tax on wheat, a farm good", at=after(hours=20))
    lead = measure(told, by=BY, goods="agriculture wheat", type=T.EXPORT_TAX)
    two, _ = line.take(event(told, lead))
    assert two.after.id != one.after.id


def test_two_countries_alone_are_no_measure_weeks_later() -> None:
    line = Line()
    first = item("Freedonia to tighten exports of chip chemicals to Sylvania", "From July 4.")
    lead = measure(first, by=BY, on=ON, goods="chemicals", type=T.EXPORT_CONTROL)
    one, _ = line.take(event(first, lead))
    text = "The cabinet decided to remove the country from those with simple procedures."
    told = item("Tokyo strikes Sylvania from its white list", text, at=after(days=30))
    other = measure(told, by=BY, on=ON, goods="", type=T.EXPORT_CONTROL, action=A.TIGHTEN)
    two, _ = line.take(event(told, other))
    assert two.after.id != one.after.id
