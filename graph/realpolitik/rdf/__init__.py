"""Claims as RDF: the ontology's files, quads, stores, SPARQL and SHACL.

Alone sees rdflib, pyoxigraph and pyshacl.
"""

from realpolitik.rdf.ontology import read_actor_registry, read_relation_scheme

__all__ = ["read_actor_registry", "read_relation_scheme"]
