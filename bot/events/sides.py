"""Who puts a measure in place, and whom it is aimed at, for one claim and for the whole item."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from bot.events import phrases
from bot.events.clause import Claim
from bot.events.parties import Party, Role
from bot.events.view import View
from bot.model.event import Figure, MeasureAction, MeasureType, Rate

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
        inside = self.parties[bisect_left(starts, start) : bisect_left(starts, end)]
        return [one for one in inside if one.role in roles]

    def lead(self, claim: Claim) -> tuple[Codes, Codes]:
        """The two sides of the lead: the headline first, then the opening, then the rest."""
        spans = self._spans()
        if claim.type is MeasureType.TRADE_AGREEMENT or (
            claim.barrier and claim.barrier.key == "truce"
        ):
            both = self._partners(spans)
            if len(both) > 1:
                return both, both
        acts = self._owner(claim) or self._acting(claim, spans)
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

    def all_acting(self, lead: Codes, claims: list[Claim]) -> set[str]:
        """Every jurisdiction that has a barrier of its own in the item."""
        found = set(lead) | {
            one.code for one in self.parties if one.direct and one.role is Role.ACTS
        }
        for claim in claims:
            if claim.act is not None and (not claim.weak or self._close(claim.act.start)):
                opening = self.view.sentences.around(claim.start)[0]
                before = self.within(claim.start, claim.act.start, Role.ACTS)
                before = before or self.within(opening, claim.act.start, Role.ACTS)[-1:]
                found |= {one.code for one in before}
        return found

    def all_meant(self, lead: tuple[Codes, Codes], claims: list[Claim]) -> set[str]:
        """Every jurisdiction that a measure of the item is aimed at."""
        acts, meant = lead
        found = set(meant)
        outward = bool(claims) and all(_outward(claim) for claim in claims)
        if claims and any(claim.type is MeasureType.ENTITY_LISTING for claim in claims):
            found |= self._listed()
        told = {self.view.clauses.around(claim.start) for claim in claims}
        told |= {
            self.view.clauses.around(one.evidence.start)
            for one in self.figures
            if isinstance(one, Rate)
        }
        found |= {one.code for one in self.parties if one.role is Role.MEANT and one.hit}
        for start, end in told | set(self._spans()[:2]):
            by = {one.code for one in self.within(start, end, Role.ACTS)} or set(acts)
            inside = self.within(start, end, Role.MEANT)
            aimed = [one for one in inside if not (one.origin if outward else one.destination)]
            found |= {one.code for one in aimed if {one.code} != by}
        if len(acts) == 1 and acts[0] in found and not self._strikes(acts[0], meant):
            found -= set(acts)
        return found

    def _close(self, at: int) -> bool:
        """Whether one who acts stands straight before a verb: `that Washington charges`."""
        return any(0 < at - one.end < 8 for one in self.within(at - 40, at, Role.ACTS))

    def _listed(self) -> set[str]:
        """Where listed entities are: `the new names are in China, the rest in Japan`."""
        found: set[str] = set()
        for one in self.parties:
            if one.role is Role.PLACE:
                sentence = self.view.lower[slice(*self.view.sentences.around(one.start))]
                if len(sentence) < 600 and _NAMES.search(sentence):
                    found.add(one.code)
        return found

    def _strikes(self, code: str, meant: Codes) -> bool:
        """Whether another jurisdiction acts with a barrier of its own and can aim at this one."""
        others = {one.code for one in self.parties if one.role is Role.ACTS and one.code != code}
        return any(one.direct and one.code in others for one in self.parties) or bool(
            others & set(meant)
        )

    def _spans(self) -> list[tuple[int, int]]:
        view = self.view
        first = (
            view.sentences.bounds(view.lead_sentence)
            if len(view.sentences) > 1
            else (view.title_end,) * 2
        )
        half = view.lower.find(";", *first)
        first = (first[0], half) if half > 0 else first
        return [(0, view.title_end), first, (0, len(view.lower))]

    def _acting(self, claim: Claim, spans: list[tuple[int, int]], law: bool = True) -> Codes:
        for number, (start, end) in enumerate(spans):
            found = self.within(start, end, Role.ACTS)
            if claim.act is not None and start <= claim.act.start < end:
                ahead = [one for one in found if one.end <= claim.act.start]
                found = ahead or found
            if found:
                return (found[0].code,)
            if number == 1 and law:
                goal = [one.code for one in self.within(0, end, Role.MEANT) if one.destination]
                if self.seats_of_law or (goal and not _outward(claim)):
                    return self.seats_of_law[:1] or tuple(goal[:1])
        return ()

    def _owner(self, claim: Claim) -> Codes:
        """Whose barrier it is, where others speak or suffer: `Seoul races for U.S. tariff deal`."""
        if claim.type is MeasureType.TRADE_AGREEMENT or claim.barrier is None:
            return ()
        start = max(claim.start, claim.barrier.start - 60)
        found = [one for one in self.within(start, claim.barrier.start, Role.ACTS) if one.direct]
        if found and phrases.COUNTER.search(self.view.lower, start, found[-1].start):
            return ()
        back = claim.act is not None and _BACK.search(
            self.view.lower, claim.act.start, claim.act.end + 12
        )
        return (found[-1].code,) if found and not back else ()

    def _meant(self, spans: list[tuple[int, int]], acts: Codes, claim: Claim) -> Codes:
        talking = claim.action is MeasureAction.NEGOTIATE or bool(
            claim.act and claim.act.key == "suffer"
        )
        roles = (Role.MEANT, Role.ACTS) if talking else (Role.MEANT,)
        listing = claim.type in (MeasureType.ENTITY_LISTING, MeasureType.EXPORT_CONTROL)
        last = (Role.PARTNER, Role.PLACE) if listing else (Role.PARTNER,)
        for wanted in (roles, last):
            for start, end in spans:
                found = self.within(start, end, *wanted)
                codes = {one.code for one in found if not _passed(one, claim)} - set(acts)
                if codes:
                    return tuple(sorted(codes))
        return ()

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


_BACK = re.compile(r"\b(?:hits? back|retaliat\w+|respon\w+|counter\w*)\b")


def _passed(one: Party, claim: Claim) -> bool:
    """A curb on exports is not aimed at the origin, an import duty not at the destination."""
    return one.origin if _outward(claim) else one.destination


_NAMES = re.compile(r"\b(?:names|entities|additions|listed|firms|companies|of them)\b")
_OUTWARD = (
    MeasureType.EXPORT_CONTROL,
    MeasureType.EXPORT_TAX,
    MeasureType.EXPORT_QUOTA,
    MeasureType.EXPORT_BAN,
)


def _outward(claim: Claim) -> bool:
    """Where exports are restricted, the origin of the goods is nobody that is aimed at."""
    return claim.type in _OUTWARD
