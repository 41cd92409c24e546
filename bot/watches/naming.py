"""What a watch may be called: its name for machines, checked or made of its name for people."""

import re
from collections.abc import Container, Iterator

from bot.model.errors import TellUser
from bot.watches.words import folded, found

MAX_SLUG = 64
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_slug(slug: str) -> str:
    """The same name; raises TellUser for one that a file of watches could not hold."""
    if len(slug) > MAX_SLUG or not _SLUG.fullmatch(slug):
        near = slug_of(slug, ())
        raise TellUser(
            f"A watch is called by words of a-z and 0-9 with hyphens between them: {near}."
        )
    return slug


def slug_of(name: str, taken: Container[str]) -> str:
    """A name for machines that is not taken: `Our chips` is `our-chips`, or `our-chips-2`."""
    words = [word for word in map(folded, found(name)) if word.isascii()]
    slug = "-".join(words)[: MAX_SLUG - 4].strip("-") or "watch"
    return next(it for it in _numbered(slug) if it not in taken)


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1
