"""The gazetteer: token sequences that name registered actors, and what sort of name each is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from realpolitik.extract.passages import common_words
from realpolitik.model import Actor, ActorId, ActorKind, kind_of, plain_letters
from realpolitik.vocabulary import ActorRegistry

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class NameKind(StrEnum):
    """What sort of name stands for an actor."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    SURNAME = "surname"
    PLACE = "place"
    NOBODY = "nobody"  # a longer phrase in which a name doesn't stand for its actor ("Indian Ocean")


@dataclass(frozen=True, slots=True)
class Name:
    """A registered name."""

    actor: ActorId
    kind: NameKind
    acronym: bool
    exact: str | None = None  # a short name of mixed case, such as "LeT", that is a word otherwise
    ambiguous: bool = False  # often means something else: the document must support it
    any_case: bool = False  # a description, written in lower case in the registry ("anti-ISIL coalition")


_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_LONGEST_ACRONYM = 8
_NEVER_ALONE = frozenset({"us", "it", "who", "un", "is", "may", "march", "mark", "will", "can", "said", "an"})


_ARABIC_ARTICLES = frozenset({"al", "an", "ar", "as", "ash", "at", "ad", "el"})


@lru_cache(maxsize=1 << 14)
def fold(token: str) -> str:
    """Return a token in lower case, without accents, an acronym without its stops.

    >>> fold("U.S."), fold("Élysée")
    ('us', 'elysee')
    """
    if "." in token and len(token) > 1:
        token = token.replace(".", "")
    return plain_letters(token).lower()


class Gazetteer:
    """Finds the longest registered names in a token sequence.

    Attributes:
        proper: Lower-case words that are part of some name.
    """

    def __init__(
        self,
        registry: ActorRegistry,
        nlp: Language,
        places: Iterable[tuple[str, ActorId]] = (),
        regions: Iterable[str] = (),
    ) -> None:
        self._entries: dict[str, dict[tuple[str, ...], Name]] = {}
        self._longest: dict[str, int] = {}
        self._nlp = nlp
        self._families: dict[tuple[str, ...], set[ActorId]] = {}
        self._seats: dict[tuple[str, ...], ActorId] = {}  # towns that stand for a body → their country
        self._add_actors(list(registry))
        for region in regions:
            self._add(region, Name(ActorId(""), NameKind.NOBODY, acronym=False))
        self._add_places(registry, list(places))
        self._seat_words = frozenset(words[0] for words in self._seats)
        self.proper = frozenset(word for names in self._entries.values() for words in names for word in words)

    def _add_actors(self, actors: Sequence[Actor]) -> None:
        for actor in actors:
            for phrase in actor.except_in:
                self._add(phrase, Name(actor.id, NameKind.NOBODY, acronym=False))
            if actor.family_name:
                self._families.setdefault(self._words(actor.family_name), set()).add(actor.id)
        for ambiguous in (False, True):  # who a name usually means stands before who it may mean
            for actor in actors:
                doubtful = {name.casefold() for name in actor.ambiguous}
                for name, kind in _names(actor):
                    if (name.casefold() in doubtful) is ambiguous:
                        exact = name if _mixed(name) or self._is_word(name, actor.kind) else None
                        described = name.split()[-1].islower() and " " in name and kind is NameKind.NAME
                        self._add(
                            name,
                            Name(actor.id, kind, _is_acronym(name), exact, ambiguous, any_case=described),
                        )

    def _is_word(self, name: str, kind: ActorKind) -> bool:
        """Tell whether a body's name is an English word but for its accents ("Libération")."""
        plain = name.isascii() or " " in name or kind is not ActorKind.ORGANISATION
        return not plain and fold(name) in common_words(self._nlp)

    def _add_places(self, registry: ActorRegistry, places: Sequence[tuple[str, ActorId]]) -> None:
        people = (actor for actor in registry if actor.kind is ActorKind.PERSON)
        surnames = {self._words(person.label.split()[-1]) for person in people} | set(self._families)
        entries = {country: Name(country, NameKind.PLACE, acronym=False) for _, country in places}
        for place, country in places:
            words = self._words(place)
            if words not in surnames:  # Rodriguez is a town in the Philippines
                self._add_words(words, entries[country])

    def bearer(self, words: tuple[str, ...]) -> ActorId | None:
        """Return the one registered person with this family name, if there is just one."""
        found = self._families.get(words, set())
        return next(iter(found)) if len(found) == 1 else None

    def seat(self, doc: Doc, start: int, end: int) -> ActorId | None:
        """Return the country of a town whose name is a body's too ("Brussels")."""
        if doc[start].lower_ not in self._seat_words:
            return None
        return self._seats.get(tuple(fold(token.text) for token in doc[start:end]))

    def _words(self, name: str) -> tuple[str, ...]:
        # Plain names need no tokenizer: 20,000 towns would cost it a second at every start.
        if name.isascii() and _PLAIN.fullmatch(name):
            return tuple(name.lower().split())
        tokens = (
            name.split() if _PLAIN.fullmatch(name) else [token.text for token in self._nlp.make_doc(name)]
        )
        return tuple(fold(token) for token in tokens)

    def _add(self, name: str, entry: Name) -> None:
        self._add_words(self._words(name), entry)

    def _add_words(self, words: tuple[str, ...], entry: Name) -> None:
        if len(words) > 1 and words[0] == "the" and not entry.ambiguous:
            words = words[1:]
        if not words or (len(words) == 1 and words[0] in _NEVER_ALONE and not entry.acronym):
            return
        names = self._entries.setdefault(words[0], {})
        known = names.setdefault(words, entry)
        if entry.kind is NameKind.PLACE and kind_of(known.actor) is ActorKind.ORGANISATION:
            self._seats[words] = entry.actor
        self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def find(self, doc: Doc, texts: Iterable[str] | None = None) -> Iterator[tuple[int, int, Name]]:
        """Yield (first token, end token, name), longest match first, left to right, none overlapping.

        Args:
            doc: A text.
            texts: Its words as written, where they have been read already.
        """
        words = [fold(text) for text in texts or [token.text for token in doc]]
        position = 0
        while position < len(words):
            match = self._match(doc, words, position) if words[position] in self._entries else None
            if match is None:
                position += 1
                continue
            end, name = match
            yield position, end, name
            position = end

    def _match(self, doc: Doc, words: Sequence[str], position: int) -> tuple[int, Name] | None:
        names = self._entries[words[position]]
        for length in range(min(self._longest[words[position]], len(words) - position), 0, -1):
            name = names.get(tuple(words[position : position + length]))
            if name is not None and _case_fits(doc, position, position + length, name):
                return position + length, name
        return None


def _case_fits(doc: Doc, start: int, end: int, name: Name) -> bool:
    first = doc[start].text
    if name.any_case:
        return True
    if name.kind is NameKind.NOBODY:
        return any(token.text[0].isupper() for token in doc[start:end])
    if name.exact is not None:
        return doc[start:end].text == name.exact
    if name.acronym:
        return first.isupper() or (end - start > 1 and first[0].isupper())
    return first[0].isupper() or (
        end - start > 1
        and doc[end - 1].text[0].isupper()
        and (not first[0].isalpha() or first in _ARABIC_ARTICLES)
    )


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("-", "")
    return letters.isupper() and " " not in name and len(letters) <= _LONGEST_ACRONYM


def _mixed(name: str) -> bool:
    return len(name) <= 5 and name.isalpha() and sum(map(str.isupper, name)) > 1 and not name.isupper()  # noqa: PLR2004


def _names(actor: Actor) -> Iterator[tuple[str, NameKind]]:
    yield actor.label, NameKind.NAME
    for alias in actor.aliases:
        yield alias, NameKind.NAME
    for demonym in actor.demonyms:
        yield demonym, NameKind.DEMONYM
    for metonym in actor.metonyms:
        yield metonym, NameKind.METONYM
