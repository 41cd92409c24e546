"""Addresses that may be asked, and where a redirect leads (requirements F6 and R1)."""

from yarl import URL

from bot.sources.request import Failed, Response, Trouble

URL_LIMIT = 2048  # F6
MOVED = frozenset((301, 302, 303, 307, 308))
FOR_GOOD = frozenset((301, 308))  # R2: the others are never remembered (RFC 9110, section 15.4)


def checked(text: str, base: URL | None = None) -> URL:
    """A URL that may be asked, without its fragment. Raises Failed (REFUSED)."""
    try:
        url = URL(text) if base is None else base.join(URL(text))
    except ValueError as error:
        raise Failed(Trouble.REFUSED, "this is not an address that can be asked") from error
    if url.scheme not in ("http", "https") or not url.raw_host:
        raise Failed(Trouble.REFUSED, "only http and https addresses can be asked")
    if url.raw_user is not None or url.raw_password is not None:
        raise Failed(Trouble.REFUSED, "the address must not hold a user name or password")
    if len(str(url)) > URL_LIMIT:
        raise Failed(Trouble.REFUSED, f"the address is longer than {URL_LIMIT} characters")
    return url.with_fragment(None)


def target(answer: Response, url: URL) -> URL | None:
    """Where a redirect leads; None where the answer is none. Raises Failed (R1)."""
    if answer.status not in MOVED:
        return None
    place = answer.headers.get("location")
    if not place:
        raise Failed(Trouble.BROKEN, f"HTTP {answer.status}: a redirect that leads nowhere")
    found = checked(place, url)
    if url.scheme == "https" and found.scheme == "http":
        raise Failed(Trouble.REFUSED, "it redirects from https to http, which we do not follow")
    return found
