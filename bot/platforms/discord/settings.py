"""How to reach Discord; without discord.py, so that the settings are read without it."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# https://discord.com/developers/docs/reference#api-reference-base-url
BASE = "https://discord.com/api/v10"
_VERSION = "v10"


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """The token, and the addresses of a server of the same form where it is not Discord's own."""

    token: str = field(default="", repr=False)
    api_base: str = ""  # such as https://discord.com/api/v10
    gateway: str = ""  # such as wss://gateway.discord.gg; empty: the one that the API names
    manager_roles: tuple[str, ...] = ()  # ids of roles whose members may manage every channel

    def __post_init__(self) -> None:
        """Raise ValueError for an address of another kind."""
        if self.api_base and not _is_address(self.api_base, "http", "https"):
            raise ValueError(f"api_base is an address such as {BASE}")
        if self.gateway and not _is_address(self.gateway, "ws", "wss"):
            raise ValueError("gateway is an address such as wss://gateway.discord.gg")
        if not all(id_.isascii() and id_.isdecimal() for id_ in self.manager_roles):
            raise ValueError("manager_roles are ids of roles, such as 1068899172438327387")

    @property
    def base(self) -> str:
        """Where the API is, with its version: an address that ends in `/api` or at its host does
        not name one."""
        base = (self.api_base or BASE).rstrip("/")
        path = urlsplit(base).path
        if not path:
            return f"{base}/api/{_VERSION}"
        return f"{base}/{_VERSION}" if re.search(r"/api$", path) else base


def _is_address(text: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
