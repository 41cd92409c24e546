"""Bytes to clean text: what encoding a document is in, whatever it says of itself (P4).

A byte order mark, then *valid UTF-8 wins*, then the server's charset, then the XML declaration;
labels mean what browsers take them to mean (WHATWG Encoding), and only codecs on the list run.
"""

import codecs
import re

_SINGLE = {
    **{f"windows-125{n}": f"cp125{n}" for n in range(9)},
    **{f"cp125{n}": f"cp125{n}" for n in range(9)},
    **{f"x-cp125{n}": f"cp125{n}" for n in range(9)},
    **{f"iso-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}
_LABELS = {
    **_SINGLE,
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "x-unicode20utf8": "utf-8",
    "us-ascii": "cp1252", "ascii": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "l1": "cp1252",
    "ansi_x3.4-1968": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254", "latin2": "iso8859_2",
    "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874", "latin9": "iso8859_15",
    "iso8859-2": "iso8859_2", "iso8859-15": "iso8859_15", "iso-8859-8-i": "iso8859_8",
    "koi8-r": "koi8_r", "koi8": "koi8_r", "koi8-u": "koi8_u", "ibm866": "cp866", "cp866": "cp866",
    "macintosh": "mac_roman", "mac": "mac_roman", "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic", "ibm037": "cp037", "cp037": "cp037", "ebcdic-cp-us": "cp037",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030",
    "chinese": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz", "cp936": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "cp950": "cp950",
    "euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp_2", "sjis": "cp932",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932",
    "windows-31j": "cp932", "cp932": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "korean": "cp949", "windows-949": "cp949",
    "cp949": "cp949", "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "utf-32": "utf-32-le", "utf-32le": "utf-32-le", "utf-32be": "utf-32-be",
}  # fmt: skip
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
    (re.compile(rb"[<{]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[<{]"), "utf-32-be"),
    (re.compile(rb"[<{]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[<{]\0[^\0]"), "utf-16-be"),
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
            return codec, 0
    return None


def _candidates(body: bytes, content_type: str) -> list[str]:
    """Codecs that the server and the document name, in that order."""
    sent = _CHARSET.search(content_type)
    declared = _DECLARED.match(body[:1024].lstrip())
    labels = [sent[1]] if sent else []
    labels += [declared[1].decode("ascii")] if declared else []
    found = [_LABELS.get(label.lower()) for label in labels]
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
    wide = [codec for codec in candidates if codec not in _SINGLE.values() and codec != "utf-8"]
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
