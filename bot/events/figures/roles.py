"""The role of a date: announced, effective, expiry or deadline, by the words around it."""

import re

from bot.events.figures import datewords as words
from bot.events.figures.calendar import Written
from bot.events.view import View
from bot.model.event import DateRole

Role = tuple[DateRole, str]


def role_of(view: View, one: Written, before: str) -> Role:
    """The role of a date and why; `before` are the words of its clause before it."""
    opening, closing = view.sentences.around(one.start)
    after = view.lower[one.end : min(closing, one.end + 40)]
    if not view.lower[one.end - 1].isascii():
        return _chinese(before, after)
    if after.startswith((" - ", " (")) and words.DATELINE.match(
        view.normal.text[opening : one.start]
    ):
        return DateRole.OTHER, "a dateline"
    if words.NAMED_BY.match(view.lower, one.end) and _of_barrier(view, one):
        return DateRole.ANNOUNCED, "the day by which a measure is called"
    if words.DEADLINE_AFTER.match(after):
        return DateRole.DEADLINE, "is called a deadline"
    if words.OTHER_AFTER.match(after):
        return DateRole.OTHER, "the day of an event around the measure"
    if words.COLLECTED_AFTER.match(after) or _collected(before):
        return DateRole.EFFECTIVE, "since when it is collected"
    if before.endswith((" of ", " of the ")):
        if words.DOCUMENT.search(before[-60:]):
            return DateRole.ANNOUNCED, "the date of a document"
        if words.DEAL_OF.search(before):
            return DateRole.OTHER, "the day of a deal"
    return _by_cue(view, one, before) or _by_clause(view, one, before, opening, closing)


def _collected(before: str) -> bool:
    begun = "beg" in before or "start" in before
    return begun and words.COLLECTED_BEFORE.search(_bare(before)) is not None


def _of_barrier(view: View, one: Written) -> bool:
    """`its October 9 controls`: the day stands as an adjective before a barrier."""
    return any(
        mention.start == one.end + 1 for mention in view.between(one.end, one.end + 3, "barriers")
    )


def _by_cue(view: View, one: Written, before: str) -> Role | None:
    """The role by the words straight before the date, small words passed over."""
    for tail in _tails(before):
        found = words.BEFORE.search(tail)
        if found is not None and found.lastgroup is not None:
            return _cued(view, one, DateRole(found.lastgroup), before, found[0])
    if words.TO.search(before) and words.DELAYED.search(before):
        return DateRole.EFFECTIVE, "to when it is moved"
    if words.TO.search(before) and words.RANGED.search(
        view.lower, max(0, one.start - 90), one.start
    ):
        return DateRole.EXPIRY, "the end of a period"
    return None


def _tails(before: str) -> tuple[str, ...]:
    """The end of the words before a date, as they stand and without the loose words."""
    whole = before[-80:]
    bare = _bare(whole)
    return (whole[-36:], bare[-36:]) if bare != whole else (whole[-36:],)


def _bare(before: str) -> str:
    """The words before a date without a clock time, a weekday and small words."""
    trail = words.TRAIL.search(before, max(0, len(before) - 60))
    return before[: trail.start()] if trail else before


def _cued(view: View, one: Written, role: DateRole, before: str, cue: str) -> Role:
    if role is DateRole.EXPIRY and words.DELAYED.search(before):
        return DateRole.EFFECTIVE, "the end of a delay"
    if role is DateRole.EFFECTIVE and words.SCHEDULED.search(before):
        return DateRole.DEADLINE, "when something is to be decided"
    if words.SUPERSEDED.search(before):
        return DateRole.OTHER, "when it would have been"
    if role is DateRole.DEADLINE and (
        words.STARTING.search(before) or (cue.startswith("by") and _done_by(view, one))
    ):
        return DateRole.EFFECTIVE, "by when it starts"
    if role is DateRole.EXPIRY and words.COMMENTS.search(before):
        return DateRole.DEADLINE, "until when comments may be made"
    if (
        role is DateRole.DEADLINE
        and cue.startswith("due")
        and "by" not in cue
        and not words.DECIDED.search(before)
    ):
        if _noise(view, one):
            return DateRole.OTHER, "of something else"
        return DateRole.EFFECTIVE, "when it is due"
    if one.month_only and _noise(view, one):
        return DateRole.OTHER, "of a price, a market or a poll"
    return role, f"follows “{cue.strip(' ,:')}”"


def _done_by(view: View, one: Written) -> bool:
    """Whether a barrier is to be changed by then: `will lower its duty by May 14`."""
    start, end = view.clauses.around(one.start)
    clause = view.lower[start:end]
    if words.WILL.search(clause) is None or words.OTHERWISE_DUE.search(clause):
        return False
    barriers = view.between(start, end, "barriers")
    return bool(barriers and view.between(start, end, "actions"))


def _noise(view: View, one: Written) -> bool:
    """Whether the clause speaks of markets, the economy or polls."""
    opening, closing = view.clauses.around(one.start)
    inside = view.between(max(opening, one.start - 160), min(closing, one.end + 80), "nouns")
    return any(noun.key in ("market", "macro", "poll") for noun in inside)


def _by_clause(view: View, one: Written, before: str, opening: int, closing: int) -> Role:
    """The role of a date that only stands in a sentence: by what the clause does."""
    near = before[-60:]
    turning = [found.end() for found in words.TURNING.finditer(near)]
    saying = [found.end() for found in words.SAYING.finditer(near)]
    if one.month_only:
        return _of_month(view, one, before, bool(saying), bool(turning))
    if turning and (not saying or turning[-1] > saying[-1]):
        return DateRole.EFFECTIVE, "the day on which something starts or changes"
    begins = one.weekday is not None and words.BEGINS.search(view.lower, 0, view.title_end)
    if begins and not words.SPEAKING.search(near):
        return DateRole.EFFECTIVE, "the day of which the headline says that it begins"
    if saying:
        return DateRole.ANNOUNCED, "the day of saying or deciding it"
    if words.GATHERING.search(near):
        return DateRole.OTHER, "the day of a meeting or a vote"
    whole = (
        view.lower[max(opening, one.start - 160) : one.start]
        + view.lower[one.end : min(closing, one.end + 80)]
    )
    if words.SAYING.search(whole):
        return DateRole.ANNOUNCED, "the day of saying or deciding it"
    if words.GATHERING.search(whole) is not None or _noise(view, one):
        return DateRole.OTHER, "a day without a role"
    if one.day is None:
        return DateRole.ANNOUNCED, "the day of the news"
    return DateRole.EFFECTIVE, "a day without another role"


def _of_month(view: View, one: Written, before: str, saying: bool, turning: bool) -> Role:
    near = before[-60:]
    if _noise(view, one):
        return DateRole.OTHER, "of a price, a market or a poll"
    if words.MONTH_SAID.search(before):
        return DateRole.ANNOUNCED, "the month of saying or deciding it"
    if words.MONTH_SINCE.search(near):
        return DateRole.EFFECTIVE, "a month since which something applies"
    if saying:
        return DateRole.ANNOUNCED, "the month of saying or deciding it"
    if turning or words.MONTH_DONE.search(near):
        return DateRole.EFFECTIVE, "the month in which something starts"
    return DateRole.OTHER, "a month without a role"


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
    if words.SAID_AFTER.match(after) or not before.endswith(("自", "从")):
        return DateRole.ANNOUNCED, "公告之日"
    return DateRole.EFFECTIVE, "从此日起"
