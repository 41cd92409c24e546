"""What an error of Slack's means for whoever called: later, never, or mend something.

The names: https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours.
"""

from bot.model.errors import Closed, GiveUp, Gone, TollbellError, TryLater, Undeliverable

TOKENS = (
    "Slack refuses the {0}: set {1} (or {1}_FILE) to the one that the app's page shows "
    "(docs/slack.md)."
)
SCOPES = (
    "The Slack app lacks {}: paste config/slack-manifest.yaml into its App Manifest page, then "
    "reinstall it to the workspace."
)
SOCKETS_OFF = "Socket Mode is off for the Slack app: switch it on, on the app's page."

# Only an operator can help; where it comes in the middle, the connection ends and says so.
LOGIN = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
_CLOSED = {
    "channel_not_found": "The channel is gone, or private and the bot is not in it",
    "is_archived": "The channel is archived",
    "not_in_channel": "The bot is not in the channel: invite it there with /invite",
    "restricted_action": "An administrator does not let the bot post in the channel",
    "restricted_action_read_only_channel": "The channel is read-only",
    "restricted_action_thread_only_channel": "The channel takes only replies",
    "restricted_action_non_threadable_channel": "The channel takes no replies",
    "user_not_found": "The person is gone",
    "user_disabled": "The person's account is closed",
    "cannot_dm_bot": "It is a bot, which takes no messages",
}
_GONE = {
    "message_not_found": "The message was deleted",
    "thread_not_found": "The message was deleted",
    "cannot_reply_to_message": "The message takes no replies",
    "cant_update_message": "The message is no longer the bot's to edit",
    "edit_window_closed": "The workspace takes no more edits of the message",
}
# May have been carried out all the same.
_UNSURE = frozenset(("fatal_error", "internal_error", "service_unavailable", "request_timeout"))
_LATER = {
    "ratelimited": 30.0,
    "rate_limited": 30.0,
    "message_limit_exceeded": 3600.0,
    "accesslimited": 600.0,
    "team_added_to_org": 300.0,
    "ekm_access_denied": 600.0,
}
BLOCKS = frozenset(("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"))


class Unsure(TryLater):
    """Nobody knows whether it was carried out."""


class Refused(Undeliverable):
    """Slack does not take these blocks; it may take plain text."""


def meaning(error: str, status: int, after: float | None) -> TryLater | GiveUp:
    """What a failed call means: Slack's name of the error, HTTP's status, the Retry-After."""
    if status == 429 or after is not None:
        limit = after or _LATER["ratelimited"]
        return TryLater("Slack's rate limit is exceeded.", limit, unsent=True)
    if status >= 500 or error in _UNSURE:
        return Unsure(f"Slack answers {error or status}.")
    if error in _CLOSED:
        return Closed(f"{_CLOSED[error]} (Slack's {error}).")
    if error in _GONE:
        return Gone(f"{_GONE[error]} (Slack's {error}).")
    if error in LOGIN:
        return TryLater(f"Slack refuses the bot's token ({error}).", 300.0, unsent=True)
    if error == "missing_scope":
        return TryLater(SCOPES.format("a permission"), 300.0, unsent=True)
    if error in _LATER or status == 408 or not error:
        return TryLater(f"Slack answers {error or status}.", _LATER.get(error))
    if error in BLOCKS:
        return Refused(f"Slack refuses the blocks of the message ({error}).")
    return Undeliverable(f"Slack refuses the message ({error}).")


def login(error: str, which: str, variable: str) -> TollbellError | None:
    """The sentence that ends the bot; None where trying again may help."""
    if error in LOGIN:
        return TollbellError(TOKENS.format(which, variable))
    if error == "missing_scope":
        wanted = "connections:write for its token" if which == "app token" else "a permission"
        return TollbellError(SCOPES.format(wanted))
    return TollbellError(SOCKETS_OFF) if error == "link_disabled" else None
