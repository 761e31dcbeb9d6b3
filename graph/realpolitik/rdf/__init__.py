"""Claims as RDF: the ontology's files, quads, stores, SPARQL and SHACL.

Alone sees rdflib, pyoxigraph and pyshacl.  What is asked for is loaded then, so that a query waits for no
more than it needs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realpolitik.rdf.findings_graph import Agreement, Disagreement
    from realpolitik.rdf.interchange import read_rdflib
    from realpolitik.rdf.named_queries import (
        NamedQuery,
        actor_resolver,
        bind_parameters,
        find_named_query,
        parse_assignment,
        read_named_queries,
    )
    from realpolitik.rdf.ontology import read_actor_registry, read_relation_scheme
    from realpolitik.rdf.quads import build_quads
    from realpolitik.rdf.query import Answer, AnswerKind, Term, run_query
    from realpolitik.rdf.store import open_store, read_trig, write_graph, write_store, write_trig
    from realpolitik.rdf.validation import ValidationReport, ValidationResult, validate

_HOMES = {
    "Agreement": "findings_graph",
    "Answer": "query",
    "AnswerKind": "query",
    "Disagreement": "findings_graph",
    "NamedQuery": "named_queries",
    "Term": "query",
    "ValidationReport": "validation",
    "ValidationResult": "validation",
    "actor_resolver": "named_queries",
    "bind_parameters": "named_queries",
    "build_quads": "quads",
    "find_named_query": "named_queries",
    "open_store": "store",
    "parse_assignment": "named_queries",
    "read_actor_registry": "ontology",
    "read_named_queries": "named_queries",
    "read_rdflib": "interchange",
    "read_relation_scheme": "ontology",
    "read_trig": "store",
    "run_query": "query",
    "validate": "validation",
    "write_graph": "store",
    "write_store": "store",
    "write_trig": "store",
}

__all__ = [
    "Agreement",
    "Answer",
    "AnswerKind",
    "Disagreement",
    "NamedQuery",
    "Term",
    "ValidationReport",
    "ValidationResult",
    "actor_resolver",
    "bind_parameters",
    "build_quads",
    "find_named_query",
    "open_store",
    "parse_assignment",
    "read_actor_registry",
    "read_named_queries",
    "read_rdflib",
    "read_relation_scheme",
    "read_trig",
    "run_query",
    "validate",
    "write_graph",
    "write_store",
    "write_trig",
]


def __getattr__(name: str) -> Any:
    """Load what is asked for from its module."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
