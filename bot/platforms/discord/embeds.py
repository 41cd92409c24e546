"""A message as one of Discord's embeds, with every limit held by budget. Pure.

The limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from bot.model.message import Field, Link, Message, Quote, Tone
from bot.platforms.discord.markdown import cut, escape, markdown
from bot.platforms.fitting import length
from bot.platforms.plain import address, headline, line

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
TITLE = 256
DESCRIPTION = 4096
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
FOOTER = 2048
AUTHOR = 256
EMBED_TOTAL = 6000  # over all embeds of a message

URL = 2048  # RichEmbed.url of https://github.com/discord/discord-api-spec

# Our own budgets, so that no part of an alert crowds out another.
BODY = 1500
SMALL_PRINT = 500
EVIDENCE = 2  # fields
ONE_QUOTE = 240
ONE_SOURCE = 300

COLOURS = {
    Tone.RESTRICTIVE: 0xD93025,
    Tone.UNCONFIRMED: 0xF29900,
    Tone.LIBERALISING: 0x1E8E3E,
    Tone.PROCEDURAL: 0x5F6368,
}

NOT_STATED = "not stated"

Json = dict[str, Any]


def size(made: Json) -> int:
    """What Discord counts of an embed towards its total."""
    texts = [made.get("title", ""), made.get("description", "")]
    texts += [made.get("footer", {}).get("text", ""), made.get("author", {}).get("name", "")]
    return sum(map(length, texts)) + sum(map(_weight, made.get("fields", ())))


def embed(message: Message) -> Json:
    """One embed: badge, what moved, what is known of it, the words, why it was sent."""
    made: Json = {
        "title": cut(escape(headline(message)), TITLE),
        "color": COLOURS[message.tone],
        "author": {"name": cut(line(message.badge), AUTHOR)},
        "url": _url(message),
        "description": markdown(message.body, BODY),
        "footer": {"text": cut(line(message.footer), SMALL_PRINT)},
        "timestamp": message.at and message.at.astimezone(UTC).isoformat(),
    }
    made = {name: value for name, value in made.items() if _says_something(value)}
    fields = _fields(message, EMBED_TOTAL - size(made))
    return {**made, "fields": fields} if fields else made


def _says_something(value: object) -> bool:
    return any(value.values()) if isinstance(value, dict) else value not in (None, "")


def _url(message: Message) -> str | None:
    url = address(message.url)
    return url if url and len(url) <= URL else None


def _fields(message: Message, room: int) -> list[Json]:
    """Fields in their order, then the evidence, for which room is kept."""
    evidence = _evidence(message.quotes)
    places, room = FIELDS - len(evidence), room - sum(map(_weight, evidence))
    return [*_fitting(message.fields, places, room), *evidence]


def _fitting(fields: Sequence[Field], places: int, room: int) -> Iterator[Json]:
    """As many fields as there are places and room for; the last place tells what is left out."""
    for number, field in enumerate(fields):
        made = _field(field)
        rest = _more(len(fields) - number)
        last = number == len(fields) - 1
        room -= _weight(made)
        if room < (0 if last else _weight(rest)) or (number == places - 1 and not last):
            yield rest
            return
        yield made


def _weight(field: Json) -> int:
    return length(field["name"]) + length(field["value"])


def _more(count: int) -> Json:
    return {"name": "…", "value": f"{count} more, not shown here", "inline": False}


def _field(field: Field) -> Json:
    name = cut(escape(line(field.name)), FIELD_NAME) or "–"
    value = markdown(field.value, FIELD_VALUE) or NOT_STATED
    return {"name": name, "value": value, "inline": field.inline}


def _evidence(quotes: Sequence[Quote]) -> list[Json]:
    """The quotes in as few fields as hold them, each address once."""
    values: list[str] = []
    linked: set[str | None] = {None}
    for quote in quotes:
        told = _quoted(quote, link=quote.url not in linked)
        linked.add(quote.url)
        if values and length(values[-1]) + length(told) < FIELD_VALUE:
            values[-1] += f"\n{told}"
        else:
            values.append(told)
    return [{"name": "Evidence", "value": value, "inline": False} for value in values[:EVIDENCE]]


def _quoted(quote: Quote, *, link: bool) -> str:
    words = markdown((line(quote.text),), ONE_QUOTE)
    source = line(quote.source)
    told = markdown((Link(source, quote.url or "") if link else source,), ONE_SOURCE)
    return f"> “{words}” — {told}"
