"""Whom a platform asks, with a memory of a few items."""

from collections.abc import AsyncIterator

import pytest

from bot.commands import Answer
from tests.bot.commands.remembered import asked
from tests.postgres import postgres

__all__ = ["postgres"]


@pytest.fixture
async def host() -> AsyncIterator[Answer]:
    async with asked() as answer:
        yield answer
