"""Actors: the parties of claims."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from realpolitik.model.identifiers import ActorId, CountryCode


class ActorKind(StrEnum):
    """What an actor is."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that a person holds or held.

    Attributes:
        title: As usually written, such as "President".
        of: The country or organisation of the office.
        start: First day, ISO 8601 as exact as is known (`2013`, `2013-04`, `2013-04-19`); None if unknown.
        end: Last day likewise; None for an office still held, or unknown.
    """

    title: str
    of: ActorId
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A resolved party.

    Attributes:
        id: ISO 3166-1 alpha-3 code, `org:` + slug or `person:` + slug.
        label: Usual short name.
        kind: Country, organisation or person.
        aliases: Other names, abbreviations included.
        demonyms: Nationality words ("Venezuelan"), countries only.
        metonyms: Capitals, palaces, seats of government that stand for the actor.
        ambiguous: Those of its names that often mean something else too ("Georgia", "Washington"); of the
            actors that share a name, the one that it usually means does not list it.
        except_in: Longer phrases in which a name of the actor does not stand for it ("Indian Ocean").
        family_name: What a person is called once introduced, even if not the last word ("Xi", "Lula da
            Silva"); persons only.
        organisation_kind: What sort of body it is ("company", "media", "agency"); None if unknown.
        country: The country that the actor acts for or belongs to; itself for a country; None if none.
        offices: Offices held, in order of start.
        same_as: IRIs of the same thing elsewhere, from a library or checked table only.
    """

    id: ActorId
    label: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    except_in: tuple[str, ...] = ()
    family_name: str | None = None
    organisation_kind: str | None = None
    country: CountryCode | None = None
    offices: tuple[Office, ...] = ()
    same_as: tuple[str, ...] = ()


def kind_of(actor: ActorId) -> ActorKind:
    """Tell an actor's kind from its id.

    >>> kind_of(ActorId("org:pdvsa")).value, kind_of(ActorId("VEN")).value
    ('organisation', 'country')
    """
    if actor.startswith("person:"):
        return ActorKind.PERSON
    return ActorKind.ORGANISATION if actor.startswith("org:") else ActorKind.COUNTRY
