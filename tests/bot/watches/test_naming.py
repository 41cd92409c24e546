"""What a watch may be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.errors import TellUser
from bot.watches.naming import MAX_SLUG, check_slug, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Our chips", "our-chips"), ("Türkiye: Stahl & Öl", "turkiye-stahl-ol"), ("稀土", "watch")],
)
def test_a_name_for_people_gives_one_for_machines(name: str, slug: str) -> None:
    assert slug_of(name, ()) == slug
    assert slug_of(name, {slug, f"{slug}-2"}) == f"{slug}-3"


@given(st.text(max_size=100))
def test_every_name_gives_one_that_a_file_may_hold(name: str) -> None:
    assert check_slug(slug_of(name, {slug_of(name, ())})) == slug_of(name, {slug_of(name, ())})


@pytest.mark.parametrize("slug", ["", "Our chips", "a--b", "-a", "a" * (MAX_SLUG + 1), "稀土"])
def test_a_name_that_no_file_may_hold_is_refused_with_one_that_it_may(slug: str) -> None:
    with pytest.raises(TellUser, match="called by words of a-z and 0-9"):
        check_slug(slug)
