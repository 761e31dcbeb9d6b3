"""What the codes mean: relation types and categories, and the actor registry, as plain values.

They are read from `ontology/` by the rdf room, which alone parses RDF, and passed in by the pipeline.
"""

from realpolitik.vocabulary.registry import ActorRegistry
from realpolitik.vocabulary.relations import RelationScheme

__all__ = ["ActorRegistry", "RelationScheme"]
