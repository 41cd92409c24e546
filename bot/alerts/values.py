"""Figures as a message shows them: `57 % → 47 %`, `1 year`, `10 Nov 2026`. Pure."""

import re
from datetime import UTC, datetime

from bot.model.event import (
    Amount,
    AmountKind,
    DateRole,
    Day,
    Duration,
    Figure,
    MeasureAction,
    Qualifier,
    Rate,
)
from bot.model.message import Moment, Span

_FALLS = frozenset({MeasureAction.LOWER, MeasureAction.REMOVE, MeasureAction.EASE})
_BEFORE = {
    Qualifier.UP_TO: "up to ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.ABOUT: "about ",
    Qualifier.ADDITIONAL: "+",
    Qualifier.EXACT: "",
}
_DURATION = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_ROLES = {DateRole.EFFECTIVE: "effective", DateRole.EXPIRY: "ends"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def rate(figure: Rate, action: MeasureAction | None = None) -> str:
    """A rate: `57 % → 47 %`, `10–41 %`, `up to 50 %`, `+25 %`, `−10 pp`, `50 USD/net ton`."""
    now = _level(figure, action)
    if figure.previous is None or figure.unit == "percentage_points":
        return now
    return f"{number(figure.previous)}{_unit(figure.unit)} → {now}"


def _level(figure: Rate, action: MeasureAction | None) -> str:
    if figure.unit == "percentage_points":
        return f"{'−' if action in _FALLS else '+'}{number(figure.value)} pp"
    low = number(figure.value)
    span = low if figure.upper is None else f"{low}–{number(figure.upper)}"
    return f"{_BEFORE[figure.qualifier]}{span}{_unit(figure.unit)}"


def _unit(unit: str) -> str:
    return " %" if unit == "percent" else f" {unit.replace('_', ' ')}"


def number(value: float) -> str:
    """A number for people: `47`, `37.6`, `1,463`, `2.8 billion`."""
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{value / scale:.10g} {word}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def amount(figure: Amount) -> str:
    """An amount with its unit: `USD 2.8 billion`, `140 entities`, `18.3 million tonnes`."""
    if figure.kind is AmountKind.MONEY:
        return f"{figure.unit} {number(figure.value)}"
    if figure.kind is AmountKind.SHARE:
        return f"{number(figure.value)} %"
    return f"{number(figure.value)} {plural(figure.unit.replace('_', ' '), figure.value)}"


def plural(word: str, count: float) -> str:
    """A noun after a number."""
    if count == 1:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def duration(value: str) -> str:
    """An ISO 8601 duration in words: `P1Y` is `1 year`; unknown forms are shown as they are."""
    found = _DURATION.fullmatch(value)
    if not found or not any(found.groups()):
        return value
    parts = zip(found.groups(), ("year", "month", "week", "day"), strict=True)
    return " ".join(f"{count} {plural(unit, int(count))}" for count, unit in parts if count)


def moment(value: str) -> Span:
    """A day as a point in time that platforms show in the reader's way; a month as words."""
    try:
        return Moment(datetime.fromisoformat(value).replace(tzinfo=UTC))
    except ValueError:
        return day(value)


def day(value: str) -> str:
    """An ISO date in words: `10 Nov 2026`, `Jan 2026`."""
    parts = value.split("-")
    if not all(part.isdigit() for part in parts) or not 2 <= len(parts) <= 3:
        return value
    month = int(parts[1])
    if not 1 <= month <= 12:
        return value
    words = [_MONTHS[month - 1], parts[0]]
    return " ".join([str(int(parts[2])), *words] if len(parts) == 3 else words)


def dated(figure: Figure) -> str:
    """A figure that can stand alone: a day with what happens on it, a duration with `for`."""
    match figure:
        case Day():
            return f"{_ROLES.get(figure.role, figure.role)} {day(figure.value)}"
        case Duration():
            return f"for {duration(figure.value)}"
        case _:
            return figure_text(figure)


def figure_text(figure: Figure, action: MeasureAction | None = None) -> str:
    """Any figure in plain words."""
    match figure:
        case Rate():
            return rate(figure, action)
        case Amount():
            return amount(figure)
        case Day():
            return day(figure.value)
        case Duration():
            return duration(figure.value)
