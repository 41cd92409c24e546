"""Every jurisdiction that an item as a whole says acts, and every one that it says is meant."""

import re

from bot.events.clause import Claim
from bot.events.party import Role
from bot.events.sides import Codes, Sides, outward
from bot.model.event import MeasureType, Rate

_NAMES = re.compile(r"\b(?:names|entities|additions|listed|firms|companies|of them)\b")


def all_acting(sides: Sides, lead: Codes, claims: list[Claim]) -> set[str]:
    """Every jurisdiction that has a barrier of its own in the item."""
    found = set(lead) | {one.code for one in sides.parties if one.direct and one.role is Role.ACTS}
    for claim in claims:
        if claim.act is not None and (not claim.weak or _close(sides, claim.act.start)):
            opening = sides.view.sentences.around(claim.start)[0]
            before = sides.within(claim.start, claim.act.start, Role.ACTS)
            before = before or sides.within(opening, claim.act.start, Role.ACTS)[-1:]
            found |= {one.code for one in before}
    return found


def all_meant(sides: Sides, lead: tuple[Codes, Codes], claims: list[Claim]) -> set[str]:
    """Every jurisdiction that a measure of the item is aimed at."""
    acts, meant = lead
    found = set(meant)
    away = bool(claims) and all(outward(claim) for claim in claims)
    if claims and any(claim.type is MeasureType.ENTITY_LISTING for claim in claims):
        found |= _listed(sides)
    told = {sides.view.clauses.around(claim.start) for claim in claims}
    told |= {
        sides.view.clauses.around(one.evidence.start)
        for one in sides.figures
        if isinstance(one, Rate)
    }
    found |= {one.code for one in sides.parties if one.role is Role.MEANT and one.hit}
    for start, end in told | set(sides.spans()[:2]):
        by = {one.code for one in sides.within(start, end, Role.ACTS)} or set(acts)
        inside = sides.within(start, end, Role.MEANT)
        aimed = [one for one in inside if not (one.origin if away else one.destination)]
        found |= {one.code for one in aimed if {one.code} != by}
    if len(acts) == 1 and acts[0] in found and not _strikes(sides, acts[0], meant):
        found -= set(acts)
    return found


def _close(sides: Sides, at: int) -> bool:
    """Whether one who acts stands straight before a verb: `that Washington charges`."""
    return any(0 < at - one.end < 8 for one in sides.within(at - 40, at, Role.ACTS))


def _listed(sides: Sides) -> set[str]:
    """Where listed entities are: `the new names are in China, the rest in Japan`."""
    found: set[str] = set()
    for one in sides.parties:
        if one.role is Role.PLACE:
            sentence = sides.view.lower[slice(*sides.view.sentences.around(one.start))]
            if len(sentence) < 600 and _NAMES.search(sentence):
                found.add(one.code)
    return found


def _strikes(sides: Sides, code: str, meant: Codes) -> bool:
    """Whether another jurisdiction acts with a barrier of its own and can aim at this one."""
    others = {one.code for one in sides.parties if one.role is Role.ACTS and one.code != code}
    return any(one.direct and one.code in others for one in sides.parties) or bool(
        others & set(meant)
    )
