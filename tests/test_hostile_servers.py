"""The service among servers that break every rule: nothing stops, nothing spins, nobody is hurt."""

import signal
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.feed_server import Answer, feed_server
from tests.hostile_server import hostile_server, paths
from tests.service import FEED, Service, rss
from tests.test_service import STEEL, until_printed

HOPS = 6  # the first address and five redirects


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    made = Service(tmp_path)
    made.environment |= {
        "TOLLBELL_SOURCES__TIMEOUT": "2",
        "TOLLBELL_SOURCES__MIN_INTERVAL": "0",
    }
    yield made
    for process in made.running:
        if process.returncode is None:
            await made.stop(process, signal.SIGKILL)


def feed(slug: str, url: str) -> str:
    return FEED.format(slug=slug, url=url, title=slug, tier="press")


async def test_every_way_to_hurt_costs_its_own_feed_one_line_and_no_other_feed_anything(
    service: Service,
) -> None:
    async with feed_server() as good, hostile_server() as (address, asked):
        good.says("/good", Answer(rss(STEEL)))
        feeds = [feed(path.replace("/", "-"), f"{address}/{path}") for path in paths()]
        feeds.append(feed("good", f"{good.url}/good"))
        (service.folder / "feeds.toml").write_text("".join(feeds), encoding="utf-8")
        process = await service.start("run")
        await until_printed(process, "25 % → 50 %")
        assert process.stderr
        failed: Counter[str] = Counter()
        while len(failed) < len(paths()):
            line = (await process.stderr.readline()).decode()
            assert line, failed
            assert "Traceback" not in line
            if "WARNING" in line:
                failed[line.split("feed=")[1].split()[0]] += 1
        await service.stop(process)
    assert process.returncode == 0
    assert set(failed.values()) == {1}
    assert Counter(path for path in asked if "hops/" not in path) == Counter(paths()[1:])
    assert 1 <= sum("hops/" in path for path in asked) <= HOPS
