"""What changed between two graphs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import realpolitik
from realpolitik.building.engine import BuildOptions
from realpolitik.cli import main
from realpolitik.pipeline import Inputs, build_graph, diff_graphs

pytestmark = pytest.mark.usefixtures("simple_extractor", "quick_builds")


@pytest.fixture
def graphs(letters: Path, tmp_path: Path) -> tuple[str, str]:
    """Two graphs: of the second a document went, one came, and one tells its claims otherwise."""
    options = BuildOptions(jobs=1)
    build_graph(Inputs(paths=[str(letters)]), tmp_path / "old", options=options)
    (letters / "a.txt").unlink()
    (letters / "b.txt").write_text("France may have met Chad. China lent Iran $98 million.", encoding="utf-8")
    (letters / "e.txt").write_text("Cuba praised Mali.", encoding="utf-8")
    build_graph(Inputs(paths=[str(letters)]), tmp_path / "new", options=options)
    return str(tmp_path / "old"), str(tmp_path / "new")


def test_documents_claims_and_relations_are_told(graphs: tuple[str, str]) -> None:
    """Each with what it was and is."""
    changes = list(diff_graphs(*graphs))

    documents = [(change.change, change.id) for change in changes if change.what == "document"]
    claims = [
        (change.change, change.document, change.relation, change.before, change.after)
        for change in changes
        if change.what == "claim"
    ]
    relations = [
        (change.change, change.subject, change.relation, change.object)
        for change in changes
        if change.what == "relation"
    ]
    assert documents == [("removed", "a"), ("changed", "b"), ("added", "e")]
    assert ("removed", "a", "meets", "actual", None) in claims
    assert ("added", "b", "meets", None, "possible") in claims
    assert ("added", "e", "supports", None, "actual") in claims
    assert relations == [("added", "CUB", "supports", "MLI")]


def test_a_status_that_changes_in_place_is_a_change_of_the_relation(tmp_path: Path) -> None:
    """One graph tells as a fact what the other tells as a plan."""
    for name, text in (("old", "France met Chad."), ("new", "France may have met Chad.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text, encoding="utf-8")
        build_graph(Inputs(paths=[str(tmp_path / name)]), tmp_path / f"{name}-graph")

    changes = diff_graphs(tmp_path / "old-graph", tmp_path / "new-graph")
    relation = [change for change in changes if change.what == "relation"]

    assert [(each.change, each.before, each.after) for each in relation] == [
        ("changed", "actual", "possible")
    ]


def test_a_graph_is_as_it_is(graphs: tuple[str, str]) -> None:
    """No change from itself."""
    assert list(diff_graphs(graphs[0], graphs[0])) == []


def test_python_gives_the_same_as_records(graphs: tuple[str, str]) -> None:
    """With rows of fixed keys."""
    old, new = map(realpolitik.open, graphs)

    assert list(old.diff(new)) == list(diff_graphs(*graphs))


def test_the_command_writes_rows_and_an_exit_code_on_request(
    graphs: tuple[str, str], runner: CliRunner
) -> None:
    """3 where something changed, as a check in a script wants it."""
    plain = runner.invoke(main, ["diff", *graphs])
    checked = runner.invoke(main, ["diff", *graphs, "--exit-code", "--what", "relation", "--format", "csv"])
    same = runner.invoke(main, ["diff", graphs[0], graphs[0], "--exit-code"])

    assert plain.exit_code == 0
    assert {json.loads(line)["what"] for line in plain.stdout.splitlines()} == {
        "document",
        "claim",
        "relation",
    }
    assert checked.exit_code == 3
    assert [row["subject"] for row in csv.DictReader(io.StringIO(checked.stdout))] == ["CUB"]
    assert (same.exit_code, same.stdout) == (0, "")


def test_a_folder_that_is_no_graph_is_told(graphs: tuple[str, str], runner: CliRunner) -> None:
    """In one line."""
    result = runner.invoke(main, ["diff", graphs[0], "none-such"])

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "none-such" in result.stderr
