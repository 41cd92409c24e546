"""Who acts and who is meant: the role of every jurisdiction that a text names, by its clause.

Subject of a deciding verb, `by X`, X's ministry, X's duty: acting. `on / against / from X`, X's
goods, exports `to X`, X given a rate: meant. A dateline or `talks in X` is a place. The members of
a list (`A, B and C`) have one role: what stands before the first and after the last decides it.
"""

from bot.events import chinese, phrases
from bot.events.owners import belonging
from bot.events.party import Party, Role, as_
from bot.events.view import View
from bot.text.spotting import Mention

Verdict = tuple[Role, str]
_EXPORTS_GO = "where the exports go"


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
        return [as_(one, role, reason) for one in group]
    owned = belonging(view, last, closing)
    ahead = _before(view, first, opening)
    if (
        owned is not None
        and owned.direct
        and ahead is not None
        and phrases.COUNTER.search(view.lower, max(opening, first.start - 40), first.start)
    ):
        both = (owned, as_(last, Role.MEANT, "what is countered"))
        return [as_(one, role.role, role.reason, role.direct) for one in group for role in both]
    if owned is not None and (ahead is None or owned.direct or ahead[0] is Role.ACTS):
        return [as_(one, owned.role, owned.reason, owned.direct, owned.origin) for one in group]
    if ahead is not None:
        origin = (owned is not None and owned.origin) or _product_of(view, first)
        if ahead[1] == _EXPORTS_GO:
            return [Party(one.key, one.start, one.end, *ahead, destination=True) for one in group]
        return [as_(one, *ahead, False, origin) for one in group]
    role, reason = _after(view, group, opening, closing)
    hit = role is Role.MEANT
    return [Party(one.key, one.start, one.end, role, reason, hit=hit) for one in group]


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
        phrases.OF_IT.fullmatch(view.lower, one.end, first.start)
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
