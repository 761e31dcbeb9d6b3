"""Imports as users run them, and the way back from an export."""

from __future__ import annotations

import json
import resource
from pathlib import Path

import pytest
from click.testing import CliRunner

from realpolitik.cli import main
from realpolitik.errors import OutputError
from realpolitik.folder import GraphFolder, staged_folder
from realpolitik.importing import import_graph
from realpolitik.ledger import read_claims, read_documents
from realpolitik.pipeline import Inputs

ROW = ["1", "20150218", *[""] * 59]


def gdelt_table(folder: Path, rows: int, *, bad: int = 0) -> Path:
    """Write a table of invented GDELT events: France hosts a visit of Chad."""
    row = list(ROW)
    row[5:8], row[15:18], row[26], row[59] = (
        ("FRA", "FRANCE", "FRA"),
        ("TCD", "CHAD", "TCD"),
        "043",
        "20150218",
    )
    lines = []
    for number in range(rows):
        row[60] = f"https://wire{number % 2}.example/{number % 3}"
        lines.append("\t".join(row))
    lines += ["\t".join(["x"] * 61)] * bad
    path = folder / "events.CSV"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_gdelt_makes_a_graph(tmp_path: Path) -> None:
    """Each report is a document with its address and publisher; bad rows are counted by their reason."""
    output = tmp_path / "graph"
    table = gdelt_table(tmp_path, 12, bad=9)
    result = CliRunner().invoke(main, ["import", str(table), "--format", "gdelt", "-o", str(output)])
    documents = read_documents(output / "documents.jsonl")
    claims = read_claims(output / "claims.jsonl")
    query = """SELECT ?publisher ?url { ?claim rp:relation rp:meets ; rp:plover "CONSULT"^^rp:PLOVER ;
        rp:document ?from . ?from dcterms:publisher/rdfs:label ?publisher ; schema:url ?url }"""
    asked = CliRunner().invoke(main, ["query", "-g", str(output), "--format", "csv", query])

    assert result.exit_code == 0, result.output
    assert (len(documents), len(claims)) == (6, 12)
    assert [document.id for document in documents] == sorted(document.id for document in documents)
    assert "wire0.example,https://wire0.example/0" in asked.stdout
    assert result.stderr.count("is no day") == 4
    assert "6 more: … is no day" in result.stderr
    report = json.loads((output / "report.json").read_text(encoding="utf-8"))
    assert len(report["skipped"]) == 4
    assert "GDELT coded" in report["accuracy"]
    assert set(report["seconds"]) == {"writing", "drawing"}
    assert sorted(path.name for path in output.iterdir() if path.suffix == ".sqlite") == []
    strict = ["import", str(table), "--format", "gdelt", "-o", str(output), "--strict"]
    assert CliRunner().invoke(main, strict).exit_code == 1


@pytest.mark.parametrize("size", [10_000, 60_000, 150_000])
def test_a_disk_that_is_full_harms_nothing_of_an_import(tmp_path: Path, size: int) -> None:
    """Tables, graph or store, whichever the system refuses first; what was there before stays."""
    table = gdelt_table(tmp_path, 500)
    with staged_folder(tmp_path / "out") as staged:
        staged.report.write_text('{"realpolitik": "before"}', encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

    try:
        with pytest.raises(OutputError, match=r"out.*cannot be written"):
            import_graph(Inputs(paths=[str(table)]), tmp_path / "out", format_="gdelt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.CSV", "out"]


def test_nothing_to_read(tmp_path: Path) -> None:
    """Only bad rows, and files that are none of the format, end in one line."""
    table = gdelt_table(tmp_path, 0, bad=2)
    for arguments, problem in (
        (["import", str(table), "--format", "gdelt"], "nothing that can be read"),
        (["import", str(table), "--format", "polecat"], "is no POLECAT table"),
        (["import", str(table), "--format", "nquads"], "is not N-Quads"),
        (["import", str(tmp_path / "no"), "--format", "nquads"], "is no file"),
    ):
        result = CliRunner().invoke(main, [*arguments, "-o", str(tmp_path / "graph")])

        assert (result.exit_code, result.stdout) == (1, "")
        assert problem in result.stderr
        assert not (tmp_path / "graph").exists()


@pytest.fixture
def exported(small_graph: GraphFolder, tmp_path: Path) -> Path:
    """Return the small graph as N-Quads."""
    path = tmp_path / "graph.nq"
    result = CliRunner().invoke(
        main, ["export", "-g", str(small_graph.path), "--format", "nquads", "-o", str(path)]
    )
    assert result.exit_code == 0, result.output
    return path


def test_export_comes_back_to_the_byte(small_graph: GraphFolder, exported: Path, tmp_path: Path) -> None:
    """Documents, claims and graph are the same files after export and import."""
    back = tmp_path / "back"
    result = CliRunner().invoke(main, ["import", str(exported), "--format", "nquads", "-o", str(back)])

    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    for name in ("documents.jsonl", "claims.jsonl", "graph.trig"):
        assert (back / name).read_bytes() == (small_graph.path / name).read_bytes(), name
    assert not (back / "reading").exists()


def test_lines_in_any_order_give_the_same(small_graph: GraphFolder, exported: Path, tmp_path: Path) -> None:
    """Another tool may write the same quads in another order."""
    lines = exported.read_text(encoding="utf-8").splitlines(keepends=True)
    exported.write_text("".join(reversed(lines)), encoding="utf-8")
    back = tmp_path / "back"
    result = CliRunner().invoke(main, ["import", str(exported), "--format", "nquads", "-o", str(back)])

    assert result.exit_code == 0, result.output
    assert (back / "claims.jsonl").read_bytes() == small_graph.claims.read_bytes()
    assert (back / "graph.trig").read_bytes() == small_graph.graph.read_bytes()


def test_what_is_not_ours_is_told(exported: Path, tmp_path: Path) -> None:
    """A claim without status, a document without text and a foreign graph are told, the rest comes."""
    lines = exported.read_text(encoding="utf-8").splitlines(keepends=True)
    status = next(line for line in lines if "#status>" in line)
    text = next(line for line in lines if "#text>" in line and "document/b>" in line)
    kept = [line for line in lines if line not in {status, text}]
    exported.write_text("".join([*kept, "<urn:a> <urn:b> <urn:c> <urn:g> .\n"]), encoding="utf-8")
    back = tmp_path / "back"
    result = CliRunner().invoke(main, ["import", str(exported), "--format", "nquads", "-o", str(back)])

    assert result.exit_code == 0, result.output
    for problem in ("has no status", "has no text", "<urn:g> is none that a build makes"):
        assert problem in result.stderr
    assert [document.id for document in read_documents(back / "documents.jsonl")] == ["a"]
