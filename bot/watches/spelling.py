"""What a word, a phrase or an expression of a rule may look like; a refusal says what to write."""

import re
from functools import lru_cache

import re2

from bot.watches.fields import DAYS, NUMBERS, refuse_field
from bot.watches.scan import Kind, Token, refuse
from bot.watches.words import MIN_PREFIX, found, is_east, letters, spans

# Signs that other rule languages give a meaning; as plain characters of a word they would be lost.
_FOREIGN = re.compile(r"[~^!+?&|{}\[\]<>=;\\]|(?<!\d),|,(?!\d)")
_OTHER_NEAR = re.compile(r"(?i)(?:o?near[/~]?|(?:w|pre|adj|within)/)(\d{1,3})")  # LexisNexis, ...
_OPERATORS = {"&&": "AND", "&": "AND", "||": "OR", "|": "OR", ",": "OR", ";": "OR"}
_UNIT_WORDS = (
    "bn b m mn k tn billion million trillion thousand % percent points pp d days usd eur gbp "
    "cny jpy rmb yuan dollars euros yen day weeks week"
)
_UNITS = frozenset(_UNIT_WORDS.split())
MAX_PHRASE = 20  # words
MAX_WORD = 100  # characters
MAX_PATTERN = 1_000  # characters of a regular expression
MAX_PROGRAM = 1 << 20  # bytes of a compiled expression; RE2 refuses what needs more


def check_word(token: Token) -> None:
    """Refuse what is no word: another language's operator, a star in the wrong place."""
    word = token.text
    if word.upper() in ("AND", "OR", "NOT") or re.fullmatch(r"(?i)near(/\d+)?", word):
        raise refuse(token.column, f"write {word.upper()} in capitals.")
    if near := _OTHER_NEAR.fullmatch(word):
        raise refuse(token.column, f'write NEAR/{near[1]} for words that stand near; as a word it '
                                   f'stands in quotation marks: "{word}".')  # fmt: skip
    if word[0] in "'‘`":
        raise refuse(token.column, f"phrases stand in double quotation marks, not in {word[0]}.")
    if (colon := word.find(":")) >= 0 and not word[:colon].isdigit():
        raise refuse_field(token, word[:colon])
    if sign := _FOREIGN.search(word):
        name = _OPERATORS.get(word.strip("*") if len(word) < 3 else sign[0])
        hint = f"write {name}" if name else f'put it in quotation marks: "{word}"'
        raise refuse(token.column + sign.start(), f"{sign[0]} has no meaning in a word; {hint}.")
    _check_stars(token)


def check_phrase(token: Token) -> None:
    """Refuse a phrase without a word, or a star that stands before letters."""
    _check_stars(token)
    if len(found(token.text)) > MAX_PHRASE:
        raise refuse(token.column, f"a phrase has at most {MAX_PHRASE} words.")


def _check_stars(token: Token) -> None:
    text = token.text
    ends = {end: text[start:end] for start, end in spans(text)}
    if any(len(word) > MAX_WORD for word in ends.values()):
        raise refuse(token.column, f"a word has at most {MAX_WORD} characters.")
    if not ends:
        raise refuse(token.column, f"there is no word in {text or 'empty quotation marks'}.")
    for at, char in enumerate(text):
        if char == "*":
            _check_star(token, ends.get(at), text[at + 1 : at + 2])


def _check_star(token: Token, stem: str | None, after: str) -> None:
    if stem is None or after.isalnum():
        raise refuse(token.column, "a star stands at the end of a word, as in retaliat*.")
    if is_east(stem):
        raise refuse(token.column, f"no star is needed after {stem}: it is found inside any row of "
                                   "characters.")  # fmt: skip
    if letters(stem) < MIN_PREFIX:
        raise refuse(token.column, f"{stem}* would take too many words: a star needs at least "
                                   f"{MIN_PREFIX} letters before it.")  # fmt: skip


def check_regex(token: Token) -> None:
    """Refuse an expression that RE2 cannot run in linear time, or that takes everything."""
    if len(token.text) > MAX_PATTERN:
        raise refuse(token.column, f"a regular expression has at most {MAX_PATTERN} characters.")
    try:
        expression = compiled(token.text)
    except re2.error as error:
        said = error.args[0] if error.args else error
        said = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise refuse(token.column, f"this expression cannot be run in linear time (RE2): {said}."
                     ) from None  # fmt: skip
    except UnicodeEncodeError:
        raise refuse(token.column, "this expression holds half a character.") from None
    if expression.search("") is not None:
        raise refuse(token.column, "this expression takes any text, since it takes an empty one.")


@lru_cache(maxsize=4_096)
def compiled(pattern: str) -> "re2._Regexp":
    """An expression, deaf to case unless it says `(?-i)`. Raises re2.error."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = MAX_PROGRAM
    return re2.compile(pattern.replace("\\/", "/"), options)


def check_value(value: Token, field: Token) -> None:
    """Refuse a NOT where a value is expected: `from:-CN`, `title:(NOT court)`."""
    sign = value.text if value.text in ("AND", "OR", "NOT") else value.text[0]
    if value.kind is not Kind.WORD or sign not in ("-", "!", "AND", "OR", "NOT"):
        return
    if sign == "-" and field.text.lower() in NUMBERS + DAYS:
        return  # below zero: refused as a number
    named = f"{field.text}{field.op}{value.text[1:] if sign in '-!' else 'VALUE'}"
    if sign in ("AND", "OR"):
        raise refuse(
            value.column, f"{sign} stands where a value of {field.text}{field.op} is expected."
        )
    raise refuse(value.column, f"NOT stands before the field; write NOT {named}")


def check_unit(value: Token, after: Token, field: str, op: str) -> None:
    """Refuse `money>=5 bn`, where bn would be a word to look for."""
    stray = after.kind is Kind.WORD and after.text.lower().strip(".") in _UNITS
    if stray and field in NUMBERS + DAYS and value.kind is Kind.WORD:
        whole = f"{value.text} {after.text}"
        raise refuse(after.column, f'the unit belongs to the number; write {field}{op}"{whole}".')
