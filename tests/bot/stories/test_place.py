"""Which story an event belongs to."""

from typing import Any

import pytest

from bot.model.feed import Tier
from tests.bot.stories.line import Line
from tests.bot.stories.made import A, S, T, after, event, item, measure, rate

STEEL = item(
    "US to double steel tariff to 50%",
    "Washington will raise the duty on imported steel to 50% from 25% on June 4.",
    key="steel-1",
)


def first(line: Line) -> str:
    placed, _ = line.take(event(STEEL, measure(STEEL, rate(STEEL, "50%", 50, 25))))
    return placed.after.id


def test_the_first_event_opens_a_story() -> None:
    placed, _ = Line().take(event(STEEL, measure(STEEL)))
    assert placed.before is None
    assert placed.after.revision == 1
    assert placed.why == "a new measure"


def test_a_story_is_named_after_its_first_item() -> None:
    assert first(Line()) == first(Line())
    assert len(first(Line())) == 7
    assert first(Line()).isupper()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Washington doubles steel duty to 50%", "The charge on imported steel rises on June 4."),
        ("UPDATE 2-US to double steel tariff to 50%", "Mills in Canada protested."),
        ("US to double steel tariff to 50% - Northgate Times", ""),
    ],
)
def test_the_same_news_elsewhere_joins_its_story(title: str, text: str) -> None:
    line = Line()
    known = first(line)
    other = item(title, text, source="Northgate Times", at=after(hours=2))
    placed, alert = line.take(event(other, measure(other)))
    assert placed.after.id == known
    assert placed.after.revision == 2
    assert alert is None


def test_an_item_that_is_published_again_takes_the_place_of_its_earlier_form() -> None:
    line = Line()
    first(line)
    again = item(STEEL.title, STEEL.text + " Mills protested.", key="steel-1", at=after(hours=1))
    placed, _ = line.take(event(again, measure(again, rate(again, "50%", 50, 25))))
    assert placed.why == "the same item again"
    assert len(placed.after.sources) == 1
    assert placed.after.revision == 2


LOOKALIKES = [
    ({"by": "CA"}, "another authority"),
    ({"goods": "copper"}, "another product"),
    ({"type": T.EXPORT_TAX}, "another kind of measure"),
]


@pytest.mark.parametrize(("changes", "why"), LOOKALIKES)
def test_facts_keep_measures_apart_that_read_alike(changes: dict[str, object], why: str) -> None:
    line = Line()
    known = first(line)
    text = STEEL.text.replace("imported", "exported") if "type" in changes else STEEL.text
    other = item(STEEL.title + " again", text, at=after(hours=3), source="Atlas")
    placed, _ = line.take(event(other, measure(other, **changes)))  # type: ignore[arg-type]
    assert placed.after.id != known
    assert why in placed.why


def test_a_kind_that_the_words_belie_keeps_nothing_apart() -> None:
    line = Line()
    known = first(line)
    other = item(STEEL.title + " again", STEEL.text, at=after(hours=3), source="Atlas")
    placed, _ = line.take(event(other, measure(other, type=T.EXPORT_TAX)))
    assert placed.after.id == known


def test_two_cases_on_one_product_are_two_stories() -> None:
    line = Line()
    text = "The margin is 93.5 percent."
    dumping = item("Anode material from China: preliminary determination", text, tier=Tier.OFFICIAL)
    subsidy = item("Anode material from China: preliminary subsidy determination", text)
    one, _ = line.take(event(dumping, measure(dumping, on="CN", type=T.ANTI_DUMPING)))
    two, _ = line.take(event(subsidy, measure(subsidy, on="CN", type=T.COUNTERVAILING_DUTY)))
    assert one.after.id != two.after.id


def test_the_same_case_against_two_countries_is_two_stories() -> None:
    line = Line()
    china = item("Hard empty capsules from China: preliminary affirmative determination")
    india = item("Hard empty capsules from India: preliminary affirmative determination")
    facts = {"type": T.ANTI_DUMPING, "goods": "", "status": S.INVESTIGATING}
    one, _ = line.take(event(china, measure(china, on="CN", **facts)))  # type: ignore[arg-type]
    two, _ = line.take(event(india, measure(india, on="IN", **facts)))  # type: ignore[arg-type]
    assert one.after.id != two.after.id


def test_a_shared_document_joins_over_months() -> None:
    line = Line()
    order = item("Proclamation on steel", "It is ordered.", tier=Tier.OFFICIAL)
    notice = item("Changed coverage", "The list has new codes.", at=after(days=300))
    one, _ = line.take(event(order, measure(order, goods=""), legal="us:proc:10947"))
    two, _ = line.take(event(notice, measure(notice, goods=""), legal="us:proc:10947"))
    assert two.after.id == one.after.id
    assert two.why == "shares us:proc:10947"


def test_facts_join_the_end_of_a_measure_to_its_beginning_over_months() -> None:
    line = Line()
    known = first(line)
    end = item(
        "US drops steel tariff after a year", "The 50% duty on steel ends.", at=after(days=300)
    )
    placed, _ = line.take(event(end, measure(end, action=A.REMOVE, status=S.ENDED)))
    assert placed.after.id == known


def test_words_alone_do_not_join_over_months() -> None:
    line = Line()
    one = item("US plans duty on garden gnomes", "Lawmakers want to help potteries in Ohio.")
    two = item("US plans duty on umbrellas", "Makers asked for help.", at=after(days=90))
    first_placed, _ = line.take(event(one, measure(one, goods="")))
    placed, _ = line.take(event(two, measure(two, goods="")))
    assert placed.after.id != first_placed.after.id


def test_a_child_product_belongs_to_the_story_of_its_parent() -> None:
    line = Line({"rare_earth_magnets": "rare_earths"})
    one = item("China puts rare earths under licence", "Exporters of rare earths need a licence.")
    two = item("China licences for rare earth magnets", "Exporters of magnets need a licence.")
    facts = {"by": "CN", "type": T.EXPORT_CONTROL, "action": A.IMPOSE}
    a, _ = line.take(event(one, measure(one, goods="rare_earths", **facts)))  # type: ignore[arg-type]
    b, _ = line.take(
        event(two, measure(two, goods="rare_earth_magnets", **facts))  # type: ignore[arg-type]
    )
    assert a.after.id == b.after.id


def test_a_wider_name_for_the_same_goods_is_no_further_product() -> None:
    line = Line({"heavy_rare_earths": "rare_earths"})
    for number, goods in enumerate(("heavy_rare_earths", "rare_earths heavy_rare_earths graphite")):
        told = item("China controls exports of seven heavy rare earths", key=f"{number}")
        lead = measure(told, by="CN", type=T.EXPORT_CONTROL, goods=goods)
        placed, _ = line.take(event(told, lead))
    assert placed.after.lead.products == ("heavy_rare_earths", "graphite")


def test_a_form_that_is_the_headline_of_many_notices_does_not_join_them() -> None:
    line = Line()
    form = "Initiation of antidumping duty investigations by the department"
    one = item(form, "Steel racks.", key="1", tier=Tier.OFFICIAL)
    two = item(form, "Copper pipes.", key="2", tier=Tier.OFFICIAL, at=after(hours=20))
    first_placed, _ = line.take(event(one, measure(one, goods="steel")))
    placed, _ = line.take(event(two, measure(two, goods="copper")))
    assert placed.before is None
    assert first_placed.after.id != placed.after.id


def test_an_announcement_of_its_own_begins_a_measure_of_its_own() -> None:
    line = Line()
    facts: dict[str, Any] = {"by": "CN", "type": T.EXPORT_CONTROL, "goods": "rare_earths"}
    april = item("Announcement No. 18: export control on rare earths", tier=Tier.OFFICIAL)
    october = item(
        "Announcement No. 57: export control on rare earths",
        tier=Tier.OFFICIAL,
        at=after(days=180),
    )
    end = item("Announcement No. 70: suspension of No. 57", tier=Tier.OFFICIAL, at=after(days=200))
    a, _ = line.take(
        event(april, measure(april, action=A.IMPOSE, **facts), legal="cn:mofcom:2025-18")
    )
    b, _ = line.take(
        event(october, measure(october, action=A.IMPOSE, **facts), legal="cn:mofcom:2025-57")
    )
    c, _ = line.take(
        event(
            end,
            measure(end, action=A.SUSPEND, **facts),
            legal="cn:mofcom:2025-57 cn:mofcom:2025-70",
        )
    )
    assert a.after.id != b.after.id
    assert c.after.id == b.after.id


def test_two_announcements_of_one_day_are_two_measures() -> None:
    line = Line()
    facts: dict[str, Any] = {"by": "CN", "type": T.EXPORT_CONTROL, "action": A.IMPOSE}
    ids = []
    for number, words in ((57, "five rare earths"), (61, "rare earth goods made abroad")):
        told = item(f"Announcement No. {number}: export control on {words}", tier=Tier.OFFICIAL)
        lead = measure(told, goods="rare_earths", **facts)
        placed, _ = line.take(event(told, lead, legal=f"cn:mofcom:2025-{number}"))
        ids.append(placed.after.id)
    assert len(set(ids)) == 2


def test_a_clause_that_names_only_a_law_tells_the_measure_again() -> None:
    told = item("Export control on bismuth", "Licences are required under the Control Law.")
    lead = measure(told, by="CN", type=T.EXPORT_CONTROL, goods="bismuth", law="Announcement 10")
    again = measure(told, by="CN", type=T.EXPORT_CONTROL, goods="", law="Control Law")
    story = Line().take(event(told, lead, again))[0].after
    assert story.measures == (story.lead,)
    assert story.instruments == ("Announcement 10", "Control Law")


def test_a_section_of_a_law_is_no_document_that_joins() -> None:
    line = Line()
    one = item("Port fees set", "Fees on ships.")
    two = item("Brandy inquiry", "An inquiry into brandy.", at=after(days=2))
    a, _ = line.take(event(one, measure(one, goods="ships"), legal="us:s301"))
    b, _ = line.take(event(two, measure(two, goods="alcohol"), legal="us:s301"))
    assert a.after.id != b.after.id


def test_an_item_that_comes_late_is_a_source_and_moves_nothing() -> None:
    line = Line()
    known = first(line)
    newer = item("US steel duty of 50% applies", STEEL.text, key="n", at=after(days=5))
    line.take(event(newer, measure(newer, status=S.IN_FORCE)))
    older = item("US to raise steel duty to 40%", STEEL.text, key="o", at=after(days=1))
    placed, alert = line.take(
        event(older, measure(older, rate(older, "40%", 40), status=S.THREATENED, action=A.DELAY))
    )
    assert placed.after.id == known
    assert len(placed.after.sources) == 3
    assert alert is None


def test_a_deal_is_not_the_tariff_that_it_lowers() -> None:
    line = Line()
    known = first(line)
    deal = item("US and Canada agree on steel", STEEL.text, at=after(days=2))
    lead = measure(deal, by="US CA", on="CA US", type=T.TRADE_AGREEMENT, action=A.NEGOTIATE)
    placed, _ = line.take(event(deal, lead))
    assert placed.after.id != known
    assert "a deal of its own" in placed.why


def test_the_outcry_of_a_target_belongs_to_what_it_cries_about() -> None:
    line = Line()
    tariff = item("US puts 25% tariff on Swiss watches", "Watches from Switzerland pay 25%.")
    a, _ = line.take(event(tariff, measure(tariff, on="CH", goods="jewellery")))
    outcry = item("Swiss watchmakers protest against US tariff", "Watches.", at=after(hours=9))
    b, alert = line.take(event(outcry, measure(outcry, by="CH", on="US", goods="jewellery")))
    assert b.after.id == a.after.id
    assert alert is None


def test_a_story_that_is_told_four_hundred_times_stays_small() -> None:
    line = Line()
    known = first(line)
    for number in range(400):
        told = item(
            f"US to double steel tariff to 50%, says mill {number}",
            f"Mill {number} pays {number}.5% for freight, and 50% in duties on imported steel.",
            at=after(minutes=number),
        )
        figures = (rate(told, "50%", 50), rate(told, f"{number}.5%", number + 0.5))
        placed, _ = line.take(event(told, measure(told, *figures)))
        assert placed.after.id == known
    story = line.stories[known]
    assert len(story.sources) == 401
    assert sum(bool(source.terms) for source in story.sources) == 8
    assert len(story.figures) <= 160
    assert [one.value[1] for one in story.figures if one.key][:1] == ["50"]
