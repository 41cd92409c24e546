"""Waiting for what is seen from outside only."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until something holds; TimeoutError if it does not in time."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  (it may be anything, so nothing announces it)
            await asyncio.sleep(0.005)
