"""What the interfaces of the US Federal Register have in common."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.sources.json_feed import loaded
from bot.sources.request import Response
from bot.sources.unreadable import Unreadable
from bot.text.html import plain


def asked(url: str, wishes: Mapping[str, str | Sequence[str]]) -> str:
    """The address with what it does not ask for itself: the operator's own words stand."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    stated = {name for name, _ in query}
    for name, wish in wishes.items():
        if name not in stated:
            query += [(name, one) for one in ([wish] if isinstance(wish, str) else wish)]
    return urlunsplit(parts._replace(query=urlencode(query, safe="[]")))


def results(response: Response) -> list[dict[str, Any]]:
    """The documents of an answer; none in the 404 of an empty search. Raises Unreadable."""
    if response.status == 404:
        return []
    document = loaded(response)
    if not isinstance(document, dict) or document.get("errors"):
        raise Unreadable(f"the Federal Register refuses the query: {_errors(document)}")
    found = document.get("results")
    listed = found if isinstance(found, list) else []
    return [raw for raw in listed if isinstance(raw, dict) and word(raw, "document_number")]


def word(raw: Mapping[str, Any], name: str) -> str:
    """A field as text; empty where it is null or no single value."""
    value = raw.get(name)
    return str(value).strip() if isinstance(value, str | int) else ""


def line(raw: Mapping[str, Any], name: str) -> str:
    """A field of words as one line of plain text."""
    return plain(word(raw, name)).replace("\n", " ")


def listed(raw: Mapping[str, Any], name: str) -> list[str]:
    """The values of a list, or their names where they are agencies."""
    found = raw.get(name)
    values = found if isinstance(found, list) else []
    named = [
        one.get("name") or one.get("raw_name") if isinstance(one, dict) else one for one in values
    ]
    return [str(one) for one in named if one]


def numbered(number: str) -> str:
    """A document's number as the register prints it: by this one act is one story."""
    return f"FR Doc {number.rpartition('/')[2].removesuffix('.json')}" if number else ""


def dockets(found: Sequence[str]) -> str:
    """The dockets; most, but not all, are written with the word before them."""
    words = ", ".join(found)
    return words if not words or words.startswith("Docket") else f"Docket {words}"


def sentences(*parts: str) -> str:
    """Statements as one line of sentences; empty ones are left out."""
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _errors(document: Any) -> str:
    errors = document.get("errors") if isinstance(document, dict) else document
    return plain(str(errors))[:200].replace("\n", " ")
