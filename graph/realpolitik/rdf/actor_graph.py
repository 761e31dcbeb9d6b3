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
_SOFTWARE = ox.NamedNode(f"{iris.PROV}SoftwareAgent")
_SAME_AS = ox.NamedNode(f"{iris.OWL}sameAs")
_CLASSES = {
    ActorKind.COUNTRY: term("Country"),
    ActorKind.ORGANISATION: term("Organisation"),
    ActorKind.PERSON: term("Person"),
}


def actor_quads(
    registry: ActorRegistry, claims: Iterable[Claim], *, sources: Iterable[str], software: str
) -> list[ox.Quad]:
    """Return the graph of all actors: the registry's, and those that only the claims name.

    Publishers and the software are in it too: what many documents share is said once, since a query on the
    union of all graphs counts a triple as often as there are graphs that have it.
    """
    return _described((*registry, *unregistered_actors(registry, claims)), sources, software)


def described_actors(
    registry: ActorRegistry,
    others: Iterable[tuple[str, str, str | None]],
    *,
    sources: Iterable[str],
    software: str,
) -> list[ox.Quad]:
    """Return the graph of all actors, where it is known already whom no registry knows.

    Args:
        registry: The known actors.
        others: Id, commonest name and country of the others.
        sources: Publishers.
        software: Name and version of what found the claims.
    """
    made = (
        _unregistered(ActorId(actor), label, CountryCode(country) if country else None)
        for actor, label, country in others
    )
    return _described((*registry, *made), sources, software)


def _described(actors: Iterable[Actor], sources: Iterable[str], software: str) -> list[ox.Quad]:
    triples: Triples = [
        (software_term(software), TYPE, _SOFTWARE),
        (software_term(software), LABEL, text_term(software)),
    ]
    for source in sources:
        triples += [
            (source_term(source), TYPE, term("Source")),
            (source_term(source), LABEL, text_term(source)),
        ]
    for actor in actors:
        _add_actor(triples, actor)
    return sorted_graph(triples, iris.ACTORS_GRAPH)


def source_term(source: str) -> ox.NamedNode:
    """Return the node of a publisher."""
    return ox.NamedNode(f"{iris.ROOT}source/{iris.encoded(source)}")


def software_term(software: str) -> ox.NamedNode:
    """Return the node of a version of the software."""
    return ox.NamedNode(f"{iris.ROOT}software/{iris.encoded(software)}")


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
        _unregistered(actor, min(counts, key=lambda name: (-counts[name], name)), countries[actor])
        for actor, counts in sorted(names.items())
    )


def _unregistered(actor: ActorId, label: str, country: CountryCode | None) -> Actor:
    kind = kind_of(actor)
    own = CountryCode(actor) if kind is ActorKind.COUNTRY else country
    return Actor(id=actor, label=label, kind=kind, country=own)


def _add_actor(triples: Triples, actor: Actor) -> None:
    node = actor_term(actor.id)
    triples += [(node, TYPE, _CLASSES[actor.kind]), (node, LABEL, text_term(actor.label))]
    triples += [(node, _ALIAS, text_term(name)) for name in actor.aliases]
    triples += [(node, term("demonym"), text_term(name)) for name in actor.demonyms]
    triples += [(node, term("metonym"), text_term(name)) for name in actor.metonyms]
    triples += [(node, term("ambiguousName"), text_term(name)) for name in actor.ambiguous]
    triples += [(node, term("exceptIn"), text_term(phrase)) for phrase in actor.except_in]
    triples += [(node, _SAME_AS, ox.NamedNode(iri)) for iri in actor.same_as]
    if actor.family_name is not None:
        triples.append((node, term("familyName"), text_term(actor.family_name)))
    if actor.organisation_kind is not None:
        triples.append((node, term("organisationKind"), text_term(actor.organisation_kind)))
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
