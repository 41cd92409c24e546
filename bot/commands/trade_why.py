"""`trade why`: why this channel was told of a measure, or why it was not."""

from dataclasses import dataclass
from datetime import datetime

from bot.alerts.backing import certainty
from bot.alerts.severity import severity
from bot.commands import Means
from bot.commands.parts.named import story_named
from bot.model.alert import Certainty
from bot.model.command import Call, Command, Option, Reply
from bot.model.errors import TellUser
from bot.model.item import Item
from bot.model.message import Span, Strong
from bot.model.story import Story
from bot.model.watch import Match, MuteKind, Subscription, Watch
from bot.watches.match import question, rule
from bot.watches.near_miss import why_not
from bot.watches.told import Told

_WATCHES = 10

COMMAND = Command(
    name="trade why",
    summary="Why this channel was told of a measure, or why a link was not posted",
    options=(
        Option("id", "The name after # on an alert", suggests="story"),
        Option("url", "The address of an article that you missed here"),
    ),
)


@dataclass(frozen=True, slots=True)
class _About:
    """What is asked about: a story, and the item that tells it, where it is known."""

    story: Story
    item: Item | None


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence for each watch of the channel."""
    if "url" in call.values:
        about = await _of_link(str(call.values["url"]).strip(), means)
    elif "id" in call.values:
        story = await story_named(str(call.values["id"]), means)
        about = _About(story, await means.tx.items.get(story.moved_by))
    else:
        raise TellUser("Name a measure (#id) or the url of an article.")
    if isinstance(about, str):
        return Reply((about,))
    told = await means.tx.posts.of(about.story.id, call.channel)
    head = "This channel was told of it.\n" if told else "This channel was not told of it.\n"
    spans: list[Span] = [Strong(f"#{about.story.id}"), " ", head]
    if told:
        spans += [span for match in told.matches for span in _by(match)]
    return Reply((*spans, *await _of_watches(call, about, means, now)))


async def _of_link(url: str, means: Means) -> _About | str:
    """The story that an article tells, or why it tells none."""
    item = await means.tx.history.item(url)
    if item is None:
        return "No feed that is polled has brought this link; an administrator can add one."
    story = await means.tx.stories.of_item(item.id)
    if story is None:
        return f"It was read ({item.source}), and tells of no trade measure that the reader knows."
    return _About(story, item)


def _by(match: Match) -> tuple[Span, ...]:
    facts = ", ".join(dict.fromkeys(f"{why.fact} ({why.quote or why.value})" for why in match.why))
    return (f"Taken by {match.watch}, version {match.version}: {facts}\n",)


async def _of_watches(call: Call, about: _About, means: Means, now: datetime) -> list[Span]:
    """For each watch of the channel what it says of the story as it now stands."""
    wishes = await means.tx.subscriptions.of_channel(call.channel)
    if not wishes:
        return ["This channel watches nothing; '/watch add' begins."]
    muted = await means.tx.mutes.of_channel(call.channel, now)
    stories = {mute.what for mute in muted if mute.kind is MuteKind.STORY}
    spans: list[Span] = ["It is muted here.\n"] if about.story.id in stories else []
    watches = {watch.slug: watch for watch in await means.tx.watches.all()}
    for wish in wishes[:_WATCHES]:
        if watch := watches.get(wish.watch):
            spans += [Strong(watch.slug), f": {_verdict(wish, watch, about, means)}\n"]
    return spans


def _verdict(wish: Subscription, watch: Watch, about: _About, means: Means) -> str:
    """Whether a watch takes a story, or the first thing that stands in the way."""
    try:
        takes = question(watch.rule, means.known)(about.story, about.item)
    except TellUser as error:
        return str(error)
    if takes is None:
        told = Told.of(about.story, about.item)
        miss = why_not(rule(watch.rule, means.known), told, means.known)
        return f"does not take it: {miss.clause} ({miss.nearest})" if miss else "does not take it"
    if wish.paused:
        return f"takes it, but is paused: {wish.paused}"
    if severity(about.story).rank < wish.floor.rank:
        return f"takes it, but it is {severity(about.story)}, and the floor here is {wish.floor}"
    sure = list(Certainty)
    if sure.index(certainty(about.story)) > sure.index(wish.certainty):
        return f"takes it, but it is {certainty(about.story)}, and {wish.certainty} is asked for"
    return "takes it"
