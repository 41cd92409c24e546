"""Dates and their roles: announced, effective, expiry, deadline; the year where none is written."""

import re
from datetime import date, timedelta

from bot.events.figures.calendar import Written, last_day, nearest, written
from bot.events.figures.candidate import Candidate
from bot.events.view import View
from bot.model.event import DateRole, Day

KIND = "date"

_CLOCK = r"(?:(?:\d{1,2}[:.]\d\d|noon|midnight)\s?(?:[ap]\.?m\.?)?(?: (?:e[sd]?t|gmt|utc|cet|eastern(?: standard| daylight)? time|local time|beijing time))?(?: on)?,? )?"
_DAYNAME = r"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday),? (?:on )?|late |early |this |last |next |the |(?:start|beginning|middle|end) of )*"
# Words straight before a date that give its role, the last one winning.
_BEFORE: tuple[tuple[DateRole, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"(?:{cue})[,:]?\s?(?:on |at |of |from )?{_CLOCK}{_DAYNAME}$"))
    for role, cue in (
        (DateRole.EXPIRY, r"\b(?:until|till|through|thru|expir\w+|laps\w+|ends?|ending|ended|runs? out|ran out|valid to|up to|sunset|no later end|until at least the|ceases?|remain in force to|up until)"),
        (DateRole.DEADLINE, r"\b(?:by|before|deadline(?: is| of)?|no later than|not later than|due(?: by| on or about)?|on or about|cut-off(?: date)?(?: is)?|close[sd]?|closing|must be (?:received|filed|submitted)(?: by)?|comment period to)"),
        (DateRole.EFFECTIVE, r"\b(?:effective(?: date)?(?: from)?|takes? effect|took effect|taking effect|enter(?:s|ed|ing)? into force|entry into force|came into force|comes? into force|in force(?: since| from)?|with effect from|with effect|as of|as from|starting|beginning|commencing|start(?:s|ed)?|begin(?:s|ning)?|began|kick(?:s|ed)? in|appl(?:y|ies|ied|icable)(?: from| as from)?|since|retroactive(?:ly)? to|retroactive effect to|back to|on or after|from|imposed|banned|in place since|collected since|returns?|go(?:es)? live)"),
        (DateRole.ANNOUNCED, r"\b(?:announced|announcement|signed|issued|published|dated|released|said|told(?: \w+){0,2}|ruled|decided|declared|unveiled|gazetted|notified|adopted|approved|introduced|wrote|reported|confirmed|statement|posted|proposed|handed down|made public|of an order|extended)"),
    )
)  # fmt: skip
_OTHER_AFTER = re.compile(r"\s?(?:election|summit|meeting|hearing|vote|talks|deadline)")
_DEADLINE_AFTER = re.compile(
    r"(?:'s)?\s?(?:,? which)?\s?(?:is the cut-off|deadline|cut-off|is the deadline)"
)
_DOCUMENT = re.compile(
    r"(?:order|decree|decision|rule|proclamation|gazette|announcement|notice|regulation|notification|memo|memorandum|statement|letter|law|circular|journal|act)s? of (?:the )?$"
)
_TO = re.compile(r"\bto (?:the )?$")
_ON = re.compile(rf"\b(?:on|in|at|this|late|last|earlier|of|,)\s?{_CLOCK}{_DAYNAME}$")
_DELAYED = re.compile(
    r"(?:put off|puts off|putting off|postpon\w+|delay\w*|defer\w*|pushed? back|pushes back|push back|holds? off|held off)\b[^.;]{0,80}$"
)
_SAYING = re.compile(
    r"\b(?:said|says|announced?|announces|signed|issued|published|ruled|decided|declared|told|introduced|proposed|informed|wrote|unveiled|denied"
    r"|released|approved|adopted|agreed|threatened|warned|ordered|reported|confirmed|found|set|fixed|imposed|launched|opened|initiated|limited"
    r"|extended|prolonged|concluded|blacklisted|introduces|widened|expanded|stopped|showed|gave|raised|cut|lifted|suspended|rejected|exempted|brought|revoked|put|blocked|banned|halted"
    r"|imposes|bans|extends|calls|called|invoked|notified|hit back|filed|voted|tightened|tweeted|posted|sent|exempts|statement)\b"
)
_GATHERING = re.compile(
    r"\b(?:met|meets?|meeting|talks|negotiat\w+|election|vote|summit|visit\w*|travel\w*|resume|rally|protest\w*|hearing)\b"
)
_TURNING = re.compile(
    r"\b(?:ris(?:e|es|ing)|go(?:es)? (?:up|down)|goes to|increas\w+|fall(?:s|ing)?|climbs?|drops?|step(?:s|ping)? (?:up|down)|lost|start\w*|begin\w*|began|appl(?:y|ies|ied)"
    r"|reinstat\w+|resum\w+|return\w*|take effect|takes effect|took effect|imposed|banned|kick(?:s|ed)? in|due|effective|enter\w*|entry into force|comes?|came|lifted|removed|end(?:s|ed)?|introduced)\b"
)
_FORWARD = re.compile(
    r"\b(?:will|would|shall|to be|is to|are to|due|until|by|before|through|next|from|starting|beginning|scheduled|expected|planned|set to|effective|coming)\b"
)
_PAST = re.compile(
    r"\b(?:last|since|had|was|were|been|ago|after|said|announced|signed|issued|retroactive|dated|earlier|already|took|did|began)\b"
)
_NAMED_ONLY = re.compile(
    rf"\b(?:in|since|from|until|till|through|by|last|next|this|for|of|early|mid|late|before|after|and|between|to)[ -]{_DAYNAME}$"
)


_TODAY_AT = re.compile(r"today (?:at )?\d")


def candidates(view: View) -> list[Candidate]:
    """Every date of the view with its role, or why it is none."""
    found: list[Candidate] = []
    seen = [one for one in written(view.lower) if not _TODAY_AT.match(view.lower, one.start)]
    for place, one in enumerate(seen):
        after = seen[place + 1] if place + 1 < len(seen) else None
        if after is not None and _same(view, one, after):
            continue
        found.append(_candidate(view, _with_year(view, one, after)))
    return _finest(found)


def _finest(found: list[Candidate]) -> list[Candidate]:
    """A month is left out where a day of it has the same role."""
    days = {(one.figure.role, one.figure.value[:7]) for one in found if isinstance(one.figure, Day) and len(one.figure.value) == 10}
    return [_coarse(one) if _month_of(one, days) else one for one in found]


def _month_of(one: Candidate, days: set[tuple[DateRole, str]]) -> bool:
    day = one.figure
    return isinstance(day, Day) and len(day.value) == 7 and (day.role, day.value) in days


def _coarse(one: Candidate) -> Candidate:
    return Candidate(one.start, one.end, None, "the month of a day that is told in full")


def _same(view: View, one: Written, after: Written) -> bool:
    """`today, 1 May 2024` and `Friday, November 13` are one date: the later words tell it."""
    gap = view.lower[one.end : after.start]
    loose = one.weekday is not None or one.shift is not None
    return loose and after.day is not None and gap in (", ", " ", ", the ", " (", ", on ")


_LINKED = re.compile(r"\s?(?:and|to|until|through|-|or)(?: \w+){0,2}\s?")


def _with_year(view: View, one: Written, after: Written | None) -> Written:
    """A year written once for two days counts for both: `7 August and 5 October 2025`."""
    if (
        one.year is None
        and one.month
        and one.day
        and after is not None
        and after.year
        and after.day
    ):
        gap = view.lower[one.end : after.start]
        if after.month and _LINKED.fullmatch(gap):
            year = after.year if one.month <= after.month else after.year - 1
            return Written(one.start, one.end, year, one.month, one.day)
    return one


def _candidate(view: View, one: Written) -> Candidate:
    first, _ = view.clauses.around(one.start)
    before = view.lower[max(first, one.start - 90) : one.start]
    start = one.start - _cue_length(before)
    if one.month and not one.day and not one.last and not _months(view, one, before):
        return Candidate(start, one.end, None, "the name of a month, not a date")
    role, why = _role(view, one, before)
    value = _value(view, one, role, before)
    if value is None:
        return Candidate(start, one.end, None, "a day that cannot be placed in a year")
    return Candidate(start, one.end, Day(value, role, view.evidence(start, one.end)), why)


def _months(view: View, one: Written, before: str) -> bool:
    """Whether a bare month is meant as a date and not as a verb or an adjective."""
    if view.lower[one.start : one.end].isascii() is False:
        return True
    if one.year is not None:
        return True
    if not view.normal.text[one.start].isupper():
        return False
    return _NAMED_ONLY.search(before) is not None


_CUE = re.compile(
    rf"(?:\b(?:on|from|since|until|till|through|by|before|of|in|to|as of|as from|effective|dated|starting|beginning|last|next|this|published|signed|after)\s){{0,3}}{_CLOCK}{_DAYNAME}$"
)


def _cue_length(before: str) -> int:
    found = _CUE.search(before)
    return len(before) - found.start() if found else 0


def _role(view: View, one: Written, before: str) -> tuple[DateRole, str]:
    opening, closing = view.sentences.around(one.start)
    after = view.lower[one.end : min(closing, one.end + 40)]
    if _DATELINE.search(view.normal.text, opening, one.start) and after.startswith((" - ", " (")):
        return DateRole.OTHER, "a dateline"
    if _DEADLINE_AFTER.match(after):
        return DateRole.DEADLINE, "is called a deadline"
    if _OTHER_AFTER.match(after):
        return DateRole.OTHER, "the day of an event around the measure"
    if _DOCUMENT.search(before):
        return DateRole.ANNOUNCED, "the date of a document"
    for role, cue in _BEFORE:
        found = cue.search(before)
        if found is None:
            continue
        if role is DateRole.EXPIRY and _DELAYED.search(before[: found.start()]):
            return DateRole.EFFECTIVE, "the end of a delay"
        if role is DateRole.EXPIRY and _COMMENTS.search(before):
            return DateRole.DEADLINE, "until when comments may be made"
        if (
            role is DateRole.DEADLINE
            and found[0].startswith("due on")
            and not _DECIDED.search(before)
        ):
            return (
                (DateRole.OTHER, "of something else")
                if _noise(view, one)
                else (DateRole.EFFECTIVE, "when it is due")
            )
        if one.day is None and one.weekday is None and one.shift is None and _noise(view, one):
            return DateRole.OTHER, "of a price, a market or a poll"
        return role, f"follows “{found[0].split(',')[0].strip()}”"
    if _TO.search(before) and _ranged(view, one):
        return DateRole.EXPIRY, "the end of a period"
    return _by_clause(view, one, before, opening, closing)


_DATELINE = re.compile(r"^\s*[A-Z][A-Z .]{3,40}, $")
_COMMENTS = re.compile(
    r"\b(?:comments?|submi\w+|filed|file|may apply|apply for|applications?|respon\w+|views|feedback|consultation)\b"
)
_DECIDED = re.compile(
    r"\b(?:decision|determination|ruling|report|comments?|response|vote|reply|answer|review|finding|rebuttal|brief)\w*\b"
)


def _noise(view: View, one: Written) -> bool:
    """Whether the clause speaks of markets, the economy or polls."""
    opening, closing = view.clauses.around(one.start)
    inside = view.between(max(opening, one.start - 160), min(closing, one.end + 80), "nouns")
    return any(noun.key in ("market", "macro", "poll") for noun in inside)


def _ranged(view: View, one: Written) -> bool:
    """Whether the date closes `from A to B`, or an extension `to B`."""
    opening, _ = view.sentences.around(one.start)
    ahead = view.lower[max(opening, one.start - 80) : one.start]
    return (
        re.search(
            r"\bfrom [^;]{4,44} to (?:the )?$|\b(?:exten|prolong|renew)[^.;]{0,70} to (?:the )?$",
            ahead,
        )
        is not None
    )


def _by_clause(
    view: View, one: Written, before: str, opening: int, closing: int
) -> tuple[DateRole, str]:
    """The role of a date that only stands in a sentence: by what the clause does."""
    near = before[-60:]
    whole = (
        view.lower[max(opening, one.start - 160) : one.start]
        + view.lower[one.end : min(closing, one.end + 80)]
    )
    turning = [found.end() for found in _TURNING.finditer(near)]
    saying = [found.end() for found in _SAYING.finditer(near)]
    if one.shift == 0 or one.weekday is not None or one.day is not None:
        if turning and (not saying or turning[-1] > saying[-1]):
            return DateRole.EFFECTIVE, "the day on which something starts or changes"
        if saying:
            return DateRole.ANNOUNCED, "the day of saying or deciding it"
        if _GATHERING.search(near):
            return DateRole.OTHER, "the day of a meeting or a vote"
        if _SAYING.search(whole):
            return DateRole.ANNOUNCED, "the day of saying or deciding it"
        if _GATHERING.search(whole) is not None or _noise(view, one):
            return DateRole.OTHER, "a day without a role"
        if one.day is None:
            return DateRole.ANNOUNCED, "the day of the news"
        return DateRole.EFFECTIVE, "a day without another role"
    if _noise(view, one):
        return DateRole.OTHER, "of a price, a market or a poll"
    if re.search(
        r"\b(?:announced|declared|unveiled|signed|proposed|published|extended)(?: (?:in|last|this|late|early))+ $",
        before,
    ):
        return DateRole.ANNOUNCED, "the month of saying or deciding it"
    if re.search(r"\b(?:since|last|imposed|required|reinstated|introduced|start of|from)\b", near):
        return DateRole.EFFECTIVE, "a month since which something applies"
    if saying:
        return DateRole.ANNOUNCED, "the month of saying or deciding it"
    if turning or re.search(r"\breinstat|\bbann|\bimpos", near):
        return DateRole.EFFECTIVE, "the month in which something starts"
    return DateRole.OTHER, "a month without a role"


def _value(view: View, one: Written, role: DateRole, before: str) -> str | None:
    published = view.published
    if one.shift is not None:
        return (published + timedelta(days=one.shift)).isoformat() if published else None
    if one.weekday is not None:
        return _weekday(published, one.weekday, role, before) if published else None
    if one.next_month:
        if published is None:
            return None
        first = (published.replace(day=1) + timedelta(days=32)).replace(day=1)
        return first.isoformat()
    if one.year_end:
        year = one.year or (published.year if published else None)
        return f"{year}-12-31" if year else None
    return _named(view, one, role, before)


def _named(view: View, one: Written, role: DateRole, before: str) -> str | None:
    published, month = view.published, one.month
    assert month is not None
    year = one.year
    if year is None and published is not None:
        if one.next_year:
            year = published.year + 1
        else:
            near = nearest(
                month,
                one.day or (28 if one.last else 15),
                published,
                _forward(view, one, role, before),
            )
            year = near.year if near else None
    if year is None:
        return None
    if one.last:
        return f"{year}-{month:02d}-{last_day(year, month):02d}"
    if one.day is None:
        return f"{year}-{month:02d}"
    try:
        return date(year, month, one.day).isoformat()
    except ValueError:
        return None


def _forward(view: View, one: Written, role: DateRole, before: str) -> bool:
    """Whether a date without a year looks ahead."""
    near = view.lower[max(0, one.start - 50) : one.start]
    if "last " in near[-20:] or re.search(r"\bsince (?:\w+ of )?$", near):
        return False
    if role is DateRole.DEADLINE and re.search(
        r"\b(?:ordered|loaded|shipped|left|entered|bought|signed|made) before $", near
    ):
        return False
    if role in (DateRole.EXPIRY, DateRole.DEADLINE):
        return not re.search(r"\b(?:expired|lapsed|ended)\b", near)
    if role is DateRole.EFFECTIVE:
        if re.search(r"\b(?:were|was) to \w+", near):
            return True
        return not re.search(r"\b(?:since|had|was|were|retroactive|took|imposed|lost)\b", near)
    if role is DateRole.ANNOUNCED:
        return False
    return _FORWARD.search(near) is not None or "in " not in near[-4:]


_COMING = re.compile(r"\b(?:will|would|shall|to|starting|beginning|next|due|set)\b")
_BACKWARD = re.compile(r"\b(?:since|last|retroactive|had|began|was|were|met|again)\b")


def _weekday(published: date, weekday: int, role: DateRole, before: str) -> str:
    back = (published.weekday() - weekday) % 7
    near = before[-50:]
    if re.search(r"\bnext \w*\s?$", near) or near.rstrip().endswith("next"):
        ahead = (weekday - published.weekday()) % 7 or 7
        return (published + timedelta(days=ahead)).isoformat()
    if role is DateRole.ANNOUNCED or _BACKWARD.search(near):
        return (published - timedelta(days=back)).isoformat()
    if role is DateRole.EFFECTIVE and not _COMING.search(near) and 0 < back <= 3:
        return (published - timedelta(days=back)).isoformat()
    return (published + timedelta(days=(weekday - published.weekday()) % 7)).isoformat()
