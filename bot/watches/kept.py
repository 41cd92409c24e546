"""What a story states, kept beside its alert: so small that thousands are asked a rule at once.

It is made of the same `Facts` that a rule is asked of, measure by measure. A back-test counts by
it; only what is shown is read whole.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.model.item import Item
from bot.model.story import Story
from bot.watches.facts import OF_STORY, Facts, KeptFacts
from bot.watches.fields import DAYS, NUMBERS
from bot.watches.told import Told, shown

FORM = 1  # another number where facts come to mean something else: older ones are made anew
BEGINS = f'{{"form":{FORM},'
_WORDS = ("type", "action", "status", "direction", "from", "to", "product", "instrument")


def kept(story: Story) -> str:
    """The facts of a story as text that begins with `BEGINS`."""
    told = Told.of(story, None)
    first = told.measures[0]
    sources = {field: _keys(first, field) for field in OF_STORY}
    (number,) = first.numbers("sources")
    made = {
        "form": FORM,
        "at": story.last_at.isoformat(),
        "sources": {**sources, "count": number.number},
        "measures": [_measure(facts) for facts in told.measures],
    }
    return json.dumps(made, separators=(",", ":"))


def _keys(facts: Facts, field: str) -> list[str]:
    return list(dict.fromkeys(word.key for word in facts.words(field)))


def _measure(facts: Facts) -> dict[str, Any]:
    words = {field: _keys(facts, field) for field in _WORDS}
    numbers = {
        field: [(it.number, it.unit) for it in facts.numbers(field)]
        for field in NUMBERS
        if field != "sources"
    }
    days = {field: [it.value for it in facts.days(field)] for field in DAYS}
    return {
        "words": {field: found for field, found in words.items() if found},
        "numbers": {field: found for field, found in numbers.items() if found},
        "days": {field: found for field, found in days.items() if found},
    }


def told_of(facts: str, item: Item) -> Told:
    """An item with the facts of its story, to be asked a rule of; like `Told.of`."""
    it = json.loads(facts)
    at = item.published or datetime.fromisoformat(it["at"])
    if item.published is None:
        item = replace(item, published=at)
    sources = it["sources"]
    measures = tuple(
        [
            KeptFacts(None, None, item, one["words"], one["numbers"], one["days"], sources)
            for one in it["measures"]
        ]
    )
    day = at.astimezone(UTC).date()
    return Told(None, item, day, *shown(item), measures)
