"""The values of a rule's facts, looked up: what is unknown is refused with a suggestion."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NoReturn

from bot.model.errors import TellUser
from bot.watches.fields import ALWAYS, DAYS, MISSABLE, NUMBERS
from bot.watches.known import LISTS, MEANT, Known, fold, nearest
from bot.watches.limits import day, number
from bot.watches.scan import refuse
from bot.watches.tree import Clause, Leaf, Node, Words, leaves

_HS = re.compile(r"\d{2,10}")
_ECCN = re.compile(r"\d(?:[a-e](?:\d{1,3})?)?")
_SEVERAL = re.compile(r"\s*[,;|/&]\s*|\s+(?=\d{4})")  # `8541 8542`, not `8542 31`
_NAME = 6  # words of a name, at most
_HOW: Mapping[str, str] = {
    "country": "write an ISO code such as CN, a name, or EU, G7, ASEAN or USMCA.",
    "product": "to look for the word itself write it without product:",
    "instrument": "to look for the words themselves put them in quotation marks alone.",
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


def check(node: Node, known: Known) -> None:
    """Look up every value of a rule; raises TellUser with the column of the first unknown one."""
    row = [*leaves(node)]
    for at, leaf in enumerate(row):
        if isinstance(leaf, Clause):
            try:
                check_clause(leaf, known)
            except TellUser:
                _check_whole(leaf, row[at + 1 : at + _NAME], known)
                raise


def _check_whole(clause: Clause, following: Sequence[Leaf], known: Known) -> None:
    """Refuse `from:United States` with the whole name, where the words after it make one."""
    name = clause.value
    for leaf in following:
        if not isinstance(leaf, Words) or leaf.literal or leaf.scope:
            return
        if leaf.column != clause.column + len(name) + 1:
            return
        name += f" {leaf.text}"
        try:
            check_clause(replace(clause, value=name), known)
        except TellUser:
            continue
        said = f'a name of several words stands in quotation marks; write {clause.field}:"{name}".'
        raise refuse(clause.column, said)


def check_clause(clause: Clause, known: Known) -> None:
    """Look up the value of one fact; raises TellUser."""
    if clause.field in NUMBERS:
        number(clause)
    elif clause.field in (*DAYS, "after", "before"):
        day(clause)
    elif clause.field == "missing":
        missing(clause)
    else:
        accepted(clause, known)


def missing(clause: Clause) -> str:
    """The field that is asked to be missing."""
    name = clause.value.strip().lower()
    if name in ALWAYS:
        raise refuse(clause.column, f"every story states its {name}, so it is never missing.")
    if name not in MISSABLE:
        near = nearest(name, MISSABLE)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(MISSABLE)}."
        raise refuse(clause.column, f"there is no fact {clause.value}; {hint}")
    return name


def accepted(clause: Clause, known: Known) -> frozenset[str]:
    """The keys that satisfy a clause of words; raises TellUser for an unknown name."""
    field, name, alone = clause.field, clause.value, clause.op == ":="
    if field in ("from", "to", "country"):
        return known.codes(name, alone) or _unknown(clause, "country", known.places)
    if field == "product":
        return known.keys(name, alone) or _unknown(clause, "product", known.products)
    if field in LISTS:
        keys = {fold(key): key for key in LISTS[field]}
        found = keys.get(fold(name))
        return frozenset({found}) if found else _unknown(clause, field, LISTS[field])
    if field == "instrument":
        instrument = known.instrument(name)
        return frozenset({instrument}) if instrument else _unknown(clause, field, known.instruments)
    if field in ("hs", "eccn"):
        return frozenset({_code(clause)})
    if field == "language" and not _LANGUAGE.fullmatch(name.strip().lower()):
        raise refuse(
            clause.column, f"{name} is no language; write a tag such as en or zh (BCP 47)."
        )
    return frozenset({name.strip().lower() if field == "language" else fold(name)})


def _code(clause: Clause) -> str:
    """A code of goods without its dots; an ECCN is compared by its first five characters."""
    several = _SEVERAL.split(clause.value.strip())
    if len(several) > 1:
        raise _listed(clause, several)
    plain = re.sub(r"[.\s-]", "", clause.value.lower())
    if clause.field == "hs":
        if not _HS.fullmatch(plain) or not plain.isascii():
            said = f"{clause.value} is no HS code; write 2 to 10 digits: hs:8542."
            raise refuse(clause.column, said)
        return plain
    if not _ECCN.fullmatch(plain[:5]) or not plain.isascii():
        raise refuse(clause.column, f"{clause.value} is no ECCN; write one as in eccn:3A090.")
    return plain[:5]


def _listed(clause: Clause, several: Sequence[str]) -> TellUser:
    named = f"{clause.field}{clause.op}"
    return refuse(clause.column, f"write several values as {named}({' OR '.join(several)}).")


def _unknown(clause: Clause, kind: str, there: Sequence[str] | Mapping[str, str]) -> NoReturn:
    """Raises TellUser with the likely value, or with how to find one."""
    if len(several := re.split(r"\s*[,;|/&]\s*", clause.value)) > 1 and all(several):
        raise _listed(clause, several)
    said = f"there is no {kind} {clause.value}"
    if isinstance(there, Mapping):
        near = nearest(clause.value, there)
        if near is None:
            raise refuse(clause.column, f"{said} in the vocabulary; {_HOW[kind]}")
        key = there[near]
        other = "" if fold(key) == near else f" ({near.title()})"
        raise refuse(clause.column, f"{said}; did you mean {key}{other}?")
    named = {fold(it): it for it in there} | dict(MEANT.get(kind, {}))
    near = nearest(clause.value, named)
    hint = f"did you mean {named[near]}?" if near else f"there are {', '.join(there)}."
    raise refuse(clause.column, f"{said}; {hint}")
