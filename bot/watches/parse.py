"""The rule language, text to tree: a recursive descent whose errors point at a column.

    rule     = operand { [ "AND" | "OR" ] operand }      AND and OR never mix in one row
    operand  = ( "NOT" | "-" ) operand | "(" rule ")" | clause
    clause   = field ( ":" | ":=" ) ( value | "(" value { "OR" value } ")" )
             | number ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value

Operators are in capitals, as in Lucene; side by side is AND. LexisNexis and Meltwater disagree on
what `a OR b AND c` means, so it is refused with both readings.
"""

from difflib import get_close_matches

from bot.watches.scan import Cursor, Kind, Token, refuse
from bot.watches.tree import And, Clause, Node, Not, Or, anchored, clauses

WORDS = (
    "from", "to", "country", "product", "type", "action", "status", "direction", "instrument",
    "tier", "source",
)  # fmt: skip
NUMBERS = ("rate", "previous", "change")

MAX_LENGTH = 20_000  # characters of a rule
MAX_DEPTH = 50  # parentheses and NOTs inside one another
MAX_CLAUSES = 2_000


def parse(rule: str) -> Node:
    """The tree of a rule; fields are known, values are not looked at. Raises TellUser."""
    if len(rule) > MAX_LENGTH:
        raise refuse(MAX_LENGTH, f"a rule has at most {MAX_LENGTH} characters.")
    cursor = Cursor(rule)
    if cursor.peek().kind is Kind.END:
        raise refuse(1, "the rule is empty; write a fact such as from:CN.")
    node = _whole(cursor)
    if sum(1 for _ in clauses(node)) > MAX_CLAUSES:
        raise refuse(1, f"a rule has at most {MAX_CLAUSES} facts.")
    if not anchored(node):
        raise refuse(1, "this would take every story that does not say something; add a fact that "
                        "has to be stated, such as from:CN.")  # fmt: skip
    return node


def canonical(rule: str) -> str:
    """The rule in its one canonical writing, to be shown to who wrote it. Raises TellUser."""
    return str(parse(rule))


def _whole(cursor: Cursor) -> Node:
    node = _row(cursor, 0)
    if (left := cursor.peek()).kind is not Kind.END:
        raise refuse(left.column, "this ) has no ( before it.")
    return node


def _row(cursor: Cursor, depth: int) -> Node:
    """Operands up to a closing parenthesis or the end, joined by one kind of operator."""
    parts, joints = [_operand(cursor, depth)], []
    while (joint := cursor.peek()).kind not in (Kind.CLOSE, Kind.END):
        if joint.kind in (Kind.AND, Kind.OR):
            cursor.take()
        joints.append((Kind.OR if joint.kind is Kind.OR else Kind.AND, joint.column))
        parts.append(_operand(cursor, depth))
    return _joined(parts, joints)


def _operand(cursor: Cursor, depth: int) -> Node:
    token = cursor.take()
    if depth > MAX_DEPTH:
        raise refuse(token.column, f"parentheses and NOT go at most {MAX_DEPTH} deep.")
    match token.kind:
        case Kind.NOT:
            return Not(_operand(cursor, depth + 1))
        case Kind.OPEN:
            node = _row(cursor, depth + 1)
            _close(cursor, token)
            return node
        case Kind.FIELD:
            return _fact(cursor, token)
    raise _misplaced(token)


def _close(cursor: Cursor, opening: Token) -> None:
    if cursor.peek().kind is not Kind.CLOSE:
        raise refuse(opening.column, "this ( is never closed.")
    cursor.take()


def _fact(cursor: Cursor, field: Token) -> Node:
    """One clause, or an OR of them where several values stand in parentheses."""
    _check(field)
    if field.text.lower() in NUMBERS or cursor.peek().kind is not Kind.OPEN:
        return _clause(cursor, field)
    opening = cursor.take()
    parts = [_clause(cursor, field)]
    while cursor.peek().kind is Kind.OR:
        cursor.take()
        parts.append(_clause(cursor, field))
    if (left := cursor.peek()).kind not in (Kind.CLOSE, Kind.END):
        raise refuse(left.column, f"only OR can stand between the values of {field.text}{field.op}")
    _close(cursor, opening)
    return Or(tuple(parts)) if len(parts) > 1 else parts[0]


def _clause(cursor: Cursor, field: Token) -> Clause:
    value = cursor.value()
    if not value.text.strip():
        raise refuse(value.column, f"a value has to follow {field.text}{field.op}")
    return Clause(field.text.lower(), field.op, value.text, value.column)


def _joined(parts: list[Node], joints: list[tuple[Kind, int]]) -> Node:
    if len({kind for kind, _ in joints}) > 1:
        first = joints[0][0]
        column = next(column for kind, column in joints if kind is not first)
        one, other = (_reading(parts, joints, outer) for outer in (Kind.OR, Kind.AND))
        raise refuse(column, f"AND and OR need parentheses here; write {one} or {other}")
    if not joints:
        return parts[0]
    return _flat(And if joints[0][0] is Kind.AND else Or, parts)


def _reading(parts: list[Node], joints: list[tuple[Kind, int]], outer: Kind) -> Node:
    """A mixed row, read with `outer` as the operator that binds last."""
    groups = [[parts[0]]]
    for (kind, _), part in zip(joints, parts[1:], strict=True):
        if kind is outer:
            groups.append([part])
        else:
            groups[-1].append(part)
    outside, inside = (Or, And) if outer is Kind.OR else (And, Or)
    nodes = [_flat(inside, group) if len(group) > 1 else group[0] for group in groups]
    return _flat(outside, nodes)


def _flat(outer: type[And] | type[Or], parts: list[Node]) -> Node:
    """Parts under one operator; a part under the same operator gives its own parts."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, outer) else (part,)
    return outer(tuple(flat))


def _check(token: Token) -> None:
    """Refuse a field that there is not, or one with an operator that it does not take."""
    field = token.text.lower()
    if field not in WORDS + NUMBERS:
        near = get_close_matches(field, WORDS + NUMBERS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(WORDS + NUMBERS)}."
        raise refuse(token.column, f"there is no field {token.text}; {hint}")
    if field in WORDS and token.op not in (":", ":="):
        raise refuse(token.column, f"{field} takes a colon, as in {field}:VALUE.")
    if field in NUMBERS and token.op in (":", ":="):
        raise refuse(token.column, f"{field} is a number and takes a comparison: {field}>=25.")


def _misplaced(token: Token) -> Exception:
    """The error for a token that cannot begin an operand."""
    word = token.text
    match token.kind:
        case Kind.END:
            return refuse(token.column, "the rule ends where a fact is expected.")
        case Kind.CLOSE:
            return refuse(token.column, "a fact is expected before this ).")
        case Kind.AND | Kind.OR:
            return refuse(token.column, f"{word} has to stand between two facts.")
    if word.lower() in ("and", "or", "not"):
        return refuse(token.column, f"write {word.upper()} in capitals.")
    return refuse(
        token.column,
        f"rules over words ({word}) come later; for now a rule is made of facts, "
        "such as product:gallium from:CN.",
    )
