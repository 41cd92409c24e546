"""The fields of an alert: figures, parties, dates, law, sources. Blanks read "not stated". Pure."""

from collections.abc import Iterable, Sequence

from bot.alerts.labels import Labels
from bot.alerts.sources import linked, ranked, source_of
from bot.alerts.title import clause, key_rates, rate_text, shortened
from bot.alerts.values import amount, duration, figure_text, moment
from bot.model.event import (
    Amount,
    DateRole,
    Day,
    Duration,
    Figure,
    Measure,
    MeasureType,
    Rate,
)
from bot.model.feed import Tier
from bot.model.message import Field, Span, Strong, Text
from bot.model.story import Conflict, Source, Stated, Story, slot_of, value_of

NOT_STATED = "not stated"
_ALSO, _SOURCES, _CONFLICTS, _LAWS, _QUOTED = 6, 6, 3, 6, 160


def fields(story: Story, labels: Labels) -> tuple[Field, ...]:
    """Every field of the card, in the order in which a reader decides."""
    lead = story.lead
    found = [
        Field("Rate", _or_blank(_rate(story)), inline=True),
        Field("From → on", _or_blank(_parties(lead, labels)), inline=True),
        Field("Effective", _or_blank(_days(story, DateRole.EFFECTIVE)), inline=True),
        Field("Products", _or_blank(_products(lead, labels)), inline=True),
        Field("Legal basis", _or_blank(_laws(_law(story))), inline=True),
        Field("Next", _or_blank(_next(story)), inline=True),
    ]
    optional = (
        Field("Announced", _announced(story)),
        Field("Scope", _scope(story)),
        Field("Also", _also(story, labels)),
        Field("Conflicts", _conflicts(story)),
        Field(f"Sources ({len(_publishers(story))})", _sources(story)),
    )
    return (*found, *(field for field in optional if field.value))


def _law(story: Story) -> tuple[str, ...]:
    """What the lead rests on; laws of further measures are told beside them."""
    return story.lead.instruments if len(story.measures) > 1 else story.instruments


def _laws(names: Sequence[str]) -> Text:
    """The texts in a row; the newest one is named where there are many."""
    if len(names) <= _LAWS:
        return (", ".join(names),)
    return (f"{', '.join(names[: _LAWS - 1])} … {names[-1]}",)


def _or_blank(text: Text) -> Text:
    return text if any(text) else (NOT_STATED,)


def held(story: Story) -> list[Figure]:
    """The key figures of the lead as the story now stands; those of others are told with them."""
    own = set(map(_value, story.lead.figures))
    return [stated.figure for stated in story.figures if stated.key and stated.value in own]


def _rate(story: Story) -> Text:
    rates = key_rates(story, story.lead)
    if not rates:
        return _fees(story)
    words = rate_text(rates, story.lead.action, most=6)
    change = _change(rates)
    hedge = " · reported" if story.lead.hedged else ""
    return (Strong(words), f"{change}{hedge}")


def _change(rates: Sequence[Rate]) -> str:
    """` (−10 pp)`, where exactly one rate replaces another."""
    moved = [one for one in rates if one.previous is not None and one.unit == "percent"]
    if len(moved) != 1 or moved[0].previous is None or moved[0].upper is not None:
        return ""
    points = round(moved[0].value - moved[0].previous, 6)
    return f" ({'+' if points > 0 else '−'}{abs(points):g} pp)"


def _is_fee(story: Story, figure: Amount) -> bool:
    """Whether an amount is money that a port fee costs, and is shown as its rate."""
    return story.lead.type is MeasureType.PORT_FEE and len(figure.unit) == 3


def _fees(story: Story) -> Text:
    """The fee or floor price of a measure that is not a rate."""
    money = [one for one in held(story) if isinstance(one, Amount) and _is_fee(story, one)]
    return tuple(Strong(amount(one)) for one in money[:1])


def _parties(lead: Measure, labels: Labels) -> Text:
    who = labels.countries(lead.implementing)
    return (f"{who} → {labels.countries(lead.affected, most=5) or 'all, or not stated'}",) * bool(
        who
    )


def _days(story: Story, role: DateRole) -> Text:
    return _joined([(moment(one.value),) for one in _dates(story, role)[:3]], ", ")


def _announced(story: Story) -> Text:
    """The newest day on which something of the measure was announced."""
    return tuple(moment(one.value) for one in _dates(story, DateRole.ANNOUNCED)[-1:])


def _ahead(story: Story, role: DateRole) -> list[Day]:
    """The days that had not passed when the story was last told."""
    newest = story.last_at.date().isoformat()
    return [one for one in _dates(story, role) if one.value >= newest[: len(one.value)]]


def _dates(story: Story, role: DateRole) -> list[Day]:
    loose = role in (DateRole.ANNOUNCED, DateRole.DEADLINE)  # never key, and of the whole story
    figures = _free(story) if loose else held(story)
    days = {one.value: one for one in figures if isinstance(one, Day) and one.role is role}
    return [days[value] for value in sorted(days)]


def _free(story: Story) -> list[Figure]:
    """Every figure of the story but those that a further measure claims for itself."""
    own = set(map(_value, story.lead.figures))
    claimed = {_value(one) for measure in story.measures[1:] for one in measure.figures} - own
    return [stated.figure for stated in story.figures if stated.value not in claimed]


def _products(lead: Measure, labels: Labels) -> Text:
    goods = labels.goods(lead.products, most=8)
    return (goods[:1].upper() + goods[1:],)


def _next(story: Story) -> Text:
    """What comes next: a deadline, an end, or how long it lasts."""
    parts: list[Text] = [
        ("deadline ", moment(day.value)) for day in _ahead(story, DateRole.DEADLINE)[:2]
    ]
    parts += [("ends ", moment(day.value)) for day in _ahead(story, DateRole.EXPIRY)[:2]]
    lasts = [one.value for one in held(story) if isinstance(one, Duration)]
    parts += [(f"for {duration(value)}",) for value in lasts[:2]]
    return _joined(parts, " · ")


def _scope(story: Story) -> Text:
    """How many entities, products or lines, how much: amounts that are the measure's own."""
    own = [one for one in held(story) if isinstance(one, Amount) and not _is_fee(story, one)]
    return (" · ".join(amount(one) for one in own[:4]),) if own else ()


def _also(story: Story, labels: Labels) -> Text:
    """One line for every further measure, with its figures and the words that tell it."""
    lines = [
        _line(one, _own(story, one), labels)
        for one in story.measures[1:]
        if not _is_outdated(story, one)
    ]
    more = len(lines) - _ALSO
    shown = lines[:_ALSO] + ([(f"and {more} more",)] if more > 0 else [])
    return _joined(shown, "\n")


def _line(measure: Measure, own: Sequence[Figure], labels: Labels) -> Text:
    told = " · ".join([clause(measure, labels), *_details(measure, own)])
    words = shortened(" ".join(measure.evidence.quote.split()), _QUOTED)
    return (Strong(told), f" “{words}”") if words else (Strong(told),)


def _is_outdated(story: Story, measure: Measure) -> bool:
    """Whether a measure was told with rates of the lead's that no longer hold."""
    own = set(map(_value, story.lead.figures))
    gone = {one.value for one in story.figures if not one.key and one.value in own}
    rates = [_value(one) for one in measure.figures if isinstance(one, Rate)]
    return bool(rates) and gone.issuperset(rates)


def _own(story: Story, measure: Measure) -> list[Figure]:
    """The figures of a measure; where some of a kind are known to hold, only those."""
    keys = {stated.value for stated in story.figures if stated.key}
    settled = {slot for slot, _ in keys & set(map(_value, measure.figures))}
    return [one for one in measure.figures if slot_of(one) not in settled or _value(one) in keys]


def _value(figure: Figure) -> tuple[str, str]:
    return slot_of(figure), value_of(figure)


def _details(measure: Measure, own: Sequence[Figure]) -> Iterable[str]:
    """A further measure's rates, when it was announced, how long it lasts, and its law."""
    rates = [one for one in own if isinstance(one, Rate)]
    if rates:
        hedge = " (reported)" if measure.hedged else ""
        yield rate_text(rates, measure.action, most=3) + hedge
    days = [one for one in own if isinstance(one, Day) and one.role is DateRole.ANNOUNCED]
    yield from (f"announced {figure_text(one)}" for one in days[:1])
    yield from dict.fromkeys(figure_text(one) for one in own if isinstance(one, Duration))
    yield from measure.instruments[:2]


def _conflicts(story: Story) -> Text:
    return _joined([conflict_text(story, one) for one in story.conflicts[:_CONFLICTS]], "\n")


def conflict_text(story: Story, conflict: Conflict) -> Text:
    """`⚠ 40 % (Harbour Ledger), 50 % (Euro Policy Monitor)`."""
    sides = [f"{figure_text(one.figure)} ({_teller(story, one)})" for one in _sides(conflict)]
    return (f"⚠ {', '.join(sides)}",)


def _sides(conflict: Conflict) -> tuple[Stated, Stated]:
    return conflict.theirs, conflict.ours


def _teller(story: Story, stated: Stated) -> str:
    found = source_of(story, stated)
    return found.name if found else "unnamed source"


def _publishers(story: Story) -> dict[str, Source]:
    """One source a publisher, official ones first."""
    found: dict[str, Source] = {}
    for source in ranked(story.sources):
        found.setdefault(source.name, source)
    return found


def _sources(story: Story) -> Text:
    shown = [_source(source) for source in _publishers(story).values()]
    more = len(shown) - _SOURCES
    return _joined(shown[:_SOURCES] + ([(f"+{more}",)] if more > 0 else []), " · ")


def _source(source: Source) -> Text:
    name = linked(source.name, source.url)
    return (name, " ✓") if source.tier is Tier.OFFICIAL else (name,)


def _joined(parts: Sequence[Text], mark: str) -> Text:
    spans: list[Span] = []
    for number, part in enumerate(parts):
        spans += [mark] * bool(number) + list(part)
    return tuple(spans)
