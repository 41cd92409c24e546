"""Whether two measures can be one and the same, by facts alone, and how much speaks for it. Pure.

Facts help to refuse: look-alike measures (two countries' duties on electric cars, anti-dumping and
countervailing cases on one product) cannot be told apart by words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.model.event import Measure, MeasureAction, MeasureType

Parents = Mapping[str, str]  # product key -> the key of the product above it

ALL_GOODS = "all_goods"
ANOTHER_AUTHORITY, ANOTHER_COUNTRY = "another authority", "another country"
BY_ROLE = frozenset({ANOTHER_AUTHORITY, ANOTHER_COUNTRY})  # vetoes that exchanged roles may lift
ANOTHER_KIND = "another kind of measure"
TURNED = "roles exchanged"
MISNAMED = "a neighbouring kind"
OTHER_TARGETS, OTHER_TARGETS_COST = "other targets", -0.06
PARTNERS = "the partners of a deal"

# Reports of one measure may name any type of a group; no measure is of two groups. The lists of a
# control and its licences are often one package, and a quota is a tariff beyond its volume.
_T = MeasureType
_GROUPS = {
    "duty": {
        _T.IMPORT_TARIFF,
        _T.ANTI_DUMPING,
        _T.COUNTERVAILING_DUTY,
        _T.SAFEGUARD,
        _T.IMPORT_QUOTA,
    },
    "entry": {_T.IMPORT_BAN, _T.IMPORT_LICENSING, _T.IMPORT_QUOTA, _T.SANCTIONS},
    "exit": {_T.EXPORT_CONTROL, _T.EXPORT_BAN, _T.EXPORT_QUOTA, _T.ENTITY_LISTING, _T.SANCTIONS},
    "tax": {_T.EXPORT_TAX},
    "ban": {_T.IMPORT_BAN, _T.EXPORT_BAN},  # which way is often left to the reader's knowledge
    "fee": {_T.PORT_FEE},
}  # trade agreements and other measures can be about anything
_FIRST = {kind: name for name, kinds in reversed(_GROUPS.items()) for kind in kinds}
_CASES = frozenset({_T.ANTI_DUMPING, _T.COUNTERVAILING_DUTY})
_A = MeasureAction
_RELIEF = frozenset({_A.EXEMPT, _A.EASE, _A.SUSPEND, _A.REMOVE, _A.LOWER, _A.DELAY, _A.EXTEND})
_BUILDING = frozenset({_A.IMPOSE, _A.RAISE, _A.TIGHTEN})
EXPORTS = frozenset({_T.EXPORT_CONTROL, _T.EXPORT_BAN, _T.EXPORT_QUOTA, _T.EXPORT_TAX})
_MANY = 4  # countries named one by one are examples
_MOST = 0.33  # of the products of both


@dataclass(frozen=True, slots=True)
class Kinship:
    """How two measures compare: a veto in words, or None; and what speaks for them, 0 to 1."""

    veto: str | None
    support: float = 0.0
    same: tuple[str, ...] = ()  # what they share, in words, for the reason


def group(kind: MeasureType) -> str:
    """The first group of a type, `any` for types that can be about anything."""
    return _FIRST.get(kind, "any")


def is_case(kind: MeasureType) -> bool:
    """Whether a type is a trade remedy case: one product, one country, one number."""
    return kind in _CASES


def _narrowed(measure: Measure, parents: Parents) -> Measure:
    """The measure without the wider names of goods that it names as well: `farm goods, wheat`."""
    if len(measure.products) < 2:
        return measure
    wider = {up for one in measure.products for up in _line(one, parents) - {one}}
    if wider.isdisjoint(measure.products):
        return measure
    return replace(measure, products=tuple(one for one in measure.products if one not in wider))


def may_be_misnamed(one: Measure, other: Measure) -> bool:
    """Whether the kind of `one` can have been taken for that of `other`.

    A case has a name of its own, and an act that builds on imports is none that builds on exports.
    """
    if {one.type, other.type} & {*_CASES, _T.TRADE_AGREEMENT}:
        return False
    return one.action not in _BUILDING or (one.type in EXPORTS) is (other.type in EXPORTS)


def kinship(one: Measure, other: Measure, parents: Parents) -> Kinship:
    """Compare two measures: what forbids them to be one, or what they share."""
    one, other = _narrowed(one, parents), _narrowed(other, parents)
    if veto := _veto(one, other, parents):
        return Kinship(veto)
    shared = list(_shared(one, other))
    return Kinship(None, sum(weight for weight, _ in shared), tuple(word for _, word in shared))


def _veto(one: Measure, other: Measure, parents: Parents) -> str | None:
    if _disjoint(one.implementing, other.implementing):
        return ANOTHER_AUTHORITY
    if _other_kind(one.type, other.type):
        return ANOTHER_KIND
    if _disjoint(one.affected, other.affected):
        return ANOTHER_COUNTRY
    if _other_goods(one, other, parents):
        return "another product"
    return None


def _other_goods(one: Measure, other: Measure, parents: Parents) -> bool:
    """Whether both name goods and none of them is common.

    A trade agreement is about many goods, and relief for some goods may be relief from a measure
    on all of them.
    """
    if not one.products or not other.products:
        return False
    if _T.TRADE_AGREEMENT in (one.type, other.type):
        return False
    if one.action in _RELIEF and ALL_GOODS in other.products:
        return False
    if ALL_GOODS in (*one.products, *other.products) and _on_the_same(one, other):
        return False  # goods that a duty on a country's goods spares, or charges less
    return not related(one.products, other.products, parents)


def _on_the_same(one: Measure, other: Measure) -> bool:
    """Whether both are on the same countries, and neither is a case on one of their goods."""
    cases = is_case(one.type) or is_case(other.type)
    return bool(one.affected) and set(one.affected) == set(other.affected) and not cases


def _other_kind(one: MeasureType, other: MeasureType) -> bool:
    if one in _CASES and other in _CASES:
        return one is not other
    if one is other or "any" in (group(one), group(other)):
        return False
    return not any(one in kinds and other in kinds for kinds in _GROUPS.values())


def _shared(one: Measure, other: Measure) -> Iterable[tuple[float, str]]:
    if set(one.implementing) & set(other.implementing):
        yield 0.05, "authority"
    if set(one.affected) & set(other.affected):
        yield 0.08, "country"
    if one.type is other.type:
        yield 0.07, "type"
    if specific(one.products) and specific(other.products):
        yield (0.18 if set(one.products) & set(other.products) else 0.12), "product"
    elif ALL_GOODS in one.products and ALL_GOODS in other.products:
        yield 0.05, "all goods"
    if set(one.instruments) & set(other.instruments):
        yield 0.08, "instrument"
    elif _powers(one) and _powers(other):
        yield -0.12, "another instrument"
    if _identical(one, other):
        yield 0.15, "goods and parties"
    elif _same_targets(one, other):
        yield 0.10, "all targets"
    elif _other_targets(one, other) and _unspecific(one, other):
        yield OTHER_TARGETS_COST, OTHER_TARGETS


def _powers(measure: Measure) -> tuple[str, ...]:
    """The laws that a measure rests on, without lists and agreements that it only mentions."""
    return tuple(name for name in measure.instruments if name.startswith(("Section ", "IEEPA")))


def _identical(one: Measure, other: Measure) -> bool:
    """Whether authority, targets and most goods are the same: seldom two measures of a kind."""
    if bool(one.affected) is not bool(other.affected) or not overlap(one.products, other.products):
        return False
    return bool(one.implementing and other.implementing) and (
        overlap(one.products, other.products) >= _MOST and specific(one.products)
    )


def _same_targets(one: Measure, other: Measure) -> bool:
    """Whether both are on all goods of the same countries."""
    same = bool(one.affected) and set(one.affected) == set(other.affected)
    wide = len(one.affected) > 1 and ALL_GOODS in (*one.products, *other.products)
    return same and (_unspecific(one, other) or (wide and _on_the_same(one, other)))


def _other_targets(one: Measure, other: Measure) -> bool:
    """Whether only one names targets, and few: where it names many they stand for all."""
    few = min(len(one.affected), len(other.affected)) == 0
    return few and 0 < max(len(one.affected), len(other.affected)) < _MANY


def _unspecific(one: Measure, other: Measure) -> bool:
    return not specific(one.products) and not specific(other.products)


def overlap(ours: Iterable[str], theirs: Iterable[str]) -> float:
    """The share of two sets that is common to them."""
    mine, yours = set(ours), set(theirs)
    return len(mine & yours) / len(mine | yours) if mine and yours else 0.0


def specific(products: Iterable[str]) -> bool:
    """Whether any product is named that is less than everything."""
    return any(product != ALL_GOODS for product in products)


def related(ours: Iterable[str], theirs: Iterable[str], parents: Parents) -> bool:
    """Whether some product of one set is some product of the other, or lies above or below it."""
    ours, theirs = set(ours), set(theirs)
    return any(theirs & _line(product, parents) for product in ours) or any(
        ours & _line(product, parents) for product in theirs
    )


def _line(product: str, parents: Parents) -> set[str]:
    """A product with all that lie above it."""
    line = {product}
    while (above := parents.get(product)) and above not in line:
        line.add(above)
        product = above
    return line


def _disjoint(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return bool(ours and theirs) and not set(ours) & set(theirs)
