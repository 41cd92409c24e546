"""What a refusal of Discord means for whoever asked.

https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from bot.model.errors import Closed, Gone, TollbellError, TryLater, Undeliverable

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
NOT_A_TEXT_CHANNEL = 50008
WRONG_CHANNEL_TYPE = 50024
IN_A_FORUM = 40058
ARCHIVED = 50083
THREAD_EXISTS = 160004
THREAD_LOCKED = 160005
TOO_MANY_THREADS = 160006  # active ones in a server
NO_HISTORY = 160002  # a reply needs to read the history
TAG_REQUIRED = 40067

_CLOSED = {
    UNKNOWN_CHANNEL: "The channel is gone.",
    10004: "The server is gone.",
    MISSING_ACCESS: "The bot cannot see the channel: it needs View Channel there.",
    MISSING_PERMISSIONS: "The bot may not post in the channel: it needs Send Messages and Embed "
    "Links there (in a forum Create Posts, in a thread Send Messages in Threads).",
    NOT_A_TEXT_CHANNEL: "Messages cannot be posted in a channel of this kind.",
    WRONG_CHANNEL_TYPE: "Messages cannot be posted in a channel of this kind.",
    IN_A_FORUM: "Messages cannot be posted in a channel of this kind.",
    ARCHIVED: "The thread is archived and cannot be opened again.",
    THREAD_LOCKED: "The thread is locked.",
    TAG_REQUIRED: "The forum asks for a tag, and there is none that the bot may use.",
}
_LATER = {  # seconds; None: as the outbox sees fit
    20016: 60.0,  # slow mode
    20028: 60.0,  # too many messages in the channel
    20029: 60.0,  # too many messages in the server
    30046: 3600.0,  # too many edits of a message older than an hour
    40333: 600.0,  # Cloudflare keeps the request out
    130000: None,  # overloaded
}
_TO_ONE = {50007: "This person takes no direct messages from the bot."}

BAD_LOGIN = "Discord refuses the token: set DISCORD_TOKEN (or DISCORD_TOKEN_FILE) to a valid one."


class Refused(Undeliverable):
    """Discord takes no such request; `code` is its own number, 0 where it gives none."""

    def __init__(self, status: int, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.code = status, code


class Shut(Closed):
    """A channel is closed to us, with Discord's own number of the reason."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def refusal(status: int, code: int, text: str) -> TollbellError:
    """What a refused request means: `code` is Discord's own, 0 where it gives none."""
    if status == 401:
        return TryLater(BAD_LOGIN, unsent=True)
    if code in _LATER:
        return TryLater(
            f"Discord asks to wait ({code}): {_short(text)}.", _LATER[code], unsent=True
        )
    if status == 408:
        return TryLater("Discord answers 408.", 5.0)
    if code == UNKNOWN_MESSAGE or (code == 50035 and "message_reference" in text):
        return Gone("The message was deleted.")
    if code in _CLOSED:
        return Shut(code, f"{_CLOSED[code]} (Discord's {code})")
    if status == 403 and code == 0:
        return TryLater("Discord's proxy refuses this address.", 600.0, unsent=True)
    if code in _TO_ONE:
        return Undeliverable(_TO_ONE[code])
    return Refused(status, code, f"Discord refuses this ({status}, {code}): {_short(text)}.")


def _short(text: str) -> str:
    return " ".join(text.split())[:300].rstrip(".") or "no reason given"
