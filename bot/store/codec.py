"""Frozen values to JSON and back, exactly, whatever the model lets them hold.

A reader takes what it knows: a field that a later version dropped is passed over, and one that it
added takes its default, so that old rows stay readable. Strings must be encodable as UTF-8.
"""

import json
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import ConfigDict, TypeAdapter

T = TypeVar("T")

# JSON has no infinity, and PostgreSQL refuses the word; a string is read back as the number.
_CONFIG = ConfigDict(ser_json_inf_nan="strings")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Pydantic takes no configuration for a bare dataclass, so it goes in a tuple of one."""
    return TypeAdapter(tuple[kind], config=_CONFIG)


def encode(kind: Any, value: object) -> Any:
    """Plain JSON values of `value`, read as `kind`: a dataclass, or `tuple[Match, ...]`."""
    return json.loads(_adapter(kind).dump_json((value,)))[0]


def encode_text(kind: Any, value: object) -> str:
    """The text of `encode`, as the database keeps it."""
    return _adapter(kind).dump_json((value,))[1:-1].decode()


def decode(kind: type[T], data: object) -> T:
    """The value that `encode` was given."""
    return cast(T, _adapter(cast(Any, kind)).validate_python((data,))[0])


def decode_text(kind: type[T], text: str) -> T:
    """The value that `encode` was given, from the text that the database keeps."""
    return cast(T, _adapter(cast(Any, kind)).validate_json(f"[{text}]")[0])
