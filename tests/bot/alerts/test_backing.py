"""What is called confirmed is what the card says now."""

from typing import Any

from bot.alerts.backing import certainty, tone, unbacked
from bot.alerts.labels import Labels
from bot.alerts.wording import badge, wording
from bot.model.alert import Certainty
from bot.model.event import DateRole, Figure
from bot.model.feed import Tier
from bot.model.item import Item
from bot.model.message import Message, Moment, Text, Tone
from bot.model.story import Story
from tests.bot.stories.line import Line
from tests.bot.stories.made import A, D, S, T, after, day, event, item, lasting, measure, rate

NAMES = Labels({"US": "United States", "CN": "China"}, {"steel": "Steel", "ships": "Ships"})
GAZETTE: dict[str, Any] = {"source": "Official Journal", "tier": Tier.OFFICIAL}


def figure(told: Item, word: str) -> Figure:
    if word.endswith("%"):
        before, _, now = word.rstrip("%").rpartition(">")
        return rate(told, word, float(now), float(before) if before else None)
    if word.startswith("P"):
        return lasting(told, word, word)
    role = {"-": DateRole.EXPIRY, "?": DateRole.DEADLINE, "!": DateRole.ANNOUNCED}.get(word[0])
    return day(told, word, word.lstrip("-?!"), role or DateRole.EFFECTIVE)


class Telling:
    """A story of one duty, told item by item."""

    def __init__(self) -> None:
        self.line = Line()

    def say(self, figures: str, days: float = 0, **facts: Any) -> Story:
        source, tier = facts.pop("source", "Wire"), facts.pop("tier", Tier.WIRE)
        title = facts.pop("title", "US duty on steel widgets")
        told = item(title, f"It is {figures}.", key=f"{days}{source}", at=after(days=days),
                    source=source, tier=tier)  # fmt: skip
        lead = measure(told, *(figure(told, word) for word in figures.split()), **facts)
        return self.line.take(event(told, lead))[0].after


def body(story: Story) -> str:
    return plain(wording(story, None, (), NAMES).body)


def plain(text: Text) -> str:
    return "".join(
        f"{span.at:%Y-%m-%d}" if isinstance(span, Moment) else getattr(span, "text", str(span))
        for span in text
    )


def field(message: Message, name: str) -> str:
    return next((plain(one.value) for one in message.fields if one.name == name), "")


def raised_by_the_press() -> Telling:
    """10 % by an official order and in force; 25 % by the word of one paper."""
    told = Telling()
    told.say("10% 2025-06-04", status=S.IN_FORCE, action=A.IMPOSE, **GAZETTE)
    told.say("10>25% 2025-07-04", 24, source="Ledger")
    return told


def test_a_rate_that_only_a_paper_names_is_not_confirmed_by_an_older_order() -> None:
    told = raised_by_the_press()
    (story,) = told.line.stories.values()
    assert certainty(story) is Certainty.UNCONFIRMED
    assert tone(story) is Tone.UNCONFIRMED
    assert "Confirmed" not in body(story)
    assert "Official Journal confirmed only what stood before" in body(story)


def test_a_second_paper_makes_it_reported_and_the_order_confirmed() -> None:
    told = raised_by_the_press()
    story = told.say("10>25%", 24.5, source="Atlas")
    assert certainty(story) is Certainty.REPORTED
    story = told.say("10>25%", 25, **GAZETTE)
    assert certainty(story) is Certainty.CONFIRMED
    assert "Confirmed by Official Journal" in body(story)


def test_what_the_official_text_does_not_say_is_named() -> None:
    told = Telling()
    told.say("25%", **GAZETTE)
    story = told.say("25% 2025-07-12", 5, source="Ledger")
    assert [one.value[1] for one in unbacked(story)] == ["2025-07-12"]
    assert "Confirmed by Official Journal. Not in its text: effective 12 Jul 2025." in body(story)


def test_a_late_echo_of_the_threat_does_not_report_that_it_was_dropped() -> None:
    told = Telling()
    told.say("100%", status=S.THREATENED)
    gone: dict[str, Any] = {"status": S.THREATENED, "action": A.REMOVE, "direction": D.LIBERALISING}
    told.say("100%", 16, source="Harbor", **gone)
    late = item("US duty on steel widgets", "Threat of 100%.", key="late", at=after(days=1),
                source="Ledger")  # fmt: skip
    lead = measure(late, rate(late, "100%", 100), status=S.THREATENED)
    story = told.line.take(event(late, lead))[0].after
    assert len(story.sources) == 3
    assert certainty(story) is Certainty.UNCONFIRMED


def test_sources_that_disagree_are_said_to() -> None:
    told = Telling()
    told.say("45%", status=S.PROPOSED)
    story = told.say("50%", 0.5, source="Ledger", status=S.PROPOSED, hedged=True)
    assert story.conflicts
    assert "Sources disagree on a figure." in body(story)


def test_a_threat_against_what_applies_says_what_applies() -> None:
    told = Telling()
    told.say("25% 2025-06-02", status=S.IN_FORCE, action=A.IMPOSE, **GAZETTE)
    story = told.say("25>50%", 60, status=S.THREATENED)
    assert wording(story, None, (), NAMES).title.startswith("▲ US threatens to raise")
    assert "Still in force: 25 %, since 2 Jun 2025." in body(story)


def test_an_adopted_rate_whose_day_has_come_is_not_called_in_force() -> None:
    told = Telling()
    told.say("25% 2025-07-01", status=S.ADOPTED, action=A.IMPOSE, **GAZETTE)
    story = told.say("25>50%", 60, status=S.THREATENED)
    assert "Still stands: 25 %, adopted, effective 1 Jul 2025." in body(story)


def test_what_has_passed_does_not_come_next() -> None:
    told = Telling()
    told.say("25% ?2025-06-10 -2025-06-20")
    story = told.say("25%", 40, status=S.IN_FORCE, source="Ledger")
    assert field(wording(story, None, (), NAMES), "Next") == "not stated"


def test_the_newest_announcement_is_shown() -> None:
    told = Telling()
    for number, words in enumerate(("!2025-06-01", "!2025-06-02", "!2025-06-03", "!2025-06-04")):
        story = told.say(f"25% {words}", number)
    assert field(wording(story, None, (), NAMES), "Announced") == "2025-06-04"


def test_a_suspension_that_is_decided_is_still_to_come() -> None:
    story = Telling().say("", action=A.SUSPEND, status=S.ADOPTED, direction=D.LIBERALISING)
    assert wording(story, None, (), NAMES).title == "▼ US will suspend import tariff on steel"
    assert badge(story) == "TARIFF · TO BE SUSPENDED · HIGH"


def test_what_is_extended_is_the_relief_where_the_measure_had_fallen() -> None:
    told = Telling()
    eased: dict[str, Any] = {"direction": D.LIBERALISING, "status": S.IN_FORCE, "action": A.LOWER}
    told.say("125>10%", **eased)
    story = told.say("-2025-11-10", 80, **{**eased, "action": A.EXTEND})
    card = wording(story, None, (), NAMES)
    assert card.title == "▼ US extends relief from import tariff on steel: 125 % → 10 %"
    assert "RELIEF EXTENDED" in card.badge


def test_a_measure_of_no_known_type_is_called_what_its_source_calls_it() -> None:
    title = "US to impose countermeasures on steel"
    story = Telling().say("", title=title, type=T.OTHER, action=A.IMPOSE)
    card = wording(story, None, (), NAMES)
    assert card.title == "▲ US will impose countermeasures on steel"
    assert card.badge.startswith("COUNTERMEASURES · ")


def test_a_further_measure_is_not_told_with_a_rate_that_no_longer_holds() -> None:
    told = item("EU steel duty", "The duty goes from 25% to 45% above the quotas.", source="Wire")
    change = rate(told, "25% to 45%", 45, 25)
    lead = measure(told, change, by="EU", status=S.PROPOSED)
    quota = measure(told, change, by="EU", status=S.PROPOSED, type=T.IMPORT_QUOTA)
    line = Line()
    line.take(event(told, lead, quota))
    order = item("EU steel duty", "From 25% to 50%.", at=after(days=5), key="b", **GAZETTE)
    settled = measure(order, rate(order, "25% to 50%", 50, 25), by="EU", status=S.PROPOSED)
    story = line.take(event(order, settled))[0].after
    card = wording(story, None, (), NAMES)
    assert not any("45" in plain(one.value) for one in card.fields)


def test_the_newest_text_is_named_where_there_are_many() -> None:
    law = "; ".join(f"Announcement {number}" for number in range(55, 63))
    card = wording(Telling().say("", law=law), None, (), NAMES)
    assert field(card, "Legal basis").endswith("Announcement 59 … Announcement 62")
