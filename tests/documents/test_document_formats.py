"""Markdown, HTML, PDF and JSON Lines become text with metadata and headings."""

from __future__ import annotations

import io
import json

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.errors import DependencyError

from factories import make_pdf
from realpolitik.documents.front_matter import parse_front_matter
from realpolitik.documents.html import read_html
from realpolitik.documents.jsonl import read_record
from realpolitik.documents.limits import ReadLimits
from realpolitik.documents.markdown import read_markdown
from realpolitik.documents.pdf import read_pdf
from realpolitik.documents.rough_html import rough_blocks
from realpolitik.errors import RecordError
from strategies import texts

PAGE = """<!doctype html><html><head><title>Talks stall | Norland Gazette</title>
<meta property="og:site_name" content="Norland Gazette"><meta property="og:title" content="Talks stall">
<meta property="article:published_time" content="2031-01-14T10:00:00Z">
<link rel="canonical" href="https://example.org/talks"><script>var secret = 1;</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Talks stall</h1>
<p>Norland said on <b>Monday</b> that talks with <a href="/s">Sudria</a> had stalled over a loan of $2bn.</p>
<h2>No date set</h2><p>Sudria&nbsp;denied this.<br>It said that the talks would go on in the spring.</p>
<ul><li>A first point that was agreed</li><li>A second point</li></ul>
<table><tr><td>Debt</td><td>$2bn</td></tr></table></article><footer>© 2031</footer></body></html>"""


def test_front_matter_gives_its_known_fields() -> None:
    """Quotes, comments, other names of a field; unknown keys and what is nested under them are left."""
    text = (
        "---\ntitle: 'Norland''s loan: a history' # really\nsource: \"The \\\"Gazette\\\"\"\n"
        "date: 2026-01-14\nurl: https://example.org/#a\nTags:\n  - one\n  - two\nauthor: X\n---\nBody"
    )
    fields, body = parse_front_matter(text)

    assert fields == {
        "title": "Norland's loan: a history",
        "source": 'The "Gazette"',
        "published": "2026-01-14",
        "url": "https://example.org/#a",
    }
    assert text[body:] == "Body"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No front matter", {}),
        ("---\nA rule, then text.\n\nMore.", {}),
        ("---\ntitle: ~\nsource:\n---\n", {}),
        ("---\npublished: 2026\ndate: 1999\n---\n", {"published": "2026"}),
        ("---\nsource: NO\n...\nBody", {"source": "NO"}),
        ("---\r\ntitle: Windows\r\n---\r\nBody", {"title": "Windows"}),
        ("---\nlink: [a, b]\ntitle: T\n---\n", {"url": "[a, b]", "title": "T"}),
    ],
)
def test_front_matter_is_read_as_plain_strings(text: str, expected: dict[str, str]) -> None:
    """A country that YAML would call false stays a word, a date stays as written."""
    assert parse_front_matter(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("---\ntitle: no end\n\nText.", 1, "no closing line"),
        ("---\ntitle: |\n  two\n  lines\n---\n", 2, "one line"),
        ("---\nurl: x\nsource: &a [*a]\n---\n", 3, "one line"),
        ('---\ntitle: "open\n---\n', 2, "does not close"),
        ("---\ntitle: 'open\n---\n", 2, "does not close"),
    ],
)
def test_broken_front_matter_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(RecordError, match=says) as caught:
        parse_front_matter(text, path="a.md")

    assert str(caught.value).startswith(f"a.md:{line}: ")


@given(texts(max_size=200))
def test_front_matter_never_crashes(text: str) -> None:
    """Anything between fences is read or refused."""
    whole = f"---\ntitle: {text}\n---\nBody"
    try:
        _, body = parse_front_matter(whole)
    except RecordError:
        return
    assert 0 < body <= len(whole)


def test_markdown_keeps_words_and_headings_and_drops_markup() -> None:
    """Text that a reader sees stays; addresses, comments and raw HTML go."""
    draft = read_markdown(
        "---\ntitle: Talks\nsource: Gazette\n---\n\n# Talks\n\nNorland **met** [Sudria](https://x.example)\n"
        "again &amp; `left`.\n\n<!-- hidden --><script>alert(1)</script>\n\n<div>raw</div>\n\n"
        "## Later  \n\n- one\n- two\n\n"
        "> quoted\n\n    code\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![alt](p.png)\n"
    )

    assert draft.text == (
        "Talks\n\nNorland met Sudria\nagain & left.\n\nLater\n\n"
        "one\n\ntwo\n\nquoted\n\ncode\n\na | b\n\n1 | 2"
    )
    assert draft.headings is not None
    assert [span.of(draft.text) for span in draft.headings] == ["Talks", "Later"]
    assert (draft.title, draft.source) == ("Talks", "Gazette")


def test_a_title_that_the_text_does_not_repeat_comes_first() -> None:
    """A headline is text that states claims."""
    assert read_markdown("---\ntitle: Norland lends\n---\nA body.").text == "Norland lends\n\nA body."
    assert read_markdown("A body.").title is None
    assert read_markdown("# From the text\n\nA body.").title == "From the text"


def test_html_gives_the_article_and_its_meta_tags() -> None:
    """No menu, no script; a heading is a heading, and a no-break space stays one."""
    draft = read_html(PAGE.encode())

    assert draft.text == (
        "Talks stall\n\nNorland said on Monday that talks with Sudria had stalled over a loan of $2bn.\n\n"
        "No date set\n\nSudria\xa0denied this.\nIt said that the talks would go on in the spring.\n\n"
        "A first point that was agreed\n\nA second point\n\nDebt | $2bn"
    )
    assert draft.headings is not None
    assert [span.of(draft.text) for span in draft.headings] == ["Talks stall", "No date set"]
    assert (draft.title, draft.source) == ("Talks stall", "Norland Gazette")
    assert (draft.published, draft.url) == ("2031-01-14", "https://example.org/talks")


def test_html_says_its_own_encoding() -> None:
    """A declared code page is believed where UTF-8 fails."""
    page = (
        '<html><head><meta charset="iso-8859-7"><title>Τίτλος</title></head><body><p>'
        + "Ο υπουργός συναντήθηκε με τον πρέσβη. " * 4
    )
    assert "Ο υπουργός συναντήθηκε" in read_html(page.encode("iso8859_7")).text


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Norland met Sudria.",
        "<div>" * 5000 + "Norland met Sudria." + "</div>" * 5000,
        "<html><body><p>Norland met Sudria.</body>",
        "<!DOCTYPE html [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><html><p>Norland met Sudria.</p></html>",
        "<?xml version='1.0' encoding='utf-8'?><html xmlns='urn:x'><p>Norland met Sudria.</p></html>",
    ],
)
def test_odd_html_still_gives_its_text(markup: str) -> None:
    """Fragments, thousands of nested elements, entity definitions."""
    assert "Norland met Sudria." in read_html(markup.encode()).text


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<html><body><script>x()</script></body></html>", "<!-- only -->"]
)
def test_html_without_text_is_refused(markup: str) -> None:
    with pytest.raises(RecordError, match="no readable text"):
        read_html(markup.encode(), path="a.html")


def test_what_the_library_trips_over_is_read_roughly(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception of the library is no reason to lose the text."""

    def trip(*_args: object, **_options: object) -> None:
        raise ValueError

    monkeypatch.setattr("trafilatura.bare_extraction", trip)
    assert (
        read_html(b"<html><h1>Talks</h1><p>Norland met Sudria.</html>").text == "Talks\n\nNorland met Sudria."
    )


def test_rough_text_leaves_out_what_is_not_shown() -> None:
    """Silent elements may be nested, and unclosed."""
    blocks = rough_blocks(
        "<nav>a<nav>b</nav>c</nav><h2>One <i>two</i></h2>three<br>four<form>no</form>"
        "<style>no</style>five<noscript>no"
    )
    assert [(block.text, block.heading) for block in blocks] == [
        ("One two", True),
        ("three", False),
        ("four", False),
        ("five", False),
    ]


@given(st.text(alphabet="<>/!-&;\"'= apdivscrtlhm1\n", max_size=200))
def test_html_is_read_or_refused(markup: str) -> None:
    """No markup crashes the reader."""
    try:
        draft = read_html(markup.encode())
    except RecordError:
        return
    assert draft.text.strip()


def test_pdf_gives_paragraphs_without_running_heads() -> None:
    """Hyphens at line ends close, page numbers and repeated heads go, short last lines end paragraphs."""
    body = "The loan that Norland gave to Sudria in the spring was never paid back, its minister said, coop-"
    places = ("Oslo", "Lima", "Accra", "Doha")
    pages = [
        [
            f"Review {number}",
            f"Talks {place}",
            "",
            body,
            "eration over.",
            f"Sudria, {place}, denied it.",
            f"Page {number}",
        ]
        for number, place in enumerate(places, start=1)
    ]
    draft = read_pdf(make_pdf(pages, title="Norland (2031)"))

    loan = body.removesuffix("-") + "eration over."
    assert draft.text == "\n\n".join(f"Talks {at}\n\n{loan}\n\nSudria, {at}, denied it." for at in places)
    assert draft.title == "Norland (2031)"


def test_what_pypdf_trips_over_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own assertions fail on some damaged files (found by fuzzing)."""

    def trip(_page: object) -> str:
        raise AssertionError

    monkeypatch.setattr(pypdf.PageObject, "extract_text", trip)
    with pytest.raises(RecordError, match=r"not a readable PDF \(AssertionError\)"):
        read_pdf(make_pdf([["Norland met Sudria."]]))


@pytest.mark.parametrize("title", ["Microsoft Word - draft3", "final.docx", "untitled", ""])
def test_titles_made_by_machines_are_none(title: str) -> None:
    assert read_pdf(make_pdf([["Norland met Sudria."]], title=title)).title is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n", "not a readable PDF"),
        (b"%PDF-1.4\nxref\ntrailer <<>>\nstartxref\n9\n%%EOF", "not a readable PDF"),
        (make_pdf([["Norland met Sudria."]])[:300], "not a readable PDF"),
        (make_pdf([[]]), "no text"),
    ],
)
def test_damaged_and_empty_pdfs_are_refused(data: bytes, says: str) -> None:
    """One line that says what to do."""
    with pytest.raises(RecordError, match=says) as caught:
        read_pdf(data, path="a.pdf")

    assert "\n" not in str(caught.value)


def test_pdfs_are_bounded() -> None:
    """Too many pages, or too much text, are refused."""
    data = make_pdf([["Norland met Sudria."]] * 3)
    with pytest.raises(RecordError, match="3 pages, more than 2"):
        read_pdf(data, limits=ReadLimits(pdf_pages=2))
    with pytest.raises(RecordError, match="more than 20 characters"):
        read_pdf(data, limits=ReadLimits(characters=20))


def test_locked_pdfs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a password, and where the cipher is not at hand."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([["Norland met Sudria."]])))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    data = locked.getvalue()
    with pytest.raises(RecordError, match="password"):
        read_pdf(data)

    def no_cipher(_self: object, _password: str) -> int:
        raise DependencyError("cryptography")

    monkeypatch.setattr(pypdf.PdfReader, "decrypt", no_cipher)
    with pytest.raises(RecordError, match="encrypted"):
        read_pdf(data)


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_a_damaged_pdf_is_read_or_refused(place: int, bytes_there: bytes) -> None:
    """Wherever bytes are overwritten, there is a text or one clear line."""
    data = bytearray(make_pdf([["Norland met Sudria on Monday."]]))
    start = place % len(data)
    data[start : start + len(bytes_there)] = bytes_there
    try:
        told = read_pdf(bytes(data)).text
    except RecordError as exc:
        told = str(exc)

    assert told.strip()


def test_a_record_keeps_its_text_character_for_character() -> None:
    record = {"id": 7, "text": " Norland\u00a0met\r\nSudria. ", "title": "T", "source": None, "other": [1]}
    draft = read_record(b"\xef\xbb\xbf" + json.dumps(record).encode(), path=None, line=1)

    assert draft.text == " Norland\u00a0met\r\nSudria. "
    assert (draft.id, draft.title, draft.source) == ("7", "T", None)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "not JSON at column"),
        (b"[1]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b'{"text": "x"}', "no id"),
        (b'{"id": " ", "text": "x"}', "no id"),
        (b'{"id": true, "text": "x"}', "no id"),
        (b'{"id": "a"}', "no text"),
        (b'{"id": "a", "text": 5}', "text is not text"),
        (b'{"id": "a", "text": "x", "source": {"name": "y"}}', "source is not text"),
        (b'{"id": "a", "text": "\xff"}', "byte 22 is not UTF-8"),
        (b'{"id": "a", "x": ' + b"[" * 200_000, "nested too deeply"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "x"}', "number too long"),
    ],
)
def test_bad_records_are_refused_with_their_line(line: bytes, says: str) -> None:
    with pytest.raises(RecordError, match=says) as caught:
        read_record(line, path="a.jsonl", line=41)

    assert str(caught.value).startswith("a.jsonl:41: ")


def test_lone_surrogates_are_replaced_and_told() -> None:
    draft = read_record(b'{"id": "a", "text": "x\\ud800y"}', path=None, line=1)

    assert draft.text == "x\ufffdy"
    assert draft.notes == ("lone surrogates in the text; read as �",)
