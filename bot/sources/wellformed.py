"""Whether a text is XML that a parser takes, and how to make such a text of a part of one."""

import re
from xml.parsers import expat

from bot.sources.outline import DEPTH, tags

PREFIXES = 50  # undeclared ones that are declared
BARE = ("<rss version='2.0'><channel>", "</channel></rss>")  # around items without a root
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*+):|\s([A-Za-z_][\w.-]*+):[\w.-]++\s*+=")
_NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "a10": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
}

_REGISTERED = {
    name.lower().rstrip("/"): name for name in (*_NAMESPACES.values(), "http://purl.org/rss/1.0/")
}
_XMLNS = re.compile(r"(\bxmlns(?::[\w.-]{1,40})?\s{0,9}=\s{0,9}[\"'])([^\"'<>]{1,200})(?=[\"'])")


def wrapper(head: str) -> tuple[str, str]:
    """What to put before and after an item to make a document of it."""
    stack: list[str] = []
    for tag in tags(head):
        if tag.close and tag.name in stack:
            while stack.pop() != tag.name:
                pass
        elif not tag.close and not tag.alone:
            stack.append(tag.name)
        if len(stack) > DEPTH:
            return bare(head)
    tail = "".join(f"</{name}>" for name in reversed(stack))
    return (head, tail) if stack and sound(head + tail) else bare(head)


def bare(head: str) -> tuple[str, str]:
    """Only the outermost tags of what stands before the items."""
    opening = [tag for tag in tags(head) if not tag.close and not tag.alone][:2]
    outer = [tag for tag in opening if tag.local in ("rss", "rdf", "feed", "channel")] or opening
    if not outer:
        return BARE
    kept = "".join(head[tag.start : tag.end] for tag in outer)
    return kept, "".join(f"</{tag.name}>" for tag in reversed(outer))


def declared(text: str) -> str:
    """The text with every prefix that it uses declared at its root."""
    first = next(tags(text), None)
    if first is None:
        return text
    used = {one or two for one, two in _PREFIX.findall(text)} - {"xml", "xmlns"}
    missing = [name for name in sorted(used) if f"xmlns:{name}" not in text][:PREFIXES]
    if not missing:
        return text
    names = "".join(f' xmlns:{name}="{_NAMESPACES.get(name, "urn:x:" + name)}"' for name in missing)
    place = first.start + 1 + len(first.name)
    return text[:place] + names + text[place:]


def with_known_names(text: str) -> str:
    """The text with the namespaces of its root as they are registered, where they are misspelled.

    With space around them, `https`, another case, or without the stroke at the end.
    """
    end = text.find(">")
    root = text[: end + 1]
    return _XMLNS.sub(_registered, root) + text[end + 1 :] if "xmlns" in root else text


def _registered(found: re.Match[str]) -> str:
    known = _REGISTERED.get(_bare_name(found[2]))
    return f"{found[1]}{known}" if known else found[0]


def _bare_name(name: str) -> str:
    return name.strip().lower().replace("https://", "http://").rstrip("/")


def sound(text: str) -> bool:
    """Whether an XML parser takes the text."""
    parser = expat.ParserCreate("utf-8", " ")
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError:
        return False
    return True
