"""Scores by level, on cases counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from factories import make_claim
from realpolitik.analysis.evaluation import Level, Score, score_readings
from realpolitik.cli.evaluate import LEVELS
from realpolitik.model import ActorId, DocumentId, RelationId, Status
from realpolitik.model.gold import Gold, Reading
from realpolitik.pipeline import load_vocabulary

_SCHEME, _ = load_vocabulary()


def _reading(words: str, *, document: str = "d1", status: str = "actual", **fields: Any) -> Reading:
    subject, relation, object_ = words.split()
    return Reading(
        document=DocumentId(document),
        subject=ActorId(subject),
        relation=RelationId(relation),
        object=ActorId(object_),
        status=Status(status),
        **fields,
    )


def _score(gold: list[Reading], predicted: list[Reading], *documents: str) -> dict[Level, Score]:
    read = frozenset(map(DocumentId, documents or ("d1",)))
    scores = score_readings(Gold(documents=read, readings=tuple(gold)), predicted, _SCHEME)
    return {score.level: score for score in scores}


def _f1(gold: str, predicted: str, level: Level) -> float:
    return _score([_reading(gold)], [_reading(predicted)])[level].f1


def test_the_command_offers_each_level() -> None:
    """In the same order."""
    assert tuple(Level) == LEVELS


@pytest.mark.parametrize("level", Level)
def test_what_is_the_same_scores_one(level: Level) -> None:
    """At each level."""
    assert _f1("CHN lends VEN", "CHN lends VEN", level) == 1.0


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        ("CHN invests VEN", {Level.CATEGORY, Level.ROLLUP, Level.PAIR}),  # another relation of the category
        ("CHN arms VEN", {Level.PAIR}),
        ("VEN lends CHN", {Level.PAIR}),  # turned round
        ("CHN lends CUB", set()),
    ],
)
def test_each_level_forgives_something(predicted: str, right: set[Level]) -> None:
    """The laxer ones more."""
    assert {level for level in Level if _f1("CHN lends VEN", predicted, level)} == right


def test_status_counts_at_its_level_only() -> None:
    """A plan taken for a fact."""
    scores = _score([_reading("CHN lends VEN", status="possible")], [_reading("CHN lends VEN")])

    assert {level for level in Level if not scores[level].f1} == {Level.STATUS}


def test_a_symmetric_relation_has_no_direction() -> None:
    """Who met whom is who met whom."""
    assert _f1("CHN meets VEN", "VEN meets CHN", Level.TRIPLE) == 1.0


def test_praise_is_no_near_miss_of_blame() -> None:
    """Both are diplomacy, and on different sides of it."""
    assert _f1("CHN supports VEN", "CHN criticizes VEN", Level.CATEGORY) == 0.0
    assert _f1("CHN supports VEN", "CHN recognizes VEN", Level.CATEGORY) == 1.0


def test_office_holders_roll_up_to_the_country_that_the_gold_gives_them() -> None:
    """And only there."""
    office = _reading("person:xi-jinping holds-office CHN")
    scores = _score([office, _reading("person:xi-jinping lends VEN")], [office, _reading("CHN lends VEN")])

    assert scores[Level.TRIPLE].f1 == pytest.approx(0.5)
    assert scores[Level.ROLLUP].f1 == 1.0
    assert scores[Level.PAIR].wanted == 1  # an office is no pair of parties


def test_a_claim_about_oneself_after_rolling_up_is_left_out() -> None:
    """A president and his country are one there."""
    office = _reading("person:xi-jinping holds-office CHN")
    scores = _score([office], [office, _reading("person:xi-jinping supports CHN")])

    assert scores[Level.ROLLUP].found == 1
    assert scores[Level.TRIPLE].found == 2


def test_what_only_one_reader_found_is_neither_missed_nor_false() -> None:
    """Careful readers differ."""
    gold = [_reading("CHN lends VEN"), _reading("CHN arms VEN", core=False)]

    assert _score(gold, [_reading("CHN lends VEN")])[Level.TRIPLE].recall == 1.0
    assert _score(gold, [_reading("CHN arms VEN")])[Level.TRIPLE].precision == 1.0
    assert _score(gold, [_reading("CHN arms VEN")])[Level.TRIPLE].recall == 0.0


def test_a_claim_counts_once_a_document() -> None:
    """However often it is repeated, and again in another document."""
    readings = [
        _reading("CHN lends VEN"),
        _reading("CHN lends VEN"),
        _reading("CHN lends VEN", document="d2"),
    ]

    assert _score(readings, readings, "d1", "d2")[Level.TRIPLE].wanted == 2


def test_documents_that_nobody_read_do_not_count() -> None:
    """A prediction about them is neither right nor wrong."""
    scores = _score([], [_reading("CHN lends VEN"), _reading("CHN lends VEN", document="d9")])

    assert scores[Level.TRIPLE].found == 1
    assert scores[Level.TRIPLE].precision == 0.0


def test_nothing_found_and_nothing_wanted_is_zero() -> None:
    """And no division by it."""
    assert _score([], [])[Level.TRIPLE].f1 == 0.0


def test_an_unknown_relation_is_compared_as_it_is() -> None:
    """Gold may have a relation that the scheme lacks."""
    assert _f1("CHN courts VEN", "CHN courts VEN", Level.CATEGORY) == 1.0
    assert _f1("CHN courts VEN", "CHN supports VEN", Level.CATEGORY) == 0.0


def test_misses_and_false_claims_lead_to_their_readings() -> None:
    """With the quote, for error analysis."""
    score = _score([_reading("CHN lends VEN", quote="one")], [_reading("CHN arms VEN", quote="other")])[
        Level.TRIPLE
    ]

    assert [reading.quote for reading in score.missed.values()] == ["one"]
    assert [reading.quote for reading in score.spurious.values()] == ["other"]
    assert next(iter(score.missed)) == ("d1", "CHN", "lends", "VEN")


def test_a_claim_reads_as_what_it_says() -> None:
    """With aliases applied to both actors."""
    reading = Reading.of(make_claim("org:un", "aids", "VEN"), {"org:un": ActorId("org:united-nations")})

    assert (reading.subject, reading.relation, reading.object) == ("org:united-nations", "aids", "VEN")
