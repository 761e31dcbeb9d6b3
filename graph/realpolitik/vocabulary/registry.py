"""The actor registry as a value: who is known by which names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from realpolitik.errors import VocabularyError
from realpolitik.model import Actor, ActorId, slug
from realpolitik.model.dates import includes


@dataclass(frozen=True, slots=True)
class ActorRegistry:
    """All actors known before any document is read.

    Attributes:
        actors: Sorted by id.
    """

    actors: tuple[Actor, ...]
    _by_id: dict[str, Actor] = field(init=False, repr=False, compare=False)
    _by_name: dict[str, Actor] = field(init=False, repr=False, compare=False)  # filled when first asked

    def __post_init__(self) -> None:
        """Index the actors by id."""
        ordered = tuple(sorted(self.actors, key=lambda actor: actor.id))
        object.__setattr__(self, "actors", ordered)
        object.__setattr__(self, "_by_id", {actor.id: actor for actor in ordered})
        object.__setattr__(self, "_by_name", {})

    def __iter__(self) -> Iterator[Actor]:
        """Iterate over the actors, sorted by id."""
        return iter(self.actors)

    def __len__(self) -> int:
        """Count the actors."""
        return len(self.actors)

    def get(self, actor: str) -> Actor | None:
        """Return the actor with this id, if there is one."""
        return self._by_id.get(actor)

    def find(self, name: str) -> Actor | None:
        """Return the actor with this id, label, alias, demonym or metonym, if there is one."""
        return self._by_id.get(name) or self._names().get(slug(name))

    def resolve(self, name: str) -> ActorId:
        """Return the id of the actor that a user's word names.

        Raises:
            VocabularyError: Nobody is known by that name.
        """
        found = self.find(name)
        if found is None:
            names = self._names()
            nearest = difflib.get_close_matches(slug(name), names, n=2, cutoff=0.7)
            labels = tuple(dict.fromkeys(names[near].label for near in nearest))
            raise VocabularyError(name, kind="actor", nearest=labels)
        return found.id

    def merged(self, actors: Iterable[Actor]) -> ActorRegistry:
        """Return a registry in which a user's actors replace or join the known ones."""
        combined = {actor.id: actor for actor in self.actors}
        combined.update({actor.id: actor for actor in actors})
        return ActorRegistry(tuple(combined.values()))

    def as_of(self, day: str) -> ActorRegistry:
        """Return a registry in which everybody holds the offices of a day, and no others.

        Args:
            day: `YYYY-MM-DD`.
        """
        return ActorRegistry(tuple(_on(actor, day) if actor.offices else actor for actor in self.actors))

    def _names(self) -> dict[str, Actor]:
        """Return actors by the slugs of their names; most commands ask for none of ten thousand."""
        if not self._by_name and self.actors:
            found: dict[str, Actor] = {}
            # A label wins over another actor's alias, and the usual bearer of a name over others.
            for names in (_labels, _plain_names, _aliases):
                for actor in self.actors:
                    for name in names(actor):
                        found.setdefault(slug(name), actor)
            object.__setattr__(self, "_by_name", found)  # at once: other threads see all names or none
        return self._by_name


def _on(actor: Actor, day: str) -> Actor:
    held = tuple(office for office in actor.offices if includes(office.start, office.end, day))
    return replace(actor, offices=held)


def _labels(actor: Actor) -> tuple[str, ...]:
    return (actor.label,)


def _plain_names(actor: Actor) -> tuple[str, ...]:
    return tuple(name for name in _aliases(actor) if name not in actor.ambiguous)


def _aliases(actor: Actor) -> tuple[str, ...]:
    return (*actor.aliases, *actor.demonyms, *actor.metonyms)
