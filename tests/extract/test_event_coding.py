"""What sentences report, as coders of events code it: by the shipped weights, on sentences of our own."""

from __future__ import annotations

import pytest

from factories import make_document
from realpolitik.extract import Extractor
from realpolitik.extract.event_coding import code_events, event_homes, sentence_pairs
from realpolitik.extract.event_pairs import SentenceView, pair_numbers
from realpolitik.model import ActorId, kind_of


def _coded(extractor: Extractor, text: str) -> set[tuple[str, str, str]]:
    return {(e.source, e.event, e.target) for e in code_events(extractor, make_document(text))}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Peru on Monday condemned Chile for the arrest of two fishermen.", {("PER", "ACCUSE", "CHL")}),
        ("Germany imposed sanctions on Syria on Friday, a minister said.", {("DEU", "SANCTION", "SYR")}),
        ("Kenya has expelled two Ghanaian diplomats for spying.", {("KEN", "SANCTION", "GHA")}),
        (
            "France and Germany condemned Syria on Tuesday.",
            {("FRA", "ACCUSE", "SYR"), ("DEU", "ACCUSE", "SYR")},
        ),
    ],
)
def test_the_event_of_a_sentence_is_coded(
    extractor: Extractor, text: str, events: set[tuple[str, str, str]]
) -> None:
    """Once for each of those who act together."""
    assert _coded(extractor, text) == events


def test_background_is_not_coded(extractor: Extractor) -> None:
    """What the sentence is about, and where it happened, are claims at most."""
    text = "Poland criticised Turkey on Monday over the arrest of a journalist who had reported on Iran."

    assert {event[::2] for event in _coded(extractor, text)} == {("POL", "TUR")}


def test_people_and_agencies_count_as_their_countries(extractor: Extractor) -> None:
    """A president acts for his country; a body without one is itself."""
    assert ("VEN", "ACCUSE", "COL") in _coded(extractor, "Nicolás Maduro accused Colombia of sabotage.")
    assert ("org:nato", "RUS") in {e[::2] for e in _coded(extractor, "NATO condemned Russia on Monday.")}


def test_an_event_is_coded_once_a_document_at_its_surest(extractor: Extractor) -> None:
    """Its spans are those of the sentence that tells it best."""
    once = "Peru condemned Chile on Monday."
    document = make_document(f"{once} {once}")
    (event,) = code_events(extractor, document)

    assert event.quote == once
    assert event.source_span.of(document.text) == "Peru"
    assert event.target_span.of(document.text) == "Chile"
    assert 0 < event.confidence <= 1


def test_the_threshold_is_what_is_asked_for(extractor: Extractor) -> None:
    """Nothing is certain, and something is always the surest."""
    document = make_document("Peru condemned Chile on Monday.")

    assert code_events(extractor, document, threshold=1.0) == []
    assert code_events(extractor, document, threshold=0.0)


@pytest.mark.parametrize("text", ["", " \n", "Nobody did anything.", "Peru slept."])
def test_texts_without_two_parties_have_no_events(extractor: Extractor, text: str) -> None:
    """Nor do empty ones."""
    assert code_events(extractor, make_document(text), threshold=0.0) == []


def test_homes_are_countries_of_bodies() -> None:
    """Each body has one, and no claim is rolled up by them."""
    homes = event_homes()

    assert homes[ActorId("org:hamas")] == "PSE"
    assert {kind_of(body).value for body in homes} == {"organisation"}
    assert {kind_of(home).value for home in homes.values()} == {"country"}


def test_the_main_predicate_is_what_is_said(extractor: Extractor) -> None:
    """Of "X said that Y did" what Y did; a sentence that reports no speech has its root."""
    said, plain = (
        next(iter(sentence_pairs(extractor, extractor.read(make_document(text)))))[0]
        for text in ("Peru said on Monday that Chile had attacked Brazil.", "Chile attacked Brazil.")
    )

    for sentence in (said, plain):
        view = SentenceView(sentence.graph)
        assert view.token(view.main).lemma_ == "attack"


def test_rows_are_as_long_as_the_weights_want(extractor: Extractor) -> None:
    """Whoever the parties are: a group that acts together has a row for each order."""
    sentence, pairs = next(
        iter(sentence_pairs(extractor, extractor.read(make_document("Peru and Chile signed a treaty."))))
    )
    rows = pair_numbers(pairs, sentence)

    assert {(pair.source, pair.target) for pair in pairs} == {("PER", "CHL"), ("CHL", "PER")}
    assert len({len(row) for row in rows}) == 1
