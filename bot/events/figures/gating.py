"""What a percentage is a percentage of: a duty rate, a share, or something that is no figure.

Each is judged inside its own clause, by the nearest noun that can own it. The reasons are shown by
`tollbell explain`.
"""

import re
from dataclasses import dataclass

from bot.events.figures.percents import Percent
from bot.events.view import View
from bot.text.spotting import Mention

RATE, SHARE, NOTHING = "rate", "share", "nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a percentage is, and why."""

    kind: str
    reason: str


_OF = re.compile(
    r"\s?(?:\w+ ){0,1}of (?!the (?:customs |cif |fob |entered |declared )?value|its value|customs value)"
)
_OF_VALUE = re.compile(
    r"\s?(?:of (?:the )?(?:customs|cif|fob|entered|declared|import) value|ad valorem)"
)
_OF_PEOPLE = re.compile(
    r"\s?of (?:the )?(?:[\w-]+ ){0,2}(?:respondents|adults|voters|americans|canadians|people|firms|companies|those"
    r"|members|households|businesses|economists|executives|manufacturers|greenlanders|britons|europeans)\b"
)
_PORTION_AFTER = re.compile(
    r"\s?(?:or more|or less|or greater|owned|stake|threshold|minimum|[\w-]+-origin|portion|share|market share"
    r"|set aside|local content|above|below|quota cut)\b"
)
_MOVE_AFTER = re.compile(
    r"\s?(?:up|down|more|higher|lower|less|fewer|drop|rise|increase|decline|fall|growth|jump|gain|hit|dent|cheaper|dearer"
    r"|stronger|weaker|chance|probability|odds|target|year[- ]on[- ]year|on the (?:day|week|year|month)|from a year"
    r"|in (?:a|one) (?:day|week|month|year)|since|in (?:new york|london|shanghai|tokyo|seoul|hong kong)|over the"
    r"|compared|(?:in|of) (?:merchandise|the quarter)|return|discount|off)\b"
)
_WEAK_HEAD = re.compile(
    r"\s?(?:[\w.'-]+ ){0,3}?(?:penalty|penalties|charge|floor|ceiling|baseline|rates?|cap|deposits?|cash deposits?|bond)\b"
)
_STOP = re.compile(
    r"[,;:()]|\b(?:of|on|in|from|to|for|and|by|at|as|since|after|while|due|because|than|that|which|with)\b"
)
_ON_GOODS = re.compile(r"\s?(?:on|to|against|for) ")
_PAYING = re.compile(
    r"(?:charge[sd]?|charging|pay(?:s|ing)?|paid|levy|levies|levied|impose[sd]?|imposing|faces?|facing|faced|subject to|slap(?:s|ped)?"
    r"|handed|get|gets|got|hit with|collect(?:s|ed)?|taxed|dutiable|attract|attracts|carry|carries|set|sets|put|puts|take|takes)"
    r"(?: [\w'-]+){0,6} $"
)
_THAT = re.compile(r"\b(?:that|the|this) (?:figure|share|proportion|number) (?:\w+ ){0,4}$")
_PAID = re.compile(
    r"(?:pay|pays|paid|paying|charged|dutiable at|taxed at)(?: (?:a|an|only|just|about|up to))? $"
)
_LISTED = re.compile(
    r"(?:^|[\s,(])(?:at|to|pay|pays|get|gets|is|are|stays?|stand|stands|remain|remains|continue|faces?|of|by|:|and|or|[a-z)\]]+)\s?\(?$"
)
_SLIDE = re.compile(
    r"\b(?:slid|slides?|slipped|slips?|tumbled|plunged?|jump(?:ed|s)?|surged?|gain(?:ed|s)?|lost|loses?|weakened|strengthened|soared"
    r"|sank|rallied|shrank|grew|grows?|climbed|closed|edged|advanced|dipped|swollen|rebounded|ticked|eased|added|adds|shed|gave up"
    r"|outperformed|expand(?:ed|s)|contracted)(?: (?:by|as much as|up to|more than|about|around|another|nearly|some|a|to|over))* $"
)
_SHARE_NEAR = re.compile(
    r"(?:share|reliance|dependence|content|stake|owned|holds?|account(?:s|ed)? for|mak(?:e|es|ing) up|made up|represents?|equals?|equal"
    r"|controls?|suppl(?:y|ies|ied)|processes|produces?|covers?|covering|set aside|took|takes|quotas? (?:\w+ ){0,3}by)\b[^.;]{0,60}$"
)
_QUOTA_CUT = re.compile(r"quotas?\b[^.;]{0,40} by (?:about |nearly |around |some )?$")


def judge(view: View, one: Percent, before: Percent | None, last: Verdict | None) -> Verdict:
    """What the percentage is; `before` is the one to its left in the text, with its verdict."""
    lower = view.lower
    first, _ = view.clauses.around(one.start)
    if first > 2 and lower[first - 2 : first] == ": ":
        first, _ = view.clauses.around(first - 2)
    opening, closing = view.sentences.around(one.start)
    after = lower[one.end : min(closing, one.end + 70)]
    ahead = lower[max(first, one.start - 160) : one.start]
    nouns = view.between(max(first, one.start - 160), one.start)
    head = _head_after(view, one, closing)
    if one.zero:
        return _zero(view, one, nouns, head)
    if _OF_PEOPLE.match(after):
        return Verdict(NOTHING, "counts people, in a poll or the like")
    if head is not None:
        return Verdict(RATE, f"stands before “{_said(view, head)}”")
    if _OF_VALUE.match(after):
        return Verdict(RATE, "is a part of the customs value")
    if one.points and _move(view, nouns) is None:
        return Verdict(NOTHING, "points of something that is no duty")
    if last is not None and _THAT.search(ahead):
        return last
    owner = _owner(view, nouns, one)
    if _OF.match(after) and not (
        owner
        and owner.kind == "barriers"
        and " of the" not in after[:8]
        and _PAYING.search(ahead)
        and " of " not in after[:6]
    ):
        return _share_of(view, one, nouns, after)
    if _SLIDE.search(ahead):
        return Verdict(NOTHING, "is a move of a price, a market or trade")
    if _PORTION_AFTER.match(after):
        return Verdict(SHARE, "is a portion or a threshold")
    if _QUOTA_CUT.search(ahead):
        return Verdict(SHARE, "is the cut of a quota")
    if owner is not None and owner.kind == "nouns" and not _PAID.search(ahead):
        return _owned(view, one, owner, ahead)
    if _MOVE_AFTER.match(after) and not (owner and _direct(view, owner, one)):
        return Verdict(NOTHING, "is a move, not a level")
    if owner is not None and owner.kind == "barriers":
        return Verdict(RATE, f"belongs to “{_said(view, owner)}” in its clause")
    return _by_context(view, one, before, last, after, ahead, opening)


def _said(view: View, mention: Mention) -> str:
    return view.normal.text[mention.start : mention.end]


def _rates(view: View, mention: Mention) -> bool:
    return mention.kind == "barriers" and view.lens.barriers[mention.key].rate


def _head_after(view: View, one: Percent, closing: int) -> Mention | None:
    """The duty noun that the percentage qualifies: `25% (adjectives) tariff`."""
    for mention in view.between(one.end, min(closing, one.end + 60)):
        if _rates(view, mention):
            between = view.lower[one.end : mention.start]
            if _STOP.search(between) is None and len(between.split()) <= 5:
                return mention
            return None
        if mention.kind == "nouns" and mention.key in ("market", "macro", "tax", "utility"):
            return None
    return None


def _zero(view: View, one: Percent, nouns: list[Mention], head: Mention | None) -> Verdict:
    """The word zero is a rate only beside a duty."""
    near = [noun for noun in nouns if _rates(view, noun)]
    if head is not None and view.lower[one.end : head.start].strip(" -") == "":
        return Verdict(RATE, "zero, before a duty noun")
    if one.previous is not None and one.upper is None:
        return Verdict(RATE, "a change to zero")
    lead = view.lower[max(0, one.start - 4) : one.start]
    follow = view.between(one.end, one.end + 30)
    if lead.endswith("to ") and (near or any(_rates(view, noun) for noun in follow)):
        return Verdict(RATE, "a duty brought to zero")
    return Verdict(NOTHING, "zero of something else")


def _owner(view: View, nouns: list[Mention], one: Percent) -> Mention | None:
    """The nearest noun to the left that can own the percentage, goods of a duty passed over."""
    lower = view.lower
    skipped: Mention | None = None
    for noun in reversed(nouns):
        if _rates(view, noun):
            if lower[noun.end : noun.end + 1] == "-":
                return None
            if skipped is None or _takes(lower[noun.end : skipped.start]):
                return noun
            return skipped
        if noun.kind == "nouns" and noun.key in (
            "market",
            "macro",
            "poll",
            "tax",
            "trade",
            "portion",
        ):
            if skipped is None:
                skipped = noun
    return skipped


_TAKES = re.compile(r"^\s?(?:\w+ ){0,2}(?:on|for|of|against|from)\b[^,;]{0,70}$")


def _takes(between: str) -> bool:
    """Whether a duty noun reaches over what follows it: `duty on all imports ... at`."""
    return _TAKES.match(between) is not None


def _direct(view: View, owner: Mention, one: Percent) -> bool:
    gap = view.lower[owner.end : one.start]
    return (
        len(gap) < 12
        and re.fullmatch(r"\s?(?:rate )?(?:of|at|to|is|by)?\s?(?:up to |about |an? )?", gap)
        is not None
    )


def _move(view: View, nouns: list[Mention]) -> Mention | None:
    """The duty noun whose rate moves by points."""
    for noun in reversed(nouns):
        if _rates(view, noun):
            return noun
        if noun.kind == "nouns" and noun.key in ("market", "macro", "poll", "tax", "portion"):
            return None
    return None


def _share_of(view: View, one: Percent, nouns: list[Mention], after: str) -> Verdict:
    follow = view.between(one.end, one.end + len(after))
    if any(noun.kind == "nouns" and noun.key in ("macro", "poll") for noun in follow[:1]):
        return Verdict(NOTHING, "a part of something that no measure touches")
    return Verdict(SHARE, "is a part of something")


def _owned(view: View, one: Percent, owner: Mention, ahead: str) -> Verdict:
    said = _said(view, owner)
    if owner.key in ("market", "macro", "poll", "tax"):
        return Verdict(NOTHING, f"belongs to “{said}”, which is no duty")
    if owner.key == "portion" or _SHARE_NEAR.search(ahead):
        return Verdict(SHARE, f"belongs to “{said}”")
    return Verdict(NOTHING, f"belongs to “{said}”, which is no duty")


def _by_context(
    view: View,
    one: Percent,
    before: Percent | None,
    last: Verdict | None,
    after: str,
    ahead: str,
    opening: int,
) -> Verdict:
    """Without a noun of its own a percentage is a rate in a list of rates or after a verb of paying."""
    close = before is not None and one.start - before.end < 400
    others = [noun for noun in view.between(opening, one.start) if noun.kind == "nouns"]
    clean = not any(noun.key in ("market", "macro", "poll", "tax") for noun in others)
    said = [
        noun
        for noun in view.between(opening, one.start)
        if _rates(view, noun) and view.lower[noun.end : noun.end + 1] != "-"
    ]
    if _WEAK_HEAD.match(after) and clean and _dutiable(view, one, opening):
        return Verdict(RATE, "a charge, a floor or a ceiling in a sentence about duties")
    if (
        clean
        and _PAYING.search(ahead)
        and (_ON_GOODS.match(after) or said or _dutiable(view, one, opening))
    ):
        return Verdict(RATE, "is charged or paid")
    if one.previous is not None and clean and _wares(view, one, opening):
        return Verdict(RATE, "a product's change among duties")
    if close and last is not None and last.kind == RATE and before is not None:
        gap = view.lower[before.end : one.start]
        if (
            len(gap) < 200
            and _LISTED.search(ahead[-30:])
            and not _foreign(view, before.end, one.start)
        ):
            return Verdict(RATE, "stands in a list of rates")
    if said and clean and (_ON_GOODS.match(after) or _LISTED.search(ahead[-30:])):
        return Verdict(RATE, f"belongs to “{_said(view, said[-1])}” in its sentence")
    if (
        close
        and last is not None
        and last.kind == SHARE
        and before is not None
        and one.start - before.end < 60
    ):
        return Verdict(SHARE, "goes on from a share")
    return Verdict(NOTHING, "no duty noun owns it")


_RATED = re.compile(r"\b(?:rates?|margins?|deposits?)\b[^.;]{0,60}$")


def _wares(view: View, one: Percent, opening: int) -> bool:
    """Whether the sentence speaks of a product, in a passage about duties."""
    named = view.between(opening, one.start, "products")
    return bool(named) and any(_rates(view, noun) for noun in view.between(max(0, opening - 700), one.start))


def _foreign(view: View, start: int, end: int) -> bool:
    """Whether another owner comes between two percentages."""
    return any(
        noun.kind == "nouns" and noun.key in ("market", "macro", "poll", "tax", "trade", "portion")
        for noun in view.between(start, end)
    )


def _dutiable(view: View, one: Percent, opening: int) -> bool:
    """Whether duties are what the sentence, or the one before it, speaks of."""
    return any(_rates(view, noun) for noun in view.between(max(0, opening - 300), one.end + 100))
