"""Rules and texts that somebody made to cost time: refused, or served within bounds."""

import time
from dataclasses import replace

import pytest

from bot.model.errors import TellUser
from bot.model.watch import Watch
from bot.watches.match import compile_watches
from tests.bot.watches.stories import CURBS, KNOWN, story
from tests.bot.watches.test_plain import ITEM

TELLING = story(CURBS)
LONG = 200_000  # characters of the longest text that is looked at

RULES = [
    " OR ".join(f'"alpha beta{n}"' for n in range(1_900)),
    "(" + " OR ".join(f"alpha{chr(97 + n % 26)}{n}" for n in range(900)) + ") NEAR/100 ("
    + " OR ".join(f"beta{n}" for n in range(900)) + ")",
    " ".join(f"(alpha OR beta{n})" for n in range(900)),
    "alpha NEAR/100 beta",
    "alpha NEAR/100 alpha",
    '"alpha alpha alpha alpha alpha alpha alpha alpha alpha beta"',
    "/(alpha|alph|alp|al)+(x|y)?(z+)+q/",
    "/([a-z]+ )*[a-z]+[0-9]/",
    "alph* beta*",
    "NOT NOT " * 20 + "alpha",
    "alpha NOT (" + " OR ".join(f"(beta{n} gamma{n})" for n in range(900)) + ")",
]  # fmt: skip
TEXTS = [
    "alpha " * (LONG // 6),
    "alpha beta " * (LONG // 11),
    "alpha " * (LONG // 12) + "gamma " * 200 + "beta " * (LONG // 10),
    " ".join(f"word{n}" for n in range(LONG // 10)),
    "a" * LONG,
    "alpha\u0301 " * (LONG // 7),
    "\ud800alpha " * 100,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[:30])
def test_a_costly_rule_is_asked_of_costly_texts_within_bounds(rule: str) -> None:
    matcher = compile_watches([Watch("w", "W", "", rule)], KNOWN)
    for text in TEXTS:
        start = time.process_time()
        matcher.match(TELLING, replace(ITEM, text=text))
        assert time.process_time() - start < 15  # what grows with the square takes minutes


def test_a_rule_with_more_terms_than_it_may_have_is_refused() -> None:
    for rule in ("alpha " * 6_000, " OR ".join(["alpha"] * 2_001), "/a+b/ " * 21):
        with pytest.raises(TellUser, match="a rule has at most"):
            compile_watches([Watch("w", "W", "", rule)], KNOWN)
