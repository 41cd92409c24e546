"""The role of a date: announced, effective, expiry or deadline, by the words around it."""

import re

from bot.events.figures.calendar import Written
from bot.events.view import View
from bot.model.event import DateRole

Role = tuple[DateRole, str]

# What may stand between a cue and its date: a clock time, a weekday, small words.
_CLOCK = (
    r"(?:(?:\d{1,2}[:.]\d\d|noon|midnight)\s?(?:[ap]\.?m\.?)?(?: (?:e[sd]?t|gmt|utc|cet"
    r"|eastern(?: standard| daylight)? time|local time|beijing time))?(?: on)?,? )?"
)
_DAYNAME = (
    r"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday),? (?:on )?|late |early "
    r"|this |last |next |the "
    r"|(?:start|beginning|middle|end) of ){0,4}"
)
LOOSE = rf"{_CLOCK}{_DAYNAME}"
_TRAIL = re.compile(rf"(?:(?:on|at|of) )?{LOOSE}$")
# Words straight before a date that give its role.
_CUES: tuple[tuple[DateRole, str], ...] = (
    (
        DateRole.EXPIRY,
        r"until|till|through|thru|end date of|expiry date of|expir\w+|laps\w+"
        r"|ends?|ending|ended|runs? out|ran out"
        r"|valid to|up to|sunset|no later end"
        r"|until at least|until at least the|ceases?|remain in force to|up until",
    ),
    (
        DateRole.DEADLINE,
        r"by|before|deadline(?: is| of)?|no later than|not later than|due(?: by"
        r"| on or about| on)?|on or about"
        r"|cut-off(?: date)?(?: is)?|close[sd]?(?: on)?|closing|must be (?:received|filed"
        r"|submitted)(?: by)?|comment period to",
    ),
    (
        DateRole.EFFECTIVE,
        r"effective(?: date)?(?: from| on)?|takes? effect|took effect|taking effect"
        r"|enter(?:s|ed|ing)? into force|entry into force"
        r"|came into force|comes? into force|in force(?: since| from)?|with effect from"
        r"|with effect|as of|as from|starting|beginning"
        r"|commencing|set for|scheduled for|slated for|start(?:s|ed)?|begin(?:s|ning)?|began"
        r"|kick(?:s|ed)? in|appl(?:y|ies"
        r"|ied|icable)(?: from| as from)?|since"
        r"|retroactive(?:ly)? to|retroactive effect to|back to|on or after|from|imposed"
        r"|banned|returns?|go(?:es)? live",
    ),
    (
        DateRole.ANNOUNCED,
        r"announced|announcement|announcement made|signed|issued|published|dated|released"
        r"|said|told(?: \w+){0,2}|ruled|decided|declared"
        r"|unveiled|gazetted|notified|adopted|approved|introduced|wrote|reported|confirmed"
        r"|statement|posted|proposed|handed down"
        r"|made public|of an order|extended",
    ),
)
_BEFORE = re.compile(rf"\b(?:{'|'.join(f'(?P<{role}>{cue})' for role, cue in _CUES)})[,:]?\s?$")
_OTHER_AFTER = re.compile(r"\s?(?:election|summit|meeting|hearing|vote|talks|deadline)")
_DEADLINE_AFTER = re.compile(
    r"(?:'s)?\s?(?:,? which)?\s?(?:is the cut-off|deadline|cut-off|is the deadline)"
)
_DOCUMENT = re.compile(
    r"(?:order|decree|decision|rule|proclamation|gazette|announcement|notice|regulation"
    r"|notification|memo|memorandum|statement|letter"
    r"|law|circular|journal|act)s? of (?:the )?$"
)
_COLLECTING = (
    r"(?:began|begins|started|starts) (?:to )?(?:collect|charg|levy|levied|apply|enforc)\w*"
)
_COLLECTED_AFTER = re.compile(rf" {_COLLECTING}")
_COLLECTED_BEFORE = re.compile(rf"\b{_COLLECTING}\b[^.;]{{0,110}}$")
_TO = re.compile(r"\bto (?:the )?$")
_DELAYED = re.compile(
    r"(?:moved|put back|put off|puts off|putting off|postpon\w+|delay\w*|defer\w*|pushed? back"
    r"|pushes back"
    r"|push back|holds? off|held off)\b[^.;]{0,80}$"
)
_STARTING = re.compile(
    r"\b(?:start|begin|apply|kick in|take effect|enter into force|come into force)s? by $"
)
_SAYING = re.compile(
    r"\b(?:said|says|announced?|announces|signed|issued|published|ruled|decided|declared|told"
    r"|introduced|proposed|informed|wrote|unveiled"
    r"|denied|released|approved|adopted|agreed|threatened|warned|ordered|reported|confirmed"
    r"|found|set|fixed|imposed|launched|opened"
    r"|initiated|limited|extended|prolonged|concluded|blacklisted|introduces|widened|expanded"
    r"|stopped|showed|gave|raised|cut|lifted"
    r"|suspended|rejected|exempted|brought|revoked|put|blocked|banned|halted|imposes|bans"
    r"|extends|calls|called|invoked|notified"
    r"|hit back|filed|voted|tightened|tweeted|posted|sent|exempts|statement)\b"
)
_GATHERING = re.compile(
    r"\b(?:met|meets?|meeting|talks|negotiat\w+|election|vote|summit|visit\w*|travel\w*|resume"
    r"|rally|protest\w*|hearing)\b"
)
_TURNING = re.compile(
    r"\b(?:ris(?:e|es|ing)|(?:rose|fell|doubled|went up|came down|dropped) to \d"
    r"|go(?:es)? (?:up|down)|goes to|increas\w+|fall(?:s|ing)?|climbs?"
    r"|drops?|step(?:s|ping)? (?:up|down)|lost|start\w*"
    r"|begin\w*|began|appl(?:y|ies|ied)|reinstat\w+|resum\w+|return\w*|take effect"
    r"|takes effect|took effect|imposed|banned|kick(?:s|ed)? in"
    r"|due|effective|enter\w*|entry into force|comes?|came|lifted|removed|end(?:s|ed)?"
    r"|introduced)\b"
)
_DATELINE = re.compile(r"\s*[A-Z][A-Z .]{3,40}, $")
_COMMENTS = re.compile(
    r"\b(?:comments?|appeal|submi\w+|filed|file|may apply|apply for|applications?|respon\w+|views"
    r"|feedback|consultation)\b"
)
_DECIDED = re.compile(
    r"\b(?:decision|determination|ruling|report|comments?|response|vote|reply|answer|review"
    r"|finding|rebuttal|brief)\w*\b"
)
_RANGED = re.compile(
    r"\bfrom [^;]{4,44} to (?:the )?$|\b(?:period|runs?) to $"
    r"|\b(?:exten|prolong|renew)[^.;]{0,70} to (?:the )?$"
)
_MONTH_SAID = re.compile(
    r"\b(?:announced|declared|unveiled|signed|proposed|published|extended)(?: (?:in|last|this"
    r"|late|early))+ $"
)
_MONTH_SINCE = re.compile(
    r"\b(?:since|last|imposed|required|reinstated|introduced|start of|from)\b"
)
_MONTH_DONE = re.compile(r"\breinstat|\bbann|\bimpos")


def role_of(view: View, one: Written, before: str) -> Role:
    """The role of a date and why; `before` are the words of its clause before it."""
    opening, closing = view.sentences.around(one.start)
    after = view.lower[one.end : min(closing, one.end + 40)]
    if not view.lower[one.end - 1].isascii():
        return _chinese(before, after)
    if after.startswith((" - ", " (")) and _DATELINE.match(view.normal.text[opening : one.start]):
        return DateRole.OTHER, "a dateline"
    if _NAMED_BY.match(view.lower, one.end) and _of_barrier(view, one):
        return DateRole.ANNOUNCED, "the day by which a measure is called"
    if _DEADLINE_AFTER.match(after):
        return DateRole.DEADLINE, "is called a deadline"
    if _OTHER_AFTER.match(after):
        return DateRole.OTHER, "the day of an event around the measure"
    if _COLLECTED_AFTER.match(after) or _COLLECTED_BEFORE.search(_bare(before[-160:])):
        return DateRole.EFFECTIVE, "since when it is collected"
    if _DOCUMENT.search(before[-40:]):
        return DateRole.ANNOUNCED, "the date of a document"
    return _by_cue(view, one, before) or _by_clause(view, one, before, opening, closing)


_NAMED_BY = re.compile(r" (?!(?:and|or|to|from|by|with|on|for|in|as|at|if)\b)[a-z]")


def _of_barrier(view: View, one: Written) -> bool:
    """`its October 9 controls`: the day stands as an adjective before a barrier."""
    return any(
        mention.start == one.end + 1 for mention in view.between(one.end, one.end + 3, "barriers")
    )


def _by_cue(view: View, one: Written, before: str) -> Role | None:
    """The role by the words straight before the date, small words passed over."""
    for tail in _tails(before):
        found = _BEFORE.search(tail)
        if found is not None and found.lastgroup is not None:
            return _cued(view, one, DateRole(found.lastgroup), before, found[0])
    if _TO.search(before) and _DELAYED.search(before):
        return DateRole.EFFECTIVE, "to when it is moved"
    if _TO.search(before) and _RANGED.search(view.lower, max(0, one.start - 90), one.start):
        return DateRole.EXPIRY, "the end of a period"
    return None


def _tails(before: str) -> tuple[str, ...]:
    """The end of the words before a date, as they stand and without the loose words."""
    whole = before[-80:]
    bare = _bare(whole)
    return (whole[-36:], bare[-36:]) if bare != whole else (whole[-36:],)


def _bare(before: str) -> str:
    trail = _TRAIL.search(before)
    return before[: trail.start()] if trail else before


def _cued(view: View, one: Written, role: DateRole, before: str, cue: str) -> Role:
    if role is DateRole.EXPIRY and _DELAYED.search(before):
        return DateRole.EFFECTIVE, "the end of a delay"
    if role is DateRole.DEADLINE and _STARTING.search(before):
        return DateRole.EFFECTIVE, "by when it starts"
    if role is DateRole.EXPIRY and _COMMENTS.search(before):
        return DateRole.DEADLINE, "until when comments may be made"
    if (
        role is DateRole.DEADLINE
        and cue.startswith("due")
        and "by" not in cue
        and not _DECIDED.search(before)
    ):
        if _noise(view, one):
            return DateRole.OTHER, "of something else"
        return DateRole.EFFECTIVE, "when it is due"
    if one.month_only and _noise(view, one):
        return DateRole.OTHER, "of a price, a market or a poll"
    return role, f"follows “{cue.strip(' ,:')}”"


def _noise(view: View, one: Written) -> bool:
    """Whether the clause speaks of markets, the economy or polls."""
    opening, closing = view.clauses.around(one.start)
    inside = view.between(max(opening, one.start - 160), min(closing, one.end + 80), "nouns")
    return any(noun.key in ("market", "macro", "poll") for noun in inside)


def _by_clause(view: View, one: Written, before: str, opening: int, closing: int) -> Role:
    """The role of a date that only stands in a sentence: by what the clause does."""
    near = before[-60:]
    turning = [found.end() for found in _TURNING.finditer(near)]
    saying = [found.end() for found in _SAYING.finditer(near)]
    if one.month_only:
        return _of_month(view, one, before, bool(saying), bool(turning))
    if turning and (not saying or turning[-1] > saying[-1]):
        return DateRole.EFFECTIVE, "the day on which something starts or changes"
    if saying:
        return DateRole.ANNOUNCED, "the day of saying or deciding it"
    if _GATHERING.search(near):
        return DateRole.OTHER, "the day of a meeting or a vote"
    whole = (
        view.lower[max(opening, one.start - 160) : one.start]
        + view.lower[one.end : min(closing, one.end + 80)]
    )
    if _SAYING.search(whole):
        return DateRole.ANNOUNCED, "the day of saying or deciding it"
    if _GATHERING.search(whole) is not None or _noise(view, one):
        return DateRole.OTHER, "a day without a role"
    if one.day is None:
        return DateRole.ANNOUNCED, "the day of the news"
    return DateRole.EFFECTIVE, "a day without another role"


def _of_month(view: View, one: Written, before: str, saying: bool, turning: bool) -> Role:
    near = before[-60:]
    if _noise(view, one):
        return DateRole.OTHER, "of a price, a market or a poll"
    if _MONTH_SAID.search(before):
        return DateRole.ANNOUNCED, "the month of saying or deciding it"
    if _MONTH_SINCE.search(near):
        return DateRole.EFFECTIVE, "a month since which something applies"
    if saying:
        return DateRole.ANNOUNCED, "the month of saying or deciding it"
    if turning or _MONTH_DONE.search(near):
        return DateRole.EFFECTIVE, "the month in which something starts"
    return DateRole.OTHER, "a month without a role"


_SAID_AFTER = re.compile(
    r"\s?(?:\d{1,2}时(?:\d{1,2}分)?)?(?:公告|宣布|发布|表示|公布|发表|决定|通过|签署|对外)"
)


def _chinese(before: str, after: str) -> Role:
    """`自X起` takes effect, `至X` ends, `X前` is a deadline, `X公告` is announced."""
    if re.search(r"(?:自|从|于)\s?$", before) and re.match(
        r"\s?(?:\d{1,2}时(?:\d{1,2}分)?)?\s?(?:起|开始|正式|实施|施行|生效)", after
    ):
        return DateRole.EFFECTIVE, "从此日起"
    if re.search(r"(?:至|到|延长至|有效期至)\s?$", before):
        return DateRole.EXPIRY, "至此日"
    if re.match(r"\s?前", after):
        return DateRole.DEADLINE, "此日前"
    if re.match(r"\s?起", after):
        return DateRole.EFFECTIVE, "从此日起"
    if _SAID_AFTER.match(after) or not before.endswith(("自", "从")):
        return DateRole.ANNOUNCED, "公告之日"
    return DateRole.EFFECTIVE, "从此日起"
