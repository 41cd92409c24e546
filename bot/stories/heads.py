"""The measures of a story: which of them an item is about, and how it stands after it. Pure."""

from dataclasses import replace

from bot.model.event import Day, Event, Figure, Measure, MeasureAction, Status
from bot.model.feed import Tier
from bot.model.story import Step, Story, slot_of, value_of
from bot.stories.changes import restated
from bot.stories.deals import two_sided
from bot.stories.facts import ALL_GOODS, Parents, kinship, related
from bot.stories.telling import key_figures

MEASURES = 16  # of a story that are kept
_MENTION = -0.4  # a mention is promoted only where no head fits: it was told beside the matter
_FIGURES = 40  # of a measure
# What an official text may say of a measure that the press has told as less, without a step.
_OFFICIALLY = {
    Status.CONSIDERED: (Status.PROPOSED,),
    Status.THREATENED: (Status.PROPOSED,),
}
# Acts that may bring further goods; what else the press names is often beside the matter.
_WIDENS = frozenset({MeasureAction.EXTEND, MeasureAction.TIGHTEN, MeasureAction.RAISE})
_COVERAGE = frozenset({MeasureAction.EXEMPT, MeasureAction.EXTEND})


def with_head(
    story: Story, event: Event, parents: Parents, beside: bool = False
) -> tuple[Story, int]:
    """The story with the measure that an item is about among its heads, and where it stands."""
    lead = event.lead
    ranks = [
        _rank(place, lead, known, story, parents) for place, known in enumerate(story.measures)
    ]
    best = max(range(len(ranks)), key=lambda place: (ranks[place], -place))
    if ranks[best] <= -1.0:
        stands = beside or _stands_beside(story, event)
        return _added(story, lead) if stands else (story, 0)
    if best < story.heads:
        return story, best
    return _promoted(story, best), story.heads


def _rank(place: int, lead: Measure, known: Measure, story: Story, parents: Parents) -> float:
    """How well a measure of the story fits; a mention has to fit better than a head."""
    kin = kinship(lead, known, parents)
    if kin.veto:
        return -1.0
    return kin.support + (0.01 if place < story.heads else _MENTION)


def _stands_beside(story: Story, event: Event) -> bool:
    """Whether an item about another measure adds it to the story: in a deal both sides move."""
    sides = {one for known in story.measures[: story.heads] for one in known.implementing}
    return not sides & set(event.lead.implementing) and (
        story.heads > 1 or two_sided(story.measures) or two_sided(event.measures)
    )


def _added(story: Story, lead: Measure) -> tuple[Story, int]:
    place = story.heads
    measures = (*story.measures[:place], lead, *story.measures[place:])[:MEASURES]
    return replace(story, measures=measures, heads=place + 1), place


def _promoted(story: Story, place: int) -> Story:
    rest = [known for at, known in enumerate(story.measures) if at != place]
    rest.insert(story.heads, story.measures[place])
    return replace(story, measures=tuple(rest), heads=story.heads + 1)


def opening(event: Event) -> tuple[Measure, ...]:
    """The measures of a new story: those of its item, the lead with all its key figures."""
    lead = replace(event.lead, figures=_figures(event.lead, event))
    return (lead, *(one for one in event.measures[1:MEASURES] if not _repeats(one, lead)))


def with_mentions(story: Story, event: Event, parents: Parents) -> Story:
    """The story with what an item tells beside the measure that it is about."""
    measures = [*story.measures]
    for mention in event.measures[1:]:
        if all(kinship(mention, known, parents).veto for known in measures):
            measures.append(mention)
    return replace(story, measures=tuple(measures[:MEASURES]))


def _repeats(measure: Measure, lead: Measure) -> bool:
    """Whether a measure only tells the lead again, in other words and with fewer facts."""
    own = {(slot_of(one), value_of(one)) for one in measure.figures if not isinstance(one, Day)}
    if _names_only_a_law(measure) and measure.type is lead.type:
        return (measure.action, measure.status) == (lead.action, lead.status)
    return (
        set(measure.implementing) <= set(lead.implementing)
        and set(measure.affected) <= set(lead.affected)
        and set(measure.products) <= set(lead.products)
        and set(measure.instruments) <= set(lead.instruments)
        and own <= {(slot_of(one), value_of(one)) for one in lead.figures}
        and (measure.type is lead.type or not measure.implementing or not own)
    )


def _names_only_a_law(measure: Measure) -> bool:
    """Whether it has neither goods nor targets nor figures: `under the Export Control Law`."""
    return not (measure.affected or measure.products or measure.figures)


def updated(
    ours: Measure, event: Event, taken: Step | None, silent: bool, parents: Parents
) -> Measure:
    """A measure after an item that is about it: moved, filled in, or only confirmed."""
    lead = event.lead
    if silent:
        return ours
    official = event.item.tier is Tier.OFFICIAL
    filled = replace(
        ours,
        hedged=ours.hedged and lead.hedged and not official,
        implementing=ours.implementing or lead.implementing,
        affected=ours.affected or lead.affected,
        products=_goods(ours.products, lead.products, parents)
        if official or lead.action in _WIDENS or not ours.products
        else ours.products,
        instruments=_united(ours.instruments, lead.instruments),
        figures=_figures(ours, event),
    )
    if taken is not None:
        return replace(
            filled,
            status=taken.status,
            action=taken.action,
            direction=lead.direction,
            evidence=lead.evidence,
            hedged=lead.hedged and not official,
        )
    if official and lead.status in _OFFICIALLY.get(ours.status, ()):
        return replace(filled, status=lead.status, evidence=lead.evidence)
    if lead.action in _COVERAGE and lead.status is not Status.THREATENED:
        return replace(filled, action=lead.action)
    return filled


def _figures(ours: Measure, event: Event) -> tuple[Figure, ...]:
    """The figures of both, each value once; which of them hold is said by `Story.figures`."""
    extended = restated(event) if ours is not event.lead else frozenset()
    told = (*ours.figures, *event.lead.figures, *key_figures(event))
    found: dict[tuple[str, str], Figure] = {}
    for figure in told:
        value = (slot_of(figure), value_of(figure))
        if value not in extended:
            found.setdefault(value, figure)
    return tuple(found.values())[:_FIGURES]


def _goods(ours: tuple[str, ...], theirs: tuple[str, ...], parents: Parents) -> tuple[str, ...]:
    """The goods of both; what is on all goods is not on some more, nor on a wider name for them."""
    if ours and ALL_GOODS in (*ours, *theirs):
        return ours
    return _united(ours, tuple(one for one in theirs if not related(ours, (one,), parents)))


def _united(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ours, *theirs)))
