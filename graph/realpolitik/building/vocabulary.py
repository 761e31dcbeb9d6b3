"""The relation scheme and the actor registry that a build, and whoever reads its graph, knows."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from realpolitik.folder import GraphFolder
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry, RelationScheme
from realpolitik.vocabulary.compiled import find_compiled

COMPILED = "compiled.json"  # beside the files that it is made of


def load_vocabulary(
    actor_files: Iterable[Path | str] = (), relation_files: Iterable[Path | str] = ()
) -> tuple[RelationScheme, ActorRegistry]:
    """Read the relation scheme and the actor registry, the user's own files last."""
    from realpolitik.rdf import read_actor_registry, read_relation_scheme

    folder = resource_path("ontology/actors")
    shipped = sorted(folder.glob("*.ttl"))
    scheme = read_relation_scheme([resource_path("ontology/relations.ttl"), *map(Path, relation_files)])
    own = [Path(path) for path in actor_files]
    # A user's file may add to what a shipped one says of an actor: then all are read together.
    compiled = find_compiled(folder / COMPILED, shipped) if not own else None
    return scheme, compiled or read_actor_registry([*shipped, *own])


def keep_vocabulary(
    staged: GraphFolder, actors: Sequence[str], relations: Sequence[str]
) -> tuple[RelationScheme, ActorRegistry]:
    """Read the vocabulary, and keep the user's files with the graph, which is to be read without them."""
    vocabulary = load_vocabulary(actors, relations)
    for name, paths in (("actors", actors), ("relations", relations)):
        folder = staged.path / "vocabulary" / name
        for number, path in enumerate(paths):
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / f"{number:03}-{Path(path).name}")
    return vocabulary
