"""Which parts of a capitalised stretch name somebody whom no registry knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from realpolitik.extract.capitals import INSIDE, PARTICLES, is_hyphen, trim_body, trim_titles
from realpolitik.extract.names import Name, NameKind, fold
from realpolitik.extract.passages import in_dictionary
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind
from realpolitik.vocabulary import ActorRegistry

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Known = tuple[int, int, Name]  # first token, token after the last, whose name it is


def forenames(registry: ActorRegistry) -> frozenset[str]:
    """Return the given names of registered people, folded."""
    people = (actor for actor in registry if actor.kind is ActorKind.PERSON and " " in actor.label)
    return frozenset(fold(person.label.split()[0]) for person in people) - PARTICLES


class NamePieces:
    """Takes capitalised stretches apart.

    Args:
        registry: Who is registered.
        words: Word lists of the language.
        given: Given names, folded.
        common: The dictionary's words.
    """

    def __init__(
        self, registry: ActorRegistry, words: WordLists, given: frozenset[str], common: frozenset[str]
    ) -> None:
        self._registry = registry
        self._words = words
        self._forenames = given
        self._common = common

    def unknown(self, doc: Doc, start: int, end: int, inside: list[Known]) -> Iterator[tuple[int, int]]:
        """Yield the parts of a capitalised sequence that name somebody whom the gazetteer doesn't know."""
        weak = (NameKind.PLACE, NameKind.SURNAME)
        inside = [item for item in inside if not self._after_first_name(doc, start, end, item)]
        others = [item for item in inside if self._somebody_else(doc, start, end, item, inside)]
        inside = [item for item in inside if item not in others]
        end = self._before_home(doc, start, end, inside)
        if start >= end:
            return
        inside = [item for item in inside if item[1] <= end]
        strong = [item for item in inside if item[2].kind not in weak]
        if any(item[0] == start and item[1] == end for item in strong):
            return
        body, rest = self._bodies(doc, start, end, strong)
        yield from body
        if rest is not None:
            yield from self._between(doc, rest, end, inside)

    def _bodies(
        self, doc: Doc, start: int, end: int, strong: list[Known]
    ) -> tuple[list[tuple[int, int]], int | None]:
        """Return the organisations that a sequence is by its key words, and where to look for others."""
        lists = self._words
        words = [fold(token.text) for token in doc[start:end]]
        state = self._is_state(words)
        keyword = any(word in lists.organisation_words for word in words)
        titled = self._behind_title(doc, start, end) if keyword or state else None
        if titled is not None:
            return [], titled  # "White House Press Secretary Jane Smith" is a person
        if state and not strong:
            whole = "government" in words and len(words) > 2  # noqa: PLR2004 - "the Government of National Unity"
            return ([(start, end)] if whole else []), None  # "the Foreign Ministry" is whoever's it is
        if keyword and not state:
            whole_body = trim_body(doc, start, end)
            if self._is_body(doc, *whole_body, strong):
                return list(self._body_and_head(doc, *whole_body)), None
        return [], start

    def _is_state(self, words: Sequence[str]) -> bool:
        """Tell whether a name is a state's own body ("Ministry of Defence", "Home Office")."""
        if any(word in self._words.state_words for word in words):
            return self._words.rebel_words.isdisjoint(words)  # "the Free Norland Army"
        return words[-1] == "office" and self._words.title_words.issuperset(words[:-1])

    def _between(self, doc: Doc, start: int, end: int, inside: list[Known]) -> Iterator[tuple[int, int]]:
        """Yield what stands before, between and behind the registered names of a sequence."""
        weak = (NameKind.PLACE, NameKind.SURNAME)
        state = self._is_state([fold(token.text) for token in doc[start:end]])
        strong = any(item[2].kind not in weak for item in inside)
        position = start
        for item_start, item_end, name in sorted(inside, key=lambda item: item[0]):
            if name.kind in weak and item_end - item_start < end - start:
                continue  # a town's or a minister's name within a longer name is part of it
            if item_start > position and not self._forename(doc, position, item_start, name.actor):
                yield trim_titles(doc, position, item_start, self._common)
            position = max(position, item_end)
        if state and strong and position > start:
            return  # "the Norwegian Ministry of Defence" is Norway
        if position < end and not any(item[0] == position and item[1] == end for item in inside):
            yield self._from_forename(doc, *trim_titles(doc, position, end, self._common))

    def _is_body(self, doc: Doc, start: int, end: int, strong: list[Known]) -> bool:
        """Tell whether a stretch is one organisation's name, and not a known one's beside a noun."""
        covering = [item for item in strong if item[2].kind is not NameKind.NOBODY]
        if max((item[1] - item[0] for item in covering), default=0) < end - start - 1:
            return True
        if not covering:
            return True
        longest = max(covering, key=lambda item: item[1] - item[0])
        word = fold(doc[end - 1].text)
        if longest[1] != end - 1 or word not in self._words.organisation_words:
            return False
        return longest[2].kind is NameKind.METONYM or longest[1] - longest[0] > 1

    def _body_and_head(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield a body, and the person behind it ("chief executive of the Refugee Council Jane Roe")."""
        known = self._words.organisation_words
        last = max((i for i in range(start, end) if fold(doc[i].text) in known), default=end)
        office = any(
            token.lemma_.lower() in self._words.role_nouns for token in doc[max(0, start - 4) : start]
        )
        if end - last == 3 and office and all(token.pos_ == "PROPN" for token in doc[last + 1 : end]):  # noqa: PLR2004
            yield start, last + 1
            yield last + 1, end
        else:
            yield start, end

    def _before_home(self, doc: Doc, start: int, end: int, inside: list[Known]) -> int:
        """Return where a firm's name ends before its country ("Fjordvik Marine of Norway")."""
        home = next((item for item in inside if item[1] == end and item[0] - start > 2), None)  # noqa: PLR2004
        if home is not None and doc[home[0] - 2 : home[0]].text.lower() == "of the":
            return home[0] - 2
        if home is None or doc[home[0] - 1].lower_ != "of":
            return end
        if start and doc[start - 1].lower_ in ("the", "a", "this"):
            return end  # "the Consumers' League of Montenegro"
        lists = self._words
        bodies = lists.organisation_nouns | lists.government_nouns | lists.group_nouns | lists.role_nouns
        return end if fold(doc[home[0] - 2].text) in bodies else home[0] - 1

    def _somebody_else(
        self,
        doc: Doc,
        start: int,
        end: int,
        item: Known,
        inside: list[Known],
    ) -> bool:
        """Tell whether a registered surname belongs to a person of another given name ("Rohan Pillay")."""
        first, last, name = item
        actor = self._registry.get(name.actor)
        if actor is None or actor.kind is not ActorKind.PERSON:
            return False
        if start < first and is_hyphen(doc, first - 1):
            return True  # "Anne-Marie Roe" is no "Marie Roe"
        if last - first > 1 or last > end:
            return False
        start = max([start, *(other[1] for other in inside if other[1] <= first)])
        end = min([end, *(other[0] for other in inside if other[0] >= last)])
        given = first
        while given > start and first - given < 3 and self._may_be_given(doc[given - 1]):  # noqa: PLR2004
            given -= 1
        if given < first:
            return not self._forename(doc, given, first, name.actor)
        return last < end <= last + 2 and all(self._may_be_given(token) for token in doc[last:end])

    def _given(self, token: Token) -> bool:
        word = fold(token.text)
        return word in self._forenames and not in_dictionary(word, self._common)

    def _may_be_given(self, token: Token) -> bool:
        word = fold(token.text)
        lists = self._words
        return (
            token.pos_ not in ("VERB", "AUX")
            and token.text[0].isupper()
            and not token.text.isupper()
            and (
                word in self._forenames
                or not in_dictionary(word, self._common)
                or (token.i > 0 and fold(token.nbor(-1).text) in lists.title_words)
            )
            and word not in lists.organisation_words | lists.state_words | lists.title_words
            and word not in lists.not_actors | lists.role_nouns
        )

    def _from_forename(self, doc: Doc, start: int, end: int) -> tuple[int, int]:
        """Drop the common words before a given name ("Class Charles H. Keating")."""
        if is_hyphen(doc, start + 1):
            return start, end  # "Jean-Bosco Roe"
        if end - start > 2 and in_dictionary(fold(doc[start].text), self._common):  # noqa: PLR2004
            for index in range(start + 1, end - 1):
                if fold(doc[index].text) in self._forenames:
                    return index, end
        return start, end

    def _behind_title(self, doc: Doc, start: int, end: int) -> int | None:
        """Return where a person's name begins behind an office; None where no office is followed by one."""
        lists = self._words
        offices = [i for i in range(start, end) if fold(doc[i].text) in lists.role_nouns]
        first = offices[-1] + 1 if offices else start
        if offices and first == end - 1 and self._may_be_given(doc[first]):
            return first  # "Group Captain Meredith"
        if not offices or not 2 <= end - first <= 3:  # noqa: PLR2004 - given name, initial, family name
            given = [i for i in range(max(first, end - 4), end - 1) if fold(doc[i].text) in self._forenames]
            if not given or given[0] == start:
                return None
            first = given[0]
        name = [fold(token.text) for token in doc[first:end]]
        known = lists.organisation_words | lists.state_words | lists.title_words | INSIDE
        return first if known.isdisjoint(name) else None

    def _forename(self, doc: Doc, position: int, start: int, bearer: ActorId) -> bool:
        """Tell whether the words before a registered family name are its bearer's given names."""
        actor = self._registry.get(bearer)
        if actor is None or actor.kind is not ActorKind.PERSON:
            return False
        given = fold(actor.label.split()[0])
        first = next(
            (doc[i] for i in range(position, start) if fold(doc[i].text) not in self._words.title_words), None
        )
        return first is not None and fold(first.text) == given

    def _after_first_name(self, doc: Doc, start: int, end: int, item: Known) -> bool:
        """Tell whether an ambiguous name is a person's surname here ("Elena Jordan")."""
        first, last, name = item
        lists = self._words
        return (
            (name.ambiguous or self._given(doc[start]))
            and last == end
            and first == start + 1
            and doc[start].pos_ == "PROPN"
            and fold(doc[start].text) not in lists.title_words | lists.not_actors | lists.organisation_words
        )
