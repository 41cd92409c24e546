"""What a rule needs to be said, for a full-text index: never less than what the rule takes. Pure.

The index finds candidates; the rule itself then decides.
"""

from collections.abc import Iterable

from bot.model.sought import All, Any_, Phrase, Sought
from bot.watches.tree import And, Near, Node, Or, Words
from bot.watches.words import Form, Token, is_east, readings


def sought(node: Node) -> Sought | None:
    """The words without which a rule cannot hold; None where it can hold without any."""
    match node:
        case Words():
            return _phrase(node)
        case Near(left, right):
            return _all([_any(map(sought, left)), _any(map(sought, right))])
        case And(parts):
            return _all([sought(part) for part in parts])
        case Or(parts):
            return _any(map(sought, parts))
    return None


def _phrase(node: Words) -> Sought | None:
    """Words as an index cuts them; none where it cuts otherwise than we do (Chinese)."""
    rows = [_row(row) for row in readings(node.text, node.literal)]
    return _any(rows) if len(rows) > 1 else rows[0]


def _row(row: tuple[Token, ...]) -> Sought | None:
    words = [token.text for token in row]
    if any(map(is_east, words)) or any(it.form is Form.PREFIX for it in row[:-1]):
        return None
    return Phrase(" ".join(words), prefix=row[-1].form is Form.PREFIX)


def _all(parts: Iterable[Sought | None]) -> Sought | None:
    needed = tuple(part for part in parts if part is not None)
    return (All(needed) if len(needed) > 1 else needed[0]) if needed else None


def _any(parts: Iterable[Sought | None]) -> Sought | None:
    found_ = tuple(parts)
    whole = tuple(part for part in found_ if part is not None)
    return None if len(whole) != len(found_) or not whole else Any_(whole)
