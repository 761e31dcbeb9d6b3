"""Paths become documents: in one order, with unique ids, good ones kept and bad ones told."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from factories import make_pdf
from realpolitik.documents import ReadLimits, iter_documents
from realpolitik.documents.jsonl import read_record
from realpolitik.documents.sources import MEDIA_TYPES
from realpolitik.errors import InputError, SourceUnusableError
from realpolitik.ledger import document_to_json, json_line
from realpolitik.model import Document
from strategies import documents, texts

TEXT = "Norland met Sudria.\r\nIt was\u00a0cold.\n"


class Outcome:
    """What one reading gave."""

    def __init__(self, *paths: Path | str, stdin: bytes | None = None, **options: Any) -> None:
        self.skipped: list[InputError] = []
        self.notes: list[InputError] = []
        self.documents: list[Document] = list(
            iter_documents(
                [str(path) for path in paths],
                stdin=None if stdin is None else io.BytesIO(stdin),
                on_skip=self.skipped.append,
                on_note=self.notes.append,
                **options,
            )
        )

    @property
    def ids(self) -> list[str]:
        """The documents' ids, in reading order."""
        return [document.id for document in self.documents]


def test_plain_text_is_kept_character_for_character(tmp_path: Path) -> None:
    """Line ends, no-break spaces; a byte order mark is not text."""
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())

    (document,) = Outcome(tmp_path / "a.txt").documents
    assert document.text == TEXT
    assert (document.id, document.name, document.media_type) == ("a", "a.txt", "text/plain")


@given(text=texts(min_size=1, max_size=80))
def test_any_text_that_is_read_is_kept_whole(tmp_path: Path, text: str) -> None:
    """Whatever Unicode a file holds."""
    (tmp_path / "a.txt").write_bytes(text.encode())
    outcome = Outcome(tmp_path / "a.txt")

    assert len(outcome.documents) + len(outcome.skipped) == 1
    assert [document.text for document in outcome.documents] in ([], [text], [text.removeprefix("\ufeff")])
    if outcome.skipped:
        assert not text.strip("\ufeff").strip() or any(ord(char) < 32 for char in text)


@given(documents())
def test_documents_of_a_graph_are_records_that_a_build_reads(document: Document) -> None:
    """documents.jsonl is an input too: text and metadata come back, whatever they hold."""
    line = json_line(document_to_json(document)).encode()
    if not document.id.strip():
        return

    draft = read_record(line, path=None, line=1)
    assert (draft.id, draft.text) == (document.id, document.text)
    assert (draft.title, draft.source, draft.url) == (document.title, document.source, document.url)
    assert draft.notes == ()


def test_a_folder_is_read_whole_and_in_order(tmp_path: Path) -> None:
    """Every format, folders within, hidden files left out, unknown endings counted, companions told."""
    for name in (
        "b.txt",
        "a.md",
        "sub/c.html",
        "sub/.hidden.txt",
        ".git/d.txt",
        "e.csv",
        "README.md",
        "f.TXT",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("<p>Norland met Sudria." if name.endswith("html") else TEXT)
    (tmp_path / "g.pdf").write_bytes(make_pdf([["Norland met Sudria."]]))
    (tmp_path / "h.jsonl").write_text(json.dumps({"id": "r1", "text": TEXT}))

    outcome = Outcome(tmp_path)
    assert outcome.ids == ["a", "b", "f", "g", "r1", "c"]
    assert [str(error) for error in outcome.skipped] == [
        f"{tmp_path / 'e.csv'}: unknown ending; documents end in {', '.join(MEDIA_TYPES)}"
    ]
    assert [error.path for error in outcome.notes] == [str(tmp_path / "README.md")]


def test_order_does_not_depend_on_how_the_system_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.txt", "a.txt", "B.txt", "a/z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    first = Outcome(tmp_path).ids
    scandir = os.scandir

    class Reversed:
        def __init__(self, path: Any) -> None:
            with scandir(path) as entries:
                self.entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.entries)

        def __exit__(self, *_exc: object) -> None:
            """Nothing to close."""

    monkeypatch.setattr("os.scandir", Reversed)
    assert Outcome(tmp_path).ids == first
    assert len(first) == 4


def test_ids_are_unique_and_collisions_are_told(tmp_path: Path) -> None:
    """The first keeps its name; the same paths always give the same ids."""
    for name in ("a.md", "a.txt", "a-2.txt", "b/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "c.jsonl").write_text('{"id": "a", "text": "x y"}\n{"id": "a", "text": "x y"}\n')

    outcome = Outcome(tmp_path)
    assert len(set(outcome.ids)) == 6
    assert outcome.ids == ["a-2", "a", "a-3", "a-4", "a-5", "a-6"]
    assert outcome.notes[0].problem == "a second document 'a'; this one is called 'a-3'"


def test_a_missing_path_stops_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(SourceUnusableError, match="no such file or folder") as caught:
        Outcome(tmp_path / "a.txt", tmp_path / "nowhere.txt")

    assert str(caught.value) == f"{tmp_path / 'nowhere.txt'}: no such file or folder; check the path"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "an empty file"),
        ("a.txt", b" \r\n\t", "no text in this file"),
        ("a.txt", b"\x00\x01\x02binary", "binary data"),
        ("a.txt", b"PK\x03\x04....", "docx"),
        ("a.md", b"", "an empty file"),
        ("a.md", b"---\nurl: https://example.org\n---\n", "no text in this file"),
        ("a.md", b"---\ntitle: no end\n", "no closing line"),
        ("a.html", b"", "an empty file"),
        ("a.html", b"<html></html>", "no readable text"),
        ("a.pdf", b"not a PDF", "not a readable PDF"),
        ("a.jsonl", b"", "an empty file"),
        ("a.jsonl", b"\n \n", "an empty file"),
        ("a.jsonl", b'{"id": "a", "text": " "}', "an empty text"),
        ("a.bin", b"\x7fELF\x02\x01\x01\x00\x00", "binary data"),
    ],
)
def test_one_broken_file_among_good_ones(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    """The good ones are kept, the bad one gets one line that names it."""
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / name).write_bytes(data)

    outcome = Outcome(tmp_path / name, tmp_path / "good.txt")
    assert outcome.ids == ["good"]
    (error,) = outcome.skipped
    assert str(error).startswith(f"{tmp_path / name}:")
    assert says in str(error)
    assert "\n" not in str(error)


def test_bad_lines_of_json_lines_are_counted_with_their_numbers(tmp_path: Path) -> None:
    good = json.dumps({"id": "g", "text": TEXT, "published": "2031-01-14"})
    (tmp_path / "a.jsonl").write_text(f'{good}\n\n{{"id": 1}}\nnot json\n[]\n{good}')

    outcome = Outcome(tmp_path / "a.jsonl")
    assert outcome.ids == ["g", "g-2"]
    assert [error.line for error in outcome.skipped] == [3, 4, 5]
    assert outcome.documents[0].published is not None
    assert outcome.documents[0].media_type == "application/jsonl"


def test_a_file_that_vanishes_or_may_not_be_read(tmp_path: Path) -> None:
    """Between listing and reading, anything can happen."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT)
    skipped: list[InputError] = []
    documents = iter_documents([str(tmp_path)], on_skip=skipped.append)
    assert next(documents).id == "a"
    (tmp_path / "b.txt").unlink()

    assert [document.id for document in documents] == ["c"]
    assert "cannot be read: no such file" in str(skipped[0])


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights are faked: root may read anything."""
    (tmp_path / "a.txt").write_text(TEXT)

    def denied(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    outcome = Outcome(tmp_path)

    assert [str(error) for error in outcome.skipped] == [
        f"{tmp_path / 'a.txt'}: cannot be read: permission denied"
    ]


def test_an_unreadable_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def denied(_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.scandir", denied)
    outcome = Outcome(tmp_path)

    assert str(outcome.skipped[0]) == f"{tmp_path}: cannot be read: permission denied"


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text(TEXT)
    assert [error.problem[:12] for error in Outcome(tmp_path).skipped] == ["no documents"]


def test_large_files_are_refused_with_one_line(tmp_path: Path) -> None:
    """At the limit a file is read; one byte past it is not, and nothing of it is held."""
    limits = ReadLimits(text_bytes=len(TEXT.encode()))
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "b.txt").write_bytes(TEXT.encode() + b".")
    (tmp_path / "c.jsonl").write_text(
        '{"id": "r", "text": "' + "x" * 60 + '"}\n{"id":"s","text":"y"}\n' + "z" * 99
    )

    outcome = Outcome(tmp_path, limits=limits)
    assert outcome.ids == ["a", "s"]
    assert [error.line for error in outcome.skipped] == [None, 1, 3]
    assert all("split" in str(error) for error in outcome.skipped)


def test_fifty_megabytes_are_refused_by_default(tmp_path: Path) -> None:
    """A sparse file: what is refused is not read."""
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(50_000_000)

    assert [str(error) for error in Outcome(tmp_path / "a.txt").skipped] == [
        f"{tmp_path / 'a.txt'}: larger than 10 MB; split it into parts, or give JSON Lines"
    ]


def test_long_markdown_is_read_apart(tmp_path: Path) -> None:
    """Nesting made to hang the parser is bounded like any hostile page."""
    (tmp_path / "a.md").write_text("# Talks\n\n" + "Norland met Sudria.\n\n" * 30_000)
    (tmp_path / "b.md").write_text("> " * 300_000)

    outcome = Outcome(tmp_path)
    assert outcome.ids == ["a"]
    assert outcome.documents[0].title == "Talks"
    assert [error.problem for error in outcome.skipped] == ["no text in this file; nothing to read"]


def test_a_line_longer_than_the_limit_is_never_held_whole(tmp_path: Path) -> None:
    """The records after it are read."""
    line = b'{"id": "a", "text": "' + b"x" * 3_000_000 + b'"}\n{"id": "b", "text": "y"}'
    (tmp_path / "a.jsonl").write_bytes(line)

    outcome = Outcome(tmp_path / "a.jsonl", limits=ReadLimits(text_bytes=1_500_000))
    assert outcome.ids == ["b"]
    assert [error.line for error in outcome.skipped] == [1]
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "b", "text": "y"}\n' + b"x" * 3_000_000)
    assert Outcome(tmp_path / "a.jsonl", limits=ReadLimits(text_bytes=1_500_000)).skipped[0].line == 2


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (TEXT.encode(), "text/plain"),
        (b"---\ntitle: T\n---\nNorland met Sudria.", "text/markdown"),
        (b"<!DOCTYPE html><p>Norland met Sudria.", "text/html"),
        (make_pdf([["Norland met Sudria."]]), "application/pdf"),
        (b'{"id": "a", "text": "Norland met Sudria."}\n', "application/jsonl"),
        (b'{"id": "a", "text": "Norland met Sudria. ' + b"x" * 9000 + b'"}\n', "application/jsonl"),
    ],
)
def test_standard_input_is_told_by_its_content(data: bytes, media_type: str, tmp_path: Path) -> None:
    """So is a file that is named without a known ending."""
    (document,) = Outcome("-", stdin=data).documents
    assert document.media_type == media_type
    assert "Norland met Sudria." in document.text
    assert document.id in {"stdin", "a"}
    assert document.name is None

    (tmp_path / "noending").write_bytes(data)
    assert Outcome(tmp_path / "noending").documents[0].text == document.text


@pytest.mark.parametrize("stdin", [None, b""])
def test_nothing_on_standard_input_is_told(stdin: bytes | None) -> None:
    assert [str(error) for error in Outcome("-", stdin=stdin).skipped] == [
        "standard input: an empty file; nothing to read"
    ]


def test_what_is_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    outcome = Outcome(tmp_path / "a.txt", tmp_path, tmp_path / "a.txt")

    assert outcome.ids == ["a"]
    assert [note.problem for note in outcome.notes] == ["named twice; read once"] * 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_and_pipes_do_not_lead_out_of_a_folder(tmp_path: Path) -> None:
    """Nothing outside the input is read, no loop is walked, no pipe is waited for."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("Norland's secret.")
    (inside / "a.txt").write_text(TEXT)
    (inside / "b.txt").symlink_to(outside / "secret.txt")
    (inside / "c").symlink_to(inside)
    (inside / "d.txt").symlink_to(inside / "a.txt")
    (inside / "e.txt").symlink_to(inside / "gone.txt")
    os.mkfifo(inside / "f.txt")

    outcome = Outcome(inside)
    assert outcome.ids == ["a"]
    assert [Path(str(error.path)).name for error in outcome.skipped] == ["b.txt", "c", "e.txt", "f.txt"]
    assert Outcome(inside / "b.txt").ids == ["b"]


def test_metadata_are_one_line_each_and_hold_no_surrogate(tmp_path: Path) -> None:
    record = {"id": "\ud800", "text": "x\n", "title": " a\n b\ud800 ", "url": " ", "source": "S"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))

    (document,) = Outcome(tmp_path).documents
    assert (document.id, document.title, document.url) == ("\ufffd", "a b\ufffd", None)


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are Unicode there")
def test_a_file_name_that_is_no_utf8_gives_a_printable_id(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_text(TEXT)

    assert Outcome(tmp_path).ids == ["caf\ufffd"]


def test_the_title_is_the_headline_where_metadata_give_none(tmp_path: Path) -> None:
    body = "Norland said on Monday that it would lend two billion crowns to its neighbour Sudria this spring."
    (tmp_path / "a.txt").write_text(f"Norland to lend\n\n{body}\n\nShare this article\n")

    (document,) = Outcome(tmp_path).documents
    assert document.title == "Norland to lend"
    assert [span.of(document.text) for span in document.boilerplate] == ["Share this article"]


def test_notes_may_go_unheard(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("é".encode() * 9 + b"\xff")
    assert len(list(iter_documents([str(tmp_path)], on_skip=print))) == 1
    assert "not quite UTF-8" in str(Outcome(tmp_path).notes[0])
