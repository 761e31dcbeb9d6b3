"""What relates two marked mentions, as the shipped model judges it."""

from __future__ import annotations

import pytest

from realpolitik.extract import Extractor
from realpolitik.extract.relate_pair import rank_relations, relate_pair
from realpolitik.model import Span
from realpolitik.model.marked_pair import MarkedPair, PairRelation


def _pair(marked: str) -> MarkedPair:
    """Return a pair from text in which [ ] marks the subject and { } the object."""
    offsets: dict[str, int] = {}
    text = ""
    for char in marked:
        if char in "[]{}":
            offsets[char] = len(text)
        else:
            text += char
    subject, object_ = Span(offsets["["], offsets["]"]), Span(offsets["{"], offsets["}"])
    return MarkedPair(id="p", text=text, subject=subject, object=object_)


@pytest.mark.parametrize(
    ("marked", "relation", "plover"),
    [
        ("[China] praised {Venezuela} on Monday.", "supports", "SUPPORT"),
        ("[Russia] has condemned {Israel} for the raid.", "criticizes", "ACCUSE"),
        (
            "[The Iranian foreign minister] has condemned {a U.S. court decision} on Tuesday.",
            "criticizes",
            "ACCUSE",
        ),
        ("[Russian police] arrested {two Ukrainian sailors} on Friday.", "detains", "COERCE"),
    ],
)
def test_what_the_text_states_is_found(extractor: Extractor, marked: str, relation: str, plover: str) -> None:
    """Also of long noun phrases with the actors within."""
    found = relate_pair(extractor, _pair(marked), stated=True)

    assert (found.relation, found.plover, found.status) == (relation, plover, "actual")
    assert found.confidence is not None
    assert found.confidence >= extractor.ranker.threshold


@pytest.mark.parametrize(
    "marked",
    [
        "[Ukraine] was attacked by {Russia} on Monday.",  # told of the other way round
        "[Brazil] is larger than {Peru}.",
        "[Brazil] grew. It rained. The harvest was poor. {Peru} slept.",
    ],
)
def test_what_is_not_stated_has_no_relation(extractor: Extractor, marked: str) -> None:
    """All of the answer is empty then, but for the id."""
    assert relate_pair(extractor, _pair(marked), stated=True) == PairRelation(id="p")


@pytest.mark.parametrize(
    "marked",
    [
        "[Ukraine] was attacked by {Russia} on Monday.",
        "[The minister] frobbed {the protesters}.",
        "[Brazil] is larger than {Peru}.",
        "[Brazil] slept. {Peru} slept.",
        "[Brazil]\nslept beside {Peru}",
        "[.] Then {,} nothing.",
    ],
)
def test_the_best_is_always_some_relation(extractor: Extractor, marked: str) -> None:
    """Also where no trigger is known; how little it means, the confidence tells."""
    found = relate_pair(extractor, _pair(marked))

    assert found.relation in {relation.id for relation in extractor.scheme}
    assert found.status is not None
    assert found.confidence is not None
    assert 0 <= found.confidence <= 1


def test_a_passive_names_the_object_first(extractor: Extractor) -> None:
    """Its agent is the subject."""
    there = relate_pair(extractor, _pair("{Ukraine} was attacked by [Russia] on Monday."))

    assert (there.relation, there.plover) == ("attacks", "ASSAULT")


def test_actors_who_act_together_are_related(extractor: Extractor) -> None:
    """The two are one subject, and each the other's partner; a signed agreement is diplomatic cooperation."""
    found = relate_pair(extractor, _pair("[China] and {Russia} signed an agreement on Monday."))

    assert (found.relation, found.plover) == ("cooperates", "SUPPORT")


def test_one_actor_in_two_marks_is_two_parties(extractor: Extractor) -> None:
    """Police and protesters of a country aren't the same."""
    found = relate_pair(extractor, _pair("[Russian police] arrested {a Russian journalist} on Friday."))

    assert found.relation == "detains"


def test_a_name_that_often_means_something_else_is_marked_and_therefore_known(extractor: Extractor) -> None:
    """Nothing else in the sentence says that Jordan is the country."""
    ranked = rank_relations(extractor, _pair("[China] praised {Jordan} on Monday."), stated=True)

    assert [found.relation for found in ranked] == ["supports"]


def test_ranking_runs_from_the_likeliest(extractor: Extractor) -> None:
    """Every reading of every trigger is in it."""
    pair = _pair("[China] praised {Venezuela} after its attack on Colombia.")
    ranked = rank_relations(extractor, pair)
    confidences = [found.confidence or 0 for found in ranked]

    assert confidences == sorted(confidences, reverse=True)
    assert {"supports", "attacks"} <= {found.relation for found in ranked}


def test_marks_in_different_passages_have_no_relation(extractor: Extractor) -> None:
    """A mark in a dateline isn't parsed with the sentence."""
    pair = _pair("{PARIS}, May 5 (Wire) - [China] praised Venezuela.")

    assert relate_pair(extractor, pair) == PairRelation(id="p")


def test_marks_hold_in_text_with_invisible_characters(extractor: Extractor) -> None:
    """Offsets are those of the text as given."""
    found = relate_pair(extractor, _pair("\u201c[China]\u201d \u00adpraised\u200b {Venezuela}\u2026"))

    assert found.relation == "supports"
