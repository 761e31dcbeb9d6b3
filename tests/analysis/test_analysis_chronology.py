"""Claims in order of time, and what changed between two days."""

from __future__ import annotations

from factories import make_claim, make_document, make_scheme
from realpolitik.analysis.chronology import Change, compare_days, snapshot, timeline
from realpolitik.model import DateBasis, DatePrecision, EventDate


def when(start: str | None, end: str | None = None, basis: DateBasis = DateBasis.TEXT) -> EventDate:
    return EventDate(start=start, end=end, precision=DatePrecision.INTERVAL, basis=basis)


LOAN = make_claim("CHN", "lends", "VEN", when=when("2000-01-01"))
BOMBERS = make_claim("RUS", "arms", "VEN", when=when("2018-01-01", "2018-12-31"), document="b")
DAY_IN_2018 = make_claim("USA", "meets", "VEN", when=when("2018-01-01", "2018-01-01"), document="c")
UNTIL = make_claim("VEN", "trades", "CUB", when=when(None, "2013-03-05"))
UNDATED = make_claim("USA", "sanctions", "VEN", document="c", start=10)
UNPLACED = make_claim("USA", "detains", "VEN", document="b", start=5, when=EventDate(
    text="that day", basis=DateBasis.UNRESOLVED))  # fmt: skip


def test_claims_come_in_order_of_time_and_undated_ones_stand_apart() -> None:
    line = timeline([UNDATED, BOMBERS, UNTIL, DAY_IN_2018, LOAN, UNPLACED])

    assert [entry.claim for entry in line.entries] == [LOAN, UNTIL, DAY_IN_2018, BOMBERS]
    assert [entry.day for entry in line.entries] == ["2000-01-01", "2013-03-05", "2018-01-01", "2018-01-01"]
    assert line.undated == (UNPLACED, UNDATED)


def test_the_day_of_publication_counts_only_on_request_and_says_what_it_is() -> None:
    published = when("2026-01-28", "2026-01-28", DateBasis.METADATA)
    documents = [make_document(id="c", published=published), make_document(id="d1")]

    line = timeline([UNDATED, LOAN], documents, use_published=True)

    assert timeline([UNDATED, LOAN], documents).undated == (UNDATED,)
    assert [(entry.claim, entry.basis) for entry in line.entries] == [
        (LOAN, DateBasis.TEXT),
        (UNDATED, DateBasis.METADATA),
    ]


def test_two_days_compared_show_what_appeared_and_what_grew() -> None:
    more_loans = make_claim("CHN", "lends", "VEN", when=when("2015-06-01"), start=99)
    planned = make_claim("IRN", "arms", "VEN", status="possible", when=when("2016-01-01"))
    line = timeline([LOAN, UNTIL, more_loans, BOMBERS, DAY_IN_2018, UNDATED, planned])

    found = compare_days(line, "2018-06-30", "2014-01-01", make_scheme())

    assert (found.earlier, found.later) == ("2014-01-01", "2018-06-30")
    assert found.appeared == (
        Change(subject=BOMBERS.subject, relation=BOMBERS.relation, object=BOMBERS.object, before=0, after=1),
        Change(
            subject=DAY_IN_2018.subject, relation=DAY_IN_2018.relation, object=LOAN.object, before=0, after=1
        ),
    )
    assert found.grew == (
        Change(subject=LOAN.subject, relation=LOAN.relation, object=LOAN.object, before=1, after=2),
    )
    assert (found.unchanged, found.undated) == (1, 1)
    assert snapshot(line, "1999-12-31", make_scheme()) == {}
