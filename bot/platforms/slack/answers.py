"""A reply as what a response_url takes, in as few messages as hold it. Pure.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.command import Reply
from bot.platforms.plain import plain as words
from bot.platforms.slack.mrkdwn import NOBODY, Names, cut, escape, parts
from bot.platforms.slack.render import (
    BLOCKS,
    BUDGET,
    FALLBACK,
    Json,
    actions,
    blocks,
    plain,
    section,
    small,
    weight,
)

MOST = 4  # messages of an answer: a response_url takes five
PARAGRAPH = 2800
WINDOW = 100  # blocks
TITLE = 24
NOTHING = "–"


def bodies(reply: Reply, names: Names = NOBODY) -> list[Json]:
    """The reply in as many messages as Slack needs for it; the last one has the buttons."""
    made = [section(told) for told in parts(reply.text, PARAGRAPH, names)]
    cards = [block for message in reply.messages for block in blocks(message, names)]
    pages = _pages([*made, *cards] or [section(NOTHING)], actions(reply.actions))
    text = cut(escape(words(reply.text)), FALLBACK).strip() or NOTHING
    kind = "ephemeral" if reply.private else "in_channel"
    how = {"response_type": kind, "replace_original": False, "unfurl_links": False}
    return [{"text": text, "blocks": page, **how} for page in pages]


def fits_window(reply: Reply) -> bool:
    """Whether a reply is cards to be read and nothing to be pressed: what a window is for."""
    asks = reply.actions or reply.form or reply.attachment or reply.replaces
    return bool(reply.messages and reply.private and not asks)


def window(reply: Reply, names: Names = NOBODY) -> Json:
    """The reply as a modal that is only read; a button in it would know no channel.

    https://docs.slack.dev/reference/views/modal-views
    """
    shown = [replace(message, actions=()) for message in reply.messages]
    made = [section(told) for told in parts(reply.text, PARAGRAPH, names)]
    made += [block for message in shown for block in blocks(message, names)]
    left = len(made) - WINDOW
    if left > 0:
        made = [*made[: WINDOW - 1], small(f"… {left + 1} parts more, not shown here")]
    title, close = plain(reply.messages[0].title, TITLE), plain("Close", TITLE)
    return {"type": "modal", "title": title, "close": close, "blocks": made}


def _pages(given: Sequence[Json], last: Sequence[Json]) -> list[list[Json]]:
    """The blocks by messages, each within Slack's limits; what is beyond the last is counted."""
    pages: list[list[Json]] = [[]]
    for number, block in enumerate(given):
        if pages[-1] and not _fits([*pages[-1], block], last):
            if len(pages) == MOST:
                pages[-1].append(small(f"… {len(given) - number} parts more, not shown here"))
                break
            pages.append([])
        pages[-1].append(block)
    pages[-1] += last
    return pages


def _fits(page: Sequence[Json], last: Sequence[Json]) -> bool:
    room = BUDGET + 2000 - weight(list(last))  # a card alone may take all of the budget
    return len(page) + len(last) + 1 <= BLOCKS and weight(list(page)) <= room
