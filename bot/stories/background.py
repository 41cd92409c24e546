"""How rare a word is in news about trade: the background that likeness is weighed against.

`background.tsv` holds in how many of a set of reports a stem occurs; the first row has the number
of reports. They are trade news of 2018-2026, one report an item or, where several tell of one
measure, one a measure, so that a measure that was often told does not make its words common.
"""

from functools import lru_cache
from importlib.resources import files
from math import log

_UNSEEN = 1  # a stem that the background does not have is taken to occur in one report


@lru_cache(maxsize=1)
def _counts() -> dict[str, int]:
    rows = files(__package__).joinpath("background.tsv").read_text(encoding="utf-8").splitlines()
    return {stem: int(count) for stem, count in (row.split("\t") for row in rows)}


@lru_cache(maxsize=65536)
def rarity(stem: str) -> float:
    """Inverse document frequency: near 0 for the commonest stems, about 5 for unseen ones."""
    counts = _counts()
    return log((1 + counts[""]) / (1 + counts.get(stem, _UNSEEN)))
