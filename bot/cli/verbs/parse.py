"""`tollbell parse`: one feed document on standard input, one JSON object on standard output."""

import asyncio
import json
import sys
from datetime import datetime
from typing import Any

import click

from bot.model.feed import Feed
from bot.model.item import Item, Page
from bot.sources.identity import stated
from bot.sources.request import Response
from bot.sources.settings import SourceSettings
from bot.sources.unreadable import Unreadable
from bot.sources.worker import Parser


@click.command("parse", short_help="Read one feed document from standard input.")
@click.option("--url", required=True, help="Where it came from: relative links count from it.")
@click.option("--content-type", default="", help="The Content-Type that it was served with.")
def VERB(url: str, content_type: str) -> None:  # noqa: N802 - the name that all verbs share
    """Read one feed document from standard input and print it as one JSON object.

    RSS, RDF, Atom and JSON Feed, with the same limits as a feed that is polled.
    """
    limit = SourceSettings().max_body
    body = sys.stdin.buffer.read(limit + 1)
    if len(body) > limit:
        raise click.ClickException(f"the document is larger than {limit / 1e6:.3g} MB")
    response = Response(url, 200, {"content-type": content_type}, body)
    try:
        page = asyncio.run(_read(Feed("stdin", url, ""), response))
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    # UTF-8 whatever the terminal's language is: the reader of a pipe expects JSON
    sys.stdout.buffer.write(json.dumps(as_json(page), ensure_ascii=False).encode() + b"\n")


async def _read(feed: Feed, response: Response) -> Page:
    async with Parser() as parser:
        return await parser.read(feed, response)


def as_json(page: Page) -> dict[str, Any]:
    """The object that is printed: ids, dates in ISO 8601, content as published, text plain."""
    return {"title": page.title or None, "entries": [_entry(item) for item in page.items]}


def _entry(item: Item) -> dict[str, Any]:
    return {
        "id": stated(item),
        "url": item.url,
        "title": item.title or None,
        "author": item.author,
        "published": _date(item.published),
        "updated": _date(item.updated),
        "content": item.content or None,
        "text": item.text or None,
    }


def _date(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
