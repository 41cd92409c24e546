"""How far a measure has come, and whether the item stands by it."""

import re
from datetime import date

from bot.events import voices
from bot.events.clause import Claim
from bot.events.cues import cues
from bot.events.lead import reach_of
from bot.events.view import View
from bot.model.event import DateRole, Day, Direction, Figure, MeasureAction, MeasureType, Status

# The strongest cue decides; the first of this order that a span has.
_LADDER = (
    ("threatened", Status.THREATENED),
    ("considered", Status.CONSIDERED),
    ("proposed", Status.PROPOSED),
    ("agreed", Status.AGREED),
)
# What is not so firm where the headline leans on nobody by name.
_FIRM = (Status.ADOPTED, Status.PROPOSED)
# What one side gives in a truce.
_GIVEN = (MeasureAction.LOWER, MeasureAction.SUSPEND, MeasureAction.EXEMPT, MeasureAction.EASE)
_REMEDIES = (MeasureType.ANTI_DUMPING, MeasureType.COUNTERVAILING_DUTY)
_SO_LONG = (
    r"(?:about |roughly |the next )?(?:an? )?(?:\d+|two|three|four|five|six|seven|ten|twenty-one"
    r"|thirty|forty-five|sixty|ninety)[- ](?:days?|months?|weeks?)\b"
)
_AFTER_A_WHILE = re.compile(
    rf"\b(?:takes? effect|enters? into force|appl(?:y|ies)|starts?|effective|approval|added|begin)"
    rf" (?:after |in |within )?{_SO_LONG}"
    r"|\b(?:start|begin|from|in the) (?:in )?(?:next|coming) (?:week|month|year|day)s?\b"
)
_AHEAD = re.compile(r"\b(?:to|will|would|shall|must)(?: [a-z-]+)? $|将(?:对[^,]{0,8})?$")
_BEGUN = re.compile(r"\b(?:begins?|began|begun|starts?|started)(?: [a-z-]+)? to (?:[a-z-]+ )?$")
# An authority that publishes what it has decided has done it.
_DECIDED = re.compile(r"\b(?:decided|resolved) to (?:[a-z-]+ )?$")
_CASE = re.compile(r"\b(?:probe|investigation|inquiry|case)\b")
_SETTLED = re.compile(
    r"\b(?:took effect|in force since|immediate effect|immediately|at once"
    r"|with effect from today|as of today|now required|went into effect|entered into force"
    r")\b"
)
_HE_WOULD = re.compile(
    r"\b(?:said|told|vowed|warned|wrote|posted)\b[^.;]{0,60} (?:he|she) (?:would|will) (?:also )?"
    r"(?:put|impose|slap|announce|charge|raise|double|levy|hit|place|set)\b"
)
_SAYS_HE_WILL = re.compile(
    r"\b(?:says?|said|vow\w*|warn\w*) (?:that )?(?:he|she|it|they)(?: would| will|'ll|'d)\b"
    r"|^\W?[a-z]+: (?:will|we will|i will)\b"
)


def status(view: View, claim: Claim, figures: list[Figure], span: tuple[int, int]) -> Status:
    """The status of a claim by the words of its clause and the days that it names."""
    said = cues(view, claim.start, claim.end)
    fixed = _fixed(claim, said)
    if fixed is not None:
        return fixed
    for cue, level in _LADDER:
        if cue in said:
            return level
    return _by_days(view, claim, starts_later(view, figures, *span))


def lead_status(view: View, claim: Claim, figures: list[Figure], told: list[Claim]) -> Status:
    """The status of the lead: headline, first sentence, then the days of effect."""
    title, first = (0, view.title_end), view.first
    said = cues(view, *title)
    said |= cues(view, *first)
    if "panel" in view.lower[: first[1]]:
        said.add("panel")
    fixed = _fixed(claim, said)
    if fixed is not None:
        return fixed
    if claim.action is MeasureAction.EXTEND and claim.act and _of_case(view, claim.act.end):
        return Status.INVESTIGATING
    state = _spoken(view, claim, figures) or _dated(view, claim, figures, told)
    loose = voices.reported(view) or "hedged" in cues(view, *title)
    loose = loose and not voices.informed(view)
    return Status.CONSIDERED if loose and state in _FIRM else state


def _says_so(view: View, first: tuple[int, int]) -> bool:
    """Whether someone says what he or she will do."""
    title = view.lower[: view.title_end]
    if ("will" in title or "'" in title or "would" in title) and _SAYS_HE_WILL.search(title):
        return True
    opening = view.lower[slice(*first)]
    return (" he " in opening or " she " in opening) and _HE_WOULD.search(opening) is not None


def _of_case(view: View, at: int) -> bool:
    return _CASE.search(view.lower, at, at + 40) is not None


def _spoken(view: View, claim: Claim, figures: list[Figure]) -> Status | None:
    """What the voices and the cues of headline and first sentence say; None where nothing."""
    title, first = (0, view.title_end), view.first
    if _says_so(view, first) or voices.pledged(view):
        if claim.direction is not Direction.LIBERALISING:
            return Status.THREATENED
        return Status.AGREED if voices.struck(view) else Status.PROPOSED
    if claim.type is MeasureType.TRADE_AGREEMENT and claim.action is MeasureAction.EASE:
        return _by_days(view, claim, starts_later(view, figures, 0, first[1]))
    spoken = view.clauses.around(claim.start) if claim.start < view.title_end else title
    for span in (spoken, _speaking(view, first)):
        found = cues(view, *span)
        if span is not spoken and not view.between(*span, "barriers"):
            continue
        for cue, level in _LADDER:
            if cue in found and not (
                cue == "agreed" and span is not spoken and _fresh(view, figures)
            ):
                passed = level is Status.PROPOSED and voices.voted(view)
                return Status.ADOPTED if passed else level
    return None


def _dated(view: View, claim: Claim, figures: list[Figure], told: list[Claim]) -> Status:
    """The status by the days of effect, else by the tense of headline and first sentence."""
    title, first = (0, view.title_end), view.first
    later = starts_later(view, figures, 0, first[1])
    if later is None and not _SETTLED.search(view.lower):
        days = effects(figures, 0, len(view.lower))
        later = (bool(days) and view.published is not None and days[0] > view.published) or None
    if later is None and _SETTLED.search(view.lower, 0, reach_of(view, 2)):
        later = False
    if later is None and _AFTER_A_WHILE.search(view.lower, 0, reach_of(view, 3)):
        later = True
    restricts = claim.direction is Direction.RESTRICTIVE
    if later is None and claim.relief and restricts and ends_later(view, figures):
        later = True
    if later is None and voices.voted(view):
        return Status.ADOPTED
    if later is None and title[1] < first[1]:
        same = [
            one
            for one in told
            if first[0] <= one.start < first[1]
            and (one.type, one.action) == (claim.type, claim.action)
        ]
        later = coming(view, claim) or any(coming(view, one) for one in same)
    state = _by_days(view, claim, later)
    if claim.action in _GIVEN and state is not Status.ENDED and voices.struck(view):
        return state if effects(figures, 0, first[1]) else Status.AGREED
    return state


def _speaking(view: View, sentence: tuple[int, int]) -> tuple[int, int]:
    """The first clause of a sentence that names a barrier or an act: not its dateline."""
    at = sentence[0] + 1
    while at < sentence[1]:
        start, end = view.clauses.around(at)
        if any(one.kind in ("barriers", "actions") for one in view.between(start, end)):
            return start, end
        at = end + 1
    return view.clauses.around(sentence[0] + 1)


def _fresh(view: View, figures: list[Figure]) -> bool:
    return bool(effects(figures, 0, len(view.lower)))


def _fixed(claim: Claim, said: set[str]) -> Status | None:
    """What needs no days: investigations, preliminary findings, what is upheld, talks."""
    if claim.turned:
        return Status.IN_FORCE
    if claim.action is MeasureAction.INVESTIGATE:
        return Status.INVESTIGATING
    if "preliminary" in said and claim.type in _REMEDIES:
        return Status.INVESTIGATING
    if claim.action is MeasureAction.UPHOLD and "proposed" not in said:
        return Status.IN_FORCE
    if claim.action is MeasureAction.STRIKE_DOWN and "panel" in said:
        return Status.IN_FORCE  # a panel of the WTO ends nothing by itself
    if claim.action is MeasureAction.NEGOTIATE:
        done = claim.act is not None and claim.act.key == "conclude"
        if "proposed" in said and not done:
            return Status.PROPOSED
        agreed = done or claim.type is MeasureType.TRADE_AGREEMENT or "agreed" in said
        return Status.AGREED if agreed else Status.CONSIDERED
    return None


def _by_days(view: View, claim: Claim, later: bool | None) -> Status:
    ahead = coming(view, claim) if later is None else later
    if claim.action in (MeasureAction.REMOVE, MeasureAction.STRIKE_DOWN) and not ahead:
        return Status.ENDED
    if claim.action in (MeasureAction.DELAY, MeasureAction.UPHOLD):
        return Status.IN_FORCE
    return Status.ADOPTED if ahead else Status.IN_FORCE


def starts_later(view: View, figures: list[Figure], start: int, end: int) -> bool | None:
    """Whether the measure starts after publication; None where no day of effect is named."""
    days = effects(figures, start, end)
    published = view.published
    if published is None:
        return None
    days = [day for day in days if (published - day).days <= 45]
    if not days:
        return None
    return any(day > published for day in days)


def ends_later(view: View, figures: list[Figure]) -> bool:
    """Whether a relief ends on a day to come."""
    return view.published is not None and any(
        isinstance(one, Day)
        and one.role is DateRole.EXPIRY
        and one.value > view.published.isoformat()
        for one in figures
    )


def effects(figures: list[Figure], start: int, end: int) -> list[date]:
    """The days of effect that a span names, in the order of the text."""
    return [
        date.fromisoformat(one.value if len(one.value) == 10 else f"{one.value}-01")
        for one in figures
        if isinstance(one, Day)
        and one.role is DateRole.EFFECTIVE
        and start <= one.evidence.start < end
    ]


def coming(view: View, claim: Claim) -> bool:
    """Whether the words put the act in the future: `China to slap`, `will levy`."""
    if claim.act is None:
        return False
    before = view.lower[max(claim.start, claim.act.start - 24) : claim.act.start]
    if view.home is not None and _DECIDED.search(before):
        return False
    return _AHEAD.search(before) is not None and _BEGUN.search(before) is None
