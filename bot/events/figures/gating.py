"""What a percentage is a percentage of: a duty rate, a share, or something that is no figure.

Each is judged inside its own clause by the first rule that speaks. The reasons are what
`tollbell explain` shows.
"""

from collections.abc import Callable

from bot.events.figures import words
from bot.events.figures.percents import Percent
from bot.events.figures.setting import NOTHING, OTHERS, RATE, RIVALS, SHARE, Setting, Verdict, rates
from bot.events.view import View


def judge(view: View, one: Percent, before: Percent | None, last: Verdict | None) -> Verdict:
    """What the percentage is; `before` is the one to its left in the text, with its verdict."""
    setting = Setting.of(view, one, before, last)
    for rule in _RULES:
        verdict = rule(setting)
        if verdict is not None:
            return verdict
    return Verdict(NOTHING, "no duty noun owns it")


def _negated(at: Setting) -> Verdict | None:
    """`15%, not 10%`: what it is said not to be."""
    return Verdict(NOTHING, "is what it is not") if words.NEGATED.search(at.ahead) else None


def _zero(at: Setting) -> Verdict | None:
    """The word zero is a rate only beside a duty."""
    one, lower = at.one, at.view.lower
    if not one.zero:
        return None
    if at.head is not None and lower[one.end : at.head.start].strip(" -") == "":
        return Verdict(RATE, "zero, before a duty noun")
    near = at.duties or [
        noun for noun in at.view.between(one.end, one.end + 30) if rates(at.view, noun)
    ]
    if lower[max(0, one.start - 4) : one.start].endswith(("to ", "at ")) and near:
        return Verdict(RATE, "a duty brought to zero")
    return Verdict(NOTHING, "zero of something else")


def _people(at: Setting) -> Verdict | None:
    return (
        Verdict(NOTHING, "counts people, in a poll or the like")
        if words.PEOPLE.match(at.after)
        else None
    )


def _before_head(at: Setting) -> Verdict | None:
    return Verdict(RATE, f"stands before “{at.said(at.head)}”") if at.head else None


def _before_other(at: Setting) -> Verdict | None:
    """`5.4 percent economic growth`, `13% VAT`."""
    end = at.one.end
    for noun in at.view.between(end, min(at.closing, end + 26), "nouns"):
        if noun.key in OTHERS and len(at.view.lower[end : noun.start].split()) <= 1:
            return Verdict(NOTHING, f"stands before “{at.said(noun)}”, which is no duty")
    return None


def _value(at: Setting) -> Verdict | None:
    if words.VALUE.match(at.after) and at.dutiable:
        return Verdict(RATE, "is a part of the customs value")
    return None


def _points(at: Setting) -> Verdict | None:
    """Points are a duty's where no other noun of the clause can own them."""
    if not at.one.points:
        return None
    if words.ON_TOP.match(at.after):
        return Verdict(RATE, "is added to a duty")
    for noun in reversed(at.nouns):
        if rates(at.view, noun):
            return Verdict(RATE, f"moves “{at.said(noun)}”")
        if noun.kind == "nouns" and noun.key in OTHERS | {"portion"}:
            break
    else:
        if words.RATED.search(at.ahead) and at.dutiable:
            return Verdict(RATE, "moves a rate among duties")
    return Verdict(NOTHING, "points of something that is no duty")


def _same_again(at: Setting) -> Verdict | None:
    return at.last if at.last is not None and words.THAT.search(at.ahead) else None


def _part(at: Setting) -> Verdict | None:
    inner = at.view.lower[at.one.start : at.one.end]
    if not words.OF.match(at.after) and words.INNER_OF.search(inner) is None:
        return None
    if any(noun.kind == "nouns" and noun.key == "poll" for noun in at.nouns):
        return Verdict(NOTHING, "counts people, in a poll or the like")
    follow = at.view.between(at.one.end, at.one.end + len(at.after), "nouns")
    if any(noun.key in ("macro", "poll") for noun in follow[:1]):
        return Verdict(NOTHING, "a part of something that no measure touches")
    return Verdict(SHARE, "is a part of something")


def _slide(at: Setting) -> Verdict | None:
    return (
        Verdict(NOTHING, "is a move of a price, a market or trade")
        if words.SLIDE.search(at.ahead)
        else None
    )


def _portion(at: Setting) -> Verdict | None:
    if words.PORTION.match(at.after):
        return Verdict(SHARE, "is a portion or a threshold")
    if words.QUOTA.search(at.ahead) or words.VOLUME.search(at.ahead):
        return Verdict(SHARE, "is the cut of a quota")
    return None


def _others(at: Setting) -> Verdict | None:
    """A noun that is no duty owns it, unless it is plainly paid."""
    owner = at.owner
    if owner is None or owner.kind != "nouns" or words.PAID.search(at.ahead):
        return None
    said = at.said(owner)
    if owner.key in OTHERS or not (owner.key == "portion" or words.SHARING.search(at.ahead)):
        return Verdict(NOTHING, f"belongs to “{said}”, which is no duty")
    return Verdict(SHARE, f"belongs to “{said}”")


def _move(at: Setting) -> Verdict | None:
    if not words.MOVE.match(at.after):
        return None
    if at.owner is not None and rates(at.view, at.owner):
        if at.ahead.endswith(" to "):
            return None
        gap = at.view.lower[at.owner.end : at.one.start]
        if len(gap) < 12 and words.DIRECT.fullmatch(gap):
            return None
    return Verdict(NOTHING, "is a move, not a level")


def _duty(at: Setting) -> Verdict | None:
    if at.owner is not None and rates(at.view, at.owner):
        return Verdict(RATE, f"belongs to “{at.said(at.owner)}” in its clause")
    return None


def _charge(at: Setting) -> Verdict | None:
    if words.CHARGE.match(at.after) and at.clean and at.dutiable:
        return Verdict(RATE, "a charge, a floor or a ceiling in a passage about duties")
    return None


def _paid(at: Setting) -> Verdict | None:
    if at.clean and words.PAYING.search(at.ahead) and (words.GOODS.match(at.after) or at.dutiable):
        return Verdict(RATE, "is charged or paid")
    return None


def _product(at: Setting) -> Verdict | None:
    """`Solar cells go from 25 percent to 50 percent`, in a passage about duties."""
    if at.one.previous is None or not at.clean:
        return None
    start = max(at.opening, at.one.start - 300)
    if at.view.between(start, at.one.start, "products") and at.near_duty(700):
        return Verdict(RATE, "a product's change among duties")
    return None


def _inside(at: Setting) -> Verdict | None:
    """`cut to zero the tax on coffee (today at 9%)`: the duty stands within the statement."""
    if at.one.previous is None:
        return None
    for noun in at.view.between(at.one.start, min(at.one.end, at.one.start + 90)):
        if rates(at.view, noun):
            return Verdict(RATE, f"tells the change of “{at.said(noun)}”")
    return None


def _list(at: Setting) -> Verdict | None:
    """A rate stands in a list of rates where no other owner comes between."""
    if at.before is None or at.last is None or at.last.kind != RATE:
        return None
    gap = at.view.lower[at.before.end : at.one.start]
    between = at.view.between(at.before.end, at.one.start, "nouns")
    rival = any(noun.key in RIVALS for noun in between) and not words.PAID.search(at.ahead)
    listed = words.LISTED.search(at.ahead[-30:]) or (
        at.ahead.endswith((", ", " and ")) and words.GOODS.match(at.after)
    )
    if len(gap) < 200 and listed and not rival:
        return Verdict(RATE, "stands in a list of rates")
    return None


def _sentence(at: Setting) -> Verdict | None:
    if (
        at.duties
        and at.clean
        and (words.GOODS.match(at.after) or words.LISTED.search(at.ahead[-30:]))
    ):
        return Verdict(RATE, f"belongs to “{at.said(at.duties[-1])}” in its sentence")
    return None


def _called(at: Setting) -> Verdict | None:
    if at.clean and words.RATED.search(at.ahead) and at.dutiable:
        return Verdict(RATE, "is called a rate among duties")
    return None


def _goes_on(at: Setting) -> Verdict | None:
    near = at.before is not None and at.one.start - at.before.end < 60
    if near and at.last is not None and at.last.kind == SHARE:
        return Verdict(SHARE, "goes on from a share")
    return None


_RULES: tuple[Callable[[Setting], Verdict | None], ...] = (
    _negated, _zero, _people, _before_head, _before_other, _value, _points, _same_again, _part,
    _slide, _portion, _others,
    _inside, _move, _duty, _charge, _paid, _product, _list, _sentence, _called, _goes_on,
)  # fmt: skip
