"""Column types: what a value is in the house, and how it lies in a row."""

# ruff: noqa: ARG002 - SQLAlchemy hands every type the dialect

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, BigInteger, DateTime, Integer, SmallInteger, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.model.alert import Severity
from bot.store import codec

E = TypeVar("E", bound=StrEnum)


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:  # the first and the last day that can be written: feeds state both
        return value.replace(tzinfo=UTC)


class Utc(TypeDecorator[datetime]):
    """An aware time, kept in UTC; a naive one is refused.

    SQLite keeps text of a fixed width (microseconds always written), so that it sorts by time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be kept: {value}")
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[E], Generic[E]):
    """A member of a closed list, kept as its word."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        return None if value is None else self.kind(value)


class Rank(TypeDecorator[Severity]):
    """A severity, kept as its rank, so that the database can compare it."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Severity | None, dialect: Dialect) -> int | None:
        return None if value is None else value.rank

    def process_result_value(self, value: int | None, dialect: Dialect) -> Severity | None:
        return None if value is None else list(Severity)[value]


class Body(TypeDecorator[Any]):
    """A frozen value of the model, kept as JSON (bot/store/codec.py)."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        """The value to text at once, where JSON would go from values to values to text."""
        return lambda value: None if value is None else codec.encode_text(self.kind, value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """The text to the value; asyncpg hands over what it has decoded itself."""

        def made(value: Any) -> Any:
            if isinstance(value, str):
                return codec.decode_text(self.kind, value)
            return None if value is None else codec.decode(self.kind, value)

        return made


# A name sorts by code point on both databases, whatever the language of the server is.
NAME = String().with_variant(String(collation="C"), "postgresql")

# A number that the database counts up; in SQLite only an INTEGER does.
SERIAL = BigInteger().with_variant(Integer, "sqlite")
