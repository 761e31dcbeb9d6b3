"""Why a claim was made: the same reading, laid open."""

from __future__ import annotations

import json

import pytest

from factories import make_claim, make_document
from realpolitik.extract import Extractor
from realpolitik.extract.explaining import Explanation, explain
from realpolitik.model import Claim, Document

_TEXT = "Russia attacked Ukraine on Monday."


def _explained(extractor: Extractor, text: str, relation: str) -> tuple[Claim, Explanation]:
    document: Document = make_document(text)
    claim = next(claim for claim in extractor.extract(document) if claim.relation == relation)
    explanation = explain(extractor, document, claim, built_by=extractor.version)
    assert explanation is not None
    return claim, explanation


def test_mentions_trigger_and_paths_are_told(extractor: Extractor) -> None:
    """What the words are, whom they mean, and how they hang together."""
    claim, told = _explained(extractor, _TEXT, "attacks")

    assert (told.claim, told.status, told.confidence) == (claim.id, claim.status, claim.confidence)
    assert (told.subject.actor, told.subject.words, told.subject.form) == ("RUS", "Russia", "name")
    assert (told.object.actor, told.object.words) == ("UKR", "Ukraine")
    assert (told.subject.path, told.object.path) == ("A0", "A1")
    assert told.trigger is not None
    assert (told.trigger.words, told.trigger.part_of_speech) == ("attacked", "verb")
    assert "attacks" in told.trigger.senses


def test_what_weighed_is_told_heaviest_first(extractor: Extractor) -> None:
    """With the weights of the shipped model."""
    _, told = _explained(extractor, _TEXT, "attacks")
    weights = [abs(item.weight) for item in told.weighed]

    assert weights == sorted(weights, reverse=True)
    assert all(
        item.weight == round(extractor.model.relation.weights[item.feature], 3) for item in told.weighed
    )
    assert told.possible[0].feature == told.negated[0].feature == "probability"
    assert all(cue.weight > 0 for cue in (*told.possible[1:], *told.negated[1:]))


def test_the_parse_holds_every_word_below_its_head(extractor: Extractor) -> None:
    """The marks say which words are the claim's."""
    _, told = _explained(extractor, _TEXT, "attacks")

    assert sorted(word.word for word in told.parse) == sorted(_TEXT.replace(".", " .").split())
    assert told.parse[0].depth == 0
    assert {word.word: word.marks for word in told.parse if word.marks} == {
        "attacked": ("trigger",),
        "Russia": ("subject",),
        "Ukraine": ("object",),
    }


def test_an_office_of_a_title_needs_no_trigger(extractor: Extractor) -> None:
    """Its words are told instead."""
    _, told = _explained(extractor, "Emmanuel Macron, the president of France, slept.", "holds-office")

    assert told.role is not None
    assert "president" in told.role
    assert "president" in told.to_text()


@pytest.mark.parametrize("built_by", ["another 1", None])
def test_another_extractor_is_named(extractor: Extractor, built_by: str | None) -> None:
    """Only where it is another one and known."""
    document = make_document(_TEXT)
    told = explain(extractor, document, extractor.extract(document)[0], built_by=built_by)

    assert told is not None
    assert told.built_by == built_by
    assert ("made by another" in told.to_text()) is (built_by is not None)


def test_a_claim_that_is_not_made_is_not_explained(extractor: Extractor) -> None:
    """A graph may be from elsewhere."""
    assert explain(extractor, make_document("It rained."), make_claim()) is None


def test_the_text_and_the_json_tell_the_same(extractor: Extractor) -> None:
    """One for people, one for programs."""
    _, told = _explained(extractor, 'Macron said: "Russia attacked Ukraine."', "attacks")
    values = json.loads(json.dumps(told.to_json()))
    text = told.to_text()

    assert values["trigger"]["lemma"] == "attack"
    assert text.startswith("Russia -- attacks --> Ukraine\n")
    assert all(str(item["feature"]) in text for item in values["weighed"])
    assert values["extractor"] in text
