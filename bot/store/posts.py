"""Posts: what every channel shows of a story, and which of them have to be edited."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, delete, exists, or_, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import Post, Revision
from bot.model.story import Story
from bot.model.watch import Channel
from bot.store import channels, sql
from bot.store.marks import Marks
from bot.store.schema import marks, stories
from bot.store.schema import posts as t

QUIET = timedelta(minutes=10)  # between edits of a post that only add a source


def _at(post: Post) -> ColumnElement[bool]:
    return and_(t.c.story == post.story, channels.at(t, post.channel))


def made(row: RowMapping) -> Post:
    channel, shown = channels.made(row), (row["matches"], row["delivery"], row["look"])
    return Post(row["story"], channel, row["ref"], row["revision"], *shown)


@dataclass(frozen=True, slots=True)
class Posts:
    db: AsyncConnection
    run: str  # the name of this process for as long as it lives

    async def mark_stale(self, story: Story, now: datetime) -> int:
        """Make edits due of all posts that tell an older revision; get how many there are.

        At once, or where a post was edited just now a while later: `hurry` is for what matters.
        """
        older = (t.c.story == story.id, t.c.revision < story.revision, t.c.edit_due_at.is_(None))
        at = case((t.c.quiet_until > now, t.c.quiet_until), else_=now)
        return (await self.db.execute(update(t).where(*older).values(edit_due_at=at))).rowcount

    async def hurry(self, story: str, now: datetime) -> None:
        """Edits of a story's posts are due now: there is more to say than one more source."""
        waiting = (t.c.story == story, t.c.edit_due_at.is_not(None))
        await self.db.execute(update(t).where(*waiting, _is_well()).values(edit_due_at=now))

    async def refresh(self, story: str, channel: Channel, now: datetime) -> None:
        """Edit the posts of a story in a channel and in the whole space around it: a mark was set.

        What an edit under way does not show yet is edited again.
        """
        there = t.c.channel == channel.id
        if channel.space is not None:
            there |= t.c.space == channel.space
        shown = (t.c.story == story, t.c.platform == channel.platform, there)
        await self.db.execute(update(t).where(*shown, _is_well()).values(edit_due_at=now))

    async def claim_edits(
        self, now: datetime, platforms: Collection[str], limit: int
    ) -> list[Revision]:
        """Posts to edit now, with their stories; those of a run that ended are handed out again.

        An edit may be repeated without harm, so nothing more is kept of one that is on its way.
        """
        free = t.c.claimed_by.is_(None) | (t.c.claimed_by != self.run)
        query = (
            select(t, stories.c.body)
            .join(stories, stories.c.id == t.c.story)
            .where(t.c.edit_due_at <= now, t.c.platform.in_(platforms), free)
            .order_by(t.c.edit_due_at, t.c.story, t.c.platform, t.c.channel)
            .limit(limit)
            .with_for_update(skip_locked=True, of=t)
        )
        rows = (await self.db.execute(query)).mappings().all()
        await self._hold([made(row) for row in rows])
        said = await Marks(self.db).of_stories({row["story"] for row in rows})
        return [
            Revision(
                made(row),
                row["body"],
                row["edit_due_at"],
                row["tries"] + 1,
                tuple(
                    mark
                    for mark in said
                    if mark.story == row["story"] and mark.is_seen(channels.made(row))
                ),
            )
            for row in rows
        ]

    async def _hold(self, posts: list[Post]) -> None:
        for post in posts:
            held = {"claimed_by": self.run, "tries": t.c.tries + 1}
            await self.db.execute(update(t).where(_at(post)).values(**held))

    async def edited(self, edit: Revision, look: str, now: datetime) -> None:
        """A post now shows what was claimed; it stays due where there is more to show since."""
        changed = look != edit.post.look
        quiet = now + QUIET if changed else t.c.quiet_until
        moved = edit.story.revision < (await self._standing(edit.post.story))[0]
        rest = (now + QUIET if changed else now) if moved else None
        values = {
            "revision": edit.story.revision,
            "look": look,
            "claimed_by": None,
            "tries": 0,
            "quiet_until": quiet,
            # a mark or a figure that came meanwhile made it due anew
            "edit_due_at": case((t.c.edit_due_at > edit.due_at, t.c.edit_due_at), else_=rest),
        }
        await self.db.execute(update(t).where(_at(edit.post)).values(**values))

    async def edit_later(self, post: Post, due_at: datetime) -> None:
        """An edit failed and is tried again then."""
        values = {"claimed_by": None, "edit_due_at": due_at}
        await self.db.execute(update(t).where(_at(post)).values(**values))

    async def close(self, channel: Channel) -> None:
        """Nothing can be edited in a channel any more."""
        there = (channels.at(t, channel), t.c.edit_due_at.is_not(None))
        values = {"edit_due_at": None, "claimed_by": None, "tries": 0}
        await self.db.execute(update(t).where(*there).values(**values))

    async def gone(self, post: Post) -> None:
        """A post is no longer there to edit; the next alert of its story is posted in full."""
        await self.db.execute(delete(t).where(_at(post)))

    async def of(self, story: str, channel: Channel) -> Post | None:
        """What a channel shows of a story; None where it shows nothing."""
        query = select(t).where(t.c.story == story, channels.at(t, channel))
        row = (await self.db.execute(query)).mappings().first()
        return None if row is None else made(row)

    async def any(self, channel: Channel) -> bool:
        """Whether a channel shows any story."""
        query = select(t.c.story).where(channels.at(t, channel)).limit(1)
        return (await self.db.execute(query)).first() is not None

    async def deleted(self, channel: Channel, ref: str) -> str | None:
        """Forget a post that somebody deleted, and get its story; None where it was no post."""
        gone = delete(t).where(channels.at(t, channel), t.c.ref == ref).returning(t.c.story)
        row = (await self.db.execute(gone)).first()
        return None if row is None else row.story

    async def shown(self, post: Post, now: datetime) -> bool:
        """Keep what a channel shows of a story; False where it shows an earlier message of it.

        An edit is due at once where the story has moved on since.
        """
        standing, marked = await self._standing(post.story)
        behind = post.revision < standing or marked  # marked in another channel, before
        row = {
            **channels.row(post.channel),
            "story": post.story,
            "ref": post.ref,
            "revision": post.revision,
            "matches": post.matches,
            "delivery": post.delivery,
            "look": post.look,
            "edit_due_at": now if behind else None,
        }
        return bool(await sql.add(self.db, t, [row], returning="story"))

    async def _standing(self, story: str) -> tuple[int, bool]:
        """The story's revision, and whether it was marked; held until the end of the transaction.

        Or else the story could move between this look and our write, and `mark_stale` would not
        see a post that is not committed yet: nobody would make the edit due.
        """
        marked = exists().where(marks.c.story == story)
        query = select(stories.c.revision, marked).where(stories.c.id == story)
        row = (await self.db.execute(query.with_for_update(read=True, of=stories))).one()
        return row[0], bool(row[1])


def _is_well() -> ColumnElement[bool]:
    """Whether no edit of a post has failed: what fails waits for its time, whatever comes."""
    return or_(t.c.tries == 0, t.c.claimed_by.is_not(None))
