"""The rule language, text to tree: a recursive descent whose errors point at a column.

    rule     = operand { [ "AND" | "OR" ] operand }      AND and OR never mix in one row
    operand  = ( "NOT" | "-" ) operand | part [ "NEAR" [ "/" n ] part ]
    part     = "(" rule ")" | word | phrase | regex | fact
    fact     = field ( ":" | ":=" ) ( value | "(" value { "OR" value } ")" )
             | number ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value

Operators are in capitals, as in Lucene; side by side is AND. LexisNexis and Meltwater disagree on
what `a OR b AND c` means, so it is refused with both readings.
"""

from functools import lru_cache

from bot.watches.fields import SCOPES, check_field
from bot.watches.scan import Cursor, Kind, Token, refuse
from bot.watches.spelling import check_phrase, check_regex, check_unit, check_value, check_word
from bot.watches.tree import And, Clause, Near, Node, Not, Or, Regex, Words, anchored, leaves, size

MAX_LENGTH = 40_000  # characters of a rule
MAX_DEPTH = 50  # parentheses and NOTs inside one another
MAX_CLAUSES = 2_000  # words and facts
MAX_NEAR = 100  # words apart
MAX_REGEXES = 20
MAX_SHOWN = 8  # operands of a row that is repeated in an error


def parse(rule: str) -> Node:
    """The tree of a rule; fields are known, values are not looked at. Raises TellUser."""
    if len(rule) > MAX_LENGTH:
        raise refuse(MAX_LENGTH, f"a rule has at most {MAX_LENGTH} characters.")
    cursor = Cursor(rule)
    if cursor.peek().kind is Kind.END:
        raise refuse(
            1, "the rule is empty; write a word such as gallium or a fact such as from:CN."
        )
    node = _whole(cursor)
    if size(node) > MAX_CLAUSES:
        raise refuse(1, f"a rule has at most {MAX_CLAUSES} words and facts.")
    if sum(isinstance(leaf, Regex) for leaf in leaves(node)) > MAX_REGEXES:
        raise refuse(1, f"a rule has at most {MAX_REGEXES} regular expressions.")
    if not anchored(node):
        raise refuse(1, "this would take every story that does not say something; add a word or a "
                        "fact that has to be stated, such as from:CN.")  # fmt: skip
    return node


@lru_cache(maxsize=1_024)
def parsed(rule: str) -> Node:
    """As `parse`, remembered: a rule that takes stories is read again to say why."""
    return parse(rule)


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
    if depth > MAX_DEPTH:
        raise refuse(cursor.peek().column, f"parentheses and NOT go at most {MAX_DEPTH} deep.")
    if cursor.peek().kind is Kind.NOT:
        cursor.take()
        return Not(_operand(cursor, depth + 1))
    part = _part(cursor, depth)
    return _near(cursor, part, depth) if cursor.peek().kind is Kind.NEAR else part


def _part(cursor: Cursor, depth: int) -> Node:
    token = cursor.take()
    match token.kind:
        case Kind.OPEN:
            node = _row(cursor, depth + 1)
            _close(cursor, token)
            return node
        case Kind.FIELD:
            return _fact(cursor, token)
        case Kind.WORD | Kind.PHRASE | Kind.REGEX:
            return _spoken(token, "")
    raise _misplaced(token)


def _near(cursor: Cursor, left: Node, depth: int) -> Node:
    token = cursor.take()
    if cursor.peek().kind is Kind.NOT:
        raise refuse(cursor.peek().column, "NEAR looks for words that are there; write "
                                           "NOT (a NEAR/4 b).")  # fmt: skip
    right = _part(cursor, depth)
    if cursor.peek().kind is Kind.NEAR:
        raise refuse(cursor.peek().column, "NEAR takes two sides; write (a NEAR/4 b) (b NEAR/4 c).")
    apart = int(token.text[:6])
    if not 1 <= apart <= MAX_NEAR:
        raise refuse(token.column, f"NEAR takes 1 to {MAX_NEAR} words, as in NEAR/10.")
    return Near(_side(left, token), _side(right, token), apart, token.column)


def _side(node: Node, near: Token) -> tuple[Words, ...]:
    """One side of NEAR: a word or phrase, or an OR of them."""
    parts = node.parts if isinstance(node, Or) else (node,)
    sides = tuple(part for part in parts if isinstance(part, Words) and not part.scope)
    if len(sides) < len(parts):
        raise refuse(near.column, "NEAR stands between words and phrases, or lists of them: "
                                  "(gallium OR germanium) NEAR/10 export*.")  # fmt: skip
    return sides


def _close(cursor: Cursor, opening: Token) -> None:
    if cursor.peek().kind is not Kind.CLOSE:
        raise refuse(opening.column, "this ( is never closed.")
    cursor.take()


def _spoken(token: Token, scope: str) -> Words | Regex:
    """A word, a phrase or a regular expression, checked."""
    if token.kind is Kind.REGEX:
        check_regex(token)
        return Regex(token.text, scope, token.column)
    if token.kind is Kind.PHRASE:
        check_phrase(token)
        return Words(token.text, True, scope, token.column)
    check_word(token)
    return Words(token.text, False, scope, token.column)


def _fact(cursor: Cursor, field: Token) -> Node:
    """One clause, or an OR of them where several values stand in parentheses."""
    check_field(field)
    if field.op not in (":", ":=") or cursor.peek().kind is not Kind.OPEN:
        return _clause(cursor, field)
    opening = cursor.take()
    parts = [_clause(cursor, field)]
    while cursor.peek().kind is Kind.OR:
        cursor.take()
        parts.append(_clause(cursor, field))
    if (left := cursor.peek()).kind not in (Kind.CLOSE, Kind.END):
        named = f"{field.text}{field.op}"
        raise refuse(left.column, f"only OR can stand between the values of {named} (for all of "
                                  f"them: {named}VALUE {named}VALUE).")  # fmt: skip
    _close(cursor, opening)
    return Or(tuple(parts)) if len(parts) > 1 else parts[0]


def _clause(cursor: Cursor, field: Token) -> Node:
    value, name = cursor.value(), field.text.lower()
    if not value.text.strip():
        raise refuse(value.column, f"a value has to follow {field.text}{field.op}")
    check_value(value, field)
    if name in SCOPES:
        return _spoken(value, name)
    if value.kind is Kind.REGEX:
        raise refuse(value.column, f"a regular expression looks at words and not at {name}; "
                                   f"write /{value.text}/ without {name}{field.op}")  # fmt: skip
    check_unit(value, cursor.peek(), name, field.op)
    return Clause(name, field.op, value.text, value.column)


def _joined(parts: list[Node], joints: list[tuple[Kind, int]]) -> Node:
    if len({kind for kind, _ in joints}) > 1:
        first = joints[0][0]
        at, column = next((at, it[1]) for at, it in enumerate(joints) if it[0] is not first)
        if len(parts) > MAX_SHOWN:  # the two readings of the place where they part
            parts, joints = parts[at - 1 : at + 2], joints[at - 1 : at + 1]
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


def _misplaced(token: Token) -> Exception:
    """The error for a token that cannot begin an operand."""
    match token.kind:
        case Kind.END:
            return refuse(token.column, "the rule ends where a word or a fact is expected.")
        case Kind.CLOSE:
            return refuse(token.column, "a word or a fact is expected before this ).")
        case Kind.NEAR:
            return refuse(token.column, "NEAR has to stand between two words.")
    return refuse(token.column, f"{token.text} has to stand between two facts or words.")
