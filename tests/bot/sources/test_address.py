# ruff: noqa: N802 - tests of requirements are named as the requirements are
"""Which addresses may be asked."""

import socket

import pytest

from bot.sources.address import Guard

PRIVATE = [
    *("0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254"),
    *("172.16.0.1", "192.0.0.8", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "192.88.99.1", "203.0.113.9"),
    *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1"),
    *("64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "fc00::1"),
    *("fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2606:4700::1111%eth0", "no address"),
]


@pytest.mark.parametrize("host", PRIVATE)
def test_F5_an_address_that_is_not_public_is_refused(host: str) -> None:
    assert Guard((), (80,)).fault(host, 80)


@pytest.mark.parametrize("host", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])
def test_F5_a_public_address_is_asked(host: str) -> None:
    assert Guard((), (80,)).fault(host, 80) is None


def test_F6_a_port_that_feeds_are_not_read_from_is_refused() -> None:
    guard = Guard((), (80, 443))
    assert guard.fault("8.8.8.8", 22)
    assert guard.fault("8.8.8.8", 443) is None


def test_F5_the_operator_lets_a_network_through_with_all_its_ports() -> None:
    guard = Guard(("10.0.0.0/8", "fd00::/8"), (80,))
    assert guard.fault("10.9.9.9", 9999) is None
    assert guard.fault("::ffff:10.9.9.9", 9999) is None
    assert guard.fault("fd00::1", 9999) is None
    assert guard.fault("11.9.9.9", 9999)
    assert guard.fault("192.168.0.1", 80)


def test_F5_the_socket_of_a_refused_address_is_never_made() -> None:
    make = Guard((), (80,)).socket_factory()
    with pytest.raises(PermissionError, match="not public"):
        make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80)))
    with make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))) as made:
        assert made.type == socket.SOCK_STREAM
