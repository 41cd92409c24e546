"""The recorded feeds of the demo are sound documents that move forward in time."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest

from bot.config.seeds import load_feeds
from bot.config.vocabulary import load as load_vocabulary
from bot.events.lens import Lens
from bot.events.read import read
from bot.model.feed import Feed
from bot.model.item import Item
from bot.text.html import plain

SEEDS = Path(__file__).parents[1] / "seeds"
ITEMS = SEEDS / "items"
SUFFIXES = {".rss": "syndication", ".atom": "syndication", ".json": "json_feed"}
DOCUMENTS = sorted(path for path in ITEMS.glob("*/*") if path.suffix in SUFFIXES)

# Phone and electricity tariffs, freight, share prices, company news, how-tos: no trade measure.
NOISE = {
    "hw-250203-1",
    "hw-250218-1",
    "hw-250409-2",
    "hw-250804-1",
    "hw-251006-1",
    "hw-251106-1",
    "https://strait-ledger.example/articles/sl-250203",
    "fm-2025-014",
    "fm-2025-038",
    "fm-2025-070",
    "fm-2025-112",
    "fm-2025-120",
    "td-001",
    "td-015",
    "https://federal-register.example/2025/02/03/2025-02-03-airworthiness",
    "eu-compass",
}


@dataclass(frozen=True)
class Entry:
    feed: str
    round: int
    id: str
    url: str
    title: str
    content: str
    at: datetime


def entries(path: Path) -> list[Entry]:
    read = _of_json if path.suffix == ".json" else _of_xml
    return list(read(path))


def _of_json(path: Path) -> Iterator[Entry]:
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    for it in document["items"]:
        content = it.get("content_html") or it["content_text"]
        at = datetime.fromisoformat(it["date_published"])
        yield _entry(path, it["id"], it["url"], it["title"], content, at)


def _of_xml(path: Path) -> Iterator[Entry]:
    document = feedparser.parse(
        io.BytesIO(path.read_bytes()), sanitize_html=False, resolve_relative_uris=False
    )
    assert not document.bozo, document.get("bozo_exception")
    for it in document.entries:
        content = it.content[0].value if "content" in it else it.summary
        at = _moment(it.published)
        yield _entry(path, it.id, it.link, it.title, content, at)


def _moment(written: str) -> datetime:
    """As RSS (RFC 822) or Atom (RFC 3339) writes it."""
    is_atom = written[0].isdecimal()
    return datetime.fromisoformat(written) if is_atom else parsedate_to_datetime(written)


def _entry(path: Path, id_: str, url: str, title: str, content: str, at: datetime) -> Entry:
    return Entry(path.parent.name, int(path.stem), id_, url, title, content, at)


ALL = [entry for path in DOCUMENTS for entry in entries(path)]


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Feed, ...]:
    """The recorded feeds, at an address as the demo's server would have it."""
    text = (ITEMS / "feeds.toml").read_text(encoding="utf-8")
    path = tmp_path_factory.mktemp("feeds") / "feeds.toml"
    path.write_text(text.replace('url = "/', 'url = "http://127.0.0.1:8080/'), encoding="utf-8")
    return load_feeds(path)


def test_every_feed_has_its_folder_and_every_folder_its_feed(feeds: tuple[Feed, ...]) -> None:
    folders = {path.name for path in ITEMS.iterdir() if path.is_dir()}
    assert {feed.slug for feed in feeds} == folders
    assert all(feed.url.endswith(f"/{feed.slug}") for feed in feeds)


def test_every_feed_serves_something_from_the_first_round(feeds: tuple[Feed, ...]) -> None:
    first = {path.parent.name for path in DOCUMENTS if int(path.stem) == 1}
    assert first == {feed.slug for feed in feeds}


def test_every_document_is_of_its_feeds_kind(feeds: tuple[Feed, ...]) -> None:
    kinds = {feed.slug: feed.kind for feed in feeds}
    assert all(kinds[path.parent.name] == SUFFIXES[path.suffix] for path in DOCUMENTS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_document_has_whole_items_newest_first(path: Path) -> None:
    found = entries(path)
    assert found
    assert all(it.id and it.title and it.content and ".example/" in it.url for it in found)
    assert [it.at for it in found] == sorted((it.at for it in found), reverse=True)
    assert len({it.id for it in found}) == len(found)


def test_rounds_are_counted_without_a_gap_and_move_forward_in_time() -> None:
    newest = {
        number: max(entry.at for entry in ALL if entry.round == number)
        for number in {entry.round for entry in ALL}
    }
    assert sorted(newest) == list(range(1, len(newest) + 1))
    assert [newest[number] for number in sorted(newest)] == sorted(newest.values())
    assert {at.year for at in newest.values()} == {2025}


def test_an_item_stands_in_one_round_unless_it_is_corrected() -> None:
    seen: dict[tuple[str, str], list[Entry]] = {}
    for entry in ALL:
        seen.setdefault((entry.feed, entry.id), []).append(entry)
    again = {key: told for key, told in seen.items() if len(told) > 1}
    assert list(again) == [("strait-ledger", "https://strait-ledger.example/articles/sl-250227")]
    (told,) = again.values()
    assert len({it.title for it in told}) == 2


def test_there_is_enough_to_see() -> None:
    assert len({(entry.feed, entry.id) for entry in ALL}) > 35
    assert {path.suffix for path in DOCUMENTS} == set(SUFFIXES)


def test_the_seed_article_is_told_word_for_word_in_the_last_round() -> None:
    (article,) = [
        entry
        for entry in ALL
        if entry.title
        == "China suspends rare-earth export curbs in easing package with the United States"
    ]
    written = (SEEDS / "article.txt").read_text(encoding="utf-8").split("\n")
    told = re.findall(r"<p>([^<]*)</p>", article.content)
    assert told == [line.strip() for line in written if line.strip()]
    assert article.round == max(entry.round for entry in ALL)
    assert article.at.date().isoformat() == "2025-11-10"


def test_noise_tells_of_no_measure_and_the_rest_tells_of_one(feeds: tuple[Feed, ...]) -> None:
    lens = Lens.of(load_vocabulary(SEEDS.parent / "config" / "vocabulary"))
    by_slug = {feed.slug: feed for feed in feeds}
    silent = {it.id for it in ALL if read(_item(it, by_slug[it.feed]), lens) is None}
    assert silent == NOISE


def _item(entry: Entry, feed: Feed) -> Item:
    return Item(
        entry.feed,
        entry.id,
        plain(entry.title),
        plain(entry.content),
        feed.title,
        feed.tier,
        entry.url,
        published=entry.at,
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_document_loads_and_runs_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    for word in (
        "<script",
        "<img",
        "<iframe",
        "<object",
        '<link rel="stylesheet',
        "src=",
        "onload",
    ):
        assert word not in text
    addresses = set(re.findall(r"https?://([a-z0-9.-]+)", text))
    allowed = {"purl.org", "www.w3.org", "jsonfeed.org"}
    assert all(host.endswith(".example") or host in allowed for host in addresses)
