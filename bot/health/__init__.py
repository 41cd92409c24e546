"""Health: whether the service is alive, by the heartbeat that it leaves in the database."""

from datetime import datetime, timedelta

from bot.model.errors import TollbellError
from bot.store.store import Transaction

HEARTBEAT = "heartbeat"
STALE = timedelta(minutes=2)  # four beats missed: see the pulse in schedule.py


class Unhealthy(TollbellError):
    """The service does not run, or hangs."""


async def beat(tx: Transaction, now: datetime) -> None:
    """Leave a sign of life."""
    await tx.meta.set(HEARTBEAT, now.isoformat())


async def examine(tx: Transaction, now: datetime) -> str:
    """One sentence about a living service; raises Unhealthy with one about a dead one."""
    last = await tx.meta.get(HEARTBEAT)
    if last is None:
        raise Unhealthy("The service has never run on this database; start it with 'tollbell run'.")
    age = now - datetime.fromisoformat(last)
    if age > STALE:
        raise Unhealthy(f"No sign of life since {last}; look at its log and restart the service.")
    return f"Alive: last sign of life {age.seconds} s ago."
