"""Which documents count as one voice: copies of one text, and what one publisher prints twice.

A wire report that ten papers carry is one witness, not ten.  Candidate pairs come from MinHash signatures
(datasketch; A. Z. Broder, "On the resemblance and containment of documents", 1997); each pair is then
measured exactly, so that no judgement rests on chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from datasketch import MinHash, MinHashLSH

from realpolitik.model import Document, DocumentId, slug

_SHINGLE_WORDS = (
    4  # long enough that two reports on one event share few, short enough to survive light editing
)
_PERMUTATIONS = 128
_CANDIDATE_RESEMBLANCE = 0.2  # lower than what is asked below: the signatures only propose
_RESEMBLANCE = 0.5  # of all shingles: two editions of one text
_CONTAINMENT = 0.8  # of the shorter text's shingles: a shortened copy
_SHORTEST_SHINGLES = 20  # a shorter text is too little to call anything a copy of it
_WORD = re.compile(r"\w+")


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
    leader = {document.id: document.id for document in ordered}
    for copy in copies:
        _join(leader, copy.first, copy.second)
    first_of_source: dict[str, DocumentId] = {}
    for document in ordered:
        if document.source is not None:
            _join(leader, first_of_source.setdefault(slug(document.source), document.id), document.id)
    groups: dict[DocumentId, list[DocumentId]] = {}
    for document in ordered:
        groups.setdefault(_find(leader, document.id), []).append(document.id)
    return Voices(copies=copies, groups=tuple(sorted(tuple(group) for group in groups.values())))


def find_copies(documents: Sequence[Document]) -> tuple[Copy, ...]:
    """Return the pairs of documents that carry one text, sorted by id."""
    shingles = {document.id: _shingles(document) for document in documents}
    usable = {name: found for name, found in sorted(shingles.items()) if len(found) >= _SHORTEST_SHINGLES}
    index = MinHashLSH(threshold=_CANDIDATE_RESEMBLANCE, num_perm=_PERMUTATIONS)
    copies = []
    for name, found in usable.items():
        signature = MinHash(num_perm=_PERMUTATIONS)
        signature.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in sorted(found)])
        for other in index.query(signature):
            copy = _compare(DocumentId(other), usable[other], name, found)
            if copy.resemblance >= _RESEMBLANCE or copy.containment >= _CONTAINMENT:
                copies.append(copy)
        index.insert(name, signature)
    return tuple(sorted(copies, key=lambda copy: (copy.first, copy.second)))


def _shingles(document: Document) -> frozenset[str]:
    words = _WORD.findall(document.text.casefold())
    return frozenset(
        " ".join(words[place : place + _SHINGLE_WORDS]) for place in range(len(words) - _SHINGLE_WORDS + 1)
    )


def _compare(first: DocumentId, one: frozenset[str], second: DocumentId, other: frozenset[str]) -> Copy:
    shared = len(one & other)
    return Copy(
        first=min(first, second),
        second=max(first, second),
        resemblance=shared / len(one | other),
        containment=shared / min(len(one), len(other)),
    )


def _find(leader: dict[DocumentId, DocumentId], document: DocumentId) -> DocumentId:
    while leader[document] != document:
        leader[document] = leader[leader[document]]
        document = leader[document]
    return document


def _join(leader: dict[DocumentId, DocumentId], one: DocumentId, other: DocumentId) -> None:
    first, second = sorted((_find(leader, one), _find(leader, other)))
    leader[second] = first
