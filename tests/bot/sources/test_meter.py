"""Sockets with an allowance."""

import errno
import socket
from collections.abc import Iterator

import pytest

from bot.sources.meter import AT_ONCE, Meters


@pytest.fixture
def pair() -> Iterator[tuple[Meters, socket.socket, socket.socket]]:
    """The meters, a metered socket, and the server's end of its connection."""
    meters = Meters()
    ours = meters.made(socket.AF_INET, socket.SOCK_STREAM, 0)
    with ours, socket.create_server(("127.0.0.1", 0)) as server:
        ours.connect(server.getsockname())
        theirs, _ = server.accept()
        with theirs:
            yield meters, ours, theirs


def test_what_goes_beyond_the_allowance_breaks_the_connection(
    pair: tuple[Meters, socket.socket, socket.socket],
) -> None:
    meters, ours, theirs = pair
    meters.allow(ours.fileno(), 5)
    theirs.sendall(b"hello and more")
    assert ours.recv(5) == b"hello"
    with pytest.raises(OSError, match="more than an answer needs") as caught:
        ours.recv(1)
    assert caught.value.errno == errno.EMSGSIZE
    with pytest.raises(OSError, match="more than an answer needs"):
        ours.recv_into(bytearray(1))
    meters.allow(ours.fileno(), 5)
    assert ours.recv_into(bytearray(9)) == 9


def test_no_more_is_handed_over_at_once_than_the_event_loop_bears(
    pair: tuple[Meters, socket.socket, socket.socket],
) -> None:
    _, ours, theirs = pair
    theirs.sendall(b"x" * (AT_ONCE + 1_000))
    assert len(ours.recv(10_000_000)) <= AT_ONCE


def test_a_socket_that_is_gone_is_forgotten() -> None:
    meters = Meters()
    made = meters.made(socket.AF_INET, socket.SOCK_STREAM, 0)
    number = made.fileno()
    made.close()
    del made
    meters.allow(number, 1)
    assert not meters._known
