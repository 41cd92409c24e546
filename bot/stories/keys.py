"""Under which fingerprints an event is found again: few, selective, the surest first. Pure."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from bot.model.event import Event, Measure, Status
from bot.model.item import Item
from bot.stories.background import rarity
from bot.stories.deals import is_deal, speaks_of_deal
from bot.stories.facts import ALL_GOODS, group
from bot.stories.words import plain_title, stems, terms
from bot.text.urls import canonical

LIMIT = 40
# How far back a story may be found again: what undoes a duty may come years after it.
MEMORY = timedelta(days=6 * 366)
NEAR = 20  # stories looked at: fifty gave the same grouping, and cost more to decode
_PARTNERS = 4  # more are a list of countries
_LEGAL, _FACTS, _TITLE_WORDS, _WORDS = 6, 18, 5, 12


def keys(event: Event) -> tuple[str, ...]:
    """The fingerprints of an event; two events that may be one story share at least one of them.

    The more that two events have in common, the more keys they share: a store that takes the
    stories with most shared keys first takes the likeliest.
    """
    facts = dict.fromkeys(key for measure in event.measures[:3] for key in _measure_keys(measure))
    legal = (f"legal:{key}" for key in event.legal_keys[:_LEGAL])
    facts = dict.fromkeys((*_deal_keys(event), *facts))
    found = (*_item_keys(event.item), *legal, *[*facts][:_FACTS], *_word_keys(event.item))
    return tuple(dict.fromkeys(found))[:LIMIT]


def _item_keys(item: Item) -> Iterator[str]:
    yield f"item:{item.id}"
    if item.url:
        yield f"url:{canonical(item.url)}"
    if title := plain_title(item.title, item.source):
        yield f"title:{title}"


def _measure_keys(measure: Measure) -> Iterator[str]:
    """Who, what kind, which goods, on whom: singly for what was half read, together for kin."""
    kind, goods = group(measure.type), [one for one in measure.products if one != ALL_GOODS][:4]
    for one in measure.implementing[:2]:
        for product in goods:
            yield f"fact:{one}:{kind}:{product}"
        for other in measure.affected[:3]:
            yield f"fact:{one}>{other}:{measure.type}"
            yield from (f"fact:{one}>{other}:{product}" for product in goods[:2])
        if not measure.affected and not goods:
            yield f"fact:{one}:{measure.type}"
        yield from (f"fact:{one}:{law}" for law in measure.instruments[:2])
    yield from (f"fact:any:{kind}:{product}" for product in goods[:2])


def _deal_keys(event: Event) -> Iterator[str]:
    """The partners of a deal, two by two: a deal is told in other words and goods each time."""
    agreed = event.lead.status is Status.AGREED or is_deal(event.lead)
    if not agreed and not speaks_of_deal(event.item.title):
        return
    parties = sorted({*event.implementing, *event.affected})
    if len(parties) <= _PARTNERS:
        yield from (f"deal:{one}+{other}" for one, other in combinations(parties, 2))


def _word_keys(item: Item) -> Iterator[str]:
    """The rarest words: those of the headline first, for they say what the item is about."""
    title = sorted(set(stems(item.title)), key=lambda stem: (-rarity(stem), stem))
    ranked = dict.fromkeys((*title[:_TITLE_WORDS], *terms(item.title, item.text)))
    yield from (f"word:{stem}" for stem in [*ranked][:_WORDS])
