"""Contradictions as values, and what it takes to put one into words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2

from realpolitik.analysis.aggregation import reading_order
from realpolitik.analysis.parties import Names
from realpolitik.model import ActorId, Claim, ClaimId, Document, DocumentId, EventDate, RelationId, Span
from realpolitik.vocabulary import RelationScheme


class ContradictionKind(StrEnum):
    """In what tellings differ, the gravest first."""

    DENIAL = "denial"  # told as a fact here, denied there
    AMOUNT = "amount"  # figures for one thing that cannot both hold
    FIGURE = "figure"  # one figure, told of different things or different parties
    CONDUCT = "conduct"  # two parties cooperate in one telling, and one uses force in the other
    WORDING = "wording"  # one act, in words that judge it differently
    CERTAINTY = "certainty"  # told as a fact here, as a possibility there


_NO_END = "9999"
_TELLERS = 12  # documents that a sentence names; the sides list all of them
# How much a difference of each kind matters to a reader: a judgement, kept in one place.
_WEIGHTS = {
    ContradictionKind.DENIAL: 4.0,
    ContradictionKind.AMOUNT: 3.0,
    ContradictionKind.FIGURE: 3.0,
    ContradictionKind.CONDUCT: 2.0,
    ContradictionKind.WORDING: 2.0,
    ContradictionKind.CERTAINTY: 0.5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document.

    Attributes:
        document: The document's id.
        quote: The words, verbatim.
        span: Their offsets.
    """

    document: DocumentId
    quote: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One way of telling it.

    Attributes:
        stance: What is told, in a few words.
        claims: Ids of the claims that tell it so, in reading order.
        documents: Their documents, sorted.
        sources: Publishers of these documents, sorted; unknown ones are missing.
        speakers: Whom the claims are attributed to, sorted; empty where the documents speak for themselves.
        passages: Words that tell it so and of which no claim was made; then `claims` may be empty.
    """

    stance: str
    claims: tuple[ClaimId, ...]
    documents: tuple[DocumentId, ...]
    sources: tuple[str, ...]
    speakers: tuple[str, ...]
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A difference between tellings, explained; nobody is declared right.

    Attributes:
        kind: In what they differ.
        subject: The party that acts, or the lesser of the two where direction carries no meaning.
        object: The other party.
        relations: Ids of the relation types concerned, sorted.
        sides: Two or more, each with its claims.
        explanation: One sentence that names the sides.
        importance: Weight of the kind x (1 + log2 of the number of independent voices) x confidence: that of
            the surest claim of the least sure side, for a difference is no surer than its weaker side.
    """

    kind: ContradictionKind
    subject: ActorId
    object: ActorId
    relations: tuple[RelationId, ...]
    sides: tuple[Side, ...]
    explanation: str
    importance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim with what comparison needs.

    Attributes:
        claim: The claim.
        subject: Its subject, rolled up; the lesser party where the relation has no direction.
        object: Its object likewise.
        voice: The document that stands for all documents that are one voice with the claim's own.
    """

    claim: Claim
    subject: ActorId
    object: ActorId
    voice: str

    @property
    def speaker(self) -> tuple[str, str | None]:
        """Who tells it: the voice, and whom the passage attributes the claim to."""
        return self.voice, self.claim.attributed_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """What is known of the documents and names behind tellings.

    Attributes:
        documents: By id; a text may be read only when it is asked for.
        sources: The publishers of documents, by id.
        names: What to call actors.
        scheme: What to call relations.
    """

    documents: Mapping[DocumentId, Document]
    sources: Mapping[DocumentId, str | None]
    names: Names
    scheme: RelationScheme

    def trigger_of(self, claim: Claim) -> str | None:
        """Return the words of a claim's trigger: of its quote, else of its document where that is at hand."""
        evidence = claim.evidence
        trigger, span = evidence.trigger, evidence.span
        if trigger is None:
            return None
        is_within = span.start <= trigger.start and trigger.end <= span.end
        if is_within and len(evidence.quote) == span.end - span.start:
            return evidence.quote[trigger.start - span.start : trigger.end - span.start]
        document = self.documents.get(evidence.document)
        return trigger.of(document.text) if document else None

    def sentence(self, telling: Telling) -> str:
        """Return "China lends to Venezuela" for a telling, with the parties rolled up."""
        label = self.scheme[telling.claim.relation].label
        return f"{self.names[telling.subject]} {label} {self.names[telling.object]}"

    def side(self, stance: str, tellings: Iterable[Telling]) -> Side:
        """Put the tellings of one side together."""
        claims = sorted({told.claim.id: told.claim for told in tellings}.values(), key=reading_order)
        names = sorted({claim.evidence.document for claim in claims})
        known = (self.sources.get(name) for name in names)
        return Side(
            stance=stance,
            claims=tuple(claim.id for claim in claims),
            documents=tuple(names),
            sources=tuple(sorted({source for source in known if source is not None})),
            speakers=tuple(sorted({claim.attributed_to for claim in claims if claim.attributed_to})),
        )

    def contradiction(
        self,
        kind: ContradictionKind,
        sides: Mapping[str, Sequence[Telling]],
        explanation: str,
        *,
        passages: Mapping[str, tuple[Passage, ...]] | None = None,
        voices: Collection[str] = (),
    ) -> Contradiction:
        """Make a contradiction of tellings grouped by stance.

        Args:
            kind: In what they differ.
            sides: The tellings of each stance.
            explanation: One sentence.
            passages: By stance, words of which no claim was made.
            voices: The independent voices of these passages.
        """
        everything = [told for tellings in sides.values() for told in tellings]
        heard = len({told.voice for told in everything}.union(voices))
        confidence = min(max(told.claim.confidence for told in tellings) for tellings in sides.values())
        subject, object_ = _common_parties(everything)
        unread = (self._unread(stance, found) for stance, found in (passages or {}).items())
        return Contradiction(
            kind=kind,
            subject=subject,
            object=object_,
            relations=tuple(sorted({told.claim.relation for told in everything})),
            sides=(*(self.side(stance, tellings) for stance, tellings in sides.items()), *unread),
            explanation=explanation,
            importance=round(_WEIGHTS[kind] * (1 + log2(heard)) * confidence, 3),
        )

    def _unread(self, stance: str, passages: tuple[Passage, ...]) -> Side:
        names = tuple(sorted({passage.document for passage in passages}))
        sources = {self.sources.get(name) for name in names}
        known = tuple(sorted(source for source in sources if source is not None))
        return Side(stance=stance, claims=(), documents=names, sources=known, speakers=(), passages=passages)

    def told_by(self, tellings: Iterable[Telling]) -> str:
        """Return who tells it: "Press TV (02-raid), citing CNN; 03-talks"."""
        cited: dict[DocumentId, list[str | None]] = {}
        for told in tellings:
            cited.setdefault(told.claim.evidence.document, []).append(told.claim.attributed_to)
        tellers = [self._teller(name, speakers) for name, speakers in list(cited.items())[:_TELLERS]]
        rest = len(cited) - len(tellers)
        return "; ".join([*tellers, *([f"{rest:,} more documents"] if rest else [])])

    def _teller(self, name: DocumentId, speakers: Sequence[str | None]) -> str:
        """Name a document, and whom it cites where it never speaks for itself."""
        source = self.sources.get(name)
        who = f"{source} ({name})" if source else name
        named = sorted({self.names[speaker] for speaker in speakers if speaker})
        return f"{who}, citing {' and '.join(named)}" if named and None not in speakers else who


class Opponents:
    """Tellings that another one is held against; told at once, however many there are."""

    def __init__(self, tellings: Iterable[Telling]) -> None:
        self._all = _Times()
        self._by_speaker: dict[tuple[str, str | None], _Times] = {}
        for told in tellings:
            first, last = _bounds_of(told.claim.when)
            self._all.add(first, last)
            self._by_speaker.setdefault(told.speaker, _Times()).add(first, last)

    def overlap(self, telling: Telling) -> bool:
        """Tell whether one of them can be of the time of `telling`."""
        return self._all.overlapping(*_bounds_of(telling.claim.when)) > 0

    def differ_from(self, telling: Telling) -> bool:
        """Tell whether one of them has another speaker and can be of the time of `telling`."""
        bounds = _bounds_of(telling.claim.when)
        same = self._by_speaker.get(telling.speaker)
        return self._all.overlapping(*bounds) > (same.overlapping(*bounds) if same else 0)


class _Times:
    """Periods, of which those that overlap another one can be counted without looking at each."""

    def __init__(self) -> None:
        self._starts: list[str] = []
        self._ends: list[str] = []
        self._is_sorted = True

    def add(self, start: str, end: str) -> None:
        self._starts.append(start)
        self._ends.append(end)
        self._is_sorted = False

    def overlapping(self, start: str, end: str) -> int:
        if not self._is_sorted:
            self._starts.sort()
            self._ends.sort()
            self._is_sorted = True
        return bisect_right(self._starts, end) - bisect_left(self._ends, start)


def _bounds_of(date: EventDate | None) -> tuple[str, str]:
    return (date.start or "", date.end or _NO_END) if date is not None else ("", _NO_END)


def _common_parties(tellings: Sequence[Telling]) -> tuple[ActorId, ActorId]:
    """Return the parties of the first telling: as the claims have them where all agree, else rolled up."""
    first = tellings[0]
    if len({(told.claim.subject, told.claim.object) for told in tellings}) == 1:
        return first.claim.subject, first.claim.object
    return first.subject, first.object
