"""A graph as of a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from factories import make_actor, make_claim, make_document
from realpolitik.errors import QueryError
from realpolitik.model import DateBasis, DatePrecision, EventDate, Office
from realpolitik.rdf import build_quads, run_query, write_store
from realpolitik.vocabulary import ActorRegistry


def published(day: str) -> EventDate:
    return EventDate(start=day, end=day, precision=DatePrecision.DAY, basis=DateBasis.METADATA)


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    """Return a store with an early, a late and an undated document, and two presidents."""
    offices = [("person:old", "2013-04", "2020-06-30"), ("person:new", "2020-07-01", None)]
    people = [
        make_actor(
            person, offices=(Office(title="President", of=make_actor("VEN").id, start=start, end=end),)
        )
        for person, start, end in offices
    ]
    documents = [
        make_document(id="early", published=published("2019-05-01")),
        make_document(id="late", published=published("2021-05-01")),
        make_document(id="undated"),
    ]
    claims = [
        make_claim("CHN", "lends", "VEN", document="early"),
        make_claim("CHN", "lends", "VEN", document="late"),
        make_claim("USA", "sanctions", "VEN", document="late"),
        make_claim("RUS", "arms", "VEN", document="undated"),
        make_claim("CUB", "aids", "VEN", document="early", status="possible"),
    ]
    registry = ActorRegistry((make_actor("VEN"), *people))
    write_store(tmp_path / "store", build_quads(claims, documents, registry, software="test"))
    return tmp_path / "store"


def names(store: Path, query: str, as_of: str | None) -> list[str]:
    return sorted(str(row[0].text) for row in run_query(store, query, as_of=as_of).rows if row[0] is not None)


@pytest.mark.parametrize(
    ("as_of", "presidents", "claims", "edges"),
    [
        (None, ["New", "Old"], 5, 3),
        ("2019-05-01", ["Old"], 3, 2),
        ("2013-03-31", [], 1, 1),
        ("2020-07-01", ["New"], 3, 2),
        ("2021-05-01", ["New"], 5, 3),
    ],
)
def test_documents_and_offices_of_the_day(
    dated: Path, as_of: str | None, presidents: list[str], claims: int, edges: int
) -> None:
    """Whoever was president then is president there; what was told later is not told."""
    holder = "SELECT ?n { ?who rp:office/rp:officeTitle 'President' ; rdfs:label ?n }"

    assert names(dated, holder, as_of) == presidents
    assert len(names(dated, "SELECT ?c { ?c a rp:Claim }", as_of)) == claims
    assert len(names(dated, "SELECT ?s { GRAPH graph:edges { ?s ?p ?o } }", as_of)) == edges


def test_day_must_be_one(dated: Path) -> None:
    """What is no day is told."""
    with pytest.raises(QueryError, match="is a day"):
        run_query(dated, "ASK {}", as_of="last year")
