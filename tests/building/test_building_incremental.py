"""A graph that is changed has the bytes of one that is built from nothing."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from realpolitik import views
from realpolitik.building import assembly
from realpolitik.building.engine import BuildOptions
from realpolitik.errors import OutputError
from realpolitik.pipeline import Inputs, build_graph
from realpolitik.rdf import open_store, read_trig

pytestmark = pytest.mark.usefixtures("simple_extractor", "quick_builds")
_FILES = ("documents.jsonl", "claims.jsonl", "graph.trig", "explorer.html")
_COUNTRIES = ("China", "Venezuela", "France", "Chad", "Russia", "Ukraine", "Iran", "Cuba")


def _sentence(chance: random.Random) -> str:
    mood = chance.choice(("", "", "may have ", "never "))
    verb = chance.choice(("met", "lent", "attacked", "praised"))
    amount = chance.choice(("", " $2 billion", " 500 tanks"))
    return f"{chance.choice(_COUNTRIES)} {mood}{verb} {chance.choice(_COUNTRIES)}{amount}."


def _text(chance: random.Random, sentences: int) -> str:
    return " ".join(_sentence(chance) for _ in range(sentences)) or "Nothing happened."


def _write(folder: Path, name: str, text: str, source: str | None = None) -> None:
    folder.mkdir(exist_ok=True)
    head = f"---\ntitle: On {name}\nsource: {source}\n---\n\n" if source else ""
    (folder / f"{name}.md").write_text(head + text, encoding="utf-8")


def _build(source: Path, output: Path, **options: bool) -> dict[str, int]:
    chosen = BuildOptions(jobs=1, **options)  # type: ignore[arg-type]
    return dict(build_graph(Inputs(paths=[str(source)]), output, options=chosen).changes)


def _assert_same(changed: Path, whole: Path) -> None:
    for name in _FILES:
        assert (changed / name).read_bytes() == (whole / name).read_bytes(), name
    stores = [open_store(folder / "store") for folder in (changed, whole)]
    assert set(stores[0]) == set(stores[1]) == set(read_trig(whole / "graph.trig"))
    graphs = [{str(graph) for graph in store.named_graphs()} for store in stores]
    assert graphs[0] == graphs[1]


@pytest.mark.parametrize("seed", range(3))
def test_any_change_gives_the_bytes_of_a_build_from_nothing(tmp_path: Path, seed: int) -> None:
    """Documents come, change, go, get copies and other publishers, in any order."""
    chance = random.Random(seed)
    source = tmp_path / "in"
    copied = _text(chance, 30)
    for number in range(9):
        _write(source, f"d{number}", _text(chance, 3), chance.choice((None, "Alpha Wire", "Beta News")))
    _build(source, tmp_path / "changed")
    for step, change in enumerate(chance.sample(("add", "edit", "remove", "copy", "copy", "source"), 6)):
        victim = chance.choice(sorted(source.iterdir()))
        match change:
            case "add":
                _write(source, f"new {step}é", _text(chance, 4))
            case "edit":
                _write(source, victim.stem, _text(chance, 2))
            case "remove":
                victim.unlink()
            case "copy":
                _write(source, f"copy{step}", copied, f"Paper {step}")
            case "source":
                _write(source, victim.stem, _text(chance, 3), "Alpha Wire")
        changes = _build(source, tmp_path / "changed")
        assert changes["read"] <= 1
        assert changes["unchanged"] >= changes["before"] - 1
    shutil.copytree(tmp_path / "changed", tmp_path / "kept")
    _build(source, tmp_path / "whole", use_cache=False)

    _assert_same(tmp_path / "kept", tmp_path / "whole")


def test_a_build_without_changes_reads_nothing(tmp_path: Path) -> None:
    """And has the same bytes."""
    _write(tmp_path / "in", "a", "France met Chad.")
    _build(tmp_path / "in", tmp_path / "out")
    shutil.copytree(tmp_path / "out", tmp_path / "before")

    changes = _build(tmp_path / "in", tmp_path / "out")

    assert (changes["unchanged"], changes["read"], changes["added"]) == (1, 0, 0)
    _assert_same(tmp_path / "out", tmp_path / "before")


def test_a_core_is_drawn_anew_only_when_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that adds nothing to it leaves the page as it is; the bytes are those of a whole build."""
    monkeypatch.setattr(assembly, "_WHOLE_PAGE", 2)
    monkeypatch.setattr(assembly, "_CORE_PAGES", (4, 2, 1))
    source = tmp_path / "in"
    for number in range(5):
        _write(source, f"d{number}", "France met Chad. China met Iran.")
    _build(source, tmp_path / "changed")
    drawn = []
    render = views.render_explorer

    def render_and_tell(**given: Any) -> str:
        drawn.append(given)
        return render(**given)

    monkeypatch.setattr(views, "render_explorer", render_and_tell)
    _write(source, "e", "Nothing happened.")
    _build(source, tmp_path / "changed")
    assert drawn == []
    _write(source, "d0", "France attacked Chad. China met Iran.")
    _build(source, tmp_path / "changed")
    assert len(drawn) == 1
    shutil.copytree(tmp_path / "changed", tmp_path / "kept")
    _build(source, tmp_path / "whole", use_cache=False)

    _assert_same(tmp_path / "kept", tmp_path / "whole")


def test_add_keeps_what_no_path_holds(tmp_path: Path) -> None:
    """And replaces a document of the same name."""
    _write(tmp_path / "first", "a", "France met Chad.")
    _write(tmp_path / "first", "b", "China met Iran.")
    _write(tmp_path / "second", "b", "Cuba met Iran.")
    _write(tmp_path / "second", "c", "Russia met Iran.")
    _build(tmp_path / "first", tmp_path / "out")

    changes = _build(tmp_path / "second", tmp_path / "out", add=True)

    shutil.copy(tmp_path / "first" / "a.md", tmp_path / "second")
    _build(tmp_path / "second", tmp_path / "whole")
    assert (changes["added"], changes["replaced"], changes["removed"]) == (1, 1, 0)
    _assert_same(tmp_path / "out", tmp_path / "whole")


def test_add_reads_the_graph_of_another_version_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stays must be what this version makes of it."""
    _write(tmp_path / "first", "a", "France met Chad.")
    _write(tmp_path / "second", "b", "China met Iran.")
    monkeypatch.setattr(assembly, "fingerprint", lambda *_a, **_k: b"one")
    _build(tmp_path / "first", tmp_path / "out")
    monkeypatch.setattr(assembly, "fingerprint", lambda *_a, **_k: b"two")

    changes = _build(tmp_path / "second", tmp_path / "out", add=True)

    assert (changes["read"], changes["added"]) == (2, 2)
    assert (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_add_into_a_graph_of_imported_events_is_refused(tmp_path: Path) -> None:
    """Its claims come from no text."""
    _write(tmp_path / "in", "a", "France met Chad.")
    (tmp_path / "out").mkdir()
    report = '{"realpolitik": "1", "versions": {"extractor": "realpolitik 1, coded events"}}'
    (tmp_path / "out" / "report.json").write_text(report, encoding="utf-8")

    with pytest.raises(OutputError, match="imported events"):
        _build(tmp_path / "in", tmp_path / "out", add=True)


def test_the_store_of_the_graph_before_goes_on_for_who_has_it_open(tmp_path: Path) -> None:
    """Readers hold files that the new graph never writes to."""
    for number in range(6):
        _write(tmp_path / "in", f"d{number}", "France met Chad. China never met Iran.")
    _build(tmp_path / "in", tmp_path / "out")
    reader = open_store(tmp_path / "out" / "store")
    before = set(read_trig(tmp_path / "out" / "graph.trig"))
    _write(tmp_path / "in", "e", "Cuba lent Chad $5 million.")

    _build(tmp_path / "in", tmp_path / "out")

    assert set(reader) == before
    assert set(open_store(tmp_path / "out" / "store")) != before


def test_a_changed_store_shares_its_data_with_the_one_before(tmp_path: Path) -> None:
    """So that a change costs what it changes, and not what the graph holds."""
    for number in range(6):
        _write(tmp_path / "in", f"d{number}", "France met Chad. China never met Iran.")
    _build(tmp_path / "in", tmp_path / "out")
    shared = {path.stat().st_ino for path in (tmp_path / "out" / "store").glob("*.sst")}
    _write(tmp_path / "in", "e", "Cuba lent Chad $5 million.")

    _build(tmp_path / "in", tmp_path / "out")

    assert shared & {path.stat().st_ino for path in (tmp_path / "out" / "store").glob("*.sst")}


def test_a_damaged_index_means_a_build_from_nothing(tmp_path: Path) -> None:
    """It is told apart from one that fits, and costs no claim."""
    _write(tmp_path / "in", "a", "France met Chad.")
    _build(tmp_path / "in", tmp_path / "out")
    (tmp_path / "out" / "index.sqlite").write_bytes(b"no database")

    changes = _build(tmp_path / "in", tmp_path / "out")

    assert (changes["before"], changes["added"]) == (0, 1)
    assert sqlite3.connect(tmp_path / "out" / "index.sqlite").execute("SELECT 1 FROM documents").fetchall()


def test_a_file_that_was_changed_by_hand_means_a_build_from_nothing(tmp_path: Path) -> None:
    """Splicing from it would carry the damage on."""
    _write(tmp_path / "in", "a", "France met Chad.")
    _build(tmp_path / "in", tmp_path / "out")
    with (tmp_path / "out" / "claims.jsonl").open("a", encoding="utf-8") as file:
        file.write("{}\n")

    changes = _build(tmp_path / "in", tmp_path / "out")

    assert changes["before"] == 0
    assert "{}" not in (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8")


def test_quads_of_the_store_are_those_of_the_file(tmp_path: Path) -> None:
    """Also when all documents of a change go and their graphs end."""
    for name in "abcdefgh":
        _write(tmp_path / "in", name, f"France met Chad. China lent Iran ${ord(name)} million.")
    _build(tmp_path / "in", tmp_path / "out")
    (tmp_path / "in" / "a.md").unlink()

    changes = _build(tmp_path / "in", tmp_path / "out")

    store = open_store(tmp_path / "out" / "store")
    gone = ox.NamedNode("https://w3id.org/realpolitik/document/a")
    assert changes["removed"] == 1
    assert not store.contains_named_graph(gone)
    assert set(store) == set(read_trig(tmp_path / "out" / "graph.trig"))
