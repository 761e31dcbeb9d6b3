"""The compiled actors are those of the Turtle files.

`REALPOLITIK_UPDATE_ACTORS=1 pytest tests/ontology/test_compiled_actors.py` compiles them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from realpolitik import rdf
from realpolitik.building.vocabulary import COMPILED, load_vocabulary
from realpolitik.resources import resource_path
from realpolitik.vocabulary.compiled import compile_registry, find_compiled

SOURCES = sorted(resource_path("ontology/actors").glob("*.ttl"))


def test_compiled_actors_are_those_of_the_turtle_files() -> None:
    """Byte for byte, and field for field."""
    registry = rdf.read_actor_registry(SOURCES)
    text = compile_registry(registry, SOURCES)
    path = resource_path("ontology/actors") / COMPILED
    if os.environ.get("REALPOLITIK_UPDATE_ACTORS"):
        path.write_text(text, encoding="utf-8", newline="\n")

    assert path.read_text(encoding="utf-8") == text
    assert find_compiled(path, SOURCES) == registry


def test_compiled_actors_of_other_sources_are_passed_over(tmp_path: Path) -> None:
    """A Turtle file that was changed counts, and a damaged file is none."""
    source = tmp_path / "one.ttl"
    source.write_text("", encoding="utf-8")
    compiled = tmp_path / "compiled.json"
    compiled.write_text(compile_registry(rdf.read_actor_registry([]), [source]), encoding="utf-8")
    assert find_compiled(compiled, [source]) is not None

    source.write_text("# changed\n", encoding="utf-8")

    assert find_compiled(compiled, [source]) is None
    compiled.write_text('{"sources"', encoding="utf-8")
    assert find_compiled(compiled, [source]) is None


def test_a_users_file_is_read_with_the_shipped_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is parsed where there is none."""
    own = tmp_path / "own.ttl"
    own.write_text(
        '<https://w3id.org/realpolitik/actor/FRA> <http://www.w3.org/2000/01/rdf-schema#label> "Gallia" .\n',
        encoding="utf-8",
    )
    _, registry = load_vocabulary([own])
    found = registry.get("FRA")
    assert found is not None
    assert (found.label, "France" in found.aliases) == ("Gallia", True)
    monkeypatch.setattr(rdf, "read_actor_registry", lambda _paths: pytest.fail("was parsed"))

    assert load_vocabulary()[1].find("France") is not None
