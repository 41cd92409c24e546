"""Money: amounts with their currency, and duties that are so much money per unit."""

import re

from bot.events.figures.candidate import Candidate, without_headlines
from bot.events.figures.rate import qualifier
from bot.events.figures.setting import rates
from bot.events.view import View
from bot.model.event import Amount, AmountKind, Qualifier, Rate
from bot.text.numerals import DIGITS, MAGNITUDE, MAGNITUDES, NUMBER, SPACED, number

KIND = "money"

_SIGNS = {
    "us$": "USD", "u.s.$": "USD", "a$": "AUD", "c$": "CAD", "ca$": "CAD", "cad$": "CAD",
    "nz$": "NZD", "nt$": "TWD",
    "hk$": "HKD", "s$": "SGD", "r$": "BRL", "mx$": "MXN", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "JPY", "cn¥": "CNY",
    "₹": "INR", "₩": "KRW", "₺": "TRY", "₽": "RUB", "₫": "VND", "₱": "PHP", "฿": "THB",
    "₦": "NGN", "₴": "UAH",
    "rs.": "INR", "rs": "INR", "rmb": "CNY", "rm": "MYR", "rp": "IDR", "chf": "CHF", "sfr": "CHF",
}  # fmt: skip
_CODES = [
    "usd", "eur", "gbp", "jpy", "cny", "krw", "inr", "cad", "aud", "nzd", "brl", "mxn", "twd",
    "hkd", "sgd", "rub", "try", "idr", "vnd", "thb", "php", "myr", "zar", "ngn", "kes", "egp",
    "ars", "clp", "cop", "pen", "pln", "czk", "huf", "ron", "bgn", "sek", "nok", "dkk", "isk",
    "uah", "kzt", "pkr", "bdt", "lkr", "aed", "sar", "qar", "ils",
]  # fmt: skip
_SIGNS |= {code: code.upper() for code in _CODES}
_WORDS = {
    "us dollars": "USD", "u.s. dollars": "USD", "us dollar": "USD", "american dollars": "USD",
    "dollars": "USD", "dollar": "USD",
    "euros": "EUR", "euro": "EUR", "pounds sterling": "GBP", "pounds": "GBP", "pound": "GBP",
    "yuan": "CNY", "renminbi": "CNY",
    "rmb": "CNY", "yen": "JPY", "won": "KRW", "rupees": "INR", "rupee": "INR",
    "crore rupees": "INR", "rupiah": "IDR", "rupiahs": "IDR",
    "pesos": "MXN", "reais": "BRL", "real": "BRL", "rand": "ZAR", "rubles": "RUB",
    "roubles": "RUB", "ruble": "RUB", "lira": "TRY",
    "liras": "TRY", "francs": "CHF", "swiss francs": "CHF", "baht": "THB", "ringgit": "MYR",
    "dong": "VND", "naira": "NGN", "tenge": "KZT",
    "hryvnia": "UAH", "hryvnias": "UAH", "zlotys": "PLN", "kronor": "SEK", "kroner": "NOK",
    "taka": "BDT", "shillings": "KES",
    "canadian dollars": "CAD", "australian dollars": "AUD",
    "new zealand dollars": "NZD",
    "cedis": "GHS", "dirhams": "AED", "riyals": "SAR",
    "pkr": "PKR", "美元": "USD", "欧元": "EUR", "人民币": "CNY", "元": "CNY",
    "日元": "JPY", "加元": "CAD",
    "澳元": "AUD",
} | {code: code.upper() for code in _CODES}  # fmt: skip
# A peso is the country's own; the word alone is Mexico's unless the item is about another.
_PESOS = {"AR": "ARS", "CL": "CLP", "CO": "COP", "PH": "PHP", "UY": "UYU"}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_WORD = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_NUM = rf"(?:{SPACED}(?=[\s-]?(?:{MAGNITUDE}))|{DIGITS})"
_SIGNED = re.compile(
    rf"(?P<sign>{_SIGN})\s?(?P<num>{_NUM})(?:\s?(?:to|-"
    rf"|~)\s?(?:(?:{_SIGN})\s?)?(?P<top>{DIGITS}))?(?:[\s-]?(?P<mag>{MAGNITUDE}))?"
)
_WORDED = re.compile(
    rf"(?<![0-9a-z_.,$])(?P<num>{_NUM}|{NUMBER})(?:\s?(?:to|-"
    rf"|~)\s?(?P<top>{DIGITS}))?(?:[\s-]?(?P<mag>{MAGNITUDE}))?[\s-]?(?P<word>{_WORD})(?![a-z])"
)
_SIGN_END = re.compile(rf"(?<![0-9a-z_$])(?:{_SIGN})\s?$")
_PER = re.compile(
    r"\s?(?:/|(?:a|an|per|for each|for every|each|every) )\s?(?P<noun>net ton(?:ne)?s?"
    r"|metric tonnes?|metric tons?|short tons?|tonnes?|tons?|mt|t|kilograms?|kilos?|kgs?|lbs?"
    r"|pounds?|litres?|liters?|hectolitres?|hl"
    r"|barrels?|vehicles?|cars?|items?|packages?|parcels?|units?|pieces?|pairs?|heads?"
    r"|gallons?|square met(?:re|er)s?|cubic met(?:re|er)s?|containers?|bushels?|watts?|gt"
    r"|nt)(?![a-z])"
)
_CHANGED = re.compile(
    rf",? (?:up |down )?from (?:about )?(?:{_SIGN})?\s?(?P<num>{DIGITS})(?![\d%])"
)
_UNIT = {
    "t": "tonne", "mt": "tonne", "ton": "tonne", "tons": "tonne", "metric ton": "tonne",
    "metric tons": "tonne", "metric tonne": "tonne", "metric tonnes": "tonne", "tonnes": "tonne",
    "kilogram": "kg", "kilograms": "kg", "kilo": "kg", "kilos": "kg", "kgs": "kg", "lbs": "lb",
    "pound": "lb", "pounds": "lb",
    "liter": "litre", "liters": "litre", "litres": "litre", "car": "vehicle", "cars": "vehicle",
    "package": "item", "parcel": "item",
    "parcels": "item", "packages": "item", "net ton": "net_ton", "net tonne": "net_ton",
    "net tons": "net_ton", "nt": "net_ton",
    "hectolitre": "hl", "hectolitres": "hl", "square metre": "m2", "square meter": "m2",
    "cubic metre": "m3", "cubic meter": "m3",
    "short ton": "short_ton", "short tons": "short_ton",
}  # fmt: skip
_TO_COST = re.compile(r" to (?:the |its )?(?:[a-z]+ )?(?:cost|costs|price|prices)\b")
_QUOTE = re.compile(
    r"\b(?:priced|futures|spot|a share|per share|price of|prices? (?:rose|fell|at|of|to)|closed"
    r"|traded|record|barrel|quoted)\b"
)
_OPENING = re.compile(
    r"\b(?:(?:about|around|roughly|nearly|some|more than|over|another|at least|up to|almost"
    r"|an estimated|worth) ){1,2}$"
)


def candidates(view: View) -> list[Candidate]:
    """Every amount of money of the view."""
    found: list[Candidate] = []
    reached = 0
    for place in view.amounts:
        match = _match(view.lower, place) if place >= reached else None
        if match is not None and (one := _candidate(view, match)):
            found.append(one)
            reached = max(match.end(), one.end)
    return without_headlines(view, found)


def _match(lower: str, place: int) -> re.Match[str] | None:
    """A number with a currency before it or after it."""
    before = lower[max(0, place - 8) : place]
    sign = _SIGN_END.search(before) if before else None
    if sign is not None:
        return _SIGNED.match(lower, place - len(before) + sign.start())
    return _WORDED.match(lower, place)


def _candidate(view: View, found: re.Match[str]) -> Candidate | None:
    start, end = found.span()
    signed = found.re is _SIGNED
    sign = found["sign"] if signed else found["word"]
    if signed and sign.isalpha() and not _spelt(view.normal.text[start:end], sign):
        return None
    value = _amount(found["num"], found["mag"])
    if not found["num"][0].isdigit() and not found["mag"]:
        return None
    unit = _currency(view, sign, not signed)
    per = _PER.match(view.lower, end)
    if per is not None:
        return _specific(view, found, per, value, found["top"], unit)
    first, _ = view.clauses.around(start)
    before = view.lower[max(first, start - 60) : start]
    if _QUOTE.search(before + view.lower[end : end + 12]):
        return Candidate(start, end, None, "a price on a market")
    start -= len(opening[0]) if (opening := _OPENING.search(before)) else 0
    amount = Amount(AmountKind.MONEY, value, unit, view.evidence(start, end))
    return Candidate(start, end, amount, "an amount with its currency")


def _spelt(text: str, sign: str) -> bool:
    """Whether letters stand for a currency: `Rs 100`, `EUR 40`, not `try 10`."""
    head = text[: len(sign)]
    return head.isupper() or head in ("Rs", "Rs.", "Rp", "Fr", "SFr")


def _amount(digits: str, magnitude: str | None) -> float:
    value = number(digits) * (MAGNITUDES[magnitude.strip()] if magnitude else 1.0)
    return round(value, 6)


def _currency(view: View, sign: str, word: bool) -> str:
    unit = _WORDS[sign] if word else _SIGNS[sign]
    if (word and sign in ("pesos", "dollars", "pounds", "rupees", "francs")) or sign in (
        "rs",
        "rs.",
    ):
        named = {one.key for one in view.mentions if one.kind == "jurisdictions"}
        if sign == "pesos":
            return next(
                (code for key, code in _PESOS.items() if key in named and "MX" not in named), unit
            )
        if sign.startswith(("rs", "rupees")) and "PK" in named and "IN" not in named:
            return "PKR"
    return unit


def _specific(
    view: View, found: re.Match[str], per: re.Match[str], value: float, top: str | None, unit: str
) -> Candidate:
    """So much money per unit: a duty where duties are spoken of, else a fee or a price."""
    start, end = found.start(), per.end()
    opening, _ = view.sentences.around(start)
    before = view.lower[max(opening, start - 60) : start]
    if per["noun"].startswith("barrel") or _QUOTE.search(before[-40:]):
        return Candidate(start, end, None, "a price")
    near = view.between(max(0, start - 600), start + 200, "barriers")
    if any(one.key in ("port_fee", "fee") for one in near):
        fee = Amount(AmountKind.MONEY, value, unit, view.evidence(start, end))
        return Candidate(start, end, fee, "a fee per unit")
    if _TO_COST.match(view.lower, end) or not _dutiable(view, opening, start, end, before):
        return Candidate(start, end, None, "a price per unit")
    changed = _CHANGED.match(view.lower, end)
    end = changed.end() if changed else end
    rate = Rate(
        value=value,
        unit=f"{unit}/{_UNIT.get(per['noun'], per['noun'].rstrip('s').replace(' ', '_'))}",
        evidence=view.evidence(start, end),
        previous=number(changed["num"]) if changed else None,
        upper=number(top) if top else None,
        qualifier=_least(before) or qualifier(view, start),
    )
    return Candidate(start, end, rate, "a duty of so much per unit")


_PAYING = re.compile(
    r"\b(?:pays?|paid|charge[sd]?|levied|collect(?:s|ed)?|plus|reach(?:es)?|specific)\b[^.;]{0,50}$"
)


def _dutiable(view: View, opening: int, start: int, end: int, before: str) -> bool:
    """Whether the nearest noun that can own it is a duty, or a duty stands right after."""
    for one in reversed(view.between(max(opening, start - 250), start)):
        if rates(view, one):
            return True
        if one.kind == "nouns" and one.key == "market":
            return False
    if any(rates(view, one) for one in view.between(end, end + 24)):
        return True
    earlier = any(rates(view, one) for one in view.between(max(0, start - 400), start))
    return earlier and _PAYING.search(before) is not None


def _least(before: str) -> Qualifier | None:
    return (
        Qualifier.AT_LEAST
        if re.search(r"(?:not be less than|at least|minimum)\s?$", before)
        else None
    )
