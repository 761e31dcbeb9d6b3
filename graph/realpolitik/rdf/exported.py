"""An exported graph on its way back: its quads in a store of their own, and the vocabulary that it brings.

Files flow in, a store and Turtle files flow out.  RDF from elsewhere is parsed by pyoxigraph, which fetches
nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from realpolitik.errors import OutputError, SourceUnusableError
from realpolitik.rdf import iris
from realpolitik.rdf.actor_graph import described_actors
from realpolitik.rdf.quads import vocabulary_quads
from realpolitik.rdf.store import write_problem
from realpolitik.rdf.terms import TYPE, sorted_graph
from realpolitik.resources import term_paths
from realpolitik.vocabulary import ActorRegistry, RelationScheme


def load_export(paths: Sequence[Path], folder: Path) -> ox.Store:
    """Load N-Quads files into a store.

    Args:
        paths: The files.
        folder: A folder to make, for the store and what goes with it.

    Raises:
        SourceUnusableError: A file cannot be read, is not N-Quads, or holds no graph of ours.
        OutputError: The store cannot be written.
    """
    try:
        folder.mkdir()
        store = ox.Store(str(folder / "store"))
    except OSError as exc:
        raise OutputError(f"cannot be written: {exc.strerror or exc}", path=str(folder)) from exc
    for path in paths:
        if not path.is_file():
            raise SourceUnusableError("is no file; give one of N-Quads", path=str(path))
        if not os.access(path, os.R_OK):
            raise SourceUnusableError("cannot be read: permission denied", path=str(path))
        try:
            store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
        except SyntaxError as exc:
            raise SourceUnusableError(f"is not N-Quads: {exc.msg}", path=str(path), line=exc.lineno) from exc
        except (OSError, RuntimeError) as exc:  # of the disk that is written to
            raise OutputError(write_problem(exc), path=str(folder)) from exc
    if not any(str(graph).startswith(f"<{iris.DOCUMENT}") for graph in store.named_graphs()):
        problem = (
            "holds no document's graph; only what `realpolitik export --format nquads` wrote can be read back"
        )
        raise SourceUnusableError(problem, path=", ".join(map(str, paths)))
    return store


def foreign_graphs(store: ox.Store) -> list[str]:
    """Return the names of graphs that no build makes, sorted; the default graph is not among them."""
    shared = {
        iris.ACTORS_GRAPH,
        iris.EDGES_GRAPH,
        iris.FINDINGS_GRAPH,
        iris.VOCABULARY_GRAPH,
        iris.DATASET_GRAPH,
    }
    names = {graph.value for graph in store.named_graphs()}
    return sorted(name for name in names - shared if not name.startswith(iris.DOCUMENT))


def described_ids(store: ox.Store) -> set[str]:
    """Return the ids of the actors that the export describes."""
    quads = store.quads_for_pattern(None, TYPE, None, ox.NamedNode(iris.ACTORS_GRAPH))
    iris_ = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return {actor for actor in map(iris.find_actor_id, iris_) if actor is not None}


def findings_of(store: ox.Store) -> list[ox.Quad]:
    """Return the graph of findings, sorted."""
    return _sorted(store.quads_for_pattern(None, None, None, ox.NamedNode(iris.FINDINGS_GRAPH)))


def write_vocabulary(
    store: ox.Store, folder: Path, *, relations: RelationScheme, actors: ActorRegistry
) -> tuple[list[str], list[str]]:
    """Write what the export's vocabulary and actors say beyond the shipped ones.

    Args:
        store: Holds the export.
        folder: Where to write.
        relations: The shipped relation types.
        actors: The shipped actors.

    Returns:
        Paths of Turtle files of actors, and of relation types; empty where there is nothing new.
    """
    terms = term_paths()
    known = {quad.triple for quad in vocabulary_quads(terms)}
    told = store.quads_for_pattern(None, None, None, ox.NamedNode(iris.VOCABULARY_GRAPH))
    types = _new(told, known, keep=lambda iri: iri.removeprefix(iris.NS) not in relations)
    described = described_actors(actors, (), sources=(), software="")
    said = store.quads_for_pattern(None, None, None, ox.NamedNode(iris.ACTORS_GRAPH))
    parties = _new(
        said,
        {quad.triple for quad in described},
        keep=lambda iri: iri.startswith((iris.ACTOR, iris.OFFICE)),
    )
    return _file(folder / "imported-actors.ttl", parties), _file(folder / "imported-relations.ttl", types)


def _new(quads: Iterable[ox.Quad], known: set[ox.Triple], *, keep: Callable[[str], bool]) -> list[ox.Triple]:
    """Return the triples of subjects of which something new is said, sorted."""
    triples = [quad.triple for quad in quads]
    subjects = {triple.subject for triple in triples if triple not in known}
    kept = [
        triple
        for triple in triples
        if triple.subject in subjects
        and isinstance(triple.subject, ox.NamedNode)
        and keep(triple.subject.value)
    ]
    return sorted(kept, key=str)


def _file(path: Path, triples: Sequence[ox.Triple]) -> list[str]:
    if not triples:
        return []
    # No prefixes: the serializer writes them in an order that changes from run to run.
    ox.serialize(triples, str(path), ox.RdfFormat.TURTLE)
    return [str(path)]


def _sorted(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    triples = [(quad.subject, quad.predicate, quad.object) for quad in quads]
    return sorted_graph(triples, iris.FINDINGS_GRAPH)  # type: ignore[arg-type]
