"""Dates in words and in national orders: "10 Nov 2025, 9:00 PM EST", "10.11.25", "mar., 2 déc. 25".

Not a list of formats: the time, the zone, the month and the numbers are looked for one by one, and
a day of the week decides which of two numbers is the month.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_COMMENT = re.compile(r"\([^()]*\)")
_TIME = re.compile(
    r"(?<!\d)(오전|오후|上午|下午)?\s?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,9})?)?(?!\d)"
    r"(?:\s?([ap])\.?\s?m\b)?"
)
_HALVES = {"오전": "a", "오후": "p", "上午": "a", "下午": "p"}
_KOREAN = re.compile("[년월일전후]")  # such dates name no zone and are Korea's
_OFFSET = re.compile(r"(?<!\d)[+-]\s?(\d{1,2}):?(\d{2})?(?::\d{2})?(?!\d)")
_PLACE = re.compile(r"[a-z]{3,12}/[a-z_]{2,20}(?:/[a-z_]{2,20})?")
_WORD = re.compile(r"[^\W\d_]+")
_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})([/.\- ]+)(\d{1,2})[/.\- ]+(\d{1,4})(?!\d)")
_NUMBER = re.compile(r"(?<![\d:])(\d{1,4})(?![\d:])")

# The first letters of a month's name, without accents, in the languages of the starter feeds and
# of the trade press: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish,
# Hungarian, Turkish, Russian, Greek.
_MONTHS = (
    ("jan", "gen", "ene", "sty", "oca", "янв", "ιαν"),
    ("feb", "fev", "fév", "lut", "sub", "фев", "φεβ"),
    ("mar", "mrz", "maa", "marz", "мар", "μαρ"),
    ("apr", "avr", "abr", "kwi", "nis", "апр", "απρ"),
    ("may", "mai", "mag", "mei", "maj", "май", "мая", "μαι"),
    ("jun", "juin", "giu", "cze", "haz", "июн", "ιουν"),
    ("jul", "juil", "lug", "lip", "tem", "июл", "ιουλ"),
    ("aug", "aou", "ago", "sie", "agu", "авг", "αυγ"),
    ("sep", "set", "wrz", "eyl", "szep", "сен", "σεπ"),
    ("oct", "okt", "ott", "out", "paz", "eki", "окт", "οκτ"),
    ("nov", "lis", "kas", "ноя", "νοε"),
    ("dec", "dez", "dic", "gru", "ara", "дек", "δεκ"),
)
_PREFIXES = {prefix: n for n, names in enumerate(_MONTHS, 1) for prefix in names}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ZONES = {
    **dict.fromkeys(("", "z", "ut", "utc", "gmt", "wet"), 0.0),
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5,
    "at": -4, "brt": -3, "art": -3, "clt": -4, "bst": 1, "west": 1, "cet": 1, "cest": 2,
    "met": 1, "mest": 2, "mesz": 2, "mez": 1, "eet": 2, "eest": 3, "msk": 3, "sast": 2, "trt": 3,
    "ist": 5.5, "pkt": 5, "ict": 7, "wib": 7, "sgt": 8, "hkt": 8, "pht": 8, "awst": 8, "jst": 9,
    "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "a": -1, "m": -12, "n": 1, "y": 12,
}  # fmt: skip
_PLACES = {
    "et": "America/New_York", "ct": "America/Chicago",
    "mt": "America/Denver", "pt": "America/Los_Angeles",
}  # fmt: skip
_FURTHEST = timedelta(hours=14)  # no zone is further from Greenwich


def spelled(text: str) -> datetime | None:
    """The time in UTC that a text spells; UTC where it names no zone. Raises ValueError."""
    text = _COMMENT.sub(" ", _folded(text))
    clock = _TIME.search(text)
    before, after = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    date = _date(before)
    if date is None:  # "15:04 02.01.2006 +0100", "Sun Jan 4 16:29:06 EST 2004"
        date = _date(f"{before} {_OFFSET.sub(' ', after)}")
    if date is None or (clock and not date[2]):
        return None
    when = datetime(date[0], date[1], date[2] or 1, tzinfo=UTC)
    if clock is None:
        return when
    when += _clock(clock)
    return when - offset("kst" if _KOREAN.search(text) else after, when)


def offset(text: str, when: datetime) -> timedelta:
    """How far ahead of UTC the zone is that a text names; zero where it names none that we know."""
    text = text.lower()
    if found := _OFFSET.search(text):
        size = timedelta(hours=int(found[1]), minutes=int(found[2] or 0))
        if found[2] is None and len(found[1]) == 1:
            size = timedelta()
        return timedelta() if size > _FURTHEST else -size if found[0][0] == "-" else size
    if found := _PLACE.search(text):
        return _of_place(found[0].title(), when)
    for word in _WORD.findall(text):
        if word in _PLACES:
            return _of_place(_PLACES[word], when)
        if word in _ZONES:
            return timedelta(hours=_ZONES[word])
    return timedelta()


def time_of_day(hour: int | str, minute: int | str, second: int | str) -> timedelta:
    """The time since midnight. A 24th hour and a leap second are; raises ValueError beyond."""
    parts = (int(hour), int(minute), int(second))
    if parts > (24, 0, 0) or parts[1] > 59 or parts[2] > 60:
        raise ValueError("there is no such time of day")
    return timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2])


def _of_place(name: str, when: datetime) -> timedelta:
    try:
        return when.replace(tzinfo=ZoneInfo(name)).utcoffset() or timedelta()
    except (KeyError, ValueError, OSError):  # there is no such place
        return timedelta()


def _folded(text: str) -> str:
    """Small letters without accents; Korean syllables as they are."""
    apart = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def _clock(found: re.Match[str]) -> timedelta:
    hour, half = int(found[2]), found[5] or _HALVES.get(found[1])
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time_of_day(hour, found[3], found[4] or 0)


def _date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day that stand in a text; a day of 0 where there is only a month."""
    if found := _ASIAN.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    named = [word for word in _WORD.finditer(text) if _month(word[0])]
    if named:
        return _around(text, named[-1])  # the last: "mar." may be a day before it
    if found := _NUMBERS.search(text):
        return _ordered(found, text)
    return None


def _month(word: str) -> int | None:
    return next((_PREFIXES[word[:n]] for n in (4, 3) if word[:n] in _PREFIXES), None)


def _around(text: str, name: re.Match[str]) -> tuple[int, int, int] | None:
    """A date whose month is a word: the day before it, else after it; the year is what is left."""
    before = _NUMBER.findall(text[: name.start()])[-1:]
    after = _NUMBER.findall(text[name.end() :])[:2]
    numbers = before + after
    year = next((one for one in numbers if len(one) == 4), numbers[-1] if numbers else None)
    if year is None:
        return None
    numbers.remove(year)
    day = next((int(one) for one in numbers if len(one) <= 2), 0)
    return (_year(year), _month(name[0]) or 0, day) if numbers or len(year) == 4 else None


def _ordered(found: re.Match[str], text: str) -> tuple[int, int, int]:
    """A date of three numbers: by the year's place, the day of the week, the mark between them."""
    first, mark, second, last = found[1], found[2].strip(), found[3], found[4]
    if len(first) >= 3 or (mark == "-" and len(last) <= 2):
        return _year(first), int(second), int(last)
    one, two = int(first), int(second)
    american = (_year(last), one, two)
    european = (_year(last), two, one)
    if one > 12 or two > 12:
        return european if one > 12 else american
    fitting = [each for each in (american, european) if _on_its_day(each, text)]
    if len(fitting) == 1:
        return fitting[0]
    return american if mark == "/" else european


def _on_its_day(date: tuple[int, int, int], text: str) -> bool:
    return _DAYS[datetime(*date, tzinfo=UTC).weekday()] in text


def _year(text: str) -> int:
    """A year of two digits is of 1970 to 2069."""
    number = int(text)
    return number if len(text) > 2 else number + (2000 if number < 70 else 1900)
