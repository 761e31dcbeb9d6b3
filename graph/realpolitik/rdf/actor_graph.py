"""The graph of actors: who is known, by which names, in which offices.

The registry and claims flow in, quads flow out.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from realpolitik.model import Actor, ActorId, ActorKind, Claim, CountryCode, digest, kind_of
from realpolitik.rdf import iris
from realpolitik.rdf.terms import LABEL, TYPE, Triples, actor_term, date_term, sorted_graph, term, text_term
from realpolitik.vocabulary import ActorRegistry

_ALIAS = ox.NamedNode(f"{iris.SKOS}altLabel")
_SAME_AS = ox.NamedNode(f"{iris.OWL}sameAs")
_CLASSES = {
    ActorKind.COUNTRY: term("Country"),
    ActorKind.ORGANISATION: term("Organisation"),
    ActorKind.PERSON: term("Person"),
}


def actor_quads(registry: ActorRegistry, claims: Iterable[Claim] = ()) -> list[ox.Quad]:
    """Return the graph of all actors: the registry's, and those that only the claims name."""
    triples: Triples = []
    for actor in (*registry, *unregistered_actors(registry, claims)):
        _add_actor(triples, actor)
    return sorted_graph(triples, iris.ACTORS_GRAPH)


def unregistered_actors(registry: ActorRegistry, claims: Iterable[Claim]) -> tuple[Actor, ...]:
    """Return the actors of claims that no registry knows, each with its commonest name, sorted by id."""
    names: dict[ActorId, dict[str, int]] = {}
    countries: dict[ActorId, CountryCode | None] = {}
    for claim in claims:
        for actor, label, country in (
            (claim.subject, claim.subject_label, claim.subject_country),
            (claim.object, claim.object_label, claim.object_country),
        ):
            if registry.get(actor) is None:
                counts = names.setdefault(actor, {})
                counts[label] = counts.get(label, 0) + 1
                countries[actor] = min(filter(None, (countries.get(actor), country)), default=None)
    return tuple(
        Actor(
            id=actor,
            label=min(counts, key=lambda name: (-counts[name], name)),
            kind=kind_of(actor),
            country=CountryCode(actor) if kind_of(actor) is ActorKind.COUNTRY else countries[actor],
        )
        for actor, counts in sorted(names.items())
    )


def _add_actor(triples: Triples, actor: Actor) -> None:
    node = actor_term(actor.id)
    triples += [(node, TYPE, _CLASSES[actor.kind]), (node, LABEL, text_term(actor.label))]
    triples += [(node, _ALIAS, text_term(name)) for name in actor.aliases]
    triples += [(node, term("demonym"), text_term(name)) for name in actor.demonyms]
    triples += [(node, term("metonym"), text_term(name)) for name in actor.metonyms]
    triples += [(node, _SAME_AS, ox.NamedNode(iri)) for iri in actor.same_as]
    if actor.country is not None:
        triples.append((node, term("actsFor"), actor_term(actor.country)))
    for office in actor.offices:
        # Content-derived, so that the node is the same whatever file it was read from.
        name = digest("office", actor.id, office.title, office.of, office.start, office.end)
        tenure = ox.NamedNode(iris.OFFICE + name)
        triples += [
            (node, term("office"), tenure),
            (tenure, TYPE, term("Tenure")),
            (tenure, term("officeTitle"), text_term(office.title)),
            (tenure, term("officeOf"), actor_term(office.of)),
        ]
        triples += [
            (tenure, term(edge), date_term(day))
            for edge, day in (("start", office.start), ("end", office.end))
            if day
        ]
