"""A small store that several tests only read."""

from __future__ import annotations

from pathlib import Path

import pytest

from factories import make_actor, make_claim, make_document
from realpolitik.model import Amount, DateBasis, DatePrecision, EventDate, Office
from realpolitik.rdf import build_quads, write_store
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

DAY = EventDate(start="2026-01-05", end="2026-01-05", precision=DatePrecision.DAY, basis=DateBasis.TEXT)


@pytest.fixture(scope="session")
def registry() -> ActorRegistry:
    """Return a few actors with offices."""
    president = Office(title="President", of=make_actor("VEN").id, start="2013-04", end="2026-01-03")
    return ActorRegistry(
        (
            make_actor("CHN", "China"),
            make_actor("CUB", "Cuba", metonyms=("Havana",)),
            make_actor("ISR", "Israel"),
            make_actor("USA", "United States", aliases=("US",)),
            make_actor("VEN", "Venezuela"),
            make_actor("person:donald-trump", "Donald Trump", country="USA"),
            make_actor("person:nicolas-maduro", "Nicolás Maduro", country="VEN", offices=(president,)),
        )
    )


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, registry: ActorRegistry) -> Path:
    """Return the folder of a small store."""
    documents = [
        make_document(id=name, source="The Wire", title=name.upper(), published=DAY) for name in ("001", "d2")
    ]
    loan = Amount(text="$2 billion", value=2e9, unit="USD")
    claims = [
        make_claim("CHN", "lends", "VEN", document="001", amount=loan, when=DAY, plover="AID"),
        make_claim("CHN", "lends", "VEN", document="d2", start=1),
        make_claim(
            "CHN", "lends", "VEN", document="d2", status="negated", attributed_to="person:donald-trump"
        ),
        make_claim("USA", "sanctions", "VEN", document="001"),
        make_claim("VEN", "threatens", "USA", document="001"),
        make_claim("ISR", "attacks", "VEN", document="001", status="possible"),
        make_claim("USA", "attacks", "CUB", document="001"),
        make_claim("ISR", "pressures", "CUB", document="001"),
        make_claim("USA", "cooperates", "ISR", document="d2"),
        make_claim("VEN", "sells-oil", "CUB", document="d2"),
        make_claim("CHN", "arms", "VEN", document="d2", attributed_to="two diplomats"),
        make_claim("CUB", "meets", "CHN", document="d2"),
        make_claim("USA", "demands", "VEN", document="d2", attributed_to="person:donald-trump"),
        make_claim("CHN", "aids", "CUB", document="d2"),
        make_claim("person:ana-prado", "holds-office", "VEN", document="d2", role="minister"),
    ]
    vocabulary = [resource_path("ontology/realpolitik.ttl"), resource_path("ontology/relations.ttl")]
    path = tmp_path_factory.mktemp("graph") / "store"
    write_store(path, build_quads(claims, documents, registry, software="test 1", vocabulary=vocabulary))
    return path
