"""The service killed with SIGKILL again and again while it polls: what is lost, or asked early.

    python bench/kill_polling.py [KILLS [FEEDS [SEED]]]

The long form of tests/test_kill_polling.py. The signal comes at a random moment after the first
question, fifty times; then the service may settle. Says how often it polled, and fails where an
item is lost or kept twice, where a feed is asked before its time, or where the database is not
sound.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.kill_polling import check, kill_loop  # noqa: E402


def main(kills: int = 50, many: int = 60, seed: int = 7) -> None:
    """Print what was seen in so many kills."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tollbell-kill-") as name:
        feeds = asyncio.run(kill_loop(Path(name), kills, many, seed))
        check(feeds, Path(name) / "tollbell.db")
    polls, items = (sum(map(len, each.values())) for each in (feeds.asked, feeds.items))
    print(f"{kills} kills, {many} feeds, {polls} polls, {items} items: none lost, none twice")
    print(f"shortest time between two polls of a feed: {min(feeds.gaps()):.2f} s")
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
