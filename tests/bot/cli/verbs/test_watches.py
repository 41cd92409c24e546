"""`tollbell watches`, as an operator runs it."""

import os
import subprocess
import sys
from pathlib import Path


def watches(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "TOLLBELL_STORE__URL": f"sqlite:///{folder / 'memory.db'}"}
    command = [sys.executable, "-m", "bot", "watches", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_list_becomes_a_watch_that_is_exported_loaded_and_counted(tmp_path: Path) -> None:
    csv, toml = tmp_path / "list.csv", tmp_path / "watches.toml"
    csv.write_text("hs,8542,Chips\nkeyword,gallium\n", encoding="utf-8")
    assert watches(tmp_path, "import", str(csv), "--slug", "mine") == "mine\tversion 1\n"
    exported = watches(tmp_path, "export")
    assert 'rule = "hs:8542 OR gallium"' in exported
    assert '["hs:8542", "Chips"]' in exported
    toml.write_text(exported, encoding="utf-8")
    assert watches(tmp_path, "load", str(toml)) == "mine\tversion 1\n"
    toml.write_text(exported.replace("gallium", "germanium"), encoding="utf-8")
    assert watches(tmp_path, "load", str(toml)) == "mine\tversion 2\n"
