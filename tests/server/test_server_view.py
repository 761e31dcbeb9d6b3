"""The explorer of a graph that a server has is that of the graph."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

import realpolitik as rp
from realpolitik.cli import main
from realpolitik.folder import GraphFolder
from served import Served


def test_claims_and_documents_come_back_from_an_endpoint(served: Served, small_graph: GraphFolder) -> None:
    """Every claim as it was, every document but for its text."""
    there, here = rp.open(served.endpoint), rp.open(small_graph.path)

    assert tuple(there.claims()) == tuple(here.claims())
    assert [(each.id, each.title, each.source, each.published) for each in there.documents()] == [
        (each.id, each.title, each.source, each.published) for each in here.documents()
    ]


def test_view_shows_an_endpoint(served: Served, tmp_path: Path) -> None:
    """With the options that a folder's page has too."""
    page = tmp_path / "page.html"
    done = CliRunner().invoke(
        main, ["view", "--endpoint", served.endpoint, "--focus", "Chad", "-o", str(page)]
    )

    assert done.exit_code == 0, done.output
    assert "Chad" in page.read_text(encoding="utf-8")
    assert "Ukraine" not in page.read_text(encoding="utf-8")


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """One line, exit code 1, no page."""
    page = tmp_path / "page.html"
    done = CliRunner().invoke(main, ["view", "--endpoint", "http://127.0.0.1:9/sparql", "-o", str(page)])

    assert done.exit_code == 1
    assert "127.0.0.1:9" in done.output
    assert not page.exists()
