"""The service killed with SIGKILL again and again: what is lost, told twice, or out of order.

    python bench/kill_delivery.py [--kills 44] [--channels 40] [--stories 25] [--seed 1]

The long form of tests/test_kill_delivery.py: the real service, a SQLite file, a Discord server on
loopback that loses one answer in eight; one channel in four is a forum. Two kills of three come
within a request. Then the same without recovery, which must tell something twice.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.kill import Verdict  # noqa: E402
from tests.test_kill_delivery import scene  # noqa: E402


async def killed(asked: argparse.Namespace, module: str, kills: int) -> Verdict:
    """What is left of a service that was killed so often."""
    with tempfile.TemporaryDirectory() as folder:
        at = random.Random(asked.seed)  # noqa: S311
        async with scene(Path(folder), at, asked.channels, asked.stories) as killer:
            killer.service.module = module
            killer.longest, killer.quiet = 9.0, 10.0
            return await killer.run(kills)


def show(name: str, verdict: Verdict, seconds: float) -> None:
    print(
        f"{name}: {verdict.kills} kills, {verdict.within_requests} within a request;"
        f" {verdict.deliveries} deliveries, {verdict.messages} messages;"
        f" lost {len(verdict.lost)}, doubled {len(verdict.doubled)},"
        f" out of order {len(verdict.disordered)} ({seconds:.0f} s)",
        flush=True,
    )


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=44)
    parser.add_argument("--channels", type=int, default=40)
    parser.add_argument("--stories", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    began = time.monotonic()
    good = await killed(asked, "bot", asked.kills)
    show("with recovery", good, time.monotonic() - began)
    began = time.monotonic()
    bad = await killed(asked, "tests.forgetful", max(asked.kills // 4, 2))
    show("without recovery", bad, time.monotonic() - began)
    return bool(good.lost or good.doubled or good.disordered or not bad.doubled)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
