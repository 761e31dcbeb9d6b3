"""Sources against each other, on a case worked by hand."""

from __future__ import annotations

import pytest

from factories import make_claim, make_document, make_scheme
from realpolitik.analysis.comparing import contradictions
from realpolitik.analysis.coverage import Overlap, compare_sources

DOCUMENTS = (
    make_document("One text.", id="p1", source="Press TV"),
    make_document("Another text.", id="p2", source="Press TV"),
    make_document("A third text.", id="w1", source="The Wire"),
    make_document("A fourth text.", id="anonymous"),
)
RAID = make_claim("USA", "attacks", "VEN", document="p1")
RAID_AGAIN = make_claim("person:x", "attacks", "VEN", document="w1", subject_country="USA")
DENIAL = make_claim("USA", "sanctions", "VEN", document="p2", status="negated", attributed_to="USA")
SANCTION = make_claim("USA", "sanctions", "VEN", document="w1", start=50)
LOAN = make_claim("CHN", "lends", "VEN", document="w1", start=90, confidence=0.4)
OFFICE = make_claim("person:x", "holds-office", "USA", document="p1", start=30)
CLAIMS = (RAID, RAID_AGAIN, DENIAL, SANCTION, LOAN, OFFICE)


def test_sources_are_publishers_or_documents_and_each_has_its_profile() -> None:
    found = compare_sources(CLAIMS, DOCUMENTS, make_scheme())

    profiles = {profile.source: profile for profile in found.profiles}
    assert list(profiles) == ["Press TV", "The Wire", "anonymous"]
    press, wire, silent = profiles.values()
    assert (press.documents, press.claims, press.acts, press.only_here) == (("p1", "p2"), 2, 2, 0)
    assert press.by_status == {"actual": 1, "negated": 1}
    assert press.attributed == 0.5
    assert press.goldstein == pytest.approx((-9 - 10 - 10) / 3)
    assert (wire.claims, wire.only_here) == (3, 1)
    assert wire.by_category == {"finance": 1, "force": 1, "pressure": 1}
    assert wire.confidence == pytest.approx(0.8)
    assert (silent.claims, silent.attributed, silent.goldstein, silent.confidence) == (0, None, None, None)
    assert found.grounds.left_out == (("offices and memberships", 1),)


def test_agreement_is_over_the_pairs_that_both_write_about() -> None:
    """Both write of USA and VEN: two acts there, both told by both; only one has the loan."""
    clashes = contradictions(CLAIMS, DOCUMENTS, make_scheme())

    found = compare_sources(CLAIMS, DOCUMENTS, make_scheme(), contradictions=clashes)

    assert [clash.kind for clash in clashes] == ["denial"]
    assert found.overlaps == (
        Overlap(first="Press TV", second="The Wire", shared=2, agreement=1.0, contradictions=1),
        Overlap(first="Press TV", second="anonymous", shared=0, agreement=None, contradictions=0),
        Overlap(first="The Wire", second="anonymous", shared=0, agreement=None, contradictions=0),
    )


def test_claims_that_one_source_alone_makes_are_listed() -> None:
    found = compare_sources(CLAIMS, DOCUMENTS, make_scheme())

    assert found.single == {"Press TV": (), "The Wire": (LOAN.id,), "anonymous": ()}


def test_a_claim_of_an_unknown_document_is_a_source_of_its_own() -> None:
    found = compare_sources([make_claim(document="lost")], (), make_scheme())

    assert [(profile.source, profile.claims) for profile in found.profiles] == [("lost", 1)]
