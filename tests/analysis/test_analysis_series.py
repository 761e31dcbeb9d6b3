"""Pairs through time, and where their level changes."""

from __future__ import annotations

import pandas as pd
import pytest

from factories import make_claim, make_scheme
from realpolitik.analysis.scale import goldstein
from realpolitik.analysis.series import Period, Point, change_points, dyadic_series
from realpolitik.model import Claim, DateBasis, DatePrecision, EventDate


def on(start: str, end: str | None = None) -> EventDate:
    return EventDate(start=start, end=end or start, precision=DatePrecision.DAY, basis=DateBasis.TEXT)


def some_claims() -> list[Claim]:
    return [
        make_claim("USA", "sanctions", "VEN", when=on("2019-01-28")),
        make_claim("person:x", "meets", "VEN", when=on("2019-01-30"), subject_country="USA", start=1),
        make_claim("VEN", "criticizes", "USA", when=on("2019-03-01")),
        make_claim("USA", "attacks", "VEN", when=on("2019-01-01", "2019-12-31"), start=2),
        make_claim("USA", "threatens", "VEN", start=3),
        make_claim("CHN", "lends", "VEN", when=on("2019-01-05"), start=4),
    ]


def test_a_pair_by_month_has_its_mean_score_its_counts_and_its_claims() -> None:
    claims = some_claims()

    found = dyadic_series(claims, make_scheme(), "USA", "VEN")

    assert found.points == (
        Point(
            period="2019-01",
            score=(-5.5 + 1.0) / 2,
            cooperation=1,
            conflict=1,
            claims=(claims[0].id, claims[1].id),
        ),
        Point(period="2019-03", score=-2.0, cooperation=0, conflict=1, claims=(claims[2].id,)),
    )
    assert (found.grounds.claims, found.grounds.documents) == (3, 1)
    assert found.grounds.left_out == (("without a date exact to the month", 2),)
    assert "too few claims" in str(found.grounds)


def test_direction_and_period_can_be_chosen_and_meetings_count_either_way() -> None:
    found = dyadic_series(some_claims(), make_scheme(), "VEN", "USA", period=Period.YEAR, directed=True)

    assert [(point.period, len(point.claims)) for point in found.points] == [("2019", 2)]


def points(*scores: float | None) -> list[Point]:
    return [
        Point(period=f"2018-{month:02}", score=score, cooperation=0, conflict=0, claims=())
        for month, score in enumerate(scores, start=1)
    ]


def test_a_step_is_found_where_it_is_with_the_levels_on_both_sides() -> None:
    (found,) = change_points(points(1.0, 1.2, 0.9, None, -6.0, -6.2, -5.8))

    assert found.period == "2018-05"
    assert found.before == pytest.approx(3.1 / 3)
    assert found.after == pytest.approx(-6.0)


def test_two_steps_are_found_in_order() -> None:
    found = change_points(points(1, 1.1, 0.9, 1, -6, -6.1, -5.9, -6, 4, 4.1, 3.9, 4))

    assert [point.period for point in found] == ["2018-05", "2018-09"]


@pytest.mark.parametrize("scores", [(), (1.0,), (1.0, 1.0, -5.0, -5.0), (2.0,) * 9, (1.0, -1.0) * 6])
def test_too_short_flat_or_merely_noisy_series_have_no_change(scores: tuple[float, ...]) -> None:
    assert change_points(points(*scores)) == ()


def test_a_pair_of_much_told_actors_with_few_claims_says_so() -> None:
    """The warning is the pair's own: that others are told of much makes its series no firmer."""
    others = [make_claim("CHN", "lends", "RUS", when=on("2019-02-01"), start=100 * n) for n in range(40)]
    much = [make_claim("USA", "meets", "VEN", when=on("2019-02-01"), start=100 * n) for n in range(40)]

    assert dyadic_series([*some_claims(), *others], make_scheme(), "USA", "VEN").grounds.warnings
    assert not dyadic_series([*much, *others], make_scheme(), "USA", "VEN").grounds.warnings


def test_a_scores_mean_is_numpys_and_its_steps_are_pandas_months() -> None:
    """An independent computation of the series: pandas groups the same claims by month."""
    relations = ("sanctions", "meets", "attacks", "supports")
    claims = [
        make_claim(
            "USA", relations[n % 4], "VEN", when=on(f"2019-{1 + n % 5:02}-{1 + n % 27:02}"), start=9 * n
        )
        for n in range(60)
    ]
    scheme = make_scheme()
    frame = pd.DataFrame(
        {
            "month": pd.to_datetime([claim.when.start for claim in claims if claim.when]).strftime("%Y-%m"),
            "score": [goldstein(scheme[claim.relation]) for claim in claims],
        }
    )
    expected = frame.groupby("month")["score"].agg(["mean", "size"])

    found = dyadic_series(claims, scheme, "USA", "VEN").points

    assert [point.period for point in found] == list(expected.index)
    assert [point.score for point in found] == pytest.approx(list(expected["mean"]))
    assert [len(point.claims) for point in found] == list(expected["size"])
