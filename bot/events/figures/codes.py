"""Instruments in canonical form, and legal keys: names that two items on one measure share.

Codes of goods and parts of the CFR are instruments of hundreds of measures, so they are no keys.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.events.view import View
from bot.model.event import Evidence

KIND = "code"


@dataclass(frozen=True, slots=True)
class Code:
    """An instrument or a number that names a measure; `canonical` is the contract's string."""

    evidence: Evidence
    canonical: str | None
    key: str | None

    @property
    def seat(self) -> str | None:
        """The jurisdiction whose law it is, where the form tells."""
        name = self.canonical or ""
        return next((seat for start, seat in _SEATS if name.startswith(start)), None)


_SEATS = (
    ("Section", "US"), ("IEEPA", "US"), ("EO ", "US"), ("Entity List", "US"), ("EAR", "US"),
    ("ITAR", "US"), ("FDPR", "US"),
    ("VEU", "US"), ("Military", "US"), ("Unverified", "US"), ("AGOA", "US"), ("GSP", "US"),
    ("MOFCOM", "CN"),
    ("Unreliable", "CN"), ("Export Control Law", "CN"), ("Regulation (E", "EU"), ("CBAM", "EU"),
)  # fmt: skip


Reading = tuple[str | None, str | None]
_SECTIONS = {
    "201": "201",
    "232": "232",
    "301": "301",
    "122": "122",
    "338": "338",
    "337": "337",
    "421": "421",
}


def _section(number: str) -> Reading:
    return (f"Section {number}", f"us:s{number}") if number in _SECTIONS else (None, None)


def _order(number: str) -> Reading:
    digits = number.replace(",", "")
    return f"EO {digits}", f"us:eo:{digits}"


def _citation(volume: str, view: str) -> Reading:
    digits = view.replace(",", "")
    return f"{volume} FR {digits}", f"us:frcite:{volume}-{digits}"


def _cfr(title: str, part: str) -> Reading:
    return f"{title} CFR {part}", None


def _regulation(kind: str, body: str, old: str | None, first: str, second: str) -> Reading:
    """New numbering is year/number; with `No` it is number/year."""
    year, number = (second, first) if old or len(first) < 4 else (first, second)
    letter = "D" if kind.startswith("decision") else "R"
    key = f"eu:celex:3{year}{letter}{int(number):04d}" if len(year) == 4 else None
    body = body.upper()
    if letter == "D" or body == "CFSP":
        return None, key
    return f"Regulation ({body}) {'No ' if old else ''}{first}/{second}", key


def _mofcom(number: str, year: str) -> Reading:
    return f"MOFCOM Announcement {int(number)}/{year}", f"cn:mofcom:{year}-{int(number)}"


def _mofcom_zh(year: str, number: str) -> Reading:
    return _mofcom(number, year)


def _key(prefix: str) -> Callable[[str], Reading]:
    def read(text: str) -> Reading:
        return None, f"{prefix}:{text.strip().upper().replace(' ', '')}"

    return read


def _dispute(number: str) -> Reading:
    return f"WTO dispute DS{number}", f"wto:ds:{number}"


def _hs(code: str) -> Reading:
    digits = re.sub(r"[. ]", "", code)
    return (f"HS {digits}", None) if 2 <= len(digits) <= 10 else (None, None)


def _eccn(code: str) -> Reading:
    return f"ECCN {code[:5].upper()}", None


_HS = r"\d{4}(?:\.\d\d){1,3}|\d{2}(?:\d{2}){0,4}"
_ECCN = r"\d[a-e]\d{3}(?:\.[a-z](?:\.\d)?)?"
# Every pattern runs on lower-case text and begins with fixed words, so that each is linear. The
# first word of a row is a cheap test for whether the pattern can match at all.
_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[..., Reading]], ...] = (
    ("executive order", re.compile(r"executive order(?: no\.?)? (\d{2},?\d{3})(?!\d)"), _order),
    ("eo ", re.compile(r"(?<![a-z])eo (\d{2},?\d{3})(?!\d)"), _order),
    ("e.o.", re.compile(r"(?<![a-z])e\.o\. (\d{2},?\d{3})(?!\d)"), _order),
    (" fr ", re.compile(r"(?<!\d)(\d{2,3}) fr (\d{1,3},\d{3}|\d{3,6})(?!\d)"), _citation),
    (
        "fed",
        re.compile(
            r"(?<!\d)(\d{2,3}) (?:fed\. reg\.|federal register) (\d{1,3},\d{3}|\d{3,6})(?!\d)"
        ),
        _citation,
    ),
    (" cfr ", re.compile(r"(?<!\d)(\d{1,2}) cfr (?:parts? |§ ?)?(\d{3,4})(?!\d)"), _cfr),
    ("(e", re.compile(r"(regulation) \((eu|ec)\) (no\.? )?(\d{1,4})/(\d{2,4})(?!\d)"), _regulation),
    (
        "decision (",
        re.compile(r"(decision) \((eu|ec|cfsp)\) (no\.? )?(\d{1,4})/(\d{2,4})(?!\d)"),
        _regulation,
    ),
    ("公告", re.compile(r"公告\s?(20\d\d)\s?年?第\s?(\d{1,3})\s?号"), _mofcom_zh),
    ("ds", re.compile(r"(?:wto dispute |wt/|dispute |(?<![a-z]))ds(\d{2,3})(?!\d)"), _dispute),
    ("eccn", re.compile(rf"eccns? ({_ECCN})(?![a-z\d])"), _eccn),
    ("proclamation", re.compile(r"proclamation(?: no\.?)? (\d{4,5})(?!\d)"), _key("us:proc")),
    ("fr doc", re.compile(r"fr doc\.?(?: no\.?)? ?(20\d\d-\d{4,6})(?!\d)"), _key("us:fr")),
    (
        "-20",
        re.compile(r"(?<![a-z])((?:ustr|bis|ita|itc|cbp|dhs|usbc)-20\d\d-\d{3,5})(?!\d)"),
        _key("us:docket"),
    ),
    ("docket", re.compile(r"docket (?:no\.? ?|number )(\d{6}-\d{4})(?!\d)"), _key("us:docket")),
    ("rin ", re.compile(r"(?<![a-z])rin (\d{4}-[a-z]{2}\d{2})(?![a-z\d])"), _key("us:rin")),
    ("a-", re.compile(r"(?<![a-z\d-])(a-\d{3}-\d{3})(?!\d)"), _key("us:case")),
    ("c-", re.compile(r"(?<![a-z\d-])(c-\d{3}-\d{3})(?!\d)"), _key("us:case")),
    ("-ta-", re.compile(r"(?<!\d)((?:731|701|337)-ta-\d{2,4})(?!\d)"), _key("us:usitc")),
    ("celex", re.compile(r"celex:? ?(\d{5}[a-z]{1,2}\d{4})(?!\d)"), _key("eu:celex")),
    ("csms", re.compile(r"(?<![a-z])csms ?# ?(\d{6,9})(?!\d)"), _key("us:csms")),
    ("sor/", re.compile(r"(?<![a-z])sor/(\d{4}-\d{1,4})(?!\d)"), _key("ca:sor")),
    ("si 20", re.compile(r"(?<![a-z])si (\d{4}/\d{1,4})(?!\d)"), _key("gb:si")),
    ("s.i. ", re.compile(r"(?<![a-z])s\.i\. (?:no\.? )?(\d{4}/\d{1,4})(?!\d)"), _key("gb:si")),
    (
        "notification no",
        re.compile(r"notification no\.? ?(\d{1,4}/20\d\d(?:-\d\d)?)(?!\d)"),
        _key("in:notification"),
    ),
)  # fmt: skip
_DIGIT = re.compile(r"\d")
_ANNOUNCED = re.compile(
    r"announcements? (?:nos?\.? ?)?((?:\d{1,3}(?:, | and |, and )?){1,9}) ?(?:of |\(|\[|/)(20\d\d)"
    r"|announcement (20\d\d) ?no\.? ?(\d{1,3})"
)
_MOFCOM = re.compile(r"mofcom|commerce ministry|ministry of commerce|china|chinese|商务部")
_SECTION = re.compile(r"(?:sections?|sec\.) ((?:\d{3}(?:, | and | or |, and )?){1,5})")
_TARIFF_CODES = re.compile(
    rf"(?<![a-z])(?:hs(?: codes?)?|htsus|hts(?: codes?)?|(?:sub)?headings?|cn codes?|ncm"
    rf"|tariff codes?) ((?:(?:{_HS})(?:, | and | or |, and )?){{1,12}})"
)
_CODE_WORDS = ("hs ", "heading", "hts", "cn code", "ncm", "tariff code", "hs code")
_CONTROL_CODES = re.compile(
    rf"eccns? (?:{_ECCN})((?:(?:, | and | or |, and )(?:eccn )?(?:{_ECCN})){{1,8}})"
)


def codes(view: View) -> list[Code]:
    """Every instrument and legal key of the view, in no order."""
    lower = view.lower
    found = [
        _named(view, one.start, one.end, view.lens.instruments[one.key])
        for one in view.mentions
        if one.kind == "instruments"
    ]
    if _DIGIT.search(lower) is None:
        return found
    for cue, shape, read in _PATTERNS:
        if cue in lower:
            found += [
                Code(view.evidence(*match.span()), *read(*match.groups()))
                for match in shape.finditer(lower)
            ]
    found += _lists(view)
    return [code for code in found if code.canonical or code.key]


def _named(view: View, start: int, end: int, canonical: str) -> Code:
    return Code(view.evidence(start, end), canonical, None)


def _lists(view: View) -> Iterator[Code]:
    """Numbers that share one word: `Sections 201 and 301`, `HS 7208, 7211 and 7225`."""
    lower = view.lower
    for match in _SECTION.finditer(lower) if "sec" in lower else ():
        for number in re.findall(r"\d{3}", match[1]):
            yield Code(view.evidence(*match.span()), *_section(number))
    coded = any(word in lower for word in _CODE_WORDS)
    for match in _TARIFF_CODES.finditer(lower) if coded else ():
        for number in re.findall(_HS, match[1]):
            if not re.fullmatch(r"20[012]\d", number):
                yield Code(view.evidence(*match.span()), *_hs(number))
    for match in _CONTROL_CODES.finditer(lower) if "eccn" in lower else ():
        for number in re.findall(_ECCN, match[1]):
            yield Code(view.evidence(*match.span()), *_eccn(number))
    for match in _ANNOUNCED.finditer(lower):
        if _MOFCOM.search(lower):
            numbers, year = (match[1], match[2]) if match[1] else (match[4], match[3])
            for number in re.findall(r"\d{1,3}", numbers):
                yield Code(view.evidence(*match.span()), *_mofcom(number, year))
