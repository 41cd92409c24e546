"""The values of a rule's facts, looked up: what is unknown is refused with a suggestion."""

import re
from collections.abc import Mapping, Sequence

from bot.watches.fields import ALWAYS, DAYS, MISSABLE, NUMBERS
from bot.watches.known import LISTS, Known, fold, nearest
from bot.watches.limits import day, number
from bot.watches.scan import refuse
from bot.watches.tree import Clause, Node, leaves

_HS = re.compile(r"\d{2,10}")
_ECCN = re.compile(r"\d(?:[a-e](?:\d{1,3})?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


def check(node: Node, known: Known) -> None:
    """Look up every value of a rule; raises TellUser with the column of the first unknown one."""
    for leaf in leaves(node):
        if isinstance(leaf, Clause):
            check_clause(leaf, known)


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
        if instrument is None:
            return _unknown(clause, field, known.instruments)
        return frozenset({instrument})
    if field in ("hs", "eccn"):
        return frozenset({_code(clause)})
    if field == "language" and not _LANGUAGE.fullmatch(name.strip().lower()):
        raise refuse(
            clause.column, f"{name} is no language; write a tag such as en or zh (BCP 47)."
        )
    return frozenset({name.strip().lower() if field == "language" else fold(name)})


def _code(clause: Clause) -> str:
    """A code of goods without its dots; an ECCN is compared by its first five characters."""
    plain = re.sub(r"[.\s-]", "", clause.value.lower())
    if clause.field == "hs":
        if not _HS.fullmatch(plain) or not plain.isascii():
            said = f"{clause.value} is no HS code; write 2 to 10 digits: hs:8542."
            raise refuse(clause.column, said)
        return plain
    if not _ECCN.fullmatch(plain[:5]) or not plain.isascii():
        raise refuse(clause.column, f"{clause.value} is no ECCN; write one as in eccn:3A090.")
    return plain[:5]


def _unknown(
    clause: Clause, kind: str, candidates: Sequence[str] | Mapping[str, str]
) -> frozenset[str]:
    near = nearest(clause.value, candidates)
    if near is not None:
        near = candidates[near] if isinstance(candidates, Mapping) else near
        raise refuse(clause.column, f"there is no {kind} {clause.value}; did you mean {near}?")
    if isinstance(candidates, Mapping):
        raise refuse(clause.column, f"there is no {kind} {clause.value} in the vocabulary.")
    raise refuse(
        clause.column, f"there is no {kind} {clause.value}; there are {', '.join(candidates)}."
    )
