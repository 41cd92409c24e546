"""What a story reads like."""

from dataclasses import replace

import pytest

from bot.alerts.labels import Labels
from bot.alerts.title import headline
from bot.alerts.wording import badge, wording
from bot.model.alert import Reason
from bot.model.event import MeasureAction, Status
from bot.model.feed import Tier
from bot.model.message import Link, Message, Moment, Strong, Struck, Text, Tone
from bot.model.story import Story
from bot.model.watch import Match, Why
from tests.bot.alerts.seed import LABELS, TEXT, seed_story
from tests.bot.stories.line import Line
from tests.bot.stories.made import A, D, S, T, count, event, item, measure, rate

NAMES = Labels({"US": "United States", "CN": "China", "GB": "United Kingdom"}, {"steel": "Steel"})
NEVER_BELOW_ADOPTED = ("imposes", "raises", "lowers", "removes", "suspends", "adds", "will")


def plain(text: Text) -> str:
    def one(span: object) -> str:
        match span:
            case str():
                return span
            case Strong(inner) | Struck(inner) | Link(inner, _):
                return inner
            case Moment(at):
                return f"{at:%Y-%m-%d}"
        raise AssertionError(span)

    return "".join(map(one, text))


def all_text(message: Message) -> str:
    parts = [message.title, message.badge, plain(message.body), message.footer]
    parts += [f"{field.name}: {plain(field.value)}" for field in message.fields]
    parts += [f"{quote.text} — {quote.source}" for quote in message.quotes]
    return "\n".join(parts)


def value(message: Message, name: str) -> str:
    return next(plain(field.value) for field in message.fields if field.name == name)


def story(**facts: object) -> Story:
    told = item("Steel tariff news", "The duty goes from 25% to 50%.", source="Atlas Wire")
    lead = measure(told, rate(told, "from 25% to 50%", 50, 25), **facts)  # type: ignore[arg-type]
    return Line().take(event(told, lead))[0].after


SEED = wording(seed_story(), Reason.NEW, (), LABELS)


@pytest.mark.parametrize(
    "words",
    [
        "▼ China suspends export controls on rare earths, gallium and graphite to US",
        "Liberalising.",
        "US reportedly agrees to lower import tariff on goods from China · 57 % → 47 % (reported)",
        "China suspends restrictions on ships from US · 1 year",
        "a one-year suspension of restrictions on the American shipbuilding sector",
        "Section 301 “the freezing of countermeasures related to the U.S. “Section 301”",
        "Announced: 2025-10-09",
        "Rare earths, gallium and graphite",
        "curbs on exports of strategic metals such as gallium and graphite",
        "Washington has reportedly agreed to reduce tariffs on Chinese imports from 57% to 47%",
    ],
)
def test_the_seed_article_is_told_in_full(words: str) -> None:
    assert words in all_text(SEED)


def test_the_colour_follows_direction_and_source() -> None:
    assert SEED.tone is Tone.LIBERALISING
    assert wording(story(), None, (), NAMES).tone is Tone.UNCONFIRMED


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({}, "▲ US will raise import tariff on steel: 25 % → 50 %"),
        ({"status": S.IN_FORCE}, "▲ US raises import tariff on steel: 25 % → 50 %"),
        ({"status": S.THREATENED}, "▲ US threatens to raise import tariff on steel: 25 % → 50 %"),
        ({"status": S.CONSIDERED}, "▲ US weighs raising import tariff on steel: 25 % → 50 %"),
        ({"status": S.PROPOSED}, "▲ US proposes to raise import tariff on steel: 25 % → 50 %"),
        (
            {"status": S.PROPOSED, "hedged": True},
            "▲ US reportedly proposes to raise import tariff on steel: 25 % → 50 %",
        ),
        (
            {"status": S.IN_FORCE, "on": "CN GB"},
            "▲ US raises import tariff on steel from China and UK: 25 % → 50 %",
        ),
        (
            {"status": S.IN_FORCE, "type": T.EXPORT_TAX, "by": "CN", "on": "US", "goods": ""},
            "▲ China raises export tax on goods to US: 25 % → 50 %",
        ),
        (
            {"status": S.INVESTIGATING, "action": A.INVESTIGATE, "direction": D.NEUTRAL},
            "◆ US investigates a possible import tariff on steel: 25 % → 50 %",
        ),
        (
            {"status": S.ENDED, "action": A.STRIKE_DOWN, "direction": D.LIBERALISING},
            "▼ US import tariff on steel struck down",
        ),
        (
            {"status": S.CONSIDERED, "action": A.UPHOLD, "direction": D.NEUTRAL},
            "◆ US denies plans for import tariff on steel",
        ),
        (
            {"status": S.THREATENED, "action": A.REMOVE, "direction": D.LIBERALISING},
            "▼ US withdraws threat of import tariff on steel: 25 % → 50 %",
        ),
        (
            {"status": S.THREATENED, "action": A.LOWER, "direction": D.LIBERALISING},
            "▼ US promises to lower import tariff on steel: 25 % → 50 %",
        ),
        (
            {"status": S.IN_FORCE, "action": A.SUSPEND, "type": T.EXPORT_BAN},
            "▲ US imposes export ban on steel: 25 % → 50 %",
        ),
        (
            {"status": S.PROPOSED, "by": "US CN", "on": "GB"},
            "▲ US and China propose to raise import tariff on steel from UK: 25 % → 50 %",
        ),
        (
            {
                "type": T.TRADE_AGREEMENT,
                "action": A.NEGOTIATE,
                "status": S.AGREED,
                "by": "US CN",
                "on": "CN US",
                "direction": D.LIBERALISING,
            },
            "▼ US and China agree on trade deal: 25 % → 50 %",
        ),
        (
            {
                "type": T.TRADE_AGREEMENT,
                "action": A.EASE,
                "status": S.IN_FORCE,
                "by": "US",
                "on": "CN",
                "direction": D.LIBERALISING,
            },
            "▼ US applies trade deal with China: 25 % → 50 %",
        ),
    ],
)
def test_a_headline_says_who_does_what_to_which_goods(facts: dict[str, object], title: str) -> None:
    assert headline(story(**facts), NAMES) == title


@pytest.mark.parametrize("action", MeasureAction)
@pytest.mark.parametrize(
    "status",
    [S.AGREED, S.PROPOSED, S.CONSIDERED, S.THREATENED, S.INVESTIGATING],
)
def test_no_verb_says_more_than_the_status(action: MeasureAction, status: Status) -> None:
    words = headline(story(action=action, status=status), NAMES).split()
    assert not set(words) & set(NEVER_BELOW_ADOPTED)


def test_a_listing_says_how_many() -> None:
    told = item("US adds 80 firms to export blacklist", "")
    listing = measure(
        told,
        count(told, "80 firms", 80),
        type=T.ENTITY_LISTING,
        action=A.IMPOSE,
        status=S.IN_FORCE,
        on="CN",
        goods="",
        law="Entity List",
    )
    title = headline(Line().take(event(told, listing))[0].after, NAMES)
    assert title == "▲ US adds 80 entities to Entity List against China"


def test_a_rate_before_is_never_made_up() -> None:
    told = item("Steel tariff at 50%", "The duty is 50%.")
    told_story = Line().take(event(told, measure(told, rate(told, "50%", 50))))[0].after
    assert headline(told_story, NAMES).endswith(": 50 %")
    assert value(wording(told_story, None, (), NAMES), "Rate") == "50 %"


def test_blanks_read_not_stated() -> None:
    message = wording(story(goods=""), None, (), NAMES)
    assert value(message, "Effective") == "not stated"
    assert value(message, "Products") == "not stated"
    assert value(message, "Legal basis") == "not stated"


def test_a_change_shows_its_points() -> None:
    assert value(wording(story(), None, (), NAMES), "Rate") == "25 % → 50 % (+25 pp)"


def test_the_badge_says_kind_status_and_severity() -> None:
    assert badge(story(status=S.IN_FORCE)) == "TARIFF · IN FORCE · CRITICAL"
    assert badge(story(hedged=True)) == "TARIFF · ADOPTED · REPORTED · LOW"


def test_the_footer_says_why_it_is_shown() -> None:
    told = story()
    match = Match("metals", 1, (Why("from:US", "US"), Why("product:steel", "steel")))
    footer = wording(told, None, (match,), NAMES).footer
    assert footer == (
        "rule metals · matched from:US, product:steel · "
        f"#{told.id} v1 · information, not legal advice"
    )


def test_the_footer_calls_an_entry_of_a_list_what_its_user_calls_it() -> None:
    match = Match("goods", 1, (Why("hs:8542", "HS 8542", label="Processors"), Why("zinc", "zinc")))
    footer = wording(story(), None, (match,), NAMES).footer
    assert footer.startswith("rule goods · matched Processors (hs:8542), zinc · ")


def test_official_sources_come_first_and_only_web_addresses_are_links() -> None:
    told = story()
    press = replace(told.sources[0], url="javascript:alert(1)")
    official = replace(
        told.sources[0], item="x", name="Federal Register", tier=Tier.OFFICIAL, url="https://fr.gov"
    )
    message = wording(replace(told, sources=(press, official)), None, (), NAMES)
    field = next(field for field in message.fields if field.name == "Sources (2)")
    assert field.value[0] == Link("Federal Register", "https://fr.gov")
    assert plain(field.value) == "Federal Register ✓ · Atlas Wire"
    assert message.url == "https://fr.gov"


def test_every_quote_is_a_sentence_of_its_source() -> None:
    body = " ".join(f"{seed_story().sources[0].title} {TEXT}".split())
    for quote in SEED.quotes:
        assert len(quote.text) <= 200
        assert quote.text.strip("…") in body


def test_without_goods_the_card_shows_the_words_of_its_source() -> None:
    assert "“Steel tariff news”" in plain(wording(story(goods=""), None, (), NAMES).body)
    assert "“" not in plain(wording(story(), None, (), NAMES).body)
