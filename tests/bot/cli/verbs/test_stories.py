"""`tollbell stories`, `why` and `reread`, as an operator runs them."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import tollbell
from bot.model.story import Story
from bot.store import codec
from tests.bot.told import HOTELS, RICE, RICE_AGAIN, STEEL, STEEL_AGAIN, memory, tell


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A memory with two stories of two items each."""
    address = f"sqlite:///{tmp_path / 'memory.db'}"

    async def fill() -> None:
        async with memory(address) as store, store.transaction() as tx:
            for item in (STEEL, STEEL_AGAIN, RICE, RICE_AGAIN, HOTELS):
                await tell(tx, item)

    asyncio.run(fill())
    return address


def run(url: str, *words: str) -> str:
    result = CliRunner().invoke(tollbell, words, env={"TOLLBELL_STORE__URL": url})
    assert result.exit_code == 0, result.output
    return result.stdout


def story_of(url: str, item: str) -> str:
    line = next(line for line in run(url, "why", item).splitlines() if "tells of #" in line)
    return line.split("#")[1].split(":")[0]


def test_stories_are_shown_merged_split_and_unbound(url: str) -> None:
    steel, rice = story_of(url, STEEL.id), story_of(url, RICE.id)
    shown = run(url, "stories", "show", steel)
    assert f"#{steel} revision 2: import_tariff" in shown
    assert "holds  rate:percent 25  by " in shown
    assert "a new measure" in shown
    assert run(url, "stories", "merge", steel, rice).startswith(f"#{steel} now has 4 items")
    assert f"by hand: #{rice} together with #{steel}" in run(url, "stories", "show", f"#{rice}")
    assert story_of(url, RICE_AGAIN.id) == steel
    assert "has 3 items left" in run(url, "stories", "split", steel, RICE_AGAIN.id)
    assert run(url, "stories", "unbind", steel, rice).startswith("forgotten")


def test_every_revision_is_exported_as_it_was_known(url: str) -> None:
    lines = [json.loads(line) for line in run(url, "stories", "export").splitlines()]
    assert [line["revision"] for line in lines] == [1, 2, 1, 2]
    assert all(line["known_at"] for line in lines)
    story = codec.decode(Story, lines[1]["body"])
    assert [source.item for source in story.sources] == [STEEL.id, STEEL_AGAIN.id]
    assert run(url, "stories", "export", "--since", "2030-01-01") == ""


def test_a_reread_says_what_it_would_change_and_changes_only_when_told(url: str) -> None:
    told = run(url, "reread").splitlines()
    assert told[0] == "5 items, 4 of them read before, 4 now"
    assert told[-1] == "nothing was changed; --apply makes the changes"
    assert run(url, "reread", "--apply").splitlines()[-1] == "0 stories were put together anew"
