"""The line of a key in a TOML text, so that a fault can be found by the person who mends it.

`tomllib` gives values without places; this walks the text once more, only when there is a fault.
"""

import re
from collections.abc import Iterator, Sequence

Address = Sequence[str | int]

# One piece of a value that may hold or hide a bracket; strings first, so that theirs do not count.
_PIECE = re.compile(
    r'"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]',
)
_CLOSING = {
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*"""'),
    "'''": re.compile(r"[^']*(?:'(?!'')[^']*)*'''"),
}
_KEY = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|\'([^\']*)\'|([A-Za-z0-9_-]+))\s*(\.?)')


def line_of(text: str, table: Address, key: str | None = None) -> int | None:
    """The line, from 1, of `key` in a table; of the table's header where the key is not written.

    A table is addressed as in the loaded data: `("feed", 2)` is the third `[[feed]]`,
    `("products", "steel")` is `[products.steel]`, `()` the keys above every header. None where
    no header is written for the table. `text` has to be TOML that `tomllib` accepts.
    """
    wanted, header = tuple(table), None
    here: tuple[str | int, ...] = ()
    counts: dict[tuple[str | int, ...], int] = {}
    for number, statement in _statements(text):
        if statement.startswith("["):
            here = _address(statement, counts)
            header = number if here == wanted and header is None else header
        elif key is not None and here == wanted and _names(statement)[:1] == (key,):
            return number
    return header


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Every header and assignment by its first line; the inside of a long value is passed over."""
    depth, quote = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if not depth and not quote and stripped and not stripped.startswith("#"):
            yield number, stripped
        depth, quote = _after(line, depth, quote)


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Open brackets and the open long string at the end of a line."""
    at = 0
    while True:
        if quote:
            closing = _CLOSING[quote].match(line, at)
            if closing is None:
                return depth, quote
            at, quote = closing.end(), ""
        piece = _PIECE.search(line, at)
        if piece is None:
            return depth, quote
        at, word = piece.end(), piece.group()
        quote = word if word in _CLOSING else ""
        depth += (word in ("[", "{")) - (word in ("]", "}"))


def _address(header: str, counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """The address of a header; `counts` holds how many elements each array of tables has."""
    repeated = header.startswith("[[")
    names = _names(header.lstrip("["))
    path: tuple[str | int, ...] = ()
    for name in names[:-1]:
        path += (name,)
        if path in counts:
            path += (counts[path] - 1,)
    path += names[-1:]
    if repeated:
        counts[path] = counts.get(path, 0) + 1
        path += (counts[path] - 1,)
    return path


def _names(text: str) -> tuple[str, ...]:
    """The dotted key at the start of a text, unquoted."""
    names: list[str] = []
    at, more = 0, True
    while more and (found := _KEY.match(text, at)):
        names.append(next(part for part in found.groups()[:3] if part is not None))
        at, more = found.end(), bool(found.group(4))
    return tuple(names)
