"""Whose it is: what the words after a name make of it, by what they say that it has."""

from bot.events import phrases
from bot.events.party import Party, Role, as_
from bot.events.view import View
from bot.text.spotting import Mention

_OWN_DUTY = frozenset({"US", "EU", "GB", "CN"})


def belonging(view: View, mention: Mention, closing: int) -> Party | None:
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
        return as_(mention, Role.ACTS, "whose authority it is")
    if goods and (mention.group != "spellings" or possessive or goods.end() < 30):
        return as_(mention, Role.MEANT, "whose goods or firms they are", origin=True)
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
    aimed = possessive and view.lower.startswith(" on ", barrier.end)
    if named and not aimed and ("%" in gap or "cent" in gap):
        return as_(mention, Role.MEANT, "whose rate it is")
    attributive = mention.group == "spellings" and not possessive
    if attributive and mention.key == "CN" and _charged(view, mention):
        return as_(mention, Role.MEANT, "whose rate it is")
    if attributive and mention.key not in _OWN_DUTY and not barrier.key.startswith("export"):
        return None
    return as_(mention, Role.ACTS, "whose barrier it is", direct=True)


def _charged(view: View, mention: Mention) -> bool:
    """`Trump vows additional 100% China tariff`: a rate stands before, and another who sets it."""
    opening, _ = view.sentences.around(mention.start)
    before = view.lower[max(opening, mention.start - 12) : mention.start]
    named = view.between(opening, mention.start, "jurisdictions")
    return phrases.RATE.search(before) is not None and bool(named)


def _wares(view: View, mention: Mention, ware: Mention, reach: int, land: object) -> Party | None:
    """`Chinese steel` is meant; `US steel tariffs` are the tariffs of the US."""
    behind = [
        one
        for one in view.between(ware.end, reach + 12)
        if one.kind == "barriers"
        and view.lower[ware.end : one.start].strip(" -") in ("", "import", "and")
    ]
    attributive = mention.group == "spellings"
    possessive = view.lower[mention.end] == "'"
    own = possessive and behind and not view.lens.barriers[behind[0].key].rate
    if behind and (own or (attributive and mention.key in _OWN_DUTY)):
        return as_(mention, Role.ACTS, "whose barrier it is", direct=True)
    if behind and behind[0].key.startswith("export"):
        return as_(mention, Role.ACTS, "whose barrier it is", direct=True)
    if land is not None:
        return as_(mention, Role.ACTS, "whose authority it is")
    return as_(mention, Role.MEANT, "whose goods they are", origin=True)
