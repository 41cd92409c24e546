"""Logs: one line a hand-over, for people and for machines."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture(autouse=True)
def _kept_handlers() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def written(form: str, message: str, **keys: object) -> str:
    stream = io.StringIO()
    logs.setup("info", form, stream)
    logging.getLogger("bot.ingest").info(message, extra=keys)
    return stream.getvalue()


def test_a_line_for_machines_is_one_json_object_with_the_keys() -> None:
    line = json.loads(written("json", "polled", feed="mofcom", events=3))
    assert line["event"] == "polled"
    assert line["room"] == "bot.ingest"
    assert (line["feed"], line["events"]) == ("mofcom", 3)
    assert line["time"].endswith("+00:00")


def test_a_line_for_people_shows_the_keys_behind_the_words() -> None:
    assert written("text", "polled", feed="mofcom", why="two words").endswith(
        'polled  feed=mofcom why="two words"\n'
    )


def test_a_line_break_in_a_value_cannot_forge_a_line() -> None:
    assert written("text", "polled", feed="a\n23:00:00 delivered\x1b[2J").count("\n") == 1


def test_off_a_terminal_the_form_is_json() -> None:
    assert written("auto", "polled").startswith("{")


def test_an_exception_stays_in_its_line() -> None:
    stream = io.StringIO()
    logs.setup("info", "json", stream)
    try:
        raise ValueError("no")
    except ValueError:
        logging.getLogger("bot").exception("failed")
    (line,) = stream.getvalue().splitlines()
    assert "ValueError: no" in json.loads(line)["error"]
