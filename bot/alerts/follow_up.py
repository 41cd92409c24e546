"""The short message that follows a post when its story moves: what is new, and nothing else."""

from collections.abc import Sequence

from bot.alerts.backing import tone
from bot.alerts.fields import conflict_text
from bot.alerts.fresh import SHOWN, is_same, listed, new_figures, ordered, outdated, stated_by
from bot.alerts.labels import Labels
from bot.alerts.sources import source_of, web_address
from bot.alerts.title import clause, headline, key_rates, rate_text, shape, shortened
from bot.alerts.verbs import standing
from bot.model.alert import Alert, Reason
from bot.model.event import Day, Duration, Measure, MeasureAction, Rate
from bot.model.message import Message, Quote
from bot.model.story import Source, Stated, Step, Story, slot_of, value_of


def follow_up(story: Story, alert: Alert, labels: Labels, before: Story | None = None) -> Message:
    """What an alert says to a channel that shows the story already.

    `before` is the story one revision earlier, where it is known: a correction then also says
    what was said before.
    """
    mover = _mover(story, alert)
    words = _words(story, alert, labels, before)
    subject = _subject(story, alert, labels, before)
    return Message(
        title=shortened(words),
        tone=tone(story),
        url=web_address(mover.url) if mover else None,
        body=(f"{subject} · {mover.name}",) if mover else (subject,),
        quotes=_quotes(story, alert),
        footer=f"#{story.id} v{alert.revision}",
        at=alert.at,
    )


def _words(story: Story, alert: Alert, labels: Labels, before: Story | None) -> str:
    match alert.reason:
        case Reason.NEW:
            return headline(story, labels)
        case Reason.STATUS:
            return f"Status: {_passage(story, alert, before)}"
        case Reason.CONFIRMED:
            return f"Confirmed: {_confirmation(story, alert, before)}"
        case Reason.CONFLICT:
            return f"Conflict: {_dispute(story, alert)}"
        case Reason.CORRECTION:
            return f"Correction: {_mended(story, alert, before)}"
        case Reason.FIGURE:
            return _news(story, alert, before)


def _passage(story: Story, alert: Alert, before: Story | None) -> str:
    """`proposed → adopted`, for the step that the alert's item made, from where it stood."""
    places = [n for n, step in enumerate(story.history) if step.item == alert.item]
    now = places[-1] if places else len(story.history) - 1
    words = [_stands(story, step) for step in story.history[max(0, now - 1) : now + 1]]
    if before and before.heads == 1:
        lead = before.lead
        words = [standing(lead.status, lead.action, lead.type), words[-1]]
    return " → ".join(dict.fromkeys(words))


def _stands(story: Story, step: Step) -> str:
    return standing(step.status, step.action, story.lead.type)


def _confirmation(story: Story, alert: Alert, before: Story | None) -> str:
    """The official source, with the text that it was the first to name, and what is new in it."""
    mover = _mover(story, alert)
    source = mover.name if mover else "an official source"
    known = before.instruments if before else story.instruments
    new = [name for name in story.instruments if name not in known and _is_document(name)]
    fresh = new_figures(story, alert, before) if before else []
    text = f"; new: {listed(fresh, _measure(story, fresh).action)}" if fresh else ""
    return f"{new[-1]}, {source}{text}" if new else f"{source}{text}"


def _is_document(name: str) -> bool:
    """Whether an instrument is a text of its own and not a section of a law."""
    return any(char.isdigit() for char in name) and not name.startswith(
        ("Section ", "HS ", "ECCN ")
    )


def _dispute(story: Story, alert: Alert) -> str:
    theirs = [one for one in story.conflicts if alert.item in one.theirs.items]
    conflicts = theirs or list(story.conflicts[-1:])
    texts = ["".join(str(span) for span in conflict_text(story, one)) for one in conflicts]
    return "; ".join(texts).replace("⚠ ", "") or "settled since"


def _mended(story: Story, alert: Alert, before: Story | None) -> str:
    """`15 %, not 25 %`: what holds, and what does not."""
    now = [one for one in stated_by(story, alert) if not _holds(before, one)]
    was = [one for one in stated_by(before, alert) if not _holds(story, one)] if before else []
    if before and not now and story.history[-1] != before.history[-1]:
        steps = (story.history[-1], before.history[-1])
        return ", not ".join(dict.fromkeys(_stands(story, step) for step in steps))
    sides = [now or list(stated_by(story, alert)), was]
    texts = [listed(side, story.lead.action) for side in sides if side]
    return ", not ".join(texts) or standing(story.lead.status, story.lead.action)


def _holds(story: Story | None, stated: Stated) -> bool:
    return story is not None and any(
        stated.value == known.value and is_same(stated.figure, known.figure)
        for known in story.figures
    )


def _news(story: Story, alert: Alert, before: Story | None) -> str:
    """`New rate: 84 % → 125 %, effective 10 Apr 2025`; what is new, in a reader's order."""
    new = new_figures(story, alert, before)
    if not new and _act(story, alert) is MeasureAction.EXTEND:
        new = [one for one in stated_by(story, alert) if isinstance(one.figure, Day | Duration)]
    if new:
        return f"{_label(story, alert, new)}: {listed(new, _measure(story, new).action)}"
    if past := outdated(story, alert, before):
        said = f"{_label(story, alert, past)}: {listed(past, story.lead.action)}"
        return f"{said}, since then {_now(story, past)}"
    return _UNCOUNTED.get(_act(story, alert) or story.lead.action, "Details changed")


def _now(story: Story, past: Sequence[Stated]) -> str:
    """What took the place of figures that no longer hold."""
    lead = story.lead
    rates = rate_text(key_rates(story, lead), lead.action, SHOWN)
    is_rate = any(isinstance(one.figure, Rate) for one in past)
    return rates if is_rate and rates else standing(lead.status, lead.action, lead.type)


_UNCOUNTED = {MeasureAction.EXTEND: "Extended", MeasureAction.EXEMPT: "Exemptions changed"}


def _label(story: Story, alert: Alert, new: Sequence[Stated]) -> str:
    if any(isinstance(one.figure, Rate) for one in new):
        return "New rate"
    if _act(story, alert) is MeasureAction.EXTEND:
        return "Extended"
    if all(isinstance(one.figure, Day | Duration) for one in new):
        return "New date" if isinstance(new[0].figure, Day) else "New duration"
    return "New figure"


def _act(story: Story, alert: Alert) -> MeasureAction | None:
    """The act that the alert's item tells of, where it changes how long or what is covered."""
    mover = _mover(story, alert)
    said = mover.standing.rpartition(":")[2] if mover else ""
    return next((action for action in _UNCOUNTED if action == said), None)


def _measure(story: Story, new: Sequence[Stated]) -> Measure:
    """The measure of the story that figures are of; the lead where it is not clear."""
    values = {one.value for one in new}
    for measure in story.measures[: story.heads]:
        own = {(slot_of(figure), value_of(figure)) for figure in measure.figures}
        if values and values <= own:
            return measure
    return story.lead


def _subject(story: Story, alert: Alert, labels: Labels, before: Story | None) -> str:
    """The headline of the story, or of the other side's measure where that is what is told."""
    measure = _moved(story, alert) or _measure(story, new_figures(story, alert, before))
    if measure is story.lead:
        return headline(story, labels)
    line = f"{shape(measure.direction)} {clause(measure, labels)}"
    rates = rate_text(key_rates(story, measure), measure.action, most=2)
    return shortened(f"{line}: {rates}" if rates else line)


def _moved(story: Story, alert: Alert) -> Measure | None:
    """The measure whose step the alert tells; None where it tells no step."""
    steps = [step for step in story.history if step.item == alert.item]
    if alert.reason is not Reason.STATUS or not steps:
        return None
    made = (steps[-1].status, steps[-1].action)
    heads = story.measures[: story.heads]
    return next((one for one in heads if (one.status, one.action) == made), story.lead)


def _quotes(story: Story, alert: Alert) -> tuple[Quote, ...]:
    """The sentence that what is new was read from."""
    for stated in ordered(stated_by(story, alert)):
        source = source_of(story, stated)
        if stated.items[0] == alert.item and stated.sentence and source:
            return (Quote(stated.sentence, source.name, web_address(source.url)),)
    return ()


def _mover(story: Story, alert: Alert) -> Source | None:
    return next((source for source in story.sources if source.item == alert.item), None)
