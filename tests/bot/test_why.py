"""Why an item is where it is."""

import pytest

from bot.model.errors import TellUser
from bot.why import why
from tests.bot.told import HOTELS, RICE, STEEL, STEEL_AGAIN, lens, memory, tell, told


@pytest.mark.parametrize("name", [STEEL_AGAIN.id, STEEL_AGAIN.guid, STEEL_AGAIN.url])
async def test_the_reason_of_a_placement_and_what_others_lacked(name: str) -> None:
    async with memory() as store, store.transaction() as tx:
        for item in (STEEL, STEEL_AGAIN, RICE):
            await tell(tx, item)
        lines = await why(tx, name, lens())
    assert lines[0] == f"{STEEL_AGAIN.title} (Herald)"
    assert lines[1].startswith("It tells of #")
    assert "shares authority" in lines[1]


async def test_the_nearest_other_story_is_named_with_what_it_lacks() -> None:
    async with memory() as store, store.transaction() as tx:
        for item in (STEEL, RICE):
            await tell(tx, item)
        zinc = STEEL.title.replace("steel", "zinc")
        other = told("zinc", zinc, STEEL.text.replace("steel", "zinc"), hours=1, by="Herald")
        await tell(tx, other)
        lines = await why(tx, other.id, lens())
    assert any(STEEL.title in line and "another product" in line for line in lines)


async def test_an_item_that_tells_of_no_measure_says_why() -> None:
    async with memory() as store, store.transaction() as tx:
        await tell(tx, HOTELS)
        lines = await why(tx, HOTELS.id, lens())
    assert lines[1].startswith("It tells of no measure: ")


async def test_an_item_that_is_not_stored_is_one_sentence() -> None:
    async with memory() as store, store.transaction() as tx:
        with pytest.raises(TellUser, match="its id, its guid or its address"):
            await why(tx, "https://example.com/none", lens())
