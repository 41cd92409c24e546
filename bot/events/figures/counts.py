"""Counts: how many entities, products, tariff lines or countries a measure covers."""

import re
from functools import partial

from bot.events.figures.candidate import Candidate
from bot.events.view import View
from bot.model.event import Amount, AmountKind
from bot.text.numerals import CHINESE, NUMBER, matches, number

KIND = "count"

_COUNTED = {
    "entity": (
        "entities, entity, companies, company, firms, firm, additions, businesses, organisations, "
        "organizations, manufacturers, suppliers, plants, producers, exporters, subsidiaries, "
        "institutions, universities, groups"
    ),
    "product": (
        "products, product, items, goods, exclusions, categories, types, kinds, elements, "
        "materials, commodities, articles, product categories, models"
    ),
    "tariff_line": "tariff lines, tariff codes, hts lines, subheadings, headings",
    "country": "countries, nations, partners, economies, trading partners, origins, allies",
}
_NOUNS = {noun: unit for unit, nouns in _COUNTED.items() for noun in nouns.split(", ")}
_NOUN = "|".join(sorted(map(re.escape, _NOUNS), key=len, reverse=True))
# A word that may stand between the number and what is counted.
_ADJ = (
    r"(?: (?!(?:percent|per|cent|million|billion|trillion|tonnes|tons|years?|months?|days?"
    r"|weeks?|and|to|on|in|from"
    r"|for|by|the|a|an|at|with|its|their|that|which|who|were|was|is|are|times|points?|hours?"
    r"|had|has|rounds?|of|or|as"
    r"|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b)[a-z][\w.'-]*)"
)
_COUNT = re.compile(
    rf"(?<![0-9a-z_.,$€£¥%-])(?P<num>(?:a|two|three) dozen"
    rf"|{NUMBER})(?:-plus)?(?P<adj>{_ADJ}{{0,4}}?) (?P<noun>{_NOUN})(?![a-z-])"
    rf"|(?<![0-9a-z_.,$€£¥%-])(?P<bare>{NUMBER}) (?P<ellipsis>more(?= (?:on|to|were|are"
    rf"|have)\b)|of them|others)(?![a-z])"
)
_CHINESE_COUNT = re.compile(
    rf"(?P<cnum>\d{{1,5}}|{CHINESE})(?:多|余)?(?P<cnoun>家|个实体|项|种|个国家|个税目|类)"
)
_CHINESE = {
    "家": "entity",
    "个实体": "entity",
    "项": "product",
    "种": "product",
    "类": "product",
    "个国家": "country",
    "个税目": "tariff_line",
}
_NOT_BEFORE = re.compile(
    r"(?:\b(?:section|sections|article|announcement|no|nos|number|phase|group of|g|list"
    r"|chapter|heading|annex|part|step|round|one of the|top|first|last|other|rule|level"
    r"|category|class|title|hs|eccn|the|these|those|all)\.?\s?|[-/#.])$"
)
_LED = re.compile(r"\b(?:the|these|those|all) $")
_OPENING = re.compile(
    r"\b(?:(?:about|around|roughly|nearly|some|more than|over|another|at least|up to|almost"
    r"|a further|a total of) )$"
)


def candidates(view: View) -> list[Candidate]:
    """Every count of the view."""
    found: list[Candidate] = []
    last_unit: str | None = None
    lower = view.lower
    found += (
        []
        if lower.isascii()
        else filter(None, map(partial(_chinese, view), _CHINESE_COUNT.finditer(lower)))
    )
    for match in matches(_COUNT, lower, view.amounts):
        one = _candidate(view, match, last_unit)
        if one is not None:
            found.append(one)
            if isinstance(one.figure, Amount):
                last_unit = one.figure.unit
    return found


def _candidate(view: View, found: re.Match[str], last_unit: str | None) -> Candidate | None:
    start, end = found.span()
    unit = last_unit if found["ellipsis"] else _NOUNS[found["noun"]]
    digits = found["num"] or found["bare"]
    before = view.lower[max(0, start - 24) : start]
    if unit is None:
        return None
    if _LED.search(before):
        return Candidate(start, end, None, "named before: “the four countries”")
    if _NOT_BEFORE.search(before):
        return Candidate(start, end, None, "a number of something else")
    value = _value(digits)
    if value is None or value < 2 or (1990 <= value <= 2100 and "," not in digits):
        return Candidate(start, end, None, "a year or no plural")
    opening = _OPENING.search(before)
    start -= len(opening[0]) if opening else 0
    amount = Amount(AmountKind.COUNT, value, unit, view.evidence(start, end))
    return Candidate(start, end, amount, f"so many of a kind: {unit}")


def _value(digits: str) -> float | None:
    if digits.endswith(" dozen"):
        return 12.0 * {"a": 1, "two": 2, "three": 3}[digits.split()[0]]
    return number(digits)


def _chinese(view: View, found: re.Match[str]) -> Candidate | None:
    try:
        value = number(found["cnum"])
    except ValueError:
        return None
    if value < 2:
        return None
    start, end = found.span()
    amount = Amount(AmountKind.COUNT, value, _CHINESE[found["cnoun"]], view.evidence(start, end))
    return Candidate(start, end, amount, "so many of a kind")
