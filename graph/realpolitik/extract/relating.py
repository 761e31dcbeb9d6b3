"""Sentence by sentence: which trigger relates which mentions, and how sure that is.

The same code enumerates readings for training and for use, so that the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from realpolitik.extract.candidates import (
    Argument,
    arguments,
    joint_features,
    mention_shape,
    object_features,
    pair_features,
    sense_features,
    subject_features,
    trigger_context,
)
from realpolitik.extract.coordination import coordinated, tokens_of_names
from realpolitik.extract.feature_groups import FeatureGroup
from realpolitik.extract.mentions import Mention
from realpolitik.extract.pair_reading import PairReading, SentenceReading, TriggerReading
from realpolitik.extract.passages import Passage
from realpolitik.extract.reading import Reading
from realpolitik.extract.sentence_graph import SentenceGraph
from realpolitik.extract.triggers import Sense, Trigger, TriggerLexicon
from realpolitik.extract.voices import Voice
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan

_NEARLY = 0.6  # of the best reading's probability
_STRUCTURAL = frozenset({"holds-office", "affiliated", "succeeds"})
SYMMETRIC = frozenset({"meets", "cooperates", "trades"})
BEST_ARGUMENTS = 3  # per slot and trigger: further ones were right in under one case of a hundred
LEAST_ARGUMENT = 0.03
LEAST_PAIR = 0.015  # product of both scores: a third of all pairs lie below, and one in a hundred claims


def read_sentences(reading: Reading, lexicon: TriggerLexicon, words: WordLists) -> Iterator[SentenceReading]:
    """Yield the sentences that mention somebody, with their triggers and arguments."""
    bodies: dict[ActorId, set[ActorId]] = {}
    for fact in reading.roles:
        bodies.setdefault(fact.subject, set()).add(fact.body)
    roles = {actor: frozenset(held) for actor, held in bodies.items()}
    by_passage: dict[int, list[Mention]] = {}
    for mention in reading.mentions:
        by_passage.setdefault(mention.passage, []).append(mention)
    for passage in reading.passages:
        here = by_passage.get(passage.index, [])
        if not here:
            continue
        for sentence in passage.doc.sents:
            mentions = coordinated([m for m in here if sentence.start <= m.head < sentence.end], passage.doc)
            if mentions:
                yield _read_sentence(
                    reading, passage, sentence, mentions, lexicon=lexicon, words=words, roles=roles
                )


def _read_sentence(
    reading: Reading,
    passage: Passage,
    sentence: TokenSpan,
    mentions: list[Mention],
    *,
    lexicon: TriggerLexicon,
    words: WordLists,
    roles: dict[ActorId, frozenset[ActorId]],
) -> SentenceReading:
    graph = SentenceGraph(sentence, passage.words)
    shapes: list[str] = []
    triggers: list[TriggerReading] = []
    if len({actor for mention in mentions for actor in mention.actors}) > 1:
        named = tokens_of_names(mentions)
        for trigger in lexicon.find(sentence):
            if trigger.token in named:
                continue  # nobody liberates anything in "Palestine Liberation Organization"
            voice = reading.voices.at(passage.index, trigger.token)
            shapes = shapes or [mention_shape(mention, graph, words) for mention in mentions]
            triggers.append(read_trigger(graph, trigger, mentions, shapes, voice))
    return SentenceReading(passage, sentence, graph, mentions, shapes, triggers, roles, reading.countries)


def read_trigger(
    graph: SentenceGraph,
    trigger: Trigger,
    mentions: Sequence[Mention],
    shapes: Sequence[str],
    voice: Voice | None,
) -> TriggerReading:
    """Return a trigger as it stands to the mentions of its sentence."""
    context = trigger_context(graph, trigger)
    found = arguments(graph, trigger, context, mentions, shapes, speaker=voice.actor if voice else None)
    return TriggerReading(trigger, context, found, voice, _surroundings(graph, trigger))


def _surroundings(graph: SentenceGraph, trigger: Trigger) -> list[str]:
    """Return the words tied to a trigger: its children and its head."""
    token = graph.tokens[trigger.token - graph.start]
    found: list[str] = []
    for child in token.children:
        if child.pos_ in ("NOUN", "VERB", "ADJ", "PROPN"):
            found.append(f"c:{child.lemma_.lower()}")
        if child.dep_ in ("compound:prt", "advmod"):
            found.append(f"p:{child.lower_}")
    if token.head.i != token.i:
        found.append(f"h:{token.head.lemma_.lower()}")
    return found


def pair_readings(sentence: SentenceReading) -> Iterator[PairReading]:
    """Yield the readings of a sentence whose arguments have been scored."""
    for item in sentence.triggers:
        firsts = sorted(item.arguments, key=lambda a: -a.subject_score)[:BEST_ARGUMENTS]
        seconds = sorted(item.arguments, key=lambda a: -a.object_score)[:BEST_ARGUMENTS]
        if firsts[0].subject_score < LEAST_ARGUMENT or seconds[0].object_score < LEAST_ARGUMENT:
            continue
        trigger = TriggerReadings(sentence, item, firsts[0], seconds[0])
        for first in firsts:
            for second in seconds:
                if first.subject_score * second.object_score >= LEAST_PAIR:
                    yield from trigger.between(first, second)


class TriggerReadings:
    """The readings of one trigger; features that several share are made once."""

    def __init__(
        self, sentence: SentenceReading, item: TriggerReading, best_first: Argument, best_second: Argument
    ) -> None:
        """Make ready.

        Args:
            sentence: Where the trigger stands.
            item: The trigger, its arguments scored.
            best_first: The likeliest grammatical subject.
            best_second: The likeliest grammatical object.
        """
        self._sentence = sentence
        self._item = item
        self._best_first, self._best_second = best_first, best_second
        self._senses: dict[int, FeatureGroup] = {}
        self._firsts: dict[tuple[int, int], FeatureGroup] = {}
        self._seconds: dict[tuple[int, int], FeatureGroup] = {}

    def between(self, first: Argument, second: Argument) -> Iterator[PairReading]:
        """Yield a reading for each relation that the trigger may state between two of its arguments."""
        same = first is second
        if same and len(first.mention.actors) != 2:  # noqa: PLR2004 - two may act among themselves; more seldom all with all
            return
        pairs: dict[bool, FeatureGroup] = {}
        for sense in self._item.trigger.senses:
            if same and sense.relation not in SYMMETRIC:
                continue
            reading = PairReading(
                self._sentence, self._item, sense.relation, sense.reversed, first, second, ()
            )
            if not reading.actors():
                continue
            if sense.reversed not in pairs:
                pairs[sense.reversed] = self._pair(first, second, reverse=sense.reversed)
            reading.groups = (
                self._senses.get(id(sense)) or self._sense(sense),
                self._firsts.get((id(sense), id(first))) or self._first(sense, first),
                self._seconds.get((id(sense), id(second))) or self._second(sense, second),
                pairs[sense.reversed],
                self._joint(sense, reading),
            )
            yield reading

    def _sense(self, sense: Sense) -> FeatureGroup:
        item, relation = self._item, sense.relation
        group = self._senses[id(sense)] = FeatureGroup(
            [
                *sense_features(sense, item.trigger, item.context, item.surroundings),
                f"heading={self._sentence.passage.heading}|{relation}",
                f"voice={item.voice is not None}|{relation}",
            ]
        )
        return group

    def _first(self, sense: Sense, first: Argument) -> FeatureGroup:
        group = self._firsts[id(sense), id(first)] = FeatureGroup(
            [
                *subject_features(sense, self._item.trigger, self._item.context, first),
                f"ps={_tenth(first.subject_score)}",
                f"bs={first is self._best_first}",
            ]
        )
        return group

    def _second(self, sense: Sense, second: Argument) -> FeatureGroup:
        group = self._seconds[id(sense), id(second)] = FeatureGroup(
            [
                *object_features(sense, self._item.trigger, second),
                f"po={_tenth(second.object_score)}",
                f"bo={second is self._best_second}",
            ]
        )
        return group

    def _pair(self, first: Argument, second: Argument, *, reverse: bool) -> FeatureGroup:
        trigger, context = self._item.trigger, self._item.context
        full, lean, length = self._sentence.graph.path(first.mention.head, second.mention.head)
        return FeatureGroup(
            [
                *pair_features(trigger, context, first, second, reverse=reverse),
                f"pp={_tenth(first.subject_score)}{_tenth(second.object_score)}",
                f"so={full}",
                f"sol={lean}|{trigger.pos}",
                f"solen={min(length, 7)}",
                f"same={first.mention.head == second.mention.head}",
            ]
        )

    def _joint(self, sense: Sense, reading: PairReading) -> FeatureGroup:
        sentence, relation = self._sentence, sense.relation
        first, second = reading.first, reading.second
        _, lean, length = sentence.graph.path(first.mention.head, second.mention.head)
        subject, object_ = reading.subject.actors, reading.object.actors
        features = [
            *joint_features(sense, self._item.trigger, first, second),
            f"psq={_tenth(first.subject_score * second.object_score * 1.5)}|{relation}",
            f"sor={lean}|{relation}" if length < 4 else "sor=far",  # noqa: PLR2004 - longer ones are all different
            f"group={min(len(subject), 3)}{min(len(object_), 3)}|{relation}",
        ]
        if sentence.countries.get(subject[0]) == object_[0]:
            features.append(f"own={relation}")
        if sentence.countries.get(object_[0]) == subject[0]:
            features.append(f"owned={relation}")
        if relation in ("holds-office", "affiliated"):
            held = sentence.roles.get(subject[0])
            agrees = "none" if held is None else "same" if object_[0] in held else "other"
            features.append(f"role={agrees}|{relation}")
        return FeatureGroup(features)


def _tenth(probability: float) -> int:
    return min(9, int(probability * 10))


def compatible(scored: Iterable[tuple[float, PairReading]]) -> list[tuple[float, PairReading]]:
    """Keep those of a sentence's readings that may stand beside each other.

    A word that states who condemns whom doesn't state the reverse too.  Beside its best reading may stand
    another relation between the same two mentions, and another subject or object where it is nearly as sure.
    Of two actors all that is kept is nearly as sure as the surest.
    """
    by_trigger: dict[int, list[tuple[float, PairReading]]] = {}
    for item in scored:
        by_trigger.setdefault(id(item[1].trigger), []).append(item)
    found: list[tuple[float, PairReading]] = []
    for readings in by_trigger.values():
        readings.sort(key=lambda item: -item[0])
        kept: list[tuple[float, PairReading]] = []
        for confidence, reading in readings:
            if not kept or _may_stand(confidence, reading, kept):
                kept.append((confidence, reading))
        found += kept
    best: dict[frozenset[ActorId], float] = {}
    for confidence, reading in found:
        for pair in map(frozenset, reading.actors()):
            best[pair] = max(confidence, best.get(pair, 0.0))
    return [
        (confidence, reading)
        for confidence, reading in found
        if reading.relation in _STRUCTURAL
        or any(confidence >= _NEARLY * best[frozenset(pair)] for pair in reading.actors())
    ]


def _may_stand(confidence: float, reading: PairReading, kept: list[tuple[float, PairReading]]) -> bool:
    first_confidence, first = kept[0]
    same_subject, same_object = reading.subject is first.subject, reading.object is first.object
    if same_subject and same_object:
        return True
    if not (same_subject or same_object) or confidence < _NEARLY * first_confidence:
        return False
    return not any(reading.subject is other.object or reading.object is other.subject for _, other in kept)


def all_arguments(sentences: Sequence[SentenceReading]) -> Iterator[tuple[TriggerReading, Argument]]:
    """Yield every argument of every trigger."""
    for sentence in sentences:
        for item in sentence.triggers:
            for argument in item.arguments:
                yield item, argument
