"""What an act does: the contract's action and direction, by the word and by what it is done to."""

import re

from bot.events.view import View
from bot.model.event import Direction, MeasureAction, MeasureType
from bot.text.spotting import Mention

A = MeasureAction
_RESTRICTS = frozenset({A.IMPOSE, A.RAISE, A.RESUME, A.TIGHTEN, A.EXTEND})
_FREES = frozenset({A.LOWER, A.REMOVE, A.SUSPEND, A.DELAY, A.EXEMPT, A.EASE, A.STRIKE_DOWN})
_LEVEL = re.compile(
    r" (?:back )?(?:to|by|from) (?:\w+ ){0,2}\d[\d.]{0,6}\s?(?:%|per ?cent|pc|points)"
)
_RISEN = re.compile(r"\b(?:to|by|from) (?:\w+ ){0,2}\d")
_QUOTAS = (MeasureType.IMPORT_QUOTA, MeasureType.EXPORT_QUOTA)
ON_QUOTA = {A.RAISE: A.EASE, A.LOWER: A.TIGHTEN}
_CONTROLS = (MeasureType.EXPORT_CONTROL, MeasureType.IMPORT_LICENSING)
_NEED = re.compile(r"\b(?:requir\w+|need\w*|must (?:have|obtain|hold)|subject to|condition\w*)\b")
_WIDER = re.compile(
    r"\bextend\w*\b[^.;]{0,90}\b(?:beyond|to (?:other|more|further|additional|any|all|cover"
    r"|include))\b"
)
_MORE = re.compile(r"\bfor (?:\w+ )?more\b")
_WHITE = re.compile(r"\bwhite ?list|simplified|favou?red|trusted")


def action_on(
    view: View,
    act: Mention | None,
    barrier: Mention,
    kind: MeasureType | None,
    relief: bool,
    span: tuple[int, int],
) -> MeasureAction:
    """The contract's action for an act on a barrier; without an act the barrier just stands."""
    _start, end = span
    before = view.lower[max(span[0], barrier.start - 60) : barrier.start]
    if "subject to" in before and _SPARED.search(before):
        return A.EXEMPT
    if act is None:
        if kind is MeasureType.TRADE_AGREEMENT:
            return _on_agreement(view, A.NEGOTIATE, span)
        if barrier.key == "deal":
            return A.NEGOTIATE
        return _on_relief_of(kind, A.IMPOSE) if relief else A.IMPOSE
    named = view.lens.acts[act.key].action
    if act.key == "remove" and _LEVEL.match(view.lower, act.end):
        named = A.LOWER  # `the tariff drops to 15%`
    if named == "lift":
        level = view.lens.barriers[barrier.key].rate or kind in _QUOTAS
        risen = level and _RISEN.search(view.lower[act.end : end])
        named = A.RAISE if risen else A.REMOVE
    elif named == "halt":
        named = A.SUSPEND
    elif named == "reject":
        named = A.STRIKE_DOWN if judged(view, act) else A.UPHOLD
    elif named == "replace":
        named = A.IMPOSE
    if named == A.REMOVE and _by_court(view, act, span[0]):
        named = A.STRIKE_DOWN
    named = MeasureAction(named)
    if act.key in ("allow", "impose_weak") and _CASE.search(
        view.lower, barrier.start, barrier.end + 24
    ):
        named = A.INVESTIGATE
    if kind is MeasureType.TRADE_AGREEMENT:
        return _on_agreement(view, named, span)
    if relief:
        if barrier.key == "ruling" and named is A.SUSPEND:
            return A.RESUME
        return _on_relief_of(kind, named)
    if kind in _QUOTAS:
        named = ON_QUOTA.get(named, named)
    if kind in _CONTROLS and barrier.key in ("licence", "export_control"):
        named = _on_licence(view, named, barrier, span)
    return named


_CASE = re.compile(r"dumping (?:case|probe|inquiry|investigation|complaint|proceedings?)\b")
_SPARED = re.compile(r"\b(?:not|no longer) (?:be )?subject to (?:the |its |any )?(?:[\w-]+ ){0,4}$")


def _by_court(view: View, act: Mention, start: int) -> bool:
    """Whether a court is what stands before the act: `Supreme Court ends tariffs`."""
    return any(one.key == "court" for one in view.between(max(start, act.start - 40), act.start))


STARTS = re.compile(
    r"\b(?:enter(?:s|ed)? into force|tak(?:es|ing) effect|took effect|in force|kicks in"
    r"|comes into)\b"
)


def _on_agreement(view: View, action: MeasureAction, span: tuple[int, int]) -> MeasureAction:
    if STARTS.search(view.lower, *span):
        return A.EASE
    return action if action in (A.SUSPEND, A.REMOVE, A.EXTEND, A.DELAY) else A.NEGOTIATE


def _on_licence(
    view: View, action: MeasureAction, barrier: Mention, span: tuple[int, int]
) -> MeasureAction:
    """Licences that are granted ease a control; a country put back on a white list, too."""
    text = view.lower[slice(*span)]
    if action is A.EXTEND and _WIDER.search(text):
        return A.TIGHTEN
    if action is A.IMPOSE and _MORE.search(text):
        return A.TIGHTEN
    if _WHITE.search(text) and action in (A.RESUME, A.IMPOSE):
        return A.EASE
    if _WHITE.search(text) and action is A.REMOVE:
        return A.TIGHTEN
    said = view.lower[barrier.start : barrier.end]
    if "licen" in said and said.endswith("s") and _NEED.search(text) is None and action is A.IMPOSE:
        return (
            A.EASE
            if re.search(
                r"\b(?:issu\w+|obtain\w*|grant\w*|approv\w+|in return for|in exchange for)\b", text
            )
            else action
        )
    return action


def _on_relief_of(kind: MeasureType | None, action: MeasureAction) -> MeasureAction:
    """What is done to a relief; controls on exports are tightened and eased."""
    named = _on_relief(action)
    if kind is MeasureType.EXPORT_CONTROL:
        return {A.IMPOSE: A.TIGHTEN, A.EXEMPT: A.EASE}.get(named, named)
    return named


def _on_relief(action: MeasureAction) -> MeasureAction:
    """What is done to a relief, told of the barrier that it takes away."""
    if action in (A.REMOVE, A.SUSPEND, A.STRIKE_DOWN):
        return A.IMPOSE
    if action in (A.IMPOSE, A.EASE, A.RESUME, A.RAISE):
        return A.EXEMPT
    return action


def judged(view: View, act: Mention) -> bool:
    """Whether a court or a panel stands in the sentence of the act."""
    opening, closing = view.sentences.around(act.start)
    return any(one.key == "court" for one in view.between(opening, closing, "nouns"))


def direction(action: MeasureAction, relief: bool, kind: MeasureType | None) -> Direction:
    """Which way an act moves trade: the action times the polarity of what it is done to."""
    if kind is MeasureType.TRADE_AGREEMENT:
        return Direction.RESTRICTIVE if action is A.REMOVE else Direction.LIBERALISING
    if action is A.EXTEND and relief:
        return Direction.LIBERALISING
    if action in (A.SUSPEND, A.REMOVE, A.DELAY) and relief:
        return Direction.RESTRICTIVE
    if action in _RESTRICTS:
        return Direction.RESTRICTIVE
    if action in _FREES:
        return Direction.LIBERALISING
    return Direction.NEUTRAL
