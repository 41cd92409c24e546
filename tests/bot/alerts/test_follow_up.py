"""What is said to a channel that shows the story already, and of many stories at once."""

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
from tests.bot.stories.line import Line
from tests.bot.stories.made import A, S, after, event, item, measure
from tests.bot.stories.made import rate as rate_of

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
    assert title(told.say("Rate of", 15, key="k", days=0.1)) == "Correction: 25 % → 15 %"


def test_a_corrected_status_is_told_too() -> None:
    told = Told()
    told.say("Is.", key="k", status=S.IN_FORCE)
    message = told.say("Will be.", key="k", days=0.1, status=S.PROPOSED)
    assert title(message) == "Correction: in force → proposed"


def test_a_new_figure_is_told_with_the_sentence_it_stands_in() -> None:
    told = Told()
    told.say("Threat.", status=S.THREATENED)
    message = told.say("The rate will be", 25, days=2, status=S.THREATENED)
    assert title(message) == "New figure: 25 %"
    assert message is not None
    assert [quote.text for quote in message.quotes] == ["The rate will be 25%"]
    assert message.footer.endswith(" v2")


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


def test_many_words_in_a_row_are_counted() -> None:
    assert listed([], 3) == ""
    assert listed(["a", "b", "c"], 3) == "a, b and c"
    assert listed(["a", "b", "c", "d"], 3) == "a, b and 2 more"
