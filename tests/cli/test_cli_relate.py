"""`realpolitik relate` and `explain`: what they write, and what they say of bad input."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import realpolitik.extract
from factories import make_claim, make_evidence
from realpolitik.cli import main
from realpolitik.errors import RecordError
from realpolitik.extract import Extractor
from realpolitik.folder import GraphFolder
from realpolitik.ledger import write_claims
from realpolitik.ledger.marked_pairs import marked_pair_from_json
from realpolitik.model import DocumentId
from realpolitik.pipeline import Inputs, build_graph

_GOOD = {
    "id": "1",
    "text": "China praised Venezuela.",
    "subject": {"start": 0, "end": 5},
    "object": {"start": 14, "end": 23},
}
_BACKWARDS = {**_GOOD, "id": 2, "subject": _GOOD["object"], "object": _GOOD["subject"]}
_EMPTY = {"relation": None, "plover": None, "status": None, "confidence": None}

pytestmark = pytest.mark.usefixtures("small_extractor")


@pytest.fixture(scope="module")
def graph(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """A graph of one sentence."""
    folder = tmp_path_factory.mktemp("explained")
    (folder / "a.txt").write_text("China praised Venezuela on Monday.", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(realpolitik.extract, "Extractor", lambda *_args, **_options: extractor)
        return build_graph(Inputs(paths=[str(folder / "a.txt")]), folder / "graph").folder


def _lines(*rows: object) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def _claim(graph: GraphFolder) -> dict[str, Any]:
    row = json.loads(graph.claims.read_text(encoding="utf-8").splitlines()[0])
    assert isinstance(row, dict)
    return row


def test_relate_gives_a_row_for_each_record(runner: CliRunner) -> None:
    """In the direction that is asked about, from standard input."""
    result = runner.invoke(main, ["relate", "--stated", "-"], input=_lines(_GOOD, _BACKWARDS))
    first, second = map(json.loads, result.stdout.splitlines())

    assert result.exit_code == 0
    assert list(first) == ["id", "relation", "plover", "status", "confidence"]
    assert (first["id"], first["relation"], first["plover"], first["status"]) == (
        "1",
        "supports",
        "SUPPORT",
        "actual",
    )
    assert second == {"id": "2", **_EMPTY}


def test_relate_gives_the_likeliest(runner: CliRunner) -> None:
    """However unlikely."""
    Path("pairs.jsonl").write_text(_lines(_BACKWARDS), encoding="utf-8")
    result = runner.invoke(main, ["relate", "pairs.jsonl"])
    row = json.loads(result.stdout)

    assert row["relation"] is not None
    assert row["confidence"] < 0.5


def test_bad_records_are_skipped_and_told(runner: CliRunner) -> None:
    """Each with its line; the good ones are answered."""
    Path("pairs.jsonl").write_text(f"{{\n\n{_lines({'id': 1}, _GOOD)}", encoding="utf-8")
    result = runner.invoke(main, ["relate", "pairs.jsonl"])

    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    assert [line[:22] for line in result.stderr.splitlines()] == [
        "skipped pairs.jsonl:1:",
        "skipped pairs.jsonl:3:",
    ]


@pytest.mark.parametrize(
    ("arguments", "rows", "says"),
    [
        (["relate", "-"], "{\n\n", "standard input:1: not JSON"),
        (["relate", "-"], "", "no record"),
        (["relate", "-"], "{\n{\n", "no record"),
        (["relate", "--strict", "-"], f"{{\n{_lines(_GOOD)}", "standard input:1: not JSON"),
        (["relate", "none.jsonl"], "", "none.jsonl"),
    ],
)
def test_without_a_good_record_relate_fails(
    runner: CliRunner, arguments: list[str], rows: str, says: str
) -> None:
    """Exit code 1; --strict makes the first bad one fatal."""
    result = runner.invoke(main, arguments, input=rows)

    assert (result.exit_code, result.stdout) == (1, "")
    assert says in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"id": True}, "id is true or false"),
        ({"id": [1]}, "id is a list"),
        ({"text": 3}, "text is a number"),
        ({"subject": [0, 5]}, "subject is no mark"),
        ({"subject": {"start": 0}}, "subject is no mark"),
        ({"subject": {"start": "0", "end": 5}}, "start is text"),
        ({"subject": {"start": 5, "end": 0}}, "give no span"),
        ({"subject": {"start": 5, "end": 6}}, "marks no word"),
        ({"object": {"start": 14, "end": 99}}, "marks no word"),
        ({"object": {"start": 3, "end": 23}}, "overlap"),
        ({"object": None}, "field object is missing"),
    ],
)
def test_a_bad_record_says_what_is_wrong(changed: dict[str, object], says: str) -> None:
    """And where."""
    with pytest.raises(RecordError, match=says) as caught:
        marked_pair_from_json({**_GOOD, **changed}, path="pairs.jsonl", line=7)

    assert (caught.value.path, caught.value.line) == ("pairs.jsonl", 7)


def test_further_fields_are_the_users_own() -> None:
    """Nobody has to strip a file for a question."""
    assert marked_pair_from_json({**_GOOD, "gold": "SUPPORT", "id": 7}).id == "7"


def test_explain_tells_a_claim(runner: CliRunner, graph: GraphFolder) -> None:
    """By the first characters of its id."""
    claim = _claim(graph)
    result = runner.invoke(main, ["explain", claim["id"][:8], "-g", str(graph.path)])

    assert result.exit_code == 0
    assert result.stdout.startswith("China -- supports --> Venezuela\n")
    assert "praised  ROOT VERB  <- trigger\n" in result.stdout
    assert "made by another" not in result.stdout


def test_explain_tells_a_claim_as_json(runner: CliRunner, graph: GraphFolder) -> None:
    """With the same id as claims.jsonl has."""
    claim = _claim(graph)
    result = runner.invoke(main, ["explain", claim["id"], "-g", str(graph.path), "--format", "json"])

    assert json.loads(result.stdout)["claim"] == claim["id"]


def test_explain_names_the_version_that_made_the_graph(
    runner: CliRunner, graph: GraphFolder, tmp_path: Path
) -> None:
    """Where it is not this one."""
    copy = GraphFolder(tmp_path / "copy")
    copy.path.mkdir()
    for path in (graph.claims, graph.documents):
        (copy.path / path.name).write_bytes(path.read_bytes())
    copy.report.write_text('{"realpolitik": "0", "versions": {"extractor": "older 0"}}', encoding="utf-8")
    result = runner.invoke(main, ["explain", _claim(graph)["id"], "-g", str(copy.path)])

    assert result.exit_code == 0
    assert "the graph was made by another: older 0" in result.stdout


@pytest.mark.parametrize("claim_id", ["nothing", ""])
def test_explain_refuses_an_unknown_claim(runner: CliRunner, graph: GraphFolder, claim_id: str) -> None:
    """In one line, with what to do."""
    result = runner.invoke(main, ["explain", claim_id, "-g", str(graph.path)])

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "realpolitik claims" in result.stderr


def test_explain_says_that_a_claim_is_not_its_own(runner: CliRunner, small_graph: GraphFolder) -> None:
    """The graph is another extractor's; some of its claims this one doesn't make."""
    results = [
        runner.invoke(main, ["explain", json.loads(line)["id"], "-g", str(small_graph.path)])
        for line in small_graph.claims.read_text(encoding="utf-8").splitlines()
    ]

    refused = [result.stderr for result in results if result.exit_code == 1]
    assert refused
    assert all("simple 1" in line and line.count("\n") == 1 for line in refused)
    assert all("made by another: simple 1" in result.stdout for result in results if result.exit_code == 0)


def test_explain_needs_an_id_that_is_one_claims_own(runner: CliRunner) -> None:
    """Claims whose ids start alike are told apart."""
    claim = make_claim()
    twins = [replace(claim, evidence=make_evidence(document=DocumentId(str(number)))) for number in range(17)]
    folder = GraphFolder(Path("twins").absolute())
    folder.path.mkdir()
    write_claims(folder.claims, twins)
    folder.report.write_text('{"realpolitik": "0"}', encoding="utf-8")
    shared = next(
        first for first, count in Counter(twin.id[0] for twin in twins).items() if count > 1
    )  # seventeen ids cannot all start with another of sixteen characters
    result = runner.invoke(main, ["explain", shared, "-g", str(folder.path)])

    assert result.exit_code == 1
    assert f"claims start with '{shared}'; give more of the id" in result.stderr
