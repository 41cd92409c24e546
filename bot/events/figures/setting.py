"""The setting of a percentage: the words and nouns around it, in its clause and sentence."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.events.figures.percents import Percent
from bot.events.figures.words import DIRECT
from bot.events.view import View
from bot.text.spotting import Mention

RATE, SHARE, NOTHING = "rate", "share", "nothing"
OTHERS = frozenset({"market", "macro", "poll", "tax"})  # a percentage of theirs is no figure
RIVALS = OTHERS | {"trade", "portion"}  # nouns that own a percentage before a duty does
_WINDOW = 160
_STOP = re.compile(
    r"[,;:()]|\b(?:of|on|in|from|to|for|and|by|at|as|since|after|while|due|because|than|that"
    r"|which|with|the|an?|oppose|support|fear|said|say)\b"
)
_AGENT = re.compile(r"\b(?:by|subject to|after|since|amid)(?: (?:the|a|new|these))* $")
_REACHES = re.compile(r"^\s?(?:\w+ ){0,2}(?:on|for|of|against|from)\b[^,;]{0,70}$")


class Verdict(NamedTuple):
    """What a percentage is, and why."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A percentage where it stands; `before` is the one to its left, with its verdict."""

    view: View
    one: Percent
    before: Percent | None
    last: Verdict | None
    opening: int  # of the sentence
    closing: int
    ahead: str  # the words of the clause before it
    after: str  # the words of the sentence after it
    nouns: list[Mention]  # of the clause, before it
    head: Mention | None  # the duty noun that it qualifies
    owner: Mention | None  # the nearest noun before it that can own it

    @classmethod
    def of(
        cls, view: View, one: Percent, before: Percent | None, last: Verdict | None
    ) -> "Setting":
        """The setting of a percentage."""
        lower = view.lower
        first, _ = view.clauses.around(one.start)
        if lower[max(0, first - 2) : first] == ": ":
            first, _ = view.clauses.around(first - 2)
        opening, closing = view.sentences.around(one.start)
        start = max(first, one.start - _WINDOW)
        nouns = view.between(start, one.start)
        return cls(
            view, one, before, last, opening, closing,
            ahead=lower[start : one.start],
            after=lower[one.end : min(closing, one.end + 70)],
            nouns=nouns,
            head=_head(view, one, closing),
            owner=_owner(view, nouns, one.start),
        )  # fmt: skip

    def said(self, mention: Mention) -> str:
        """A mention as it stands in the text."""
        return self.view.normal.text[mention.start : mention.end]

    @property
    def clean(self) -> bool:
        """Whether nothing before it in its sentence speaks of markets, polls or taxes."""
        nouns = self.view.between(max(self.opening, self.one.start - 400), self.one.start, "nouns")
        return not any(noun.key in OTHERS for noun in nouns)

    @property
    def dutiable(self) -> bool:
        """Whether duties are what the sentence, or the one before it, speaks of."""
        return self.near_duty(300, 100)

    def near_duty(self, back: int, ahead: int = 0) -> bool:
        """Whether a duty noun stands so near."""
        start = max(0, max(self.opening, self.one.start - 700) - back)
        return any(
            rates(self.view, noun) for noun in self.view.between(start, self.one.end + ahead)
        )

    @property
    def duties(self) -> list[Mention]:
        """The duty nouns before it in its sentence."""
        start = max(self.opening, self.one.start - 400)
        return [noun for noun in self.view.between(start, self.one.start) if rates(self.view, noun)]


def rates(view: View, mention: Mention) -> bool:
    """Whether a percentage can be the rate of what is named; not in `tariff-exposed`."""
    if mention.kind != "barriers" or not view.lens.barriers[mention.key].rate:
        return False
    return view.lower[mention.end : mention.end + 1] != "-"


def _head(view: View, one: Percent, closing: int) -> Mention | None:
    """The duty noun that the percentage qualifies: `25% (adjectives) tariff`."""
    for mention in view.between(one.end, min(closing, one.end + 60)):
        if rates(view, mention):
            between = view.lower[one.end : mention.start]
            plain = _STOP.search(between) is None and len(between.split()) <= 5
            return mention if plain else None
        if mention.kind == "nouns" and mention.key in ("market", "macro", "tax", "utility"):
            return None
    return None


def _owner(view: View, nouns: list[Mention], at: int) -> Mention | None:
    """The nearest noun to the left that can own the percentage, goods of a duty passed over."""
    last = nouns[-1] if nouns else None
    if last and rates(view, last) and DIRECT.fullmatch(view.lower, last.end, at):
        return last
    rival: Mention | None = None
    for noun in reversed(nouns):
        if rates(view, noun) and not _AGENT.search(view.lower, max(0, noun.start - 16), noun.start):
            reaches = rival is None or _REACHES.match(view.lower[noun.end : rival.start])
            return noun if reaches else rival
        if rival is None and noun.kind == "nouns" and noun.key in RIVALS:
            rival = noun
    return rival
