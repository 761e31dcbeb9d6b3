"""Document → claims: reads, relates, judges status and voice, attaches amounts and dates."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import RecordError
from realpolitik.extract.amounts import AmountMention, find_amounts
from realpolitik.extract.attachment import attached_amount, attached_date
from realpolitik.extract.dates import DateMention, find_dates
from realpolitik.extract.event_features import event_evidence
from realpolitik.extract.event_types import read_event_types
from realpolitik.extract.feature_groups import logit
from realpolitik.extract.language import load_pipeline, pipeline_version
from realpolitik.extract.mentions import Mention, country_of
from realpolitik.extract.model import read_model, sigmoid
from realpolitik.extract.names import Gazetteer
from realpolitik.extract.operators import Operators
from realpolitik.extract.pair_reading import PairReading, SentenceReading
from realpolitik.extract.passages import Passage
from realpolitik.extract.plover import plover_code, possible_types
from realpolitik.extract.ranking import LEAST_LOGIT, Scored, rank_features, read_ranker
from realpolitik.extract.reading import Reader, Reading
from realpolitik.extract.relating import SYMMETRIC, all_arguments, compatible, pair_readings, read_sentences
from realpolitik.extract.roles import RoleFact
from realpolitik.extract.status import status_features, statuses_of
from realpolitik.extract.triggers import TriggerLexicon
from realpolitik.extract.wordlists import word_lists
from realpolitik.model import ActorId, Amount, Claim, Document, EventDate, Evidence, RelationId, Span, Status
from realpolitik.resources import VERSION, pipeline_path, resource_path
from realpolitik.vocabulary import ActorRegistry, RelationScheme

if TYPE_CHECKING:
    from spacy.tokens import Token

_ROLE_CONFIDENCE = {True: 0.8, False: 0.5}  # measured precision of roles whose body is stated, and supplied


@dataclass(frozen=True, slots=True)
class _Found:
    """A claim in the making."""

    subject: ActorId
    relation: str
    object: ActorId
    confidence: float
    reading: PairReading


@dataclass(frozen=True, slots=True)
class _Told:
    """How a reading is told: the same for all claims of a group."""

    reading: PairReading  # kept, so that its id stays its own
    span: Span
    attributed_to: str | None
    amount: Amount | None
    when: EventDate | None
    statuses: tuple[tuple[Status, str | None], ...]  # each with its PLOVER type


class Extractor:
    """Extracts claims from documents; one instance reads any number.

    Attributes:
        scheme: The relation types that it knows.
        registry: The actors that it knows.
        words: Word lists of the language.
        lexicon: What triggers each relation.
        model: The learned part: a reading by itself.
        ranker: The learned part: a reading among the others of its document.
        operators: What changes the status of what stands under it.
    """

    def __init__(
        self,
        scheme: RelationScheme,
        registry: ActorRegistry,
        *,
        pipeline: str | None = None,
        operators: Sequence[Path] = (),
    ) -> None:
        self.scheme = scheme
        self.words = word_lists()
        self.registry = registry
        self._nlp = load_pipeline(pipeline, pipeline_path())
        gazetteer = Gazetteer(registry, self._nlp, _places(), self.words.regions)
        self._reader = Reader(registry, gazetteer, self.words, self._nlp)
        self.lexicon = TriggerLexicon(scheme)
        self.model = read_model()
        self.ranker = read_ranker()
        self.operators = Operators.read(operators)
        _keep_loaded()

    @property
    def version(self) -> str:
        """Software, language pipeline and model, each with its version."""
        return f"realpolitik {VERSION}; {pipeline_version(self._nlp)}; model {self.model.version}"

    def read(self, document: Document) -> Reading:
        """Return what the document mentions, before any relation is judged."""
        return self._reader.read(document)

    def sentences(self, reading: Reading) -> list[SentenceReading]:
        """Return the sentences of a reading that may hold claims."""
        return list(read_sentences(reading, self.lexicon, self.words))

    def extract(self, document: Document, *, threshold: float | None = None) -> tuple[Claim, ...]:
        """Return the claims of a document, in order of place.

        Args:
            document: Any length; an empty one has no claims.
            threshold: Least probability of a claim; None for the model's own.
        """
        return tuple(_distinct(claim for claim, _ in self.found(document, threshold=threshold)))

    def found(
        self, document: Document, *, threshold: float | None = None
    ) -> Iterator[tuple[Claim, PairReading | RoleFact]]:
        """Yield every claim with what it rests on; the same one may come several times.

        Args:
            document: As for `extract`.
            threshold: As for `extract`.
        """
        if not document.text.strip():
            return
        reading = self.read(document)
        sentences = self.sentences(reading)
        self.score(sentences)
        border = self.ranker.threshold if threshold is None else threshold
        attacher = _Attacher(document)
        known: dict[int, _Told] = {}
        for found in self._found(sentences, border):
            told = known.get(id(found.reading))
            if told is None:
                told = known[id(found.reading)] = self._told(reading, found.reading, attacher)
            evidence = self._evidence(reading, told.span, found)
            for status, kind in told.statuses:
                yield self._claim(reading, found, told, evidence, status=status, plover=kind), found.reading
        for fact in reading.roles:
            yield self._role_claim(reading, fact), fact

    def score(self, sentences: Sequence[SentenceReading]) -> None:
        """Judge for every trigger how likely each mention is its subject, and its object."""
        for _, argument in all_arguments(sentences):
            argument.subject_score = sigmoid(logit(self.model.subject, argument.groups))
            argument.object_score = sigmoid(logit(self.model.object, argument.groups))

    def ranked(self, sentences: Iterable[SentenceReading]) -> Iterator[list[tuple[float, PairReading]]]:
        """Yield, for each sentence of a document, its readings with their probabilities.

        Args:
            sentences: All that may hold claims, their arguments scored.
        """
        model = self.model.relation
        found = [
            [item for r in pair_readings(s) if (item := Scored(r.logit(model), r)).logit >= LEAST_LOGIT]
            for s in sentences
        ]
        every = [item for readings in found for item in readings]
        confidences = iter(self.ranker.probabilities(rank_features(every)).tolist())
        for readings in found:
            yield [(next(confidences), item.reading) for item in readings]

    def _found(self, sentences: Iterable[SentenceReading], border: float) -> Iterator[_Found]:
        """Yield, for each sentence, the best reading of each relation between two actors."""
        for scored in self.ranked(sentences):
            best: dict[tuple[str, str, str], _Found] = {}
            for confidence, reading in compatible(item for item in scored if item[0] >= border):
                for subject, object_ in reading.actors():
                    key = (subject, reading.relation, object_)
                    if reading.relation in SYMMETRIC:
                        key = (min(subject, object_), reading.relation, max(subject, object_))
                    if key not in best or best[key].confidence < confidence:
                        best[key] = _Found(subject, reading.relation, object_, confidence, reading)
            yield from best.values()

    def _told(self, reading: Reading, pair: PairReading, attacher: _Attacher) -> _Told:
        """Judge what the claims of a reading have in common."""
        passage, token = pair.sentence.passage, pair.trigger.trigger.token
        amount, when = attacher.attach(passage.doc[token], pair)
        voice = reading.voices.of_claim(passage.index, token, pair.relation)
        statuses = self.statuses(self.status_features(pair))
        return _Told(
            pair,
            pair.sentence.span,
            voice.label if voice else None,
            amount,
            when,
            tuple((status, self._event_type(pair, status)) for status in statuses),
        )

    def _claim(
        self,
        reading: Reading,
        found: _Found,
        told: _Told,
        evidence: Evidence,
        *,
        status: Status,
        plover: str | None,
    ) -> Claim:
        return Claim(
            subject=found.subject,
            relation=RelationId(found.relation),
            object=found.object,
            status=status,
            evidence=evidence,
            subject_label=self._label(found.subject, reading),
            object_label=self._label(found.object, reading),
            subject_country=country_of(found.subject, reading.cast, self.registry),
            object_country=country_of(found.object, reading.cast, self.registry),
            attributed_to=told.attributed_to,
            plover=plover,
            confidence=round(found.confidence, 3),
            amount=told.amount,
            when=told.when,
        )

    def _event_type(self, pair: PairReading, status: Status) -> str | None:
        """Return the likeliest PLOVER type among those that the claim's relation may have."""
        relation = self.scheme[pair.relation]
        sentence = pair.sentence
        rule = plover_code(relation, sentence.passage.doc[pair.trigger.trigger.token], status)
        possible = possible_types(relation)
        if rule is None or len(possible) == 1:
            return rule
        features, vectors = event_evidence(
            sentence.graph,
            pair.subject,
            pair.object,
            triggers=[item.trigger for item in sentence.triggers],
            scheme=self.scheme,
            reading=(pair.relation, status, rule),
        )
        types = read_event_types().probabilities(features, vectors, possible)
        return max(types, key=lambda kind: types[kind])

    def status_features(self, pair: PairReading) -> list[str]:
        """Return what the sentence tells of a claim's status."""
        return status_features(
            pair.sentence.graph,
            pair.trigger.trigger,
            pair.relation,
            heading=pair.sentence.passage.heading,
            operators=self.operators,
        )

    def statuses(self, features: Sequence[str]) -> tuple[Status, ...]:
        """Return the status that features of `status_features` tell; two for what was so and is no more."""
        return statuses_of(features, self.model.possible.probability, self.model.negated.probability)

    def status(self, features: Sequence[str]) -> Status:
        """Return the status as it is now."""
        return self.statuses(features)[-1]

    def _evidence(self, reading: Reading, span: Span, found: _Found) -> Evidence:
        pair = found.reading
        passage = pair.sentence.passage
        trigger = pair.trigger.trigger
        return Evidence(
            document=reading.document.id,
            quote=span.of(reading.document.text),
            span=span,
            subject=_span_of(passage, pair.subject.of(found.subject)),
            object=_span_of(passage, pair.object.of(found.object)),
            trigger=passage.span(trigger.token, max(trigger.end, trigger.token + 1)),
        )

    def _role_claim(self, reading: Reading, fact: RoleFact) -> Claim:
        passage = reading.passages[fact.passage]
        sentence = passage.doc[fact.start].sent
        span = passage.span(sentence.start, sentence.end)
        relation = RelationId("holds-office" if fact.office else "affiliated")
        voice = reading.voices.of_claim(fact.passage, fact.start, relation)
        return Claim(
            subject=fact.subject,
            relation=relation,
            object=fact.body,
            status=Status.ACTUAL,
            evidence=Evidence(
                document=reading.document.id,
                quote=span.of(reading.document.text),
                span=span,
                subject=passage.span(fact.start, fact.end),
                trigger=None,
            ),
            subject_label=self._label(fact.subject, reading),
            object_label=self._label(fact.body, reading),
            subject_country=country_of(fact.subject, reading.cast, self.registry),
            object_country=country_of(fact.body, reading.cast, self.registry),
            attributed_to=voice.label if voice and voice.actor != fact.subject else None,
            confidence=_ROLE_CONFIDENCE[fact.stated],
            role=fact.role,
        )

    def _label(self, actor: ActorId, reading: Reading) -> str:
        known = self.registry.get(actor)
        if known is not None:
            return known.label
        member = reading.cast.members.get(actor)
        return member.label if member else actor


class _Attacher:
    """Finds the amounts and dates of a document, passage by passage, and ties them to claims."""

    def __init__(self, document: Document) -> None:
        self._document = document
        published = document.published.start if document.published else None
        self._reference = date.fromisoformat(published) if published else None
        self._found: dict[int, tuple[tuple[AmountMention, ...], tuple[DateMention, ...]]] = {}

    def attach(self, trigger: Token, pair: PairReading) -> tuple[Amount | None, EventDate | None]:
        """Return the amount and the date of a claim, in the document's own words."""
        passage = pair.sentence.passage
        if passage.index not in self._found:
            text = passage.words.text
            self._found[passage.index] = (find_amounts(text), find_dates(text, self._reference))
        amounts, dates = self._found[passage.index]
        amount = attached_amount(trigger, amounts, relation=pair.relation) if amounts else None
        when = attached_date(trigger, dates, relation=pair.relation) if dates else None
        return (
            replace(amount.amount, text=self._words(passage, amount.span), shared=_shared(pair))
            if amount
            else None,
            replace(when.date, text=self._words(passage, when.span)) if when else None,
        )

    def _words(self, passage: Passage, span: Span) -> str:
        return passage.kept(span).of(self._document.text)


def _shared(pair: PairReading) -> bool:
    """Tell whether an amount is the total of a group: several actors in one slot."""
    return len(pair.subject.actors) > 1 or len(pair.object.actors) > 1


def _span_of(passage: Passage, mention: Mention) -> Span:
    return passage.span(mention.start, mention.end)


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims in order of place, each said once per passage: its surest reading, and its role."""
    best: dict[str, Claim] = {}
    for claim in claims:
        other = best.get(claim.id, claim)
        surest = claim if other.confidence < claim.confidence else other
        role = surest.role or claim.role or other.role
        best[claim.id] = surest if surest.role == role else replace(surest, role=role)
    return sorted(
        best.values(),
        key=lambda c: (c.evidence.span.start, c.evidence.span.end, c.subject, c.relation, c.object, c.status),
    )


@cache
def _keep_loaded() -> None:
    """Let the garbage collector leave alone what is loaded when the first extractor is ready.

    It stays to the end of the process; to walk vocabulary, registry and weights again and again costs a
    twentieth of all time.
    """
    gc.freeze()


def _places() -> Iterator[tuple[str, ActorId]]:
    """Yield the towns of the registry with their countries."""
    path = resource_path("ontology/places/cities.tsv")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        name, tab, country = line.partition("\t")
        if not tab:
            raise RecordError("expected a name, a tab and a country code", path=str(path), line=number)
        yield name, ActorId(country)
