"""What a label of an encoding means: as browsers take it, then as the old code pages.

https://encoding.spec.whatwg.org/#names-and-labels. Only codecs that turn bytes into text are known
here: Python's registry also holds `zlib_codec`, `punycode` and others that a label could call.
"""

from encodings import normalize_encoding
from encodings.aliases import aliases

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
SINGLE = frozenset(_SINGLE.values())  # of one byte a character, and sure to know most bytes
# Code pages that browsers do not know and a feed of the last century may be in.
_OLD = frozenset(
    (
        *("cp273", "cp424", "cp437", "cp500", "cp720", "cp737", "cp775", "cp850", "cp852", "cp855"),
        *("cp856", "cp857", "cp858", "cp860", "cp861", "cp862", "cp863", "cp864", "cp865", "cp866"),
        *("cp869", "cp874", "cp875", "cp1006", "cp1026", "cp1125", "cp1140", "hp_roman8", "johab"),
        *("koi8_t", "kz1048", "mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "ptcp154"),
        *("mac_roman", "mac_turkish", "koi8_r", "big5hkscs", "euc_jis_2004", "shift_jis_2004"),
        *("iso2022_kr", "iso2022_jp_ext", "cp037"),
    )
)
EBCDIC = frozenset(("cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"))


def codec_of(label: str) -> str | None:
    """The codec that a label names; None where it names none that a feed may be in."""
    label = label.lower()
    if label in _LABELS:
        return _LABELS[label]
    name = normalize_encoding(label.replace("-", "_"))
    name = aliases.get(name, name).replace("maccentraleurope", "mac_latin2")
    if name in _OLD:
        return name
    dashed = name.replace("_", "-")  # "windows_1251" and "iso8859_5" as they are meant
    return _LABELS.get(dashed) or _LABELS.get(dashed.replace("iso8859-", "iso-8859-"))
