"""Whether two measures can be one and the same, by facts alone, and how much speaks for it. Pure.

Facts help to refuse: look-alike measures (two countries' duties on electric cars, anti-dumping and
countervailing cases on one product) cannot be told apart by words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.model.event import Measure, MeasureType

Parents = Mapping[str, str]  # product key -> the key of the product above it

ALL_GOODS = "all_goods"

_IMPORT, _EXPORT, _LISTING, _FEE = "import", "export", "listing", "fee"
_FAMILY = {
    MeasureType.IMPORT_TARIFF: _IMPORT,
    MeasureType.IMPORT_BAN: _IMPORT,
    MeasureType.IMPORT_QUOTA: _IMPORT,
    MeasureType.IMPORT_LICENSING: _IMPORT,
    MeasureType.ANTI_DUMPING: _IMPORT,
    MeasureType.COUNTERVAILING_DUTY: _IMPORT,
    MeasureType.SAFEGUARD: _IMPORT,
    MeasureType.EXPORT_CONTROL: _EXPORT,
    MeasureType.EXPORT_BAN: _EXPORT,
    MeasureType.EXPORT_QUOTA: _EXPORT,
    MeasureType.EXPORT_TAX: _EXPORT,
    MeasureType.ENTITY_LISTING: _LISTING,
    MeasureType.SANCTIONS: _LISTING,
    MeasureType.PORT_FEE: _FEE,
}  # trade agreements and other measures can be about anything
_CASES = frozenset({MeasureType.ANTI_DUMPING, MeasureType.COUNTERVAILING_DUTY})
# A control and a listing are often one package; reports of it name either.
_NEAR = frozenset({frozenset({_EXPORT, _LISTING})})


@dataclass(frozen=True, slots=True)
class Kinship:
    """How two measures compare: a veto in words, or None; and what speaks for them, 0 to 1."""

    veto: str | None
    support: float = 0.0
    same: tuple[str, ...] = ()  # what they share, in words, for the reason


def family(kind: MeasureType) -> str | None:
    """The side of the border that a type works on; None where it may be any."""
    return _FAMILY.get(kind)


def kinship(one: Measure, other: Measure, parents: Parents) -> Kinship:
    """Compare two measures: what forbids them to be one, or what they share."""
    if veto := _veto(one, other, parents):
        return Kinship(veto)
    shared = list(_shared(one, other))
    return Kinship(None, sum(weight for weight, _ in shared), tuple(word for _, word in shared))


def _veto(one: Measure, other: Measure, parents: Parents) -> str | None:
    if _disjoint(one.implementing, other.implementing):
        return "another authority"
    if _other_family(one.type, other.type):
        return "another kind of measure"
    if _disjoint(one.affected, other.affected):
        return "another country"
    if one.products and other.products and not related(one.products, other.products, parents):
        return "another product"
    return None


def _other_family(one: MeasureType, other: MeasureType) -> bool:
    if one in _CASES and other in _CASES:
        return one is not other
    sides = {family(one), family(other)}
    return None not in sides and len(sides) == 2 and frozenset(sides) not in _NEAR


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
    elif one.instruments and other.instruments:
        yield -0.12, "another instrument"


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
