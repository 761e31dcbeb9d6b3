"""Claims as RDF: the ontology's files, quads, stores, SPARQL and SHACL.

Alone sees rdflib, pyoxigraph and pyshacl.
"""

from realpolitik.rdf.ontology import read_actor_registry, read_relation_scheme
from realpolitik.rdf.quads import build_quads
from realpolitik.rdf.store import open_store, read_trig, write_store, write_trig

__all__ = [
    "build_quads",
    "open_store",
    "read_actor_registry",
    "read_relation_scheme",
    "read_trig",
    "write_store",
    "write_trig",
]
