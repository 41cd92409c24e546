"""A message without any platform's markup: clean strings, sound addresses, shapes and days.

Feed text is untrusted: what comes out of `clean` can neither steer a terminal nor turn the
reading direction of what stands around it.
"""

import re
from datetime import UTC, datetime, time
from urllib.parse import quote, urlsplit

from bot.model.message import Link, Message, Moment, Person, Span, Strong, Struck, Text, Tone

SHAPES = {
    Tone.RESTRICTIVE: "▲",
    Tone.UNCONFIRMED: "▲",
    Tone.LIBERALISING: "▼",
    Tone.PROCEDURAL: "◆",
}

# C0 and C1 but for the line feed, what splits lines elsewhere, lone surrogates, and the explicit
# directional formatting of https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_CONTROL_SEQUENCE = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]")  # ECMA-48, section 5.4
_SPACING = dict.fromkeys("\t\x0b\x0c\x85\u2028\u2029", " ")
_SPACES = re.compile(r"\s+")
_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]")
_URL_SAFE = "/:;,?@&=+$!*'~%-._"  # no brackets and parentheses: they would end a markdown link


def kept(text: str) -> str:
    """The text without control characters and directional overrides; line feeds stay."""
    unbroken = _CONTROL_SEQUENCE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub(lambda found: _SPACING.get(found.group(), ""), unbroken)


def clean(text: str) -> str:
    """What `kept` keeps, without white space at its ends."""
    return kept(text).strip()


def line(text: str) -> str:
    """The clean text on one line."""
    return _SPACES.sub(" ", clean(text)).strip()


def address(url: str | None) -> str | None:
    """An http(s) address in ASCII that no markup can break out of, or None if it is none.

    An address with a user name is none: it is how one site poses as another.
    """
    try:
        parts = urlsplit((url or "").strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    host = _ascii_host(host)
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    where = host if port is None else f"{host}:{port}"
    query = f"?{_quoted(parts.query)}" if parts.query else ""
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{where}{_quoted(parts.path)}{query}{fragment}"


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _quoted(part: str) -> str:
    return _LOOSE_PERCENT.sub("%25", quote(part, safe=_URL_SAFE, errors="replace"))


def headline(message: Message) -> str:
    """The title on one line, with the shape of its tone in front."""
    title, shape = line(message.title), SHAPES[message.tone]
    return title if title.startswith(tuple(SHAPES.values())) else f"{shape} {title}".strip()


def noon(moment: Moment) -> datetime:
    """The moment in UTC; of a day only, its noon, which is that same day from UTC-12 to UTC+11."""
    if moment.day_only:
        return datetime.combine(moment.at.date(), time(12), UTC)
    return moment.at.astimezone(UTC)


def day(moment: Moment) -> str:
    """A moment in words that need no clock and no zone: `10 Nov 2025`, `10 Nov 2025 14:05 UTC`."""
    at = noon(moment)
    date = f"{at.day} {at:%b %Y}"
    return date if moment.day_only else f"{date} {at:%H:%M} UTC"


def plain(text: Text) -> str:
    """The text without markup."""
    return clean("".join(_plain(span) for span in text))


def _plain(span: Span) -> str:
    match span:
        case str():
            return span
        case Strong(inner) | Struck(inner) | Link(inner, _):
            return inner
        case Moment():
            return day(span)
        case Person(id_):
            return f"@{id_}"
