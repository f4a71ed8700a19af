"""Bytes to text: Unicode first, then what the file says of itself, then the encoding that reads most like a language."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import charset_normalizer
import ftfy.bad_codecs  # noqa: F401  (registers sloppy-windows-1252, which reads what browsers read)

from pipeline.errors import StatementError

_WHOLE = 1 << 14  # up to this many bytes are judged whole, larger files by samples
_PIECE = 1 << 11
_PIECES = 24
_NO_CONTROL = 0.005  # a text file has a stray control character at most, a binary file one byte in ten
_SUFFICES = 0.15  # below this score no encoding reads like a language
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,30})|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""",
    re.IGNORECASE,
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SEVERAL_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_ESCAPED = re.compile(rb"\x1b(?:\$[@AB)]|\([BIJ])")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_OF_ONE_LETTER = frozenset("àáâåèéêìíòóôùúøöý")
_LETTER_DIGIT = re.compile(r"[^\W\d_\x00-\x7f]\d")
_PUNCTUATION = frozenset("‘’“”‚„«»‹›–—…•·°§№€£©®™½¼¾¡¿\xa0　。，、；：？！（）「」『』《》〈〉【】")

# Names under which browsers read a larger encoding (WHATWG Encoding Standard): old pages rely on it.
_WIDER = {
    "iso8859-1": "sloppy-windows-1252", "ascii": "sloppy-windows-1252", "cp1252": "sloppy-windows-1252",
    "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "hz": "hz", "shift_jis": "cp932", "euc_kr": "cp949",
    "big5": "big5hkscs",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Encoding:
    """An encoding and the letters beyond ASCII that are most frequent in the languages that are written in it."""

    codec: str
    scripts: tuple[str, ...]
    frequent: frozenset[str]


def _encoding(codec: str, scripts: str, frequent: str) -> _Encoding:
    return _Encoding(codec, tuple(scripts.split()), frozenset(frequent))


_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбч"
_WESTERN = "éèàêçôîùâûüöäßñáíóúåøæãõëïÉÖÜÄ"
_CENTRAL = "ąćęłńóśźżáčéěíňřšťúůýžöüőűăîâŁŚŻČŠŽ"
_ENCODINGS = (
    _encoding("cp1252", "LATIN", _WESTERN),
    _encoding("gb18030", "CJK", (
        "的一国中是在和不人有大这为上会发展关合作平以方对我们他个了年家民美主部来政要经外表交友时地成问题两全日本于到国际系"
        "记者华总理统言访李王张刘陈杨赵黄周吴徐孙习近江胡锦涛温克强邓小毛泽东京北海议定安战争代工出行社生也多分就可后自法"
        "前事世界提持支解决同说明反力量加强重进实现将及与从使或等共事务双边各"
    )),
    _encoding("cp1251", "CYRILLIC", _RUSSIAN),
    _encoding("koi8-r", "CYRILLIC", _RUSSIAN),
    _encoding("cp866", "CYRILLIC", _RUSSIAN),
    _encoding("iso8859-5", "CYRILLIC", _RUSSIAN),
    _encoding("koi8-u", "CYRILLIC", "оаинтевірсклудпмязьгїєґ"),
    _encoding("big5hkscs", "CJK", (
        "的一是不在有人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過民前面說而部長家行學者"
        "關後法方開華經外交臺灣總統議定問題兩全日本際係記與從使或將及和平表示政府北京東海美英軍事"
    )),
    _encoding("cp932", "HIRAGANA KATAKANA CJK", (
        "のにはをたがでとしれさあいるなもからことっりきまつくらてょんスンルトラリイアシー日本国大人年会一の中政府首相外務省"
    )),
    _encoding("euc_jp", "HIRAGANA KATAKANA CJK", (
        "のにはをたがでとしれさあいるなもからことっりきまつくらてょんスンルトラリイアシー日本国大人年会一の中政府首相外務省"
    )),
    _encoding("cp949", "HANGUL", (
        "이다는에의가을한고하지로를기도은사해대있인자리서나정어시과그일들부전민국조선제으주수보장성동아공화라한미북남위관계"
    )),
    _encoding("cp1250", "LATIN", _CENTRAL),
    _encoding("iso8859-2", "LATIN", _CENTRAL),
    _encoding("cp1254", "LATIN", "ğışçöüİŞÇÖÜâ"),
    _encoding("cp1252", "LATIN", "áéíóúýþæöðÁÉÍÓÚÞÆÖ"),
    _encoding("cp1257", "LATIN", "āčēģīķļņšūžąęėįųõäöü"),
    _encoding("cp1253", "GREEK", "αοιετσνηυρπκμλςίόάέήύώ"),
    _encoding("cp1255", "HEBREW", "יוהלאתרבמשנםדעקחפכ"),
    _encoding("cp1256", "ARABIC", "اليمونتربةعدسفهكقحأجو"),
)  # fmt: skip
_LAST_RESORT = [one.codec for one in _ENCODINGS if one.codec not in ("big5hkscs", "koi8-u")] + ["mac_roman", "big5"]


def decode(data: bytes, file: str) -> str:
    """Decode a file's bytes and make its line ends plain.

    In this order: a byte-order mark; UTF-16 and UTF-32 without one; UTF-8, where a rare stray byte is read as
    windows-1252; the charset that an HTML or XML file declares; the encoding whose reading has most frequent letters of
    its languages and fewest symbols and mixed scripts within words.

    Raises:
        StatementError: The bytes are no text, or are in no encoding that can be told.
    """
    text = _marked(data) or _wide(data, file)
    if text is None:
        _refuse_binary(data, file)
        text = _utf8(data)
    if text is None:
        text = _declared(data)
    if text is None:
        text = _detected(data, file)
    if "\x00" in text:
        raise _no_text(file, "null bytes")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(data: bytes) -> str | None:
    if data.startswith(codecs.BOM_UTF8):
        return _utf8(data[3:])
    for mark, codec in (
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, errors="replace")
            # A mark may be chance: then the rest is no text, and detection says what it is.
            return text if _is_text(text[:_PIECE]) else None
    return None


def _wide(data: bytes, file: str) -> str | None:
    """Decode UTF-16 and UTF-32 that lack a byte-order mark, which null bytes give away."""
    if b"\x00" not in data:
        return None
    head = data[: _PIECE & ~3]
    for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        sample = head.decode(codec, errors="replace")
        if _is_text(sample) and "\x00" not in sample:
            text = data.decode(codec, errors="replace")
            if "\x00" not in text:
                return text
    raise _no_text(file, "null bytes")


def _is_text(sample: str) -> bool:
    """Tell whether at most one character in twenty is none that a text has."""
    odd = sum(
        one == "�" or (unicodedata.category(one) in ("Cc", "Cn", "Co", "Cs") and one not in "\t\n\r\f\x0b")
        for one in sample
    )
    return odd * 20 <= len(sample) and _one_script(sample)


def _one_script(sample: str) -> bool:
    """Tell text from bytes that were taken two by two by mistake, which gives rare characters of many scripts."""
    letters = [one for one in sample if not one.isspace()]
    if sum(one.isascii() for one in letters) * 2 >= len(letters):
        return True
    scripts = Counter(
        unicodedata.name(one, "none").split()[0] for one in letters if one.isalpha() and not one.isascii()
    )
    script, count = scripts.most_common(1)[0] if scripts else ("none", 0)
    if script == "CJK":
        common = sum(_is_common(one) for one in letters)
        japanese = scripts["HIRAGANA"] + scripts["KATAKANA"]
        return (common + japanese) * 10 >= 7 * len(letters)
    return count * 10 >= 7 * scripts.total() and script != "none"


def _refuse_binary(data: bytes, file: str) -> None:
    sample = _sample(data)
    if len(_CONTROL.findall(sample)) > max(1, _NO_CONTROL * len(sample)):
        raise _no_text(file, "control characters")


def _no_text(file: str, held: str) -> StatementError:
    return StatementError(file, "file", f"holds {held}, so it is no text", "convert it to UTF-8 text")


def _utf8(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        sample = _sample(data)
        whole = _SEVERAL_BYTES.findall(sample)
        stray = len(_HIGH.findall(_SEVERAL_BYTES.sub(b"", sample)))
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data" and whole:
            return data[: error.start].decode("utf-8")
        return data.decode("utf-8", errors="demarche-stray-byte") if stray * 5 <= len(whole) and whole else None
    if _ESCAPED.search(data[:_WHOLE]):
        for codec in ("iso2022_jp_2", "iso2022_kr"):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                continue
    return text


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    # One byte at a time: those after it may begin a whole character.
    return error.object[error.start : error.start + 1].decode("sloppy-windows-1252"), error.start + 1


codecs.register_error("demarche-stray-byte", _stray_byte)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_PIECE])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii", errors="replace")
    try:
        known = codecs.lookup(name).name
        text = data.decode(_WIDER.get(known, known))
    except (LookupError, UnicodeError, ValueError):
        return None  # unknown or untrue: old pages often name the encoding of another page
    # `LookupError` above also covers codecs that give no text, such as base64.
    return text if _is_text(text[:_PIECE]) else None


def _detected(data: bytes, file: str) -> str:
    sample = _sample(data)
    scored = sorted(
        ((_score(sample, encoding), -order, encoding.codec) for order, encoding in enumerate(_ENCODINGS)), reverse=True
    )
    best, _, codec = scored[0]
    if best < _SUFFICES:
        match = charset_normalizer.from_bytes(sample[:_WHOLE], cp_isolation=_LAST_RESORT).best()
        if match is None or best < -0.5:
            raise StatementError(
                file,
                "file",
                "is in a character encoding that cannot be told",
                "save it as UTF-8 (“Save with encoding”)",
            )
        codec = match.encoding
    if codec == "cp1252":
        codec = "sloppy-windows-1252"
    return data.decode(codec, errors="replace")


def _sample(data: bytes) -> bytes:
    """Give the bytes to judge by: all of a small file, else pieces of it, first of all where letters beyond ASCII are."""
    if len(data) <= _WHOLE:
        return data
    starts = [0, len(data) // 2, len(data) - _PIECE]
    at = 0
    while len(starts) < _PIECES and (match := _HIGH.search(data, at)):
        starts.append(max(match.start() - _PIECE // 2, 0))
        at = match.start() + max(_PIECE, (len(data) - match.start()) // (_PIECES - len(starts) + 1))
    return b"\n".join(_whole_lines(data, start) for start in starts)


def _whole_lines(data: bytes, start: int) -> bytes:
    """Give a piece cut at ASCII white space, so that no character of several bytes is cut."""
    piece = data[start : start + _PIECE]
    words = re.split(rb"[ \r\n]", piece)
    return piece if len(words) < 3 else piece[len(words[0]) : len(piece) - len(words[-1])]


def _score(sample: bytes, encoding: _Encoding) -> float:
    """Score a reading from about -2 (symbols and mixed scripts) to 1 (each letter a frequent one, punctuation in place)."""
    codec = "sloppy-windows-1252" if encoding.codec == "cp1252" else encoding.codec
    text = sample.decode(codec, errors="replace")
    letters = Counter(one for one in text if one > "\x7f")
    if not letters:
        return 0.0
    total = sum(_weight(one, encoding) * times for one, times in letters.items())
    words = Counter(word for word in _WORD.findall(text) if not word.isascii())
    total -= sum(_oddity(word, encoding) * times for word, times in words.items())
    return (total - 0.5 * len(_LETTER_DIGIT.findall(text))) / letters.total()


def _weight(one: str, encoding: _Encoding) -> float:
    if one in encoding.frequent:
        return 1.0
    if one in _PUNCTUATION:
        return 0.7
    category = unicodedata.category(one)
    if one == "�" or category in ("Cc", "Cn", "Co", "Cs"):
        return -3.0
    if category[0] != "L":
        return -1.0
    name = unicodedata.name(one, "")
    if not name.startswith(encoding.scripts):
        return -1.0
    if one.lower() in encoding.frequent:
        return 0.9
    if encoding.scripts[-1] == "CJK":
        return 0.6 if _is_common(one) else -0.3
    return 0.4


def _is_common(one: str) -> bool:
    """Tell whether a Chinese character is of the first level of one of the national standards, sorted by use."""
    for codec, last in (("gb2312", 0xD7), ("big5", 0xC6), ("euc_jp", 0xCF)):
        try:
            if one.encode(codec)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False


def _oddity(word: str, encoding: _Encoding) -> float:
    """Count what no word has: letters of ASCII beside another script's, capitals amid small letters, only accents."""
    odd = 0.0
    latin = encoding.scripts[0] == "LATIN"
    if latin and len(word) > 3 and not any(one.isascii() for one in word):
        odd += len(word) / 2
    if latin and len(word) == 1 and word.lower() not in _WORDS_OF_ONE_LETTER:
        odd += 0.5
    for first, second in pairwise(word):
        if not latin and first.isascii() != second.isascii():
            odd += 1.0
        elif first.islower() and second.isupper() and not (first.isascii() and second.isascii()):
            odd += 0.7
    # A capital before a small letter is odd save at the word's beginning: it betrays bytes of another alphabet.
    odd += 0.7 * sum(one.isupper() and after.islower() for one, after in pairwise(word[1:]))
    return odd
