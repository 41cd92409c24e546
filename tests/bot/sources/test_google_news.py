# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Searches of Google News."""

import pytest

from bot.model.feed import Feed
from bot.model.item import Item
from bot.sources.identity import keyed
from bot.sources.kinds.google_news import FLOOR, read
from bot.sources.request import Response
from tests.bot.sources.documents import rss

FEED = Feed("news", "https://news.google.com/rss/search?q=tariff", "Google News: tariffs")


def items(*inside: str) -> tuple[Item, ...]:
    body = rss(*inside, title='"tariff" - Google News')
    return read(FEED, Response(FEED.url, 200, {}, body)).items


def news(
    title: str, source: str = "", link: str = "https://news.google.com/rss/articles/CBMi1"
) -> str:
    named = f'<source url="https://paper.example">{source}</source>' if source else ""
    return (
        f"<title>{title}</title><link>{link}</link><guid isPermaLink='false'>CBMi1</guid>{named}"
        "<description>&lt;ol&gt;&lt;li&gt;Other paper: 50% duty&lt;/li&gt;&lt;/ol&gt;</description>"
    )


@pytest.mark.parametrize(
    ("inside", "title", "source"),
    [
        (news("Duty on steel - The Paper", "The Paper"), "Duty on steel", "The Paper"),
        (news("Duty - a day on - The Paper", "The Paper"), "Duty - a day on", "The Paper"),
        (news("Duty on steel - The Paper"), "Duty on steel", "The Paper"),
        (news("Duty on steel"), "Duty on steel", "Google News: tariffs"),
    ],
)
def test_the_publisher_is_the_source_and_no_part_of_the_title(
    inside: str, title: str, source: str
) -> None:
    (found,) = items(inside)
    assert (found.title, found.source) == (title, source)


def test_the_headlines_of_other_papers_are_no_text_of_the_item() -> None:
    assert items(news("Duty on steel - The Paper", "The Paper"))[0].text == ""


def test_an_item_is_known_by_publisher_and_title_and_never_by_its_link() -> None:
    same = items(
        news("Duty on steel - The Paper", "The Paper", "https://news.google.com/a"),
        news("Duty on zinc - The Paper", "The Paper", "https://news.google.com/a"),
    )
    again = items(news("Duty on steel - The Paper", "The Paper", "https://news.google.com/b"))
    assert len({one.key for one in keyed(same, "guid")}) == 2
    assert keyed(again, "guid")[0].key in {one.key for one in keyed(same, "guid")}


def test_S2_a_search_is_asked_twice_an_hour_at_most() -> None:
    assert FLOOR == 1800
