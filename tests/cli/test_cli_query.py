"""`realpolitik query`, `queries` and `validate`."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from realpolitik.cli import main
from realpolitik.folder import GraphFolder
from realpolitik.pipeline import Inputs, build_graph


def run(*arguments: str, **options: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False, **options)  # type: ignore[arg-type]


def ask(graph: GraphFolder, *arguments: str, **options: str) -> Result:
    return run("query", "-g", str(graph.path), *arguments, **options)


def test_inline_query_gives_json_lines_in_a_pipe(small_graph: GraphFolder) -> None:
    """Rows are JSON objects, IRIs in full, on standard output alone."""
    result = ask(
        small_graph, "SELECT ?who ?n { ?c rp:object ?who ; rp:confidence ?n ; rp:status rp:negated }"
    )

    assert result.exit_code == 0
    assert json.loads(result.stdout)["who"] == "https://w3id.org/realpolitik/actor/TCD"
    assert result.stderr == ""


def test_query_from_a_file_and_from_standard_input(small_graph: GraphFolder, tmp_path: Path) -> None:
    """--file takes a path or a hyphen."""
    path = tmp_path / "q.rq"
    path.write_text("ASK { actor:FRA rp:meets actor:TCD }", encoding="utf-8")

    assert json.loads(ask(small_graph, "-f", str(path)).stdout) == {"answer": True}
    assert json.loads(ask(small_graph, "-f", "-", input="ASK { actor:FRA rp:arms ?x }").stdout) == {
        "answer": False
    }


def test_named_query_takes_names_of_actors(small_graph: GraphFolder) -> None:
    """Parameters are name=value, and a name stands for its actor."""
    result = ask(small_graph, "--name", "claims-about-pair", "--param", "one=France", "--param", "other=Chad")

    assert result.exit_code == 0
    assert {json.loads(line)["status"] for line in result.stdout.splitlines()} == {"actual", "negated"}


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("csv", "who\nhttps://w3id.org/realpolitik/actor/TCD\n"),
        ("tsv", "who\nhttps://w3id.org/realpolitik/actor/TCD\n"),
        ("markdown", "| who |\n|---|\n| actor:TCD |\n"),
        ("table", "who\nactor:TCD\n"),
    ],
)
def test_formats(small_graph: GraphFolder, format_: str, expected: str) -> None:
    """Each format shows the same row; people see prefixed names."""
    result = ask(small_graph, "SELECT ?who { actor:FRA rp:meets ?who }", "--format", format_)

    assert [line.rstrip() for line in result.stdout.splitlines()] == expected.splitlines()


def test_standard_formats_and_turtle(small_graph: GraphFolder) -> None:
    """SPARQL results and RDF come in their own formats; CONSTRUCT is Turtle if nothing is said."""
    json_ = ask(small_graph, "SELECT ?who { actor:FRA rp:meets ?who }", "--format", "json")
    turtle = ask(small_graph, "CONSTRUCT WHERE { actor:FRA rp:meets ?who }")
    rows = ask(small_graph, "CONSTRUCT WHERE { actor:FRA rp:meets ?who }", "--format", "csv")

    assert json.loads(json_.stdout)["head"]["vars"] == ["who"]
    assert turtle.stdout.endswith("actor:FRA rp:meets actor:TCD .\n")
    assert rows.stdout.startswith("subject,predicate,object\n")


def test_csv_runs_nothing_in_a_spreadsheet(small_graph: GraphFolder) -> None:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    result = ask(small_graph, "SELECT ('=cmd|calc' AS ?cell) (-2 AS ?n) {}", "--format", "csv")

    assert list(csv.reader(io.StringIO(result.stdout)))[1] == ["'=cmd|calc", "-2"]


def test_exit_code_on_request(small_graph: GraphFolder) -> None:
    """With --exit-code, no is 3, for ASK and for no rows; without it, 0."""
    assert ask(small_graph, "ASK { ?s rp:arms ?o }").exit_code == 0
    assert ask(small_graph, "--exit-code", "ASK { ?s rp:arms ?o }").exit_code == 3
    assert ask(small_graph, "--exit-code", "SELECT * { ?s rp:arms ?o }").exit_code == 3
    assert ask(small_graph, "--exit-code", "ASK { ?s rp:meets ?o }").exit_code == 0


def test_explain_and_notes_go_to_standard_error(small_graph: GraphFolder) -> None:
    """The query as run, its time, and terms that the vocabulary lacks are talk, not data."""
    result = ask(small_graph, "--explain", "SELECT * { ?s rp:meetz ?o }")

    assert result.stdout == ""
    assert "this graph has no rp:meetz; did you mean rp:meets" in result.stderr
    assert "0 rows" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("SELECT * {",), 1, "realpolitik: line 1, column 11: syntax error: the query ends too early"),
        (("--name", "lender"), 1, "realpolitik: unknown named query 'lender'"),
        (("--name", "lenders-of"), 1, "realpolitik: the query lenders-of needs actor"),
        (("--name", "lenders-of", "--param", "actor"), 1, "realpolitik: a parameter is name=value"),
        ((), 2, "give one of: SPARQL, --file, --name"),
        (("ASK {}", "-p", "actor=China"), 2, "give its --name too"),
        (("-f", "."), 1, "realpolitik: .: cannot be read: Is a directory"),
        (("ASK {}", "--name", "documents"), 2, "give one of"),
        (
            ("-f", "/nonexistent.rq"),
            1,
            "realpolitik: /nonexistent.rq: cannot be read: No such file or directory\n",
        ),
    ],
)
def test_wrong_use(small_graph: GraphFolder, arguments: tuple[str, ...], code: int, message: str) -> None:
    """Each mistake gives one line and its exit code."""
    result = ask(small_graph, *arguments)

    assert result.exit_code == code
    assert message in result.stderr
    assert result.stdout == ""


def test_folder_that_is_no_graph(tmp_path: Path) -> None:
    """A folder without a graph is one line."""
    for command in (("query", "ASK {}"), ("validate",)):
        result = run(*command, "-g", str(tmp_path))
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_queries_are_listed_and_shown() -> None:
    """The library is listed with its parameters; one name shows the SPARQL."""
    rows = [json.loads(line) for line in run("queries").stdout.splitlines()]
    by_name = {row["name"]: row for row in rows}

    assert len(rows) >= 25
    assert by_name["lenders-of"]["usage"] == "actor=ACTOR"
    assert by_name["lenders-of"]["example"] == "realpolitik query --name lenders-of --param actor=Venezuela"
    assert "rp:lends" in run("queries", "lenders-of").stdout
    assert run("queries", "none").exit_code == 1


def test_validate_says_yes(small_graph: GraphFolder) -> None:
    """What a build made conforms; the summary is talk."""
    result = run("validate", "-g", str(small_graph.path))

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("conforms: ")


def test_validate_says_no(tmp_path: Path) -> None:
    """A graph that doesn't conform gives its violations as rows, and exit code 3."""
    import pyoxigraph as ox

    from realpolitik.rdf import write_store

    rp = "https://w3id.org/realpolitik/ns#"
    claim = ox.NamedNode("https://w3id.org/realpolitik/claim/1")
    type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    write_store(
        tmp_path / "store", [ox.Quad(claim, type_, ox.NamedNode(f"{rp}Claim"), ox.NamedNode("urn:g"))]
    )
    (tmp_path / "report.json").write_text('{"realpolitik": "0.1.0"}', encoding="utf-8")
    result = run("validate", "-g", str(tmp_path))

    assert result.exit_code == 3
    assert json.loads(result.stdout.splitlines()[0])["focus"] == claim.value
    assert "does not conform" in result.stderr


def test_as_of_leaves_out_what_came_later(tmp_path: Path, simple_extractor: None) -> None:
    """Offices that began later are not there."""
    del simple_extractor
    (tmp_path / "visit.txt").write_text("Putin met Lula.", encoding="utf-8")
    graph = build_graph(Inputs(paths=[str(tmp_path / "visit.txt")]), tmp_path / "graph").folder
    count = "SELECT (COUNT(*) AS ?n) { ?who rp:office ?tenure }"

    then, now = (
        json.loads(ask(graph, *as_of, count).stdout)["n"] for as_of in (("--as-of", "1990-01-01"), ())
    )

    assert then < now
    assert ask(graph, "--as-of", "then", count).exit_code == 1


def test_names_and_parameters_complete() -> None:
    """The shell completes names of queries, and the parameters of the one chosen."""
    environment = {"_REALPOLITIK_COMPLETE": "bash_complete"}

    def complete(*words: str) -> list[str]:
        line = " ".join(["realpolitik", *words])
        given = {**environment, "COMP_WORDS": line, "COMP_CWORD": str(len(words))}
        output = CliRunner().invoke(main, [], env=given, prog_name="realpolitik").stdout
        return [entry.partition(",")[2] for entry in output.splitlines()]

    assert complete("query", "--name", "lend") == ["lenders-of"]
    assert complete("query", "--name", "lenders-of", "--param", "a") == ["actor="]
    assert complete("query", "--name", "lenders-of", "-p", "a") == ["actor="]
    assert complete("queries", "lend") == ["lenders-of"]


def test_a_query_file_that_is_no_text_is_told_in_one_line(small_graph: GraphFolder, tmp_path: Path) -> None:
    """Not in a traceback."""
    file = tmp_path / "query.rq"
    file.write_bytes(b"SELECT \x91")

    result = CliRunner().invoke(main, ["query", "-g", str(small_graph.path), "-f", str(file)])

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "realpolitik: a file that must be UTF-8 text is not: invalid start byte at byte 7"
    ]


def test_a_syntax_error_shows_its_line(small_graph: GraphFolder) -> None:
    """With a caret under the place."""
    result = ask(small_graph, "SELECT * {\n  ?s ?p ?o OPTINAL { ?s ?q ?z } }")

    assert result.stderr.splitlines() == [
        "realpolitik: line 2, column 12: syntax error: unexpected 'OPTINAL'; did you mean OPTIONAL?",
        "    ?s ?p ?o OPTINAL { ?s ?q ?z } }",
        "             ^",
    ]


def test_a_name_stands_for_its_actor(small_graph: GraphFolder) -> None:
    """In inline SPARQL, too; what the graph lacks is noted, whatever its prefix."""
    found = ask(small_graph, "SELECT ?who { @'France' rp:meets ?who }")
    noted = ask(small_graph, "SELECT ?who { ?who rp:meets actor:FRB ; skos:altLable ?x }")

    assert json.loads(found.stdout)["who"] == "https://w3id.org/realpolitik/actor/TCD"
    assert "note: this graph has no actor:FRB; did you mean actor:FRA" in noted.stderr
    assert "note: this graph has no skos:altLable; did you mean skos:altLabel" in noted.stderr


@pytest.mark.parametrize("format_", ["jsonl", "csv", "json", "xml", "tsv", "turtle", "ntriples"])
def test_a_limit_holds_in_every_format(small_graph: GraphFolder, format_: str) -> None:
    """Of rows and of triples."""
    is_triples = format_ in {"turtle", "ntriples"}
    query = "CONSTRUCT WHERE { ?c a rp:Claim }" if is_triples else "SELECT ?c { ?c a rp:Claim }"
    output = ask(small_graph, query, "--limit", "2", "--format", format_).stdout

    assert len(set(re.findall(r"[0-9a-f]{16}", output))) == 2
