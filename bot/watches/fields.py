"""The fields of the rule language: which there are, and which operator each of them takes."""

from difflib import get_close_matches

from bot.model.errors import TellUser
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
    "expiry": "expires", "entity": "entities", "publisher": "source", "outlet": "source",
    "sector": "product", "jurisdiction": "country", "date": "after", "published": "after",
    "points": "change", "amount": "money", "htsus": "hs", "cn8": "hs",
    "eccns": "eccn", "in": "country", "state": "status", "kind": "type", "category": "type",
}  # fmt: skip


def refuse_field(token: Token, name: str) -> TellUser:
    """The error for a field that there is not, with the one that is likely meant."""
    if name.upper() == "NEAR":
        return refuse(token.column, "NEAR takes a slash, as in tariff NEAR/10 steel.")
    near = get_close_matches(name.lower(), ALL, n=1)
    meant = _MEANT.get(name.lower()) or (near[0] if near else None)
    if meant:
        return refuse(token.column, f"there is no field {name}; did you mean {meant}?")
    fields = ", ".join(ALL)
    said = f"there is no field {name or 'without a name'}; there are {fields}."
    return refuse(token.column, f"{said} Words with a colon stand in quotation marks.")


def check_field(token: Token) -> None:
    """Refuse a field that there is not, or one with an operator that it does not take."""
    field, colon = token.text.lower(), token.op in (":", ":=")
    if field not in ALL:
        raise refuse_field(token, token.text)
    if field in NUMBERS and colon:
        raise refuse(token.column, f"{field} is a number and takes a comparison: {field}>=25.")
    if field in DAYS and colon:
        raise refuse(token.column, f"{field} is a date and takes a comparison: {field}<=30d.")
    if field not in NUMBERS + DAYS and token.op == "!=":
        raise refuse(token.column, f"{field} takes a colon; write NOT {field}:VALUE.")
    if field not in NUMBERS + DAYS and not colon:
        raise refuse(token.column, f"{field} takes a colon, as in {field}:VALUE.")
    if field in SCOPES + OTHER and token.op == ":=":
        raise refuse(token.column, f"{field} takes a plain colon, as in {field}:VALUE.")
