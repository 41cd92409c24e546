"""The short message that follows a post when its story moves: what is new, and nothing else."""

from collections.abc import Iterable

from bot.alerts.fields import conflict_text, source_of, web_address
from bot.alerts.labels import Labels
from bot.alerts.title import headline, rate_text, shortened, tone
from bot.alerts.values import figure_text
from bot.alerts.verbs import standing
from bot.model.alert import Alert, Reason
from bot.model.event import Rate
from bot.model.message import Message, Quote
from bot.model.story import Source, Stated, Step, Story

_SHOWN = 4


def follow_up(story: Story, alert: Alert, labels: Labels, before: Story | None = None) -> Message:
    """What an alert says to a channel that shows the story already.

    `before` is the story one revision earlier, where it is known: a correction then also says
    what was said before.
    """
    mover = _mover(story, alert)
    words = _words(story, alert, labels, before)
    return Message(
        title=shortened(words),
        tone=tone(story),
        url=web_address(mover.url) if mover else None,
        body=(f"{headline(story, labels)} · {mover.name}",)
        if mover
        else (headline(story, labels),),
        quotes=_quotes(story, alert),
        footer=f"#{story.id} v{alert.revision}",
        at=alert.at,
    )


def _words(story: Story, alert: Alert, labels: Labels, before: Story | None) -> str:
    match alert.reason:
        case Reason.NEW:
            return headline(story, labels)
        case Reason.STATUS:
            return f"Status: {_passage(story, alert)}"
        case Reason.CONFIRMED:
            return f"Confirmed: {_confirmation(story, alert, before)}"
        case Reason.CONFLICT:
            return f"Conflict: {_dispute(story, alert)}"
        case Reason.CORRECTION:
            return f"Correction: {_mended(story, alert, before)}"
        case Reason.FIGURE if any(_first_said(story, alert)):
            return f"New figure: {_figures(story, alert)}"
        case Reason.FIGURE:
            return f"Coverage: {standing(story.lead.status, story.lead.action)}"


def _passage(story: Story, alert: Alert) -> str:
    """`proposed → adopted`, for the step that the alert's item made."""
    places = [n for n, step in enumerate(story.history) if step.item == alert.item]
    now = places[-1] if places else len(story.history) - 1
    steps = story.history[max(0, now - 1) : now + 1]
    return " → ".join(dict.fromkeys(_stands(story, step) for step in steps))


def _stands(story: Story, step: Step) -> str:
    return standing(step.status, step.action, story.lead.type)


def _confirmation(story: Story, alert: Alert, before: Story | None) -> str:
    """The official source, with the text that it was the first to name."""
    mover = _mover(story, alert)
    source = mover.name if mover else "an official source"
    known = before.instruments if before else story.instruments
    new = [name for name in story.instruments if name not in known and _is_document(name)]
    return f"{new[-1]}, {source}" if new else source


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
    """`25 % → 15 %`: what no longer holds, and what does."""
    now = [one for one in _stated(story, alert) if not _holds(before, one)]
    was = [one for one in _stated(before, alert) if not _holds(story, one)] if before else []
    if before and not now and story.history[-1] != before.history[-1]:
        steps = (before.history[-1], story.history[-1])
        return " → ".join(dict.fromkeys(_stands(story, step) for step in steps))
    texts = [_listed(side) for side in (was, now or list(_stated(story, alert))) if side]
    return " → ".join(texts) or standing(story.lead.status, story.lead.action)


def _holds(story: Story | None, stated: Stated) -> bool:
    return story is not None and any(stated.value == known.value for known in story.figures)


def _first_said(story: Story, alert: Alert) -> list[Stated]:
    """The figures that hold and that the alert's item was the first to state."""
    return [one for one in _stated(story, alert) if one.items[0] == alert.item]


def _figures(story: Story, alert: Alert) -> str:
    own = _first_said(story, alert)
    rates = [one.figure for one in own if isinstance(one.figure, Rate)]
    return rate_text(rates, story.lead.action, _SHOWN) if rates else _listed(own)


def _stated(story: Story | None, alert: Alert) -> Iterable[Stated]:
    if story is None:
        return []
    return [one for one in story.figures if one.key and alert.item in one.items]


def _listed(figures: Iterable[Stated]) -> str:
    return ", ".join(figure_text(one.figure) for one in list(figures)[:_SHOWN])


def _quotes(story: Story, alert: Alert) -> tuple[Quote, ...]:
    """The sentence that what is new was read from."""
    for stated in _stated(story, alert):
        source = source_of(story, stated)
        if stated.items[0] == alert.item and stated.sentence and source:
            return (Quote(stated.sentence, source.name, web_address(source.url)),)
    return ()


def _mover(story: Story, alert: Alert) -> Source | None:
    return next((source for source in story.sources if source.item == alert.item), None)
