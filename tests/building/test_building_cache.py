"""Work that is kept: whole entries only, across builds that are stopped."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import realpolitik.extract
from realpolitik.building.cache import EntryCache, refused
from realpolitik.building.engine import BuildOptions
from realpolitik.building.entries import DamagedEntryError, Entry, entry_key, pack, unpack
from realpolitik.errors import OutputError
from realpolitik.model import Claim, Document
from realpolitik.pipeline import Inputs, build_graph
from simple_extraction import SimpleExtractor

pytestmark = pytest.mark.usefixtures("quick_builds")
_ENTRY = Entry(b"document", b"claims\nmore", b"graph", b"")


def test_an_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    """Also from a file that was closed."""
    with EntryCache(tmp_path / "cache") as cache:
        cache.put(b"key", _ENTRY)
    with EntryCache(tmp_path / "cache") as cache:
        assert (cache.get(b"key"), cache.get(b"other"), len(cache)) == (_ENTRY, None, 1)


@given(st.builds(Entry, st.binary(), st.binary(), st.binary(), st.binary()))
def test_any_entry_survives_packing(entry: Entry) -> None:
    """Every field, empty ones too."""
    assert unpack(pack(entry)) == entry


@pytest.mark.parametrize("at", [0, 20, -1])
def test_a_damaged_entry_is_told(at: int) -> None:
    """Whichever byte is damaged."""
    packed = bytearray(pack(_ENTRY))
    packed[at] ^= 1

    with pytest.raises(DamagedEntryError):
        unpack(bytes(packed))
    with pytest.raises(DamagedEntryError):
        unpack(b"short")


def test_a_damaged_entry_is_counted_and_forgotten(tmp_path: Path) -> None:
    """The document is read anew."""
    with EntryCache(tmp_path / "cache") as cache:
        cache.put(b"key", _ENTRY)
    database = sqlite3.connect(tmp_path / "cache")
    database.execute("UPDATE entries SET data = ?", (b"x" * 60,))
    database.commit()
    database.close()

    with EntryCache(tmp_path / "cache") as cache:
        assert (cache.get(b"key"), cache.damaged) == (None, 1)


def test_a_cache_that_is_no_database_is_begun_anew(tmp_path: Path) -> None:
    """And counted as damage."""
    (tmp_path / "cache").write_bytes(b"no database, and long enough to be read as one" * 100)

    with EntryCache(tmp_path / "cache") as cache:
        cache.put(b"key", _ENTRY)
        assert (cache.damaged, cache.get(b"key")) == (1, _ENTRY)


def test_entries_of_earlier_builds_go_once_they_are_many(tmp_path: Path) -> None:
    """A cache stays about as large as its graph."""
    with EntryCache(tmp_path / "cache") as cache:
        for number in range(100):
            cache.put(bytes([number]), _ENTRY)
        cache.forget_others({b"\x01", b"\x02"})

        assert len(cache) == 2
        assert cache.get(b"\x01") == _ENTRY


def test_a_key_is_of_content_and_of_what_reads_it() -> None:
    """Two versions never share work."""
    keys = {entry_key(line, version) for line in (b"a", b"b") for version in (b"1" * 32, b"2" * 32)}

    assert len(keys) == 4


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("database or disk is full", "no space left on device"),
        ("attempt to write a readonly database", "cannot be written to"),
        ("disk I/O error", "the disk is full or fails"),
    ],
)
def test_what_sqlite_says_is_said_in_our_words(problem: str, words: str) -> None:
    """With the place, and that nothing is lost."""
    told = str(refused(sqlite3.OperationalError(problem), Path("out/cache")))

    assert words in told
    assert told.startswith("out/cache: ")


class _Stopping(SimpleExtractor):
    """Is stopped at the third document."""

    def extract(self, document: Document) -> tuple[Claim, ...]:
        if document.id == "c":
            raise KeyboardInterrupt
        return super().extract(document)


def test_a_build_that_was_stopped_goes_on_where_it_was(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read stays read, and nothing of it is seen before the graph is whole."""
    monkeypatch.setattr(realpolitik.extract, "Extractor", _Stopping)
    with pytest.raises(KeyboardInterrupt):
        build_graph(Inputs(paths=[str(letters)]), tmp_path / "out", options=BuildOptions(jobs=1))
    assert not (tmp_path / "out").exists()
    monkeypatch.setattr(realpolitik.extract, "Extractor", SimpleExtractor)

    report = build_graph(Inputs(paths=[str(letters)]), tmp_path / "out", options=BuildOptions(jobs=1))

    assert (report.documents, report.changes["read"]) == (4, 2)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert json.loads(report.folder.report.read_text(encoding="utf-8"))["changes"]["read"] == 2


@pytest.mark.usefixtures("simple_extractor")
def test_without_cache_nothing_is_used_and_nothing_kept_aside(letters: Path, tmp_path: Path) -> None:
    """Every new document is read anew."""
    options = BuildOptions(jobs=1, use_cache=False)
    build_graph(Inputs(paths=[str(letters)]), tmp_path / "out", options=options)
    (tmp_path / "out" / "index.sqlite").unlink()

    report = build_graph(Inputs(paths=[str(letters)]), tmp_path / "out", options=options)

    assert report.changes["read"] == 4


def test_a_full_disk_is_told_in_our_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite raises its own errors."""
    with EntryCache(tmp_path / "cache") as cache:
        monkeypatch.setattr("realpolitik.building.cache._KEPT_PER_COMMIT", 1)

        def fail() -> None:
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(cache, "commit", fail)
        with pytest.raises(OutputError, match="no space left on device"):
            cache.put(b"key", _ENTRY)
