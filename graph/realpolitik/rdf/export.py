"""The graph in the formats of other tools.

A store flows in, a file flows out: the same quads in RDF 1.1 formats, claims as triple terms of RDF 1.2, or
one nanopublication a claim.  All are written by pyoxigraph, sorted, and without blank nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox

from realpolitik.errors import OutputError
from realpolitik.rdf import iris
from realpolitik.rdf.store import open_store
from realpolitik.rdf.terms import TYPE, term

_NP: Final = "http://www.nanopub.org/nschema#"
_REIFIES: Final = ox.NamedNode(f"{iris.RDF}reifies")
_SUBJECT, _RELATION, _OBJECT = term("subject"), term("relation"), term("object")
_GENERATED: Final = ox.NamedNode(f"{iris.PROV}wasGeneratedBy")

Quads = Iterator[ox.Quad]


def export_graph(store: Path, output: BinaryIO, format_: str) -> None:
    """Write a store in a format of other tools.

    Args:
        store: Folder of the store.
        output: Open for bytes.
        format_: One of `EXPORT_FORMATS`.

    Raises:
        InputError: There is no store.
        OutputError: The output cannot be written.
    """
    quads_of, rdf_format = EXPORT_FORMATS[format_]
    quads = quads_of(open_store(store))
    try:
        if rdf_format.supports_datasets:
            ox.serialize(quads, output, rdf_format, prefixes=iris.PREFIXES)
        else:
            # A Turtle file has no named graphs: all of them together, each triple once.
            triples = sorted({quad.triple for quad in quads}, key=str)
            ox.serialize(triples, output, rdf_format, prefixes=iris.PREFIXES)
    except OSError as exc:
        raise OutputError(
            f"cannot be written: {exc.strerror or exc}", path=getattr(output, "name", "-")
        ) from exc


def write_export(store: Path, target: Path, format_: str) -> None:
    """Write a store to a file, which is there only once it is complete.

    Args:
        store: Folder of the store.
        target: The file.
        format_: One of `EXPORT_FORMATS`.

    Raises:
        InputError: There is no store.
        OutputError: The file cannot be written.
    """
    if target.exists() and not target.is_file():
        # a rename would put a file in a device's place
        raise OutputError("not a regular file; name a file, or leave -o out", path=str(target))
    partial = target.with_name(f".{target.name}.partial")
    try:
        with partial.open("wb") as output:
            export_graph(store, output, format_)
        partial.replace(target)
    except OSError as exc:
        raise OutputError(f"cannot be written: {exc.strerror or exc}", path=str(target)) from exc
    finally:
        partial.unlink(missing_ok=True)


def _all_quads(store: ox.Store) -> Quads:
    for graph in sorted(store.named_graphs(), key=str):
        yield from sorted(store.quads_for_pattern(None, None, None, graph), key=str)


def _reified_quads(store: ox.Store) -> Quads:
    """Yield all quads, and for each claim that it reifies its triple, whether or not that is a fact."""
    for quad in _all_quads(store):
        yield quad
        if quad.predicate == TYPE and quad.object == term("Claim"):
            subject, relation, object_ = (
                _value(store, quad, name) for name in (_SUBJECT, _RELATION, _OBJECT)
            )
            yield ox.Quad(quad.subject, _REIFIES, ox.Triple(subject, relation, object_), quad.graph_name)


def _nanopublications(store: ox.Store) -> Quads:
    """Yield for each claim four graphs: head, assertion, provenance and publication info."""
    claims = store.quads_for_pattern(None, TYPE, term("Claim"), None)
    for claim in sorted(
        claims, key=lambda quad: quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
    ):
        yield from _nanopublication(store, claim)


def _nanopublication(store: ox.Store, claim: ox.Quad) -> Quads:
    assert isinstance(claim.subject, ox.NamedNode)
    root = claim.subject.value.replace("/claim/", "/nanopublication/")
    parts = {name: ox.NamedNode(f"{root}/{name}") for name in ("head", "assertion", "provenance", "pubinfo")}
    node = ox.NamedNode(root)
    yield ox.Quad(node, TYPE, ox.NamedNode(f"{_NP}Nanopublication"), parts["head"])
    for name, property_ in (
        ("assertion", "hasAssertion"),
        ("provenance", "hasProvenance"),
        ("pubinfo", "hasPublicationInfo"),
    ):
        yield ox.Quad(node, ox.NamedNode(_NP + property_), parts[name], parts["head"])
    about = sorted(store.quads_for_pattern(claim.subject, None, None, claim.graph_name), key=str)
    for quad in about:
        # What the claim says is the assertion; who read it where is its provenance.
        is_source = quad.predicate.value.startswith(iris.PROV) or quad.predicate == term("document")
        part = parts["provenance" if is_source else "assertion"]
        yield ox.Quad(quad.subject, quad.predicate, quad.object, part)
    derived = ox.NamedNode(f"{iris.PROV}wasDerivedFrom")
    assert isinstance(claim.graph_name, ox.NamedNode)
    yield ox.Quad(parts["assertion"], derived, claim.graph_name, parts["provenance"])
    for agent in store.quads_for_pattern(_value(store, claim, _GENERATED), None, None, claim.graph_name):
        yield ox.Quad(node, agent.predicate, agent.object, parts["pubinfo"])


def _value(store: ox.Store, claim: ox.Quad, predicate: ox.NamedNode) -> ox.NamedNode:
    quad = next(iter(store.quads_for_pattern(claim.subject, predicate, None, claim.graph_name)))
    assert isinstance(quad.object, ox.NamedNode)
    return quad.object


EXPORT_FORMATS: Final[Mapping[str, tuple[Callable[[ox.Store], Quads], ox.RdfFormat]]] = {
    "nquads": (_all_quads, ox.RdfFormat.N_QUADS),
    "trig": (_all_quads, ox.RdfFormat.TRIG),
    "turtle": (_all_quads, ox.RdfFormat.TURTLE),
    "jsonld": (_all_quads, ox.RdfFormat.JSON_LD),
    "rdf12": (_reified_quads, ox.RdfFormat.TRIG),
    "nanopub": (_nanopublications, ox.RdfFormat.TRIG),
}
"""What can be exported: which quads, and how they are written."""
