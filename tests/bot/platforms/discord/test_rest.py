"""What a refused message means for the outbox."""

import pytest

from bot.model.errors import TollbellError, TryLater, Undeliverable
from bot.platforms.discord.rest import refusal


@pytest.mark.parametrize(
    ("status", "code", "means"),
    [
        (400, 50035, Undeliverable),
        (401, 0, TryLater),
        (403, 50013, Undeliverable),
        (403, 50001, Undeliverable),
        (403, 0, TryLater),
        (404, 10003, Undeliverable),
        (404, 10008, Undeliverable),
        (405, 0, Undeliverable),
        (408, 0, TryLater),
        (413, 40005, Undeliverable),
        (400, 30046, TryLater),
    ],
)
def test_a_refusal_is_final_or_not(status: int, code: int, means: type[TollbellError]) -> None:
    assert type(refusal(status, code, "why")) is means


def test_a_refused_token_says_what_to_do() -> None:
    assert "set DISCORD_TOKEN" in str(refusal(401, 0, "401: Unauthorized"))


def test_a_refusal_gives_the_reason_on_one_short_line() -> None:
    told = str(refusal(400, 50035, "Invalid Form Body\n" + "x" * 900))
    assert told.startswith("Discord refuses the message (400, 50035): Invalid Form Body x")
    assert len(told) < 400
