"""The same queries and the same graph on a SPARQL 1.1 server, for those who outgrow one machine.

Queries go by the SPARQL 1.1 Protocol, the graph by the Graph Store HTTP Protocol, a named graph at a time.
docs/endpoints.md tells what differs from server to server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import IO, Any, Final

import pyoxigraph as ox

from realpolitik.rdf import iris
from realpolitik.rdf.connection import Connection, EndpointError
from realpolitik.rdf.dataset import dataset_quads
from realpolitik.rdf.query import Answer, AnswerKind, Row, Term
from realpolitik.rdf.store import open_store
from realpolitik.rdf.tokens import iter_tokens

MEDIA_TYPES: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
_GRAPH_FORMS: Final = frozenset(("CONSTRUCT", "DESCRIBE"))
_LOADS: Final = f"{iris.ROOT}graph/loads"
_DIGEST: Final = ox.NamedNode(f"{iris.NS}contentDigest")
_STARTED: Final = ox.Literal("started")
_CHUNK_TRIPLES: Final = 20_000  # about 4 MB
_NOTED_GRAPHS: Final = 50  # loaded graphs that are noted in one request


def run_remote_query(
    connection: Connection, query: str, *, format_: str = "rows", limit: int | None = None
) -> Answer:
    """Ask a SPARQL server.

    Prefixes that the query uses and does not declare are declared for it.  Servers whose default graph is not
    the union of all graphs are asked for that in the way of Oxigraph; others leave the parameter aside.

    Args:
        connection: To the server's query service.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE.
        format_: As in `run_query`.
        limit: Most rows to return.

    Raises:
        EndpointError: The server cannot be reached, or refuses the query.
    """
    accept = MEDIA_TYPES[format_] if format_ in MEDIA_TYPES else _usual_type(query)
    response = connection.send(
        "POST",
        data={"query": _with_prefixes(query)},
        params={"union-default-graph": "true"},
        headers={"Accept": accept},
        stream=True,
    )
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if format_ in MEDIA_TYPES or (format_ == "auto" and kind != MEDIA_TYPES["xml"]):
        if format_ in MEDIA_TYPES and kind != MEDIA_TYPES[format_]:
            raise EndpointError(
                f"answers {kind or 'something'}, not {MEDIA_TYPES[format_]}", url=connection.url
            )
        content = response.iter_content(1 << 16)
        return Answer(kind=AnswerKind.ROWS, variables=(), rows=iter(()), content=content)
    response.raw.decode_content = True
    with connection.translated():
        if kind == MEDIA_TYPES["xml"]:
            return _solutions(response.raw, limit, connection)
        triples = list(ox.parse(response.content, ox.RdfFormat.TURTLE))
    rows: Iterator[Row] = (tuple(map(_term, (quad.subject, quad.predicate, quad.object))) for quad in triples)
    names = ("subject", "predicate", "object")
    return Answer(kind=AnswerKind.TRIPLES, variables=names, rows=islice(rows, limit), content=None)


def _solutions(stream: IO[bytes], limit: int | None, connection: Connection) -> Answer:
    try:
        found: Any = ox.parse_query_results(stream, ox.QueryResultsFormat.XML)
        variables = (
            () if isinstance(found, ox.QueryBoolean) else tuple(name.value for name in found.variables)
        )
        if variables == ("__ASK_RETVAL",):  # Virtuoso gives a yes as a table of one cell
            found = any(row[0] is not None and row[0].value == "1" for row in found)  # no row for a no
    except SyntaxError as exc:
        raise EndpointError(f"answers what is no SPARQL result: {exc}", url=connection.url) from exc
    if isinstance(found, bool | ox.QueryBoolean):
        value = bool(found)
        told = Term("literal", str(value).lower(), f"{iris.XSD}boolean")
        return Answer(
            kind=AnswerKind.BOOLEAN, variables=("answer",), value=value, rows=iter([(told,)]), content=None
        )
    rows = islice(_rows(found, connection), limit)
    return Answer(kind=AnswerKind.ROWS, variables=variables, rows=rows, content=None)


def _rows(solutions: Iterable[Any], connection: Connection) -> Iterator[Row]:
    with connection.translated():
        try:
            for solution in solutions:
                yield tuple(None if term is None else _term(term) for term in solution)
        except (SyntaxError, OSError) as exc:
            raise EndpointError(f"its answer ends early: {exc}", url=connection.url) from exc


def _term(term: Any) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term("iri", term.value)
    if isinstance(term, ox.Literal):
        return Term("literal", term.value, term.datatype.value, term.language or "")
    return Term("other", str(term))


def _usual_type(query: str) -> str:
    """Return the media type to ask for: one alone, as Virtuoso refuses where the first does not fit."""
    words = (token.text.upper() for token in iter_tokens(query))
    form = next((word for word in words if word in {"SELECT", "ASK", *_GRAPH_FORMS}), "")
    return MEDIA_TYPES["ntriples" if form in _GRAPH_FORMS else "xml"]


def _with_prefixes(query: str) -> str:
    """Return a query with the usual prefixes that it uses declared."""
    tokens = [token for token in iter_tokens(query) if token.kind not in {"space", "comment"}]
    used = {token.text.partition(":")[0] for token in tokens if token.kind == "name"}
    declared = {
        after.text.partition(":")[0] for before, after in pairwise(tokens) if before.text.upper() == "PREFIX"
    }
    missing = sorted(name for name in used - declared if name in iris.PREFIXES)
    return "".join(f"PREFIX {name}: <{iris.PREFIXES[name]}>\n" for name in missing) + query


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did.

    Attributes:
        loaded: Number of named graphs that were sent.
        triples: Number of triples in them.
        unchanged: Number of graphs that the server had already.
        removed: Number of graphs that an earlier load left and that are no more.
    """

    loaded: int
    triples: int
    unchanged: int
    removed: int

    def summary(self) -> str:
        """Return one line for people.

        >>> LoadReport(loaded=2, triples=1500, unchanged=7, removed=0).summary()
        'loaded 2 graphs (1,500 triples), 7 unchanged, 0 removed'
        """
        return (
            f"loaded {self.loaded:,} graphs ({self.triples:,} triples), {self.unchanged:,} unchanged, "
            f"{self.removed:,} removed"
        )


def load_graph(
    store: Path, connection: Connection, *, on_graph: Callable[[str], None] = lambda _name: None
) -> LoadReport:
    """Bring a server's graphs to what a store holds, at a cost that grows with the difference.

    The server keeps a digest of each loaded graph, in a graph of its own.  What is about to be sent is noted
    there first and its digest last, so that a load that was killed is taken up where it was, and that loading
    twice sends nothing.  Graphs that no load of ours made are left alone.

    Args:
        store: Folder of the store.
        connection: To the server's graph store.
        on_graph: Told the name of each graph before it is sent.

    Raises:
        InputError: There is no store.
        EndpointError: The server cannot be reached, or refuses.
    """
    opened = open_store(store)
    described = dataset_quads(opened)
    names = sorted({str(graph.value) for graph in opened.named_graphs()} | {iris.DATASET_GRAPH})

    def lines(name: str) -> list[bytes]:
        quads = (
            described
            if name == iris.DATASET_GRAPH
            else opened.quads_for_pattern(None, None, None, ox.NamedNode(name))
        )
        return sorted(f"{quad.triple} .\n".encode() for quad in quads)

    remote = _Graphs(connection)
    before = remote.digests()
    wanted = {name: hashlib.sha256(b"".join(lines(name))).hexdigest() for name in names}
    changed = [name for name in names if before.get(name) != wanted[name]]
    gone = sorted(before.keys() - wanted.keys())
    for name in gone:
        remote.delete(name)
    if changed or gone:
        kept = {name: digest for name, digest in wanted.items() if name not in set(changed)}
        remote.note({**kept, **dict.fromkeys(changed, _STARTED.value)}, replace=True)
    triples = 0
    done: dict[str, str] = {}
    for name in changed:
        on_graph(name)
        told = lines(name)
        remote.put(name, told)
        triples += len(told)
        done[name] = wanted[name]
        if len(done) == _NOTED_GRAPHS:
            remote.note(done)
            done = {}
    remote.note(done)
    return LoadReport(
        loaded=len(changed), triples=triples, unchanged=len(names) - len(changed), removed=len(gone)
    )


class _Graphs:
    """The named graphs of a server, by the Graph Store HTTP Protocol."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def digests(self) -> dict[str, str]:
        """Return the digests of graphs that earlier loads left; "started" for those that were cut short."""
        response = self._connection.send(
            "GET", params={"graph": _LOADS}, headers={"Accept": MEDIA_TYPES["ntriples"]}, missing=True
        )
        found: dict[str, str] = {}
        if response.ok and response.content.strip():
            for quad in ox.parse(response.content, ox.RdfFormat.TURTLE):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    told = quad.object.value
                    if told != _STARTED.value or quad.subject.value not in found:
                        found[quad.subject.value] = told
        return found

    def note(self, digests: dict[str, str], *, replace: bool = False) -> None:
        """Write down what is loaded, or about to be."""
        lines = sorted(
            f"{ox.Triple(ox.NamedNode(name), _DIGEST, ox.Literal(digest))} .\n".encode()
            for name, digest in digests.items()
        )
        if lines:
            self.put(_LOADS, lines, replace=replace)

    def put(self, name: str, lines: list[bytes], *, replace: bool = True) -> None:
        """Put triples in the place of a graph, or add them to it."""
        for start in range(0, max(len(lines), 1), _CHUNK_TRIPLES):
            self._connection.send(
                "PUT" if replace and not start else "POST",
                params={"graph": name},
                data=b"".join(lines[start : start + _CHUNK_TRIPLES]),
                # N-Triples is Turtle, which each server takes.
                headers={"Content-Type": f"{MEDIA_TYPES['turtle']}; charset=utf-8"},
            )

    def delete(self, name: str) -> None:
        """Remove a graph; one that is not there is none to remove."""
        self._connection.send("DELETE", params={"graph": name}, missing=True)
