"""Claims folded into relationships."""

from __future__ import annotations

import itertools
import random

import pytest

from factories import make_claim, make_document, make_scheme
from realpolitik.analysis import relationships
from realpolitik.errors import VocabularyError
from realpolitik.model import DateBasis, DatePrecision, EventDate


def when(start: str | None, end: str | None) -> EventDate:
    return EventDate(start=start, end=end, precision=DatePrecision.DAY, basis=DateBasis.TEXT)


def test_claims_about_one_thing_become_one_relationship_with_every_claim_behind_it() -> None:
    first = make_claim("RUS", "arms", document="b", status="actual", when=when("2018-01-01", "2018-12-31"))
    second = make_claim("RUS", "arms", document="a", status="negated", when=when("1999-01-01", None))
    third = make_claim(
        "RUS", "arms", document="a", status="possible", start=40, when=when("2030-01-01", None)
    )
    documents = (
        make_document(id="a", source="TASS"),
        make_document(id="b", source="Press TV"),
        make_document(id="c"),
    )

    (found,) = relationships([first, second, third], documents, make_scheme())

    assert (found.subject, found.relation, found.object) == ("RUS", "arms", "VEN")
    assert found.claims == (second.id, third.id, first.id)
    assert found.documents == ("a", "b")
    assert found.sources == ("Press TV", "TASS")
    assert (found.actual, found.possible, found.negated) == (1, 1, 1)
    assert found.contested
    assert (found.first, found.last) == ("2018-01-01", "2018-12-31")


def test_a_symmetric_relation_is_folded_and_a_directed_one_is_not() -> None:
    pairs = [("VEN", "USA"), ("USA", "VEN")]
    claims = [make_claim(*(s, r, o)) for (s, o), r in itertools.product(pairs, ("meets", "threatens"))]

    found = [(r.subject, r.relation, r.object, r.actual) for r in relationships(claims, (), make_scheme())]

    assert found == [
        ("USA", "meets", "VEN", 2),
        ("USA", "threatens", "VEN", 1),
        ("VEN", "threatens", "USA", 1),
    ]


def test_the_order_of_claims_and_documents_does_not_matter() -> None:
    claims = [
        make_claim(s, r, "VEN", start=i)
        for i, (s, r) in enumerate(itertools.product(("RUS", "CHN", "IRN"), ("arms", "meets", "lends")))
    ]
    documents = [make_document(id="d1", source="AFP"), make_document(id="d2")]
    expected = relationships(claims, documents, make_scheme())
    shuffled = random.Random(5).sample(claims, len(claims))

    assert relationships(shuffled, documents[::-1], make_scheme()) == expected
    assert len(expected) == len(claims)


def test_days_come_from_told_facts_only_and_an_open_interval_gives_the_day_it_has() -> None:
    planned = make_claim("RUS", "arms", status="possible", when=when("2031-01-01", None))
    since = make_claim("CHN", "arms", when=when("2000-01-01", None))
    until = make_claim("CUB", "arms", when=when(None, "2013-03-05"))

    found = {r.subject: (r.first, r.last) for r in relationships([planned, since, until], (), make_scheme())}

    assert found == {
        "RUS": (None, None),
        "CHN": ("2000-01-01", "2000-01-01"),
        "CUB": ("2013-03-05", "2013-03-05"),
    }


def test_no_claims_give_no_relationships_and_an_unknown_relation_is_named() -> None:
    assert relationships([], [], make_scheme()) == ()
    with pytest.raises(VocabularyError, match="unknown relation 'armed'; did you mean arms"):
        relationships([make_claim("RUS", relation="armed")], [], make_scheme())
