"""`realpolitik view` writes the explorer of a graph that was built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from realpolitik.cli import main
from realpolitik.folder import GraphFolder


def test_the_page_is_that_of_the_build(small_graph: GraphFolder, runner: CliRunner) -> None:
    """Without options it is what the build wrote."""
    done = runner.invoke(main, ["view", "-g", str(small_graph.path)])

    assert done.exit_code == 0, done.output
    assert done.output == "explorer.html\n"
    assert Path("explorer.html").read_bytes() == small_graph.explorer.read_bytes()


def test_a_title_and_conditions_narrow_it(small_graph: GraphFolder, runner: CliRunner) -> None:
    """The heading is the user's, and claims that a condition leaves out aren't in the file."""
    done = runner.invoke(
        main,
        ["view", "-g", str(small_graph.path), "-o", "chad.html", "--title", "Chad & co", "--actor", "Chad"],
    )
    page = Path("chad.html").read_text(encoding="utf-8")

    assert done.exit_code == 0, done.output
    assert "<h1>Chad &amp; co</h1>" in page
    assert "Ukraine" not in page


def test_focus_dates_and_theme_reach_the_page(small_graph: GraphFolder, runner: CliRunner) -> None:
    """The neighbourhood of an actor, named by any name, in dark."""
    options = ["--focus", "Chad", "--depth", "2", "--theme", "dark", "--layout", "ring"]
    done = runner.invoke(main, ["view", "-g", str(small_graph.path), *options])
    page = Path("explorer.html").read_text(encoding="utf-8")

    assert done.exit_code == 0, done.output
    assert 'data-theme="dark"' in page
    assert "Ukraine" not in page
    assert runner.invoke(main, ["view", "-g", str(small_graph.path), "--to", "1900-01-01"]).exit_code == 0
    assert "No claims:" in Path("explorer.html").read_text(encoding="utf-8")
    assert runner.invoke(main, ["view", "--from", "yesterday"]).exit_code == 2
    assert runner.invoke(main, ["view", "-g", str(small_graph.path), "--focus", "Chda"]).exit_code == 1


def test_a_folder_that_is_no_graph_is_refused(runner: CliRunner) -> None:
    """One line, exit code 1, no page."""
    done = runner.invoke(main, ["view", "-g", "nowhere"])

    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert not Path("explorer.html").exists()


def test_an_unwritable_place_is_told(small_graph: GraphFolder, runner: CliRunner) -> None:
    """A folder that isn't there cannot take the page."""
    done = runner.invoke(main, ["view", "-g", str(small_graph.path), "-o", "missing/page.html"])

    assert done.exit_code == 1
    assert "missing" in done.output


def test_open_starts_the_browser(
    small_graph: GraphFolder, runner: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --open the page is shown."""
    opened: list[str] = []

    def launch(path: str) -> int:
        opened.append(path)
        return 0

    monkeypatch.setattr("click.launch", launch)

    done = runner.invoke(main, ["view", "-g", str(small_graph.path), "--open"])

    assert done.exit_code == 0
    assert opened == ["explorer.html"]


@pytest.mark.parametrize("with_documents", [True, False])
def test_a_bare_file_of_claims_is_shown(
    small_graph: GraphFolder, runner: CliRunner, *, with_documents: bool
) -> None:
    """Quotes are in the claims; titles and publishers come from documents.jsonl where it lies beside them."""
    Path("found.jsonl").write_bytes(small_graph.claims.read_bytes())
    if with_documents:
        Path("documents.jsonl").write_bytes(small_graph.documents.read_bytes())
    done = runner.invoke(main, ["view", "found.jsonl", "-o", "found.html"])
    page = Path("found.html").read_text(encoding="utf-8")

    assert done.exit_code == 0, done.output
    claims = [json.loads(line) for line in small_graph.claims.read_text(encoding="utf-8").splitlines()]
    assert len(claims) > 1
    for claim in claims:
        assert claim["id"] in page
        assert json.dumps(claim["quote"], ensure_ascii=False)[1:-1] in page
    assert runner.invoke(main, ["view", "nowhere.jsonl"]).exit_code == 2
    Path("bad.jsonl").write_text("{}\n", encoding="utf-8")
    refused = runner.invoke(main, ["view", "bad.jsonl"])
    assert refused.exit_code == 1
    assert "bad.jsonl" in refused.output


def test_an_endpoint_needs_an_address_and_stands_alone(small_graph: GraphFolder, runner: CliRunner) -> None:
    """Usage errors before anything is asked."""
    assert runner.invoke(main, ["view", "--endpoint", "ftp://example.org"]).exit_code == 2
    both = runner.invoke(main, ["view", str(small_graph.claims), "--endpoint", "http://127.0.0.1:9"])
    assert both.exit_code == 2
