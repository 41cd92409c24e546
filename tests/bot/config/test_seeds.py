from pathlib import Path

import pytest

from bot.config.seeds import load_feeds, load_watches
from bot.config.vocabulary import load as load_vocabulary
from bot.model.errors import MendFile
from bot.model.feed import Feed, Tier
from bot.model.watch import Watch
from bot.watches.known import Known
from tests.bot.watches.stories import KNOWN

SEEDS = Path(__file__).parents[3] / "seeds"

FEED = '[[feed]]\nslug = "one"\nurl = "https://example.com/rss"\ntitle = "One"\n'
WATCH = '[[watch]]\nslug = "w"\nname = "W"\nsummary = "S."\nrule = "from:CN"\n'


def file(folder: Path, text: str) -> Path:
    path = folder / "seeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[tuple[int | None, str]]:
    load = load_watches if "[[watch" in text else load_feeds
    with pytest.raises(MendFile) as refused:
        load(file(folder, text))
    return [(fault.line, fault.sentence) for fault in refused.value.faults]


def test_a_feed_has_the_defaults_of_the_model(tmp_path: Path) -> None:
    assert load_feeds(file(tmp_path, FEED)) == (Feed("one", "https://example.com/rss", "One"),)


def test_a_watch_is_read_with_its_rule(tmp_path: Path) -> None:
    assert load_watches(file(tmp_path, WATCH)) == (Watch("w", "W", "S.", "from:CN"),)


def test_an_empty_file_holds_no_seeds(tmp_path: Path) -> None:
    assert load_feeds(file(tmp_path, "# nothing\n")) == ()


@pytest.mark.parametrize(
    ("line", "at", "sentence"),
    [
        ('urll = "x"', 5, "a feed has no urll; did you mean url?"),
        ('xyzzy = "x"', 5, "a feed has no xyzzy; there are slug, url, title, kind"),
        ('tier = "offical"', 5, "tier: input should be 'official', 'wire', 'press' or 'blog'"),
        ('kind = "gopher"', 5, "there is no kind gopher; there are"),
        ('enabled = "maybe"', 5, "enabled: input should be a valid boolean"),
        ("language = 3", 5, "language: input should be a valid string"),
        ('language = "english, mostly"', 5, "language has to be a tag"),
        ('jurisdiction = "USA"', 5, "jurisdiction has to be two capitals"),
        ("min_interval = 0", 5, "min_interval has to be a number of seconds above 0"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, line: str, at: int, sentence: str) -> None:
    (found,) = faults(tmp_path, FEED + line + "\n")
    assert found[0] == at
    assert found[1].startswith(sentence)


@pytest.mark.parametrize(
    "url",
    [
        "/one",
        "ftp://example.com/rss",
        "https://",
        "https://user:secret@example.com/rss",
        "https://example.com/a b",
        "https://example.com:99999/",
        "https://[::1/",
        "https://example.com/" + "x" * 2_048,
    ],
)
def test_a_bad_address_is_refused(tmp_path: Path, url: str) -> None:
    (found,) = faults(tmp_path, FEED.replace("https://example.com/rss", url))
    assert found[0] == 3
    assert found[1].startswith("url ")


@pytest.mark.parametrize("slug", ["", "One", "a_b", "-a", "a--b", "ä", "x" * 65])
def test_a_slug_is_plain_words_with_hyphens(tmp_path: Path, slug: str) -> None:
    (found,) = faults(tmp_path, FEED.replace('"one"', f'"{slug}"'))
    assert found[0] == 2


def test_a_missing_field_is_named_at_the_head_of_its_table(tmp_path: Path) -> None:
    text = FEED + '\n[[feed]]\nslug = "two"\n'
    assert faults(tmp_path, text) == [(6, "url is missing"), (6, "title is missing")]


def test_a_slug_that_is_taken_is_named_on_its_second_line(tmp_path: Path) -> None:
    assert faults(tmp_path, FEED + FEED) == [(6, "slug one is taken, on line 2")]


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    text = FEED.replace('"One"', '" "') + "enabld = 1\n" + FEED + 'tier = "x"\n'
    assert [line for line, _ in faults(tmp_path, text)] == [4, 5, 7, 10]


def test_stray_tables_are_faults(tmp_path: Path) -> None:
    found = faults(tmp_path, 'title = "x"\n' + FEED + "[[feedd]]\n[other]\n")
    assert [line for line, _ in found] == [1, 6, 7]


@pytest.mark.parametrize("text", ["feed = 3\n", "feed = [1]\n", '[feed]\nslug = "x"\n'])
def test_a_feed_that_is_no_list_of_tables_is_a_fault(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text) == [(1, "write each feed under [[feed]]")]


def test_a_text_that_is_not_toml_is_a_fault_on_its_line(tmp_path: Path) -> None:
    ((line, sentence),) = faults(tmp_path, FEED + "x = = 1\n")
    assert line == 5
    assert sentence.startswith("not TOML: ")


def test_a_missing_file_is_a_fault_without_line(tmp_path: Path) -> None:
    with pytest.raises(MendFile, match="this file is missing"):
        load_feeds(tmp_path / "none.toml")


def test_a_file_that_is_not_text_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "bytes.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MendFile, match="cannot be read"):
        load_feeds(path)


def test_a_rule_that_cannot_be_read_is_a_fault_with_line_and_column(tmp_path: Path) -> None:
    ((line, sentence),) = faults(tmp_path, WATCH.replace("from:CN", "from:CN OR form:US"))
    assert line == 5
    assert sentence.startswith("the rule cannot be read. At column 12: there is no field form")


def test_names_in_rules_are_looked_up_where_a_vocabulary_is_given(tmp_path: Path) -> None:
    path = file(tmp_path, WATCH.replace("from:CN", "from:Chian"))
    assert load_watches(path)
    with pytest.raises(MendFile, match="did you mean CN"):
        load_watches(path, KNOWN)


def test_a_file_does_not_set_the_version_of_a_watch(tmp_path: Path) -> None:
    assert faults(tmp_path, WATCH + "version = 2\n") == [
        (6, "a watch has no version; there are slug, name, summary, rule, space, made_by, labels")
    ]


def test_the_starter_feeds_are_sound() -> None:
    feeds = load_feeds(SEEDS / "feeds.toml")
    assert len(feeds) >= 20
    assert all(feed.verified for feed in feeds)
    assert all(feed.url.startswith("https://") for feed in feeds)
    assert all(
        feed.jurisdiction
        for feed in feeds
        if feed.tier is Tier.OFFICIAL and feed.slug != "wto-news"
    )


def test_the_starter_feeds_know_the_agencies_of_the_federal_register() -> None:
    agencies = {
        "industry-and-security-bureau",
        "trade-representative-office-of-united-states",
        "international-trade-administration",
        "international-trade-commission",
        "u-s-customs-and-border-protection",
        "foreign-assets-control-office",
    }
    asked = {
        feed.url.split("conditions[agencies][]=")[1].split("&")[0]
        for feed in load_feeds(SEEDS / "feeds.toml")
        if "conditions[agencies][]=" in feed.url
    }
    assert asked == agencies


def test_the_preset_watches_are_sound() -> None:
    known = Known.of(load_vocabulary(SEEDS.parent / "config" / "vocabulary"))
    watches = load_watches(SEEDS / "watches.toml", known)
    assert len(watches) >= 15
    assert all(watch.summary.endswith(".") and ". " not in watch.summary for watch in watches)
