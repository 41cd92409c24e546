"""What one clause leaves open and the whole item tells: whether exports or imports are barred."""

import re

from bot.events.acts import ON_QUOTA, direction
from bot.events.clause import Claim
from bot.events.view import View
from bot.model.event import MeasureType

_OPEN = ("ban", "quota", "restriction")
_CURBS = (MeasureType.EXPORT_BAN, MeasureType.EXPORT_QUOTA, MeasureType.EXPORT_TAX)
_ABROAD = re.compile(r"\babroad\b|\bleave the country\b|\boverseas\b")


def settled(view: View, found: list[Claim]) -> list[Claim]:
    """Bans and quotas whose flow does not show go by the first one that tells it."""
    if not any(one.type is None and one.barrier and one.barrier.key in _OPEN for one in found):
        return found
    away = _goes_out(view)
    known = {
        "ban": _first(found, away, MeasureType.EXPORT_BAN, MeasureType.IMPORT_BAN),
        "quota": _first(found, False, MeasureType.EXPORT_QUOTA, MeasureType.IMPORT_QUOTA),
    }
    if away and not any(one.type in _CURBS for one in found):
        known["restriction"] = MeasureType.EXPORT_CONTROL
    return [_retyped(one, known) for one in found]


def _first(found: list[Claim], away: bool, out: MeasureType, inward: MeasureType) -> MeasureType:
    usual = out if away else inward
    return next((one.type for one in found if one.type and one.type in (out, inward)), usual)


def _goes_out(view: View) -> bool:
    """Whether the opening speaks of what leaves a country, and of nothing that comes in."""
    end = view.sentences.bounds(min(view.lead_sentence + 1, len(view.sentences) - 1))[1]
    flows = {one.key for one in view.between(0, end, "nouns")} & {"flow_out", "flow_in"}
    return flows == {"flow_out"} or (not flows and _ABROAD.search(view.lower, 0, end) is not None)


def _retyped(one: Claim, known: dict[str, MeasureType]) -> Claim:
    """A ban or a quota with its type; more of a quota eases, less of it tightens."""
    if one.type is not None or one.barrier is None or one.barrier.key not in known:
        return one
    kind = known[one.barrier.key]
    action = ON_QUOTA.get(one.action, one.action) if one.barrier.key == "quota" else one.action
    return one._replace(type=kind, action=action, direction=direction(action, False, kind))
