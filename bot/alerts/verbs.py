"""The closed list of verbs: what a measure's authority does, never more than its status says."""

from bot.model.event import Direction, Measure, MeasureAction, MeasureType, Status

_A, _T = MeasureAction, MeasureType

# Infinitive, third person, gerund; the measure follows at once.
_FORMS: dict[MeasureAction, tuple[str, str, str]] = {
    _A.IMPOSE: ("impose", "imposes", "imposing"),
    _A.RAISE: ("raise", "raises", "raising"),
    _A.LOWER: ("lower", "lowers", "lowering"),
    _A.REMOVE: ("remove", "removes", "removing"),
    _A.SUSPEND: ("suspend", "suspends", "suspending"),
    _A.RESUME: ("resume", "resumes", "resuming"),
    _A.EXTEND: ("extend", "extends", "extending"),
    _A.DELAY: ("delay", "delays", "delaying"),
    _A.EXEMPT: ("grant exemptions from", "grants exemptions from", "granting exemptions from"),
    _A.TIGHTEN: ("tighten", "tightens", "tightening"),
    _A.EASE: ("ease", "eases", "easing"),
    _A.INVESTIGATE: ("investigate", "investigates", "investigating"),
    _A.UPHOLD: ("keep", "keeps", "keeping"),
    _A.STRIKE_DOWN: ("strike down", "strikes down", "striking down"),
    _A.NEGOTIATE: ("negotiate", "negotiates", "negotiating"),
}
_NOUNS: dict[MeasureType, str] = {
    _T.IMPORT_TARIFF: "import tariff",
    _T.IMPORT_BAN: "import ban",
    _T.IMPORT_QUOTA: "import quota",
    _T.IMPORT_LICENSING: "import licensing",
    _T.ANTI_DUMPING: "anti-dumping duty",
    _T.COUNTERVAILING_DUTY: "countervailing duty",
    _T.SAFEGUARD: "safeguard",
    _T.EXPORT_CONTROL: "export controls",
    _T.EXPORT_BAN: "export ban",
    _T.EXPORT_QUOTA: "export quota",
    _T.EXPORT_TAX: "export tax",
    _T.ENTITY_LISTING: "entity listing",
    _T.SANCTIONS: "sanctions",
    _T.PORT_FEE: "port fees",
    _T.TRADE_AGREEMENT: "trade deal",
    _T.OTHER: "trade measure",
}
# A measure of no known type is called what its source calls it.
_OWN_NOUNS = ("countermeasures", "restrictions", "curbs")
_OUTWARD = frozenset({_T.EXPORT_CONTROL, _T.EXPORT_BAN, _T.EXPORT_QUOTA, _T.EXPORT_TAX})
_AGAINST = frozenset({_T.SANCTIONS, _T.ENTITY_LISTING})
# A threat is of a barrier: what takes it back is no threat of relief, and to lower is a promise.
_BACK = frozenset({_A.REMOVE, _A.SUSPEND})
_PROMISED = frozenset({_A.LOWER, _A.EASE, _A.EXEMPT})
_TALKS = frozenset({Status.CONSIDERED, Status.THREATENED, Status.PROPOSED})
_COMING = frozenset({_A.IMPOSE, _A.RAISE, _A.LOWER, _A.REMOVE, _A.EASE, _A.SUSPEND, _A.RESUME})
# Decided, and still to come: a delay is one from the moment that it is decided.
_TO_BE = frozenset({_A.REMOVE, _A.EASE, _A.SUSPEND, _A.RESUME})
_PACTS = frozenset({_T.TRADE_AGREEMENT})
# What partners do with a deal, whatever it changes: singular, plural.
_DEALINGS = {
    Status.AGREED: ("agrees on", "agree on"),
    Status.PROPOSED: ("puts forward", "put forward"),
    Status.ADOPTED: ("adopts", "adopt"),
    Status.IN_FORCE: ("applies", "apply"),
    Status.ENDED: ("ends", "end"),
}
_HALTS = {_A.SUSPEND: ("suspends", "suspend"), _A.DELAY: ("delays", "delay")}


def verb(measure: Measure) -> str:
    """What the authority does, in the words that the measure's status allows; with the noun."""
    many = len(measure.implementing) > 1
    words = _deal(measure, many) if measure.type in _PACTS else _act(measure, many)
    return f"reportedly {words}" if measure.hedged else words


def _deal(measure: Measure, many: bool) -> str:
    noun = named(measure)
    if measure.status not in (Status.AGREED, Status.PROPOSED):
        halt = _HALTS.get(measure.action)
        if halt and measure.status not in _TALKS:
            return f"{halt[many]} {noun}"
    forms = _DEALINGS.get(measure.status, ("negotiates", "negotiate"))
    return f"{forms[many]} {noun}"


def _act(measure: Measure, many: bool) -> str:
    """The verb of one authority's measure, or of several that do the same."""
    noun, action = named(measure), _meant(measure)
    if is_relief_extended(measure):
        noun = f"relief from {noun}"
    infinitive, third, gerund = _FORMS[action]
    s = "" if many else "s"
    match measure.status:
        case Status.INVESTIGATING:
            return f"investigate{s} a possible {noun}"
        case _ if action is _A.UPHOLD and measure.status in _TALKS:
            return f"{'deny' if many else 'denies'} plans for {noun}"
        case _ if action is _A.NEGOTIATE:
            return f"negotiate{s} on {noun}"
        case Status.THREATENED:
            return _threat(action, noun, infinitive, s)
        case Status.CONSIDERED:
            return f"weigh{s} {gerund} {noun}"
        case Status.PROPOSED:
            return f"propose{s} to {infinitive} {noun}"
        case Status.AGREED:
            return f"agree{s} to {infinitive} {noun}"
        case Status.ADOPTED if action in _COMING:
            return f"will {infinitive} {noun}"
        case Status.ENDED if action in (_A.IMPOSE, _A.RAISE, _A.INVESTIGATE):
            return f"end{s} {noun}"
    return f"{infinitive if many else third} {noun}"


def _meant(measure: Measure) -> MeasureAction:
    """The act on the barrier: exports that are suspended are a ban that is imposed."""
    halted = measure.action is _A.SUSPEND and measure.direction is Direction.RESTRICTIVE
    return _A.IMPOSE if halted else measure.action


def _threat(action: MeasureAction, noun: str, infinitive: str, s: str) -> str:
    if action in _BACK:
        return f"withdraw{s} threat of {noun}"
    if action in _PROMISED:
        return f"promise{s} to {infinitive} {noun}"
    if action is _A.DELAY:
        return f"put{s} off threatened {noun}"
    return f"threaten{s} to {infinitive} {noun}"


def named(measure: Measure) -> str:
    """What a measure is called: `import tariff`; the source's word where its type is not known."""
    if measure.type is not MeasureType.OTHER:
        return _NOUNS[measure.type]
    said = measure.evidence.quote.lower()
    return next((word for word in _OWN_NOUNS if word in said), _NOUNS[measure.type])


def is_relief_extended(measure: Measure) -> bool:
    """Whether what lasts longer is a lower rate or a pause, and not the barrier."""
    return measure.action is _A.EXTEND and measure.direction is Direction.LIBERALISING


def preposition(kind: MeasureType) -> str:
    """How a target is attached: goods come from it, go to it, or it is meant itself."""
    if kind in _OUTWARD:
        return "to"
    if kind in _AGAINST:
        return "against"
    return "with" if kind is _T.TRADE_AGREEMENT else "from"


_STANDING = {
    _A.SUSPEND: "suspended",
    _A.DELAY: "delayed",
    _A.STRIKE_DOWN: "struck down",
    _A.REMOVE: "removed",
    _A.EASE: "eased",
    _A.EXTEND: "extended",
    _A.RESUME: "resumed",
    _A.EXEMPT: "exempted",
    _A.UPHOLD: "upheld",
}
_WORDS = {
    Status.IN_FORCE: "in force",
    Status.ADOPTED: "adopted",
    Status.AGREED: "agreed",
    Status.PROPOSED: "proposed",
    Status.CONSIDERED: "considered",
    Status.THREATENED: "threatened",
    Status.INVESTIGATING: "under investigation",
    Status.ENDED: "ended",
}


def status_word(status: Status) -> str:
    """A status as an alert says it."""
    return _WORDS[status]


def standing(status: Status, action: MeasureAction, kind: MeasureType | None = None) -> str:
    """Where a measure stands in one or two words: `proposed`, `in force`, `suspended`.

    A suspension that is only proposed or agreed is not called one that is made; a deal stands
    where its status says, whatever it changes.
    """
    word = _STANDING.get(action)
    if word is None or (kind in _PACTS and action not in _HALTS):
        return _WORDS[status]
    if action is _A.UPHOLD and status in _TALKS:
        return "denied"
    if status is Status.THREATENED:
        return "withdrawn" if action in _BACK else "put off" if action is _A.DELAY else "threatened"
    if status is Status.ADOPTED and action in _TO_BE:
        return f"to be {word}"
    if status in (Status.IN_FORCE, Status.ADOPTED, Status.ENDED):
        return word
    return f"{word} ({_WORDS[status]})"
