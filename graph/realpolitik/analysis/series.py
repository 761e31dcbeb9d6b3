"""Pairs through time: how cooperative or conflictual two actors are told to be, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import log
from statistics import fmean

from realpolitik.analysis.scale import goldstein, sign
from realpolitik.analysis.ties import Choice, Grounds, Tie, choose_ties, too_few
from realpolitik.model import ActorId, Claim, ClaimId, EventDate
from realpolitik.vocabulary import RelationScheme

SHORTEST = 3  # fewest periods of a stretch with a level of its own
_PERIOD_LENGTH = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date


class Period(StrEnum):
    """The length of a step in time."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is told of a pair in one period.

    Attributes:
        period: `2018`, `2018-03` or `2018-03-04`.
        score: Mean place on Goldstein's scale, from -10 to +10; None where no claim is on it.
        cooperation: Number of cooperative claims.
        conflict: Number of conflictual claims.
        claims: Ids of all claims, in reading order.
    """

    period: str
    score: float | None
    cooperation: int
    conflict: int
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A pair of actors through time.

    Attributes:
        subject: Actor id.
        object: Actor id.
        directed: Only what the subject does to the object; else what each does to the other.
        points: In order; periods in which nothing is told are missing and not zero.
        grounds: What it rests on; claims without a date, or dated less exactly than a period, are left out.
    """

    subject: ActorId
    object: ActorId
    directed: bool
    points: tuple[Point, ...]
    grounds: Grounds


def dyadic_series(
    claims: Iterable[Claim],
    scheme: RelationScheme,
    subject: str,
    object_: str,
    *,
    period: Period = Period.MONTH,
    directed: bool = False,
    choice: Choice | None = None,
) -> Series:
    """Follow a pair through time.

    Scores are means over claims of Goldstein values (`analysis.scale`), which says how, not how much;
    the number of claims stands beside each.

    Args:
        claims: In any order.
        scheme: Relation types.
        subject: Actor id, a country's where actors are rolled up.
        object_: Likewise.
        period: The step.
        directed: Keep only what the subject does to the object.
        choice: Which claims.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    chosen = choose_ties(claims, scheme, choice)
    pairs = {(subject, object_)} if directed else {(subject, object_), (object_, subject)}
    ties = [
        tie
        for tie in chosen.ties
        if (tie.subject, tie.object) in pairs or (tie.symmetric and (tie.object, tie.subject) in pairs)
    ]
    by_period: dict[str, list[Tie]] = defaultdict(list)
    undated = 0
    for tie in ties:
        name = period_of(tie.claim.when, period)
        if name is None:
            undated += 1
        else:
            by_period[name].append(tie)
    placed = [tie for group in by_period.values() for tie in group]
    left_out = ((f"without a date exact to the {period}", undated),) if undated else ()
    return Series(
        subject=ActorId(subject),
        object=ActorId(object_),
        directed=directed,
        points=tuple(_point(name, group, scheme) for name, group in sorted(by_period.items())),
        grounds=replace(
            chosen.grounds,
            claims=len(placed),
            documents=len({tie.claim.evidence.document for tie in placed}),
            actors=2,
            left_out=left_out,
            warnings=too_few(len(placed)),
        ),
    )


def period_of(when: EventDate | None, period: Period) -> str | None:
    """Return the period that a date falls in; None where it spans several or none is known.

    >>> from realpolitik.model import DateBasis, DatePrecision
    >>> when = EventDate(start="2018-03-01", end="2018-03-31", precision=DatePrecision.MONTH,
    ...                  basis=DateBasis.TEXT)
    >>> period_of(when, Period.MONTH), period_of(when, Period.DAY)
    ('2018-03', None)
    """
    if when is None or when.start is None or when.end is None:
        return None
    length = _PERIOD_LENGTH[period]
    return when.start[:length] if when.start[:length] == when.end[:length] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePoint:
    """A place where the level of a series changes.

    Attributes:
        period: The first period of the new level.
        before: Mean score of the stretch before.
        after: Mean score of the stretch after.
    """

    period: str
    before: float
    after: float


def change_points(
    points: Sequence[Point], *, shortest: int = SHORTEST, penalty: float = 3.0
) -> tuple[ChangePoint, ...]:
    """Find where the mean score of a series changes, by binary segmentation.

    A. J. Scott and M. Knott, "A cluster analysis method for grouping means in the analysis of variance",
    Biometrics 30, 1974: a stretch is split where that lowers the sum of squares most, as long as it lowers it
    by more than `penalty` times the variance times the logarithm of the length.

    Args:
        points: In order; those without a score are skipped.
        shortest: Fewest points of a stretch; a series shorter than twice that has no change points.
        penalty: Higher finds fewer.
    """
    known = [(point.period, point.score) for point in points if point.score is not None]
    scores = [score for _, score in known]
    if len(scores) < 2 * shortest:
        return ()
    least_gain = penalty * _noise(scores) * log(len(scores))
    borders = [0, *sorted(_cuts(scores, 0, len(scores), shortest, least_gain)), len(scores)]
    return tuple(
        ChangePoint(period=known[cut][0], before=fmean(scores[start:cut]), after=fmean(scores[cut:end]))
        for start, cut, end in zip(borders, borders[1:], borders[2:], strict=False)
    )


def _cuts(scores: Sequence[float], start: int, end: int, shortest: int, least_gain: float) -> list[int]:
    """Return the places within a stretch where it is worth splitting, in no order."""
    total, running = sum(scores[start:end]), sum(scores[start : start + shortest - 1])
    best_gain, best = least_gain, None
    for cut in range(start + shortest, end - shortest + 1):
        running += scores[cut - 1]
        left, right = cut - start, end - cut
        gain = running**2 / left + (total - running) ** 2 / right - total**2 / (end - start)
        if gain > best_gain + 1e-9:
            best_gain, best = gain, cut
    if best is None:
        return []
    halves = (start, best), (best, end)
    return [best, *(cut for half in halves for cut in _cuts(scores, *half, shortest, least_gain))]


def _noise(scores: Sequence[float]) -> float:
    """Return the variance about a changing level: half the mean squared step, after von Neumann (1941)."""
    return fmean((after - before) ** 2 for before, after in pairwise(scores)) / 2


def _point(name: str, ties: Sequence[Tie], scheme: RelationScheme) -> Point:
    values = [value for tie in ties if (value := goldstein(scheme[tie.claim.relation])) is not None]
    signs = [sign(scheme[tie.claim.relation]) for tie in ties]
    return Point(
        period=name,
        score=fmean(values) if values else None,
        cooperation=signs.count(1),
        conflict=signs.count(-1),
        claims=tuple(tie.claim.id for tie in ties),
    )
