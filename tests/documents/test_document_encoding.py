"""Bytes become text, character for character, or are refused with one line."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.documents.encoding import decode_text, without_surrogates
from realpolitik.errors import RecordError
from strategies import texts

PLAIN = "“Norland’s offer”, the Sudrian minister said, costs €3 million in the café.\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "utf-16-le", "utf-16-be"]
)
def test_common_encodings_are_told(encoding: str) -> None:
    """Whatever an editor saved, the text is the same, and a byte order mark is none of it."""
    assert decode_text((PLAIN * 3).encode(encoding), path=None) == (PLAIN * 3, None)


@pytest.mark.parametrize(
    ("mark", "encoding"), [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")]
)
def test_big_endian_marks_are_told(mark: bytes, encoding: str) -> None:
    assert decode_text(mark + PLAIN.encode(encoding), path=None)[0] == PLAIN


@given(texts(min_size=1))
def test_utf8_comes_first(text: str) -> None:
    """Valid UTF-8 is never taken for anything else."""
    data = text.encode()
    try:
        found, note = decode_text(data, path=None)
    except RecordError:
        assert any(ord(char) < 32 for char in text) or data[:4] in {b"GIF8", b"PK\x03\x04"}
        return

    assert found == (text.removeprefix("\ufeff") if data.startswith(codecs.BOM_UTF8) else text)
    assert note is None


def test_cyrillic_is_told_by_statistics() -> None:
    """A text whose letters are mostly high bytes is not taken for Windows-1252."""
    text = (
        "Министр иностранных дел встретился с послом соседней страны и обсудил договор о поставках нефти. "
        * 4
    )
    assert decode_text(text.encode("cp1251"), path=None)[0] == text


def test_a_page_may_name_its_encoding() -> None:
    text = "Ο υπουργός συναντήθηκε με τον πρέσβη. " * 3
    assert decode_text(text.encode("iso8859_7"), path=None, declared="iso-8859-7")[0] == text


@pytest.mark.parametrize("declared", ["no-such-encoding", "ascii", "hex"])
def test_a_page_that_lies_about_its_encoding_is_read_all_the_same(declared: str) -> None:
    assert (
        decode_text("Café in Türkiye".encode("cp1252"), path=None, declared=declared)[0] == "Café in Türkiye"
    )


def test_one_bad_byte_neither_loses_the_text_nor_garbles_it() -> None:
    """The accents around it stay accents; the note says where."""
    text, note = decode_text("café à côté ".encode() + b"\xff" + " déjà vu".encode(), path=None)

    assert text == "café à côté \ufffd déjà vu"
    assert note is not None
    assert "byte 17" in note


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04\x14\x00", "docx"),
        (b"\x89PNG\r\n\x1a\n\x00", "picture"),
        (b"\x1f\x8b\x08\x00", "unpack"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"plain \x00 text", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x01\x02\x03\x04\x05 a", "binary"),
        (codecs.BOM_UTF16_LE + b"a", "UTF-16-LE"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    """The message names the file, says what it is and what to do."""
    with pytest.raises(RecordError, match=says) as caught:
        decode_text(data, path="folder/file.txt")

    assert str(caught.value).startswith("folder/file.txt: ")
    assert "\n" not in str(caught.value)


def test_bytes_in_no_encoding_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where statistics find nothing, the file is refused."""

    class Nothing:
        def best(self) -> None:
            return None

    monkeypatch.setattr("realpolitik.documents.encoding.from_bytes", lambda _data: Nothing())
    with pytest.raises(RecordError, match="unknown encoding"):
        decode_text(b"\x81\x8d\x8f\x90\x9d" * 10, path=None)


def test_undefined_bytes_of_windows_fall_to_statistics() -> None:
    """0x81 is nothing in Windows-1252; the text is read by other means or refused, never crashed on."""
    text, _ = decode_text(b"a text with one odd byte \x81 in it, and many plain words around it", path=None)
    assert "many plain words" in text


@given(st.text())
def test_surrogates_are_replaced_one_for_one(text: str) -> None:
    mixed = f"{text}\ud800é{text}"
    assert without_surrogates(mixed) == f"{text}\ufffdé{text}".replace("\ud800", "\ufffd")
    assert len(without_surrogates(mixed)) == len(mixed)
    assert without_surrogates("plain") == "plain"
