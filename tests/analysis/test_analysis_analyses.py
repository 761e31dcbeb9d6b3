"""All analyses of one graph, asked for by names and words."""

from __future__ import annotations

import json

import pytest

from factories import make_actor, make_claim, make_document, make_scheme
from realpolitik.analysis.analyses import Analyses
from realpolitik.errors import VocabularyError
from realpolitik.model import DateBasis, DatePrecision, EventDate
from realpolitik.vocabulary import ActorRegistry

REGISTRY = ActorRegistry((
    make_actor("VEN", "Venezuela", demonyms=("Venezuelan",)),
    make_actor("USA", "United States", aliases=("US",)),
    make_actor("CHN", "China"),
    make_actor("person:donald-trump", "Donald Trump", country="USA"),
))  # fmt: skip
JANUARY = EventDate(
    start="2026-01-03",
    end="2026-01-03",
    precision=DatePrecision.DAY,
    basis=DateBasis.TEXT,
    text="on January 3",
)
RAID = make_claim("USA", "attacks", "VEN", document="press", when=JANUARY, object_label="Venezuela")
TALKS = make_claim("VEN", "meets", "person:donald-trump", document="wire", object_country="USA", start=9)
LOAN = make_claim("CHN", "lends", "VEN", document="wire", start=50, confidence=0.3)
PLAN = make_claim("USA", "sanctions", "CHN", document="wire", start=70, status="possible")
OFFICE = make_claim(
    "person:donald-trump", "holds-office", "USA", document="press", start=80, role="President"
)
DOCUMENTS = (make_document("Raid text <b>.", id="press", source="Press TV"), make_document("x", id="wire"))


@pytest.fixture
def analyses() -> Analyses:
    return Analyses((RAID, TALKS, LOAN, PLAN, OFFICE), DOCUMENTS, make_scheme(), REGISTRY)


def test_ranks_are_rows_with_names_and_a_note_of_what_was_left_out(analyses: Analyses) -> None:
    found = analyses.rank("in-strength")

    assert [(row["rank"], row["label"], row["value"]) for row in found.rows()] == [
        (1, "Venezuela", 3),
        (2, "United States", 1),
        (3, "China", 0),
    ]
    assert str(found.note).startswith("3 claims about 3 actors in 2 documents; left out: 1 offices")
    assert "<small>3 claims about" in found._repr_html_()


def test_limits_are_words_and_unknown_ones_are_named(analyses: Analyses) -> None:
    assert [row.actor for row in analyses.rank(category="finance").values] == ["CHN", "VEN"]
    assert len(analyses.rank(status=["actual", "possible"], roll_up=False).values) == 4
    assert len(analyses.rank(relation="attacks", since="2026-01-01", until="2026-02-01").values) == 2
    assert analyses.rank(until="2025-12-31").values == ()
    assert analyses.choice(category="structure").with_structure
    for limits in ({"category": "gas"}, {"relation": "arm"}, {"status": "true"}):
        with pytest.raises(VocabularyError, match="unknown"):
            analyses.rank(**limits)  # type: ignore[arg-type]
    with pytest.raises(VocabularyError, match="unknown measure 'fame'"):
        analyses.rank("fame")


def test_contradictions_can_be_kept_by_actor_and_show_their_sides(analyses: Analyses) -> None:
    (row,) = analyses.contradictions("Venezuelan", "Donald Trump").rows()

    assert row["kind"] == "conduct"
    assert row["object_label"] == "Venezuela"
    assert json.loads(json.dumps(row["sides"]))[1]["claims"] == [RAID.id]
    assert len(analyses.contradictions("China")) == 0
    with pytest.raises(VocabularyError, match="unknown actor 'Atlantis'"):
        analyses.contradictions("Atlantis")


def test_corroboration_and_sources_are_rows(analyses: Analyses) -> None:
    found = [(row["subject"], row["relation"], row["support"]) for row in analyses.corroboration().rows()]

    assert found == [
        ("CHN", "lends", "single"),
        ("USA", "attacks", "single"),
        ("USA", "meets", "single"),
        ("person:donald-trump", "holds-office", "single"),
    ]
    assert [row["source"] for row in analyses.sources().rows()] == ["Press TV", "wire"]
    assert [row["contradictions"] for row in analyses.source_pairs().rows()] == [1]
    assert analyses.only_in("Press TV") == (RAID,)
    with pytest.raises(VocabularyError, match="unknown source"):
        analyses.only_in("Pravda")


def test_a_timeline_keeps_what_actors_or_those_who_act_for_them_do(analyses: Analyses) -> None:
    found = analyses.timeline("US", "Venezuela")

    assert [row["told"] for row in found.rows()] == ["USA attacks Venezuela"]
    assert found.note == "1 claim; 1 more that nothing places in time"
    assert analyses.about("China", "US") == (PLAN,)
    assert len(analyses.timeline()) == 1


def test_two_days_compared_are_rows(analyses: Analyses) -> None:
    found = analyses.compare("2026-01-01", "2026-01-31")

    assert [(row["change"], row["subject_label"], row["after"]) for row in found.rows()] == [
        ("appeared", "United States", 1)
    ]
    assert found.note == "0 relationships unchanged; 3 facts that nothing places in time"


def test_a_path_shows_the_surest_claim_of_each_step(analyses: Analyses) -> None:
    found = analyses.path("China", "Donald Trump")

    assert [(row["from"], row["to"], row["told"]) for row in found.rows()] == [
        ("CHN", "VEN", "CHN lends VEN"),
        ("VEN", "person:donald-trump", "VEN meets Donald Trump"),
    ]
    assert found.note == "2 steps"


def test_nothing_between_two_actors_is_said() -> None:
    apart = Analyses((RAID, make_claim("CHN", "lends", "IRN")), (), make_scheme(), REGISTRY)

    assert (len(apart.path("China", "US")), apart.path("China", "US").note) == (0, "nothing connects the two")


def test_a_series_and_networks_take_the_same_limits(analyses: Analyses) -> None:
    (point,) = analyses.series("US", "Venezuela").rows()

    assert (point["period"], point["conflict"], point["claims"]) == ("2026-01", 1, 1)
    assert list(analyses.network(category="finance").edges) == [("CHN", "VEN")]
    assert list(analyses.network(min_documents=2).edges) == [("USA", "VEN")]
    assert analyses.signed_network().nodes["VEN"]["label"] == "Venezuela"
    assert analyses.balance().camps == (("CHN", "VEN"), ())
    assert analyses.communities().groups == (("CHN", "USA", "VEN"),)
    assert analyses.reciprocity().one_sided == 2
    assert analyses.similarity() == {}  # USA and VEN are as friendly as hostile: no sign to compare
    assert analyses.similarity(category=["force", "finance"]) == {("CHN", "USA"): -1}


def test_every_claim_can_be_called_up_by_its_id(analyses: Analyses) -> None:
    assert analyses.evidence([LOAN.id, RAID.id]) == (LOAN, RAID)


def test_partners_of_a_country_are_those_of_whoever_acts_for_it(analyses: Analyses) -> None:
    """The meeting was Trump's, whom the claim rolls up; asked for himself, he is himself."""
    (venezuela,) = analyses.partners("US").rows()
    (person,) = analyses.partners("Donald Trump").rows()

    assert (venezuela["partner"], venezuela["given"], venezuela["received"]) == ("VEN", 2, 1)
    assert (venezuela["cooperation"], venezuela["conflict"], venezuela["documents"]) == (1, 1, 2)
    assert venezuela["relations"] == ["attacks (1)", "meets (1)"]
    assert (person["partner"], person["claims"]) == ("VEN", 1)


def test_a_pair_has_dated_claims_first_and_contradictions_have_quotes(analyses: Analyses) -> None:
    """Each row is a claim in words."""
    found = analyses.pair("Venezuela", "US")

    assert [row["told"] for row in found.rows()] == ["USA attacks Venezuela", "VEN meets Donald Trump"]
    assert [row["when"] for row in found.rows()] == ["2026-01-03", None]
    assert found.note == "2 claims, 1 of them undated; 1 contradiction"
    text = analyses.told(analyses.contradictions()[0])
    assert text.splitlines()[0].startswith("conduct  United States and Venezuela. ")
    assert f"“{RAID.evidence.quote}” press" in text


def test_a_snapshot_counts_the_facts_begun_by_a_day(analyses: Analyses) -> None:
    """The raid has a day, and nothing else has."""
    (row,) = analyses.snapshot("2026-01-03").rows()

    assert (row["subject_label"], row["relation"], row["facts"]) == ("United States", "attacks", 1)
    assert str(analyses.snapshot("2026-01-02").note) == "0 facts; 3 more that nothing places in time"
    assert len(analyses.snapshot("2026-01-02")) == 0


def test_change_points_on_too_little_data_say_so(analyses: Analyses) -> None:
    """One day is no series."""
    found = analyses.change_points("US", "Venezuela", period="day")

    assert len(found) == 0
    assert "1 day with a score" in str(found.note)
    assert "too few to speak of a change of level" in str(found.note)


def test_change_points_are_rows_of_levels() -> None:
    """Six months of talks and six of attacks, with one break between them."""
    claims = [
        make_claim("USA", "meets" if month < 7 else "attacks", "VEN", when=_in_month(month), start=month)
        for month in range(1, 13)
    ]
    found = Analyses(claims, (), make_scheme(), REGISTRY).change_points("US", "Venezuela")

    (row,) = found.rows()
    assert (row["period"], row["before"]) == ("2025-07", 1.0)
    assert found.note is not None
    assert "12 months with a score" in str(found.note)


def _in_month(month: int) -> EventDate:
    day = f"2025-{month:02}-01"
    return EventDate(start=day, end=day, precision=DatePrecision.DAY, basis=DateBasis.TEXT)


def test_weights_go_by_name_and_unknown_ones_are_named(analyses: Analyses) -> None:
    """Each document of these is a voice of its own."""
    network = analyses.network(weight="voices")

    assert network.edges["USA", "VEN"]["weight"] == 2.0
    assert analyses.network(min_voices=2).number_of_edges() == analyses.signed_network(min_voices=2).size()
    with pytest.raises(VocabularyError, match="unknown weight 'heaviness'"):
        analyses.network(weight="heaviness")
