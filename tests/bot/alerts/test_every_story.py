"""Laws of the wording, held against every revision of every story of the labelled streams."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.alerts.digest import digest
from bot.alerts.fields import NOT_STATED
from bot.alerts.follow_up import follow_up
from bot.alerts.labels import Labels
from bot.alerts.severity import severity
from bot.alerts.title import LONGEST
from bot.alerts.wording import wording
from bot.config.vocabulary import load
from bot.events.lens import Lens
from bot.events.read import read
from bot.model.alert import Alert, Severity
from bot.model.event import Rate, Status
from bot.model.message import Link, Message
from bot.model.story import Placement, Story
from tests.bot.stories.line import Line
from tests.bot.stories.readings import stream

LABELS = Labels({}, {})
LENS = Lens.of(load(Path(__file__).parents[3] / "config" / "vocabulary"))
BELOW = {Status.PROPOSED, Status.CONSIDERED, Status.THREATENED, Status.INVESTIGATING}
CLAIMS = re.compile(r"\b(?:imposes|raises|lowers|removes|suspends|will|adds|strikes|adopts)\b")
CHANGE = re.compile(r"([\d.]+) % → (?:up to |at least |about |\+)?([\d.]+)")


def told(name: str) -> Iterator[tuple[Placement, Alert | None]]:
    line = Line()
    for row in stream(name):
        if row.event:
            yield line.take(row.event)


ALL = [one for name in ("stories_dev", "own_stream", "blind_stream") for one in told(name)]
STORIES = [placed.after for placed, _ in ALL]
CARDS = [(story, wording(story, None, (), LABELS)) for story in STORIES]


def test_there_is_something_to_hold_the_laws_against() -> None:
    assert len(STORIES) > 250


def test_a_title_is_one_short_line_with_a_shape() -> None:
    for _, card in CARDS:
        assert len(card.title) <= LONGEST
        assert "\n" not in card.title
        assert card.title[:2] in ("▲ ", "▼ ", "◆ ")


def test_no_title_claims_more_than_the_status() -> None:
    for story, card in CARDS:
        if story.lead.status in BELOW:
            assert not CLAIMS.search(card.title), card.title


def test_every_change_that_is_printed_was_read() -> None:
    for story, card in CARDS:
        rates = [one.figure for one in story.figures if isinstance(one.figure, Rate)]
        read = {
            (f"{one.previous:g}", f"{one.value:g}") for one in rates if one.previous is not None
        }
        for change in CHANGE.findall(card.title):
            assert change in read, card.title


def test_every_card_has_the_six_fields_and_no_empty_one() -> None:
    for _, card in CARDS:
        names = [field.name for field in card.fields]
        assert names[:6] == ["Rate", "From → on", "Effective", "Products", "Legal basis", "Next"]
        assert names[-1].startswith("Sources (")
        for field in card.fields:
            assert any(span == NOT_STATED or span for span in field.value), field.name


def test_every_link_is_a_web_address() -> None:
    for _, card in CARDS:
        spans = [span for field in card.fields for span in field.value]
        urls = [span.url for span in spans if isinstance(span, Link)]
        urls += [quote.url for quote in card.quotes if quote.url] + ([card.url] if card.url else [])
        assert all(url.startswith("https://") for url in urls)


def test_every_quote_is_of_the_source_that_it_is_given_to() -> None:
    """By the real reader: what is read by hand has no words."""
    line = Line()
    bodies: dict[str, str] = {}
    for row in stream("stories_dev"):
        bodies[row.item.id] = f"{bodies.get(row.item.id, '')} {' '.join(row.item.body.split())}"
        if not (seen := read(row.item, LENS)):
            continue
        story = line.take(seen)[0].after
        for quote in wording(story, None, (), LABELS).quotes:
            said = [bodies[one.item] for one in story.sources if one.name == quote.source]
            assert any(quote.text.strip("…").strip() in body for body in said), quote


def test_nothing_reads_none_or_a_python_value() -> None:
    for _, card in CARDS:
        text = f"{card.title} {card.badge} {card.body} {card.footer}"
        assert not re.search(r"\bNone\b|_|\bTrue\b|Status\.", text.replace(card.footer, "")), text


def test_hedged_is_never_shown_as_certain() -> None:
    for story, card in CARDS:
        if story.lead.hedged:
            assert "reportedly" in card.title
            assert "REPORTED" in card.badge
            assert severity(story) is Severity.LOW


@pytest.mark.parametrize("known", [True, False])
def test_every_alert_has_a_short_follow_up(known: bool) -> None:
    for placed, alert in ALL:
        if alert:
            before = placed.before if known else None
            message = follow_up(placed.after, alert, LABELS, before)
            assert 0 < len(message.title) <= LONGEST
            assert not message.title.endswith(": ")
            assert message.footer == f"#{placed.after.id} v{alert.revision}"


def test_a_digest_holds_any_stories() -> None:
    latest: dict[str, Story] = {story.id: story for story in STORIES}
    message: Message = digest(list(latest.values()), LABELS)
    assert message.title == f"{len(latest)} trade measures"
