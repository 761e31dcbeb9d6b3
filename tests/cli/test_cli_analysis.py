"""`realpolitik actor`, `pair`, `path`, `timeline`, `contradictions`, `sources`, `rank` and `compare`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from realpolitik.cli import main
from realpolitik.folder import GraphFolder
from realpolitik.ledger import read_claims


@pytest.fixture
def run(runner: CliRunner, small_graph: GraphFolder) -> Any:
    """A function that runs a command on the small graph."""

    def invoke(command: str, *arguments: str) -> Result:
        return runner.invoke(main, [command, *arguments, "-g", str(small_graph.path)])

    return invoke


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_an_actor_has_partners_with_counts_and_a_note_on_what_they_rest_on(run: Any) -> None:
    """France met Chad in both documents, and denied meetings are no facts."""
    result = run("actor", "France")

    (row,) = rows(result)
    assert (row["partner_label"], row["claims"], row["documents"], row["cooperation"]) == ("Chad", 2, 2, 2)
    assert "3 claims about 4 actors in 2 documents; left out: 1 told as negated" in result.stderr


def test_what_an_actor_rests_on_can_be_limited(run: Any) -> None:
    """By category and status; and an unknown category is named."""
    assert rows(run("actor", "China", "--category", "diplomacy")) == []
    assert [row["partner"] for row in rows(run("actor", "RUS", "--status", "possible"))] == ["UKR"]
    assert "unknown category 'gas'" in run("actor", "China", "--category", "gas").stderr


def test_a_pair_has_all_its_claims_in_words_with_quotes(run: Any) -> None:
    """Denials included."""
    result = run("pair", "Chad", "France")

    assert [row["status"] for row in rows(result)] == ["actual", "negated", "actual"]
    assert rows(result)[0]["quote"] == "France met Chad."
    assert "3 claims, 3 of them undated; 1 contradiction" in result.stderr


def test_a_path_shows_its_steps_and_exit_code_3_says_there_is_none(run: Any) -> None:
    """China and Chad have nothing to do with each other; an unknown actor is an error."""
    assert [row["told"] for row in rows(run("path", "China", "Venezuela"))] == ["China lends to Venezuela"]
    apart = run("path", "China", "Chad")
    assert (apart.exit_code, apart.stdout) == (3, "")
    assert apart.stderr == "nothing connects the two\n"
    silent = run("path", "China", "Peru")
    assert (silent.exit_code, silent.stderr) == (3, "nothing connects the two: no claim names Peru\n")
    assert run("path", "China", "Atlantis").exit_code == 1


def test_a_timeline_says_how_many_claims_nothing_dates(run: Any) -> None:
    """Neither document has a date, so that even publication places nothing."""
    assert rows(run("timeline")) == []
    assert "0 claims; 5 more that nothing places in time" in run("timeline", "--published").stderr


def test_contradictions_are_rows_in_a_pipe_and_quotes_as_text(run: Any) -> None:
    """France met Chad in one document and never did in the other."""
    (row,) = rows(run("contradictions", "Chad"))
    assert row["kind"] == "denial"
    assert [side["stance"] for side in row["sides"]] == ["told as a fact", "denied"]

    text = run("contradictions", "--format", "text").stdout
    assert "denied: “France never met Chad.” a" in text
    assert rows(run("contradictions", "China")) == []
    assert rows(run("contradictions", "--limit", "1")) == [row]


def test_sources_are_publishers_or_documents_and_pairs_of_them(run: Any) -> None:
    """One document has no publisher."""
    assert [(row["source"], row["only_here"]) for row in rows(run("sources"))] == [
        ("Example Wire", 1),
        ("a", 1),
    ]
    (pair,) = rows(run("sources", "--pairs"))
    assert (pair["shared"], pair["agreement"], pair["contradictions"]) == (1, 1.0, 1)


def test_ranks_are_limited_and_an_unknown_measure_is_named(run: Any) -> None:
    """The rest is counted on standard error."""
    result = run("rank", "strength", "--limit", "2")

    assert [row["actor"] for row in rows(result)] == ["FRA", "TCD"]
    assert result.stderr.startswith("2 more; --limit shows them\n")
    assert "unknown measure 'fame'" in run("rank", "fame").stderr


def test_two_days_are_compared_and_a_wrong_date_is_wrong_usage(run: Any) -> None:
    """Nothing in the small graph has a date."""
    result = run("compare", "2018-01-01", "2026-01-01")

    assert rows(result) == []
    assert "0 relationships unchanged; 3 facts that nothing places in time" in result.stderr
    assert run("compare", "2018", "2026-01-01").exit_code == 2


@pytest.mark.parametrize(
    "command",
    [
        ("actor", "France"),
        ("pair", "France", "Chad"),
        ("contradictions",),
        ("sources",),
        ("rank",),
        ("timeline",),
    ],
)
def test_each_has_its_rows_in_every_format(run: Any, command: tuple[str, ...]) -> None:
    """Tables and Markdown for people, CSV for spreadsheets."""
    for format_ in ("table", "jsonl", "csv", "tsv", "markdown"):
        assert run(*command, "--format", format_).exit_code == 0, format_


@pytest.mark.parametrize("format_", ["gexf", "graphml", "cytoscape", "dot"])
def test_export_writes_the_network_to_standard_output_or_a_file(
    run: Any, tmp_path: Path, format_: str
) -> None:
    """The same text both ways; conditions choose the claims."""
    shown = run("export", "--format", format_)
    written = run("export", "--format", format_, "-o", str(tmp_path / "network"))

    assert shown.exit_code == written.exit_code == 0
    assert "Venezuela" in shown.stdout
    assert (tmp_path / "network").read_text(encoding="utf-8") == shown.stdout
    assert "Venezuela" not in run("export", "--format", format_, "--actor", "Chad").stdout


def test_export_to_where_nothing_can_be_written_is_one_line(run: Any) -> None:
    """No traceback."""
    result = run("export", "-o", "/nowhere/network.gexf")

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_a_report_is_html_by_its_ending_and_markdown_elsewhere(run: Any, tmp_path: Path) -> None:
    """Both tell of the contradiction and quote it."""
    page = tmp_path / "report.html"
    written, shown = run("report", "-o", str(page), "--title", "A & B"), run("report")

    assert (written.exit_code, shown.exit_code) == (0, 0)
    assert "<h1>A &amp; B</h1>" in page.read_text(encoding="utf-8")
    assert "<blockquote>France never met Chad.</blockquote>" in page.read_text(encoding="utf-8")
    assert shown.stdout.startswith("# Who did what to whom")
    assert "   > France never met Chad." in shown.stdout


@pytest.mark.parametrize("network", ["weighted", "signed"])
@pytest.mark.parametrize("format_", ["gexf", "graphml", "cytoscape", "dot", "csv"])
def test_pairs_are_exported_by_category_and_corroboration(run: Any, network: str, format_: str) -> None:
    """France and Chad are the only pair of which both documents tell."""
    options = ("export", "--format", format_, "--network", network)

    assert "Venezuela" in run(*options).stdout
    assert "Venezuela" not in run(*options, "--category", "diplomacy").stdout
    borne_out = run(*options, "--min-voices", "2").stdout
    assert "Chad" in borne_out
    assert "Venezuela" not in borne_out
    assert run(*options, "--actor", "Chad").exit_code == 2


def test_claims_go_to_parquet_and_neo4j(run: Any, small_graph: GraphFolder, tmp_path: Path) -> None:
    """Parquet reads back as the claims; neo4j is two files in a folder."""
    parquet, folder = tmp_path / "claims.parquet", tmp_path / "neo4j"

    assert run("export", "--format", "parquet", "-o", str(parquet)).stdout == f"{parquet}\n"
    assert read_claims(parquet) == read_claims(small_graph.claims)
    assert run("export", "--format", "neo4j", "-o", str(folder)).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["actors.csv", "claims.csv"]


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "parquet"),
        ("--format", "neo4j"),
        ("--format", "parquet", "--network", "signed", "-o", "x"),
        ("--min-voices", "2"),
    ],
)
def test_what_cannot_be_exported_so_is_wrong_usage(run: Any, options: tuple[str, ...]) -> None:
    """Binary and several files need a place; claims are no pairs."""
    assert run("export", *options).exit_code == 2


def test_neo4j_needs_a_folder(run: Any, tmp_path: Path) -> None:
    """A file in its place is told in one line."""
    (tmp_path / "taken").touch()
    done = run("export", "--format", "neo4j", "-o", str(tmp_path / "taken"))

    assert done.exit_code == 1
    assert "no folder" in done.stderr


def test_a_timeline_is_a_page_on_request(run: Any, tmp_path: Path) -> None:
    """On standard output or in a file; -o goes with it alone."""
    shown = run("timeline", "Chad", "--format", "html").stdout
    written = run("timeline", "Chad", "--format", "html", "-o", str(tmp_path / "line.html"))

    assert "<h1>Chad, in order of time</h1>" in shown
    assert written.stdout == f"{tmp_path / 'line.html'}\n"
    assert (tmp_path / "line.html").read_text(encoding="utf-8") == shown
    assert run("timeline", "-o", "line.html").exit_code == 2


def test_a_licence_stands_in_the_description_of_what_is_exported(run: Any) -> None:
    """Formats that describe no graph refuse it, and so does what is no address."""
    address = "https://creativecommons.org/licenses/by/4.0/"
    written = run("export", "--format", "nquads", "--license", address).stdout

    assert f"<https://w3id.org/realpolitik/dataset> <http://purl.org/dc/terms/license> <{address}>" in written
    assert run("export", "--format", "gexf", "--license", address).exit_code == 2
    assert run("export", "--format", "trig", "--license", "CC BY 4.0").exit_code == 2
