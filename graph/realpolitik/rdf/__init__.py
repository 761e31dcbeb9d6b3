"""Claims as RDF: the ontology's files, quads, stores, SPARQL and SHACL.

Alone sees rdflib, pyoxigraph and pyshacl.
"""

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
