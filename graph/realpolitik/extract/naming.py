"""Is a name that no registry knows a person's, an organisation's, or nobody's?  What stands around it tells.

All places where the document has the name count together: a firm that is introduced as "the trader Albrand"
is a firm also where it only says something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from realpolitik.extract.capitals import INSIDE, PARTICLES
from realpolitik.extract.names import fold
from realpolitik.extract.passages import in_dictionary
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place: TypeAlias = "tuple[Doc, int, int]"  # a name in a text: first token, token after the last

_LONGEST_ACRONYM = 10
_LONGEST_PERSON = 5
_FORENAMES = range(2, 5)
_REACH = 3  # tokens before a name that may say what it is
_CERTAIN, _CLEAR, _LIKELY, _WEAK = 4.0, 3.0, 2.0, 1.0
_LEAST = {True: _LIKELY, False: _WEAK}  # evidence for a single word, for several
_APPOSITION_ENDS = frozenset({",", "of", "in", "at", "with", "that", "which", "who", "for", "from", "based"})
_ARTICLES = ("a", "an", "the", "one", "its")
_LOCAL = frozenset({"in", "at", "near", "outside", "off", "around", "between", "towards", "into"})
_PLACES = frozenset(
    {
        "town",
        "city",
        "village",
        "province",
        "region",
        "port",
        "district",
        "people",
        "island",
        "area",
        "strait",
    }
    | {"mayor", "valley", "governorate", "state", "battle", "base", "camp", "coast", "county", "capital"}
)
_PLACED = frozenset(
    {"province", "airport", "valley", "island", "islands", "port", "district", "region", "bay"}
)
_FEMININE_TITLES = frozenset(
    {"ms", "mrs", "miss", "madame", "queen", "princess", "baroness", "lady"}
    | {"spokeswoman", "chairwoman", "congresswoman"}
)
_MASCULINE_TITLES = frozenset(
    {
        "mr",
        "sir",
        "king",
        "prince",
        "lord",
        "sheikh",
        "spokesman",
        "chairman",
        "congressman",
        "monsieur",
        "baron",
    }
)
_NAMING = frozenset({"called", "named", "dubbed", "them", "including"})
_PAPERS = frozenset({"programme", "program", "project", "report", "register"})  # "Programme of Cooperation"
_AGENTS = ("er", "or")  # "trader", "contractor": a firm or a man


class NameJudge:
    """Tells what a name stands for.

    Args:
        words: Word lists of the language.
        forenames: Given names of known people, folded.
        common: The dictionary's words.
    """

    def __init__(self, words: WordLists, forenames: frozenset[str], common: frozenset[str]) -> None:
        self._words = words
        self._forenames = forenames
        self._common = common

    def kind(self, words: tuple[str, ...], places: Sequence[Place]) -> ActorKind | None:
        """Return what the name is by all its places; None where nothing tells, or where it names a place."""
        lists = self._words
        doc, start, end = places[0]
        if any(word in lists.organisation_words for word in words):
            generic = (len(words) == 1 and not doc[start].text.isupper()) or words[0] in _PAPERS
            return None if generic else ActorKind.ORGANISATION
        if any(token.text == "&" for token in doc[start:end]) or ("government" in words and len(words) > 2):  # noqa: PLR2004
            return ActorKind.ORGANISATION
        if (len(words) == 1 and words[0] in lists.role_nouns | lists.title_words) or self._is_plural(words):
            return None
        person, organisation = self._by_form(words, doc, start, end)
        location = 0.0
        for place in places:
            one, two, three = self._around(*place)
            person, organisation = max(person, one), max(organisation, two)
            location = max(location, three)
        if organisation < _CLEAR and any(word in lists.not_actors for word in words):
            return None
        if person < _CERTAIN and (
            any(_has_article(*place) for place in places) or not _is_written_out(words)
        ):
            person = 0.0
        if len(words) > 1 and words[0] in self._forenames:
            person += _LIKELY
        best = max(person, organisation)
        if best < _LEAST[len(words) == 1] or location > best:
            return None
        return ActorKind.ORGANISATION if organisation >= person else ActorKind.PERSON

    def _is_plural(self, words: tuple[str, ...]) -> bool:
        """Tell whether a name is only several of a sort, written large ("the Ministers", "Member States")."""
        lists = self._words
        sort = words[-1].removesuffix("s")
        if sort == words[-1] or sort not in lists.role_nouns | lists.country_nouns | lists.member_nouns:
            return False
        return all(in_dictionary(word, self._common) for word in words)

    def _by_form(self, words: tuple[str, ...], doc: Doc, start: int, end: int) -> tuple[float, float]:
        """Return what the name's own words say for a person, and for an organisation."""
        text = doc[start].text
        if len(words) == 1:
            acronym = text.isupper() and len(text) > 2 and text.isalpha()  # noqa: PLR2004
            return 0.0, _LIKELY if acronym and words[0] not in self._words.role_nouns else 0.0
        person = _WEAK if len(words) <= _LONGEST_PERSON and _looks_like_person(doc, start, end) else 0.0
        last = words[-1]
        thing = last.endswith(("s", "ing", "ion")) and len(last) > 4 and in_dictionary(last, self._common)  # noqa: PLR2004
        return person, _LIKELY if thing and not in_dictionary(words[0], self._common) else 0.0

    def _around(self, doc: Doc, start: int, end: int) -> tuple[float, float, float]:
        """Return what stands around one place of a name: for a person, an organisation, a location."""
        lists = self._words
        person = organisation = 0.0
        before = previous_word(doc, start)
        titled = before is not None and fold(before.text) in lists.title_words
        if titled or (before is not None and self._is_role(before)):
            person = _CERTAIN
        if self._followed_by_role(doc, end):
            person = max(person, _CLEAR)
        elif self._speaks(doc, start, end):
            person = max(person, _LIKELY)
        nouns = list(organisation_nouns(doc, start, end, lists))
        if nouns:
            agent = len(nouns) == 1 and nouns[0].endswith(_AGENTS)
            organisation = _LIKELY if agent else _CLEAR + 0.5
        if acronym_after(doc, end) or _listed(doc, start, lists):
            organisation = _CLEAR
        follower = doc[end + 1].lower_ if end + 1 < len(doc) and doc[end].text == "," else ""
        if follower == "which":
            organisation = max(organisation, _CLEAR)
        elif follower == "who":
            person = max(person, _CLEAR)
        if not titled and self._of_country(doc, start, end):
            organisation = max(organisation, _LIKELY)
        if end < len(doc) and doc[end].lemma_.lower() in lists.role_nouns and end - start == 1:
            person = 0.0  # "a European official"
        return person, organisation, _location(doc, start, end)

    def _of_country(self, doc: Doc, start: int, end: int) -> bool:
        """Tell whether a name is owned by a country: "Italy's Petrosole", "Skagen Energi of Norway"."""
        if start > 1 and doc[start - 1].text == "'s" and doc[start - 2].pos_ == "PROPN":
            return True
        if end - start == 1 or any(self._is_role(token) for token in doc[start:end]):
            return False
        return end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].pos_ == "PROPN"

    def _is_role(self, token: Token) -> bool:
        return token.lemma_.lower() in self._words.role_nouns and token.pos_ != "VERB"

    def _followed_by_role(self, doc: Doc, end: int) -> bool:
        if end + 1 >= len(doc) or doc[end].text != ",":
            return False
        for token in doc[end + 1 : min(end + 9, len(doc))]:
            if token.lower_ in ("which", "who", ".") or token.pos_ == "VERB":
                return False
            if token.lemma_.lower() in self._words.role_nouns:
                return True
        return False

    def _speaks(self, doc: Doc, start: int, end: int) -> bool:
        return any(
            token.dep_ == "nsubj" and token.head.lemma_ in self._words.speech_verbs
            for token in doc[start:end]
        )


def _has_article(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a name of several words has an article, as no person's has: "the Khmer Rouge said"."""
    if not start or doc[start - 1].lower_ != "the" or end - start == 1:
        return False
    return end >= len(doc) or (
        doc[end].pos_ not in ("NOUN", "PROPN", "ADJ") and doc[end].text not in ("-", "'s")
    )


def _is_written_out(words: tuple[str, ...]) -> bool:
    """Tell whether a name has letters alone, as a person's has (not "QA-31")."""
    return not any(char.isdigit() for word in words for char in word)


def _location(doc: Doc, start: int, end: int) -> float:
    """Return what stands around a name for its being a town's, a province's, a people's."""
    if end < len(doc) and doc[end].lower_ in _PLACED:
        return _CLEAR
    before = doc[start - 1].lower_ if start else ""
    if before in _PLACES or (before == "of" and start > 1 and doc[start - 2].lower_ in _PLACES):
        return _CLEAR
    return _LIKELY if before in _LOCAL else 0.0


def organisation_nouns(doc: Doc, start: int, end: int, lists: WordLists) -> Iterator[str]:
    """Yield the nouns around a name that say what organisation it is: before it, after it, in apposition."""
    first = start
    if start > 2 and doc[start - 1].text == "the" and doc[start - 2].text == ",":  # noqa: PLR2004
        first = start - 1  # "a Santiago agency, the Oficina Delta"
    if first > 1 and doc[first - 1].text == ",":
        first -= 1
    for token in reversed(doc[max(0, first - _REACH) : first]):
        if token.lemma_.lower() in lists.role_nouns:
            break  # "the union leader X": a person
        if token.lemma_.lower() in lists.organisation_nouns and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            yield token.lemma_.lower()
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PUNCT") or token.text in (".", ";", ":", '"', ","):
            break
    if end >= len(doc):
        return
    if doc[end].lemma_.lower() in lists.organisation_nouns and doc[end].pos_ in ("NOUN", "PROPN"):
        behind = doc[end + 1] if end + 1 < len(doc) else None
        if behind is None or behind.lemma_.lower() not in lists.role_nouns:
            yield doc[end].lemma_.lower()
    yield from _apposed_nouns(doc, end, lists)


def _apposed_nouns(doc: Doc, end: int, lists: WordLists) -> Iterator[str]:
    """Yield the organisation nouns of an apposition: ", a Norwegian oil company"."""
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in _ARTICLES:
        return
    found: list[str] = []
    for token in doc[end + 2 : min(end + 9, len(doc))]:
        lemma = token.lemma_.lower()
        if token.lower_ in _APPOSITION_ENDS:
            break
        if lemma in lists.organisation_nouns:
            found.append(lemma)
        elif lemma in lists.role_nouns:
            return  # ", a fellow at a think-tank", ", the union's chairman": a person
    yield from found


def _listed(doc: Doc, start: int, lists: WordLists) -> bool:
    """Tell whether a name is one of some firms or groups: "two companies, X and Y", "a firm called X"."""
    if not start:
        return False
    sentence = doc[start].sent
    index = start - 1
    if doc[index].lower_ in _NAMING or (doc[index].lower_ == "as" and doc[index - 1].lower_ == "known"):
        while index > sentence.start and doc[index].lower_ in _NAMING | {"among", ",", "known", "as"}:
            index -= 1
        return doc[index].lemma_.lower() in lists.organisation_nouns
    while index > sentence.start and (
        doc[index].text[0].isupper() or doc[index].text in ("and", ",", ":", "&", "or")
    ):
        index -= 1
    plural = "Number=Plur" in str(doc[index].morph) and doc[index].lemma_.lower() in lists.organisation_nouns
    return plural and index < start - 1


def acronym_after(doc: Doc, end: int) -> str | None:
    """Return the acronym in brackets after a name, with any hyphenated part."""
    if end + 2 >= len(doc) or doc[end].text not in ("(", "["):
        return None
    close = next((i for i in range(end + 1, min(end + 6, len(doc))) if doc[i].text in (")", "]")), None)
    if close is None:
        return None
    inside = doc[end + 1 : close].text.strip("\"' ")
    fits = re.fullmatch(r"[A-Z][A-Za-z]*[A-Z][\w-]*", inside) and len(inside) <= _LONGEST_ACRONYM
    return inside if fits else None


def previous_word(doc: Doc, start: int) -> Token | None:
    """Return the word before a name, a comma or quotation mark left out."""
    if start == 0:
        return None
    before = doc[start - 1]
    if before.text in (",", '"') and start > 1:
        before = doc[start - 2]
    return before


def is_feminine(doc: Doc, start: int) -> bool | None:
    """Return what the titles before a name tell of the person's sex."""
    for token in doc[max(0, start - 3) : start]:
        word = fold(token.text)
        if word in _FEMININE_TITLES:
            return True
        if word in _MASCULINE_TITLES:
            return False
    return None


def _looks_like_person(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a span of two to five capitalised words may be a person's name."""
    span = doc[start:end]
    if any(token.text.lower() in INSIDE - PARTICLES for token in span):
        return False
    if len(span) in _FORENAMES and all(token.pos_ == "PROPN" for token in span if token.text[0].isalpha()):
        return True
    head = next((token for token in span if token.head.i < start or token.head.i >= end), span[0])
    follower = doc[end] if end < len(doc) else None
    if follower is not None and follower.text == "'s":
        return True
    return head.dep_.startswith(("nsubj", "obj", "appos", "conj", "obl", "nmod", "flat", "iobj", "ROOT"))
