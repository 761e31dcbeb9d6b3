"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import realpolitik.extract
from realpolitik.folder import GraphFolder
from realpolitik.pipeline import Inputs, build_graph
from simple_extraction import SimpleExtractor

_ARTICLES = {
    "a.txt": "China lent Venezuela $2 billion in May. France met Chad. France never met Chad.",
    "b.md": (
        "---\ntitle: A visit\nsource: Example Wire\n---\n\nFrance met Chad. Russia may have attacked Ukraine."
    ),
}


@pytest.fixture
def simple_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an extractor that reads "NAME met NAME" in the place of the real one."""
    monkeypatch.setattr(realpolitik.extract, "Extractor", SimpleExtractor, raising=False)


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """A built graph of two short documents with five claims; not to be written to."""
    folder = tmp_path_factory.mktemp("small")
    for name, text in _ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(realpolitik.extract, "Extractor", SimpleExtractor, raising=False)
        return build_graph(Inputs(paths=[str(folder)]), folder / "graph").folder


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with the documents of `small_graph`, to be changed at will."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in _ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A runner of commands in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return CliRunner()
