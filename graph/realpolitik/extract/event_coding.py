"""Documents → coded events: what each sentence reports, as the makers of event data code it.

A claim is whatever a careful reader would say that a passage states, background included.  A coder of events
(ICEWS, Phoenix, POLECAT, the PLOVER records) asks something else of a sentence: which event does it report?
That is one, or one for each source and target that are joined; where it happened, what led to it and what
somebody is known for are not coded.  So every two parties of a sentence are judged by boosted trees over
`pair_numbers`, and the type of their event by the model of event types, whatever a claim of them would be.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from realpolitik.extract.event_features import event_evidence
from realpolitik.extract.event_pairs import EventPair, event_pairs, pair_numbers
from realpolitik.extract.event_types import read_event_types
from realpolitik.extract.extractor import Extractor
from realpolitik.extract.mentions import country_of
from realpolitik.extract.pair_reading import SentenceReading
from realpolitik.extract.plover import plover_code
from realpolitik.extract.ranking import Ranker, read_ranker
from realpolitik.extract.reading import Reading
from realpolitik.extract.word_vectors import Vector
from realpolitik.model import ActorId, Document
from realpolitik.model.reported_event import ReportedEvent

SHIPPED = Path(__file__).with_name("relation_model") / "event_pairs.json.gz"
_HOMES = Path(__file__).with_name("lexicon") / "event_homes.toml"
_NEARLY = 0.6  # of the surest pair's probability

SentencePairs = tuple[SentenceReading, list[EventPair]]


def code_events(
    extractor: Extractor, document: Document, *, threshold: float | None = None
) -> list[ReportedEvent]:
    """Return the events that a document reports, in order of place; the same one once.

    Args:
        extractor: Reads and judges.
        document: Any length.
        threshold: Least probability of an event; None for the model's own.
    """
    coder = _read_coder()
    border = coder.threshold if threshold is None else threshold
    best: dict[tuple[str, str, str], ReportedEvent] = {}
    for event in _events(extractor, document, coder):
        key = (event.source, event.event, event.target)
        if event.confidence >= border and (key not in best or best[key].confidence < event.confidence):
            best[key] = event
    return sorted(best.values(), key=lambda e: (e.span.start, e.source_span.start, e.target_span.start))


def _events(extractor: Extractor, document: Document, coder: Ranker) -> Iterator[ReportedEvent]:
    if not document.text.strip():
        return
    reading = extractor.read(document)
    for sentence, pairs in sentence_pairs(extractor, reading):
        if not pairs:
            continue
        matrix = np.array(pair_numbers(pairs, sentence), dtype=np.float32)
        for pair, probability in reported(
            list(zip(pairs, coder.probabilities(matrix).tolist(), strict=True))
        ):
            types = read_event_types().probabilities(*pair_evidence(extractor, sentence, pair))
            kind = max(types, key=lambda name: types[name])
            yield _event(document, sentence, pair, kind, probability * types[kind])


def reported(judged: Sequence[tuple[EventPair, float]]) -> Iterator[tuple[EventPair, float]]:
    """Yield the pairs of a sentence that may be its event: those nearly as sure as the surest.

    Who act together upon a third are not each other's targets.
    """
    least = _NEARLY * max(probability for _, probability in judged)
    for pair, probability in judged:
        if probability < least:
            continue
        together = pair.subject is pair.object
        if not together or not any(
            other.subject is pair.subject and other.object is not pair.object and surer >= probability
            for other, surer in judged
        ):
            yield pair, probability


def sentence_pairs(extractor: Extractor, reading: Reading) -> Iterator[SentencePairs]:
    """Yield every sentence of a reading with the pairs of its parties."""
    sentences = extractor.sentences(reading)
    extractor.score(sentences)

    def party_of(actor: ActorId) -> ActorId:
        country = country_of(actor, reading.cast, extractor.registry)
        return ActorId(country) if country else event_homes().get(actor, actor)

    for sentence, scored in zip(sentences, extractor.ranked(sentences), strict=True):
        yield sentence, event_pairs(sentence, scored, party_of)


def pair_evidence(
    extractor: Extractor, sentence: SentenceReading, pair: EventPair
) -> tuple[list[str], Vector]:
    """Return what the type of the event between two parties is judged by."""
    claim = pair.reading
    reading = None
    if claim is not None:
        status = extractor.status(extractor.status_features(claim))
        token = sentence.passage.doc[claim.trigger.trigger.token]
        rule = plover_code(extractor.scheme[claim.relation], token, status) or "none"
        reading = (claim.relation, status, rule)
    return event_evidence(
        sentence.graph,
        pair.subject.of(pair.source_actor),
        pair.object.of(pair.target_actor),
        triggers=[item.trigger for item in sentence.triggers],
        scheme=extractor.scheme,
        reading=reading,
    )


def _event(
    document: Document, sentence: SentenceReading, pair: EventPair, kind: str, confidence: float
) -> ReportedEvent:
    span = sentence.span
    subject, object_ = pair.subject.of(pair.source_actor), pair.object.of(pair.target_actor)
    return ReportedEvent(
        document=document.id,
        source=pair.source,
        event=kind,
        target=pair.target,
        confidence=round(confidence, 3),
        quote=span.of(document.text),
        span=span,
        source_span=sentence.passage.span(subject.start, subject.end),
        target_span=sentence.passage.span(object_.start, object_.end),
    )


@cache
def _read_coder() -> Ranker:
    """Read the shipped model; it judges every document."""
    return read_ranker(SHIPPED)


@cache
def event_homes() -> Mapping[ActorId, ActorId]:
    """Return the countries of bodies that act from within one country, as coders give them."""
    table = tomllib.loads(_HOMES.read_text(encoding="utf-8"))
    return {ActorId(f"org:{name}"): ActorId(code) for code, names in table.items() for name in names.split()}
