"""SHACL: whether a built graph is as the shapes have it.

A store and the shapes flow in, a `ValidationReport` flows out: not to conform is a finding, and never
an exception.  Graphs are validated in batches, since pySHACL keeps what it looks at in memory, and slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from realpolitik.errors import SourceUnusableError
from realpolitik.rdf import iris
from realpolitik.rdf.store import open_store

if TYPE_CHECKING:
    import rdflib

_BATCH_TRIPLES = 20_000  # about 500 claims: 40 MB of rdflib objects
_SPARQL_CONSTRAINT = ox.NamedNode(f"{iris.SH}SPARQLConstraint")
_SELECT = ox.NamedNode(f"{iris.SH}select")
_MESSAGE = ox.NamedNode(f"{iris.SH}message")
_TYPE = ox.NamedNode(f"{iris.RDF}type")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationResult:
    """One thing that is not as a shape has it.

    Attributes:
        focus: IRI of the node that a shape looked at.
        message: What the shape asks for.
        path: IRI of the property, where one is concerned.
        value: The offending value, where there is one.
    """

    focus: str
    message: str
    path: str | None = None
    value: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the violation as a row."""
        return {"focus": self.focus, "path": self.path, "value": self.value, "message": self.message}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """What validation found.

    Attributes:
        results: All violations, sorted by node.
        graphs: How many named graphs were looked at.
    """

    results: tuple[ValidationResult, ...]
    graphs: int

    @property
    def conforms(self) -> bool:
        """Whether nothing is amiss."""
        return not self.results

    def summary(self) -> str:
        """Return one line for people.

        >>> ValidationReport(results=(), graphs=3).summary()
        'conforms: 3 graphs, no violation'
        """
        if self.conforms:
            return f"conforms: {self.graphs:,} graphs, no violation"
        return f"does not conform: {len(self.results):,} violations in {self.graphs:,} graphs"


def validate(store: Path, shapes: Path) -> ValidationReport:
    """Validate a store against SHACL shapes.

    Args:
        store: Folder of the store.
        shapes: Turtle file; SPARQL constraints that no shape uses run over the whole store.

    Raises:
        InputError: There is no store, or it cannot be read.
        SourceUnusableError: The shapes cannot be read.
    """
    opened = open_store(store)
    constraints = _read_shapes(shapes)
    names = sorted(graph.value for graph in opened.named_graphs() if isinstance(graph, ox.NamedNode))
    skipped = {iris.EDGES_GRAPH, iris.VOCABULARY_GRAPH}  # no shape has a node there
    checked = [name for name in names if name not in skipped]
    results: set[ValidationResult] = set()
    for batch in _batches(opened, checked):
        results.update(_shape_results(batch, shapes))
    results.update(_constraint_results(opened, constraints))
    ordered = sorted(
        results, key=lambda found: (found.focus, found.path or "", found.message, found.value or "")
    )
    return ValidationReport(results=tuple(ordered), graphs=len(names))


def _read_shapes(shapes: Path) -> ox.Store:
    try:
        content = shapes.read_bytes()
    except OSError as exc:
        raise SourceUnusableError(f"cannot be read: {exc.strerror or exc}", path=str(shapes)) from exc
    read = ox.Store()
    try:
        read.load(content, ox.RdfFormat.TURTLE)
    except SyntaxError as exc:
        raise SourceUnusableError(f"is not Turtle: {exc.msg}", path=str(shapes), line=exc.lineno) from exc
    return read


def _batches(store: ox.Store, graphs: Iterable[str]) -> Iterator[list[ox.Quad]]:
    batch: list[ox.Quad] = []
    for graph in graphs:
        batch.extend(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        if len(batch) >= _BATCH_TRIPLES:
            yield batch
            batch = []
    if batch:
        yield batch


def _shape_results(batch: Iterable[ox.Quad], shapes: Path) -> Iterator[ValidationResult]:
    import pyshacl  # noqa: PLC0415 - 0.5 s that only validation needs
    import rdflib  # noqa: PLC0415

    data = rdflib.Graph()
    for quad in batch:
        data.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    options: dict[str, Any] = {"inference": "none", "advanced": False, "meta_shacl": False, "inplace": True}
    _, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(shapes), **options)
    shacl = rdflib.Namespace(iris.SH)
    for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult):
        path = report.value(result, shacl.resultPath)
        value = report.value(result, shacl.value)
        yield ValidationResult(
            focus=str(report.value(result, shacl.focusNode)),
            message=str(report.value(result, shacl.resultMessage)),
            path=None if path is None else str(path),
            value=None if value is None else str(value),
        )


def rdflib_term(term: Any) -> rdflib.term.Identifier:
    """Return a term of pyoxigraph as one of rdflib."""
    import rdflib  # noqa: PLC0415

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    return rdflib.Literal(
        term.value, lang=term.language, datatype=None if term.language else term.datatype.value
    )


def _constraint_results(store: ox.Store, shapes: ox.Store) -> Iterator[ValidationResult]:
    for quad in shapes.quads_for_pattern(None, _TYPE, _SPARQL_CONSTRAINT):
        select, message = (_literal(shapes, quad.subject, predicate) for predicate in (_SELECT, _MESSAGE))
        rows: Any = store.query(select, prefixes=iris.PREFIXES, use_default_graph_as_union=True)
        names = {variable.value for variable in rows.variables}
        for row in rows:
            path, value = (row[name] if name in names else None for name in ("path", "value"))
            yield ValidationResult(
                focus=row["this"].value,
                message=message,
                path=None if path is None else path.value,
                value=None if value is None else value.value,
            )


def _literal(shapes: ox.Store, subject: Any, predicate: ox.NamedNode) -> str:
    (quad,) = shapes.quads_for_pattern(subject, predicate, None)
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value
