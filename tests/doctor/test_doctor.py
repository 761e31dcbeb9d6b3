"""`realpolitik doctor`: a whole installation and graph are ok, and each kind of damage is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement

from realpolitik import rdf
from realpolitik.cli import main
from realpolitik.doctor import Check, Outcome, check_graph, check_installation, installation
from realpolitik.folder import GraphFolder


@pytest.fixture
def graph(small_graph: GraphFolder, tmp_path: Path) -> GraphFolder:
    """A graph that may be damaged."""
    return GraphFolder(Path(shutil.copytree(small_graph.path, tmp_path / "graph")))


def _faults(graph: GraphFolder) -> dict[str, str]:
    return {
        check.name: check.told for check in check_graph(str(graph.path)) if check.outcome is Outcome.FAULT
    }


def _edit(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


def _edit_report(graph: GraphFolder, **values: object) -> None:
    report = json.loads(graph.report.read_text(encoding="utf-8"))
    graph.report.write_text(json.dumps({**report, **values}), encoding="utf-8")


def test_a_whole_graph_is_ok(graph: GraphFolder) -> None:
    """Every part is looked at."""
    found = list(check_graph(str(graph.path)))

    assert {check.outcome for check in found} == {Outcome.OK}
    assert [check.name for check in found] == [
        *("version", "files", "checksums", "claims", "store", "shapes"),
    ]
    assert "5 claims of 2 documents" in found[3].told


def test_a_missing_file_is_told_by_name(graph: GraphFolder) -> None:
    """The explorer too, where the report says that there is one; nothing else is looked at then."""
    graph.explorer.unlink()
    shutil.rmtree(graph.store)

    told = [check.told for check in check_graph(str(graph.path)) if check.outcome is Outcome.FAULT]

    assert [line.split()[0] for line in told] == ["store", "explorer.html"]


def test_a_changed_quote_is_told(graph: GraphFolder) -> None:
    """By checksum, and because the text says otherwise at its place."""
    _edit(graph.claims, lambda text: text.replace('"quote": "China lent', '"quote": "Chile lent'))

    faults = _faults(graph)

    assert set(faults) == {"checksums", "claims"}
    assert faults["checksums"].startswith("claims.jsonl: not as the build left it")
    assert "a quote that is not what the text says at its place: 1" in faults["claims"]


def test_a_lost_a_doubled_and_a_broken_claim_are_told(graph: GraphFolder) -> None:
    """Counts are those of the report."""
    _edit_report(graph, files={})
    whole = graph.claims.read_text(encoding="utf-8")
    first, *others = whole.splitlines(keepends=True)

    graph.claims.write_text("".join(others), encoding="utf-8")
    assert "5 claims, and the file has 4" in _faults(graph)["report"]
    graph.claims.write_text(first + whole, encoding="utf-8")
    assert "a claim that is there twice: 1" in _faults(graph)["claims"]
    graph.claims.write_text("{\n" + whole, encoding="utf-8")
    assert "bad row: 1" in _faults(graph)["claims"]


def test_a_claim_of_no_document_is_told(graph: GraphFolder) -> None:
    """Its document has gone from documents.jsonl."""
    _edit(graph.documents, lambda text: text.splitlines(keepends=True)[0])

    faults = _faults(graph)

    assert "a claim of no document" in faults["claims"]
    assert "2 documents, and the file has 1" in faults["report"]


def test_a_store_that_lacks_what_the_text_says_is_told(graph: GraphFolder) -> None:
    """Quad by quad."""
    quads = rdf.read_trig(graph.graph)
    shutil.rmtree(graph.store)
    rdf.write_store(graph.store, quads[:-3])

    assert f"3 of the {len(quads):,} of graph.trig missing" in _faults(graph)["store"]


def test_a_text_that_cannot_be_read_is_told(graph: GraphFolder) -> None:
    """And the store is still held to the shapes."""
    _edit(graph.graph, lambda text: text + "<")

    assert set(_faults(graph)) == {"checksums", "store"}


def test_another_version_and_a_large_graph_are_warnings(graph: GraphFolder) -> None:
    """They work."""
    _edit_report(graph, realpolitik="0.0.1", files=None)
    report = json.loads(graph.report.read_text(encoding="utf-8"))

    found = {check.name: check for check in check_graph(str(graph.path))}

    assert report["realpolitik"] == "0.0.1"
    assert found["version"].outcome is found["checksums"].outcome is Outcome.WARNING
    _edit_report(graph, documents=100_000)
    found = {check.name: check for check in check_graph(str(graph.path))}
    assert found["shapes"].outcome is Outcome.WARNING


@pytest.fixture(scope="module")
def checks() -> list[Check]:
    """What is found of this installation."""
    return list(check_installation())


def test_this_installation_is_whole(checks: list[Check]) -> None:
    """Every part is looked at, and the pipeline reads a sentence."""
    assert [check for check in checks if check.outcome is Outcome.FAULT] == []
    names = [check.name for check in checks]
    assert names[:2] == ["python", "libraries"]
    assert {"extra notebooks", "files", "ontology", "language pipeline", "disk"} <= set(names)
    assert "en_ud_small" in next(check.told for check in checks if check.name == "language pipeline")


def test_a_library_that_is_missing_or_old_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """And told with what is needed."""

    def version(name: str) -> str:
        if name == "babel":
            raise PackageNotFoundError(name)
        return "2.0" if name == "spacy" else "99"

    lines = ["babel>=2.16", "spacy>=3.8,<4", "click>=8.1", "pandas>=2.2 ; extra == 'tables'"]
    monkeypatch.setattr(installation, "version", version)
    monkeypatch.setattr(installation, "_requirements", lambda: [Requirement(line) for line in lines])

    *faults, rest = installation._check_libraries()

    assert [fault.told for fault in faults] == [
        "babel is not installed; reinstall realpolitik",
        "spacy 2.0 is installed, and <4,>=3.8 is needed; reinstall realpolitik",
    ]
    assert rest.told.endswith(", click 99")


class _File:
    """A file as a wheel recorded it."""

    def __init__(self, path: Path, digest: str) -> None:
        self.parts = ("realpolitik", path.name)
        self.hash = self
        self.mode, self.value = "sha256", digest
        self._path = path

    def locate(self) -> Path:
        """Return where it is."""
        return self._path

    def __str__(self) -> str:
        return "/".join(self.parts)


def test_a_changed_and_a_missing_file_of_the_wheel_are_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held to the digests that the wheel brought."""
    path = tmp_path / "model"
    path.write_bytes(b"whole")
    whole = _File(path, installation._digest(path))

    class _Distribution:
        files = (whole,)

    monkeypatch.setattr(installation, "_installed", _Distribution)
    assert [check.told for check in installation._check_files()] == ["1 are as their wheel had them"]
    path.write_bytes(b"cut")
    assert next(installation._check_files()).outcome is Outcome.FAULT
    path.unlink()
    assert "realpolitik/model" in next(installation._check_files()).told


def test_what_breaks_in_one_part_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken library raises whatever it likes."""

    def broken() -> None:
        raise RuntimeError("cannot open shared object")

    for name in ("_check_pipeline", "_check_ontology", "_check_libraries"):
        monkeypatch.setattr(installation, name, broken)

    found = list(check_installation())

    told = [check.told for check in found if check.outcome is Outcome.FAULT]
    assert told == ["RuntimeError: cannot open shared object"] * 3
    assert found[-1].name in {"disk", "temporary files"}


def test_little_disk_is_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With where and how much."""
    usage = type("Usage", (), {"free": 10**8})
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)

    (check,) = installation._check_disk(tmp_path)

    assert check.outcome is Outcome.WARNING
    assert check.told.startswith(f"0.1 GB are free in {tmp_path}")


@pytest.mark.usefixtures("quick_installation")
def test_the_command_tells_lines_and_json(graph: GraphFolder, runner: CliRunner) -> None:
    """Exit code 0 where all is well, 3 where something is not, 1 where there is no graph."""
    well = runner.invoke(main, ["doctor", str(graph.path)])
    graph.explorer.unlink()
    ill = runner.invoke(main, ["doctor", str(graph.path), "--format", "json"])
    none = runner.invoke(main, ["doctor", "nowhere"])

    assert (well.exit_code, ill.exit_code, none.exit_code) == (0, 3, 1)
    assert well.stdout.splitlines()[0] == "ok       python             3.11"
    assert all(line.startswith("ok  ") for line in well.stdout.splitlines())
    told = json.loads(ill.stdout)
    assert told["ok"] is False
    assert {"outcome": "ok", "name": "python", "told": "3.11"} in told["checks"]
    assert "no such graph folder" in none.stderr


@pytest.fixture
def quick_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that is looked at in no time."""
    found = [Check(Outcome.OK, "python", "3.11")]
    monkeypatch.setattr("realpolitik.doctor.check_installation", lambda: iter(found))
