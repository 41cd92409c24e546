"""`tollbell read` and `tollbell explain`, from lines to lines."""

import json

from click.testing import CliRunner

from bot.cli import tollbell

GOOD = {"id": "a", "title": "China bans imports of beef", "text": "", "published": "2025-01-01"}


def test_every_good_line_is_answered_and_every_bad_one_is_named() -> None:
    lines = f"{json.dumps(GOOD)}\nnot json\n{json.dumps(GOOD | {'title': 5})}\n"
    result = CliRunner().invoke(tollbell, ["read"], input=lines)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a"]
    assert [line.split(":")[1] for line in result.stderr.splitlines()] == [" line 2", " line 3"]


def test_an_item_that_is_no_measure_has_the_empty_form() -> None:
    line = json.dumps(GOOD | {"title": "Hotels hike room tariffs"})
    answer = json.loads(CliRunner().invoke(tollbell, ["read"], input=line).stdout)
    assert answer["relevant"] is False
    assert answer["direction"] is None
    assert answer["lead"] is None
    assert answer["figures"] == []


def test_offsets_count_in_title_and_text() -> None:
    item = GOOD | {"title": "Duty rises", "text": "China’s duty on US beef rises to 25 %."}
    answer = json.loads(CliRunner().invoke(tollbell, ["read"], input=json.dumps(item)).stdout)
    (rate,) = answer["figures"]
    body = f"{item['title']}\n{item['text']}"
    assert body[rate["start"] : rate["end"]] == rate["quote"]
    assert (rate["value"], rate["unit"]) == (25, "percent")


def test_explain_shows_the_words_and_the_reasons() -> None:
    item = GOOD | {"text": "The duty is 25%. Shares fell 3%."}
    shown = CliRunner().invoke(tollbell, ["explain"], input=json.dumps(item)).stdout
    assert "import ban" in shown or "import_ban" in shown
    assert "25%" in shown
    assert "which is no duty" in shown or "a move of a price" in shown
