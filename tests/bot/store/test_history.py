"""Stories found again by what they state and by their words."""

from bot.model.history import Filters
from bot.model.sought import All, Any_, Phrase
from bot.store.history import entries
from bot.store.store import Store
from tests.bot.store.values import HOUR, NOON, a_story, an_item, tell


async def keep(store: Store, text: str = "The duty falls from 57% to 47%.") -> None:
    async with store.transaction() as tx:
        await tell(tx)
        item = an_item(text=text)
        await tx.items.add_new([item], NOON)
        await tx.history.keep(None, a_story(), item)


async def test_an_item_is_found_by_any_form_of_its_words(store: Store) -> None:
    await keep(store)
    async with store.reading() as tx:
        for sought in (
            Phrase("duties"),
            Phrase("dut", prefix=True),
            All((Phrase("duty"), Phrase("falls"))),
            Any_((Phrase("gallium"), Phrase("duty falls"))),
        ):
            assert await tx.search.items(sought, 5) == ["gazette/a"]
        assert await tx.search.items(All((Phrase("duty"), Phrase("gallium"))), 5) == []


async def test_a_new_wording_takes_the_place_of_the_old(store: Store) -> None:
    await keep(store)
    await keep(store, "The levy rises.")
    async with store.reading() as tx:
        assert await tx.search.items(Phrase("levy"), 5) == ["gazette/a"]
        assert await tx.search.items(Phrase("57"), 5) == []


async def test_what_an_older_version_kept_is_made_findable(store: Store) -> None:
    async with store.transaction() as tx:
        await tell(tx)
        await tx.history.refill()
    async with store.reading() as tx:
        found = await tx.history.stories(Filters(facts=(frozenset({"by:US"}),)), 5)
        assert [story.id for story in found] == ["s1"]


async def test_a_story_stands_under_what_it_states(store: Store) -> None:
    assert {"by:US", "on:CN"} <= entries(a_story())
    await keep(store)
    async with store.reading() as tx:
        for facts, there in (({"by:US", "by:CN"}, True), ({"on:US"}, False)):
            found = await tx.history.stories(Filters(facts=(frozenset(facts),)), 5)
            assert bool(found) is there


async def test_a_text_whose_retention_has_ended_is_no_longer_found(store: Store) -> None:
    await keep(store, "The levy rises.")
    async with store.transaction() as tx:
        assert await tx.items.purge_text(NOON + HOUR) == 1
        assert await tx.search.items(Phrase("levy"), 5) == []
        assert await tx.search.items(Phrase("duty falls"), 5) == ["gazette/a"]
