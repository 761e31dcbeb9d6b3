"""The ontology's files as values: relation scheme and actor registry.

Paths of Turtle files flow in, `RelationScheme` and `ActorRegistry` flow out;
ontology/README.md has the format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from realpolitik.model import (
    Actor,
    ActorId,
    ActorKind,
    Category,
    CountryCode,
    Office,
    Relation,
    RelationId,
    kind_of,
)
from realpolitik.rdf.descriptions import Description, read_descriptions
from realpolitik.rdf.iris import CATEGORY, NS, OWL, RDFS, SKOS, find_actor_id
from realpolitik.vocabulary import ActorRegistry, RelationScheme

PLOVER_NOTATION: Final = f"{NS}PLOVER"
CAMEO_NOTATION: Final = f"{NS}CAMEO"

_LABEL = f"{RDFS}label"
_ALIAS = f"{SKOS}altLabel"
_RELATION_TYPE = f"{NS}RelationType"
_CATEGORY_TYPE = f"{NS}Category"
_KINDS = {
    f"{NS}Country": ActorKind.COUNTRY,
    f"{NS}Organisation": ActorKind.ORGANISATION,
    f"{NS}Person": ActorKind.PERSON,
}
_RELATION_ID = re.compile(r"[a-z][a-z0-9-]*")
_COUNTRY_CODE = re.compile(r"[A-Z]{3}")
_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def read_relation_scheme(paths: Sequence[Path]) -> RelationScheme:
    """Read relation types and categories.

    Args:
        paths: The shipped file first, then users' own; a later file adds types or refines one.

    Raises:
        SourceUnusableError: A file cannot be read, or is not Turtle.
        RecordError: A relation type lacks label, definition or category, or has an id that is none.

    >>> from realpolitik.resources import resource_path
    >>> scheme = read_relation_scheme([resource_path("ontology/relations.ttl")])
    >>> scheme["lends"].inverse_label
    'borrows from'
    """
    described = read_descriptions(paths)
    categories = [entry for entry in described.values() if _CATEGORY_TYPE in entry.types]
    relations = [entry for entry in described.values() if _RELATION_TYPE in entry.types]
    return RelationScheme(
        tuple(_relation(entry, described) for entry in sorted(relations, key=_rank)),
        tuple(_category(entry) for entry in sorted(categories, key=_rank)),
    )


def read_actor_registry(paths: Sequence[Path]) -> ActorRegistry:
    """Read actors, and join what several files say of one.

    Args:
        paths: The shipped files first, then users' own; a later file's label replaces an earlier one's.

    Raises:
        SourceUnusableError: A file cannot be read, or is not Turtle.
        RecordError: An actor lacks its label, an office its title or country, or a date is none.

    >>> from pathlib import Path
    >>> len(read_actor_registry([]))
    0
    """
    described = read_descriptions(paths)
    actors = []
    for entry in described.values():
        actor = find_actor_id(entry.subject)
        if actor is not None:
            actors.append(_actor(entry, actor, described))
    return ActorRegistry(tuple(actors))


def _rank(entry: Description) -> tuple[int, int]:
    rank = entry.find_one(f"{NS}rank", "rp:rank")
    # The sort is stable: what has no rank of its own, as in users' files, follows in the order of the files.
    return (0, int(rank)) if rank is not None and rank.isdecimal() else (1, 0)


def _category(entry: Description) -> Category:
    return Category(
        id=entry.subject.removeprefix(CATEGORY),
        label=entry.one(_LABEL, "rdfs:label"),
        definition=entry.one(f"{SKOS}definition", "skos:definition"),
    )


def _relation(entry: Description, described: Mapping[str, Description]) -> Relation:
    relation = entry.subject.removeprefix(NS)
    if not _RELATION_ID.fullmatch(relation):
        raise entry.error(f"is no relation type: its IRI must be <{NS}> and small letters, digits, hyphens")
    usual = entry.texts(f"{NS}usualPlover")
    plover = sorted(
        entry.typed(f"{SKOS}notation", PLOVER_NOTATION), key=lambda code: (code not in usual, code)
    )
    label = entry.one(_LABEL, "rdfs:label")
    symmetric = f"{OWL}SymmetricProperty" in entry.types
    inverse = entry.find_one(f"{NS}inverseLabel", "rp:inverseLabel")
    return Relation(
        id=RelationId(relation),
        label=label,
        inverse_label=inverse or (label if symmetric else f"is the object of “{label}” by"),
        definition=entry.one(f"{SKOS}definition", "skos:definition"),
        category=_category_of(entry, described),
        plover=tuple(plover),
        cameo=tuple(sorted(entry.typed(f"{SKOS}notation", CAMEO_NOTATION))),
        quad_class=_quad_class(entry),
        symmetric=symmetric,
        frames=entry.texts(f"{NS}frame"),
    )


def _category_of(entry: Description, described: Mapping[str, Description]) -> str:
    # A relation type may be narrower than another one: its category is then that one's.
    seen = {entry.subject}
    current: Description | None = entry
    while current is not None:
        broader = current.one(f"{SKOS}broader", "skos:broader (its category)")
        if broader.startswith(CATEGORY):
            if broader not in described:
                raise entry.error(f"has the category <{broader}>, which no file defines")
            return broader.removeprefix(CATEGORY)
        if broader in seen:
            break
        seen.add(broader)
        current = described.get(broader)
    raise entry.error("leads to no category by skos:broader")


def _quad_class(entry: Description) -> int | None:
    text = entry.find_one(f"{NS}quadClass", "rp:quadClass")
    if text is None:
        return None
    if text not in {"1", "2", "3", "4"}:
        raise entry.error(f"has the QuadClass {text!r}; it must be 1, 2, 3 or 4")
    return int(text)


def _actor(entry: Description, actor: ActorId, described: Mapping[str, Description]) -> Actor:
    kind = kind_of(actor)
    for type_ in entry.types:
        if _KINDS.get(type_, kind) is not kind:
            raise entry.error(f"is typed <{type_}>, but its IRI is that of a {kind.value}")
    if kind is ActorKind.COUNTRY and not _COUNTRY_CODE.fullmatch(actor):
        raise entry.error("must end in an ISO 3166-1 alpha-3 code, three capital letters")
    label = entry.one(_LABEL, "rdfs:label")
    names = (*entry.texts(_LABEL), *entry.texts(_ALIAS))
    return Actor(
        id=actor,
        label=label,
        kind=kind,
        aliases=tuple(name for name in dict.fromkeys(names) if name != label),
        demonyms=entry.texts(f"{NS}demonym"),
        metonyms=entry.texts(f"{NS}metonym"),
        ambiguous=entry.texts(f"{NS}ambiguousName"),
        except_in=entry.texts(f"{NS}exceptIn"),
        family_name=entry.find_one(f"{NS}familyName", "rp:familyName"),
        organisation_kind=entry.find_one(f"{NS}organisationKind", "rp:organisationKind"),
        country=_country(entry, actor, kind),
        offices=_offices(entry, described),
        same_as=entry.texts(f"{OWL}sameAs"),
    )


def _country(entry: Description, actor: ActorId, kind: ActorKind) -> CountryCode | None:
    if kind is ActorKind.COUNTRY:
        return CountryCode(actor)
    iri = entry.find_one(f"{NS}actsFor", "rp:actsFor")
    if iri is None:
        return None
    country = find_actor_id(iri)
    if country is None or kind_of(country) is not ActorKind.COUNTRY:
        raise entry.error(f"acts for <{iri}>, which is no country")
    return CountryCode(country)


def _offices(entry: Description, described: Mapping[str, Description]) -> tuple[Office, ...]:
    offices = []
    for iri in entry.texts(f"{NS}office"):
        if iri not in described:
            raise entry.error(f"holds the office <{iri}>, of which no file says anything")
        offices.append(_office(described[iri]))
    return tuple(sorted(offices, key=lambda office: (office.start or "", office.title, office.of)))


def _office(entry: Description) -> Office:
    iri = entry.one(f"{NS}officeOf", "rp:officeOf")
    of = find_actor_id(iri)
    if of is None or kind_of(of) is ActorKind.PERSON:
        raise entry.error(f"is an office of <{iri}>, which is neither country nor organisation")
    start, end = _partial_date(entry, "start"), _partial_date(entry, "end")
    if start is not None and end is not None and end[: len(start)] < start[: len(end)]:
        raise entry.error(f"ends ({end}) before it starts ({start})")
    return Office(title=entry.one(f"{NS}officeTitle", "rp:officeTitle"), of=of, start=start, end=end)


def _partial_date(entry: Description, name: str) -> str | None:
    text = entry.find_one(f"{NS}{name}", f"rp:{name}")
    if text is not None and not _PARTIAL_DATE.fullmatch(text):
        raise entry.error(f"has the rp:{name} {text!r}; write YYYY, YYYY-MM or YYYY-MM-DD")
    return text
