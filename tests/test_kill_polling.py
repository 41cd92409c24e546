"""The service killed while it polls: a short form of bench/kill_polling.py."""

from pathlib import Path

from tests.kill_polling import check, kill_loop


async def test_a_service_that_is_killed_while_it_polls_loses_nothing_and_hurries_nobody(
    tmp_path: Path,
) -> None:
    feeds = await kill_loop(tmp_path, kills=2, many=12, seed=1)
    check(feeds, tmp_path / "tollbell.db")
