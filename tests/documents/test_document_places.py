"""Documents from Parquet and from addresses, and files that are read in parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.documents import iter_documents
from realpolitik.documents.reader import iter_parts
from realpolitik.documents.sources import SourceFile, count_documents, iter_sources, split_source
from realpolitik.errors import InputError, SourceUnusableError
from realpolitik.model import Document

_ROWS = [
    {"id": "d1", "text": "Norland met Sudria.", "published": date(2020, 2, 3), "source": "Wire", "extra": 1},
    {"id": "d2", "text": "", "published": None, "source": None, "extra": 2},
    {"id": "d3", "text": "Sudria lent Norland $2.", "published": None, "source": None, "extra": 3},
]


@pytest.fixture
def bucket() -> Iterator[str]:
    """The address of an empty folder in a store that is no disk."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield "memory://bucket/news"
    system.store.clear()


def _read(*paths: str) -> tuple[list[Document], list[InputError], list[InputError]]:
    skipped: list[InputError] = []
    notes: list[InputError] = []
    documents = list(iter_documents(paths, on_skip=skipped.append, on_note=notes.append))
    return documents, skipped, notes


def _parts(source: SourceFile, most: int) -> tuple[list[Document], list[str], int]:
    """Read a file in parts; return its documents, problems, and number of lines."""
    skipped: list[InputError] = []
    lines = 0

    def count(_source: SourceFile, number: int, _found: bool) -> None:
        nonlocal lines
        lines += number

    found = iter_parts(split_source(source, most), on_skip=skipped.append, on_lines=count)
    return [document for document, _ in found], [error.problem for error in skipped], lines


def test_parquet_has_a_document_in_each_row(tmp_path: Path) -> None:
    """With the fields of JSON Lines; a bad row is named, other columns are left aside."""
    path = tmp_path / "news.parquet"
    pq.write_table(pa.Table.from_pylist(_ROWS), path)
    documents, skipped, _ = _read(str(tmp_path))

    assert [document.id for document in documents] == ["d1", "d3"]
    assert documents[0].published is not None
    assert documents[0].published.start == "2020-02-03"
    assert (documents[0].source, documents[0].text) == ("Wire", "Norland met Sudria.")
    assert [str(error) for error in skipped] == [f"{path}:2: an empty text; nothing to read"]
    assert count_documents([str(tmp_path)]) == 3


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "not a Parquet file"),
        (b"PAR1 and nothing more PAR1", "not a Parquet file"),
        (pa.Table.from_pylist([{"doc": "d1", "quote": "a"}]), "no column id"),
        (
            pa.Table.from_pylist([], schema=pa.schema({"id": pa.string(), "text": pa.string()})),
            "an empty file",
        ),
        (pa.Table.from_pylist([{"id": "d1", "text": 7}]), "text is not text"),
    ],
)
def test_a_parquet_file_that_holds_no_documents_is_told(
    tmp_path: Path, content: bytes | pa.Table, problem: str
) -> None:
    """In one line, and nothing else is lost."""
    path = tmp_path / "a.parquet"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        pq.write_table(content, path)
    (tmp_path / "b.txt").write_text("Norland met Sudria.", encoding="utf-8")
    documents, skipped, _ = _read(str(tmp_path))

    assert [document.id for document in documents] == ["b"]
    assert len(skipped) == 1
    assert problem in skipped[0].problem


@pytest.mark.parametrize("place", ["here", "there"])
def test_a_damaged_parquet_file_is_told_wherever_it_lies(tmp_path: Path, bucket: str, place: str) -> None:
    """It is the file that is bad, and not the network."""
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(_ROWS), path, compression="gzip")
    content = path.read_bytes()
    damaged = content[:10] + bytes(byte ^ 255 for byte in content[10:60]) + content[60:]
    path.write_bytes(damaged)
    fsspec.filesystem("memory").pipe_file("/bucket/news/a.parquet", damaged)
    fsspec.filesystem("memory").pipe_file("/bucket/news/b.txt", b"B.")
    (tmp_path / "b.txt").write_text("B.", encoding="utf-8")
    documents, skipped, _ = _read(bucket if place == "there" else str(tmp_path))

    assert [document.id for document in documents] == ["b"]
    assert [error.problem.partition(" (")[0] for error in skipped] == ["not a Parquet file, or a damaged one"]


def test_a_folder_of_an_object_store_is_read_like_one_of_the_disk(bucket: str, tmp_path: Path) -> None:
    """The same documents in the same order, hidden files left out, unknown endings told."""
    row = json.dumps({"id": "d1", "text": "Norland met Sudria."})
    contents = {
        "b.txt": "B.",
        "sub/a.md": "# A\n\nText.",
        "a.jsonl": f"{row}\n{row}\n",
        ".hidden.txt": "No.",
        "sub/.git/x.txt": "No.",
        "README.md": "About.",
        "e.csv": "1,2",
    }
    system = fsspec.filesystem("memory")
    for name, text in contents.items():
        system.pipe_file(f"/bucket/news/{name}", text.encode())
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    there, skipped, notes = _read(bucket)
    here, skipped_here, notes_here = _read(f"file://{tmp_path}/news")

    assert there == here
    assert [document.id for document in there] == ["d1", "d1-2", "b", "a"]
    assert [error.problem for error in skipped] == [error.problem for error in skipped_here]
    assert [error.path for error in skipped] == [f"{bucket}/e.csv"]
    assert [note.problem for note in notes] == [note.problem for note in notes_here]
    assert _read(f"{bucket}/b.txt", bucket)[0][0].text == "B."
    assert count_documents([bucket]) is None


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("memory://nowhere", "no such file or folder"),
        ("nonsense://a/b", "no address that can be read"),
        ("simplecache::memory://a", "no such file or folder"),
        ("memory://a::memory://b", "within another"),
        ("file:///nonexistent/x", "no such file or folder"),
    ],
)
def test_an_address_that_cannot_be_read_is_told_at_once(bucket: str, address: str, problem: str) -> None:
    """Before anything is read."""
    del bucket
    with pytest.raises(InputError, match=problem):
        _read(address)


def test_a_network_that_fails_ends_the_run(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document must not pass for a bad one because the store was away."""
    system = fsspec.filesystem("memory")
    system.pipe_file("/bucket/news/a.txt", b"A.")

    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("slow down")

    monkeypatch.setattr(type(system), "_open", fail)

    with pytest.raises(SourceUnusableError, match="slow down; run it again"):
        _read(bucket)


_LINES = st.lists(
    st.sampled_from(
        ["", "  ", "{bad", '{"id": "a", "text": "Norland met Sudria."}', '{"id": 1, "text": "Ä"}']
    ),
    max_size=12,
)


@given(lines=_LINES, most=st.integers(1, 120), ends=st.booleans())
def test_parts_of_json_lines_are_the_whole(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], most: int, ends: bool
) -> None:
    """Wherever the borders fall: each line is read once, and its number can be told."""
    path = tmp_path_factory.mktemp("parts") / "a.jsonl"
    path.write_text("\n".join(lines) + ("\n" if ends else ""), encoding="utf-8")
    (source,) = iter_sources([str(path)], on_skip=print, on_note=print)
    skipped: list[InputError] = []
    whole = [
        document for document, _ in iter_parts([source], on_skip=skipped.append, on_lines=lambda *_: None)
    ]
    documents, problems, count = _parts(source, most)

    assert documents == whole
    assert problems == [error.problem for error in skipped]
    assert count == len(path.read_bytes().splitlines())


@given(rows=st.integers(0, 9), group=st.integers(1, 4), most=st.integers(1, 400))
def test_parts_of_parquet_are_the_whole(
    tmp_path_factory: pytest.TempPathFactory, rows: int, group: int, most: int
) -> None:
    """Whatever groups of rows a file has."""
    path = tmp_path_factory.mktemp("parts") / "a.parquet"
    schema = pa.schema({"id": pa.string(), "text": pa.string()})
    table = pa.Table.from_pylist([{"id": f"d{n}", "text": f"Text {n}."} for n in range(rows)], schema=schema)
    pq.write_table(table, path, row_group_size=group)
    (source,) = iter_sources([str(path)], on_skip=print, on_note=print)
    documents, problems, _ = _parts(source, most)

    assert [document.id for document in documents] == [f"d{n}" for n in range(rows)]
    assert problems == ([] if rows else ["an empty file; nothing to read"])
