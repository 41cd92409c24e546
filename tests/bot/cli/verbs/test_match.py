"""`tollbell match`, as an evaluator runs it."""

import json
import subprocess
import sys
from pathlib import Path

RULES = """
[[watch]]
slug = "chips"
rule = '"entity list" NEAR/10 chip*'
[[watch]]
slug = "us"
rule = "from:US type:entity_listing language:en"
labels = [["from:US", "America"]]
"""
ITEM = {
    "id": "one",
    "title": "US adds 12 Chinese chipmakers to the Entity List",
    "text": "The Commerce Department said on Monday that it added the companies.",
    "published": "2025-11-10T10:00:00Z",
    "source": "Harbor Wire",
    "tier": "wire",
    "language": "en-GB",
}


def match(folder: Path, rules: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    file = folder / "watches.toml"
    file.write_text(rules, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "match", "--watches", str(file), *arguments]
    lines = "".join(json.dumps(it) + "\n" for it in (ITEM, {"id": "two", "title": "Football"}))
    return subprocess.run(command, input=lines, capture_output=True, text=True, check=False)


def test_each_item_says_which_watches_take_it_and_why(tmp_path: Path) -> None:
    done = match(tmp_path, RULES)
    assert done.returncode == 0, done.stderr
    one, two = map(json.loads, done.stdout.splitlines())
    assert two == {"id": "two", "matches": []}
    assert one["id"] == "one"
    assert [it["watch"] for it in one["matches"]] == ["chips", "us"]
    (term,) = one["matches"][0]["why"]
    quote = "chipmakers to the Entity List"
    assert term == {"term": '"entity list" NEAR/10 chip*', "quote": quote, "start": 19, "end": 48}
    assert ITEM["title"][19:48] == quote
    fact = one["matches"][1]["why"][0]
    assert (fact["fact"], fact["value"], fact["label"]) == ("from:US", "US", "America")
    assert fact["quote"] in f"{ITEM['title']}\n{ITEM['text']}"


def test_a_watch_says_why_it_did_not_take_an_item(tmp_path: Path) -> None:
    done = match(tmp_path, RULES, "--why-not", "chips")
    one, two = map(json.loads, done.stdout.splitlines())
    assert one["why_not"] is None
    assert two["why_not"]["clause"] == '"entity list" NEAR/10 chip*'
    assert two["why_not"]["nearest"] == "there is no entity"


def test_a_rule_that_cannot_be_read_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    done = match(tmp_path, RULES.replace("from:US", "from:Atlantis"))
    assert done.returncode == 1
    assert (
        "The rule of watch us cannot be read. At column 6: there is no country Atlantis"
        in done.stderr
    )
    assert match(tmp_path, "[[watch]]\nslug = 'x'\n").returncode == 1
    assert match(tmp_path, RULES, "--why-not", "chip").returncode == 1
    assert "did you mean chips?" in match(tmp_path, RULES, "--why-not", "chip").stderr
