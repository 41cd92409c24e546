"""What is said to a channel that shows the story already, and of many stories at once."""

from typing import Any

import pytest

from bot.alerts.digest import digest
from bot.alerts.follow_up import follow_up
from bot.alerts.labels import Labels, listed
from bot.alerts.severity import severity
from bot.alerts.values import amount, day, duration, moment, number, rate
from bot.alerts.verbs import standing
from bot.model.alert import Alert, Severity
from bot.model.event import Amount, AmountKind, Evidence, MeasureAction, Qualifier, Rate, Status
from bot.model.feed import Tier
from bot.model.message import Link, Message, Moment
from bot.model.story import Story
from tests.bot.alerts.test_backing import figure
from tests.bot.stories.line import Line
from tests.bot.stories.made import A, D, S, after, event, item, measure
from tests.bot.stories.made import rate as rate_of

OFFICIAL: dict[str, Any] = {"source": "Gazette", "tier": Tier.OFFICIAL}
LABELS = Labels({"US": "United States"}, {"steel": "Steel", "copper": "Copper"})
NOWHERE = Evidence("", 0, 0)


class Told:
    """A story told item by item; the last alert with the story before and after it."""

    def __init__(self) -> None:
        self.line = Line()
        self.before: Story | None = None
        self.count = 0

    def say(
        self,
        text: str,
        *rates: float,
        days: float = 0,
        source: str = "Example Wire",
        tier: Tier = Tier.WIRE,
        key: str = "",
        **facts: object,
    ) -> Message | None:
        """One more item; the message that follows from it."""
        self.count += 1
        words = " ".join(f"{value:g}%" for value in rates)
        told = item(
            "US duty on steel",
            f"{text} {words}",
            key=key or str(self.count),
            source=source,
            tier=tier,
            at=after(days=days),
            url="https://x.example",
        )
        figures = [rate_of(told, f"{value:g}%", value) for value in rates]
        placed, alert = self.line.take(event(told, measure(told, *figures, **facts)))  # type: ignore[arg-type]
        self.alert: Alert | None = alert
        return follow_up(placed.after, alert, LABELS, placed.before) if alert else None


class Telling:
    """A story told in the short words of test_backing; the words of each follow-up."""

    def __init__(self) -> None:
        self.line = Line()

    def say(self, figures: str, days: float = 0, **facts: Any) -> str:
        key = facts.pop("key", f"{days}")
        source, tier = facts.pop("source", "Wire"), facts.pop("tier", Tier.WIRE)
        told = item("US duty on steel", f"It is {figures}.", key=key, at=after(days=days),
                    source=source, tier=tier)  # fmt: skip
        lead = measure(told, *(figure(told, word) for word in figures.split()), **facts)
        placed, self.alert = self.line.take(event(told, lead))
        self.before, self.story = placed.before, placed.after
        if self.alert is None:
            return ""
        self.message = follow_up(self.story, self.alert, LABELS, self.before)
        return self.message.title


def title(message: Message | None) -> str:
    assert message is not None
    return message.title


def test_a_first_item_is_its_headline() -> None:
    assert title(Told().say("Rise.", 50)) == "▲ US will raise import tariff on steel: 50 %"


def test_a_step_is_told_from_where_to_where() -> None:
    told = Told()
    told.say("Plan.", status=S.PROPOSED)
    moved = told.say("Order.", days=3, status=S.ADOPTED)
    assert title(moved) == "Status: proposed → adopted"
    delayed = told.say("Not yet.", days=6, status=S.ADOPTED, action=A.DELAY)
    assert title(delayed) == "Status: adopted → delayed"


def test_a_confirmation_names_the_text_and_its_publisher() -> None:
    told = Told()
    told.say("Order.")
    official: dict[str, object] = {"tier": Tier.OFFICIAL, "source": "Federal Register"}
    message = told.say("Order.", days=0.1, law="Section 232; 90 FR 24199", **official)  # type: ignore[arg-type]
    assert title(message) == "Confirmed: 90 FR 24199, Federal Register"


def test_a_conflict_names_both_sides() -> None:
    told = Told()
    told.say("Says", 50, status=S.CONSIDERED, hedged=True)
    message = told.say("Says", 40, days=0.5, source="Ledger", status=S.CONSIDERED, hedged=True)
    assert title(message) == "Conflict: 40 % (Ledger), 50 % (Example Wire)"


def test_a_correction_says_what_it_replaces() -> None:
    told = Told()
    told.say("Rate of", 25, key="k")
    assert title(told.say("Rate of", 15, key="k", days=0.1)) == "Correction: 15 %, not 25 %"


def test_a_corrected_status_is_told_too() -> None:
    told = Told()
    told.say("Is.", key="k", status=S.IN_FORCE)
    message = told.say("Will be.", key="k", days=0.1, status=S.PROPOSED)
    assert title(message) == "Correction: proposed, not in force"


def test_a_new_figure_is_told_with_the_sentence_it_stands_in() -> None:
    told = Told()
    told.say("Threat.", status=S.THREATENED)
    message = told.say("The rate will be", 25, days=2, status=S.THREATENED)
    assert title(message) == "New rate: 25 %"
    assert message is not None
    assert [quote.text for quote in message.quotes] == ["The rate will be 25%"]
    assert message.footer.endswith(" v2")


def test_what_is_new_is_told_in_the_order_of_a_reader() -> None:
    told = Telling()
    told.say("", status=S.ADOPTED)
    new = told.say("P90D -2025-12-01 2025-08-01 25>50%", 20, **OFFICIAL)
    assert new == (
        "Confirmed: Gazette; new: 25 % → 50 %, effective 1 Aug 2025, ends 1 Dec 2025, for 90 days"
    )
    new = told.say("P180D -2026-03-01 2025-09-01 50>60%", 40, **OFFICIAL)
    assert new == "New rate: 50 % → 60 %, effective 1 Sep 2025, ends 1 Mar 2026, for 180 days"
    assert told.say("2025-10-01", 60, **OFFICIAL) == "New date: effective 1 Oct 2025"
    assert told.say("-2026-05-01", 70, action=A.EXTEND, **OFFICIAL) == "Extended: ends 1 May 2026"


def test_an_extension_without_an_end_is_no_coverage() -> None:
    told = Telling()
    told.say("25%", status=S.IN_FORCE)
    assert told.say("", 20, status=S.IN_FORCE, action=A.EXTEND) == "Extended"
    told.say("25% -2025-11-10", 30, status=S.IN_FORCE, **OFFICIAL)
    assert told.say("", 40, status=S.IN_FORCE, action=A.EXEMPT) == "Exemptions changed"


def test_a_rate_that_comes_back_is_told_as_the_change_it_is() -> None:
    told = Telling()
    told.say("10%", status=S.IN_FORCE, **OFFICIAL)
    told.say("10>20%", 20, **OFFICIAL)
    new = told.say("20>10% 2025-11-10", 60, action=A.LOWER, **OFFICIAL)
    assert new == "New rate: 20 % → 10 %, effective 10 Nov 2025"


def test_a_rate_that_was_replaced_before_it_was_told_is_told_with_what_replaced_it() -> None:
    told = Telling()
    told.say("34%", **OFFICIAL)
    told.say("34>84%", 5, **OFFICIAL)
    before, alert = told.before, told.alert
    told.say("84>125%", 6, **OFFICIAL)
    assert alert is not None
    late = follow_up(told.story, alert, LABELS, before)
    assert late.title == "New rate: 34 % → 84 %, since then 84 % → 125 %"


def test_a_day_that_was_called_off_before_it_was_told_is_told_with_what_came_since() -> None:
    told = Telling()
    told.say("25%", **OFFICIAL)
    told.say("2025-07-15", 6, **OFFICIAL)
    before, alert = told.before, told.alert
    told.say("P90D", 7, action=A.SUSPEND, status=S.IN_FORCE, **OFFICIAL)
    assert alert is not None
    late = follow_up(told.story, alert, LABELS, before)
    assert late.title == "New date: effective 15 Jul 2025, since then suspended"


def test_an_extension_that_others_told_says_until_when() -> None:
    told = Telling()
    told.say("25% P90D", status=S.IN_FORCE)
    told.say("-2025-11-10", 20, status=S.IN_FORCE, **OFFICIAL)
    new = told.say("-2025-11-10", 24, status=S.IN_FORCE, action=A.EXTEND, source="Ledger")
    assert new == "Extended: ends 10 Nov 2025"


def test_a_step_after_a_plan_is_told_from_the_plan() -> None:
    told = Telling()
    told.say("25%", status=S.ADOPTED, **OFFICIAL)
    told.say("25>50%", 60, status=S.THREATENED)
    assert told.say("25>50%", 61, status=S.ADOPTED) == "Status: threatened → adopted"


def test_a_correction_is_quoted_as_it_now_reads() -> None:
    told = Telling()
    told.say("10>25% 2025-07-04", key="k", source="Ledger")
    assert told.say("10>20% 2025-07-04", key="k", source="Ledger") == (
        "Correction: 10 % → 20 %, not 10 % → 25 %"
    )
    assert [quote.text for quote in told.message.quotes] == ["It is 10>20% 2025-07-04."]


def test_what_the_other_side_does_is_told_of_the_other_side() -> None:
    line = Line()
    told = item("US and China lower duties", "US to 30%, China to 10%.")
    eased: dict[str, Any] = {
        "action": A.LOWER,
        "status": S.AGREED,
        "goods": "",
        "direction": D.LIBERALISING,
    }
    ours = measure(told, rate_of(told, "30%", 30), by="US", on="CN", **eased)
    theirs = measure(told, rate_of(told, "10%", 10), by="CN", on="US", **eased)
    line.take(event(told, ours, theirs))
    later = item("China lowers duties on US goods", "To 5%.", key="b", at=after(days=2), **OFFICIAL)
    lower = measure(later, rate_of(later, "5%", 5, 10), by="CN", on="US", **eased)
    placed, alert = line.take(event(later, lower))
    assert alert is not None
    message = follow_up(placed.after, alert, LABELS, placed.before)
    assert message.body == (
        "▼ CN agrees to lower import tariff on goods from US: 10 % → 5 % · Gazette",
    )


def stories(*levels: tuple[str, Status]) -> list[Story]:
    found = []
    for number_, (goods, status) in enumerate(levels):
        told = item(f"US duty on {goods} {number_}", url=f"https://x.example/{number_}")
        lead = measure(told, goods=goods, status=status)
        found.append(Line().take(event(told, lead))[0].after)
    return found


def test_a_digest_puts_the_gravest_first_and_counts_the_rest() -> None:
    many = stories(("copper", S.THREATENED), ("steel", S.IN_FORCE), *[("steel", S.PROPOSED)] * 10)
    message = digest(many, LABELS)
    assert message.title == "12 trade measures"
    links = [span for span in message.body if isinstance(span, Link)]
    assert links[0].text == "▲ US raises import tariff on steel"
    assert len(links) == 10
    assert message.body[-1] == "and 2 more"
    assert severity(many[1]) is Severity.HIGH


def test_a_digest_of_nothing_is_empty() -> None:
    assert digest([], LABELS).title == "0 trade measures"
    assert digest([], LABELS).body == ()


@pytest.mark.parametrize(
    ("figure", "action", "words"),
    [
        (Rate(47, "percent", NOWHERE, 57), A.LOWER, "57 % → 47 %"),
        (Rate(10, "percent", NOWHERE, upper=41), A.IMPOSE, "10–41 %"),
        (Rate(50, "percent", NOWHERE, qualifier=Qualifier.UP_TO), A.IMPOSE, "up to 50 %"),
        (Rate(25, "percent", NOWHERE, qualifier=Qualifier.AT_LEAST), A.IMPOSE, "at least 25 %"),
        (Rate(25, "percent", NOWHERE, qualifier=Qualifier.ADDITIONAL), A.IMPOSE, "+25 %"),
        (Rate(10, "percentage_points", NOWHERE), A.LOWER, "−10 pp"),
        (Rate(10, "percentage_points", NOWHERE), A.RAISE, "+10 pp"),
        (Rate(500, "USD/tonne", NOWHERE), A.IMPOSE, "500 USD/tonne"),
        (Rate(0, "percent", NOWHERE, 10), A.REMOVE, "10 % → 0 %"),
    ],
)
def test_a_rate_is_shown_as_it_was_read(figure: Rate, action: MeasureAction, words: str) -> None:
    assert rate(figure, action) == words


@pytest.mark.parametrize(
    ("kind", "value", "unit", "words"),
    [
        (AmountKind.MONEY, 2.8e9, "EUR", "EUR 2.8 billion"),
        (AmountKind.COUNT, 140, "entity", "140 entities"),
        (AmountKind.COUNT, 1, "tariff_line", "1 tariff line"),
        (AmountKind.COUNT, 1463, "tariff_line", "1,463 tariff lines"),
        (AmountKind.QUANTITY, 18.3e6, "tonne", "18.3 million tonnes"),
        (AmountKind.SHARE, 90, "percent", "90 %"),
    ],
)
def test_an_amount_is_shown_with_its_unit(
    kind: AmountKind, value: float, unit: str, words: str
) -> None:
    assert amount(Amount(kind, value, unit, NOWHERE)) == words


def test_days_and_durations_are_words_and_unknown_forms_stay() -> None:
    assert (day("2026-11-10"), day("2026-01"), day("soon")) == ("10 Nov 2026", "Jan 2026", "soon")
    assert (duration("P1Y"), duration("P90D"), duration("PT1H")) == ("1 year", "90 days", "PT1H")
    assert isinstance(moment("2026-11-10"), Moment)
    assert moment("2026-01") == "Jan 2026"
    assert number(0.5) == "0.5"


def test_a_suspension_that_is_only_agreed_is_not_called_made() -> None:
    assert standing(S.IN_FORCE, A.SUSPEND) == "suspended"
    assert standing(S.AGREED, A.SUSPEND) == "suspended (agreed)"


@pytest.mark.parametrize(
    ("action", "decided", "made"),
    [
        (A.SUSPEND, "to be suspended", "suspended"),
        (A.REMOVE, "to be removed", "removed"),
        (A.EASE, "to be eased", "eased"),
        (A.DELAY, "delayed", "delayed"),
    ],
)
def test_what_is_decided_is_not_called_done(action: MeasureAction, decided: str, made: str) -> None:
    assert (standing(S.ADOPTED, action), standing(S.IN_FORCE, action)) == (decided, made)


def test_many_words_in_a_row_are_counted() -> None:
    assert listed([], 3) == ""
    assert listed(["a", "b", "c"], 3) == "a, b and c"
    assert listed(["a", "b", "c", "d"], 3) == "a, b and 2 more"
