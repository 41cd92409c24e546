"""What is told: every quote is a slice of the item."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.watch import Watch
from bot.watches.match import compile_watches
from bot.watches.told import Told
from tests.bot.watches.stories import KNOWN
from tests.bot.watches.test_plain import ITEM

_WRITTEN = """
    tariff Tariffs TARIFF’s rare-earth rare earths 稀土 出口管制 😀 Straße İstanbul cote\u0301 Côte
    U.S. US 25% $1.5bn ﬁnance ＵＳ 관세를 \ud800x \u200bzero a\u00adb “list” entity 𝒯ariff ½ x_y
"""
_ODD = _WRITTEN.split()
_QUOTING = compile_watches(
    [
        Watch(rule, "", "", rule)
        for rule in (
            "tariff", "rare-earth", '"rare earth*"', "稀土", "STRASSE", "istanbul", "cote", "US",
            '"U.S."', "25%", "finance", "관세*", "(rare OR entity) NEAR/2 (earth OR list)", "/x.y/",
            "/😀/", "/[[:punct:]]{2}/", "title:tariff", "text:entity", "x_y",
        )
    ],
    KNOWN,
)  # fmt: skip


@settings(max_examples=100)
@given(
    *[st.lists(st.sampled_from(_ODD) | st.sampled_from([" ", "-", "\n", ", "]), max_size=12)] * 2
)
def test_every_quote_stands_where_it_is_said_to_stand(title: list[str], text: list[str]) -> None:
    item = replace(ITEM, title=" ".join(title), text="".join(text))
    for match in _QUOTING.match(None, item):
        for one in match.why:
            assert one.quote
            assert item.body[one.start : one.end] == one.quote


def test_behind_a_title_that_is_too_long_no_text_is_quoted() -> None:
    item = replace(ITEM, title="chips " * 40_000, text="gallium")
    told = Told.of(None, item)
    assert "gallium" not in told.row
    assert told.row.count("chips") == 33_333  # of 40,000
