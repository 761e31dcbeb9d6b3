"""Which two parties a sentence may report an event of, and what tells whether it does.

Event coders code what a sentence reports: who did it and to whom, seldom more than one event.  What it tells
beside that (where it happened, who visited whom meanwhile, which war a resolution is about) is background.
Here every two parties of a sentence are described by how they stand to its main clause and to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.pair_reading import PairReading, SentenceReading
from realpolitik.extract.relating import SYMMETRIC
from realpolitik.extract.sentence_graph import SentenceGraph
from realpolitik.extract.wordlists import word_lists
from realpolitik.model import ActorId, ActorKind, kind_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_REPORTED = frozenset({"ccomp", "xcomp", "parataxis"})
_SIDE_CLAUSES = frozenset({"acl", "advcl", "parataxis", "appos", "acl:relcl"})
_FAR = 20
_FORMS = {form: place for place, form in enumerate(Form)}
_KINDS = {"country": 0, "person": 1, "organisation": 2}
_PARTS = {"VERB": 0, "NOUN": 1, "PROPN": 2, "AUX": 0}
_CASES = ("", "in", "at", "of", "with", "against", "to", "from", "on", "by", "for", "over", "between", "into")
_SLOTS = ("A0", "A1", "iobj", "obl", "nmod", "compound", "amod", "conj", "appos")

PartyOf = Callable[[ActorId], ActorId]


@dataclass(frozen=True, slots=True)
class EventPair:
    """Two countries of a sentence, the first perhaps doing something to the second.

    Attributes:
        source: Who would act: a country or a body.
        target: Upon whom.
        source_actor: Who stands for the source.
        target_actor: Who stands for the target.
        subject: Mention of the source.
        object: Mention of the target; the same one where a group acts together.
        confidence: Probability of the surest claim from the one to the other; 0 without any.
        reading: That claim's reading.
    """

    source: ActorId
    target: ActorId
    source_actor: ActorId
    target_actor: ActorId
    subject: Mention
    object: Mention
    confidence: float
    reading: PairReading | None


def event_pairs(
    sentence: SentenceReading, scored: Iterable[tuple[float, PairReading]], party_of: PartyOf
) -> list[EventPair]:
    """Return every ordered pair of countries of a sentence, each with the mentions that stand for it best.

    Args:
        sentence: Its mentions may be people and bodies, who count as their countries.
        scored: Its readings with their probabilities.
        party_of: Whom an actor acts for: a country, or itself.
    """
    claims = _claims(scored, party_of)
    graph = sentence.graph
    best: dict[tuple[ActorId, ActorId], tuple[tuple[float, int], EventPair]] = {}
    for subject, object_ in _mention_pairs(sentence.mentions):
        depth = len(graph.chain(subject.head)) + len(graph.chain(object_.head))
        for source, doer in _parties(subject, party_of).items():
            for target, other in _parties(object_, party_of).items():
                if source == target:
                    continue
                confidence, reading = claims.get((source, target, id(subject), id(object_)), (0.0, None))
                standing = (confidence, -depth)
                key = (source, target)
                if key not in best or best[key][0] < standing:
                    best[key] = (
                        standing,
                        EventPair(source, target, doer, other, subject, object_, confidence, reading),
                    )
    return [pair for _, pair in best.values()]


def _mention_pairs(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    for subject in mentions:
        for object_ in mentions:
            if subject is not object_ or len(subject.actors) > 1:
                yield subject, object_


def _parties(mention: Mention, party_of: PartyOf) -> dict[ActorId, ActorId]:
    """Return whom a mention acts for, each with who of it does."""
    return {party_of(actor): actor for actor in reversed(mention.actors)}


def _claims(
    scored: Iterable[tuple[float, PairReading]], party_of: PartyOf
) -> dict[tuple[ActorId, ActorId, int, int], tuple[float, PairReading]]:
    """Return the surest reading of each two mentions and their countries; of symmetric ones, both ways."""
    found: dict[tuple[ActorId, ActorId, int, int], tuple[float, PairReading]] = {}
    for confidence, reading in scored:
        sides = [(reading.subject, reading.object)]
        if reading.relation in SYMMETRIC:
            sides.append((reading.object, reading.subject))
        for subject, object_ in sides:
            for source in _parties(subject, party_of):
                for target in _parties(object_, party_of):
                    key = (source, target, id(subject), id(object_))
                    if source != target and (key not in found or found[key][0] < confidence):
                        found[key] = (confidence, reading)
    return found


class SentenceView:
    """A sentence seen from its main clause."""

    def __init__(self, graph: SentenceGraph) -> None:
        """Find the root and what it reports."""
        self.graph = graph
        self.root = graph.chain(graph.start)[-1]
        self.main = self._main()

    def token(self, index: int) -> Token:
        """Return a token by its place in the passage."""
        return self.graph.tokens[index - self.graph.start]

    def _main(self) -> int:
        """Return the main predicate: of "X said that Y did", what Y did."""
        main = self.root
        for _ in range(2):
            token = self.token(main)
            if token.lemma_.lower() not in word_lists().reporting_verbs:
                break
            inside = range(self.graph.start, self.graph.start + len(self.graph.tokens))
            clause = next((c.i for c in token.children if c.dep_ in _REPORTED and c.i in inside), None)
            if clause is None:
                break
            main = clause
        return main

    def place(self, index: int) -> tuple[str, str, int]:
        """Return the path from the main predicate to a token, full and lean, and its length."""
        if self.main in self.graph.chain(index):
            return self.graph.path(self.main, index)
        full, lean, length = self.graph.path(self.root, index)
        return f"S {full}", f"S {lean}", length

    def links(self, index: int) -> list[str]:
        """Return the links from a token up to the main predicate, or to the root."""
        found = []
        for step in self.graph.chain(index):
            if step in (self.main, self.root):
                break
            found.append(self.token(step).dep_)
        return found


def pair_numbers(pairs: Sequence[EventPair], sentence: SentenceReading) -> list[list[float]]:
    """Return a row of numbers for each pair of a sentence: how its mentions stand, and nothing of claims.

    What the relation model makes of a pair told less: it judges its own training text more surely than other.
    """
    view = SentenceView(sentence.graph)
    parties = list(dict.fromkeys(party for pair in pairs for party in (pair.source, pair.target)))
    first = dict.fromkeys(parties, len(view.graph.tokens))
    for pair in pairs:
        first[pair.source] = min(first[pair.source], pair.subject.start - sentence.graph.start)
        first[pair.target] = min(first[pair.target], pair.object.start - sentence.graph.start)
    ranks = {party: rank for rank, party in enumerate(sorted(parties, key=lambda party: first[party]))}
    states = sum(kind_of(party) is ActorKind.COUNTRY for party in parties)
    return [
        [
            *_side_numbers(view, pair.subject),
            *_side_numbers(view, pair.object),
            *_meeting_numbers(view, pair),
            _KINDS[kind_of(pair.source).value],
            _KINDS[kind_of(pair.target).value],
            states,
            ranks[pair.source],
            ranks[pair.target],
            pair.subject is pair.object,
            pair.subject.head < pair.object.head,
            abs(pair.subject.head - pair.object.head),
            view.graph.path(pair.subject.head, pair.object.head)[2],
            len(view.graph.tokens),
            len(sentence.mentions),
            len(parties),
            len(view.graph.chain(view.main)),
        ]
        for pair in pairs
    ]


def _side_numbers(view: SentenceView, mention: Mention) -> list[float]:
    full, lean, length = view.place(mention.head)
    links = view.links(mention.head)
    steps = lean.split(" ")
    slot = next((step for step in steps if step != "S"), "")
    last = steps[-1]
    return [
        length,
        sum(link.split(":")[0] in _SIDE_CLAUSES for link in links),
        sum(link == "conj" for link in links),
        full.startswith("S "),
        _code(slot.split(":")[0], _SLOTS),
        _code(slot.partition(":")[2], _CASES),
        _code(last.split(":")[0], _SLOTS),
        _code(last.partition(":")[2], _CASES),
        _FORMS[mention.form],
        _KINDS[kind_of(mention.actors[0]).value],
        mention.inner,
        mention.start - view.graph.start,
    ]


def _meeting_numbers(view: SentenceView, pair: EventPair) -> list[float]:
    """Return how the two hang together: the word above both, and what lies between it and each."""
    meeting = view.graph.meeting(pair.subject.head, pair.object.head)
    if meeting is None:
        return [_FAR, _FAR, _FAR, -1, -1, -1, -1]
    links = []
    for mention in (pair.subject, pair.object):
        chain = view.graph.chain(mention.head)
        links.append([view.token(step).dep_.split(":")[0] for step in chain[: chain.index(meeting)]])
    return [
        len(view.links(meeting)),
        len(links[0]),
        len(links[1]),
        sum(link in _SIDE_CLAUSES for link in links[0]),
        sum(link in _SIDE_CLAUSES for link in links[1]),
        meeting == view.main,
        _PARTS.get(view.token(meeting).pos_, 3),
    ]


def _code(word: str, listed: Sequence[str]) -> int:
    return listed.index(word) if word in listed else -1
