"""A query on an opened store: names resolved, refusals, the engine's answer, and what is worth a note.

A store and SPARQL flow in, an `Evaluation` flows out whose rows are found as they are read.  Runs within a
worker: nothing here stops a query that takes too long.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from realpolitik.errors import QueryError
from realpolitik.rdf.actor_names import NamedText, resolve_actor_names
from realpolitik.rdf.checks import check_query
from realpolitik.rdf.iris import ACTOR, ACTORS_GRAPH, NS, ROOT, VOCABULARY_GRAPH, XSD
from realpolitik.rdf.syntax_errors import explain_syntax_error, parse_failure
from realpolitik.rdf.tokens import position_of

_SCANNED: Final = 20_000  # quads to learn which properties there are: enough to meet each of them
_VOCABULARY = ox.NamedNode(VOCABULARY_GRAPH)
_ACTORS = ox.NamedNode(ACTORS_GRAPH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What a query is asked of, where its request says so and not its text.

    Attributes:
        default_graphs: IRIs of the graphs that make the default graph.
        named_graphs: IRIs of the graphs that GRAPH sees.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What the engine gives.

    Attributes:
        kind: "rows", "boolean" or "triples".
        variables: Names of the columns.
        unknown: Names that the query uses and the graph lacks, each with the nearest that it has.
        result: To be read once.
    """

    kind: str
    variables: tuple[str, ...]
    unknown: tuple[tuple[str, ...], ...]
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def evaluate(
    store: ox.Store,
    query: str,
    *,
    prefixes: Mapping[str, str],
    allowed_services: Sequence[str] = (),
    dataset: Dataset | None = None,
    base_iri: str | None = None,
) -> Evaluation:
    """Put a query to a store.

    Args:
        store: Open.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE; `@"Venezuela"` stands for an actor.
        prefixes: Those that it may use without declaring them.
        allowed_services: Hosts that SERVICE may reach.
        dataset: In place of what the query's FROM says, and of the union of all graphs.
        base_iri: What relative IRIs are relative to.

    Raises:
        QueryError: The query is wrong or refused.
    """
    checked = check_query(query, prefixes=prefixes, allowed_services=allowed_services)
    named = resolve_actor_names(query, store)
    if named.edits:  # what the engine reads is what must be harmless
        check_query(named.text, prefixes=prefixes, allowed_services=allowed_services)
    if dataset is None:
        for graph in checked.graphs:
            if not store.contains_named_graph(ox.NamedNode(graph)):
                raise QueryError(f"FROM <{graph}> names no graph of this store, and nothing is fetched")
    unknown = _unknown_names(store, checked.names)
    if dataset is None:
        graphs: dict[str, Any] = {"use_default_graph_as_union": not checked.graphs}
    else:
        graphs = {
            "default_graph": [ox.NamedNode(iri) for iri in dataset.default_graphs],
            "named_graphs": [ox.NamedNode(iri) for iri in dataset.named_graphs],
        }
    try:
        result = store.query(named.text, prefixes=dict(prefixes), base_iri=base_iri, **graphs)
    except SyntaxError as exc:
        raise _syntax_error(query, named, str(exc), dict(prefixes)) from None
    kind, variables = _shape(result)
    return Evaluation(kind=kind, variables=variables, unknown=unknown, result=result)


def _shape(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> tuple[str, tuple[str, ...]]:
    if isinstance(result, ox.QueryBoolean):
        return "boolean", ("answer",)
    if isinstance(result, ox.QuerySolutions):
        return "rows", tuple(variable.value for variable in result.variables)
    return "triples", ("subject", "predicate", "object")


def _syntax_error(query: str, named: NamedText, message: str, prefixes: dict[str, str]) -> QueryError:
    problem, offset = explain_syntax_error(named.text, message, parse_failure(prefixes))
    if offset is None:
        return QueryError(problem)
    position = position_of(query, named.original_offset(offset))
    return QueryError(f"syntax error: {problem}", position=position)


def _unknown_names(store: ox.Store, names: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the names that nothing in the store has, each with the nearest of its kind."""
    missing = {name: iri for name, iri in names.items() if not _is_known(store, iri)}
    found = []
    for name, iri in missing.items():
        prefix, _, local = name.partition(":")
        namespace = iri.removesuffix(local)
        others = {
            other.removeprefix(namespace)
            for other in _names_like(store, namespace)
            if other.startswith(namespace)
        }
        near = difflib.get_close_matches(local, others, n=2)
        found.append((name, *(f"{prefix}:{other}" for other in near)))
    return tuple(sorted(found))


def _is_known(store: ox.Store, iri: str) -> bool:
    if iri.startswith(XSD):
        return True  # types of literals and casts are in no quad
    node = ox.NamedNode(iri)
    if iri.startswith(NS):
        return _has(store.quads_for_pattern(node, None, None, _VOCABULARY))
    return (
        _has(store.quads_for_pattern(None, node, None, None))
        or _has(store.quads_for_pattern(node, None, None, None))
        or _has(store.quads_for_pattern(None, None, node, None))
        or store.contains_named_graph(node)
    )


def _has(quads: Iterable[ox.Quad]) -> bool:
    return next(iter(quads), None) is not None


def _names_like(store: ox.Store, namespace: str) -> set[str]:
    if namespace == NS:
        nodes: set[object] = {quad.subject for quad in store.quads_for_pattern(None, None, None, _VOCABULARY)}
    elif namespace.startswith(ACTOR):
        nodes = {quad.subject for quad in store.quads_for_pattern(None, None, None, _ACTORS)}
    elif namespace.startswith(ROOT):
        nodes = set(store.named_graphs())
    else:
        some = itertools.islice(store.quads_for_pattern(None, None, None, None), _SCANNED)
        nodes = {quad.predicate for quad in some}
    return {node.value for node in nodes if isinstance(node, ox.NamedNode)}
