"""What the headers of an answer ask of us: when to come back, and what to bring."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.model.feed import Validators

LONGEST_WAIT = 31 * 86_400.0  # S5: a Retry-After is honoured in full up to this
LONGEST_HINT = 86_400.0  # S4: a cache lifetime counts up to this; news does not keep longer
_FUTURE = 86_400.0  # C5: a Last-Modified later than this after Date would poison every 304

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_NO_HINT = re.compile(r"(?:^|[,\s])no-(?:cache|store)(?:$|[,\s=])", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,12}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,12}(?:\.\d{1,9})?", re.ASCII)

Headers = Mapping[str, str]


def moment(text: str | None) -> datetime | None:
    """An HTTP date (RFC 9110, section 5.6.7), aware; None where it is none."""
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError, TypeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def retry_after(headers: Headers, now: datetime | None = None) -> float | None:
    """Seconds to stay away, as the server said; None where it said nothing usable.

    Negative, absurd (more than 31 days) and unreadable values say nothing (S5).
    """
    text = headers.get("retry-after", "").strip()
    if _DIGITS.fullmatch(text):
        wait = float(text)
    else:
        until = moment(text)
        since = moment(headers.get("date")) or now
        if until is None or since is None:
            return None
        wait = (until - since).total_seconds()
    return wait if 0 <= wait <= LONGEST_WAIT else None


def exhausted(headers: Headers) -> float | None:
    """Seconds until a host takes the next question, where it says that this one was the last.

    `X-RateLimit-Remaining` and `-Reset`, as Reddit and many others send them, in seconds to go or
    since 1970; `RateLimit-...` is what the IETF drafts call them.
    """
    for prefix in ("x-ratelimit-", "ratelimit-"):
        left, reset = _decimal(headers, f"{prefix}remaining"), _decimal(headers, f"{prefix}reset")
        if left is None or left >= 1 or reset is None:
            continue
        date = moment(headers.get("date"))
        if reset > LONGEST_WAIT and date is not None:
            reset -= date.timestamp()
        return reset if 0 < reset <= LONGEST_WAIT else None
    return None


def lifetime(headers: Headers) -> float | None:
    """Seconds that the answer says it stays fresh (RFC 9111, section 4.2); None: no hint."""
    control = headers.get("cache-control", "")
    if _NO_HINT.search(control):
        return None
    found = _MAX_AGE.search(control)
    if found:
        return _hint(float(found[1]) - _age(headers))
    expires, date = moment(headers.get("expires")), moment(headers.get("date"))
    if expires is None or date is None:
        return None
    return _hint((expires - date).total_seconds())


def carried(headers: Headers) -> Validators:
    """The validators that an answer carries: after a whole 200 these and no others hold (C2)."""
    return Validators(headers.get("etag") or None, _last_modified(headers))


def renewed(old: Validators, headers: Headers) -> Validators:
    """The validators to keep after a 304: each one it carries replaces the old one (C2)."""
    new = carried(headers)
    return Validators(new.etag or old.etag, new.last_modified or old.last_modified)


def _last_modified(headers: Headers) -> str | None:
    text = headers.get("last-modified") or None
    when, date = moment(text), moment(headers.get("date"))
    poisoned = when and date and (when - date).total_seconds() > _FUTURE
    return None if poisoned else text


def _age(headers: Headers) -> float:
    text = headers.get("age", "").strip()
    return float(text) if _DIGITS.fullmatch(text) else 0.0


def _decimal(headers: Headers, name: str) -> float | None:
    text = headers.get(name, "").strip()
    return float(text) if _DECIMAL.fullmatch(text) else None


def _hint(seconds: float) -> float | None:
    return min(seconds, LONGEST_HINT) if seconds > 0 else None
