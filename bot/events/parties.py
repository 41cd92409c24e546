"""Who acts and who is meant: the role of every jurisdiction that a text names, by its clause.

Subject of a deciding verb, `by X`, X's ministry, X's duty: acting. `on / against / from X`, X goods,
exports `to X`: meant. A dateline or `talks in X` is a place.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.events.view import View
from bot.text.spotting import Mention


class Role(StrEnum):
    """What a jurisdiction does in its clause."""

    ACTS = "acts"
    MEANT = "meant"
    SPARED = "spared"
    PLACE = "place"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Party:
    """A jurisdiction named in the text, with its role and why it has it."""

    code: str
    start: int
    end: int
    role: Role
    reason: str
    direct: bool = False  # acts as the owner of a barrier: `U.S. duties`


_DATELINE = re.compile(
    r"\s?(?:/[A-Z ]+)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s?(?:\([A-Z][\w ]+\))?\s?(?:- |: )"
)
_GOODS = re.compile(
    r"(?:-(?:made|built|origin|owned|linked|flagged|operated))?(?: (?!and |or |with |that |which )[\w'.-]+){0,4}? (?:goods|imports|products|firms|companies|entities|vessels|ships|exports|exporters|shipments|steel|makers"
    r"|suppliers|producers|individuals|plants|industry|manufacturers|carmakers|businesses|cargo|cargoes|crude|metal|output|parcels|drones|apps|software|tech|technology|sector|refiners|mills|farm goods|origin|shipbuilding)\b"
)
_LAND = re.compile(
    r"(?:'s|')?(?: [\w-]+){0,2}? (?:government|ministry|ministries|minister|ministers|cabinet|court|courts|authorities|officials|officers|customs|regulator|president|parliament|lawmakers|senators|administration"
    r"|commerce|trade ministry|finance ministry|council|commission|department|agency|premier|prime|tribunal|negotiators|leaders|leader|party|congress|senate|treasury|state)\b"
)
_BEFORE_MEANT = re.compile(
    r"(?:\b(?:on|against|from|targeting|targets?|hits?|hitting|toward|towards|originating in|made in|produced in|built in|imported from|aimed at|threatens|imports? of|for goods (?:of|from)|goods of|products of|manufacture of|buyers of|purchases? of|sanctions|spares|exempts|directed at|blacklists|applied to|destined for|with respect to|applicable to|applies to|on goods in|bound for))"
    r"(?: (?:all|most|some|certain|imported|the|goods|products|imports|items|of|from|many|selected|every|any|other|new|raw|steel|cars?|both|people's republic of|\d+|several|dozens|more))* ?$"
)
_BEFORE_OUT = re.compile(
    r"\b(?:to|into|for|in)(?: (?:the|both|mainland|customers|buyers|companies|firms|users|entities|sale|military|parties|in))* ?$"
)
_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|over|via|visit to|trip to|talks in|met in|summit in|based in|ambassador to|off|through|between)(?: (?:the|southern|northern|eastern|western|central|inner|downtown|neighbouring))* ?$"
)
_BEFORE_SPARED = re.compile(
    r"\b(?:except|excluding|except for|other than|apart from|exempt|exempts|but not|not including|outside)(?: (?:the|goods from|imports from|for))* ?$"
)
_BEFORE_BY = re.compile(r"\bby (?:the )?(?:government of |people's republic of )?$")
_MINISTRY_IN = re.compile(
    r"\b(?:ministry|government|commission|cabinet|authorities|officials|court|council|parliament|department|ministry of [\w, ]{3,40}|government of the|government|republic|president|kingdom) (?:in|of)(?: the)? $"
)
_SAME_LIST = re.compile(
    r"(?:,? and (?:the )?|, (?:the )?|,? or (?:the )?|/|-| / |、|和|及|以及|,\s?as well as )(?:[a-z]+ (?=$))?"
)
_FACES = re.compile(
    r"(?: goods| products| imports)?(?:,[^,;.]{0,40},)?(?: (?:now|still|would|will|also|could|currently))*(?:'s [\w -]{0,30})? (?:was handed|were handed|face|faces|faced|is hit|are hit|gets|get|got|pays|pay|paid|is at|are at|stays at|stay at|is spared|at \d|\d|was given|secured|had secured|secures|will pay|is charged|were charged|accepted|lost the|had lost)"
)
_WITH = re.compile(
    r"\b(?:trade with|deal with|agreement with|pact with|talks with|truce with|negotiations? with|accord with|arrangement with|agreed with|negotiat\w+ with|trade deal with|ftas? with|embargo on|between|and)(?: the)? $"
)


def parties(view: View) -> list[Party]:
    """The jurisdictions of a view in the order of the text."""
    found: list[Party] = []
    for mention in view.mentions:
        if mention.kind == "jurisdictions":
            found.append(_party(view, mention, found[-1] if found else None))
    return _backwards(view, found)


def _party(view: View, mention: Mention, before: Party | None) -> Party:
    role, reason, direct = _role(view, mention, before)
    return Party(mention.key, mention.start, mention.end, role, reason, direct)


def _role(view: View, mention: Mention, last: Party | None) -> tuple[Role, str, bool]:
    lower = view.lower
    opening, closing = view.sentences.around(mention.start)
    before = lower[max(opening, mention.start - 60) : mention.start]
    after = lower[mention.end : min(closing, mention.end + 70)]
    if _dateline(view, mention, opening):
        return Role.PLACE, "a dateline", False
    if mention.group in ("leaders", "agencies") and not _BEFORE_MEANT.search(before):
        return Role.ACTS, "one who decides", False
    if _BEFORE_BY.search(before):
        return Role.ACTS, "by whom it is done", False
    if _MINISTRY_IN.search(before):
        return Role.ACTS, "whose authority it is", False
    if _BEFORE_SPARED.search(before):
        return Role.SPARED, "taken out", False
    owned = _owned(view, mention, closing)
    if owned is not None:
        return owned
    if _BEFORE_MEANT.search(before):
        return Role.MEANT, "on, against or from it", False
    if last is not None and last.end >= opening and _listed(lower, last, mention):
        return last.role, "in a list with the one before", last.direct
    if _FACES.match(after):
        return Role.MEANT, "is given a rate", False
    if _BEFORE_OUT.search(before) and _outward(view, opening, mention.start):
        return Role.MEANT, "where the exports go", False
    if _WITH.search(before) and mention.group in ("spellings", "seats"):
        return Role.NAMED, "with whom it deals", False
    if _BEFORE_PLACE.search(before):
        return Role.PLACE, "where it happens", False
    if mention.group in ("spellings", "seats", "spellings+demonyms") and _subject(
        view, mention, before, closing
    ):
        return Role.ACTS, "subject of its clause", False
    return Role.NAMED, "only named", False


def _dateline(view: View, mention: Mention, opening: int) -> bool:
    text = view.normal.text
    lead = text[opening : mention.start].strip()
    said = text[mention.start : mention.end]
    shouted = said.isupper() and len(said) > 3 and "." not in said
    return not lead and (shouted and _DATELINE.match(text, mention.end) is not None)


def _owned(view: View, mention: Mention, closing: int) -> tuple[Role, str, bool] | None:
    """What the words after a name or an adjective make of it: its goods, its ministry, its duty."""
    lower = view.lower
    if mention.group == "seats" and lower[mention.end : mention.end + 1] != "'":
        return None
    after = lower[mention.end : min(closing, mention.end + 60)]
    following = view.between(mention.end, min(closing, mention.end + 50))
    goods = _GOODS.match(after)
    land = _LAND.match(after)
    for other in following:
        gap = lower[mention.end : other.start]
        if _CUT.search(gap):
            break
        if other.kind == "barriers" and not _CUT.search(gap):
            if (
                mention.group.startswith("demonyms")
                or gap.startswith("'")
                or mention.key in ("US", "EU", "GB")
            ):
                return Role.ACTS, "whose barrier it is", True
            return None
        if other.kind == "products":
            barrier = next(
                (
                    one
                    for one in following
                    if one.kind == "barriers"
                    and one.start >= other.end
                    and lower[other.end : one.start].strip() == ""
                ),
                None,
            )
            if (
                barrier is not None
                and mention.key in ("US", "EU", "GB")
                and mention.group == "spellings"
            ):
                return Role.ACTS, "whose barrier it is", True
            if land and land.end() < len(gap) + (other.end - other.start):
                break
            return Role.MEANT, "whose goods they are", False
        if other.kind == "jurisdictions":
            break
    if land and (goods is None or land.end() <= goods.end()):
        return (Role.ACTS, "whose authority it is", False)
    if goods:
        return Role.MEANT, "whose goods or firms they are", False
    return None


_CUT = re.compile(
    r"[,;:.()]|\b(?:of|on|in|from|to|for|and|or|by|at|as|with|will|would|has|have|had|is|are|was|were|that|which|says|said)\b"
)


def _listed(lower: str, last: Party, mention: Mention) -> bool:
    gap = lower[last.end : mention.start]
    return len(gap) < 16 and _SAME_LIST.fullmatch(gap) is not None


def _outward(view: View, opening: int, at: int) -> bool:
    near = view.between(max(opening, at - 120), at)
    return (
        any(
            one.kind == "nouns"
            and one.key == "flow_out"
            or one.kind == "barriers"
            and one.key.startswith("export")
            or one.kind == "barriers"
            and one.key in ("tariff",)
            and at - one.end < 12
            for one in near
        )
        or re.search(
            r"\b(?:sales?|shipments?|sell|selling|supply|destined|deliver\w*|transfers?|send)\b[^.;]{0,50}$",
            view.lower[max(opening, at - 70) : at],
        )
        is not None
    )


def _subject(view: View, mention: Mention, before: str, closing: int) -> bool:
    """Whether a deciding verb follows within the clause."""
    if re.search(
        r"\b(?:with|of|to|than|like|about|for|over|and)(?: the)? $", before
    ) and not before.endswith(", and "):
        return before.rstrip().endswith("and") and _verb(view, mention, closing)
    return _verb(view, mention, closing)


def _verb(view: View, mention: Mention, closing: int) -> bool:
    follow = view.lower[mention.end : min(closing, mention.end + 90)]
    return (
        re.match(
            r"(?:'s)?(?:,[^,;]{0,50},)?(?: [\w'-]+){0,3}? (?:to|will|would|has|have|had|is|may|could|also|again|on its part|for its part|\w+s|\w+ed|put|set|cut|hit|took|froze|banned|plan|said|says|began|begin|made|broke|found)\b",
            follow,
        )
        is not None
    )


def _backwards(view: View, found: list[Party]) -> list[Party]:
    """A list whose last member has a role gives it to the others: `A, B and C goods`, `A and B 20%`."""
    done = list(found)
    for place in range(len(done) - 2, -1, -1):
        one, after = done[place], done[place + 1]
        gap = view.lower[one.end : after.start]
        if (
            one.role in (Role.NAMED, Role.ACTS)
            and after.role is Role.MEANT
            and len(gap) < 12
            and _SAME_LIST.fullmatch(gap) is not None
        ):
            done[place] = Party(one.code, one.start, one.end, Role.MEANT, "in a list with the next")
    return done
