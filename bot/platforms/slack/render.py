"""A message as Slack's blocks, with every limit held by budget. Pure.

The limits: https://docs.slack.dev/reference/block-kit/blocks
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bot.model.message import Action, Field, Link, Look, Message, Moment, Quote, Tone
from bot.platforms import buttons
from bot.platforms.fitting import length
from bot.platforms.plain import address, headline, line
from bot.platforms.slack.mrkdwn import NOBODY, Names, cut, escape, mrkdwn

# https://docs.slack.dev/reference/block-kit/blocks, .../block-elements, .../composition-objects
BLOCKS = 50
HEADER = 150
SECTION = 3000
FIELDS = 10
FIELD = 2000
ELEMENTS = 25  # of one block of actions
BUTTON_TEXT = 75
BUTTON_VALUE = 2000
ID = 255

# A limit that is not documented: `msg_blocks_too_long` from about 13,200 characters on
# (https://github.com/slackapi/bolt-js/issues/2509). We count all of the JSON, and stay far below.
BUDGET = 8000

# Our own budgets, so that no part of an alert crowds out another.
BADGE = 300
BODY = 1500
ONE_FIELD = 900
SMALL_PRINT = 500
EVIDENCE = 1500
ONE_QUOTE = 240
ONE_SOURCE = 300
BUTTONS = 2000
FALLBACK = 500
PLAIN = 3500

EVENT = "tollbell_delivery"  # the type of our metadata
MARK = "tb"  # what the ids of our blocks and buttons begin with
NOT_STATED = "not stated"
CIRCLES = {
    Tone.RESTRICTIVE: "🔴",
    Tone.UNCONFIRMED: "🟠",
    Tone.LIBERALISING: "🟢",
    Tone.PROCEDURAL: "⚪",
}
_STYLES = {Look.GOOD: {"style": "primary"}, Look.DANGER: {"style": "danger"}}

Json = dict[str, Any]


def post(message: Message, key: str, thread: str | None = None, names: Names = NOBODY) -> Json:
    """What chat.postMessage takes: the message, and the key under which it is found again."""
    body = {**edit(message, names, key), "unfurl_links": False, "unfurl_media": False}
    body["metadata"] = {"event_type": EVENT, "event_payload": {"delivery_id": key}}
    if thread is not None:
        body |= {"thread_ts": thread, "reply_broadcast": message.loud}
    return body


def edit(message: Message, names: Names = NOBODY, key: str = "") -> Json:
    """What chat.update takes; the metadata of the first one stay."""
    return {"text": fallback(message), "blocks": blocks(message, names, key)}


def fallback(message: Message) -> str:
    """What a notification shows: what moved, and how sure that is."""
    badge = escape(line(message.badge))
    told = escape(headline(message)) + (f" ({badge})" if badge else "")
    return _ping(message) + cut(told, FALLBACK)


def plainly(body: Json, message: Message, names: Names = NOBODY) -> Json:
    """The same without blocks, for a Slack that refuses them."""
    fields = [(f"{line(one.name)}: ", *one.value, "\n") for one in message.fields]
    quotes = [(f"“{line(one.text)}” — {line(one.source)}\n",) for one in message.quotes]
    spans = [(f"{headline(message)}\n{line(message.badge)}\n",), message.body, ("\n",), *fields]
    text = tuple(span for part in [*spans, *quotes, (line(message.footer),)] for span in part)
    rest = {name: value for name, value in body.items() if name != "blocks"}
    return {**rest, "text": _ping(message) + mrkdwn(text, PLAIN, names)}


def weight(made: object) -> int:
    """What blocks count towards the budget."""
    return length(json.dumps(made, ensure_ascii=False))


def blocks(message: Message, names: Names = NOBODY, key: str = "") -> list[Json]:
    """The blocks in the order of the anatomy: what moved, how sure, figures, words, buttons."""
    before = [*_pinging(message), _header(message, key), *_badge(message)]
    evidence = _evidence(message.quotes)
    after = [*evidence, *actions(message.actions), *_footer(message)]
    body = [section(told)] if (told := mrkdwn(message.body, BODY, names)) else []
    room = BUDGET - weight([*before, *body, *after])
    places = BLOCKS - len(before) - len(body) - len(after)
    return [*before, *body, *_fitting(_fields(message.fields, names), places, room), *after]


def section(text: str) -> Json:
    """A paragraph."""
    return {"type": "section", "text": said(text)}


def said(text: str) -> Json:
    """Text as mrkdwn in which Slack links nothing of its own accord."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str, limit: int) -> Json:
    """Text without any marks, on one line."""
    return {"type": "plain_text", "text": cut(line(text), limit) or "–", "emoji": False}


def small(text: str) -> Json:
    """A line in small print."""
    return {"type": "context", "elements": [said(text)]}


def _ping(message: Message) -> str:
    """https://docs.slack.dev/messaging/formatting-message-text#mentioning-groups"""
    group = message.ping or ""
    return f"<!subteam^{group}> " if group.isascii() and group.isalnum() else ""


def _pinging(message: Message) -> Iterator[Json]:
    if ping := _ping(message):
        yield {"type": "section", "text": {"type": "mrkdwn", "text": ping.strip()}}


def _header(message: Message, key: str) -> Json:
    made: Json = {"type": "header", "text": plain(headline(message), HEADER)}
    mark = f"{MARK}:{key}"
    return {**made, "block_id": mark} if key and len(mark) <= ID else made


def _badge(message: Message) -> Iterator[Json]:
    badge = cut(escape(line(message.badge)), BADGE)
    known = [address(action.url) for action in message.actions if action.url]
    url = address(message.url)
    linked = mrkdwn((Link("source", url),), BUDGET) if url and url not in known else ""
    told = " · ".join(part for part in (f"*{badge}*" if badge else "", linked) if part)
    if told:
        yield small(f"{CIRCLES[message.tone]} {told}")


def _fields(fields: Sequence[Field], names: Names) -> Iterator[tuple[int, Json]]:
    """Short fields side by side, as many as a section takes; others in one of their own."""
    beside: list[Json] = []
    for field in fields:
        told = f"*{cut(escape(line(field.name)), 80) or '–'}*"
        value = mrkdwn(field.value, ONE_FIELD, names) or NOT_STATED
        if beside and (not field.inline or len(beside) == FIELDS):
            yield len(beside), {"type": "section", "fields": beside}
            beside = []
        if field.inline:
            beside.append(said(f"{told}\n{value}"))
        else:
            yield 1, section(f"{told}\n{value}")
    if beside:
        yield len(beside), {"type": "section", "fields": beside}


def _fitting(made: Iterator[tuple[int, Json]], places: int, room: int) -> list[Json]:
    """As many as there are places and room for, then how many fields are left out."""
    found: list[Json] = []
    dropped = 0
    room -= weight(_more(10**6))
    for count, block in made:
        room -= weight(block) + 2
        if dropped or room < 0 or len(found) >= places - 1:
            dropped += count
        else:
            found.append(block)
    return [*found, _more(dropped)] if dropped and places > 0 else found


def _more(count: int) -> Json:
    return small(f"… {count} more, not shown here")


def _evidence(quotes: Sequence[Quote]) -> list[Json]:
    """The quotes in one block, each address once."""
    told: list[str] = []
    linked: set[str | None] = {None}
    for quote in quotes:
        made = _quoted(quote, link=quote.url not in linked)
        linked.add(quote.url)
        if told and length("\n".join([*told, made])) > EVIDENCE:
            break
        told.append(made)
    return [section("\n".join(told))] if told else []


def _quoted(quote: Quote, *, link: bool) -> str:
    words = mrkdwn((line(quote.text),), ONE_QUOTE)
    source = line(quote.source)
    told = mrkdwn((Link(source, quote.url or "") if link else source,), ONE_SOURCE)
    return f"> “{words}” — {told}"


def _footer(message: Message) -> Iterator[Json]:
    footer = cut(escape(line(message.footer)), SMALL_PRINT)
    moment = mrkdwn((Moment(message.at, day_only=False),), FALLBACK) if message.at else ""
    if told := " · ".join(part for part in (footer, moment) if part):
        yield small(told)


def actions(given: Sequence[Action]) -> list[Json]:
    """The buttons that fit, in blocks of as many as one takes."""
    found: list[Json] = []
    room = BUTTONS
    for number, action in enumerate(given):
        made = _button(action, number)
        room -= weight(made) if made else 0
        if made and room >= 0:
            found.append(made)
    pages = (found[start : start + ELEMENTS] for start in range(0, len(found), ELEMENTS))
    return [{"type": "actions", "elements": page} for page in pages]


def _button(action: Action, number: int) -> Json | None:
    """A button; none where its call or its address is longer than Slack takes."""
    made: Json = {"type": "button", "text": plain(action.label, BUTTON_TEXT)}
    if action.url is not None:
        url = address(action.url)
        made |= {"url": url, "action_id": f"{MARK}:link:{number}"}
        return made if url and len(url) <= BUTTONS else None
    token = buttons.token(action)
    made |= {"value": token, "action_id": f"{MARK}:{number}", **_STYLES.get(action.look, {})}
    return made if len(token) <= BUTTON_VALUE else None
