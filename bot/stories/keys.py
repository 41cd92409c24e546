"""Under which fingerprints an event is found again: few, selective, the surest first. Pure."""

from collections.abc import Iterator

from bot.model.event import Event, Measure, MeasureType
from bot.model.item import Item
from bot.stories.background import rarity
from bot.stories.facts import ALL_GOODS, group
from bot.stories.words import plain_title, stems, terms
from bot.text.urls import canonical

LIMIT = 40
_WORDS = 10
_LEGAL = 10


def keys(event: Event) -> tuple[str, ...]:
    """The fingerprints of an event; two events that may be one story share at least one of them."""
    found = dict.fromkeys((*_item_keys(event.item), *_fact_keys(event), *_word_keys(event.item)))
    return tuple(found)[:LIMIT]


def _item_keys(item: Item) -> Iterator[str]:
    yield f"item:{item.id}"
    if item.url:
        yield f"url:{canonical(item.url)}"
    if title := plain_title(item.title, item.source):
        yield f"title:{title}"


def _fact_keys(event: Event) -> Iterator[str]:
    for key in event.legal_keys[:_LEGAL]:
        yield f"legal:{key}"
    for measure in event.measures[:3]:
        yield from _measure_keys(measure)


def _measure_keys(measure: Measure) -> Iterator[str]:
    kind = group(measure.type)
    for one in measure.implementing[:2]:
        for product in measure.products[:4]:
            if product != ALL_GOODS:
                yield f"fact:{one}:{kind}:{product}"
        for other in measure.affected[:3]:
            yield f"fact:{one}>{other}:{measure.type}"
        if not measure.affected and not any(p != ALL_GOODS for p in measure.products):
            yield f"fact:{one}:{measure.type}"
        if measure.type in (MeasureType.TRADE_AGREEMENT, MeasureType.OTHER):
            yield f"fact:{one}:any"


def _word_keys(item: Item) -> Iterator[str]:
    """The rarest words: those of the headline first, for they say what the item is about."""
    title = sorted(set(stems(item.title)), key=lambda stem: (-rarity(stem), stem))
    for stem in (*title[: _WORDS // 2], *terms(item.title, item.text)[:_WORDS]):
        yield f"word:{stem}"
