"""Watch lists and rule files: a CSV of what somebody deals in to a rule, and watches to TOML.

kind,code,label                     a row an entry; `code` or `label` may be empty
hs,8542.31,Processors               hs, eccn, country: by code
supplier,,"Naura Technology Co., Ltd."    entity, supplier: by name, as a phrase
keyword,retaliat*,                  keyword: a word, a prefix, or a phrase
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from bot.model.errors import TellUser
from bot.model.watch import Watch
from bot.watches.known import Known
from bot.watches.match import rule
from bot.watches.words import found

KINDS = ("hs", "eccn", "entity", "supplier", "country", "keyword")
_HEADING = 4  # digits of a heading, the widest that a tariff names goods by
_FORMS = (
    "ltd limited co company inc corp corporation llc plc gmbh ag sa spa srl bv nv oy ab pte pty kk "
    "jsc ooo"
)
_LEGAL = frozenset(_FORMS.split())
_PLAIN = re.compile(r"[^\W\d_]+\*?")


@dataclass(frozen=True, slots=True)
class WatchList:
    """A list as a rule, and what its entries are called: clauses with their labels."""

    rule: str
    entries: int
    labels: tuple[tuple[str, str], ...]


def read_list(text: str, known: Known) -> WatchList:
    """The rule that takes whatever names an entry of a list; raises TellUser with the line.

    What took an alert is told entry by entry, since each entry is a clause of its own. A code of
    goods is hit by every longer one, and by its heading alone where only that is named.
    """
    clauses: dict[str, str] = {}
    entries = 0
    for line, cells in _rows(text):
        entries += 1
        label = cells[2] if cells[1] else ""
        for clause in _checked(_entry(cells, line), known, line):
            clauses[clause] = clauses.get(clause) or label
    if not clauses:
        raise TellUser("The list has no entries; write rows of kind,code,label.")
    whole = " OR ".join(clauses)
    rule(whole, known)
    return WatchList(whole, entries, tuple((it, clauses[it]) for it in clauses if clauses[it]))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are entries, with their lines."""
    lines = text.removeprefix("\ufeff").splitlines()
    reader = csv.reader(lines, delimiter=_delimiter(lines), skipinitialspace=True)
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row] + ["", ""]
            if any(cells) and cells[0].lower() not in ("kind", "type"):
                yield reader.line_num, cells
    except csv.Error as error:
        raise TellUser(f"At line {reader.line_num}: this is no CSV: {error}.") from None


def _delimiter(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return max(",;\t", key=first.count)


def _entry(cells: list[str], line: int) -> list[str]:
    kind, code, label = cells[0].lower(), cells[1], cells[2]
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(KINDS)}."
        raise TellUser(f"At line {line}: there is no kind {cells[0] or 'without a name'}; {hint}")
    value = code or label
    if not value:
        raise TellUser(f"At line {line}: this {kind} has neither code nor label.")
    if kind in ("entity", "supplier"):
        return [_phrase(_name(label or code))]
    if kind == "keyword":
        return [value if _is_word(value) else _phrase(value)]
    if kind == "hs":
        digits = re.sub(r"\D", "", value)
        heading = [f"hs:={digits[:_HEADING]}"] if len(digits) > _HEADING else []
        return [f"hs:{value.replace(' ', '')}", *heading]
    return [f"{kind}:{_quoted(value)}"]


def _checked(clauses: Iterable[str], known: Known, line: int) -> Iterator[str]:
    for clause in clauses:
        try:
            rule(clause, known)
        except TellUser as error:
            raise TellUser(f"At line {line}: {clause} cannot be read. {error}") from error
        yield clause


def _is_word(value: str) -> bool:
    return bool(_PLAIN.fullmatch(value)) and value.upper() not in ("AND", "OR", "NOT", "NEAR")


def _phrase(words: str) -> str:
    return f'"{words.replace(chr(34), " ")}"'


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w.-]+", value) else _phrase(value)


def _name(name: str) -> str:
    """A name without the legal form that news leaves out."""
    words = name.replace("*", " ").split()
    while len(words) > 1 and "".join(found(words[-1])).lower() in _LEGAL:
        words.pop()
    return " ".join(words).rstrip(",. ")


def toml(watches: Iterable[Watch]) -> str:
    """Watches as `[[watch]]` tables, in the form of `seeds/watches.toml`."""
    return "\n".join(_table(watch) for watch in watches)


def _table(watch: Watch) -> str:
    fields = ("slug", "name", "summary", "rule", "space", "made_by")
    values = {name: getattr(watch, name) for name in fields}
    rows = "".join(f"{name} = {_string(it)}\n" for name, it in values.items() if it is not None)
    pairs = "".join(f"  [{_string(it)}, {_string(label)}],\n" for it, label in watch.labels)
    rows += f"labels = [\n{pairs}]\n" if pairs else ""
    return f"[[watch]]  # version {watch.version}\n{rows}"


def _string(text: str) -> str:
    """A basic string of TOML; JSON escapes as it does, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
