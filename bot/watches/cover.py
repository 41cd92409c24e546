"""Under which keys a rule is filed: at least one of them is there whenever the rule can hold.

Each entry is one or two keys that are needed together; the rarest are taken. A rule that no key
covers (an expression alone) has none, and is asked every time.
"""

from collections.abc import Callable, Sequence

from bot.watches.common import FACTS, WORDS
from bot.watches.tree import And, Node, Or

Entry = tuple[str, ...]
Need = Callable[[Node], Sequence[Entry] | None]  # of a leaf: alternatives, each a row of keys
Rarity = Callable[[str], float]

_INNER = (And, Or)
_UNKNOWN_WORD, _UNKNOWN_FACT = 0.004, 0.05


def expected(key: str) -> float:
    """How often a key is satisfied, as a share of items: a guess that only costs time if wrong."""
    if key[0] in "~=*":
        return WORDS.get(key[1:], _UNKNOWN_WORD) * (3 if key[0] == "*" else 1)
    return FACTS.get(key, FACTS.get(key.partition(":")[0], _UNKNOWN_FACT))


def cover(node: Node, need: Need, often: Rarity) -> list[Entry] | None:
    """The cheapest entries of a rule whose NOTs stand before leaves; None where there are none."""
    if not isinstance(node, _INNER):
        rows = need(node)
        return None if rows is None else [_two(row, often) for row in rows]
    if isinstance(node, And):
        return _of_all([cover(part, need, often) for part in node.parts], often)
    entries: list[Entry] = []
    for part in node.parts:
        some = cover(part, need, often)
        if some is None:
            return None
        entries += some
    return entries


def _two(keys: Sequence[str], often: Rarity) -> Entry:
    if len(keys) == 1:
        return (keys[0],)
    if len(keys) == 2 and keys[0] != keys[1]:
        one, other = sorted(keys)
        return (one, other) if often(one) <= often(other) else (other, one)
    return tuple(sorted(sorted(set(keys)), key=often)[:2])


def _of_all(covers: list[list[Entry] | None], often: Rarity) -> list[Entry] | None:
    """Of parts that all have to hold: the cheapest part's entries, narrowed by a needed key."""
    there = [entries for entries in covers if entries]
    if not there:
        return None
    needed = [key for entries in there if len(entries) == 1 for key in entries[0]]
    if needed and len(needed) >= 2 and all(len(entries) == 1 for entries in there):
        return [_two(needed, often)]
    choices = [[_two((*entry, *needed), often) for entry in it] for it in there if len(it) > 1]
    if needed:
        choices.append([_two(needed, often)])
    return min(choices, key=lambda entries: sum(_cost(entry, often) for entry in entries))


def _cost(entry: Entry, often: Rarity) -> float:
    """Chance that the entry's rule has to be looked at, and a little for its place in the index."""
    chance = often(entry[0])
    return chance * (often(entry[1]) if len(entry) > 1 else 1.0) + chance * 0.02
