"""One extractor for all tests of the room: loading its pipeline and its towns costs seconds."""

from __future__ import annotations

import pytest

from extraction_probe import Probe, make_registry
from realpolitik.extract import Extractor
from realpolitik.rdf.ontology import read_relation_scheme
from realpolitik.resources import resource_path
from realpolitik.vocabulary import RelationScheme


@pytest.fixture(scope="session")
def scheme() -> RelationScheme:
    """The shipped relation types."""
    return read_relation_scheme([resource_path("ontology/relations.ttl")])


@pytest.fixture(scope="session")
def extractor(scheme: RelationScheme) -> Extractor:
    """The shipped pipeline and model with a small registry of actors; nothing changes it."""
    return Extractor(scheme, make_registry())


@pytest.fixture(scope="session")
def probe(extractor: Extractor) -> Probe:
    """A look into what the extractor makes of a text."""
    return Probe(extractor)
