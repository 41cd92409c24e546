"""Which addresses may be asked: nothing but the public internet, unless the operator says so.

The check is made where the socket is made, on the address that will be connected to: names,
literals, redirects and resolvers that change their mind all come through here (requirement F5).
"""

import errno
import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from bot.sources.meter import Meters

Network = IPv4Network | IPv6Network
AddressInfo = tuple[int, int, int, str, tuple[object, ...]]

# What `is_global` lets pass (in some version of Python) or what carries an IPv4 address inside:
# IANA's special-purpose registries, RFC 6890 and its updates; NAT64 RFC 6052 and RFC 8215;
# 6to4 RFC 3056; Teredo RFC 4380; IPv4-compatible RFC 4291.
_REFUSED: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "240.0.0.0/4", "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
        "2001::/23", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
    )
)  # fmt: skip

# Names that never leave a house: RFC 6761, RFC 6762, and what ICANN set aside in 2024.
_AT_HOME = (".localhost", ".local", ".internal", ".home.arpa")


class Guard:
    """Says which addresses may be connected to, and makes the sockets for those that may."""

    def __init__(self, allow: Iterable[str], ports: Iterable[int], proxied: bool = False) -> None:
        """`proxied`: every connection goes to the operator's proxy, which resolves the names."""
        self._allow = tuple(ip_network(text, strict=False) for text in allow)
        self._ports = frozenset(ports)
        self._proxied = proxied
        self.meters = Meters()

    def exempt(self, host: object) -> bool:
        """Whether the operator let this address through by name of its network."""
        found = _address(host)
        return found is not None and any(_inside(found, network) for network in self._allow)

    def fault(self, host: object, port: object) -> str | None:
        """Why an address may not be asked, in one sentence; None where it may."""
        if self.exempt(host):
            return None
        found = _address(host)
        if found is None or not _public(found):
            return f"the address {host} is not public (see allow_networks)"
        if port not in self._ports:
            return f"port {port} is not one that feeds are read from (see allow_ports)"
        return None

    def named_fault(self, host: str, port: object) -> str | None:
        """Why a host may not be asked by way of a proxy, as far as its name tells (F5).

        What a name leads to only the proxy sees: it has to refuse private networks itself.
        """
        name = host.rstrip(".").lower()
        if name == "localhost" or name.endswith(_AT_HOME) or _odd_number(name):
            return f"the address {host} is not public (see allow_networks)"
        if _address(host) is not None:
            return self.fault(host, port)
        if port not in self._ports:
            return f"port {port} is not one that feeds are read from (see allow_ports)"
        return None

    def socket_factory(self) -> Callable[[AddressInfo], socket.socket]:
        """A maker of sockets for aiohttp that refuses what `fault` refuses."""
        return self._socket

    def _socket(self, info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, target = info
        fault = None if self._proxied else self.fault(target[0], target[1])
        if fault is not None:
            raise PermissionError(errno.EACCES, fault)
        return self.meters.made(family, kind, protocol)


def _address(host: object) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(str(host))
    except ValueError:
        return None


def _odd_number(name: str) -> bool:
    """Whether a name is an IPv4 address in a form that only the system's resolver knows: 127.1."""
    try:
        socket.inet_aton(name)
    except (OSError, UnicodeError):
        return False
    return _address(name) is None


def _inside(found: IPv4Address | IPv6Address, network: Network) -> bool:
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    plain = mapped if mapped is not None else found
    return plain.version == network.version and plain in network


def _public(found: IPv4Address | IPv6Address) -> bool:
    if isinstance(found, IPv6Address) and found.scope_id is not None:
        return False
    if not found.is_global or found.is_multicast:
        return False
    return not any(_same(found, network) for network in _REFUSED)


def _same(found: IPv4Address | IPv6Address, network: Network) -> bool:
    return found.version == network.version and found in network
