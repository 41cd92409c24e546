"""One claimed row to its platform: worded, sent or edited, and what became of it written."""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts.actions import dressed
from bot.alerts.digest import summary
from bot.alerts.wording import Labels, follow_up, wording
from bot.heed import Notice, close, silence
from bot.ledger import Ledger
from bot.model.delivery import Digest, Dispatch, Mark, Revision
from bot.model.errors import Closed, GiveUp, Gone, TryLater
from bot.model.message import Message
from bot.model.protocols import Platform
from bot.model.story import Story
from bot.model.watch import Channel, Match
from bot.store.store import Store, Transaction

log = logging.getLogger(__name__)

Claimed = Dispatch | Digest | Revision
Clock = Callable[[], datetime]

# Waits after a failed try where the platform names none, in seconds; the last one repeats.
BACKOFF = (2, 5, 15, 60, 300, 900)


class Send:
    """To a platform and back; whatever goes wrong costs no other row anything."""

    def __init__(
        self, store: Store, platforms: Mapping[str, Platform], labels: Labels, clock: Clock
    ) -> None:
        self.platforms, self.labels, self.clock = platforms, labels, clock
        self.ledger = Ledger(store)

    async def __call__(self, claimed: Claimed) -> None:
        """Send or edit one row, and write what became of it."""
        match claimed:
            case Dispatch():
                await self._send(claimed)
            case Digest():
                await self._sum_up(claimed)
            case Revision():
                await self._edit(claimed)

    def _message(self, dispatch: Dispatch) -> Message:
        """The whole story for a channel that has not seen it, else what is new in it."""
        delivery, story = dispatch.delivery, dispatch.story
        follows = dispatch.post is not None
        if follows:
            message = follow_up(story, delivery.alert, self.labels, dispatch.before)
        else:
            message = wording(story, delivery.alert.reason, delivery.matches, self.labels)
        seen = dressed(
            message, story, delivery.id, dispatch.marks, muted=dispatch.muted, follows=follows
        )
        ping = delivery.ping if delivery.rings or not follows else None
        return replace(seen, ping=ping, loud=follows and delivery.loud)

    def _shown(
        self, story: Story, matches: Sequence[Match], key: str | None, marks: Sequence[Mark]
    ) -> Message:
        """What a post of a story shows."""
        return dressed(wording(story, None, matches, self.labels), story, key, marks)

    async def _send(self, dispatch: Dispatch) -> None:
        delivery, keys = dispatch.delivery, _keys(dispatch)
        channel = delivery.channel
        reply_to = dispatch.post.ref if dispatch.post else None
        try:
            message = self._message(dispatch)
            tried = dispatch.first_attempt_at
            send = self.platforms[channel.platform].send
            ref = await send(channel, message, delivery.id, reply_to, tried)
        except GiveUp as error:
            await self._bury(dispatch, error)
            log.error("not delivered: %s", error, extra=keys)
        except Exception as error:  # TryLater, or one message that nobody foresaw
            why, due_at, unsent = self._next(error, dispatch.tries)
            await self.ledger.write(
                lambda tx: tx.deliveries.later(dispatch, due_at, why, unsent=unsent)
            )
            log.warning("not delivered yet: %s", why, extra={**keys, "next": due_at})
        else:
            await self._sent(dispatch, ref)
            log.info("delivered", extra=keys)

    async def _sent(self, dispatch: Dispatch, ref: str) -> None:
        delivery, story = dispatch.delivery, dispatch.story
        shows = None
        if dispatch.post is None:
            shows = look(self._shown(story, delivery.matches, delivery.id, dispatch.marks))
        await self.ledger.write(
            lambda tx: tx.deliveries.sent(delivery, ref, story.revision, self.clock(), shows)
        )

    async def _bury(self, dispatch: Dispatch, error: GiveUp) -> None:
        """It will never arrive; what that means for its channel, or for its story there."""
        delivery = dispatch.delivery

        async def dead(tx: Transaction) -> Sequence[Notice]:
            await tx.deliveries.dead(delivery, str(error))
            if isinstance(error, Closed):
                return await close(tx, delivery.channel, str(error))
            if isinstance(error, Gone):
                if dispatch.post:
                    await tx.posts.gone(dispatch.post)
                await silence(tx, delivery.channel, delivery.alert.story, self.clock())
            return ()

        await self.tell(await self.ledger.write(dead))

    async def _sum_up(self, digest: Digest) -> None:
        """Tell a channel of many stories in one message."""
        keys = {"channel": _name(digest.channel), "stories": len(digest.stories)}
        try:
            message = summary(digest, self.labels)
            send = self.platforms[digest.channel.platform].send
            ref = await send(digest.channel, message, digest.id, tried=digest.first_attempt_at)
        except GiveUp as error:
            await self._bury_digest(digest, error)
            log.error("digest not delivered: %s", error, extra=keys)
        except Exception as error:  # TryLater, or one message that nobody foresaw
            why, due_at, unsent = self._next(error, digest.tries)
            await self.ledger.write(lambda tx: tx.digests.later(digest, due_at, why, unsent=unsent))
            log.warning("digest not delivered yet: %s", why, extra={**keys, "next": due_at})
        else:
            await self.ledger.write(lambda tx: tx.digests.sent(digest, ref))
            log.info("digest delivered", extra=keys)

    async def _bury_digest(self, digest: Digest, error: GiveUp) -> None:
        async def dead(tx: Transaction) -> Sequence[Notice]:
            await tx.digests.dead(digest, str(error))
            closed = isinstance(error, Closed)
            return await close(tx, digest.channel, str(error)) if closed else ()

        await self.tell(await self.ledger.write(dead))

    async def _edit(self, edit: Revision) -> None:
        post, keys = edit.post, {"story": edit.post.story, "channel": _name(edit.post.channel)}
        try:
            message = self._shown(edit.story, post.matches, post.delivery, edit.marks)
            shows = look(message)
            if shows != post.look:
                await self.platforms[post.channel.platform].edit(post.channel, post.ref, message)
        except GiveUp as error:
            await self._forget(edit, error)
            log.warning("no longer edited: %s", error, extra=keys)
        except Exception as error:  # TryLater, or one message that nobody foresaw
            why, due_at, _ = self._next(error, edit.tries)
            await self.ledger.write(lambda tx: tx.posts.edit_later(post, due_at))
            log.warning("not edited yet: %s", why, extra={**keys, "next": due_at})
        else:
            await self.ledger.write(lambda tx: tx.posts.edited(edit, shows, self.clock()))

    async def _forget(self, edit: Revision, error: GiveUp) -> None:
        """A post cannot be edited: its channel is closed, it is gone, or it is refused."""

        async def forgotten(tx: Transaction) -> Sequence[Notice]:
            if isinstance(error, Closed):
                return await close(tx, edit.post.channel, str(error))
            await tx.posts.gone(edit.post)
            if isinstance(error, Gone):
                await silence(tx, edit.post.channel, edit.post.story, self.clock())
            return ()

        await self.tell(await self.ledger.write(forgotten))

    def _next(self, error: Exception, tries: int) -> tuple[str, datetime, bool]:
        """Why it failed, when it is tried again, and whether it has certainly not arrived."""
        if isinstance(error, TryLater):
            return str(error), self.clock() + wait(tries, error.after), error.unsent
        log.error("not done: %s", error, exc_info=error)
        return f"{type(error).__name__}: {error}", self.clock() + wait(tries, None), False

    async def tell(self, notices: Sequence[Notice]) -> None:
        """Tell people what they should know; where that fails it is a line in the log."""
        for notice in notices:
            try:
                await self.platforms[notice.platform].tell(notice.user, notice.message)
            except Exception as error:  # whatever a platform says: it is told as well as it can be
                log.warning("somebody was not told: %s", error, extra={"platform": notice.platform})


def look(message: Message) -> str:
    """A short name of what a message shows; the revision and its time alone are worth no edit."""
    notes = [note for note in message.footer.split(" · ") if not note.startswith("#")]
    plain = replace(message, footer=" · ".join(notes), at=None)
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:32]


def _keys(dispatch: Dispatch) -> dict[str, object]:
    return {
        "story": dispatch.story.id,
        "alert": dispatch.delivery.alert.reason,
        "channel": _name(dispatch.delivery.channel),
    }


def _name(channel: Channel) -> str:
    return f"{channel.platform}:{channel.id}"


def wait(tries: int, after: float | None) -> timedelta:
    """How long until the next try: what the platform asks for, else longer each time."""
    return timedelta(seconds=after or BACKOFF[min(tries, len(BACKOFF)) - 1])
