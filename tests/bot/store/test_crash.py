"""kill -9 between any two steps repeats one and loses none."""

import signal
import subprocess
import sys

import pytest

from bot.model.alert import Severity
from bot.store.store import Store
from tests.bot.store.values import ALL, HERE, MINUTE, NOON, THERE, tell

# Claims, says which, and hangs as a request would; the parent kills it there.
CHILD = """
import asyncio, sys
from datetime import datetime
from bot.store.store import Store

async def main(url, now, inside):
    async with Store.open(url) as store:
        async with store.transaction() as tx:
            found = await tx.deliveries.claim(datetime.fromisoformat(now), ["terminal"], 10)
            if inside == "inside":
                await hang(found)
        await hang(found)

async def hang(found):
    print(*(dispatch.delivery.id for dispatch in found), flush=True)
    await asyncio.Event().wait()

asyncio.run(main(*sys.argv[1:]))
"""


def claim_and_be_killed(url: str, inside: str) -> str:
    command = [sys.executable, "-c", CHILD, url, NOON.isoformat(), inside]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        claimed = child.stdout.readline().strip()
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    return claimed


async def test_what_was_on_its_way_when_the_bot_was_killed_is_handed_out_again(
    store: Store, url: str
) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, Severity.HIGH, HERE, THERE)
        await tell(tx, "s2", 1, Severity.HIGH, HERE)
    assert claim_and_be_killed(url, "after") == "s1.1@terminal/here"
    async with store.transaction() as tx:
        found = await tx.deliveries.claim(NOON + MINUTE, ALL, 10)
        by_id = {each.delivery.id: (each.tries, each.last_attempt_at) for each in found}
        assert by_id == {"s1.1@terminal/here": (1, NOON), "s1.1@discord/42": (1, None)}
        for each in found:
            await tx.deliveries.sent(each.delivery, "m", each.story.revision, NOON)
    async with store.transaction() as tx:
        (last,) = await tx.deliveries.claim(NOON + MINUTE, ALL, 10)
        assert last.delivery.id == "s2.1@terminal/here"
        await tx.deliveries.sent(last.delivery, "m", 1, NOON)
        assert await tx.deliveries.pending(ALL) == 0


@pytest.mark.parametrize("times", [2])
async def test_a_claim_that_was_not_committed_when_the_bot_was_killed_never_was(
    store: Store, url: str, times: int
) -> None:
    async with store.transaction() as tx:
        await tell(tx, "s1", 1, Severity.HIGH, HERE)
    for _ in range(times):
        assert claim_and_be_killed(url, "inside") == "s1.1@terminal/here"
    async with store.transaction() as tx:
        (again,) = await tx.deliveries.claim(NOON, ALL, 10)
        assert (again.tries, again.last_attempt_at) == (1, None)
