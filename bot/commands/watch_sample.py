"""`watch sample`: what an alert looks like in this channel, marked as nobody's news."""

from dataclasses import replace
from datetime import datetime

from bot.alerts.wording import wording
from bot.commands import Means, Reach
from bot.commands.parts.brought import brought
from bot.commands.parts.wishes import WATCH, check_rights, wish_of
from bot.model.command import Call, Command, Reply
from bot.model.history import Filters
from bot.model.message import Field, Message, Quote, Tone
from bot.model.story import Story
from bot.model.watch import Match
from bot.watches.match import labelled, rule

DAYS = 90
MARK = "SAMPLE"
_FOOTER = "sample, not news"

COMMAND = Command(
    name="watch sample",
    summary="Post a marked sample alert here now, so that all see what one looks like",
    options=(replace(WATCH, required=False, summary="Of which watch; any measure unless given"),),
    manages=True,
    reads=True,
)

# Nobody's news, where no measure was read yet.
INVENTED = Message(
    title="Exampleland raises tariff on steel: 25% → 50%",
    badge="TARIFF · IN FORCE · HIGH",
    tone=Tone.RESTRICTIVE,
    body=("Restrictive. Confirmed by an official text. Every word of this is made up.",),
    fields=(
        Field("Rate", ("25% → 50% (+25 points)",), inline=True),
        Field("From → on", ("Exampleland → all countries",), inline=True),
        Field("Products", ("steel",), inline=True),
    ),
    quotes=(Quote("the rate of duty is increased from 25 to 50 percent", "Example Gazette"),),
    footer="information, not legal advice",
)


async def look(call: Call, reach: Reach) -> None:
    """Raises TellUser where the bot could not post."""
    await check_rights(call, reach)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """One message that everybody in the channel sees."""
    if "watch" in call.values:
        story, matches = await _of_watch(call, means, now)
    else:
        story, matches = next(iter(await means.tx.history.stories(Filters(), 1)), None), ()
    shown = wording(story, None, matches, means.labels) if story else INVENTED
    return Reply(("This is what an alert looks like here:",), (marked(shown),), private=False)


async def _of_watch(
    call: Call, means: Means, now: datetime
) -> tuple[Story | None, tuple[Match, ...]]:
    """The last story that a watch of the channel took, with its reasons."""
    _, watch = await wish_of(call, means)
    found = await brought(means.tx, rule(watch.rule, means.known), means.known, DAYS, now)
    if not found.samples:
        return None, ()
    sample = found.samples[0]
    why = labelled(sample.why, watch.labels)
    return sample.told.story, (Match(watch.slug, watch.version, why),)


def marked(message: Message) -> Message:
    """The same, marked in title, badge and footer, without ping and buttons."""
    return replace(
        message,
        title=f"{MARK}: {message.title}",
        badge=f"{MARK} · {message.badge}",
        footer=f"{_FOOTER} · {message.footer}",
        ping=None,
        actions=(),
    )
