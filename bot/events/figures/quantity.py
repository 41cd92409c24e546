"""Quantities: physical amounts that a measure sets or a deal promises."""

import re

from bot.events.figures.candidate import Candidate
from bot.events.view import View
from bot.model.event import Amount, AmountKind
from bot.text.numerals import DIGITS, MAGNITUDE, MAGNITUDES, NUMBER, matches, number

KIND = "quantity"

_UNITS: dict[str, tuple[str, float]] = {
    "metric tonnes": ("tonne", 1), "metric tons": ("tonne", 1), "metric ton": ("tonne", 1),
    "tonnes": ("tonne", 1), "tonne": ("tonne", 1),
    "net tons": ("net_ton", 1), "short tons": ("short_ton", 1), "long tons": ("long_ton", 1),
    "tons": ("tonne", 1), "ton": ("tonne", 1),
    "mmt": ("tonne", 1e6), "mt": ("tonne", 1e6), "kt": ("tonne", 1e3), "t": ("tonne", 1),
    "t/yr": ("tonne", 1), "kilograms": ("kg", 1), "kg": ("kg", 1),
    "gigawatts": ("gigawatt", 1), "gigawatt": ("gigawatt", 1), "gw": ("gigawatt", 1),
    "megawatts": ("megawatt", 1), "mw": ("megawatt", 1),
    "barrels per day": ("barrel_per_day", 1), "barrels a day": ("barrel_per_day", 1),
    "bpd": ("barrel_per_day", 1), "barrels": ("barrel", 1),
    "bushels": ("bushel", 1), "litres": ("litre", 1), "liters": ("litre", 1),
    "hectolitres": ("hl", 1), "gallons": ("gallon", 1),
    "cubic metres": ("cubic_metre", 1), "cubic meters": ("cubic_metre", 1),
    "square metres": ("square_metre", 1), "vehicles": ("vehicle", 1),
    "cars": ("vehicle", 1), "evs": ("vehicle", 1), "units": ("unit", 1), "head": ("head", 1),
    "bales": ("bale", 1), "packages": ("package", 1),
    "parcels": ("package", 1), "pairs": ("pair", 1), "pieces": ("piece", 1),
    "board feet": ("board_foot", 1), "aircraft": ("aircraft", 1),
    "planes": ("aircraft", 1), "吨": ("tonne", 1), "公吨": ("tonne", 1), "辆": ("vehicle", 1),
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<![0-9a-z_.,$€£¥])(?:(?P<low>{DIGITS})(?:\s?(?P<lowmag>{MAGNITUDE}))?(?P<join> to "
    rf"| and |-| or )(?:a |about |around )?)?"
    rf"(?P<num>{NUMBER}|\d{{1,3}}(?: \d{{3}})+"
    rf"|half a)(?:[\s-]?(?P<mag>{MAGNITUDE}(?!\s?[/.])))?(?P<adj>"
    rf"(?: [a-z]+(?:-[a-z]+)?){{0,3}}?)[\s-]?(?P<unit>{_UNIT})(?![a-z/])"
)
_ADJ = re.compile(
    r"(?: (?:chinese|electric|american|japanese|korean|european|passenger|battery|imported"
    r"|foreign|new|u\.s|british|mexican|canadian|indian|small|low-value|boeing|airbus|square))*"
)
_OUTPUT = re.compile(
    r"\b(?:output|produc\w+|suppl(?:y|ied|ies)|mined|mines|harvest\w*|crop|resource|reserves|capacity|holds?"
    r"|consum\w+|stocks?|stockpile\w*|inventor\w+|surplus of|seizes?|seized|found)\b"
)
_OPENING = re.compile(
    r"\b(?:(?:about|around|roughly|nearly|some|more than|over|another|at least|up to|almost"
    r"|less than|at most|a maximum of) )$"
)


def candidates(view: View) -> list[Candidate]:
    """Every physical amount of the view."""
    found: list[Candidate] = []
    for match in matches(_AMOUNT, view.lower, view.amounts):
        found += _candidates(view, match)
    return found


def _candidates(view: View, found: re.Match[str]) -> list[Candidate]:
    unit, times = _UNITS[found["unit"]]
    if found["adj"] and not _ADJ.fullmatch(found["adj"]):
        return []
    if found["unit"] in ("t", "mt", "kt", "mw", "gw") and found["adj"]:
        return []
    start, end = found.span()
    first, _last = view.clauses.around(start)
    _, _closing = view.sentences.around(start)
    if _OUTPUT.search(view.lower[max(first, start - 70) : start]) or view.lower[
        end : end + 10
    ].startswith(" of ore"):
        return [Candidate(start, end, None, "output or stock, not what a measure sets")]
    values = [_value(found["num"], found["mag"], times)]
    if found["low"]:
        values.insert(0, _value(found["low"], found["lowmag"] or found["mag"], times))
    if found["low"] and found["join"] == "-":
        return [Candidate(start, end, None, "a range of quantities")]
    return [
        _taken(view, found, place, len(values), value, unit) for place, value in enumerate(values)
    ]


def _taken(
    view: View, found: re.Match[str], place: int, many: int, value: float, unit: str
) -> Candidate:
    """The lower of two values shows its own number, the other the number with the unit."""
    start, end = found.start("num"), found.end()
    if place == 0 and many == 2:
        start, end = (
            found.start("low"),
            found.end("lowmag") if found["lowmag"] else found.end("low"),
        )
    opening = _OPENING.search(view.lower, max(0, start - 16), start)
    start = opening.start() if opening else start
    amount = Amount(AmountKind.QUANTITY, value, unit, view.evidence(start, end))
    return Candidate(start, end, amount, "a physical amount")


def _value(digits: str, magnitude: str | None, times: float) -> float:
    base = 0.5 if digits == "half a" else number(digits)
    return round(base * (MAGNITUDES[magnitude.strip()] if magnitude else 1.0) * times, 6)
