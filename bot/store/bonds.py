"""Bonds: which stories are one, and which must not become one, by a person's word."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.bond import Bond, BondKind
from bot.store import sql
from bot.store.schema import story_bonds as t


@dataclass(frozen=True, slots=True)
class Bonds:
    db: AsyncConnection

    async def put(self, bond: Bond) -> None:
        """Keep a bond, in the place of whatever was said of the two before."""
        await self.remove(bond.one, bond.other)
        row = {
            "one": bond.one,
            "other": bond.other,
            "kind": str(bond.kind),
            "made_by": bond.made_by,
            "made_at": bond.made_at,
        }
        await sql.put(self.db, t, row)

    async def remove(self, one: str, other: str) -> int:
        """Forget what was said of two stories, whichever was named first; get how much it was."""
        pair = or_(
            and_(t.c.one == one, t.c.other == other), and_(t.c.one == other, t.c.other == one)
        )
        return (await self.db.execute(delete(t).where(pair))).rowcount

    async def of(self, stories: Collection[str]) -> list[Bond]:
        """The bonds in which one of some stories stands, the oldest first."""
        named = or_(t.c.one.in_(stories), t.c.other.in_(stories))
        query = select(t).where(named).order_by(t.c.made_at, t.c.one, t.c.other)
        return [_bond(row) for row in (await self.db.execute(query)).mappings()]

    async def all(self) -> list[Bond]:
        """Every bond, the oldest first."""
        query = select(t).order_by(t.c.made_at, t.c.one, t.c.other)
        return [_bond(row) for row in (await self.db.execute(query)).mappings()]

    async def home(self, story: str) -> str:
        """The story that a story is a part of, through every merge; itself where it is none."""
        seen = {story}
        while True:
            whole = t.c.kind == str(BondKind.TOGETHER)
            query = select(t.c.one).where(t.c.other == story, whole).limit(1)
            found = (await self.db.execute(query)).scalar_one_or_none()
            if found is None or found in seen:
                return story
            seen.add(found)
            story = found

    async def apart(self, story: str) -> frozenset[str]:
        """The stories that a story must not become one with."""
        query = select(t.c.one, t.c.other).where(
            t.c.kind == str(BondKind.APART), or_(t.c.one == story, t.c.other == story)
        )
        rows = await self.db.execute(query)
        return frozenset(name for row in rows for name in row if name != story)


def _bond(row: RowMapping) -> Bond:
    kind = BondKind(row["kind"])
    return Bond(row["one"], row["other"], kind, row["made_at"], row["made_by"])
