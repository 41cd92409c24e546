"""The fields of the rule language: which there are, and which operator each of them takes."""

from difflib import get_close_matches

from bot.watches.scan import Token, refuse

SCOPES = ("title", "text")
WORDS = (
    "from", "to", "country", "product", "hs", "eccn", "type", "action", "status", "direction",
    "instrument", "tier", "source", "feed", "language",
)  # fmt: skip
NUMBERS = ("rate", "previous", "change", "duty", "money", "entities", "sources")
DAYS = ("effective", "expires", "deadline", "announced")
OTHER = ("after", "before", "missing")
ALL = WORDS + NUMBERS + DAYS + SCOPES + OTHER

# What every story states, so that nothing of it can be missing.
ALWAYS = ("type", "action", "status", "direction", "tier", "source", "feed", "sources")
MISSABLE = tuple(name for name in WORDS + NUMBERS + DAYS if name not in ALWAYS)

# Words that people write for a field of ours.
_MEANT = {
    "by": "from", "implementer": "from", "affected": "to", "target": "to", "against": "to",
    "goods": "product", "hts": "hs", "headline": "title", "body": "text", "since": "after",
    "until": "before", "lang": "language", "law": "instrument", "tariff": "rate", "percent": "rate",
    "expiry": "expires", "entity": "entities",
}  # fmt: skip


def check_field(token: Token) -> None:
    """Refuse a field that there is not, or one with an operator that it does not take."""
    field, colon = token.text.lower(), token.op in (":", ":=")
    if field not in ALL:
        near = get_close_matches(field, ALL, n=1)
        meant = _MEANT.get(field) or (near[0] if near else None)
        hint = f"did you mean {meant}?" if meant else f"there are {', '.join(ALL)}."
        raise refuse(token.column, f"there is no field {token.text}; {hint}")
    if field in NUMBERS and colon:
        raise refuse(token.column, f"{field} is a number and takes a comparison: {field}>=25.")
    if field in DAYS and colon:
        raise refuse(token.column, f"{field} is a date and takes a comparison: {field}<=30d.")
    if field not in NUMBERS + DAYS and not colon:
        raise refuse(token.column, f"{field} takes a colon, as in {field}:VALUE.")
    if field in SCOPES + OTHER and token.op == ":=":
        raise refuse(token.column, f"{field} takes a plain colon, as in {field}:VALUE.")
