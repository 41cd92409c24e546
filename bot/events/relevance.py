"""Whether an item is about a government's measure on cross-border trade in goods or technology."""

import re

from bot.events.view import View
from bot.text.spotting import Mention

_TOPICS = frozenset({"company", "market", "macro", "tax"})
_TRADE_WORDS = frozenset({"tariff", "truce", "deal"})
# What stands before a barrier that is only the cause of what the headline tells.
_CAUSE = re.compile(r"\b(?:on|as|amid|after|despite|over|from|by) (?:[\w.'-]+ ){0,2}$")
# What makes a barrier the news that a market moves on, and not the weather that it lives in.
_NEWS = re.compile(
    r" (?:\w+ )?(?:remarks?|threats?|reports?|announcements?|shocks?|rulings?|orders?|decisions?"
    r"|news|plans?|pause)\b"
)
_OF_RATE = re.compile(r" (?:of|at) (?:up to |between |a rate of )?\d+(?:\.\d+)?\s?(?:%|per ?cent)")
_OUT = frozenset({"utility", "fun"})


def relevant(view: View) -> tuple[bool, str]:
    """The verdict and why: the headline or the opening must speak of a barrier to trade."""
    reach = _opening(view)
    early = view.between(0, reach)
    barriers = [one for one in early if one.kind == "barriers" and _counts(view, one, early)]
    trade = [one for one in barriers if view.lens.barriers[one.key].trade]
    acts = [one for one in early if one.kind == "actions" and _on_trade(view, one)]
    named = [one for one in early if one.kind == "instruments" or one.kind == "jurisdictions"]
    known = bool(named) or view.home is not None
    noise = [one for one in early if one.kind == "nouns" and one.key in _OUT]
    if not barriers and not acts:
        return False, "no barrier to trade in the opening"
    if len(noise) > len(trade) and not _between(view, barriers, noise):
        return False, f"the opening is about something else ({_said(view, noise[0])})"
    flows = [
        one
        for one in early
        if one.kind == "nouns" and one.key in ("flow_in", "flow_out", "customs", "goods")
    ]
    goods = [one for one in early if one.kind == "products"]
    if known and flows and any(one.key == "countermeasure" for one in barriers):
        return True, "countermeasures on goods"
    if _company(view) and all(one.start >= view.first[1] for one in barriers):
        return False, "news of a company or a market"
    if trade and (known or flows or goods):
        return True, f"the opening speaks of “{_said(view, trade[0])}”"
    flows = [
        one
        for one in early
        if one.kind == "nouns" and one.key in ("flow_in", "flow_out", "customs")
    ]
    goods = [one for one in early if one.kind == "products"]
    if _company(view):
        return False, "news of a company or a market"
    if barriers and known and (flows or goods or _tariff(barriers, named, view.home)):
        return True, f"“{_said(view, barriers[0])}” between countries"
    if acts and ((known and (flows or goods)) or (flows and goods)):
        return True, f"“{_said(view, acts[0])}” on trade between countries"
    return False, "a barrier without trade between countries"


def _between(view: View, barriers: list[Mention], noise: list[Mention]) -> bool:
    """Whether the headline tells of a barrier between two countries, and of nothing else."""
    end = view.title_end
    countries = {one.key for one in view.between(0, end, "jurisdictions")}
    return (
        len(countries) > 1
        and any(one.start < end for one in barriers)
        and all(one.start >= end for one in noise)
    )


def _counts(view: View, one: Mention, early: list[Mention]) -> bool:
    """A weak barrier is no sign of trade, but for a fee where ships are named."""
    if not view.lens.barriers[one.key].weak:
        return True
    if one.key == "deposit":
        return _OF_RATE.match(view.lower, one.end) is not None
    return one.key == "fee" and any(other.key == "ships" for other in early)


def _on_trade(view: View, act: Mention) -> bool:
    """Whether an act needs no barrier beside it: to ban, to halt or to resume a trade."""
    known = view.lens.acts[act.key]
    return known.barrier is not None or known.action in ("halt", "suspend", "resume", "tighten")


def _company(view: View) -> bool:
    """Whether the headline is about a company's results or a market, and names no barrier."""
    title = view.between(0, view.title_end)
    topics = [one for one in title if one.kind == "nouns" and one.key in _TOPICS]
    named = [one for one in title if one.kind in ("barriers", "instruments")]
    if not topics or not named:
        return bool(topics)
    before = view.lower[max(0, named[0].start - 24) : named[0].start]
    if _NEWS.match(view.lower, named[0].end):
        return False
    return topics[0].start < named[0].start and _CAUSE.search(before) is not None


def _tariff(barriers: list[Mention], named: list[Mention], home: str | None) -> bool:
    """`Tariff` alone speaks of trade; `duty` and `levy` do where two countries are named."""
    if any(one.key in _TRADE_WORDS for one in barriers):
        return True
    if any(one.kind == "instruments" for one in named):
        return True
    countries = {one.key for one in named if one.kind == "jurisdictions"} | ({home} - {None})
    return len(countries) > 1 and any(one.key == "duty" for one in barriers)


def _opening(view: View) -> int:
    """Headline and the first two sentences."""
    number = min(2, len(view.sentences) - 1)
    return view.sentences.bounds(number)[1]


def _said(view: View, one: Mention) -> str:
    return view.normal.text[one.start : one.end]
