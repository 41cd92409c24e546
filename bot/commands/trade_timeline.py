"""`trade timeline`: how measures moved, step by step."""

from dataclasses import replace
from datetime import datetime

from bot.alerts.sources import linked
from bot.alerts.title import clause
from bot.alerts.verbs import standing
from bot.commands import Means
from bot.commands.parts.filters import COUNTRY, PRODUCT, SHARE, WITHIN, filters
from bot.commands.parts.laws import law, pair
from bot.commands.parts.pages import cut, page_of, paged
from bot.model.command import Call, Command, Option, Reply
from bot.model.errors import TellUser
from bot.model.history import Filters
from bot.model.message import Moment, Span
from bot.model.story import Step, Story

SIZE, _STORIES = 10, 200

COMMAND = Command(
    name="trade timeline",
    summary="How the measures of a country, pair, law or product moved, step by step",
    options=(
        COUNTRY,
        Option("pair", "Who on whom, such as US-CN; both ways"),
        Option(
            "instrument", "A law, order or document, such as Section 232", suggests="instrument"
        ),
        PRODUCT,
        WITHIN,
        SHARE,
    ),
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """One line a step, the newest first."""
    asked = _filters(call, means, now)
    stories = await means.tx.history.stories(asked, _STORIES)
    steps = [(step, story) for story in stories for step in story.history]
    steps.sort(key=lambda pair: (pair[0].at, pair[1].id), reverse=True)
    private = not call.values.get("share", False)
    if not steps:
        return Reply(("Nothing is known of it yet.",), private=private)
    shown, more = cut(steps, page_of(call), SIZE)
    spans = [span for step, story in shown for span in _line(step, story, means)]
    return paged(call, tuple(spans), more=more)


def _filters(call: Call, means: Means, now: datetime) -> Filters:
    values = call.values
    if not values.keys() & {"country", "pair", "instrument", "product"}:
        raise TellUser("Name a country, a pair such as US-CN, an instrument or a product.")
    asked = filters(values, means, now)
    facts = list(asked.facts)
    if "pair" in values:
        facts += pair(str(values["pair"]), means).facts
    if "instrument" in values:
        facts += law(str(values["instrument"]), means).facts
    return replace(asked, facts=tuple(facts))


def _line(step: Step, story: Story, means: Means) -> tuple[Span, ...]:
    source = next((one for one in story.sources if one.item == step.item), None)
    stands = standing(step.status, step.action, story.lead.type)
    told = linked(clause(story.lead, means.labels), source.url if source else None)
    return (Moment(step.at), f" {stands}: ", told, f" · #{story.id}\n")
