"""Claims of many documents held against each other: where they contradict each other.

Copies of one text, and what one publisher repeats, count as one voice.  Nobody is declared right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from realpolitik.analysis.aggregation import reading_order
from realpolitik.analysis.differences import (
    amounts,
    conducts,
    denials,
    figure_of,
    figures,
    uncertainties,
    wordings,
)
from realpolitik.analysis.disagreement import Contradiction, ContradictionKind, Telling, Witnesses
from realpolitik.analysis.independence import find_voices
from realpolitik.analysis.parties import STRUCTURE, Names, folded_parties
from realpolitik.analysis.passages import missed_differences
from realpolitik.model import Claim, Document, DocumentId
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_ORDER = tuple(ContradictionKind)


def contradictions(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    scheme: RelationScheme,
    *,
    registry: ActorRegistry | None = None,
    voices: Mapping[DocumentId, DocumentId] | None = None,
    search_passages: bool = False,
) -> tuple[Contradiction, ...]:
    """Find where tellings differ, the most important first.

    Actors are rolled up to countries for the comparison, so that "US forces captured him" meets "Trump
    had him kidnapped".  Offices and memberships are left out: they are no events.

    Args:
        claims: In any order; the result doesn't depend on it.
        documents: For publishers, wording and copies; claims of other documents are compared without these.
        scheme: Relation types.
        registry: For the names of countries that no claim names.
        voices: The document that stands for each document's voice, where that is known already.
        search_passages: Look for figures and words of claims in passages of which no claim was made, too.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    ordered = sorted(claims, key=reading_order)
    by_id = {document.id: document for document in documents}
    known: dict[str, str] = {actor.id: actor.label for actor in registry} if registry else {}
    witnesses = Witnesses(
        documents=by_id,
        sources={document.id: document.source for document in by_id.values()},
        names=Names.of(ordered, known),
        scheme=scheme,
    )
    speaking = find_voices(by_id.values()).by_document() if voices is None else voices
    told = told_by_voices(ordered, speaking, scheme)
    found = list(_all_differences(told, witnesses))
    if search_passages:
        found += missed_differences(told, speaking, witnesses, registry or ActorRegistry(()))
    return tuple(
        sorted(
            found,
            key=lambda one: (-one.importance, _ORDER.index(one.kind), one.subject, one.object, one.relations),
        )
    )


def tellings(
    claims: Iterable[Claim], documents: Iterable[Document], scheme: RelationScheme
) -> tuple[Telling, ...]:
    """Return the claims about events, rolled up, each with its voice."""
    return told_by_voices(claims, find_voices(documents).by_document(), scheme)


def told_by_voices(
    claims: Iterable[Claim], voices: Mapping[DocumentId, DocumentId], scheme: RelationScheme
) -> tuple[Telling, ...]:
    """Return the claims about events, rolled up.

    Args:
        claims: In reading order.
        voices: The document that stands for each document's voice.
        scheme: Relation types.
    """
    told = []
    for claim in claims:
        subject, object_ = folded_parties(claim, scheme, roll_up=True)
        if scheme[claim.relation].category != STRUCTURE and subject != object_:
            document = claim.evidence.document
            voice = voices.get(document, document)
            told.append(Telling(claim=claim, subject=subject, object=object_, voice=voice))
    return tuple(told)


def differences_of_pair(told: Sequence[Telling], witnesses: Witnesses) -> Iterator[Contradiction]:
    """Find where tellings of two parties differ; `told` are all that are known, in reading order."""
    for group in _grouped(((one.subject, one.claim.relation, one.object), one) for one in told):
        if len(group) > 1:
            for differences in (denials, amounts, wordings, uncertainties):
                yield from differences(group, witnesses)
    yield from conducts(told, witnesses)


def differences_of_figure(told: Sequence[Telling], witnesses: Witnesses) -> Iterator[Contradiction]:
    """Find one figure told of different things; `told` are all tellings with it, in reading order."""
    for group in _largest(_grouped(_by_figure(told))):
        yield from figures(group, witnesses)


def _all_differences(told: Sequence[Telling], witnesses: Witnesses) -> Iterator[Contradiction]:
    for group in _grouped(((*sorted((one.subject, one.object)),), one) for one in told):
        yield from differences_of_pair(group, witnesses)
    for group in _grouped((figure, one) for one in told if (figure := figure_of(one)) is not None):
        yield from differences_of_figure(group, witnesses)


def _by_figure(told: Iterable[Telling]) -> Iterator[tuple[Hashable, Telling]]:
    """Yield each telling with a notable figure under that figure and each of its parties."""
    for one in told:
        figure = figure_of(one)
        if figure is not None:
            yield (*figure, one.subject), one
            yield (*figure, one.object), one


def _grouped(pairs: Iterable[tuple[Hashable, Telling]]) -> list[list[Telling]]:
    groups: dict[Hashable, list[Telling]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return list(groups.values())


def _largest(groups: Iterable[list[Telling]]) -> Iterator[list[Telling]]:
    """Yield the groups that no larger group contains, so that one difference is told once."""
    kept: list[frozenset[str]] = []
    for group in sorted(groups, key=len, reverse=True):
        claims = frozenset(one.claim.id for one in group)
        if not any(claims <= larger for larger in kept):
            kept.append(claims)
            yield group
