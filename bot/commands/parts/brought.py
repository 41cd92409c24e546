"""What a rule would have brought in the last days, asked of the stored history."""

from datetime import datetime, timedelta

from bot.store import past
from bot.store.store import Transaction
from bot.watches.backtest import Backtest, Question
from bot.watches.kept import BEGINS, kept
from bot.watches.known import Known
from bot.watches.tree import Node


async def brought(tx: Transaction, node: Node, known: Known, days: int, now: datetime) -> Backtest:
    """A back-test of a checked rule; a second or two for fifty thousand alerts, in small steps."""
    question, db = Question(node, known), tx.alerts.db
    async for some in past.since(db, now - timedelta(days=days), BEGINS, kept):
        question.see(some)
    return question.answer(days, await past.stories(db, question.wanted))
