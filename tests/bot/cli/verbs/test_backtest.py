"""`tollbell backtest`, as an operator runs it."""

import os
import subprocess
import sys
from pathlib import Path


def backtest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TOLLBELL_STORE__URL": f"sqlite:///{folder / 'memory.db'}"}
    command = [sys.executable, "-m", "bot", "backtest", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_an_empty_history_brings_nothing_and_the_rule_is_echoed(tmp_path: Path) -> None:
    done = backtest(tmp_path, "--days", "7", "from:china gallium*")
    assert done.returncode == 0, done.stderr
    rule, summary = done.stdout.splitlines()
    assert rule == "from:CN AND gallium*"
    assert summary.startswith("0 of 0 alerts in 7 days, 0.0 a week; at or above a floor: low 0, ")


def test_a_rule_that_cannot_be_read_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    done = backtest(tmp_path, "a OR b c")
    assert done.returncode == 1
    assert "At column 8: AND and OR need parentheses here" in done.stderr
