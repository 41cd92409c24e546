"""Links: which may be shown, and when two of them are one."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

LIMIT = 2048  # characters of a link; longer ones are refused, as most servers do

_BAD = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{|}\ud800-\udfff]")
_TRACKING = re.compile(
    r"(?:utm_[a-z_]+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|ref_src|cmpid|at_medium"
    r"|at_campaign|_hsenc|_hsmi|xtor)\Z",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def web(link: str, base: str | None = None) -> str | None:
    """An absolute http(s) link that is fit to be shown, or None.

    Space and the few characters that would end a link early are escaped; user names, other
    schemes, links without a host and links longer than LIMIT are refused.
    """
    bare = "".join(link.split("\n")).strip()
    if len(bare) > LIMIT:  # escaping makes it longer still
        return None
    text = _escaped(bare)
    whole = text.lower().startswith(("http://", "https://"))
    try:
        parts = urlsplit(urljoin(base, text) if base and text and not whole else text)
        sound = parts.scheme in _PORTS and parts.hostname and _port(parts) is not None
    except ValueError:
        return None
    if not sound or parts.username is not None or len(text) > LIMIT:
        return None
    found = urlunsplit(parts)
    return found if len(found) <= LIMIT else None


def canonical(link: str) -> str:
    """A link without what does not change where it leads: for comparing, never for showing.

    The host's case, default port, fragment, tracking parameters and a trailing slash go.
    """
    try:
        parts = urlsplit(link)
        host, port = (parts.hostname or "").rstrip("."), _port(parts)
    except ValueError:
        return link
    at = host if port == _PORTS.get(parts.scheme) else f"{host}:{port}"
    kept = [pair for pair in parts.query.split("&") if pair and not _tracks(pair)]
    return urlunsplit(("https", at, parts.path.rstrip("/"), "&".join(kept), ""))


def host(link: str) -> str:
    """The host that a link names, in lower case; empty where there is none."""
    try:
        return (urlsplit(link).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def _port(parts: SplitResult) -> int | None:
    return parts.port or _PORTS.get(parts.scheme)


def _tracks(pair: str) -> bool:
    return _TRACKING.match(pair.partition("=")[0]) is not None


def _escaped(link: str) -> str:
    return _BAD.sub(lambda found: "".join(f"%{byte:02X}" for byte in _bytes(found[0])), link)


def _bytes(character: str) -> bytes:
    return character.encode("utf-8", "replace")
