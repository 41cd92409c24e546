"""The closed list of verbs: what a measure's authority does, never more than its status says."""

from bot.model.event import Measure, MeasureAction, MeasureType, Status

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
    _T.TRADE_AGREEMENT: "trade agreement",
    _T.OTHER: "trade measure",
}
_OUTWARD = frozenset({_T.EXPORT_CONTROL, _T.EXPORT_BAN, _T.EXPORT_QUOTA, _T.EXPORT_TAX})
_AGAINST = frozenset({_T.SANCTIONS, _T.ENTITY_LISTING})
# A threat is of a barrier: what takes it back is no threat of relief.
_BACK = frozenset({_A.REMOVE, _A.SUSPEND, _A.LOWER, _A.EASE, _A.EXEMPT})
_TALKS = frozenset({Status.CONSIDERED, Status.THREATENED, Status.PROPOSED})


def verb(measure: Measure) -> str:
    """What the authority does, in the words that the measure's status allows; with the noun."""
    noun = _NOUNS[measure.type]
    words = _verb(measure, noun)
    return f"reportedly {words}" if measure.hedged else words


def _verb(measure: Measure, noun: str) -> str:
    infinitive, third, gerund = _FORMS[measure.action]
    match measure.status:
        case _ if measure.action is _A.NEGOTIATE:
            return _talks(measure.status, noun)
        case Status.INVESTIGATING:
            return f"investigates a possible {noun}"
        case _ if measure.action is _A.UPHOLD and measure.status in _TALKS:
            return f"denies plans for {noun}"
        case Status.THREATENED if measure.action in _BACK:
            return f"withdraws threat of {noun}"
        case Status.THREATENED:
            return f"threatens to {infinitive} {noun}"
        case Status.CONSIDERED:
            return f"weighs {gerund} {noun}"
        case Status.PROPOSED:
            return f"proposes to {infinitive} {noun}"
        case Status.AGREED:
            return f"agrees to {infinitive} {noun}"
        case Status.ADOPTED if measure.action in (_A.IMPOSE, _A.RAISE, _A.LOWER, _A.REMOVE):
            return f"will {infinitive} {noun}"
        case Status.ENDED if measure.action in (_A.IMPOSE, _A.RAISE, _A.INVESTIGATE):
            return f"ends {noun}"
    return f"{third} {noun}"


def _talks(status: Status, noun: str) -> str:
    match status:
        case Status.AGREED:
            return f"agrees {noun}"
        case Status.IN_FORCE | Status.ADOPTED:
            return f"adopts {noun}"
        case Status.ENDED:
            return f"ends {noun}"
        case Status.PROPOSED:
            return f"proposes {noun}"
    return f"negotiates {noun}"


def noun(kind: MeasureType) -> str:
    """What a type of measure is called: `import tariff`."""
    return _NOUNS[kind]


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


def standing(status: Status, action: MeasureAction) -> str:
    """Where a measure stands in one or two words: `proposed`, `in force`, `suspended`.

    A suspension that is only proposed or agreed is not called one that is made.
    """
    word = _STANDING.get(action)
    if status is Status.THREATENED and action in _BACK:
        return "withdrawn"
    if word is None:
        return _WORDS[status]
    if status in (Status.IN_FORCE, Status.ADOPTED, Status.ENDED):
        return word
    return f"{word} ({_WORDS[status]})"
