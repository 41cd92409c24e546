"""What the database says when it cannot, as one sentence that says what to do.

Sources: https://www.sqlite.org/rescode.html and
https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.model.errors import GiveUp, TollbellError, TryLater


class Unusable(GiveUp):
    """The memory cannot be used as it stands; the sentence says what a person can do."""


class Busy(TryLater):
    """The memory cannot be written just now; nothing of what was asked is half done."""


_Sentences = dict[str, tuple[type[GiveUp] | type[TryLater], str]]

_SQLITE: _Sentences = {
    "SQLITE_NOTADB": (
        Unusable,
        "{place} is not a database; name another file, or move it away and start again.",
    ),
    "SQLITE_CORRUPT": (
        Unusable,
        "{place} is damaged; stop the bot and put a backup in its place: tollbell restore FILE.",
    ),
    "SQLITE_CANTOPEN": (
        Unusable,
        "{place} cannot be opened; make its folder and let this user write there, or name another.",
    ),
    "SQLITE_READONLY": (
        Unusable,
        "{place} cannot be written; let this user write the file and its folder, or name another.",
    ),
    "SQLITE_FULL": (
        Busy,
        "The disk of {place} is full; nothing is lost, but nothing new is kept: make room.",
    ),
    "SQLITE_IOERR": (
        Busy,
        "{place} cannot be read or written; look at the disk and its free space, then try again.",
    ),
    "SQLITE_BUSY": (
        Busy,
        "Another process holds {place}; stop it, or try again when it is done.",
    ),
}

_POSTGRES: _Sentences = {
    "53100": (Busy, "The disk of {place} is full; nothing is lost, but make room on the server."),
    "53300": (Busy, "{place} takes no more connections; close some, or raise max_connections."),
    "57P03": (Busy, "{place} is starting or stopping; try again in a moment."),
    "3D000": (Unusable, "{place} does not exist on that server; make it: createdb NAME."),
    "28000": (Unusable, "{place} refuses this user; check the user in the database URL."),
    "28P01": (Unusable, "{place} refuses this password; check it in the database URL."),
    "42501": (Unusable, "{place} lets this user do too little; grant it CREATE on the database."),
}


def _told(error: BaseException, url: URL) -> TollbellError | None:
    """One error of the database in words; None where it is not a known one."""
    name = str(getattr(error, "sqlite_errorname", ""))
    for code, (kind, sentence) in _SQLITE.items():
        if name == code or name.startswith(f"{code}_"):  # SQLITE_IOERR_WRITE is an SQLITE_IOERR
            return kind(sentence.format(place=place(url)))
    known = _POSTGRES.get(str(getattr(error, "sqlstate", "")))
    return None if known is None else known[0](known[1].format(place=place(url)))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was made from: SQLAlchemy wraps twice."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = getattr(cause, "orig", None) or cause.__cause__


def place(url: URL) -> str:
    """The database as a person knows it: its file, or its address without the password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


def told(error: BaseException, url: URL) -> TollbellError | None:
    """A sentence instead of a database error; None where a person can do nothing about it."""
    causes = list(_chain(error))
    for cause in causes:
        found = _told(cause, url)
        if found is not None:
            return found
    if any(isinstance(cause, DBAPIError) and cause.connection_invalidated for cause in causes):
        return Busy(f"{place(url)} ended the connection; nothing is lost: the next try opens one.")
    outside = next((cause for cause in causes if isinstance(cause, OSError)), None)
    if outside is None:
        return None
    if url.get_backend_name() == "sqlite":
        reason = outside.strerror or outside
        return Unusable(f"{place(url)} cannot be used ({reason}); mend that, or name another.")
    return Busy(f"{place(url)} does not answer; start its server, or mend the address.")


@contextmanager
def plainly(url: URL, *kinds: type[Exception]) -> Iterator[None]:
    """Turn what the database says into a sentence where there is one.

    Drivers raise what they like while they connect: `kinds` adds to the database's own errors.
    """
    known: tuple[type[Exception], ...] = (SQLAlchemyError, sqlite3.Error, *kinds)
    try:
        yield
    except TollbellError:
        raise  # it is a sentence already
    except known as error:
        sentence = told(error, url)
        if sentence is None:
            raise
        raise sentence from error
