"""The outbox to the platforms: claim what is due, word it, send or edit, settle."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts.digest import digest as digest_of
from bot.alerts.wording import Labels, follow_up, wording
from bot.model.delivery import Digest, Dispatch, Post, Revision
from bot.model.errors import GiveUp, TryLater
from bot.model.message import Message
from bot.model.protocols import Platform
from bot.model.story import Story
from bot.model.watch import Channel
from bot.store.store import Store

log = logging.getLogger(__name__)

BATCH = 50  # claimed at a time: bounds memory and what a crash leaves to be recovered
# Waits after a failed try where the platform names none, in seconds; the last one repeats.
BACKOFF = (2, 5, 15, 60, 300, 900)

Clock = Callable[[], datetime]


class Deliver:
    """Empty the outbox: at most one request in flight for each channel."""

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        labels: Labels,
        clock: Clock,
        storm_limit: int = 0,
    ) -> None:
        self.store, self.platforms, self.labels, self.clock = store, platforms, labels, clock
        self.storm_limit = storm_limit  # alerts due for one channel, beyond which they are one

    async def __call__(self) -> int:
        """Send and edit what is due now; get how many rows were handled.

        A row is marked as sending in a transaction of its own before the request, so that a
        crash repeats it under the same key and loses none.
        """
        names = list(self.platforms)
        async with self.store.transaction() as tx:
            digests = await tx.digests.claim(self.clock(), names, self.storm_limit)
            dispatches = await tx.deliveries.claim(self.clock(), names, BATCH)
            edits = await tx.posts.claim_edits(self.clock(), names, BATCH)
        await asyncio.gather(*map(self._send, dispatches), *map(self._sum_up, digests))
        await asyncio.gather(*map(self._edit, edits))
        return len(dispatches) + len(digests) + len(edits)

    def _message(self, dispatch: Dispatch) -> Message:
        """The whole story for a channel that has not seen it, else what is new in it."""
        alert = dispatch.delivery.alert
        if dispatch.post is None:
            return wording(dispatch.story, alert.reason, dispatch.delivery.matches, self.labels)
        return follow_up(dispatch.story, alert, self.labels, dispatch.before)

    def _shown(self, story: Story, post: Post) -> Message:
        return wording(story, None, post.matches, self.labels)

    async def _send(self, dispatch: Dispatch) -> None:
        delivery = dispatch.delivery
        platform = self.platforms[delivery.channel.platform]
        reply_to = dispatch.post.ref if dispatch.post else None
        try:
            message = self._message(dispatch)
            tried = dispatch.first_attempt_at
            ref = await platform.send(delivery.channel, message, delivery.id, reply_to, tried)
        except GiveUp as error:
            await self._bury(dispatch, str(error))
        except TryLater as error:
            await self._postpone(dispatch, str(error), error.after)
        except Exception as error:  # one message that nobody foresaw must not stop the others
            log.exception("not delivered", extra=_keys(dispatch))
            await self._postpone(dispatch, f"{type(error).__name__}: {error}", None)
        else:
            async with self.store.transaction() as tx:
                await tx.deliveries.sent(delivery, ref, dispatch.story.revision, self.clock())
            log.info("delivered", extra=_keys(dispatch))

    async def _postpone(self, dispatch: Dispatch, why: str, after: float | None) -> None:
        due_at = self.clock() + wait(dispatch.tries, after)
        async with self.store.transaction() as tx:
            await tx.deliveries.later(dispatch.delivery, due_at, why)
        log.warning("not delivered yet: %s", why, extra={**_keys(dispatch), "next": due_at})

    async def _bury(self, dispatch: Dispatch, why: str) -> None:
        async with self.store.transaction() as tx:
            await tx.deliveries.dead(dispatch.delivery, why)
        log.error("not delivered: %s", why, extra=_keys(dispatch))

    async def _sum_up(self, digest: Digest) -> None:
        """Tell a channel of many stories in one message."""
        keys = {"channel": _name(digest.channel), "stories": len(digest.stories)}
        try:
            message = digest_of(digest.stories, self.labels)
            platform = self.platforms[digest.channel.platform]
            tried = digest.first_attempt_at
            ref = await platform.send(digest.channel, message, digest.id, tried=tried)
        except GiveUp as error:
            async with self.store.transaction() as tx:
                await tx.digests.dead(digest, str(error))
            log.error("digest not delivered: %s", error, extra=keys)
        except Exception as error:  # TryLater, or one message that nobody foresaw
            after = error.after if isinstance(error, TryLater) else None
            due_at = self.clock() + wait(digest.tries, after)
            async with self.store.transaction() as tx:
                await tx.digests.later(digest, due_at, str(error))
            log.warning("digest not delivered yet: %s", error, extra={**keys, "next": due_at})
        else:
            async with self.store.transaction() as tx:
                await tx.digests.sent(digest, ref)
            log.info("digest delivered", extra=keys)

    async def _edit(self, edit: Revision) -> None:
        post = edit.post
        try:
            message = self._shown(edit.story, post)
            if not same(message, self._shown(edit.told, post)):
                await self.platforms[post.channel.platform].edit(post.channel, post.ref, message)
        except GiveUp as error:
            async with self.store.transaction() as tx:
                await tx.posts.gone(post)
            log.warning("no longer edited: %s", error, extra={"story": post.story})
        except Exception as error:  # TryLater, or one message that nobody foresaw
            after = error.after if isinstance(error, TryLater) else None
            async with self.store.transaction() as tx:
                await tx.posts.edit_later(post, self.clock() + wait(edit.tries, after))
            log.warning("not edited yet: %s", error, extra={"story": post.story})
        else:
            async with self.store.transaction() as tx:
                await tx.posts.edited(post, edit.story.revision)


def _keys(dispatch: Dispatch) -> dict[str, object]:
    return {
        "story": dispatch.story.id,
        "alert": dispatch.delivery.alert.reason,
        "channel": _name(dispatch.delivery.channel),
    }


def _name(channel: Channel) -> str:
    return f"{channel.platform}:{channel.id}"


def same(message: Message, other: Message) -> bool:
    """Whether two messages show the same but for the revision and its time: no edit is worth it."""
    return replace(message, footer=other.footer, at=other.at) == other


def wait(tries: int, after: float | None) -> timedelta:
    """How long until the next try: what the platform asks for, else longer each time."""
    return timedelta(seconds=after or BACKOFF[min(tries, len(BACKOFF)) - 1])
