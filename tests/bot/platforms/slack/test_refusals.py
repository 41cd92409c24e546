"""What each error of Slack's means for the outbox and for the operator."""

import pytest

from bot.model.errors import Closed, Gone, TryLater, Undeliverable
from bot.platforms.slack.refusals import Refused, Unsure, login, meaning


@pytest.mark.parametrize(
    ("error", "status", "means"),
    [
        ("channel_not_found", 200, Closed),
        ("is_archived", 200, Closed),
        ("not_in_channel", 200, Closed),
        ("restricted_action", 200, Closed),
        ("message_not_found", 200, Gone),
        ("thread_not_found", 200, Gone),
        ("invalid_auth", 200, TryLater),
        ("account_inactive", 200, TryLater),
        ("missing_scope", 200, TryLater),
        ("ratelimited", 429, TryLater),
        ("ratelimited", 200, TryLater),
        ("fatal_error", 200, Unsure),
        ("internal_error", 200, Unsure),
        ("", 502, Unsure),
        ("", 404, TryLater),
        ("invalid_blocks", 200, Refused),
        ("msg_blocks_too_long", 200, Refused),
        ("no_text", 200, Undeliverable),
    ],
)
def test_an_error_is_final_or_not(error: str, status: int, means: type) -> None:
    assert type(meaning(error, status, None)) is means


def test_only_what_slack_certainly_did_not_do_is_unsent() -> None:
    unsent = [
        error
        for error in (
            "ratelimited",
            "invalid_auth",
            "missing_scope",
            "fatal_error",
            "no_such_thing",
        )
        if getattr(meaning(error, 429 if error == "ratelimited" else 200, None), "unsent", False)
    ]
    assert unsent == ["ratelimited", "invalid_auth", "missing_scope"]


@pytest.mark.parametrize(
    "error", ["invalid_auth", "token_revoked", "missing_scope", "link_disabled"]
)
def test_what_only_an_operator_can_mend_says_what_to_do(error: str) -> None:
    assert str(login(error, "app token", "SLACK_APP_TOKEN"))


def test_what_may_pass_ends_nothing() -> None:
    assert login("fatal_error", "app token", "SLACK_APP_TOKEN") is None
    assert login("", "app token", "SLACK_APP_TOKEN") is None
