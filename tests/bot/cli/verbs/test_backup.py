"""`tollbell backup` and `tollbell restore` by the words that a person types."""

from pathlib import Path
from types import SimpleNamespace

from click.testing import CliRunner

from bot.cli.verbs.backup import VERB as BACKUP
from bot.cli.verbs.restore import VERB as RESTORE


def test_a_database_is_copied_and_put_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'tollbell.db'}"
    door = SimpleNamespace(settings=SimpleNamespace(store=SimpleNamespace(url=url)))
    copy = str(tmp_path / "copy")
    said = CliRunner().invoke(BACKUP, [copy], obj=door, catch_exceptions=False)
    assert (said.exit_code, said.stderr) == (0, f"The database is in {copy}.\n")
    said = CliRunner().invoke(RESTORE, [copy], obj=door, catch_exceptions=False)
    assert said.exit_code == 0
    assert "tollbell.db.before-restore-1" in said.stderr
