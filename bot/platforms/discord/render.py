"""A message, an answer, a form as the bodies that Discord takes. Pure."""

from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from bot.model.command import Reply
from bot.model.message import Action, Link, Message, Quote, Span, Strong, Text
from bot.platforms.discord.components import marked, rows
from bot.platforms.discord.embeds import EMBED_TOTAL, NOT_STATED, embed, size
from bot.platforms.discord.markdown import cut, escape, markdown
from bot.platforms.fitting import ELLIPSIS, length
from bot.platforms.plain import headline, line

# https://discord.com/developers/docs/resources/message#create-message
CONTENT = 2000
CONTENTS = 5  # messages of plain text in one answer
EMBEDS = 10
NONCE = 25
PUSH = 180  # our own: about what a phone shows of a notification
THREAD_NAME = 100  # https://discord.com/developers/docs/resources/channel#start-thread-from-message

NO_MENTIONS = {"parse": [], "replied_user": False}

Json = dict[str, Any]


def post(message: Message, key: str, reply_to: str | None = None) -> Json:
    """The body of Create Message; Discord takes the same key twice as one message."""
    return {**opening(message), **_once(key), **_reference(reply_to)}


def opening(message: Message) -> Json:
    """The body of a forum post's first message, which has no nonce."""
    return {**_whole(message), **_pinging(message)}


def plain_post(message: Message, key: str, reply_to: str | None = None) -> Json:
    """A message whose embed was refused, as text, with the button that it is found by."""
    return {**plain_opening(message, key), **_once(key), **_reference(reply_to)}


def plain_opening(message: Message, key: str) -> Json:
    """The same without what a forum post cannot have."""
    pinging = _pinging(message)
    mention = f"<@&{message.ping}>\n" if "content" in pinging else ""
    text = f"{mention}{_words(message, CONTENT - length(mention))}"
    return {**pinging, "content": text, "components": rows(marked(message.actions, key))}


def edit(message: Message) -> Json:
    """The body of Edit Message: nothing of the message that was there stays."""
    return {"content": _push(message) or "", "allowed_mentions": NO_MENTIONS, **_whole(message)}


def plain_edit(message: Message) -> Json:
    """The body of Edit Message where the embed is refused."""
    calling = [action for action in message.actions if action.url is None]
    body = {"content": _words(message, CONTENT), "embeds": [], "components": rows(calling)}
    return {**body, "allowed_mentions": NO_MENTIONS}


def thread_name(message: Message) -> str:
    """What a thread about a message, or a forum post, is called: plain text."""
    return cut(headline(message), THREAD_NAME)


def nonce(key: str) -> str:
    """A name for one delivery that Discord accepts: 25 characters, the same for the same key."""
    return b32encode(sha256(key.encode(errors="surrogatepass")).digest()).decode()[:NONCE]


def _whole(message: Message) -> Json:
    return {"embeds": [embed(message)], "components": rows(message.actions)}


def _once(key: str) -> Json:
    """Unique by author in the past few minutes: the earlier message comes back.

    https://discord.com/developers/docs/resources/message#create-message
    """
    return {"nonce": nonce(key), "enforce_nonce": True}


def _reference(reply_to: str | None) -> Json:
    """A reply; to a message that is gone it is refused, so that the follow-up is not an orphan."""
    return {} if reply_to is None else {"message_reference": {"message_id": reply_to}}


def _pinging(message: Message) -> Json:
    """What the phone shows, and whom it may ping: one role and nobody else."""
    pushed = _push(message)
    if pushed is None:
        return {"allowed_mentions": NO_MENTIONS}
    return {"content": pushed, "allowed_mentions": {**NO_MENTIONS, "roles": [message.ping]}}


def _push(message: Message) -> str | None:
    role = message.ping or ""
    if not (role.isascii() and role.isdecimal() and len(role) <= len(str(2**64))):
        return None
    mention = f"<@&{role}> "
    return mention + cut(escape(headline(message)), PUSH - len(mention))


def _words(message: Message, limit: int) -> str:
    """All that a message says, without links: one of them may be what was refused."""
    parts: list[Text] = [(Strong(headline(message)),), (line(message.badge),), message.body]
    parts += [
        (Strong(line(field.name)), ": ", *(field.value or (NOT_STATED,)))
        for field in message.fields
    ]
    parts += [_told(quote) for quote in message.quotes]
    parts.append((line(message.footer),))
    lines = [part for part in parts if any(map(_says_something, part))]
    unlinked = (_unlinked(span) for part in lines for span in (*part, "\n"))
    return markdown(tuple(unlinked), limit) or "–"


def _told(quote: Quote) -> Text:
    return (f"“{line(quote.text)}” — {line(quote.source)}",)


def _says_something(span: object) -> bool:
    return bool(span.strip()) if isinstance(span, str) else True


def _unlinked(span: Any) -> Any:
    return span.text if isinstance(span, Link) else span


def answers(reply: Reply) -> list[Json]:
    """The reply in as many messages as Discord needs for it.

    The first has the sentence, or as much of it as fits; the last has the buttons. All parts are
    named, so that a body may also take the place of an earlier answer.
    """
    pages = list(_pages([embed(message) for message in reply.messages])) or [[]]
    *first, last = _contents(reply.text)
    if not first and not last and not pages[0]:
        last = "–"
    told = [*((text, []) for text in first), (last, pages[0]), *(("", page) for page in pages[1:])]
    bodies = [
        {"content": text, "embeds": page, "components": [], "allowed_mentions": NO_MENTIONS}
        for text, page in told
    ]
    bodies[-1]["components"] = rows(_actions(reply))
    return bodies


def _contents(text: Text) -> list[str]:
    """The text in as few messages as hold its lines; what is beyond the last one is cut."""
    whole = markdown(text, CONTENT * CONTENTS)
    if length(whole) <= CONTENT:
        return [whole]
    pieces = [""]
    for told in (markdown(part, CONTENT) for part in _lines(text)):
        joined = f"{pieces[-1]}\n{told}" if pieces[-1] else told
        if length(joined) <= CONTENT:
            pieces[-1] = joined
        else:
            pieces.append(told)
    kept = [piece.strip() for piece in pieces if piece.strip()]
    if len(kept) > CONTENTS:
        kept[CONTENTS - 1 :] = [f"{cut(kept[CONTENTS - 1], CONTENT - 2)}\n{ELLIPSIS}"]
    return kept or [""]


def _lines(text: Text) -> Iterator[Text]:
    """The text line by line; a span that is not plain is not broken."""
    part: list[Span] = []
    for span in text:
        first, *rest = span.split("\n") if isinstance(span, str) else (span,)
        part.append(first)
        for following in rest:
            yield tuple(part)
            part = [following]
    yield tuple(part)


def _actions(reply: Reply) -> Iterable[Action]:
    """The answer's own buttons, below those of a message where only one has any."""
    having = [message.actions for message in reply.messages if message.actions]
    return (*(having[0] if len(having) == 1 else ()), *reply.actions)


def _pages(embeds: Sequence[Json]) -> Iterator[list[Json]]:
    page: list[Json] = []
    for made in embeds:
        if page and (len(page) == EMBEDS or sum(map(size, [*page, made])) > EMBED_TOTAL):
            yield page
            page = []
        page.append(made)
    if page:
        yield page
