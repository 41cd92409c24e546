"""How alike the words of an item and of a story are: cosines of weighted stems, 0 to 1. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import sqrt

from bot.model.story import Source, Story
from bot.stories.background import rarity
from bot.stories.words import TITLE_WEIGHT, bare_title, stems

_FIRST, _LAST = 2, 6  # the items of a story that are compared with: its first and its newest

Vector = dict[str, float]


@lru_cache(maxsize=16384)
def vector(title: str, terms: tuple[str, ...]) -> Vector:
    """The weight of every stem, scaled to length 1; empty where there are no words."""
    heard = set(stems(bare_title(title)))
    weights = {
        stem: rarity(stem) * (TITLE_WEIGHT if stem in heard else 1.0)
        for stem in sorted(heard.union(terms))
    }
    return _scaled(weights)


def _scaled(weights: Vector) -> Vector:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items()} if length else {}


def _cosine(one: Vector, other: Vector) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[stem] for stem, weight in one.items() if stem in other)


def likeness(item: Vector, story: Story) -> float:
    """The mean of the likeness to the nearest item of the story and to its centroid."""
    vectors = _vectors(_heard(story.sources))
    nearest = max(_cosine(item, known) for known in vectors)
    if len(vectors) == 1:
        return nearest
    return (nearest + _cosine(item, _centroid(vectors))) / 2


def _heard(sources: Sequence[Source]) -> tuple[Source, ...]:
    if len(sources) <= _FIRST + _LAST:
        return tuple(sources)
    return (*sources[:_FIRST], *sources[-_LAST:])


def thinned(sources: Sequence[Source]) -> tuple[Source, ...]:
    """The sources with words only where they are compared with: a long story stays small."""
    heard = {source.item for source in _heard(sources)}
    return tuple(
        source if source.item in heard or not source.terms else replace(source, terms=())
        for source in sources
    )


def _vectors(sources: Sequence[Source]) -> tuple[Vector, ...]:
    return tuple(vector(source.title, source.terms) for source in sources)


def _centroid(vectors: Sequence[Vector]) -> Vector:
    total: Vector = {}
    for known in vectors:
        for stem, weight in known.items():
            total[stem] = total.get(stem, 0.0) + weight
    return _scaled(total)
