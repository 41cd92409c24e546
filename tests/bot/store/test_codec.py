"""Every value of the model goes to JSON and comes back the same."""

import importlib
import json
import pkgutil
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import model
from bot.model.event import Amount, AmountKind, DateRole, Day, Duration, Figure, Rate
from bot.model.watch import Match
from bot.store.codec import decode, encode
from tests.bot.store.values import MATCHES, MEASURE, QUOTE, an_event, an_item

# A message is made from a story whenever it is needed and never kept: its spans have one form.
NEVER_KEPT = {"bot.model.message", "bot.model.command", "bot.model.sought"}
MODULES = [
    importlib.import_module(f"bot.model.{m.name}") for m in pkgutil.iter_modules(model.__path__)
]
KINDS = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type)
    and is_dataclass(kind)
    and kind.__module__ == module.__name__
    and module.__name__ not in NEVER_KEPT
]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(),
    float: st.floats(allow_nan=False),  # not a number is not even itself
    NoneType: st.none(),
    object: st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
        max_leaves=3,
    ),
    datetime: st.datetimes(timezones=ZONES | st.just(UTC)),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value that the annotation `kind` lets a model hold."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return st.one_of([values(each) for each in inner])
    if origin is tuple:
        if inner[-1] is not ...:
            return st.tuples(*map(values, inner))
        return st.lists(values(inner[0]), max_size=2).map(tuple)
    if origin is frozenset:
        return st.frozensets(values(inner[0]), max_size=3)
    if origin in (Mapping, dict):
        return st.dictionaries(values(inner[0]), values(inner[1]), max_size=2)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_value_comes_back_the_same(kind: type, data: st.DataObject) -> None:
    value = data.draw(values(kind))
    as_text = json.dumps(encode(kind, value), allow_nan=False)
    assert decode(kind, json.loads(as_text)) == value


@given(st.lists(values(Figure), max_size=5).map(tuple))
def test_a_figure_keeps_its_kind(figures: tuple[Figure, ...]) -> None:
    back = decode(tuple[Figure, ...], encode(tuple[Figure, ...], figures))
    assert (back, [*map(type, back)]) == (figures, [*map(type, figures)])


@pytest.mark.parametrize(
    "figure",
    [
        Rate(float("inf"), "percent", QUOTE),
        Amount(AmountKind.COUNT, 12.0, "entity", QUOTE),
        Day("2025", DateRole.EFFECTIVE, QUOTE),
        Duration("12", QUOTE),
    ],
)
def test_figures_that_look_alike_keep_their_kind(figure: Figure) -> None:
    (back,) = decode(tuple[Figure, ...], encode(tuple[Figure, ...], (figure,)))
    assert (back, type(back)) == (figure, type(figure))


def test_reasons_come_back_as_a_tuple() -> None:
    assert decode(tuple[Match, ...], encode(tuple[Match, ...], MATCHES)) == MATCHES


def test_an_old_row_stays_readable_when_the_model_grows_and_shrinks() -> None:
    old = encode(type(MEASURE), MEASURE) | {"dropped": 1}
    del old["hedged"]
    assert decode(type(MEASURE), old) == MEASURE


def test_an_event_is_plain_json() -> None:
    body = encode(type(event := an_event(an_item())), event)
    assert body["figures"][0]["evidence"] == {"quote": "from 57% to 47%", "start": 10, "end": 25}
