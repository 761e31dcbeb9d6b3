"""Claims as networkx graphs: one edge a claim, or one weighted edge a pair.

Node attributes everywhere: `label` (name), `kind` (country, organisation or person), `country` (three-letter
code or None).  Edge attributes are documented with each function.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from statistics import fmean
from typing import TYPE_CHECKING, Any

import networkx as nx

from realpolitik.analysis.aggregation import days_told, reading_order
from realpolitik.analysis.parties import Names
from realpolitik.analysis.scale import goldstein, sign
from realpolitik.analysis.ties import Choice, Tie, choose_ties
from realpolitik.model import ActorId, Claim, CountryCode, Document, DocumentId, kind_of
from realpolitik.vocabulary import ActorRegistry, RelationScheme

if TYPE_CHECKING:
    import igraph


class Weight(StrEnum):
    """What the weight of a projected edge counts."""

    CLAIMS = "claims"  # claims
    DOCUMENTS = "documents"  # distinct documents
    VOICES = "voices"  # independent documents: copies, and what one publisher made, count once
    CONFIDENCE = "confidence"  # the sum of the claims' confidence


def to_networkx(
    claims: Iterable[Claim], scheme: RelationScheme, documents: Iterable[Document] = ()
) -> nx.MultiDiGraph:
    """Return every claim as one edge from its subject to its object, keyed by the claim's id.

    Edge attributes: `relation`, `label` (of the relation), `category`, `plover`, `quad_class`, `goldstein`,
    `sign`, `symmetric`, `status`, `attributed_to`, `confidence`, `document`, `source`, `quote`, `start`,
    `end`, `amount`, `amount_value`, `amount_unit`, `when_start`, `when_end` and `role`; None where unknown.

    Args:
        claims: In any order; edges are added in reading order.
        scheme: Relation types.
        documents: For the publishers.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    sources = {document.id: document.source for document in documents}
    graph = nx.MultiDiGraph()
    for claim in sorted(claims, key=reading_order):
        for actor, label, country in (
            (claim.subject, claim.subject_label, claim.subject_country),
            (claim.object, claim.object_label, claim.object_country),
        ):
            if actor not in graph:
                graph.add_node(actor, label=label, kind=kind_of(actor).value, country=country)
        source = sources.get(claim.evidence.document)
        graph.add_edge(claim.subject, claim.object, key=claim.id, **_edge(claim, scheme), source=source)
    return graph


def project(
    claims: Iterable[Claim],
    scheme: RelationScheme,
    choice: Choice | None = None,
    *,
    weight: Weight = Weight.CLAIMS,
    min_documents: int = 1,
    min_voices: int = 1,
    voices: Mapping[DocumentId, DocumentId] | None = None,
    registry: ActorRegistry | None = None,
) -> nx.DiGraph:
    """Return one weighted edge for each ordered pair of actors; a symmetric relation counts both ways.

    Edge attributes: `weight`, `claims` (ids), `documents` (ids), `voices` (number of independent documents),
    `relations` (ids with their number of claims), `goldstein` (mean over the claims whose relation is on the
    scale, else None), `first` and `last` (days told). Graph attribute `grounds`: what the graph rests on.

    Args:
        claims: In any order.
        scheme: Relation types.
        choice: Which claims, by category, relation, status and period; rolled up to countries by default.
        weight: What to count.
        min_documents: Leave out pairs that fewer distinct documents tell of.
        min_voices: Leave out pairs that fewer independent voices tell of.
        voices: The document that stands for each document's voice, as `find_voices` says; without it, each
            document is a voice.
        registry: For the names of countries that no claim names.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    everything = tuple(claims)
    chosen = choose_ties(everything, scheme, choice)
    pairs: dict[tuple[ActorId, ActorId], list[Tie]] = defaultdict(list)
    for tie in chosen.ties:
        pairs[tie.subject, tie.object].append(tie)
        if tie.symmetric:
            pairs[tie.object, tie.subject].append(tie)
    graph = nx.DiGraph(grounds=chosen.grounds)
    names = _names(everything, registry)
    for (subject, object_), ties in sorted(pairs.items()):
        edge = _projected(ties, scheme, weight, voices or {})
        if len(edge["documents"]) >= min_documents and edge["voices"] >= min_voices:
            _add_actors(graph, (subject, object_), names)
            graph.add_edge(subject, object_, **edge)
    return graph


def signed_network(
    claims: Iterable[Claim],
    scheme: RelationScheme,
    choice: Choice | None = None,
    *,
    min_voices: int = 1,
    voices: Mapping[DocumentId, DocumentId] | None = None,
    registry: ActorRegistry | None = None,
) -> nx.Graph:
    """Return one undirected edge for each pair, with the balance of cooperation and conflict between the two.

    Edge attributes: `positive` and `negative` (number of cooperative and conflictual claims, by quad class),
    `balance` (positive minus negative over both, from -1 to +1), `sign` (of the balance: +1, -1, or 0 where
    they are even), `goldstein` (mean), `weight` (number of claims) and `claims` (ids).  Graph attribute
    `grounds`.

    Args:
        claims: In any order.
        scheme: Relation types.
        choice: Which claims.
        min_voices: Leave out pairs that fewer independent voices tell of.
        voices: As for `project`.
        registry: For the names of countries that no claim names.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    everything = tuple(claims)
    chosen = choose_ties(everything, scheme, choice)
    pairs: dict[tuple[ActorId, ActorId], list[Tie]] = defaultdict(list)
    sign_of = {relation.id: sign(relation) for relation in scheme}
    for tie in chosen.ties:
        if sign_of[tie.claim.relation]:
            pairs[min(tie.subject, tie.object), max(tie.subject, tie.object)].append(tie)
    graph = nx.Graph(grounds=chosen.grounds)
    names = _names(everything, registry)
    for pair, ties in sorted(pairs.items()):
        if min_voices > 1 and _voices(ties, voices or {}) < min_voices:
            continue
        signs = [sign_of[tie.claim.relation] for tie in ties]
        positive, negative = signs.count(1), signs.count(-1)
        _add_actors(graph, pair, names)
        graph.add_edge(
            *pair,
            positive=positive,
            negative=negative,
            balance=(positive - negative) / len(ties),
            sign=(positive > negative) - (positive < negative),
            goldstein=mean_goldstein(ties, scheme),
            weight=len(ties),
            claims=tuple(tie.claim.id for tie in ties),
        )
    return graph


def as_igraph(graph: nx.Graph) -> igraph.Graph:
    """Return any of these networks as an igraph graph, which is faster by far on large ones.

    Vertices keep their attributes and carry the actor's id as `name`; edges keep theirs, and where an edge is
    a claim its id as `id`.

    >>> as_igraph(nx.path_graph(["CHN", "VEN"])).vs["name"]
    ['CHN', 'VEN']
    """
    import igraph  # noqa: PLC0415 (networks are mostly wanted without)

    index = {actor: place for place, actor in enumerate(graph)}
    keyed = graph.is_multigraph()
    edges = [(*edge[:2], {"id": edge[2], **edge[3]} if keyed else edge[2]) for edge in _all_edges(graph)]
    found = igraph.Graph(
        n=len(index), edges=[(index[one], index[two]) for one, two, _ in edges], directed=graph.is_directed()
    )
    found.vs["name"] = list(index)
    for name in dict.fromkeys(name for _, node in graph.nodes(data=True) for name in node):
        found.vs[name] = [node.get(name) for _, node in graph.nodes(data=True)]
    for name in dict.fromkeys(name for *_, edge in edges for name in edge):
        found.es[name] = [edge.get(name) for *_, edge in edges]
    for name, value in graph.graph.items():
        found[name] = value
    return found


def _all_edges(graph: nx.Graph) -> Iterable[tuple[Any, ...]]:
    yield from graph.edges(keys=True, data=True) if graph.is_multigraph() else graph.edges(data=True)


def mean_goldstein(ties: Iterable[Tie], scheme: RelationScheme) -> float | None:
    """Return the mean place on Goldstein's scale of the ties that are on it; None where none is."""
    values = [value for tie in ties if (value := goldstein(scheme[tie.claim.relation])) is not None]
    return fmean(values) if values else None


def _edge(claim: Claim, scheme: RelationScheme) -> dict[str, Any]:
    relation = scheme[claim.relation]
    return {
        "relation": claim.relation,
        "label": relation.label,
        "category": relation.category,
        "plover": claim.plover,
        "quad_class": relation.quad_class,
        "goldstein": goldstein(relation),
        "sign": sign(relation),
        "symmetric": relation.symmetric,
        "status": claim.status.value,
        "attributed_to": claim.attributed_to,
        "confidence": claim.confidence,
        "document": claim.evidence.document,
        "quote": claim.evidence.quote,
        "start": claim.evidence.span.start,
        "end": claim.evidence.span.end,
        "amount": claim.amount.text if claim.amount else None,
        "amount_value": claim.amount.value if claim.amount else None,
        "amount_unit": claim.amount.unit if claim.amount else None,
        "when_start": claim.when.start if claim.when else None,
        "when_end": claim.when.end if claim.when else None,
        "role": claim.role,
    }


def _voices(ties: Iterable[Tie], voices: Mapping[DocumentId, DocumentId]) -> int:
    return len({voices.get(name, name) for tie in ties for name in (tie.claim.evidence.document,)})


def _projected(
    ties: list[Tie], scheme: RelationScheme, weight: Weight, voices: Mapping[DocumentId, DocumentId]
) -> dict[str, Any]:
    documents = tuple(sorted({tie.claim.evidence.document for tie in ties}))
    relations: dict[str, int] = defaultdict(int)
    for tie in ties:
        relations[tie.claim.relation] += 1
    days = sorted(day for tie in ties for day in days_told(tie.claim))
    weights = {
        Weight.CLAIMS: float(len(ties)),
        Weight.DOCUMENTS: float(len(documents)),
        Weight.VOICES: float(_voices(ties, voices)),
        Weight.CONFIDENCE: sum(tie.claim.confidence for tie in ties),
    }
    return {
        "weight": weights[weight],
        "claims": tuple(tie.claim.id for tie in ties),
        "documents": documents,
        "voices": int(weights[Weight.VOICES]),
        "relations": dict(sorted(relations.items())),
        "goldstein": mean_goldstein(ties, scheme),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
    }


def _names(
    claims: Iterable[Claim], registry: ActorRegistry | None
) -> tuple[Names, dict[str, CountryCode | None]]:
    countries: dict[str, CountryCode | None] = {}
    for claim in claims:
        countries.setdefault(claim.subject, claim.subject_country)
        countries.setdefault(claim.object, claim.object_country)
    known: dict[str, str] = {actor.id: actor.label for actor in registry} if registry else {}
    return Names.of(claims, known), countries


def _add_actors(
    graph: nx.Graph, actors: Iterable[ActorId], names: tuple[Names, dict[str, CountryCode | None]]
) -> None:
    for actor in actors:
        kind = kind_of(actor).value
        country = names[1].get(actor) or (actor if kind == "country" else None)
        graph.add_node(actor, label=names[0][actor], kind=kind, country=country)
