"""Where sentences and clauses begin and end; abbreviations do not end a sentence."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"[.!?](?=[\"')\]]*\s)|[\n。！？；]")
# What may stand before a full stop inside a sentence.
_SHORT = frozenset(
    (
        "u.s", "u.k", "u.n", "e.u", "no", "nos", "mr", "mrs", "ms", "dr", "st", "jr", "sr",
        "inc", "corp", "ltd", "co", "vs", "approx", "art", "sec", "para", "reg", "fed", "jan",
        "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "gen",
        "sen", "rep", "gov", "prof", "fig", "vol", "ch", "cf", "etc", "a.m", "p.m", "e.g", "i.e",
        "e.o", "supp", "s.i", "rs", "s.korea", "d.c",
    )
)  # fmt: skip
_WORD = re.compile(r"[\w.]{1,12}$")
# Every alternative begins with a plain character, so that most places cost nothing.
_CLAUSE = re.compile(
    r";|:\s| - |,(?=[\u4e00-\u9fff])"
    r"|,(?= (?:while|but|and|with|as|after|when|although|though|citing|which|who|whose|where"
    r"|because|since|so|or|before|even|despite|according|compared)\b)"
    r"| (?<! or )(?=(?:while|whereas|although|amid|because|after(?! midnight)|before|when|if|unless"
    r"|until after)\b)"
    r"| (?=as (?!much|high|many|low|well|of|from|part|a |an |per|if|to|planned|amended))"
    r"(?<!such )(?<!same )(?<!well )(?<!much )(?<!high )(?<!many )(?<!low )(?<!little )(?<!far )"
)


@dataclass(frozen=True, slots=True)
class Spans:
    """Consecutive spans that cover the text: the start of each, in order."""

    starts: tuple[int, ...]
    end: int

    def at(self, position: int) -> int:
        """The number of the span that holds a position."""
        return bisect_right(self.starts, position) - 1

    def bounds(self, number: int) -> tuple[int, int]:
        """Start and end of a span."""
        after = self.starts[number + 1] if number + 1 < len(self.starts) else self.end
        return self.starts[number], after

    def around(self, position: int) -> tuple[int, int]:
        """Start and end of the span that holds a position."""
        starts = self.starts
        after = bisect_right(starts, position)
        return starts[after - 1], starts[after] if after < len(starts) else self.end

    def __len__(self) -> int:
        return len(self.starts)


def sentences(text: str, lower: str) -> Spans:
    """The sentences of a text; the title is the first line and a sentence of its own."""
    starts = [0]
    for found in _END.finditer(text):
        end = found.end()
        if end < len(text) and (text[found.start()] != "." or _ends(text, lower, found.start())):
            starts.append(end)
    return Spans(tuple(_broken(starts, len(text), _LONGEST_SENTENCE)), len(text))


# Nothing that is written to be read is longer; what is not must not cost more than it is long.
_LONGEST_SENTENCE = 3000
_LONGEST_CLAUSE = 600


def _broken(starts: list[int], end: int, longest: int) -> Iterator[int]:
    """The starts, with breaks put into spans that are too long."""
    for start, after in zip(starts, [*starts[1:], end], strict=True):
        yield from range(start, max(after, start + 1), longest)


def _ends(text: str, lower: str, dot: int) -> bool:
    word = _WORD.search(lower, max(0, dot - 12), dot)
    last = word[0] if word else ""
    follows = text[dot + 1 : dot + 4].lstrip("\"') ]")
    if len(last) == 1 and last.isalpha():
        return False
    if last.isdigit() and lower[max(0, dot - len(last) - 1) : dot - len(last)] in ("", "\n"):
        return False  # the number of an entry in a list
    if last in _SHORT:
        return (
            last in ("u.s", "u.k", "e.u", "a.m", "p.m")
            and follows[:1].isupper()
            and _fresh(text, dot + 1)
        )
    return not follows[:1].islower()


_OPENER = re.compile(r"\s*(?:The|A|An|It|In|On|But|And|He|She|They|This|That|For|At)\b")


def _fresh(text: str, at: int) -> bool:
    """Whether a new sentence seems to begin after an abbreviation ("... the U.S. The duty ...")."""
    return _OPENER.match(text, at) is not None


def clauses(lower: str, within: Spans) -> Spans:
    """The clauses of a text: every sentence boundary and every turn inside a sentence."""
    inner = {found.end() for found in _CLAUSE.finditer(lower)}
    starts = sorted(inner.union(within.starts) - {within.end})
    return Spans(tuple(_broken(starts, within.end, _LONGEST_CLAUSE)), within.end)
