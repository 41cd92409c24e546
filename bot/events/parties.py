"""Who acts and who is meant: the role of every jurisdiction that a text names, by its clause.

Subject of a deciding verb, `by X`, X's ministry, X's duty: acting. `on / against / from X`, X's
goods, exports `to X`, X given a rate: meant. A dateline or `talks in X` is a place. The members of
a list (`A, B and C`) have one role: what stands before the first and after the last decides it.
"""

from enum import StrEnum
from typing import NamedTuple

from bot.events import chinese, phrases
from bot.events.view import View
from bot.text.spotting import Mention


class Role(StrEnum):
    """What a jurisdiction does in its clause."""

    ACTS = "acts"
    MEANT = "meant"
    SPARED = "spared"
    PARTNER = "partner"
    PLACE = "place"
    NAMED = "named"


class Party(NamedTuple):
    """A jurisdiction named in the text, with its role and why it has it."""

    code: str
    start: int
    end: int
    role: Role
    reason: str
    direct: bool = False  # acts as the owner of a barrier: `U.S. duties`
    origin: bool = False  # meant as the origin of goods: `Chinese steel`
    destination: bool = False  # meant as where exports go: `exported to Australia`
    hit: bool = False  # meant, by a rate or a loss of its own


Verdict = tuple[Role, str]
_EXPORTS_GO = "where the exports go"
_OWN_DUTY = frozenset({"US", "EU", "GB", "CN"})


def parties(view: View) -> list[Party]:
    """The jurisdictions of a view in the order of the text."""
    named = [one for one in view.mentions if one.kind == "jurisdictions"]
    found: list[Party] = []
    for group in _lists(view, named):
        found += _group(view, group)
    return found


def _lists(view: View, named: list[Mention]) -> list[list[Mention]]:
    """The mentions, those of one list together."""
    groups: list[list[Mention]] = []
    for one in named:
        if groups:
            gap = view.lower[groups[-1][-1].end : one.start]
            if len(gap) < 16 and phrases.LISTED.fullmatch(gap):
                groups[-1].append(one)
                continue
        groups.append([one])
    return groups


def _group(view: View, group: list[Mention]) -> list[Party]:
    first, last = group[0], group[-1]
    opening, closing = view.sentences.around(first.start)
    if _dateline(view, first, opening):
        rest = _group(view, group[1:]) if len(group) > 1 else []
        return [Party(first.key, first.start, first.end, Role.PLACE, "a dateline"), *rest]
    if not view.lower[first.start].isascii():
        shown = chinese.stands(view.lower, first, last)
        role, reason = (Role(shown[0]), shown[1]) if shown else (Role.NAMED, "only named")
        return [_as(one, role, reason) for one in group]
    owned = _owned(view, last, closing)
    ahead = _before(view, first, opening)
    if (
        owned is not None
        and owned.direct
        and ahead is not None
        and phrases.COUNTER.search(view.lower, max(opening, first.start - 40), first.start)
    ):
        both = (owned, _as(last, Role.MEANT, "what is countered"))
        return [_as(one, role.role, role.reason, role.direct) for one in group for role in both]
    if owned is not None and (ahead is None or owned.direct or ahead[0] is Role.ACTS):
        return [_as(one, owned.role, owned.reason, owned.direct, owned.origin) for one in group]
    if ahead is not None:
        origin = (owned is not None and owned.origin) or _product_of(view, first)
        if ahead[1] == _EXPORTS_GO:
            return [Party(one.key, one.start, one.end, *ahead, destination=True) for one in group]
        return [_as(one, *ahead, False, origin) for one in group]
    role, reason = _after(view, group, opening, closing)
    hit = role is Role.MEANT
    return [Party(one.key, one.start, one.end, role, reason, hit=hit) for one in group]


def _as(one: Mention, role: Role, reason: str, direct: bool = False, origin: bool = False) -> Party:
    return Party(one.key, one.start, one.end, role, reason, direct, origin)


def _dateline(view: View, mention: Mention, opening: int) -> bool:
    text = view.normal.text
    lead = text[opening : mention.start].strip()
    said = text[mention.start : mention.end]
    shouted = said.isupper() and len(said) > 3 and "." not in said
    return not lead and shouted and phrases.DATELINE.match(text, mention.end) is not None


def _before(view: View, first: Mention, opening: int) -> Verdict | None:
    """The role that the words before a name give it; None where they give none."""
    before = view.lower[max(opening, first.start - 70) : first.start]
    if first.group in ("leaders", "agencies") and not phrases.MEANT.search(before):
        return Role.ACTS, "one who decides"
    if phrases.BY.search(before):
        return Role.ACTS, "by whom it is done"
    if phrases.MINISTRY_IN.search(before):
        return Role.ACTS, "whose authority it is"
    if phrases.SAID_FROM.search(before):
        return Role.PLACE, "where it was said"
    if phrases.SPARED.search(before):
        return Role.SPARED, "taken out"
    if phrases.MEANT.search(before) or _object(view, first) or _product_of(view, first):
        return Role.MEANT, "on, against or from it"
    if phrases.OUT.search(before) and _outward(view, opening, first.start):
        return Role.MEANT, _EXPORTS_GO
    if phrases.WITH.search(before):
        return Role.PARTNER, "with whom it deals"
    if phrases.PLACE.search(before):
        return Role.PLACE, "where it happens"
    return None


def _object(view: View, first: Mention) -> bool:
    """Whether the name is the object of an act: `restores South Korea`."""
    return any(
        one.group != "nouns" and view.lower[one.end : first.start] in (" ", " the ")
        for one in view.between(first.start - 40, first.start, "actions")
    )


def _product_of(view: View, first: Mention) -> bool:
    """Whether the name is the origin of a product: `steel of China`."""
    return any(
        view.lower[one.end : first.start] in (" of ", " of the ")
        for one in view.between(first.start - 40, first.start, "products")
    )


def _after(view: View, group: list[Mention], opening: int, closing: int) -> Verdict:
    """The role that the words after a name give it."""
    first, last = group[0], group[-1]
    after = view.lower[last.end : min(closing, last.end + 80)]
    if phrases.FACES.match(after):
        return Role.MEANT, "is given a rate or hit"
    if opening == 0 and not view.lower[: first.start].strip("* ") and phrases.HEADING.match(after):
        return Role.ACTS, "heads the headline"
    before = view.lower[max(opening, first.start - 30) : first.start]
    if (
        first.group != "demonyms"
        and phrases.VERB.match(after)
        and not phrases.OBLIQUE.search(before)
    ):
        return Role.ACTS, "subject of its clause"
    return Role.NAMED, "only named"


def _owned(view: View, mention: Mention, closing: int) -> Party | None:
    """What the words after a name or an adjective make of it: its goods, its ministry, its duty."""
    end = mention.end
    possessive = view.lower[end : end + 1] == "'"
    if mention.group in ("seats", "leaders", "agencies") and not possessive:
        return None
    after = view.lower[end : min(closing, end + 70)]
    cut = phrases.CUT.search(after)
    reach = end + (cut.start() if cut else len(after))
    if not possessive and (verb := _verb(view, end, reach)) is not None:
        reach, after = verb, after[: verb - end]
    goods = phrases.GOODS.match(after)
    land = phrases.LAND.match(after)
    for other in view.between(end, reach):
        if other.kind == "barriers":
            if goods and end + goods.end() <= other.start:
                break
            return _barrier(view, mention, other, possessive)
        if other.kind == "products":
            return _wares(view, mention, other, reach, land)
    if land and (goods is None or land.end() <= goods.end()):
        return _as(mention, Role.ACTS, "whose authority it is")
    if goods and (mention.group != "spellings" or possessive or goods.end() < 30):
        return _as(mention, Role.MEANT, "whose goods or firms they are", origin=True)
    return None


def _verb(view: View, start: int, end: int) -> int | None:
    """Where a name turns out to be the subject of an act: what follows is not its own."""
    nouns = {one.start for one in view.between(start, end, "barriers")}
    acts = (one for one in view.between(start, end, "actions") if one.group != "nouns")
    return next((one.start for one in acts if one.start not in nouns), None)


def _barrier(view: View, mention: Mention, barrier: Mention, possessive: bool) -> Party | None:
    gap = view.lower[mention.end : barrier.start]
    if barrier.key == "non_tariff":
        return None
    named = mention.group == "spellings" and mention.key not in _OWN_DUTY
    if named and ("%" in gap or "cent" in gap):
        return _as(mention, Role.MEANT, "whose rate it is")
    attributive = mention.group == "spellings" and not possessive
    if attributive and mention.key not in _OWN_DUTY and not barrier.key.startswith("export"):
        return None
    return _as(mention, Role.ACTS, "whose barrier it is", direct=True)


def _wares(view: View, mention: Mention, ware: Mention, reach: int, land: object) -> Party | None:
    """`Chinese steel` is meant; `US steel tariffs` are the tariffs of the US."""
    behind = [
        one
        for one in view.between(ware.end, reach + 12)
        if one.kind == "barriers"
        and view.lower[ware.end : one.start].strip(" -") in ("", "import", "and")
    ]
    attributive = mention.group == "spellings"
    if behind and attributive and mention.key in _OWN_DUTY:
        return _as(mention, Role.ACTS, "whose barrier it is", direct=True)
    if behind and behind[0].key.startswith("export"):
        return _as(mention, Role.ACTS, "whose barrier it is", direct=True)
    if land is not None:
        return _as(mention, Role.ACTS, "whose authority it is")
    return _as(mention, Role.MEANT, "whose goods they are", origin=True)


def _outward(view: View, opening: int, at: int) -> bool:
    near = view.between(max(opening, at - 120), at)
    if any(_exports(one, at) for one in near):
        return True
    return phrases.SENDING.search(view.lower[max(opening, at - 70) : at]) is not None


def _exports(one: Mention, at: int) -> bool:
    if one.kind == "nouns":
        return one.key == "flow_out"
    return one.kind == "barriers" and (
        one.key.startswith("export") or (one.key == "tariff" and at - one.end < 12)
    )
