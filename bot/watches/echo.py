"""A rule as the bot understood it: names as codes and keys, to be shown to who wrote it."""

from dataclasses import replace

from bot.watches.fields import NUMBERS
from bot.watches.known import LISTS, Known, fold
from bot.watches.limits import number
from bot.watches.tree import And, Clause, Node, Not, Or
from bot.watches.values import accepted


def echo(node: Node, known: Known) -> str:
    """The canonical writing of a rule that was checked: `from:Chinese` is `from:CN`."""
    return str(_understood(node, known))


def _understood(node: Node, known: Known) -> Node:
    match node:
        case Not(part):
            return Not(_understood(part, known))
        case And(parts):
            return And(tuple(_understood(part, known) for part in parts))
        case Or(parts):
            return Or(tuple(_understood(part, known) for part in parts))
        case Clause():
            return replace(node, value=_value(node, known))
        case _:
            return node


def _value(clause: Clause, known: Known) -> str:
    name = fold(clause.value)
    match clause.field:
        case "from" | "to" | "country":
            return known.places[name]
        case "product":
            return known.products[name]
        case "instrument":
            return known.instruments.get(name) or known.instrument(clause.value) or clause.value
        case "hs" | "eccn":
            return next(iter(accepted(clause, known))).upper()
        case field if field in LISTS:
            return next(iter(accepted(clause, known)))
        case field if field in NUMBERS:
            limit = number(clause)
            return f"{_short(limit.number)}{limit.unit}"
        case _:
            return clause.value


def _short(amount: float) -> str:
    """`5bn`, `1.5m`, `400`."""
    for sign, scale in (("bn", 1e9), ("m", 1e6)):
        if amount >= scale:
            return f"{amount / scale:.12g}{sign}"
    return f"{amount:.12g}"
