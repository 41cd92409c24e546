"""`watch show`: one watch of the channel: its rule as understood, how it is told, its versions."""

from datetime import datetime

from bot.commands import Means
from bot.commands.parts.rows import cut
from bot.commands.parts.wishes import CHANNEL, WATCH, told_how, wish_of
from bot.model.command import Call, Command, Reply
from bot.model.errors import TellUser
from bot.model.message import Moment, Person, Span, Strong
from bot.model.watch import Subscription, Watch
from bot.watches.echo import echo
from bot.watches.match import rule

_RULE, _OLD = 700, 200  # characters
_VERSIONS = 3
_LABELS = 10

COMMAND = Command(
    name="watch show",
    summary="A watch of a channel: its rule, how it is told, and what it said before",
    options=(WATCH, CHANNEL),
    manages=True,
    reads=True,
)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """Name, rule, wish and versions."""
    wish, watch = await wish_of(call, means)
    lines: list[Span] = [Strong(watch.name), f" ({watch.slug})\n{cut(watch.summary, _OLD)}\n"]
    lines += [Strong("Rule"), f" {cut(_understood(watch, means), _RULE)}\n"]
    if watch.labels:
        named = cut(", ".join(label for _, label in watch.labels[:_LABELS]), _OLD)
        more = len(watch.labels) - _LABELS
        lines.append(f"Entries: {named}{f' and {more} more' if more > 0 else ''}\n")
    whose = "a preset, for every server" if watch.space is None else "this server's own"
    lines += [f"It is {whose}.\n", Strong("Told"), f" {told_how(wish)}\n", *_made(wish)]
    versions = await means.tx.watches.versions(watch.slug)
    if len(versions) > 1:
        lines.append(Strong("Before"))
        lines.append("\n")
        for one in reversed(versions[-_VERSIONS - 1 : -1]):
            lines.append(f"version {one.number}: {cut(one.rule, _OLD)}\n")
    return Reply(tuple(lines))


def _understood(watch: Watch, means: Means) -> str:
    """The rule in codes and keys; one that can no longer be read as it was written, with why."""
    try:
        return echo(rule(watch.rule, means.known), means.known)
    except TellUser as error:
        return f"{watch.rule} — it takes nothing: {error}"


def _made(wish: Subscription) -> list[Span]:
    if wish.made_by is None:
        return ["The configuration asks for it.\n"]
    when: list[Span] = [" on ", Moment(wish.made_at)] if wish.made_at else []
    return ["Added by ", Person(wish.made_by), *when, ".\n"]
