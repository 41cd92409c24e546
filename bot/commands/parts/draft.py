"""A subscription before it is kept: which watch is meant, what it would bring, and the keeping."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.commands import Means
from bot.commands.parts.brought import brought
from bot.commands.parts.rows import cut
from bot.commands.parts.tested import sampled, summed
from bot.commands.parts.wishes import channel_of, floors, named, space_of, told_how, visible
from bot.model.command import Call, Reply
from bot.model.errors import TellUser
from bot.model.message import Action, Look, Strong, Text
from bot.model.watch import Subscription, Watch
from bot.watches.echo import echo
from bot.watches.listing import read_list
from bot.watches.match import rule
from bot.watches.naming import slug_of

DAYS = 30
MOST = 200  # own watches of a server: each is asked of every alert
_SAMPLES = 3
_ECHO = 600  # characters
_NAME, _SUMMARY = 80, 200  # characters
_KEPT = ("watch", "rule", "list", "name", "channel", "role", "min_severity", "certainty", "mode")


@dataclass(frozen=True, slots=True)
class Draft:
    """A watch that is there or is to be made, and the wish of a channel to be told of it."""

    watch: Watch
    wish: Subscription
    is_new: bool


async def draft_of(call: Call, means: Means, now: datetime) -> Draft:
    """The draft of a call's values: `watch` (one that is there), `rule`, or `list` (a CSV)."""
    watches = await visible(channel_of(call), means)
    given = [name for name in ("watch", "rule", "list") if call.values.get(name)]
    if len(given) != 1:
        raise TellUser("Name a preset or write a rule, one of the two.")
    name = given[0]
    is_new = name != "watch"
    watch = await _made(call, means) if is_new else named(str(call.values[name]), watches)
    if is_new:
        _check_room(watch, watches)
    wish = Subscription(channel_of(call), watch.slug, made_by=call.user, made_at=now)
    return Draft(watch, replace(wish, **floors(call.values)), is_new)  # type: ignore[arg-type]


def _check_room(watch: Watch, watches: Mapping[str, Watch]) -> None:
    own = [it for it in watches.values() if it.space == watch.space and it.space is not None]
    for each in own:
        if each.rule == watch.rule:
            raise TellUser(f"That is the rule of '{each.slug}' already; add it as a preset.")
    if len(own) >= MOST:
        raise TellUser(f"A server has at most {MOST} watches of its own; remove one first.")


async def _made(call: Call, means: Means) -> Watch:
    """A new watch of the channel's server, of a rule or of a list."""
    taken = {watch.slug for watch in await means.tx.watches.all()}
    labels: tuple[tuple[str, str], ...] = ()
    if "list" in call.values:
        found = read_list(str(call.values["list"]), means.known)
        text, labels, summary = (
            found.rule,
            found.labels,
            f"One of {found.entries} entries of a list.",
        )
    else:
        text = " ".join(str(call.values["rule"]).split())
        summary = echo(rule(text, means.known), means.known)
    title = " ".join(str(call.values.get("name", "")).split()) or text
    name = cut(title, _NAME)
    slug = slug_of(name, taken)
    return Watch(
        slug, name, cut(summary, _SUMMARY), text, 1, space_of(call.channel), call.user, labels
    )


async def preview(draft: Draft, call: Call, means: Means, now: datetime) -> Reply:
    """What the last days would have brought, with a button to keep it and one to leave it."""
    if not draft.is_new and (already := await _already(draft, means)):
        return already
    node = rule(draft.watch.rule, means.known)
    found = await brought(means.tx, node, means.known, DAYS, now)
    understood = echo(node, means.known)
    text = (
        Strong(draft.watch.name), f": {cut(understood, _ECHO)}\n",
        *summed(found, draft.wish.floor),
        f"It would be told here {told_how(draft.wish)}. Nothing is kept yet.",
    )  # fmt: skip
    kept = {name: call.values[name] for name in _KEPT if name in call.values}
    return Reply(
        text,
        sampled(found.samples[:_SAMPLES], means.labels),
        actions=(
            Action("Save", "watch keep", kept, Look.GOOD),
            Action("Cancel", "watch leave", {"of": draft.watch.slug}),
        ),
    )


async def keep(draft: Draft, means: Means, now: datetime) -> Text:
    """What is said of a draft that is now kept."""
    if draft.is_new:
        await means.tx.watches.change(draft.watch, now)
    elif already := await _already(draft, means):
        return already.text
    await means.tx.subscriptions.add(draft.wish)
    told = f": alerts will be posted here, {told_how(draft.wish)}. Its name is "
    return (Strong(draft.watch.name), f"{told}'{draft.watch.slug}'.")


async def _already(draft: Draft, means: Means) -> Reply | None:
    wishes = await means.tx.subscriptions.of_channel(draft.wish.channel)
    if all(wish.watch != draft.watch.slug for wish in wishes):
        return None
    name = draft.watch.name
    return Reply((f"This channel watches {name} already; 'watch edit' changes how.",))
