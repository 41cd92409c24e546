"""An event: one item, read. Measures, parties, products, instruments, figures, with evidence.

The exact meaning of every value is `docs/contract/extraction.md`; the vocabulary follows Global
Trade Alert (interventions), ISO 3166-1, ISO 4217 and ISO 8601.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.item import Item


class Direction(StrEnum):
    RESTRICTIVE = "restrictive"
    LIBERALISING = "liberalising"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class MeasureType(StrEnum):
    IMPORT_TARIFF = "import_tariff"
    IMPORT_BAN = "import_ban"
    IMPORT_QUOTA = "import_quota"
    IMPORT_LICENSING = "import_licensing"
    ANTI_DUMPING = "anti_dumping"
    COUNTERVAILING_DUTY = "countervailing_duty"
    SAFEGUARD = "safeguard"
    EXPORT_CONTROL = "export_control"
    EXPORT_BAN = "export_ban"
    EXPORT_QUOTA = "export_quota"
    EXPORT_TAX = "export_tax"
    ENTITY_LISTING = "entity_listing"
    SANCTIONS = "sanctions"
    PORT_FEE = "port_fee"
    TRADE_AGREEMENT = "trade_agreement"
    OTHER = "other"


class MeasureAction(StrEnum):
    IMPOSE = "impose"
    RAISE = "raise"
    LOWER = "lower"
    REMOVE = "remove"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    DELAY = "delay"
    EXEMPT = "exempt"
    TIGHTEN = "tighten"
    EASE = "ease"
    INVESTIGATE = "investigate"
    UPHOLD = "uphold"
    STRIKE_DOWN = "strike_down"
    NEGOTIATE = "negotiate"


class Status(StrEnum):
    IN_FORCE = "in_force"  # already applies
    ADOPTED = "adopted"  # final, takes effect later
    AGREED = "agreed"  # between governments
    PROPOSED = "proposed"  # formal proposal, consultation, bill
    CONSIDERED = "considered"  # officials weigh it
    THREATENED = "threatened"
    INVESTIGATING = "investigating"
    ENDED = "ended"  # expired, revoked, struck down


class Qualifier(StrEnum):
    EXACT = "exact"
    UP_TO = "up_to"
    AT_LEAST = "at_least"
    ABOUT = "about"
    ADDITIONAL = "additional"


class AmountKind(StrEnum):
    MONEY = "money"
    QUANTITY = "quantity"
    COUNT = "count"
    SHARE = "share"


class DateRole(StrEnum):
    ANNOUNCED = "announced"
    EFFECTIVE = "effective"
    EXPIRY = "expiry"
    DEADLINE = "deadline"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The slice of the item that a value was read from: `item.body[start:end] == quote`."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rate:
    """A customs duty rate that applies, applied, will or may apply.

    `unit` is `percent`, `percentage_points` or `CUR/unit` (`USD/tonne`).
    """

    value: float  # the new or only rate
    unit: str
    evidence: Evidence
    previous: float | None = None  # the rate that it replaces, only where the text gives from-to
    upper: float | None = None  # the end of a range
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class Amount:
    """Money (ISO 4217), a quantity (`tonne`), a count (`entity`) or a share (`percent`)."""

    kind: AmountKind
    value: float
    unit: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Day:
    """A date with its role: ISO 8601, a day (`2025-11-10`) or a month (`2026-01`)."""

    value: str
    role: DateRole
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a measure, pause or extension lasts, ISO 8601 (`P1Y`, `P90D`)."""

    value: str
    evidence: Evidence


Figure = Rate | Amount | Day | Duration


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that was computed and not read, with what it was computed from."""

    kind: str  # `previous_rate`, `expiry`, ...
    value: str
    source: tuple[Evidence, ...]
    rule: str  # in words: "one year from 2025-11-10"


@dataclass(frozen=True, slots=True)
class Measure:
    """One act of one authority (GTA: intervention), as one item tells it.

    Parties are ISO 3166-1 alpha-2 codes or `EU`; an empty `affected` means all alike or not
    stated. Products are keys of the vocabulary, instruments canonical strings.
    """

    type: MeasureType
    action: MeasureAction
    status: Status
    evidence: Evidence  # the clause or sentence that tells the measure
    direction: Direction = Direction.RESTRICTIVE
    hedged: bool = False  # unnamed or unconfirmed reports ("reportedly", "sources said")
    implementing: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One relevant item, read. `measures[0]` is the lead; the sets are over the whole item."""

    item: Item
    direction: Direction
    measures: tuple[Measure, ...]  # never empty, lead first
    types: tuple[MeasureType, ...] = ()
    implementing: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()  # in the order of the text
    derived: tuple[Derived, ...] = ()
    legal_keys: tuple[str, ...] = ()  # `us:fr:2025-19001`, `cn:mofcom:2025-61`, ...: for grouping

    @property
    def lead(self) -> Measure:
        """The one measure that the item is about."""
        return self.measures[0]
