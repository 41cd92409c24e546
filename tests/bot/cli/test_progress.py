"""The status line: only on a terminal, only where it takes long, and nothing is lost by it."""

import io

import pytest
from rich.console import Console

from bot.cli import progress


def shown(patience: float, terminal: bool, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(progress, "PATIENCE", patience)
    screen = Console(file=io.StringIO(), force_terminal=terminal)
    assert list(progress.watched(range(3), "lines", screen)) == [0, 1, 2]
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_long_work_is_counted_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "lines" in shown(-1, terminal=True, monkeypatch=monkeypatch)


def test_short_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "lines" not in shown(60, terminal=True, monkeypatch=monkeypatch)


def test_a_pipe_sees_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(-1, terminal=False, monkeypatch=monkeypatch) == ""
