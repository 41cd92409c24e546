"""Posts: what every channel shows of a story, and which of them have to be edited."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import Post, Revision
from bot.model.story import Story
from bot.model.watch import Channel
from bot.store import channels, sql
from bot.store.schema import posts as t
from bot.store.schema import stories, story_revisions


def _at(post: Post) -> ColumnElement[bool]:
    return and_(t.c.story == post.story, channels.at(t, post.channel))


def made(row: RowMapping) -> Post:
    channel, delivery = channels.made(row), row["delivery"]
    return Post(row["story"], channel, row["ref"], row["revision"], row["matches"], delivery)


@dataclass(frozen=True, slots=True)
class Posts:
    db: AsyncConnection
    run: str  # the name of this process for as long as it lives

    async def mark_stale(self, story: Story, now: datetime) -> int:
        """Make edits due of all posts that tell an older revision; get how many there are."""
        older = (t.c.story == story.id, t.c.revision < story.revision, t.c.edit_due_at.is_(None))
        marked = await self.db.execute(update(t).where(*older).values(edit_due_at=now))
        return marked.rowcount

    async def claim_edits(
        self, now: datetime, platforms: Collection[str], limit: int
    ) -> list[Revision]:
        """Posts to edit now, with their stories; those of a run that ended are handed out again.

        An edit may be repeated without harm, so nothing more is kept of one that is on its way.
        """
        told = and_(
            story_revisions.c.story == t.c.story, story_revisions.c.revision == t.c.revision
        )
        free = t.c.claimed_by.is_(None) | (t.c.claimed_by != self.run)
        query = (
            select(t, stories.c.body, story_revisions.c.body.label("told"))
            .join(stories, stories.c.id == t.c.story)
            .join(story_revisions, told)
            .where(t.c.edit_due_at <= now, t.c.platform.in_(platforms), free)
            .order_by(t.c.edit_due_at, t.c.story, t.c.platform, t.c.channel)
            .limit(limit)
            .with_for_update(skip_locked=True, of=t)
        )
        rows = (await self.db.execute(query)).mappings().all()
        await self._hold([made(row) for row in rows])
        return [Revision(made(row), row["body"], row["told"], row["tries"] + 1) for row in rows]

    async def _hold(self, posts: list[Post]) -> None:
        for post in posts:
            held = {"claimed_by": self.run, "tries": t.c.tries + 1}
            await self.db.execute(update(t).where(_at(post)).values(**held))

    async def edited(self, post: Post, revision: int) -> None:
        """A post now tells this revision; it stays due where the story has moved on since."""
        values = {"revision": revision, "claimed_by": None, "tries": 0}
        if revision >= await self._standing(post.story):
            values["edit_due_at"] = None
        await self.db.execute(update(t).where(_at(post)).values(**values))

    async def edit_later(self, post: Post, due_at: datetime) -> None:
        """An edit failed and is tried again then."""
        values = {"claimed_by": None, "edit_due_at": due_at}
        await self.db.execute(update(t).where(_at(post)).values(**values))

    async def gone(self, post: Post) -> None:
        """A post is no longer there to edit; the next alert of its story is posted in full."""
        await self.db.execute(delete(t).where(_at(post)))

    async def deleted(self, channel: Channel, ref: str) -> str | None:
        """Forget a post that somebody deleted, and get its story; None where it was no post."""
        gone = delete(t).where(channels.at(t, channel), t.c.ref == ref).returning(t.c.story)
        row = (await self.db.execute(gone)).first()
        return None if row is None else row.story

    async def shown(self, post: Post, now: datetime) -> bool:
        """Keep what a channel shows of a story; False where it shows an earlier message of it.

        An edit is due at once where the story has moved on since.
        """
        behind = post.revision < await self._standing(post.story)
        row = {
            **channels.row(post.channel),
            "story": post.story,
            "ref": post.ref,
            "revision": post.revision,
            "matches": post.matches,
            "delivery": post.delivery,
            "edit_due_at": now if behind else None,
        }
        return bool(await sql.add(self.db, t, [row], returning="story"))

    async def _standing(self, story: str) -> int:
        """The story's revision, held until the end of the transaction.

        Or else the story could move between this look and our write, and `mark_stale` would not
        see a post that is not committed yet: nobody would make the edit due.
        """
        query = select(stories.c.revision).where(stories.c.id == story).with_for_update(read=True)
        standing: int = (await self.db.execute(query)).scalar_one()
        return standing
