"""OPML, the format in which feed readers hand over lists of feeds (http://opml.org/spec2.opml)."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from bot.model.errors import TellUser
from bot.model.feed import Feed, Tier

LARGEST = 5_000_000  # bytes; ten thousand feeds are a tenth of it
MOST = 10_000  # feeds


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed as a list names it; what the list does not say is empty."""

    url: str
    title: str = ""
    categories: tuple[str, ...] = ()  # `/tier/official`, `/kind/federal_register`: as `write` does

    def category(self, name: str) -> str:
        """What stands behind `/name/`; empty where nothing does."""
        start = f"/{name}/"
        found = (each.removeprefix(start) for each in self.categories if each.startswith(start))
        return next(found, "")


def read(text: bytes) -> list[Outline]:
    """The feeds of a list, each address once, in its order. Raises TellUser."""
    if len(text) > LARGEST:
        raise TellUser(f"The list is larger than {LARGEST // 1_000_000} MB; split it.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TellUser(f"This is no OPML: {getattr(error, 'msg', error)}.") from None
    if not isinstance(root.tag, str) or root.tag.lower() != "opml":
        raise TellUser(f"This is no OPML: it begins with <{root.tag}>, not with <opml>.")
    found: dict[str, Outline] = {}
    for element in root.iter("outline"):
        outline = _outline({str(name).lower(): value for name, value in element.items()})
        if outline is not None:
            found.setdefault(outline.url, outline)
    if not found:
        raise TellUser("This list names no feed: no outline has an xmlUrl.")
    if len(found) > MOST:
        raise TellUser(f"This list names {len(found)} feeds; {MOST} is the most.")
    return list(found.values())


def _outline(said: dict[str, str]) -> Outline | None:
    url = said.get("xmlurl", "").strip()
    title = said.get("title") or said.get("text") or ""
    categories = tuple(part.strip() for part in said.get("category", "").split(","))
    return Outline(url, " ".join(title.split()), categories) if url else None


def write(feeds: Iterable[Feed]) -> str:
    """A list of feeds, which `read` reads again with tier, kind and jurisdiction."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head><title>Feeds of Tollbell</title></head>",
        "  <body>",
        *(f"    <outline {_attributes(feed)}/>" for feed in feeds),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _attributes(feed: Feed) -> str:
    named = {"tier": feed.tier, "kind": feed.kind, "jurisdiction": feed.jurisdiction}
    said = {
        "type": "rss",
        "text": feed.title,
        "title": feed.title,
        "xmlUrl": feed.url,
        "category": ",".join(f"/{name}/{value}" for name, value in named.items() if value),
    }
    return " ".join(f"{name}={quoteattr(value)}" for name, value in said.items())


def tier_of(outline: Outline) -> Tier:
    """The tier that a list states, or press."""
    said = outline.category("tier")
    return Tier(said) if said in set(Tier) else Tier.PRESS
