"""The vocabulary of `config/vocabulary/*.toml`, read and checked.

A file is a list of terms: `[key]` with `label`, `spellings`, perhaps a `parent`, and the further
lists that its schema allows. Every fault is named at once, with its file and line.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.model.errors import Fault, MendFile
from bot.model.vocabulary import Term, Vocabulary

# The files that there must be, and the lists that their terms may have beside `spellings`.
SCHEMA: dict[str, frozenset[str]] = {
    "jurisdictions": frozenset({"demonyms", "seats", "agencies", "leaders"}),
    "products": frozenset(),
    "instruments": frozenset(),
    "barriers": frozenset({"type", "polarity", "rate", "trade", "weak"}),
    "actions": frozenset({"action", "barrier", "weak", "verbs", "participles", "nouns"}),
    "statuses": frozenset(),
    "nouns": frozenset(),
    "blanks": frozenset(),
}
_OWN = frozenset({"label", "parent", "spellings"})
_LINE = re.compile(r"at line (\d+)")


def load(folder: Path) -> Vocabulary:
    """The vocabulary of a folder; raises MendFile with every fault that it has."""
    faults: list[Fault] = []
    terms = {name: _read(folder / f"{name}.toml", faults) for name in SCHEMA}
    if faults:
        raise MendFile(*faults)
    return Vocabulary(terms)


def _read(path: Path, faults: list[Fault]) -> dict[str, Term]:
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        faults.append(Fault(str(path), None, f"cannot be read: {error.strerror}."))
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = _LINE.search(str(error))
        faults.append(Fault(str(path), int(line[1]) if line else None, f"is not TOML: {error}."))
        return {}
    found = list(_faults(path.stem, table))
    faults += [Fault(str(path), _line(text, key, name), said) for key, name, said in found]
    return {} if found else {key: _term(key, values) for key, values in table.items()}


def _faults(file: str, table: dict[str, Any]) -> Iterator[tuple[str, str | None, str]]:
    for key, values in table.items():
        if not isinstance(values, dict):
            yield key, None, f"{key!r} must be a term, written as [{key}]."
            continue
        if not isinstance(values.get("label"), str):
            yield key, None, f"[{key}] needs a label."
        if values.get("parent", key) not in table:
            yield key, "parent", f"[{key}] has the unknown parent {values['parent']!r}."
        for name, value in values.items():
            if name not in _OWN | SCHEMA[file]:
                allowed = ", ".join(sorted(_OWN | SCHEMA[file]))
                yield key, name, f"[{key}] has the unknown list {name!r}; {file} knows {allowed}."
            elif not _is_words(value):
                yield key, name, f"[{key}] {name} must be a text or a list of texts, none empty."


def _is_words(value: object) -> bool:
    words = value if isinstance(value, list) else [value]
    return all(isinstance(word, str) and word.strip() for word in words)


def _line(text: str, key: str, name: str | None) -> int | None:
    """The line of a term, or of a list in it; None where the file spells it in another way."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() == f"[{key}]" or (name is None and line.startswith(f"{key} ")):
            inside = True
            if name is None:
                return number
        elif inside and name is not None and re.match(rf"\s*{re.escape(name)}\s*=", line):
            return number
    return None


def _term(key: str, values: dict[str, Any]) -> Term:
    groups = {name: _words(value) for name, value in values.items() if name not in _OWN}
    return Term(
        key=key,
        label=values["label"],
        spellings=_words(values.get("spellings", [])),
        parent=values.get("parent"),
        groups=groups,
    )


def _words(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
