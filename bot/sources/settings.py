"""The words of `[sources]` in the configuration, each with the value that suits the open web."""

from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from yarl import URL


def _network(text: str) -> str:
    try:
        ip_network(text, strict=False)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a network, such as 10.0.0.0/8") from error
    return text


def _proxy(text: str) -> str:
    try:
        url = URL(text)
    except ValueError:
        url = URL()
    if text and (url.scheme not in ("http", "https") or not url.raw_host):
        raise ValueError("the proxy is not an address such as http://proxy.example:3128")
    return text


Seconds = Annotated[float, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How feeds are asked. Times are seconds, sizes bytes."""

    allow_networks: tuple[Annotated[str, AfterValidator(_network)], ...] = ()
    """CIDRs that may be asked although they are not public; exempt from the host rules too."""

    allow_ports: tuple[Annotated[int, Field(ge=1, le=65535)], ...] = (80, 443, 8080, 8443)
    """Ports that may be asked at public addresses; in `allow_networks` any port may be."""

    min_interval: Annotated[int, Field(ge=0)] | None = None
    """How often a feed is asked, instead of the bot's own floors (10, 15 or 30 minutes) and pace.

    Below 120 at the operator's own risk: publishers block those who ask too often. What a server
    asks for (Cache-Control, Retry-After, ttl) still lengthens it.
    """

    host_gap: Seconds = 2.0
    """Between two requests to one public host."""

    host_concurrency: Annotated[int, Field(ge=1)] = 1
    """Requests to one public host at the same time."""

    first_fetch: Literal["silent", "alert"] = "silent"
    """`silent`: what a new feed already holds is kept but not told; `alert`: it is told."""

    flood_guard: bool = True
    """Hold what looks like a whole feed made anew (a move to another platform)."""

    age_guard: bool = True
    """Keep silently what is much older than the newest item that the feed had."""

    max_body: Annotated[int, Field(ge=1)] = 10_000_000
    """Of a document, after decompression."""

    timeout: Annotated[float, Field(gt=0)] = 30.0
    """For a whole answer; a connection gets a third of it."""

    user_agent_contact: str = ""
    """An address or e-mail in the User-Agent by which a publisher can reach the operator."""

    proxy: Annotated[str, AfterValidator(_proxy)] = field(default="", repr=False)
    """An HTTP proxy that every feed is asked through; it has to refuse private networks itself.

    The environment's own (`HTTPS_PROXY`) is never taken: it would hide addresses from the guard
    without anybody having said so.
    """
