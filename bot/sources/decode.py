"""Bytes to clean text: what encoding a document is in, whatever it says of itself (P4).

A byte order mark, then *valid UTF-8 wins*, then the server's charset, then the XML declaration;
labels mean what browsers take them to mean (WHATWG Encoding), and only codecs on the list run.
"""

import codecs
import re

from bot.sources.labels import EBCDIC, SINGLE, codec_of

_ESCAPED = frozenset(("iso2022_jp_2", "hz"))  # seven-bit: looks like valid UTF-8 and is not
_WIDE = frozenset(("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# XML 1.0, appendix F: how "<?xm", "<" or "{" begins without a mark.
_SHAPES = (
    (re.compile(rb"(?:\s\0\0\0){0,64}[<{\[]\0\0\0"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0\s){0,64}\0\0\0[<{\[]"), "utf-32-be"),
    (re.compile(rb"(?:\s\0){0,64}[<{\[]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"(?:\0\s){0,64}\0[<{\[]\0[^\0]"), "utf-16-be"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']\s{0,9}([A-Za-z0-9._:-]{1,40})"
)
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NEWLINE = re.compile("\r\n?")
_STRAY = 0.05  # this share of the characters beyond ASCII may be broken in a UTF-8 document


def text_of(body: bytes, content_type: str = "") -> str:
    """The document as clean text: no control characters, no lone surrogates, `\\n` for newlines."""
    marked = _marked(body)
    if marked is not None:
        codec, start = marked
        return clean(body[start:].decode(codec, "replace"))
    return clean(_decoded(body, _candidates(body, content_type)))


def clean(text: str) -> str:
    """Text without the characters that XML does not know."""
    return _NEWLINE.sub("\n", _ILLEGAL.sub("", text))


def _marked(body: bytes) -> tuple[str, int] | None:
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return codec, len(mark)
    for shape, codec in _SHAPES:
        if shape.match(body):
            return (_ebcdic(body) if codec in EBCDIC else codec), 0
    return None


def _ebcdic(body: bytes) -> str:
    """Which of IBM's code pages: they have the letters of the declaration in common."""
    declared = _DECLARED.match(body[:1024].decode("cp037").encode("ascii", "replace"))
    codec = codec_of(declared[1].decode("ascii")) if declared else None
    return codec if codec in EBCDIC else "cp037"


def _candidates(body: bytes, content_type: str) -> list[str]:
    """Codecs that the server and the document name, in that order."""
    sent = _CHARSET.search(content_type)
    declared = _DECLARED.match(body[:1024].lstrip())
    labels = [sent[1]] if sent else []
    labels += [declared[1].decode("ascii")] if declared else []
    found = [codec_of(label) for label in labels]
    return [codec for codec in found if codec is not None and codec not in _WIDE]


def _decoded(body: bytes, candidates: list[str]) -> str:
    if b"\x1b$" in body or b"~{" in body:
        candidates = [name for name in candidates if name in _ESCAPED] + candidates
        if candidates and candidates[0] in _ESCAPED:
            return body.decode(candidates[0], "replace")
    utf8 = _as_utf8(body, sure=not set(candidates) - {"utf-8"})
    if utf8 is not None:
        return utf8
    for codec in candidates:
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    wide = [codec for codec in candidates if codec not in SINGLE and codec != "utf-8"]
    return body.decode(wide[0] if wide else "cp1252", "replace")


def _as_utf8(body: bytes, sure: bool) -> str | None:
    """The body read as UTF-8, stray bytes as Windows-1252; None if it is not UTF-8.

    `sure`: nobody says that it is anything else, so one stray byte is no sign that it is.
    """
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    kept = body.decode("utf-8", "surrogateescape")
    broken = len(_BROKEN.findall(kept))
    sound = len(_BEYOND.findall(kept))
    if broken > max(float(sure), sound * _STRAY) or not sound:
        return None
    return _BROKEN.sub(lambda found: _byte(found[0]).decode("cp1252", "replace"), kept)


_BROKEN = re.compile("[\udc80-\udcff]")
_BEYOND = re.compile("[^\x00-\x7f\udc80-\udcff]")


def _byte(character: str) -> bytes:
    return character.encode("utf-8", "surrogateescape")
