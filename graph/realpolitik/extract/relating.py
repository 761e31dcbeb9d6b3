"""Sentence by sentence: which trigger relates which mentions, and how sure that is.

The same code enumerates readings for training and for use, so that the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from realpolitik.extract.candidates import (
    Argument,
    SentenceGraph,
    TriggerContext,
    arguments,
    mention_shape,
    pair_features,
    trigger_context,
)
from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.passages import Passage
from realpolitik.extract.reading import Reading
from realpolitik.extract.triggers import Trigger, TriggerLexicon
from realpolitik.extract.voices import Voice
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind, Span, kind_of

_JOINTS = frozenset({",", "and", "or", "the", "&", "both", "as", "well", "nor", "also"})
_UNJOINED = frozenset({Form.PRONOUN, Form.SPEAKER, Form.IMPLIED, Form.PLACE})
_LONGEST_JOINT = 4
_NEARLY = 0.6  # of the best reading's probability
SYMMETRIC = frozenset({"meets", "cooperates", "trades"})
BEST_ARGUMENTS = 3  # per slot and trigger: further ones were right in under one case of a hundred
LEAST_ARGUMENT = 0.03
_NO_PERSON_OBJECT = frozenset(
    {
        "lends",
        "sells-oil",
        "arms",
        "aids",
        "trades",
        "invests",
        "repays",
        "energy-deal",
        "holds-office",
        "affiliated",
    }
)


@dataclass(slots=True)
class TriggerReading:
    """A trigger with its surroundings and its arguments."""

    trigger: Trigger
    context: TriggerContext
    arguments: list[Argument]
    voice: Voice | None
    surroundings: list[str]


@dataclass(slots=True)
class SentenceReading:
    """A sentence with its mentions and triggers."""

    passage: Passage
    sentence: TokenSpan
    graph: SentenceGraph
    mentions: list[Mention]
    shapes: list[str]
    triggers: list[TriggerReading]
    roles: dict[ActorId, frozenset[ActorId]]
    countries: dict[ActorId, ActorId]

    @property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        return self.passage.span(self.sentence.start, self.sentence.end)


@dataclass(slots=True)
class PairReading:
    """One trigger stating one relation between two mentions: a claim, if it is probable enough."""

    sentence: SentenceReading
    trigger: TriggerReading
    relation: str
    reverse: bool
    first: Argument  # the grammatical subject
    second: Argument
    features: list[str]

    @property
    def subject(self) -> Mention:
        """The mention of the relation's subject."""
        return self.second.mention if self.reverse else self.first.mention

    @property
    def object(self) -> Mention:
        """The mention of the relation's object."""
        return self.first.mention if self.reverse else self.second.mention

    def actors(self) -> Iterator[tuple[ActorId, ActorId]]:
        """Yield every pair of distinct actors that the mentions stand for and the relation admits."""
        same = self.first is self.second
        for subject in self.subject.actors:
            for object_ in self.object.actors:
                if subject == object_ or (same and subject > object_):
                    continue
                if self.relation == "holds-office" and object_ not in self.sentence.roles.get(
                    subject, {object_}
                ):
                    continue  # the title already says whose office it is
                if admits(self.relation, subject, object_):
                    yield subject, object_


def admits(relation: str, subject: ActorId, object_: ActorId) -> bool:
    """Tell whether a relation may hold between actors of these kinds."""
    if relation in _NO_PERSON_OBJECT and kind_of(object_) is ActorKind.PERSON:
        return False
    if relation == "holds-office" and kind_of(subject) is not ActorKind.PERSON:
        return False
    if relation == "succeeds":
        return kind_of(subject) is ActorKind.PERSON and kind_of(object_) is ActorKind.PERSON
    return True


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


def coordinated(mentions: list[Mention], doc: Doc) -> list[Mention]:
    """Join the members of a coordination ("China, Russia and Iran") into one mention of them all.

    What is said of one is said of each; the first member's place in the sentence is that of the group.
    """
    groups: list[Mention] = []
    for mention in mentions:
        last = groups[-1] if groups else None
        if last is not None and _joined(last, mention, doc):
            members = last.members or (replace(last),)
            last.members = (*members, mention)
            last.actors = tuple(dict.fromkeys((*last.actors, *mention.actors)))
            last.end = mention.end
        else:
            groups.append(replace(mention, members=()))
    return groups


def _joined(last: Mention, mention: Mention, doc: Doc) -> bool:
    if last.start == mention.start or mention.start < last.end:
        return False
    if {last.form, mention.form} & _UNJOINED or last.inner != mention.inner:
        return False
    between = [token.lower_ for token in doc[last.end : mention.start]]
    return (
        bool(between) and len(between) < _LONGEST_JOINT and set(between) <= _JOINTS and "," not in between[1:]
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
    graph = SentenceGraph(sentence)
    shapes = [mention_shape(mention, graph, words) for mention in mentions]
    triggers: list[TriggerReading] = []
    if len({actor for mention in mentions for actor in mention.actors}) > 1:
        for trigger in lexicon.find(sentence):
            voice = reading.voices.at(passage.index, trigger.token)
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
    shapes = dict(zip((id(mention) for mention in sentence.mentions), sentence.shapes, strict=True))
    for item in sentence.triggers:
        firsts = sorted(item.arguments, key=lambda a: -a.subject_score)[:BEST_ARGUMENTS]
        seconds = sorted(item.arguments, key=lambda a: -a.object_score)[:BEST_ARGUMENTS]
        if firsts[0].subject_score < LEAST_ARGUMENT or seconds[0].object_score < LEAST_ARGUMENT:
            continue
        for first in firsts:
            for second in seconds:
                yield from sense_readings(sentence, item, first, second, shapes, firsts[0], seconds[0])


def sense_readings(  # noqa: PLR0917 - two arguments, and the best ones beside them
    sentence: SentenceReading,
    item: TriggerReading,
    first: Argument,
    second: Argument,
    shapes: dict[int, str],
    best_first: Argument,
    best_second: Argument,
) -> Iterator[PairReading]:
    """Yield a reading for each relation that a trigger may state between two of its arguments."""
    same = first is second
    if same and len(first.mention.actors) != 2:  # noqa: PLR2004 - two may act among themselves; more seldom all with all
        return
    for sense in item.trigger.senses:
        if same and sense.relation not in SYMMETRIC:
            continue
        reading = PairReading(sentence, item, sense.relation, sense.reversed, first, second, [])
        if next(reading.actors(), None) is None:
            continue
        features = pair_features(
            sense,
            trigger=item.trigger,
            context=item.context,
            subject=first,
            object_=second,
            shapes=(shapes[id(first.mention)], shapes[id(second.mention)]),
            surroundings=item.surroundings,
        )
        features += _score_features(reading, best_first, best_second)
        features += _between(sentence, reading)
        reading.features = features
        yield reading


def _score_features(reading: PairReading, best_first: Argument, best_second: Argument) -> list[str]:
    first, second, relation = reading.first, reading.second, reading.relation
    subject, object_ = _tenth(first.subject_score), _tenth(second.object_score)
    return [
        f"ps={subject}",
        f"po={object_}",
        f"pp={subject}{object_}",
        f"bs={first is best_first}",
        f"bo={second is best_second}",
        f"psq={_tenth(first.subject_score * second.object_score * 1.5)}|{relation}",
        f"heading={reading.sentence.passage.heading}|{relation}",
        f"voice={reading.trigger.voice is not None}|{relation}",
    ]


def _between(sentence: SentenceReading, reading: PairReading) -> list[str]:
    """Return how the two mentions stand to each other, and what is known of a person's office."""
    full, lean, length = sentence.graph.path(reading.first.mention.head, reading.second.mention.head)
    features = [
        f"so={full}",
        f"sol={lean}|{reading.trigger.trigger.pos}",
        f"solen={min(length, 7)}",
        f"sor={lean}|{reading.relation}" if length < 4 else "sor=far",  # noqa: PLR2004 - longer ones are all different
        f"same={reading.first.mention.head == reading.second.mention.head}",
    ]
    subject, object_ = reading.subject, reading.object
    if sentence.countries.get(subject.actors[0]) == object_.actors[0]:
        features.append(f"own={reading.relation}")
    if sentence.countries.get(object_.actors[0]) == subject.actors[0]:
        features.append(f"owned={reading.relation}")
    features.append(f"group={min(len(subject.actors), 3)}{min(len(object_.actors), 3)}|{reading.relation}")
    if reading.relation in ("holds-office", "affiliated"):
        held = sentence.roles.get(reading.subject.actors[0])
        agrees = "none" if held is None else "same" if reading.object.actors[0] in held else "other"
        features.append(f"role={agrees}|{reading.relation}")
    return features


def _tenth(probability: float) -> int:
    return int(min(9, max(0, probability * 10)))


def compatible(scored: Iterable[tuple[float, PairReading]]) -> Iterator[tuple[float, PairReading]]:
    """Keep, of each trigger's readings, the best and those that may stand beside it.

    A word that states who condemns whom doesn't state the reverse too.  Beside the best reading may stand
    another relation between the same two mentions, and another subject or object where it is nearly as sure.
    """
    by_trigger: dict[int, list[tuple[float, PairReading]]] = {}
    for item in scored:
        by_trigger.setdefault(id(item[1].trigger), []).append(item)
    for readings in by_trigger.values():
        readings.sort(key=lambda item: -item[0])
        kept: list[tuple[float, PairReading]] = []
        for confidence, reading in readings:
            if not kept or _may_stand(confidence, reading, kept):
                kept.append((confidence, reading))
        yield from kept


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
