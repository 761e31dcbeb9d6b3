"""The notebooks run from top to bottom, on the shipped documents and on a reader's own."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

_FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(_FOLDER.glob("*.ipynb"))
OWN_FOLDER = [path for path in NOTEBOOKS if "DOCUMENTS = []" in path.read_text(encoding="utf-8")]
EVENTS = _FOLDER / "05-at-scale.ipynb"
_ICEWS = _FOLDER.parents[1] / "shared" / "data" / "icews18"  # where a checkout has the events beside it
_CHOICE = re.compile(r"^DOCUMENTS = \[\].*$", re.MULTILINE)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not NOTEBOOKS, reason="an installation without the notebooks"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:jupyter_client"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:zmq"),
]


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def run(notebook: Any, folder: Path) -> Any:
    settings = {"metadata": {"path": str(folder)}}
    return NotebookClient(notebook, timeout=600, kernel_name="python3", resources=settings).execute()


def outputs(notebook: Any, kind: str) -> list[str]:
    return [
        output["data"][kind]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if kind in output.get("data", {})
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_says_something(path: Path, tmp_path: Path) -> None:
    """Every cell runs; figures are drawn; nothing is printed to standard error but by the kernel itself."""
    done = run(read(path), tmp_path)

    assert len(outputs(done, "image/png")) >= 2
    conclusions = outputs(done, "text/markdown")
    assert len(conclusions) >= 3
    assert not any(re.search(r"\bnan\b|\bNone\b|\bnot found\b", text) for text in conclusions)
    assert not [output for cell in done.cells for output in cell.get("outputs", ()) if _complains(output)]


def _complains(output: Any) -> bool:
    return output["output_type"] == "error" or "Warning" in output.get("text", "")


@pytest.mark.parametrize("path", OWN_FOLDER, ids=lambda path: path.stem)
def test_a_notebook_runs_on_a_readers_own_folder_by_changing_one_line(path: Path, tmp_path: Path) -> None:
    """Two short articles of which one is empty of claims are enough to get through."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text("France praised Chad on 3 May 2021. Chad met Mali in Paris.", "utf-8")
    (articles / "two.md").write_text("---\nsource: A Wire\n---\n\nNothing happened at all.\n", "utf-8")
    notebook = read(path)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source, count = _CHOICE.subn('DOCUMENTS = ["articles"]', first.source)

    assert count == 1
    done = run(notebook, tmp_path)
    shown = " ".join(text for kind in ("text/markdown", "text/plain") for text in outputs(done, kind))
    assert "Chad" in shown or "2 documents" in shown
    assert "Venezuela" not in shown


def _on_events(events: str, folder: Path) -> list[str]:
    """Run the last notebook on some events, by its first line, and return its conclusions."""
    notebook = read(EVENTS)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source, count = re.subn(r'^EVENTS = ""', f"EVENTS = {events!r}", first.source)
    assert count == 1
    return outputs(run(notebook, folder), "text/markdown")


def test_the_last_notebook_runs_on_a_readers_own_events_by_changing_one_line(tmp_path: Path) -> None:
    """A short table of the ICEWS dataverse is enough to get through."""
    rows = ["Event Date\tSource Name\tEvent Text\tTarget Name"]
    days = [f"2019-03-{day:02d}" for day in range(1, 9)]
    rows += [f"{day}\tFrance\tConsult\tChad\n{day}\tMali\tAccuse\tFrance" for day in days]
    (tmp_path / "mine.tab").write_text("\n".join(rows) + "\n", encoding="utf-8")

    text = " ".join(_on_events("mine.tab", tmp_path))
    assert "**16 events** among **3 actors**, from 01 March 2019 to 08 March 2019" in text
    assert "invented" not in text


@pytest.mark.skipif(not _ICEWS.is_dir(), reason="no ICEWS events beside this checkout")
def test_the_last_notebook_runs_on_real_events(tmp_path: Path) -> None:
    """All of them, and their camps are more in order than chance would have it."""
    text = " ".join(_on_events(str(_ICEWS), tmp_path))

    assert "95,540 events" in text
    assert "more than chance would give" in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs_and_defines_nothing(path: Path) -> None:
    """What notebooks show is made when they run, and code that is worth a name lives in the library."""
    notebook = read(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    nbformat.validate(notebook)
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    trees = [ast.parse(cell.source) for cell in code]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in nodes)
    assert notebook.cells[0].source.startswith(f"# {int(path.name[:2])} · ")
