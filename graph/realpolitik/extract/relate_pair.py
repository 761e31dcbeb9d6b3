"""What relates two marked mentions: every reading of every trigger near them, judged by the shipped model.

The marks take the place of whatever mentions the reader found there, so that any noun phrase can be asked
about; who they are matters only by kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from realpolitik.extract.candidates import Argument, mention_shape
from realpolitik.extract.event_features import event_evidence
from realpolitik.extract.event_types import read_event_types
from realpolitik.extract.extractor import Extractor
from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.model import logit_of, sigmoid
from realpolitik.extract.pair_reading import PairReading, SentenceReading, TriggerReading
from realpolitik.extract.passages import Passage
from realpolitik.extract.plover import plover_code, possible_types
from realpolitik.extract.reading import Reading
from realpolitik.extract.relating import SYMMETRIC, TriggerReadings, compatible, read_trigger
from realpolitik.extract.sentence_graph import SentenceGraph
from realpolitik.extract.triggers import Sense, Trigger
from realpolitik.extract.word_vectors import Vector
from realpolitik.model import ActorId, ActorKind, Document, DocumentId, RelationId, Span, Status, kind_of
from realpolitik.model.marked_pair import MarkedPair, PairRelation

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

# Of the log-odds, for readings that run from the object to the subject: such a one is the likeliest only
# where nothing runs the way that was asked about.
_BACKWARDS = 3.0
_LAST_RANK = 4
_STAND_INS = {
    ActorKind.COUNTRY: (ActorId("XXA"), ActorId("XXB")),
    ActorKind.ORGANISATION: (ActorId("org:marked-subject"), ActorId("org:marked-object")),
    ActorKind.PERSON: (ActorId("person:marked-subject"), ActorId("person:marked-object")),
}
_BREAKS = str.maketrans("\r\n", "  ")


@dataclass(frozen=True, slots=True)
class _Marks:
    """Both marks in one stretch of a passage, which their sentences make up."""

    passage: Passage
    stretch: TokenSpan
    subject: Mention
    object: Mention
    others: list[Mention]


def relate_pair(extractor: Extractor, pair: MarkedPair, *, stated: bool = False) -> PairRelation:
    """Return what the text says that the first marked mention does to the second.

    Args:
        extractor: Reads and judges.
        pair: The text with its marks.
        stated: Give only what would be a claim; without it every pair in one passage has an answer.
    """
    ranked = rank_relations(extractor, pair, stated=stated)
    return ranked[0] if ranked else PairRelation(id=pair.id)


def rank_relations(extractor: Extractor, pair: MarkedPair, *, stated: bool = False) -> list[PairRelation]:
    """Return every relation that the text may state between two marked mentions, the likeliest first.

    The first has the likeliest PLOVER type of the pair, each other one the likeliest of its relation's.

    Args:
        extractor: Reads and judges.
        pair: The text with its marks.
        stated: Leave out what is less likely than a claim must be, runs from the object to the subject, or
            has no trigger that the lexicon knows.
    """
    found = _read_pair(extractor, pair)
    if found is None:
        return []
    marks, sentence, scored = found
    if stated:
        scored = list(_stated(extractor, sentence, marks))
        if not scored:
            return []
    types = read_event_types().probabilities(*_type_inputs(extractor, marks, sentence, scored))
    likeliest = max(types, key=lambda kind: types[kind])
    possible = {relation.id: possible_types(relation) for relation in extractor.scheme}
    if not stated and not any(likeliest in possible[RelationId(item[1].relation)] for item in scored):
        sentence.triggers = [_any_trigger(extractor, marks, sentence)]
        scored += _scored(extractor, sentence, marks)
    scored.sort(key=lambda item: -item[0])
    fitting = (item for item in scored if likeliest in possible[RelationId(item[1].relation)])
    first = None if stated else next(fitting, None)
    if first is not None:
        scored = [first, *(item for item in scored if item is not first)]
    return [_relation(extractor, pair.id, item, types) for item in scored]


def event_inputs(extractor: Extractor, pair: MarkedPair) -> tuple[list[str], Vector] | None:
    """Return what the type of the event between two marks is judged by; None where they can't be found."""
    found = _read_pair(extractor, pair)
    return _type_inputs(extractor, *found) if found else None


def _read_pair(
    extractor: Extractor, pair: MarkedPair
) -> tuple[_Marks, SentenceReading, list[tuple[float, PairReading]]] | None:
    # The marks' offsets hold for the changed text too: each break is one character, as is each space.
    reading = extractor.read(Document(id=DocumentId(pair.id), text=pair.text.translate(_BREAKS)))
    marks = _find_marks(extractor, reading, pair)
    if marks is None:
        return None
    sentence = _read_stretch(extractor, reading, marks)
    return marks, sentence, list(_scored(extractor, sentence, marks))


def _type_inputs(
    extractor: Extractor,
    marks: _Marks,
    sentence: SentenceReading,
    scored: Sequence[tuple[float, PairReading]],
) -> tuple[list[str], Vector]:
    best = max(scored, key=lambda item: item[0], default=None)
    reading = None
    if best is not None:
        status = extractor.status(extractor.status_features(best[1]))
        reading = (best[1].relation, status, _rule(extractor, best[1], status))
    return event_evidence(
        sentence.graph,
        marks.subject,
        marks.object,
        triggers=[item.trigger for item in sentence.triggers],
        scheme=extractor.scheme,
        reading=reading,
    )


def _rule(extractor: Extractor, reading: PairReading, status: Status) -> str:
    token = reading.sentence.passage.doc[reading.trigger.trigger.token]
    return plover_code(extractor.scheme[reading.relation], token, status) or "none"


def _scored(
    extractor: Extractor, sentence: SentenceReading, marks: _Marks
) -> Iterator[tuple[float, PairReading]]:
    extractor.score([sentence])
    for item in sentence.triggers:
        best_first = max(item.arguments, key=lambda argument: argument.subject_score)
        best_second = max(item.arguments, key=lambda argument: argument.object_score)
        trigger = TriggerReadings(sentence, item, best_first, best_second)
        for first, second in _slots(item, marks):
            for reading in trigger.between(first, second):
                logit = reading.logit(extractor.model.relation)
                yield (logit if _forward(reading, marks) else logit - _BACKWARDS), reading


def _stated(
    extractor: Extractor, sentence: SentenceReading, marks: _Marks
) -> Iterator[tuple[float, PairReading]]:
    """Yield what would be claims: readings of the marks that hold out among all of the sentence."""
    (ranked,) = extractor.ranked([sentence])
    for confidence, reading in compatible(item for item in ranked if item[0] >= extractor.ranker.threshold):
        sides = (reading.subject, reading.object)
        marked = all(side is marks.subject or side is marks.object or side.members for side in sides)
        if marked and _forward(reading, marks):
            yield logit_of(confidence), reading


def _slots(item: TriggerReading, marks: _Marks) -> Iterator[tuple[Argument, Argument]]:
    """Yield the marks as first and second argument, both ways, and as a group where they make one."""
    by_mention = {id(argument.mention): argument for argument in item.arguments}
    subject, object_ = by_mention[id(marks.subject)], by_mention[id(marks.object)]
    yield subject, object_
    yield object_, subject
    for argument in item.arguments:
        if argument.mention.members:
            yield argument, argument


def _forward(reading: PairReading, marks: _Marks) -> bool:
    return reading.relation in SYMMETRIC or reading.subject is marks.subject


def _relation(
    extractor: Extractor, identity: str, item: tuple[float, PairReading], types: Mapping[str, float]
) -> PairRelation:
    reading = item[1]
    kinds = possible_types(extractor.scheme[reading.relation])
    return PairRelation(
        id=identity,
        relation=RelationId(reading.relation),
        plover=max(sorted(kinds), key=lambda kind: types.get(kind, 0.0)) if kinds else None,
        status=extractor.status(extractor.status_features(reading)),
        confidence=round(sigmoid(item[0]), 3),
    )


def _read_stretch(extractor: Extractor, reading: Reading, marks: _Marks) -> SentenceReading:
    graph = SentenceGraph(marks.stretch)
    mentions = [marks.subject, marks.object, *_group(marks), *marks.others]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    shapes = [mention_shape(mention, graph, extractor.words) for mention in mentions]
    triggers = [
        read_trigger(graph, trigger, mentions, shapes, reading.voices.at(marks.passage.index, trigger.token))
        for trigger in extractor.lexicon.find(marks.stretch)
    ]
    return SentenceReading(
        marks.passage, marks.stretch, graph, mentions, shapes, triggers, {}, reading.countries
    )


def _group(marks: _Marks) -> list[Mention]:
    """Return the mention of both where one is joined to the other ("A and B have agreed")."""
    first, second = sorted((marks.subject, marks.object), key=lambda mention: mention.start)
    token = marks.passage.doc[second.head]
    if token.dep_ != "conj" or not first.start <= token.head.i < first.end:
        return []
    return [
        replace(
            first, end=second.end, actors=(*first.actors, *second.actors), members=(replace(first), second)
        )
    ]


def _any_trigger(extractor: Extractor, marks: _Marks, sentence: SentenceReading) -> TriggerReading:
    """Take the word that governs both marks for a trigger of any relation: the lexicon knows none here."""
    graph = sentence.graph
    meeting = graph.meeting(marks.subject.head, marks.object.head)
    token = graph.chain(marks.subject.head)[-1] if meeting is None else meeting
    lemma, pos = marks.passage.doc[token].lemma_.lower(), marks.passage.doc[token].pos_
    senses = tuple(
        Sense(relation.id, reversed=False, rank=_LAST_RANK)
        for relation in extractor.scheme
        if relation.plover
    )
    trigger = Trigger(token, token + 1, lemma, "N" if pos in ("NOUN", "PROPN") else "V", senses)
    return read_trigger(graph, trigger, sentence.mentions, sentence.shapes, None)


def _find_marks(extractor: Extractor, reading: Reading, pair: MarkedPair) -> _Marks | None:
    """Return the marks as mentions; None where they don't stand in one passage, or not in a parsed one."""
    for passage in reading.passages:
        subject, object_ = _tokens(passage, pair.subject), _tokens(passage, pair.object)
        if not subject or not object_:
            continue
        doc = passage.doc
        sentences = [token.sent for token in (*subject, *object_)]
        start, end = min(s.start for s in sentences), max(s.end for s in sentences)
        here = [m for m in reading.mentions if m.passage == passage.index and start <= m.head < end]
        taken = {token.i for token in (*subject, *object_)}
        others = [m for m in here if not taken.intersection(range(m.start, m.end))]
        marked = [_mention(extractor, passage, tokens, here) for tokens in (subject, object_)]
        _tell_apart(*marked)
        return _Marks(passage, doc[start:end], marked[0], marked[1], others)
    return None


def _tokens(passage: Passage, mark: Span) -> list[Token]:
    return [token for token in passage.doc if passage.span(token.i, token.i + 1).overlaps(mark)]


def _mention(
    extractor: Extractor, passage: Passage, tokens: Sequence[Token], here: Sequence[Mention]
) -> Mention:
    """Return a mark as a mention of the kind that the reader finds in it."""
    start, end = tokens[0].i, tokens[-1].i + 1
    head = _head(tokens)
    inside = [m for m in here if start <= m.start and m.end <= end and not m.members]
    inside.sort(key=lambda m: (not m.start <= head.i < m.end, m.start - m.end))
    known = extractor.registry.find(passage.doc[start:end].text)
    if inside:
        actors, form = inside[0].actors[:1], inside[0].form
    elif known is not None:  # its name often means something else, but here it is marked
        actors, form = (known.id,), Form.NAME
    elif any(token.pos_ == "PROPN" for token in tokens):
        actors, form = (_STAND_INS[ActorKind.ORGANISATION][0],), Form.GUESS
    else:  # "the police", "protesters": what the model knows best is how states act
        actors, form = (_STAND_INS[ActorKind.COUNTRY][0],), Form.DESCRIPTION
    if form in (Form.DEMONYM, Form.METONYM, Form.PLACE):
        form = Form.NAME  # "American troops" acts as a country does, not as an adjective
    return Mention(passage.index, start, end, head.i, actors, form)


def _head(tokens: Sequence[Token]) -> Token:
    """Return the syntactic head of a mark."""
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    return next(
        (token for token in heads if token.dep_ not in ("punct", "det", "case")), (heads or [tokens[0]])[0]
    )


def _tell_apart(subject: Mention, object_: Mention) -> None:
    """Give two marks that would mean one actor a stand-in each, of their own kinds."""
    if subject.actors == object_.actors:
        subject.actors = (_STAND_INS[kind_of(subject.actors[0])][0],)
        object_.actors = (_STAND_INS[kind_of(object_.actors[0])][1],)
