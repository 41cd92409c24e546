"""The type of a measure: by its word, or by the flow of trade that its clause speaks of."""

import re

from bot.events.clause import Clause
from bot.model.event import MeasureType
from bot.text.spotting import Mention

T = MeasureType
REMEDIES = (T.ANTI_DUMPING, T.COUNTERVAILING_DUTY, T.SAFEGUARD)
TYPES: frozenset[str] = frozenset(MeasureType)
# The type of a general word where the flow is outward, inward, and where it does not show.
_BY_FLOW: dict[str, tuple[T | None, T | None, T | None]] = {
    "ban": (T.EXPORT_BAN, T.IMPORT_BAN, None),
    "quota": (T.EXPORT_QUOTA, T.IMPORT_QUOTA, None),
    "licence": (T.EXPORT_CONTROL, T.IMPORT_LICENSING, T.EXPORT_CONTROL),
    "tax": (T.EXPORT_TAX, T.IMPORT_TARIFF, T.IMPORT_TARIFF),
    "open": (T.EXPORT_CONTROL, T.IMPORT_BAN, None),
    "same": (None, None, None),
}
_FIRMS = re.compile(
    r"\b(?:firms?|compan(?:y|ies)|entit(?:y|ies)|organi[sz]ations?|groups?|makers?|names"
    r"|universit(?:y|ies)|subsidiaries)\b"
)
_ON_GOODS = re.compile(
    r" (?:on|against|affecting) (?:[\w.-]+ ){0,5}?(?:goods|imports|products|exports)\b"
)
_ON_EXPORTS = re.compile(r"\s?(?:rate )?(?:on|for|at|of) (?:the )?(?:[\w-]+ ){0,4}exports?\b")


def type_of(clause: Clause, name: str, at: Mention) -> MeasureType | None:
    """The measure's type; None where only the item as a whole can tell."""
    if name in TYPES:
        return _named(clause, MeasureType(name), at)
    if name == "fee":
        return T.PORT_FEE if _on_ships(clause) else None
    if at.key == "countermeasure" and _ON_GOODS.match(clause.view.lower, at.end, clause.end):
        return T.IMPORT_TARIFF
    if name == "same" and (before := _compound(clause, at)) is not None:
        return before
    flow = _nearest(clause.flows, at) or _spoken(clause.inside)
    if not flow and name not in ("ban", "quota"):
        sentence = clause.view.between(*clause.view.sentences.around(at.start))
        flows = [one for one in sentence if one.key in ("flow_in", "flow_out")]
        flow = _nearest(flows, at) or _spoken(sentence)
    out, inward, neither = _BY_FLOW[name]
    return out if flow == "flow_out" else inward if flow == "flow_in" else neither


def _named(clause: Clause, kind: MeasureType, at: Mention) -> MeasureType:
    """A control list of items is no listing; a duty `on gold exports` is a tax on exports."""
    lower = clause.view.lower
    if kind is T.SANCTIONS and lower.startswith("embargo", at.start):
        return _embargo(clause, at)
    if kind is T.ENTITY_LISTING and lower.startswith("export control", at.start):
        return kind if _FIRMS.search(clause.text) else T.EXPORT_CONTROL
    after = lower[at.end : min(clause.end, at.end + 60)]
    plain = kind is T.IMPORT_TARIFF and at.key in ("duty", "tariff")
    exports = _ON_EXPORTS.match(after) if plain else None
    return T.EXPORT_TAX if exports and not _of_others(clause, at, exports.end()) else kind


def _of_others(clause: Clause, at: Mention, reach: int) -> bool:
    """`duty on Spanish exports`: what leaves one country is dutiable where it comes in."""
    named = clause.view.between(at.end, at.end + reach, "jurisdictions")
    suffers = any(one.key == "suffer" for one in clause.acts)
    return suffers or any("demonyms" in one.group for one in named)


def _embargo(clause: Clause, at: Mention) -> MeasureType:
    """An embargo on goods is a ban, `on wheat from Ukraine` of imports."""
    goods = clause.view.between(at.end, at.end + 30, "products")
    named = clause.view.between(at.end, at.end + 12, "jurisdictions")
    if not goods and not any("demonyms" in one.group for one in named):
        return T.SANCTIONS
    return type_of(clause, "ban", at) or T.IMPORT_BAN


def _compound(clause: Clause, at: Mention) -> MeasureType | None:
    """The type of the barrier that a relief is compounded with: `duty waiver`."""
    for one in clause.inside:
        if one.kind == "barriers" and one.end == at.start - 1:
            return type_of(clause, clause.view.lens.barriers[one.key].type, one)
    return None


def _on_ships(clause: Clause) -> bool:
    """Whether a fee is one on ships: they are named in its sentence."""
    sentence = clause.view.sentences.around(clause.start)
    return any(one.key == "ships" for one in clause.view.between(*sentence, "products"))


def _nearest(flows: list[Mention], at: Mention) -> str | None:
    return min(flows, key=lambda one: abs(one.start - at.start)).key if flows else None


def _spoken(inside: list[Mention]) -> str | None:
    """The flow of the first barrier that names one: `export ban`, `import duty`."""
    for one in inside:
        if one.kind == "barriers" and one.key.startswith(("export", "import")):
            return "flow_out" if one.key.startswith("export") else "flow_in"
    return None
