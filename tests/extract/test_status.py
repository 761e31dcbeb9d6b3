"""Status: what the words around a trigger make of what it states."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from extraction_probe import Probe, make_parse
from realpolitik.extract.operators import Operators, Standing, read_operators, shipped_operators
from realpolitik.extract.sentence_graph import SentenceGraph
from realpolitik.extract.status import status_features, statuses_of
from realpolitik.extract.triggers import Trigger
from realpolitik.model import Status

_FILE = Path(__file__).with_name("status.tsv")
# Measured on 22 November 2026: 182 of 186.  Better rules should raise the floor.
_LEAST_RIGHT = 0.965
_MATTERING = (Standing.POSSIBLE, Standing.NEGATED, Standing.ENDED)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, a word that states something in it, and how that stands."""

    sentence: str
    word: str
    standing: str


def _cases() -> list[Case]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return [Case(*line.split("\t")) for line in lines if not line.startswith("#")]


def _standing(probe: Probe, sentence: str, word: str, operators: Operators | None = None) -> str:
    doc = probe.read(sentence).passages[0].doc
    token = next(token for token in doc if token.text == word)
    return read_operators(token, operators or shipped_operators()).standing.value


@pytest.fixture(scope="module")
def wrong(probe: Probe) -> list[tuple[Case, str]]:
    found = [(case, _standing(probe, case.sentence, case.word)) for case in _cases()]
    return [(case, standing) for case, standing in found if standing != case.standing]


def test_most_patterns_are_read_right(wrong: list[tuple[Case, str]]) -> None:
    """Pinned, so that a change can't lose it unseen."""
    assert len(wrong) <= (1 - _LEAST_RIGHT) * len(_cases()), wrong


def test_no_fact_is_taken_for_less(wrong: list[tuple[Case, str]]) -> None:
    """What is told as a fact is never read as possible or denied."""
    assert [case for case, _ in wrong if case.standing == "actual"] == []


@pytest.mark.parametrize(
    ("sentence", "word", "status"),
    [
        ("Russia may attack Ukraine.", "attack", Status.POSSIBLE),
        ("France denied arming Libya.", "arming", Status.NEGATED),
        ("Russia attacked Ukraine.", "attacked", Status.ACTUAL),
    ],
)
def test_the_verdict_of_the_operators_is_the_first_feature(
    probe: Probe, sentence: str, word: str, status: Status
) -> None:
    """And what they find denied is denied whatever the model thinks."""
    doc = probe.read(sentence).passages[0].doc
    token = next(token for token in doc if token.text == word)
    trigger = Trigger(token.i, token.i + 1, token.lemma_, "V", ())
    features = status_features(SentenceGraph(doc[:]), trigger, "attacks", heading=False)

    assert features[0] == f"op={status}"
    assert f"op={status}|attacks" in features
    if status is Status.NEGATED:
        assert statuses_of(features, lambda _: 1.0, lambda _: 0.0) == (Status.NEGATED,)


@pytest.mark.parametrize(
    ("features", "possible", "negated", "statuses"),
    [
        (["op=actual", "rel=meets"], 0.1, 0.2, (Status.ACTUAL,)),
        (["op=possible", "rel=meets"], 0.8, 0.2, (Status.POSSIBLE,)),
        (["op=possible", "rel=meets"], 0.6, 0.7, (Status.NEGATED,)),
        (["op=ended", "rel=supports"], 0.0, 0.0, (Status.ACTUAL, Status.NEGATED)),
        (["op=negated", "rel=holds-office"], 0.9, 0.9, (Status.ACTUAL,)),
    ],
)
def test_what_ended_gives_two_claims_and_offices_are_facts(
    features: list[str], possible: float, negated: float, statuses: tuple[Status, ...]
) -> None:
    """The model decides between the rest."""
    assert statuses_of(features, lambda _: possible, lambda _: negated) == statuses


def test_users_add_operators(probe: Probe, tmp_path: Path) -> None:
    """A file of the lexicon's form adds to its lists."""
    file = tmp_path / "operators.toml"
    file.write_text('[possible]\nverbs = "greenlight"\n', encoding="utf-8")
    sentence = "Norway was greenlighted to attack Peru."

    assert Operators.read([file]).has("possible", "verbs", "greenlight")
    assert Operators.read([file]).has("possible", "verbs", "plan")
    assert not Operators.read().has("possible", "verbs", "greenlight")
    assert _standing(probe, sentence, "attack", Operators.read()) == "actual"


def test_operators_are_told_with_their_distance() -> None:
    """The innermost first."""
    doc = make_parse(
        "France France PROPN 2 nsubj",
        "never never ADV 2 advmod",
        "denied deny VERB 2 ROOT",
        "that that SCONJ 6 mark",
        "it it PRON 6 nsubj",
        "may may AUX 6 aux",
        "attack attack VERB 2 ccomp",
    )
    verdict = read_operators(doc[6], shipped_operators())

    assert [(o.kind, o.word, o.level) for o in verdict.operators] == [
        ("open", "may", 0),
        ("denied", "deny", 1),
        ("negation", "never", 1),
    ]
    assert verdict.standing is Standing.POSSIBLE


def test_every_status_occurs_among_the_patterns() -> None:
    """Else the floor would say little."""
    standings = [case.standing for case in _cases()]

    assert len(standings) >= 150
    assert all(standings.count(standing) >= 10 for standing in _MATTERING)


def test_what_may_be_and_no_more_is_possible() -> None:
    """An open modal alone decides, whatever was learned of the relation; with more above it, it doesn't."""
    alone = ["op=possible", "rel=arms", "ops=open"]
    beside = ["op=possible", "rel=arms", "ops=open-denied"]
    assert statuses_of(alone, lambda _: 0.0, lambda _: 0.0) == (Status.POSSIBLE,)
    assert statuses_of(beside, lambda _: 0.0, lambda _: 0.0) == (Status.ACTUAL,)
