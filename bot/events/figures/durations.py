"""How long a measure, a pause or an extension lasts, in ISO 8601."""

import re

from bot.events.figures.candidate import Candidate
from bot.events.view import View
from bot.model.event import Duration
from bot.text.numerals import CHINESE, NUMBER, matches, number

KIND = "duration"

_UNITS = {
    "year": "Y",
    "month": "M",
    "week": "W",
    "day": "D",
    "年": "Y",
    "个月": "M",
    "日": "D",
    "天": "D",
}
_SPAN = re.compile(
    rf"(?<![0-9a-z_.,$-])(?P<num>{NUMBER}|(?<![a-z])(?:an?|half a|another)(?=[ -](?:full |whole "
    rf"|further )?(?:year|month|week|day)))"
    rf"[- ]?(?P<half>and-a-half[- ]|and a half )?(?:more |further |additional |full |calendar "
    rf"|consecutive )?(?P<unit>year|month|week|day)s?(?![a-z])"
)
_CHINESE = re.compile(rf"(?P<cnum>{CHINESE}|\d{{1,4}})(?P<cunit>个月|年|天)(?![前来以度\d第])")
_ONE = re.compile(
    r"(?<![a-z])(?:an?|half a|another)(?=[ -](?:full |whole |further )?(?:year|month|week|day))"
)
_LASTING = re.compile(
    r"\b(?:for|by|during|lasts?|lasting|valid for|validity(?: period)?:|duration:|period of"
    r"|term of|gives? [\w ]{0,30}|granted? [\w ]{0,30}|limit\w* [\w ]{0,20} to"
    r"|a|an|the|maximum of|up to|further|extra|another|additional|initial|first)"
    r"(?: (?:a|an|the|another|at least|up to|about|around|initial|further|additional|extra"
    r"|first|maximum of|period of|term of|no more than|more than|only|just|exactly|roughly"
    r"|nearly))*\s?$"
)
_FOR = re.compile(
    r"\b(?:for|by|during|lasts?|lasting|valid for|validity(?: period)?:|duration:|period of"
    r"|term of|gives? [\w ]{0,30}|limit\w* [\w ]{0,20} to|extension of|suspension of|pause of"
    r"|delay of|in force for)"
    r"(?: (?:a|an|the|another|at least|up to|about|around|initial|further|additional|extra"
    r"|first|maximum of|period of|term of|no more than|more than|only|just|exactly|roughly"
    r"|nearly|total of|maximum))*\s?$"
)
_THING = re.compile(
    r"[- ](?:(?!(?:on|of|in|as|and|to|by|for|from)\b)[\w'-]+ ){0,3}?"
    r"(?:suspension|pause|extension|delay|truce|freeze|reprieve|ban|bans"
    r"|moratorium|period|stay|break|halt|grace|exemption|exemptions|exclusion|waiver|window"
    r"|safeguard|safeguards|embargo|quota|postponement|deferral|renewal|tariff|tariffs|duty"
    r"|duties|surcharge|curb|curbs|measure|measures|deal|licence|license|restriction"
    r"|restrictions|ceasefire|prohibition|hold)\b"
)
_REVIEW = re.compile(
    r"[- ](?:[\w'-]+ ){0,2}?(?:review|investigation|probe|inquiry|talks|plan|high|low|bond"
    r"|yield|treasury|notes?|old|process|consultation|negotiations?|drop|decline|visit|summit"
    r"|phase|transition|record|average|olds?)\b"
)
_AFTER_NO = re.compile(
    r"\s?(?:ago|old|before|after|earlier|later|long|in a row|following|prior|of (?:talks"
    r"|negotiat|investigat|review|study|planning|consult|work)|from (?:the )?(?:date"
    r"|publication)|on year|high|low|in advance|to (?:comment|respond|reply|appeal|decide))\b"
)
_BEFORE_NO = re.compile(
    r"\b(?:within|in|over|after|first time in|in the last|in the past|past|last|previous|than"
    r"|every|each|per|since|at least [\w]+ in|ago|about|before|next)(?: (?:the|about|a|an|last"
    r"|past|next|just|first|more than|at least|under|around))*\s?$"
)
_WORKING = re.compile(
    r"\b(?:investigat|inquiry|probe|process|review|phase|talks|consult|within)\w*\b[^.;]{0,60}$"
)


def candidates(view: View) -> list[Candidate]:
    """Every span of time on the view, and whether a measure lasts so long."""
    lower = view.lower
    if not any(unit in lower for unit in _UNITS):
        return []
    at = sorted([*view.amounts, *(found.start() for found in _ONE.finditer(lower))])
    spans = list(matches(_SPAN, lower, at))
    if not lower.isascii():
        spans = sorted([*spans, *_CHINESE.finditer(lower)], key=lambda found: found.start())
    return [_candidate(view, found) for found in spans]


def _candidate(view: View, found: re.Match[str]) -> Candidate:
    start, end = found.span()
    first, _ = view.clauses.around(start)
    before = view.lower[max(first, start - 80) : start]
    _, closing = view.sentences.around(start)
    after = view.lower[end : min(closing, end + 60)]
    value = _value(found)
    if not before.strip():
        before = view.lower[max(0, start - 30) : start]
    taken, reason = _judge(view, found, before, after)
    if not taken or value is None:
        return Candidate(start, end, None, reason)
    return Candidate(start, end, Duration(value, view.evidence(start, end)), reason)


def _cnum(found: re.Match[str]) -> str | None:
    """The Chinese number; None in a span that is written in English."""
    return found["cnum"] if found.re is _CHINESE else None


def _value(found: re.Match[str]) -> str | None:
    if _cnum(found):
        try:
            return f"P{number(found['cnum']):g}{_UNITS[found['cunit']]}"
        except ValueError:
            return None
    word, unit = found["num"], _UNITS[found["unit"]]
    if word == "half a":
        return "P6M" if unit == "Y" else None
    amount = 1.0 if word in ("a", "an", "another") else number(word)
    if found["half"]:
        amount += 0.5
    if amount != int(amount) and unit == "Y":
        amount, unit = amount * 12, "M"
    return f"P{amount:g}{unit}" if 0 < amount == int(amount) else None


def _judge(view: View, found: re.Match[str], before: str, after: str) -> tuple[bool, str]:
    if _cnum(found):
        return _chinese(view, found)
    joined = "-" in view.lower[found.start() : found.end()] or after.startswith("-long")
    if "denied" in {
        one.key for one in view.between(*view.clauses.around(found.start()), "statuses")
    }:
        return False, "is denied"
    if _GIVEN.search(before):
        return True, "is what is given"
    if _AFTER_NO.match(after):
        return False, "tells when or how old, not how long"
    thing = _THING.match(after) is not None
    if _REVIEW.match(after) and (not thing or (joined and _THING_REVIEW.match(after))):
        return False, "how long something else takes"
    if thing and (joined or found["num"] in ("a", "an", "another") or _LASTING.search(before)):
        return True, "stands before what lasts so long"
    if joined and not _FOR.search(before):
        return False, "qualifies something that is no measure"
    if _WORKING.search(before):
        return False, "how long a procedure takes"
    if _FOR.search(before):
        if not _measured(view, found.start()):
            return False, "nothing in the sentence lasts so long"
        return True, "says for how long, or by how much longer"
    if _BEFORE_NO.search(before):
        return False, "a deadline, a phase or a look back"
    if re.search(
        r"\b(?:approved|granted|further|another|give[sn]?|gave|limit\w*)(?: [\w]+){0,3} $", before
    ):
        return True, "is what was granted"
    return False, "nothing lasts so long"


_GIVEN = re.compile(
    r"\b(?:gives?|gave|granted?|grants)(?: [\w'-]+){1,3} $|(?:validity|duration"
    r"|term)(?: period)?: $"
)
_THING_REVIEW = re.compile(r"[- ](?:[\w'-]+ ){0,3}?(?:review|investigation|probe|inquiry|talks)\b")


def _measured(view: View, at: int) -> bool:
    """Whether the sentence speaks of a barrier or of an act on one."""
    inside = view.between(*view.sentences.around(at))
    return any(one.kind in ("barriers", "actions") for one in inside)


def _chinese(view: View, found: re.Match[str]) -> tuple[bool, str]:
    near = view.lower[max(0, found.start() - 12) : found.end() + 8]
    if found["cunit"] == "年" and re.match(r"\d{4}", found["cnum"]):
        return False, "a calendar year"
    if any(
        word in near
        for word in ("期限", "为期", "暂停", "延长", "实施期", "中止", "停止", "有效期", "天内")
    ):
        return "天内" not in near, "says for how long"
    return False, "nothing lasts so long"
