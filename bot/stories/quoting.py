"""The sentence that a value was read from, short enough to be shown beside it. Pure."""

from functools import lru_cache

from bot.model.event import Evidence
from bot.model.item import Item
from bot.text.sentences import Spans, sentences

LONGEST = 200
_MARK = "…"


def sentence(item: Item, evidence: Evidence) -> str:
    """The sentence around a piece of evidence, verbatim but for space, cut around it if long."""
    body = item.body
    start, end = _spans(body).around(min(evidence.start, max(0, len(body) - 1)))
    whole = body[start:end]
    if len(_tidy(whole)) <= LONGEST:
        return _tidy(whole)
    return _cut(whole, evidence.start - start, evidence.end - start)


@lru_cache(maxsize=64)
def _spans(body: str) -> Spans:
    return sentences(body, body.lower())


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _cut(whole: str, start: int, end: int) -> str:
    """A window of the sentence that holds the evidence, cut between words."""
    room = LONGEST - 2 * len(_MARK)
    left = max(0, min(start - (room - (end - start)) // 2, len(whole) - room))
    piece = whole[left : left + room]
    before, after = left > 0, left + room < len(whole)
    if before and " " in piece[: room // 2]:
        piece = piece[piece.index(" ") + 1 :]
    if after and " " in piece[len(piece) // 2 :]:
        piece = piece[: piece.rindex(" ")]
    return f"{_MARK if before else ''}{_tidy(piece)}{_MARK if after else ''}"
