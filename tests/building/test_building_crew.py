"""Workers: the same order whatever their number, and one document's fault costs that document."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories import make_document
from realpolitik.building import crew as crew_module
from realpolitik.building.crew import Crew, WorkSettings
from realpolitik.building.engine import BuildOptions
from realpolitik.building.entries import Entry, document_line
from realpolitik.errors import RealpolitikError
from realpolitik.model import Claim, Document
from realpolitik.pipeline import Inputs, build_graph
from simple_extraction import SimpleExtractor

_TESTS = Path(__file__).resolve().parents[1]


class TroubledExtractor(SimpleExtractor):
    """Ends its process, hangs or fails where a document says so."""

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Do what the document's text says."""
        if "crash" in document.text:
            os._exit(9)
        if "hang" in document.text:
            time.sleep(600)
        if "fail" in document.text:
            raise ValueError("no reading of this")
        return super().extract(document)


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers import the extractors of tests."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(_TESTS), str(Path(__file__).parent))))


def _settings(name: str, seconds: float = 60.0) -> WorkSettings:
    return WorkSettings(extractor=name, seconds=seconds)


def test_a_document_that_ends_or_holds_its_process_is_skipped_and_the_others_go_on() -> None:
    """In their order, each problem in the place of the entry."""
    texts = ("France met Chad.", "crash", "China met Iran.", "hang", "fail", "Cuba met Chad.")
    lines = [
        (f"d{at}", document_line(make_document(id=f"d{at}", text=text))) for at, text in enumerate(texts)
    ]
    settings = _settings("test_building_crew:TroubledExtractor", seconds=3.0)

    made = list(Crew(2, settings).make(iter(lines)))

    assert [name for name, _ in made] == [f"d{at}" for at in range(6)]
    problems = {name: entry for name, entry in made if isinstance(entry, str)}
    assert "ended the process" in problems.pop("d1")
    assert "took more than 3 s" in problems.pop("d3")
    assert "no reading of this" in problems.pop("d4")
    assert problems == {}
    assert all(b'"subject"' in entry.claims for _, entry in made if isinstance(entry, Entry))


def test_documents_are_read_no_further_ahead_than_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that memory stays flat, however many there are."""
    monkeypatch.setattr(crew_module.Worker, "make", lambda _self, line: Entry(line, b"", b"", b""))
    read = 0

    def lines() -> Iterator[tuple[str, bytes]]:
        nonlocal read
        for number in range(100):
            read += 1
            yield str(number), b"line"

    made = Crew(2, WorkSettings()).make(lines())
    next(made)
    assert read <= 2 * crew_module._WAITING + 2
    assert len(list(made)) == 99


def test_a_worker_that_cannot_start_ends_the_build_with_its_reason() -> None:
    """One clear error, not one skip a document."""
    line = document_line(make_document(id="d", text="France met Chad."))
    settings = WorkSettings(extractor="simple_extraction:SimpleExtractor", pipeline="none-such")

    with pytest.raises(RealpolitikError, match="none-such"):
        list(Crew(1, settings).make([("d", line)]))


@pytest.mark.usefixtures("quick_builds")
def test_bytes_are_the_same_whatever_the_number_of_jobs(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents are told apart by what they hold, not by who reads them."""
    monkeypatch.setattr("realpolitik.extract.Extractor", SimpleExtractor)

    for jobs in (1, 2):
        options = BuildOptions(jobs=jobs, use_cache=False)
        report = build_graph(Inputs(paths=[str(letters)]), tmp_path / f"out{jobs}", options=options)
        assert report.claims == 8

    for name in ("documents.jsonl", "claims.jsonl", "graph.trig", "explorer.html"):
        assert (tmp_path / "out1" / name).read_bytes() == (tmp_path / "out2" / name).read_bytes()


@pytest.mark.usefixtures("quick_builds")
def test_a_document_that_takes_too_long_here_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also without workers, where this thread can be interrupted."""
    (tmp_path / "in").mkdir()
    for name, text in (("a", "France met Chad."), ("b", "hang"), ("c", "fail")):
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr("realpolitik.extract.Extractor", TroubledExtractor)
    monkeypatch.setattr("realpolitik.building.crew.WorkSettings.limit", lambda _self, _size: 0.5)
    inputs = Inputs(paths=[str(tmp_path / "in")])

    report = build_graph(inputs, tmp_path / "out", options=BuildOptions(jobs=1))

    assert report.documents == 1
    assert [error.path for error in report.skipped] == ["b", "c"]
    assert "took more than" in str(report.skipped[0])
