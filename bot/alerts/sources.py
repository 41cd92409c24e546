"""The sources of a story as an alert names them: official ones first, safe addresses only. Pure."""

from collections.abc import Sequence

from bot.model.feed import Tier
from bot.model.message import Link, Span
from bot.model.story import Source, Stated, Story


def source_of(story: Story, stated: Stated) -> Source | None:
    """The source whose words a figure was read from."""
    return next((one for one in story.sources if one.item == stated.items[0]), None)


def ranked(sources: Sequence[Source]) -> list[Source]:
    """Sources with the official ones first, else in order of arrival."""
    return sorted(sources, key=lambda source: source.tier is not Tier.OFFICIAL)


def linked(text: str, url: str | None) -> Span:
    """The text as a link, where there is an address that may be shown as one."""
    safe = web_address(url)
    return Link(text, safe) if safe else text


def web_address(url: str | None) -> str | None:
    """An address that may be shown as a link: http or https, else None."""
    return url if url and url.lower().startswith(("https://", "http://")) else None
