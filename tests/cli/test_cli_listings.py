"""`realpolitik actors`, `relations` and `claims` on a built graph."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from realpolitik.cli import main
from realpolitik.folder import GraphFolder


def _rows(runner: CliRunner, graph: GraphFolder, command: str, *options: str) -> list[dict[str, Any]]:
    result = runner.invoke(main, [command, "-g", str(graph.path), *options])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_claims_are_those_of_the_file(runner: CliRunner, small_graph: GraphFolder) -> None:
    """Without a filter, all of them, as they are."""
    written = small_graph.claims.read_text(encoding="utf-8").splitlines()

    assert _rows(runner, small_graph, "claims") == [json.loads(line) for line in written]


@pytest.mark.parametrize(
    ("options", "subjects"),
    [
        (["--subject", "China"], ["CHN"]),
        (["--object", "VEN"], ["CHN"]),
        (["--actor", "chad"], ["FRA", "FRA", "FRA"]),
        (["--relation", "attacks"], ["RUS"]),
        (["--category", "finance"], ["CHN"]),
        (["--status", "negated"], ["FRA"]),
        (["--document", "b"], ["FRA", "RUS"]),
        (["--attributed-to", "France"], []),
        (["--actor", "France", "--status", "actual", "--document", "a"], ["FRA"]),
    ],
)
def test_claims_can_be_chosen(
    runner: CliRunner, small_graph: GraphFolder, options: list[str], subjects: list[str]
) -> None:
    """By each condition, and by several at once."""
    assert [row["subject"] for row in _rows(runner, small_graph, "claims", *options)] == subjects


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--subject", "Venezula"], "unknown actor 'Venezula'; did you mean Venezuela?"),
        (["--relation", "lend"], "unknown relation 'lend'; did you mean lends"),
        (["--category", "weather"], "unknown category 'weather'; did you mean pressure or"),
        (["--status", "true"], "unknown status 'true'; did you mean actual or possible or negated?"),
    ],
)
@pytest.mark.parametrize("command", ["claims", "relations"])
def test_a_slip_is_told_with_what_was_meant(
    runner: CliRunner, small_graph: GraphFolder, command: str, options: list[str], says: str
) -> None:
    """One line, exit code 1."""
    result = runner.invoke(main, [command, "-g", str(small_graph.path), *options])

    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_relations_count_what_is_told_planned_and_denied(runner: CliRunner, small_graph: GraphFolder) -> None:
    """With publishers, and whether documents differ."""
    rows = _rows(runner, small_graph, "relations", "--actor", "France")

    assert len(rows) == 1
    assert (rows[0]["actual"], rows[0]["possible"], rows[0]["negated"]) == (2, 0, 1)
    assert (rows[0]["contested"], rows[0]["documents"]) == (True, ["a", "b"])
    assert rows[0]["sources"] == ["Example Wire"]


def test_actors_with_most_claims_come_first(runner: CliRunner, small_graph: GraphFolder) -> None:
    """Ties by id."""
    rows = _rows(runner, small_graph, "actors")

    assert [(row["id"], row["claims"]) for row in rows[:3]] == [("FRA", 3), ("TCD", 3), ("CHN", 1)]


@pytest.mark.parametrize(
    ("options", "count"), [(["--kind", "country"], 6), (["--kind", "person"], 0), (["--country", "Chad"], 1)]
)
def test_actors_can_be_chosen(
    runner: CliRunner, small_graph: GraphFolder, options: list[str], count: int
) -> None:
    """By what they are and whom they act for."""
    assert len(_rows(runner, small_graph, "actors", *options)) == count


@pytest.mark.parametrize("command", ["actors", "relations", "claims"])
@pytest.mark.parametrize("kind", ["missing", "empty", "other"])
def test_a_folder_that_is_no_graph(runner: CliRunner, command: str, kind: str, tmp_path: Any) -> None:
    """One line that says what to do."""
    folder = tmp_path / kind
    if kind != "missing":
        folder.mkdir()
    if kind == "other":
        (folder / "report.json").write_text("{}", encoding="utf-8")

    result = runner.invoke(main, [command, "-g", str(folder)])

    assert result.exit_code == 1
    assert "graph" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_graph_whose_claims_are_damaged(runner: CliRunner, small_graph: GraphFolder, tmp_path: Any) -> None:
    """The line is named."""
    report, claims = (path.read_text(encoding="utf-8") for path in (small_graph.report, small_graph.claims))
    (tmp_path / "report.json").write_text(report, encoding="utf-8")
    (tmp_path / "claims.jsonl").write_text(claims[:-30], encoding="utf-8")

    result = runner.invoke(main, ["claims", "-g", str(tmp_path)])

    assert result.exit_code == 1
    assert "claims.jsonl:5" in result.stderr


def test_the_graph_can_be_named_by_the_environment(
    runner: CliRunner, small_graph: GraphFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flag wins over it."""
    monkeypatch.setenv("REALPOLITIK_GRAPH", str(small_graph.path))

    assert runner.invoke(main, ["actors"]).exit_code == 0
    assert runner.invoke(main, ["actors", "-g", "nowhere"]).exit_code == 1
