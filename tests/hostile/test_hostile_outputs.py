"""What documents say about themselves runs nowhere: no page, table, sheet, network file or notebook."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import pytest
from click.testing import CliRunner

import realpolitik
import realpolitik.extract
from hostile_corpus import ATTACKS
from realpolitik.building.engine import BuildOptions
from realpolitik.cli import main
from realpolitik.folder import GraphFolder
from realpolitik.pipeline import Inputs, build_graph
from simple_extraction import SimpleExtractor

_TEXT = "China lent Venezuela $2 billion in May. France met Chad. France never met Chad."
_RUNS = re.compile(r"\s*(?:javascript|data:[^,]|vbscript|file):?", re.IGNORECASE)  # data:, is an empty icon
_FORMULA = tuple("=+-@\t\r")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """A graph of documents whose every field is an attack."""
    folder = tmp_path_factory.mktemp("outputs")
    rows = [
        {
            "id": attack,
            "text": f"{attack}\n\n{_TEXT}",
            "title": attack,
            "source": attack,
            "url": attack,
            "published": "2020-01-02",
        }
        for attack in ATTACKS
    ]
    source = folder / "in" / "records.jsonl"
    source.parent.mkdir()
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(realpolitik.extract, "Extractor", SimpleExtractor, raising=False)
        options = BuildOptions(jobs=1)
        return build_graph(Inputs(paths=[str(source)]), folder / "graph", options=options).folder


def _told(graph: GraphFolder, *arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "-g", str(graph.path)])
    assert result.exit_code == 0, result.output
    return result.stdout


def _assert_inert(page: str, *, scripts: bool = False) -> None:
    """Assert that no element or attribute of a page can run, or load anything."""
    tree = lxml.html.document_fromstring(page)
    for element in tree.iter(lxml.etree.Element):
        assert scripts or element.tag not in {"script", "iframe", "object", "embed", "base", "form"}
        for name, value in element.items():
            assert not name.lower().startswith("on"), (element.tag, name)
            if name.lower() in {"href", "src", "action", "xlink:href", "srcdoc", "data"}:
                assert not _RUNS.match(value), value


def test_a_path_in_an_id_writes_no_file_elsewhere(graph: GraphFolder) -> None:
    """All that a build writes lies in its folder."""
    beside = {path.name for path in graph.path.parent.iterdir()}

    assert beside == {"in", "graph"}
    assert len(graph.claims.read_text(encoding="utf-8").splitlines()) == 3 * len(ATTACKS)


@pytest.mark.parametrize(
    "command",
    [["report", "--format", "html"], ["timeline", "Venezuela", "--published", "--format", "html"]],
    ids=lambda command: str(command[0]),
)
def test_pages_hold_nothing_that_runs(graph: GraphFolder, command: list[str]) -> None:
    """As a browser's parser sees them."""
    _assert_inert(_told(graph, *command))


def test_the_explorer_holds_no_script_but_its_own(graph: GraphFolder) -> None:
    """As many as in a page of harmless documents; browser tests see that none of the others runs."""
    page = graph.explorer.read_text(encoding="utf-8")

    _assert_inert(page, scripts=True)
    assert "<script>ran()" not in page
    assert "</title></style>" not in page
    assert "Content-Security-Policy" in page


@pytest.mark.parametrize("format_", ["csv", "tsv"])
@pytest.mark.parametrize(
    "command", [["claims"], ["sources"], ["timeline", "Venezuela", "--published"]], ids=str
)
def test_no_cell_is_a_formula(graph: GraphFolder, command: list[str], format_: str) -> None:
    """A spreadsheet that opens it computes nothing."""
    text = _told(graph, *command, "--format", format_)
    cells = [
        cell
        for row in csv.reader(io.StringIO(text, newline=""), delimiter="," if format_ == "csv" else "\t")
        for cell in row
    ]

    assert len(cells) > 20
    assert [cell for cell in cells if cell.lstrip(" ").startswith(_FORMULA) and not _is_number(cell)] == []


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", cell) is not None


def test_a_table_in_markdown_holds_neither_tag_nor_link(graph: GraphFolder) -> None:
    """Whoever renders it renders words."""
    text = _told(graph, "claims", "--format", "markdown")

    assert "ran()" in text or "cmd" in text or "China" in text
    assert not re.search(r"<[a-z/!]", text, re.IGNORECASE)
    assert not re.search(r"(?<!\\)\[", text)


@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_no_control_character_reaches_a_terminal(graph: GraphFolder, format_: str) -> None:
    """It could move the cursor, or turn the line around."""
    text = _told(graph, "claims", "--format", format_) + _told(graph, "sources", "--format", format_)

    assert not set(text) & {chr(code) for code in (*range(10), *range(11, 32), 127, 0x202E, 0x2066)}


@pytest.mark.parametrize("format_", ["gexf", "graphml"])
def test_network_files_are_well_formed(graph: GraphFolder, format_: str, tmp_path: Path) -> None:
    """Whatever stands in a name."""
    target = tmp_path / f"network.{format_}"
    _told(graph, "export", "--format", format_, "-o", str(target))

    root = lxml.etree.fromstring(target.read_bytes(), lxml.etree.XMLParser(resolve_entities=False))
    assert any(True for _ in root.iter())


@pytest.mark.parametrize("what", ["claims", "documents", "relations", "actors"])
def test_a_notebook_shows_words(graph: GraphFolder, what: str) -> None:
    """The HTML that a notebook shows holds nothing that runs."""
    records: Any = getattr(realpolitik.open(graph.path), what)()

    _assert_inert(records._repr_html_())
