"""Who puts a measure in place, and whom it is aimed at, for one claim and for the whole item."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from bot.events import phrases
from bot.events.clause import Claim
from bot.events.kinds import REMEDIES
from bot.events.party import Party, Role
from bot.events.view import View
from bot.model.event import Figure, MeasureAction, MeasureType, Rate
from bot.text.spotting import Mention

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The jurisdictions of an item as its readers found them."""

    view: View
    parties: list[Party]
    figures: list[Figure]
    seats_of_law: Codes  # whose law the instruments are of
    starts: list[int]  # of the parties

    @classmethod
    def of_item(
        cls, view: View, parties: list[Party], figures: list[Figure], seats: Codes
    ) -> "Sides":
        """The sides of an item."""
        return cls(view, parties, figures, seats, [one.start for one in parties])

    def within(self, start: int, end: int, *roles: Role) -> list[Party]:
        """The parties of a span that have one of the roles."""
        starts = self.starts
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        if first == last:
            return []
        return [one for one in self.parties[first:last] if one.role in roles]

    def lead(self, claim: Claim) -> tuple[Codes, Codes]:
        """The two sides of the lead: the headline first, then the opening, then the rest."""
        spans = self.spans()
        if claim.type is MeasureType.TRADE_AGREEMENT or (
            claim.barrier and claim.barrier.key == "truce"
        ):
            both = self._partners(spans)
            if len(both) > 1 and not self._offers(claim):
                return both, both
        if couple := self._couple(claim, spans):
            return couple
        acts = self._owner(claim) or self._acting(claim, spans) or self._where(spans[:2])
        home = self.view.home
        if home is not None and not self._foreign(claim, acts):
            acts = (home,)
        meant = self._meant(spans[:2], acts, claim)
        if (
            not meant
            and claim.type is MeasureType.IMPORT_TARIFF
            and claim.action is not MeasureAction.STRIKE_DOWN
        ):
            meant = self._given_rates(acts)
        return acts, meant

    def of(self, claim: Claim, lead: Codes) -> tuple[Codes, Codes]:
        """The two sides of a further claim; who acts falls back to the lead's."""
        spans = [(claim.start, claim.end), self.view.sentences.around(claim.start)]
        acts = self._acting(claim, spans, law=False) or lead[:1]
        return acts, self._meant(spans, acts, claim)

    def spans(self) -> list[tuple[int, int]]:
        """Where the lead's sides are looked for: headline, first sentence, the whole."""
        view = self.view
        first = view.first if len(view.sentences) > 1 else (view.title_end,) * 2
        half = view.lower.find(";", *first)
        first = (first[0], half) if half > 0 else first
        return [(0, view.title_end), first, (0, len(view.lower))]

    def _acting(self, claim: Claim, spans: list[tuple[int, int]], law: bool = True) -> Codes:
        for number, (start, end) in enumerate(spans):
            found = self.within(start, end, Role.ACTS)
            if claim.act is not None and start <= claim.act.start < end:
                ahead = [one for one in found if one.end <= claim.act.start]
                own = [one for one in ahead if one.start >= claim.start]
                found = own or ahead or found
            if len(found) > 1 and phrases.SPEAKS.match(self.view.lower, found[0].end):
                found = found[1:]  # who only speaks of what another does
            if found:
                return (found[0].code,)
            if number == 1 and law:
                goal = [one.code for one in self.within(0, end, Role.MEANT) if one.destination]
                if self.seats_of_law or (goal and not outward(claim)):
                    return self.seats_of_law[:1] or tuple(goal[:1])
        return ()

    def _where(self, spans: list[tuple[int, int]]) -> Codes:
        """Where a barrier stands that nobody is said to put up: `controls begin in China`."""
        for start, end in spans:
            for one in self.within(start, end, Role.PLACE):
                if self.view.between(*self.view.clauses.around(one.start), "barriers"):
                    return (one.code,)
        return ()

    def _offers(self, claim: Claim) -> bool:
        """Whether one alone extends or ends a truce: `US extends tariff truce with China`."""
        if claim.type is MeasureType.TRADE_AGREEMENT or claim.act is None:
            return False
        ahead = self.within(claim.start, claim.act.start, Role.ACTS)
        after = self.within(claim.act.start, claim.end, Role.PARTNER)
        return len({one.code for one in ahead}) == 1 and bool(after)

    def _couple(self, claim: Claim, spans: list[tuple[int, int]]) -> tuple[Codes, Codes] | None:
        """Two that act together: each on the other, but for goods of one that only one taxes."""
        if claim.act is None or claim.act.start >= self.view.title_end:
            return None
        ahead = [one for one in self.within(0, claim.act.start, Role.ACTS) if not one.direct]
        both = {one.code for one in ahead[:1]}
        for one, other in pairwise(ahead):
            if phrases.LISTED.fullmatch(self.view.lower, one.end, other.start):
                both.add(other.code)
        if len(both) != 2:
            return None
        start, end = spans[1]
        swap = _IN_RETURN.search(self.view.lower, start, end)
        meant = self.within(start, swap.start() if swap else end, Role.MEANT)
        struck = both & {one.code for one in meant if one.origin}
        if len(struck) == 1:
            return tuple(both - struck), tuple(struck)
        return tuple(sorted(both)), tuple(sorted(both))

    def _foreign(self, claim: Claim, acts: Codes) -> bool:
        """Whether an authority tells of another's act: its owner or its subject is named."""
        spoken = self.within(*self.view.sentences.around(claim.start), Role.ACTS)
        at = claim.act.start if claim.act else claim.start
        return any(one.code in acts and (one.direct or one.end <= at) for one in spoken)

    def _owner(self, claim: Claim) -> Codes:
        """Whose barrier it is, where others speak or suffer: `Seoul races for U.S. tariff deal`."""
        if claim.type is MeasureType.TRADE_AGREEMENT or claim.barrier is None:
            return ()
        told = self.view.between(0, claim.barrier.start, "statuses")
        if any(one.key == "denied" for one in told):
            return ()  # who denies, not whose duty it would answer
        if claim.barrier.key == "deal" and "tariff" not in self._said(claim.barrier):
            return ()
        start = max(claim.start, claim.barrier.start - 60)
        found = [one for one in self.within(start, claim.barrier.start, Role.ACTS) if one.direct]
        if found and phrases.COUNTER.search(self.view.lower, start, found[-1].start):
            return ()
        back = claim.act is not None and _BACK.search(
            self.view.lower, claim.act.start, claim.act.end + 12
        )
        return (found[-1].code,) if found and not back else ()

    def _said(self, one: Mention) -> str:
        return self.view.lower[one.start : one.end]

    def _meant(self, spans: list[tuple[int, int]], acts: Codes, claim: Claim) -> Codes:
        talking = claim.action is MeasureAction.NEGOTIATE or bool(
            claim.act and claim.act.key == "suffer"
        )
        roles = (Role.MEANT, Role.ACTS) if talking else (Role.MEANT,)
        control = claim.type is MeasureType.EXPORT_CONTROL
        listing = claim.type is MeasureType.ENTITY_LISTING or (control and claim.relief)
        last = (Role.PARTNER, Role.PLACE) if listing else (Role.PARTNER,)
        for wanted in (roles, last):
            for place, span in enumerate(spans):
                if codes := self._aimed(claim, span, wanted).difference(acts):
                    if claim.type in REMEDIES and place == 0 and len(spans) > 1:
                        wider = self._aimed(claim, spans[1], wanted).difference(acts)
                        if codes < wider:  # the headline names one of several countries
                            codes = wider
                    return tuple(sorted(codes))
        if not control:
            return ()
        return tuple(sorted(self._aimed(claim, spans[0], (Role.PLACE,)).difference(acts)))

    def _aimed(self, claim: Claim, span: tuple[int, int], roles: tuple[Role, ...]) -> set[str]:
        return {one.code for one in self.within(*span, *roles) if not _passed(one, claim)}

    def _given_rates(self, acts: Codes) -> Codes:
        """Countries that are each given a rate of their own, where there are several."""
        clauses = {
            self.view.clauses.around(one.evidence.end - 1)
            for one in self.figures
            if isinstance(one, Rate)
        }
        codes = {
            one.code for start, end in clauses for one in self.within(start, end, Role.MEANT)
        } - set(acts)
        return tuple(sorted(codes)) if len(codes) > 2 else ()

    def _partners(self, spans: list[tuple[int, int]]) -> Codes:
        for start, end in spans[:2]:
            codes = {
                one.code
                for one in self.within(start, end, Role.ACTS, Role.MEANT, Role.NAMED, Role.PARTNER)
            }
            if len(codes) > 1:
                return tuple(sorted(codes))
        return ()


_IN_RETURN = re.compile(r"\bin (?:return|exchange|answer|response|reply)\b")
_BACK = re.compile(r"\b(?:hits? back|retaliat\w+|respon\w+|counter\w*)\b")


def _passed(one: Party, claim: Claim) -> bool:
    """A curb on exports is not aimed at the origin, an import duty not at the destination."""
    return one.origin if outward(claim) else one.destination


_OUTWARD = (
    MeasureType.EXPORT_CONTROL,
    MeasureType.EXPORT_TAX,
    MeasureType.EXPORT_QUOTA,
    MeasureType.EXPORT_BAN,
)


def outward(claim: Claim) -> bool:
    """Where exports are restricted, the origin of the goods is nobody that is aimed at."""
    return claim.type in _OUTWARD
