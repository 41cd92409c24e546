"""Each preset takes the items that it must, and none that it must not, read as the bot reads."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.cli.jsonl import item
from bot.config.seeds import load_watches
from bot.config.vocabulary import load as load_vocabulary
from bot.events.lens import Lens
from bot.events.read import read
from bot.stories.place import place
from bot.watches.known import Known
from bot.watches.match import compile_watches
from bot.watches.near_miss import why_not
from bot.watches.parse import parsed
from bot.watches.told import Told

ROOT = Path(__file__).parents[3]
LABELLED = [
    json.loads(line)
    for line in (ROOT / "tests/data/watches/presets.jsonl").read_text("utf-8").splitlines()
]
VOCABULARY = load_vocabulary(ROOT / "config" / "vocabulary")
KNOWN, LENS = Known.of(VOCABULARY), Lens.of(VOCABULARY)
PRESETS = load_watches(ROOT / "seeds" / "watches.toml", KNOWN)
MATCHER = compile_watches(PRESETS, KNOWN)


@pytest.mark.parametrize("labelled", LABELLED, ids=lambda it: f"{it['item']['id']}")
def test_an_item_is_taken_by_the_presets_that_it_is_labelled_with(
    labelled: dict[str, Any],
) -> None:
    one = item(dict(labelled["item"]))
    event = read(one, LENS)
    assert one.published is not None
    story = place(event, [], one.published).after if event else None
    taken = {match.watch for match in MATCHER.match(story, one)}
    rules = {watch.slug: parsed(watch.rule) for watch in PRESETS}
    missed = {
        slug: why_not(rules[slug], Told.of(story, one), KNOWN)
        for slug in labelled["takes"]
        if slug not in taken
    }
    assert not missed, event
    assert not taken.intersection(labelled["not"]), event


def test_every_preset_has_three_items_that_it_must_take_and_three_that_it_must_not() -> None:
    takes = Counter(slug for it in LABELLED for slug in it["takes"])
    leaves = Counter(slug for it in LABELLED for slug in it["not"])
    for watch in PRESETS:
        assert takes[watch.slug] >= 3, watch.slug
        assert leaves[watch.slug] >= 3, watch.slug
    assert len(PRESETS) >= 14
