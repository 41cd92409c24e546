"""Figures as numbers that a rule can compare: rates, changes, duties, money, counts."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from bot.model.event import Amount, AmountKind, Figure, Rate


class Number(NamedTuple):
    """One number that is stated: in percent, points, units of money (per unit) or entries."""

    number: float
    unit: str
    value: str
    quote: str | None


def _rates(figure: Figure) -> Iterator[Number]:
    assert isinstance(figure, Rate)  # noqa: S101  (for the type checker)
    if figure.unit == "percent":
        for value in (figure.value, figure.upper):
            if value is not None:
                yield Number(value, "", f"{value:g}%", figure.evidence.quote)


def _duties(figure: Figure) -> Iterator[Number]:
    assert isinstance(figure, Rate)  # noqa: S101
    if "/" in figure.unit:
        for value in (figure.value, figure.upper):
            if value is not None:
                shown = f"{value:g} {figure.unit}"
                yield Number(value, figure.unit, shown, figure.evidence.quote)


def _previous(figure: Figure) -> Iterator[Number]:
    assert isinstance(figure, Rate)  # noqa: S101
    if figure.unit == "percent" and figure.previous is not None:
        yield Number(figure.previous, "", f"{figure.previous:g}%", figure.evidence.quote)


def _change(figure: Figure) -> Iterator[Number]:
    """By how many points a rate moves, up or down; nothing where that is not stated."""
    assert isinstance(figure, Rate)  # noqa: S101
    points = None
    if figure.unit == "percentage_points":
        points = abs(figure.value)
    elif figure.unit == "percent" and figure.previous is not None:
        points = abs(figure.value - figure.previous)
    if points is not None:
        yield Number(points, "", f"{points:g} points", figure.evidence.quote)


def _amount(figure: Figure) -> Iterator[Number]:
    assert isinstance(figure, Amount)  # noqa: S101
    unit = figure.unit if figure.kind is AmountKind.MONEY else "entities"
    value = f"{figure.value:,.12g} {unit}"
    yield Number(figure.value, figure.unit, value, figure.evidence.quote)


def _is_rate(figure: Figure) -> bool:
    return isinstance(figure, Rate)


def _is_money(figure: Figure) -> bool:
    return isinstance(figure, Amount) and figure.kind is AmountKind.MONEY


def _is_entities(figure: Figure) -> bool:
    return (
        isinstance(figure, Amount) and figure.kind is AmountKind.COUNT and figure.unit == "entity"
    )


IS_OF: Mapping[str, Callable[[Figure], bool]] = {
    "rate": _is_rate,
    "previous": _is_rate,
    "change": _is_rate,
    "duty": _is_rate,
    "money": _is_money,
    "entities": _is_entities,
}
VALUES: Mapping[str, Callable[[Figure], Iterator[Number]]] = {
    "rate": _rates,
    "previous": _previous,
    "change": _change,
    "duty": _duties,
    "money": _amount,
    "entities": _amount,
}
