"""`watch edit`: change how a watch is told in a channel, or what an own one takes."""

from dataclasses import replace
from datetime import datetime

from bot.commands import Means, Reach
from bot.commands.parts.wishes import (
    CHANNEL,
    WATCH,
    WISHES,
    check_rights,
    floors,
    space_of,
    told_how,
    wish_of,
)
from bot.model.command import Call, Command, Form, Option, OptionKind, Reply
from bot.model.errors import TellUser
from bot.model.message import Strong
from bot.model.watch import Subscription, Watch
from bot.watches.echo import echo
from bot.watches.match import rule

_RULE = Option("rule", "What it takes from now on; 'watch test' tries it first")
_NAME = Option("name", "What people call it")
_CHANGES = ("rule", "name", "role", "min_severity", "certainty", "mode", "no_ping")

COMMAND = Command(
    name="watch edit",
    summary="Change how a watch is told in a channel, or the rule of one of your own",
    options=(
        WATCH,
        _RULE,
        _NAME,
        CHANNEL,
        *WISHES,
        Option("no_ping", "Ping nobody any more", OptionKind.FLAG),
    ),
    manages=True,
)


async def look(call: Call, reach: Reach) -> None:
    """Raises TellUser where the bot could not post."""
    await check_rights(call, reach)


async def run(call: Call, means: Means, now: datetime) -> Reply:
    """A sentence that says what holds from now on."""
    wish, watch = await wish_of(call, means)
    given = [name for name in _CHANGES if name in call.values]
    is_own = watch.space is not None and watch.space == space_of(call.channel)
    if not given:
        return _asked(call, watch, is_own=is_own)
    changed = watch
    if "rule" in given or "name" in given:
        if not is_own and call.channel.space is not None:
            raise TellUser(f"'{watch.slug}' is a preset, for every server; make a rule of your own "
                           "with 'watch add' instead.")  # fmt: skip
        changed = await means.tx.watches.change(_changed(watch, call, means), now)
    told = _told(wish, call)
    await means.tx.subscriptions.put(told)
    return Reply((Strong(changed.name), f" is told here {told_how(told)}.",
                  await _of_rule(watch, changed, wish, means)))  # fmt: skip


def _asked(call: Call, watch: Watch, *, is_own: bool) -> Reply:
    """A form for an own watch; a sentence for a preset."""
    said = "Say what to change: role, min_severity, certainty or mode."
    if not is_own:
        raise TellUser(said)
    form = Form(
        "Change a watch", COMMAND.name, (_RULE, _NAME), call.values,
        {"rule": watch.rule, "name": watch.name}, frozenset({"rule"}),
    )  # fmt: skip
    return Reply((said,), form=form if len(watch.rule) <= _FORM else None)


_SUMMARY = 200  # characters
_FORM = 4_000  # https://discord.com/developers/docs/components/reference#text-input


def _changed(watch: Watch, call: Call, means: Means) -> Watch:
    if written := " ".join(str(call.values.get("rule", "")).split()):
        understood = echo(rule(written, means.known), means.known)
        if written != watch.rule:
            watch = replace(watch, rule=written, summary=understood[:_SUMMARY], labels=())
    if name := " ".join(str(call.values.get("name", "")).split()):
        watch = replace(watch, name=name[:80])
    return watch


def _told(wish: Subscription, call: Call) -> Subscription:
    changed = replace(wish, **floors(call.values))  # type: ignore[arg-type]
    return replace(changed, role=None) if call.values.get("no_ping") else changed


async def _of_rule(watch: Watch, changed: Watch, wish: Subscription, means: Means) -> str:
    """What is said of a rule that is another now."""
    if changed.rule == watch.rule:
        return ""
    understood = echo(rule(changed.rule, means.known), means.known)[:600]
    said = f" Its rule is now version {changed.version}: {understood}"
    wishes = await means.tx.subscriptions.all()
    others = sum(it.watch == watch.slug and it.channel != wish.channel for it in wishes)
    return f"{said} ({others} more channels watch it, too.)" if others else said
