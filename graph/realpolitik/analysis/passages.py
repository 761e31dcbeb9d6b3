"""Passages that tell of the same thing as a claim elsewhere, and of which no claim was made.

Extraction misses claims.  Where a claim has a figure that two documents would hardly share by chance, other
documents are searched for passages with the same figure; where it tells of a capture, for other words for
such an act, as "kidnapped", so that no difference is lost with a missed claim.  Such a passage is shown as it
stands: what it tells of whom is left to the reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from realpolitik.analysis.differences import figure_of
from realpolitik.analysis.disagreement import Contradiction, ContradictionKind, Passage, Telling, Witnesses
from realpolitik.analysis.framing import framing, register_of
from realpolitik.model import ActorId, ActorKind, Document, DocumentId, RelationId, Span, Status, kind_of
from realpolitik.vocabulary import ActorRegistry

_MOST_DOCUMENTS = 500  # beyond, looking for words in every sentence takes too long
_TELLING_WORDS = frozenset(
    {"detains"}
)  # relations whose words mean little else; agreements are "struck", too
_SENTENCE = re.compile(r"[^\n]*?(?:[.!?][”\"’')]*(?=\s+[A-Z“\"‘'(])|(?=\n)|\Z)")
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
_MONEY = re.compile(
    r"([$€£])\s?(\d[\d,]*(?:\.\d+)?)\s*(thousand|million|billion|trillion|bn|m)?\b", re.IGNORECASE
)
_SCALES = {"thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}


@dataclass(frozen=True, slots=True)
class _Found:
    """A passage with what was looked for in it."""

    passage: Passage
    word: str


def missed_differences(
    told: Sequence[Telling],
    voices: Mapping[DocumentId, DocumentId],
    witnesses: Witnesses,
    registry: ActorRegistry,
) -> tuple[Contradiction, ...]:
    """Find differences of which one side is a passage that no such claim was made of.

    Figures are looked for in all documents; words only where there are no more than a few hundred.

    Args:
        told: Tellings of all documents, in reading order.
        voices: The document that stands for each document's voice.
        witnesses: For names and the words of the documents.
        registry: For the names by which a passage may call an actor.
    """
    if len(set(voices.values())) < 2:  # noqa: PLR2004 - nobody else to differ
        return ()
    search = _Search(voices, witnesses, registry)
    return (*search.figures(told), *search.wordings(told))


@dataclass(frozen=True, slots=True)
class _Search:
    voices: Mapping[DocumentId, DocumentId]
    witnesses: Witnesses
    registry: ActorRegistry

    def figures(self, told: Sequence[Telling]) -> Iterator[Contradiction]:
        groups: dict[tuple[str, float], list[Telling]] = defaultdict(list)
        for one in told:
            figure = figure_of(one)
            if figure is not None and one.claim.status is not Status.NEGATED:
                groups[figure].append(one)
        passages = _money(self.witnesses.documents.values()) if groups else {}
        for figure, tellings in sorted(groups.items()):
            names = self._names(*{party for one in tellings for party in (one.subject, one.object)})
            others = [
                found
                for found in passages.get(figure, ())
                if self._is_news(found.passage, tellings, tellings) and names.search(found.passage.quote)
            ]
            if others:
                yield self._contradiction(ContradictionKind.FIGURE, tellings, others)

    def wordings(self, told: Sequence[Telling]) -> Iterator[Contradiction]:
        if len(self.witnesses.documents) > _MOST_DOCUMENTS:
            return
        groups: dict[tuple[RelationId, ActorId, ActorId, str], list[Telling]] = defaultdict(list)
        for one in told:
            if one.claim.relation not in _TELLING_WORDS or one.claim.status is not Status.ACTUAL:
                continue
            words = framing(one.claim, self.witnesses.trigger_of(one.claim))
            if words is not None:
                key = (one.claim.relation, one.claim.subject, one.claim.object, words[0])
                groups[key].append(one)
        passages = list(_sentences(self.witnesses.documents.values())) if groups else []
        read = {name: [one for one in told if one.claim.relation == name] for name in _TELLING_WORDS}
        for (relation, subject, object_, register), tellings in sorted(groups.items()):
            acting, acted_on = self._names(subject), self._names(object_)
            others = []
            for passage in passages:
                words = register_of(relation, passage.quote)
                if words is None or words[0] == register:
                    continue
                found = _Found(passage, words[1])
                is_news = self._is_news(passage, tellings, read[relation])
                if is_news and acting.search(passage.quote) and acted_on.search(passage.quote):
                    others.append(found)
            if others:
                yield self._contradiction(ContradictionKind.WORDING, tellings, others)

    def _is_news(self, passage: Passage, tellings: Sequence[Telling], read: Sequence[Telling]) -> bool:
        """Tell whether somebody else says it, in words that none of the claims `read` was made of."""
        name = passage.document
        voice = self.voices.get(name, name)
        return any(one.voice != voice for one in tellings) and not any(
            one.claim.evidence.document == name and _overlap(one.claim.evidence.span, passage.span)
            for one in read
        )

    def _names(self, *actors: ActorId) -> re.Pattern[str]:
        return re.compile(
            rf"\b(?:{'|'.join(sorted(map(re.escape, self._called(actors)), key=len, reverse=True))})"
        )

    def _called(self, actors: Iterable[ActorId]) -> set[str]:
        called = set()
        for actor in actors:
            label = self.witnesses.names[actor]
            called |= {label, label.split()[-1]} if kind_of(actor) is ActorKind.PERSON else {label}
            entry = self.registry.get(actor)
            if entry is not None:
                called |= {*entry.aliases, *entry.demonyms, *entry.metonyms}
        return {name for name in called if name}

    def _contradiction(
        self, kind: ContradictionKind, tellings: Sequence[Telling], others: Sequence[_Found]
    ) -> Contradiction:
        word = (
            f"the figure {tellings[0].claim.amount.text}"
            if kind is ContradictionKind.FIGURE and tellings[0].claim.amount
            else ", ".join(sorted({f"“{found.word}”" for found in others}))
        )
        where = ", ".join(sorted({found.passage.document for found in others}))
        sentences = sorted({self.witnesses.sentence(one) for one in tellings})
        stance = "; ".join(sentences)
        explanation = (
            f"{stance} in {self.witnesses.told_by(tellings)}; {word} also in {where}, in passages "
            "of which no claim was made: read them side by side."
        )
        return self.witnesses.contradiction(
            kind,
            {stance: tellings},
            explanation,
            passages={f"{word}, no claim made": tuple(found.passage for found in others)},
            voices={self.voices.get(found.passage.document, "") for found in others},
        )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _sentences(documents: Iterable[Document]) -> Iterator[Passage]:
    for document in documents:
        for match in _SENTENCE.finditer(document.text):
            quote = match.group().strip()
            if quote:
                start = match.start() + len(match.group()) - len(match.group().lstrip())
                yield Passage(document=document.id, quote=quote, span=Span(start, start + len(quote)))


def _money(documents: Iterable[Document]) -> dict[tuple[str, float], list[_Found]]:
    """Return the passages with each sum of money, by currency and value."""
    found: dict[tuple[str, float], list[_Found]] = defaultdict(list)
    for document in documents:
        if not any(sign in document.text for sign in _SIGNS):
            continue
        for passage in _sentences((document,)):
            for match in _MONEY.finditer(passage.quote):
                value = float(match[2].replace(",", "")) * _SCALES.get((match[3] or "").lower(), 1.0)
                found[_SIGNS[match[1]], value].append(_Found(passage, match.group()))
    return found
