"""What Slack tells of an interaction or an event, as calls and news. Pure.

https://docs.slack.dev/reference/interaction-payloads, https://docs.slack.dev/reference/events
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.model.command import Call
from bot.model.message import OptionValue
from bot.model.news import ChannelGone, News, PostDeleted, SpaceLeft
from bot.model.watch import Channel
from bot.platforms import buttons

TEXT = 2000  # characters of a message that a command of its menu is given

Json = dict[str, Any]

_URL = re.compile(r"https?://[^\s<>|\"]{1,2000}")
_GONE = {
    "channel_deleted": "The channel was deleted.",
    "group_deleted": "The channel was deleted.",
    "channel_archive": "The channel was archived.",
    "group_archive": "The channel was archived.",
    "channel_left": "The bot was removed from the channel.",
    "group_left": "The bot was removed from the channel.",
}
_LEFT = ("app_uninstalled", "tokens_revoked")
EVENTS = (*_GONE, *_LEFT, "message")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an interaction came from, and where its answer goes."""

    channel: Channel
    user: str
    response_url: str = ""
    trigger: str = ""  # opens one modal, within three seconds
    thread: str | None = None
    pressed: bool = False  # on a message, which the answer may replace


def typed(payload: Json) -> Place:
    """Where a slash command was typed."""
    channel = Channel("slack", payload["channel_id"], payload.get("team_id"))
    user, trigger = payload["user_id"], payload.get("trigger_id", "")
    return Place(channel, user, payload.get("response_url", ""), trigger)


def place(payload: Json) -> Place:
    """Where a button was pressed, or a shortcut was chosen."""
    id_ = (payload.get("channel") or payload.get("container") or {}).get("id")
    channel = Channel("slack", id_ or payload["container"]["channel_id"], _space(payload))
    message = payload.get("message") or {}
    return Place(
        channel,
        payload["user"]["id"],
        payload.get("response_url", ""),
        payload.get("trigger_id", ""),
        message.get("thread_ts") or (payload.get("container") or {}).get("thread_ts"),
        payload.get("type") == "block_actions",
    )


def _space(payload: Json) -> str | None:
    return (payload.get("team") or {}).get("id") or (payload.get("user") or {}).get("team_id")


def pressed(payload: Json) -> Call | None:
    """The call of a button; None where it is a link, or none of ours."""
    action = (payload.get("actions") or [{}])[0]
    found = buttons.called(str(action.get("value", "")))
    if found is None:
        return None
    where = place(payload)
    return Call(found[0], where.channel, where.user, found[1])


def chosen(payload: Json) -> Call:
    """The call of a shortcut in the menu of a message."""
    where, message = place(payload), payload["message"]
    values: dict[str, OptionValue] = {"ref": payload.get("message_ts") or message["ts"]}
    values["text"] = str(message.get("text") or "")[:TEXT]
    if of := next(_deliveries(message), None):
        values["of"] = of
    if url := next(_addresses(message), None):
        values["url"] = url
    return Call(payload["callback_id"], where.channel, where.user, values)


def _deliveries(message: Json) -> Iterator[str]:
    for block in message.get("blocks") or []:
        for element in block.get("elements") or []:
            called = buttons.called(str(element.get("value", "")))
            if called and called[1].keys() == {buttons.OF}:
                yield str(called[1][buttons.OF])
    metadata = (message.get("metadata") or {}).get("event_payload") or {}
    if metadata.get("delivery_id"):
        yield str(metadata["delivery_id"])


def _addresses(message: Json) -> Iterator[str]:
    """What a message links to: in its words, then in what Slack unfurled of it."""
    texts = [message.get("text")]
    texts += [each.get("text") for each in map(_text_of, message.get("blocks") or [])]
    for text in texts:
        for found in _URL.findall(str(text or "")):
            yield found.replace("&amp;", "&")
    for unfurled in message.get("attachments") or []:
        yield from filter(None, (unfurled.get("from_url"), unfurled.get("title_link")))


def _text_of(block: Json) -> Json:
    text = block.get("text")
    return text if isinstance(text, dict) else {}


def news(event: Json, space: str) -> News | None:
    """What an event changes for the bot; None where it is nothing."""
    kind = str(event.get("type"))
    if kind in _LEFT:
        return SpaceLeft("slack", space)
    id_ = event.get("channel")
    if not isinstance(id_, str):
        return None
    channel = Channel("slack", id_, space)
    if kind in _GONE:
        return ChannelGone(channel, _GONE[kind])
    if kind == "message" and (ref := _deleted(event)):
        return PostDeleted(channel, ref)
    return None


def _deleted(event: Json) -> str | None:
    """The message that was deleted; one with replies leaves a tombstone in its place."""
    if event.get("subtype") == "message_deleted":
        return str(event.get("deleted_ts") or "") or None
    message = event.get("message") or {}
    if event.get("subtype") == "message_changed" and message.get("subtype") == "tombstone":
        return str(message.get("ts") or "") or None
    return None
