"""The graph of findings: what comparing claims gives, as data beside the claims.

`Disagreement` and `Agreement` values flow in, quads flow out.  How they are found is not known here; each
says in words what it rests on and leads to its claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from realpolitik.model import ActorId, ClaimId, RelationId, digest
from realpolitik.rdf import iris
from realpolitik.rdf.terms import TYPE, Triples, actor_term, integer_term, sorted_graph, term, text_term


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Claims that cannot all hold, or that judge one thing differently.

    Attributes:
        kind: In what they differ, such as `denial` or `amount`.
        explanation: In words.
        subject: Actor id, rolled up where the comparison rolls up.
        object: Likewise.
        sides: What each side holds, and the ids of its claims.
    """

    kind: str
    explanation: str
    subject: ActorId
    object: ActorId
    sides: tuple[tuple[str, tuple[ClaimId, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How well a relationship told as fact is borne out.

    Attributes:
        subject: Actor id.
        relation: Relation id.
        object: Actor id.
        claims: Ids of the claims that tell it.
        voices: Number of independent documents: copies of each other count once.
        support: What that amounts to, such as `corroborated`.
    """

    subject: ActorId
    relation: RelationId
    object: ActorId
    claims: tuple[ClaimId, ...]
    voices: int
    support: str


def finding_quads(
    disagreements: Iterable[Disagreement] = (), agreements: Iterable[Agreement] = ()
) -> list[ox.Quad]:
    """Return the graph of findings, sorted."""
    triples: Triples = []
    for disagreement in disagreements:
        _add_disagreement(triples, disagreement)
    for agreement in agreements:
        _add_agreement(triples, agreement)
    return sorted_graph(triples, iris.FINDINGS_GRAPH)


def _add_disagreement(triples: Triples, found: Disagreement) -> None:
    name = digest("contradiction", found.kind, found.subject, found.object, found.sides)
    node = ox.NamedNode(f"{iris.ROOT}contradiction/{name}")
    triples += [
        (node, TYPE, term("Contradiction")),
        (node, term("kind"), text_term(found.kind)),
        (node, term("explanation"), text_term(found.explanation)),
        (node, term("about"), actor_term(found.subject)),
        (node, term("about"), actor_term(found.object)),
    ]
    for number, (stance, claims) in enumerate(found.sides, start=1):
        side = ox.NamedNode(f"{node.value}/side/{number}")
        triples += [
            (node, term("side"), side),
            (side, TYPE, term("Side")),
            (side, term("stance"), text_term(stance)),
        ]
        triples += [(side, term("claim"), ox.NamedNode(iris.claim_iri(claim))) for claim in claims]


def corroboration_iri(subject: str, relation: str, object_: str) -> str:
    """Return the node that tells how well a relationship is borne out."""
    return f"{iris.ROOT}corroboration/{digest('corroboration', subject, relation, object_)}"


def _add_agreement(triples: Triples, found: Agreement) -> None:
    node = ox.NamedNode(corroboration_iri(found.subject, found.relation, found.object))
    triples += [
        (node, TYPE, term("Corroboration")),
        # Not rp:subject and rp:object, which are a claim's: whoever counts claims would count this too.
        (node, term("about"), actor_term(found.subject)),
        (node, term("about"), actor_term(found.object)),
        (node, term("about"), ox.NamedNode(iris.relation_iri(found.relation))),
        (node, term("voices"), integer_term(found.voices)),
        (node, term("support"), text_term(found.support)),
    ]
    triples += [(node, term("claim"), ox.NamedNode(iris.claim_iri(claim))) for claim in found.claims]
