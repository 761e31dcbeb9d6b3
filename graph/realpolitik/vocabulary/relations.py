"""The relation scheme as a value: relation types by id, categories by id."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from realpolitik.errors import VocabularyError
from realpolitik.model import Category, Relation, RelationId


@dataclass(frozen=True, slots=True)
class RelationScheme:
    """All relation types and categories of a run, shipped and users' own.

    Attributes:
        relations: In the order of the ontology.
        categories: Likewise.
    """

    relations: tuple[Relation, ...]
    categories: tuple[Category, ...]
    _by_id: dict[str, Relation] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the relations; a duplicate id is an error."""
        by_id: dict[str, Relation] = {}
        for relation in self.relations:
            if relation.id in by_id:
                raise VocabularyError(relation.id, kind="second definition of relation")
            by_id[relation.id] = relation
        object.__setattr__(self, "_by_id", by_id)

    def __getitem__(self, relation: str) -> Relation:
        """Return the relation type with this id.

        Raises:
            VocabularyError: There is none.
        """
        found = self._by_id.get(relation)
        if found is None:
            nearest = tuple(difflib.get_close_matches(relation, self._by_id, n=2))
            raise VocabularyError(relation, kind="relation", nearest=nearest)
        return found

    def get(self, relation: str) -> Relation | None:
        """Return the relation type with this id, if there is one."""
        return self._by_id.get(relation)

    def __contains__(self, relation: object) -> bool:
        """Tell whether there is a relation type with this id."""
        return relation in self._by_id

    def __iter__(self) -> Iterator[Relation]:
        """Iterate over the relation types in order."""
        return iter(self.relations)

    def category_of(self, relation: RelationId) -> str:
        """Return the id of the category of a relation type.

        Raises:
            VocabularyError: There is no such relation type.
        """
        return self[relation].category

    def extended(self, relations: Iterable[Relation], categories: Iterable[Category] = ()) -> RelationScheme:
        """Return a scheme with a user's relation types added."""
        known = {category.id for category in self.categories}
        added = tuple(category for category in categories if category.id not in known)
        return RelationScheme((*self.relations, *relations), (*self.categories, *added))
