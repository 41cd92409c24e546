"""What stands behind `/trade` in pieces: words, and `key:value` as people write it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 4000  # characters that are read

# With `should_escape` Slack sends people, groups, channels and links as ids and addresses:
# https://docs.slack.dev/interactivity/implementing-slash-commands#creating_commands
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_REFERENCE = re.compile(r"<(?:#|@|!subteam\^)([A-Z0-9]{2,32})(?:\|[^<>]{0,300})?>")
_ADDRESS = re.compile(r"<(https?://[^\s|<>]{1,2000})(?:\|[^<>]{0,2000})?>")
_QUOTES = str.maketrans("“”„‟«»", '""""""')

_PIECE = re.compile(r'(?:[^\s"]|"[^"]*"|"(?=[^"]*\Z))+')
_KEYED = re.compile(r"(?:--|—)?([A-Za-z][A-Za-z_-]{0,31})[:=](?!//)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """One word as it was typed, or `key:value`; quotes still stand around what is quoted."""

    raw: str
    key: str = ""  # as options are called: small letters, underscores
    value: str = ""  # what follows the key

    @property
    def word(self) -> str:
        """The word, without quotes around all of it."""
        return unquoted(self.raw)


def pieces(text: str) -> list[Piece]:
    """The pieces of what was typed, entities and Slack's references read."""
    plain = _REFERENCE.sub(r"\1", _ADDRESS.sub(r"\1", text[:LONGEST]))
    plain = _ENTITY.sub(lambda found: _ENTITIES[found.group()], plain)
    return list(map(_piece, _PIECE.findall(plain.translate(_QUOTES))))


def _piece(raw: str) -> Piece:
    keyed = _KEYED.fullmatch(raw)
    if keyed is None:
        return Piece(raw)
    return Piece(raw, keyed[1].lower().replace("-", "_"), keyed[2])


def unquoted(text: str) -> str:
    """The text without the quotes that stand around all of it."""
    inner = text[1:-1]
    return inner if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in inner else text


def joined(raws: Iterator[str] | list[str]) -> str:
    """What belongs together as it was typed: quotes around all of it are none of it."""
    return unquoted(" ".join(raws)).strip()
