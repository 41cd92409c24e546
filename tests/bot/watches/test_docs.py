"""The rules that the documentation shows can be read."""

import re
from pathlib import Path

import pytest

from bot.config.vocabulary import load as load_vocabulary
from bot.watches.fields import ALL
from bot.watches.known import Known
from bot.watches.match import rule

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
WORDS = TEXT[TEXT.index("## Words") : TEXT.index("## Facts")]
SHOWN = [
    *re.findall(r"^    ((?!tollbell).+)$", TEXT, re.MULTILINE)[:3],
    *(
        it.replace(r"\|", "|")
        for row in re.findall(r"^\| (`.+?) \| ", WORDS, re.MULTILINE)
        for it in re.findall(r"`([^`]+)`", row)
    ),
    *(it for it in re.findall(r"`([^`]+)`", TEXT) if re.match(r"[a-z]+(:\S|[<>=])", it)),
]


@pytest.mark.parametrize("shown", [it for it in SHOWN if not it.startswith("missing")])
def test_a_rule_of_the_documentation_can_be_read(shown: str) -> None:
    known = Known.of(load_vocabulary(ROOT / "config" / "vocabulary"))
    if re.match(r"(after|before):", shown):
        shown = f"from:CN {shown}"
    assert rule(shown, known)


def test_every_field_is_documented() -> None:
    for field in ALL:
        assert f"`{field}" in TEXT, field
