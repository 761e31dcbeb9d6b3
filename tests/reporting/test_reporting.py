"""What a report says."""

from __future__ import annotations

from factories import make_claim, make_document, make_scheme
from realpolitik.analysis.analyses import Analyses
from realpolitik.model import DateBasis, DatePrecision, EventDate
from realpolitik.reporting import make_report
from realpolitik.vocabulary import ActorRegistry

IN_2019 = EventDate(
    start="2019-01-01", end="2019-12-31", precision=DatePrecision.YEAR, basis=DateBasis.TEXT, text="in 2019"
)


def test_a_report_numbers_the_claims_behind_its_figures_in_the_order_of_their_citation() -> None:
    """Three documents, of which two contradict each other."""
    claims = [
        make_claim(
            "USA", "sanctions", "VEN", document="a", when=IN_2019, quote="The US sanctioned Venezuela."
        ),
        make_claim("USA", "sanctions", "VEN", document="b", confidence=0.4),
        make_claim("USA", "sanctions", "VEN", document="c", status="negated", attributed_to="USA"),
    ]
    documents = [make_document(f"Text {name}.", id=name) for name in "abc"]

    report = make_report(Analyses(claims, documents, make_scheme(), ActorRegistry(())), title="Sanctions")

    sections = {section.title: section for section in report.sections}
    (agreed,) = sections["What several independent documents tell"].rows
    assert [cell.text for cell in agreed] == ["USA sanctions VEN", "2", "a, b"]
    assert agreed[0].evidence == (1, 2)
    busiest, surest, gravest = sections["In short"].points
    assert busiest.text == "Most is told of USA and VEN: 2 facts, 0 of cooperation, 2 of conflict."
    assert surest.text == "Told by 2 independent documents: USA sanctions VEN."
    assert (busiest.evidence, surest.evidence, gravest.evidence) == ((1, 2), (1, 2), (1, 3))
    sources = sections["What each source tells"].rows
    assert [(row[1].text, row[1].evidence, row[3].evidence) for row in sources] == [
        ("1", (1,), (1,)),
        ("1", (2,), (2,)),
        ("1", (3,), ()),
    ]
    (difference,) = sections["Where documents differ"].points
    assert difference.text.startswith("Denial: a; b: USA sanctions VEN; denied by c, citing USA.")
    assert difference.evidence == (1, 3)
    assert [row[0].text for row in sections["In order of time"].rows] == ["2019"]
    assert [quotation.told for quotation in report.evidence] == [
        "USA sanctions VEN (actual)",
        "USA sanctions VEN (actual)",
        "USA sanctions VEN (negated)",
    ]
    assert report.evidence[0].quote == "The US sanctioned Venezuela."
    assert report.evidence[0].place == "a, characters 0 to 28"


def test_a_report_on_nothing_says_so() -> None:
    """No table has a head without a body."""
    report = make_report(Analyses((), (), make_scheme(), ActorRegistry(())), title="Nothing")

    text = " ".join(paragraph.text for section in report.sections for paragraph in section.lead)
    assert "0 documents, 0 claims." in text
    assert "No two documents contradict each other." in text
    assert report.evidence == ()
