"""Bytes to text: UTF-8 first, then byte order marks, then a guess; binary files are refused.

In: the bytes of a file.  Out: its text, character for character; a byte order mark is not text.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from realpolitik.errors import RecordError

# UTF-32 first: its little-endian mark starts with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP container such as .docx, .odt or .epub; save it as text, HTML or PDF"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as text, HTML or PDF"),
    (b"\x89PNG", "a picture; run text recognition on it first"),
    (b"\xff\xd8\xff", "a picture; run text recognition on it first"),
    (b"GIF8", "a picture; run text recognition on it first"),
    (b"{\\rtf", "an RTF file; save it as text, HTML or PDF"),
)
_BINARY = "not text but binary data; give text, Markdown, HTML, PDF or JSON Lines"
_SAMPLE = 65_536
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_UNSEEN_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode_text(data: bytes, *, path: str | None, declared: str | None = None) -> tuple[str, str | None]:
    """Return the text of a file, and a note where some of its bytes could not be read.

    Args:
        data: The whole file.
        path: Where it is from, for the error.
        declared: Encoding that the file names for itself, tried after UTF-8.

    Raises:
        RecordError: It is binary, or in no encoding that can be told.

    >>> decode_text("Türkiye".encode("cp1252"), path=None)
    ('Türkiye', None)
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise RecordError(f"not text but {what}", path=path)
    text, note = _decode(data, path, declared)
    if "\0" in text or len(_UNSEEN_IN_TEXT.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) // 50:
        raise RecordError(_BINARY, path=path)
    return text, note


def without_surrogates(text: str) -> str:
    r"""Return text in which lone surrogates, which no file can hold, are replaced one for one.

    >>> without_surrogates("a\ud800b")
    'a\ufffdb'
    """
    if text.isascii():
        return text
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _decode(data: bytes, path: str | None, declared: str | None) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as exc:
        broken = exc
    wide = _wide_encoding(data)
    if wide is not None:
        return _strictly(data, wide, path)
    if len(_MULTIBYTE.findall(data)) > 2 * _broken_count(data):
        # one bad byte in a UTF-8 file must neither lose the document nor turn its accents into mojibake
        return data.decode(
            "utf-8", "replace"
        ), f"not quite UTF-8 (first at byte {broken.start + 1}); read as �"
    return _guess(data, path, declared), None


def _strictly(data: bytes, encoding: str, path: str | None) -> tuple[str, None]:
    try:
        return without_surrogates(data.decode(encoding)), None
    except UnicodeDecodeError as exc:
        problem = f"starts as {encoding.upper()} but byte {exc.start + 1} is not; save the file as UTF-8"
        raise RecordError(problem, path=path) from exc


def _wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes: every other one, in text of Western languages."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.05 else None


def _broken_count(data: bytes) -> int:
    return data.decode("utf-8", "replace").count("\ufffd")


def _guess(data: bytes, path: str | None, declared: str | None) -> str:
    if declared:
        try:
            return data.decode(declared)
        except (UnicodeDecodeError, LookupError, ValueError):
            pass  # pages often lie about themselves
    if 0 in data:
        raise RecordError(_BINARY, path=path)
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])  # noqa: PLR2004 - ASCII ends there
    if high < len(data[:_SAMPLE]) / 4:
        # Western text with the odd accent or curly quote is too little for statistics, which then name
        # encodings that nobody uses; Windows-1252 holds all that such text needs.
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    best = from_bytes(data).best()
    if best is None:
        raise RecordError("not text, or in an unknown encoding; save the file as UTF-8", path=path)
    return str(best)
