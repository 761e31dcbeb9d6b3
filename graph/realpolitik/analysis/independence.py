"""Which documents count as one voice: copies of one text, and what one publisher prints twice.

A wire report that ten papers carry is one witness, not ten.  `copies` proposes pairs; each is then measured
exactly, so that no judgement rests on chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from realpolitik.analysis.copies import candidates, shingles, signature_of
from realpolitik.model import Document, DocumentId, slug

_RESEMBLANCE = 0.5  # of all shingles: two editions of one text
_CONTAINMENT = 0.8  # of the shorter text's shingles: a shortened copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two documents that carry one text.

    Attributes:
        first: The lesser of the two document ids.
        second: The other.
        resemblance: Shared shingles as a share of all shingles of the two.
        containment: Shared shingles as a share of the shorter document's.
    """

    first: DocumentId
    second: DocumentId
    resemblance: float
    containment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Documents grouped by who speaks in them.

    Attributes:
        copies: Pairs of documents that carry one text, sorted.
        groups: The documents of each voice, sorted; copies and documents of one publisher are together.
    """

    copies: tuple[Copy, ...]
    groups: tuple[tuple[DocumentId, ...], ...]

    def by_document(self) -> dict[DocumentId, DocumentId]:
        """Return, for each document, the first document of its group, which stands for the group."""
        return {document: group[0] for group in self.groups for document in group}


def find_voices(documents: Iterable[Document]) -> Voices:
    """Group documents into independent voices.

    Two documents are one voice when one is a copy of the other, or when the same publisher made both.
    Documents whose publisher is unknown are taken for independent unless they are copies.
    """
    ordered = sorted(documents, key=lambda document: document.id)
    copies = find_copies(ordered)
    groups: dict[DocumentId, list[DocumentId]] = {}
    leaders = group_documents(
        {document.id: document.source for document in ordered},
        [(copy.first, copy.second) for copy in copies],
    )
    for document, leader in leaders.items():
        groups.setdefault(leader, []).append(document)
    return Voices(copies=copies, groups=tuple(sorted(tuple(group) for group in groups.values())))


def group_documents(
    sources: Mapping[DocumentId, str | None], copies: Iterable[tuple[DocumentId, DocumentId]]
) -> dict[DocumentId, DocumentId]:
    """Return, for each document, the first document of its voice.

    Args:
        sources: The publisher of each document, None where unknown; in the order of the documents' ids.
        copies: Pairs of documents that carry one text.
    """
    leader = {document: document for document in sources}
    for first, second in copies:
        _join(leader, first, second)
    first_of_source: dict[str, DocumentId] = {}
    for document, source in sources.items():
        if source is not None:
            _join(leader, first_of_source.setdefault(slug(source), document), document)
    return {document: _find(leader, document) for document in leader}


def find_copies(documents: Sequence[Document]) -> tuple[Copy, ...]:
    """Return the pairs of documents that carry one text, sorted by id."""
    found = {document.id: shingles(document.text) for document in documents}
    signatures = ((name, signature_of(found[DocumentId(name)])) for name in sorted(found))
    compared = (
        compare(DocumentId(one), found[DocumentId(one)], DocumentId(other), found[DocumentId(other)])
        for one, other in candidates(signatures)
    )
    return tuple(sorted(filter(None, compared), key=lambda copy: (copy.first, copy.second)))


def compare(first: DocumentId, one: frozenset[str], second: DocumentId, other: frozenset[str]) -> Copy | None:
    """Measure how much text two documents share; None where it is too little for a copy.

    Args:
        first: Id of a document.
        one: Its shingles.
        second: Id of another.
        other: Its shingles.
    """
    shared = len(one & other)
    copy = Copy(
        first=min(first, second),
        second=max(first, second),
        resemblance=shared / len(one | other),
        containment=shared / min(len(one), len(other)),
    )
    return copy if copy.resemblance >= _RESEMBLANCE or copy.containment >= _CONTAINMENT else None


def _find(leader: dict[DocumentId, DocumentId], document: DocumentId) -> DocumentId:
    while leader[document] != document:
        leader[document] = leader[leader[document]]
        document = leader[document]
    return document


def _join(leader: dict[DocumentId, DocumentId], one: DocumentId, other: DocumentId) -> None:
    first, second = sorted((_find(leader, one), _find(leader, other)))
    leader[second] = first
