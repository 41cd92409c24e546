"""What a number or a date of a story is compared with: `25%`, `5bn`, `USD2bn`, `30d`, `2026-01`."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.watches.known import nearest
from bot.watches.scan import refuse
from bot.watches.tree import Clause

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_ISO_4217 = (
    "USD EUR GBP CNY JPY CAD AUD NZD CHF SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH INR PKR "
    "BDT LKR KRW TWD HKD SGD MYR THB IDR PHP VND BRL MXN ARS CLP COP PEN ZAR NGN KES EGP ILS "
    "SAR AED QAR KZT"
)
CURRENCIES = frozenset(_ISO_4217.split())
_NAMED: Mapping[str, str] = {
    "$": "USD", "us$": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "euro": "EUR",
    "euros": "EUR", "£": "GBP", "pound": "GBP", "pounds": "GBP", "yuan": "CNY", "renminbi": "CNY",
    "rmb": "CNY", "yen": "JPY", "₹": "INR", "rupee": "INR", "rupees": "INR", "₩": "KRW",
    "won": "KRW", "c$": "CAD", "a$": "AUD",
}  # fmt: skip
_SCALES: Mapping[str, float] = {
    "": 1, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9,
    "billion": 1e9, "tn": 1e12, "trillion": 1e12,
}  # fmt: skip
_PLAIN = re.compile(r"(\d{1,15}(?:\.\d{1,6})?) ?(?:%|percent|points|pp)?")
_COMMA = re.compile(r",(?!\d{3}(?!\d))|(?<!\d)\d{4,},")  # no comma of thousands
_WHOLE = re.compile(r"\d{1,9}")
_SUM = re.compile(
    r"(?P<before>(?:us|c|a)?\$|[€£₹₩]|[a-z]{3})? ?(?P<number>\d{1,15}(?:\.\d{1,6})?)"
    r" ?(?P<scale>k|thousand|mn?|million|bn?|billion|tn|trillion)?"
    r" ?(?P<after>[$€£₹₩]|[a-z]{3,8})?(?P<unit>(?:/| per )[a-z_ 23]{1,20})?"
)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SPAN = re.compile(r"(\d{1,4}) ?(d|days?|w|weeks?)")
_GOODS_UNITS = (
    "tonne short_ton net_ton kg lb litre hl gallon barrel bushel vehicle item unit piece pair head "
    "container m2 m3 watt gt"
)
_UNITS: Mapping[str, str] = {
    **{unit: unit for unit in _GOODS_UNITS.split()},
    "t": "tonne", "mt": "tonne", "ton": "tonne", "metric ton": "tonne", "kilo": "kg",
    "kilogram": "kg", "pound": "lb", "liter": "litre", "hectolitre": "hl", "car": "vehicle",
    "parcel": "item", "package": "item", "short ton": "short_ton", "net ton": "net_ton",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount to compare with; `unit` is `USD`, `USD/tonne`, or empty where any will do."""

    number: float
    unit: str


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, first and last included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Away:
    """So many days from the day of the item: ahead, or back for what lies behind it."""

    days: int


def number(clause: Clause) -> Sum:
    """The number that a clause compares with. Raises TellUser with its column."""
    text = clause.value.strip().lower()
    if _COMMA.search(text):
        raise refuse(clause.column, f"{clause.value} may mean two numbers; write 5.5 or 5,500.")
    text = text.replace(",", "")
    if clause.field in ("entities", "sources"):
        found = _WHOLE.fullmatch(text)
    elif clause.field in ("money", "duty"):
        return _sum(clause, text)
    else:
        found = _PLAIN.fullmatch(text)
    if found is None or not text.isascii():
        raise refuse(
            clause.column,
            f"{clause.value} is not a number that {clause.field} can be compared with; "
            f"write {clause.field}{clause.op}25.",
        )
    return Sum(float(found[found.lastindex or 0]), "")


def _sum(clause: Clause, text: str) -> Sum:
    found = _SUM.fullmatch(text)
    sample = f"{clause.field}{clause.op}" + ("5bn" if clause.field == "money" else "400USD/tonne")
    if found is None or (found["before"] and found["after"]):
        raise refuse(clause.column, f"{clause.value} is not an amount; write {sample}.")
    if clause.field == "money" and found["unit"]:
        raise refuse(clause.column, f"money is not per unit; ask for duty>={clause.value}.")
    named = found["before"] or found["after"] or ""
    currency = _NAMED.get(named, named.upper())
    if currency and currency not in CURRENCIES:
        near = nearest(currency, CURRENCIES) or ""
        raise refuse(clause.column, f"there is no currency {named.upper()}; write {sample} or "
                                    f"{clause.field}{clause.op}5bn{near or 'USD'}.")  # fmt: skip
    if found["unit"] and not currency:
        raise refuse(clause.column, f"a duty per unit has a currency; write {sample}.")
    scale = _SCALES[found["scale"] or ""]
    return Sum(float(found["number"]) * scale, currency + _unit(clause, found["unit"]))


def _unit(clause: Clause, written: str | None) -> str:
    """`/tonne` for every way to write it."""
    if written is None:
        return ""
    name = written.removeprefix("/").removeprefix(" per ").strip()
    unit = _UNITS.get(name) or _UNITS.get(name.removesuffix("s"))
    if unit is None:
        near = nearest(name, _UNITS)
        hint = (
            f"did you mean {_UNITS[near]}?"
            if near
            else f"there are {', '.join(_GOODS_UNITS.split())}."
        )
        raise refuse(clause.column, f"there is no unit {name}; {hint}")
    return f"/{unit}"


def day(clause: Clause) -> Days | Away:
    """The date or the distance that a clause compares with. Raises TellUser with its column."""
    text = clause.value.strip().lower()
    if span := _SPAN.fullmatch(text):
        return Away(int(span[1]) * (7 if span[2].startswith("w") else 1))
    if text == "today":
        return Away(0)
    days = stretch(text)
    if days is None and re.fullmatch(r"\d{1,3}", text):
        raise refuse(clause.column, f"{text} is not a date; did you mean {text}d, days away?")
    if days is None:
        raise refuse(
            clause.column,
            f"{clause.value} is not a date; write a day (2025-11-10), a month (2025-11) or a "
            "distance (30d).",
        )
    return days


def stretch(text: str) -> Days | None:
    """The days that a date of ISO 8601 stands for: one, or those of a month or a year."""
    found = _DAY.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    year, month, day_ = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day_ or 1)
        if day_:
            return Days(first, first)
        after = (
            date(first.year + 1, 1, 1) if month in (None, 12) else date(first.year, month + 1, 1)
        )
    except ValueError:
        return None
    return Days(first, after - timedelta(days=1))


def compare_days(stated: Days, op: str, limit: Days) -> bool:
    """Whether some day that is stated stands so to the limit: a month may be any of its days."""
    match op:
        case "=":
            return stated.first <= limit.last and stated.last >= limit.first
        case "!=":
            return stated.first < limit.first or stated.last > limit.last
        case "<":
            return stated.first < limit.first
        case "<=":
            return stated.first <= limit.last
        case ">":
            return stated.last > limit.last
    return stated.last >= limit.first


def compare_away(stated: Days, op: str, limit: Away, today: date, back: bool) -> bool:
    """`<=30d` is from today to thirty days ahead (or back), `>30d` what lies further off.

    What is past has no distance ahead: it satisfies no comparison, and the other way round.
    """
    if back:
        nearest, furthest = (today - stated.last).days, (today - stated.first).days
    else:
        nearest, furthest = (stated.first - today).days, (stated.last - today).days
    if furthest < 0:
        return False
    nearest = max(nearest, 0)
    match op:
        case "=":
            return nearest <= limit.days <= furthest
        case "!=":
            return nearest != limit.days or furthest != limit.days
        case "<":
            return nearest < limit.days
        case "<=":
            return nearest <= limit.days
        case ">":
            return furthest > limit.days
    return furthest >= limit.days
