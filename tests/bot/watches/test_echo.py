"""What a rule was understood to mean is told back in codes and keys."""

import pytest

from bot.watches.echo import echo
from bot.watches.match import rule
from tests.bot.watches.stories import KNOWN


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("from:Chinese to:G7 country:=EU", "from:CN AND to:G7 AND country:=EU"),
        (
            'product:"Rare Earths" type:"Export Control"',
            "product:rare_earths AND type:export_contro",
        ),
        ("hs:8542.31 eccn:3a090.a", "hs:854231 AND eccn:3A090"),
        ("instrument:s301 instrument:ieepa", 'instrument:"section 301" AND instrument:ieepa'),
        ("rate>=25.50% gallium", "rate>=25.5 AND gallium"),
        ("money>=$5,000m money<RMB1.5m", "money>=5bnUSD AND money<1.5mCNY"),
        ("duty>=400USD/t entities>10", "duty>=400USD/tonne AND entities>10"),
        (
            "NOT from:China (gallium NEAR steel* OR title:zinc)",
            "NOT from:CN AND (gallium NEAR/4 ste",
        ),
    ],
)
def test_names_are_told_back_as_codes_and_keys(written: str, understood: str) -> None:
    told = echo(rule(written, KNOWN), KNOWN)
    assert told.startswith(understood)
    assert echo(rule(told, KNOWN), KNOWN) == told
