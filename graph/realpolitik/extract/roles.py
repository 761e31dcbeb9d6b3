"""Offices and functions: who is minister of what, whose spokesman, which firm belongs to which country.

Titles before a name, appositions around it and copular clauses are read token by token, which survives most
errors of the parse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Cast, Form, Mention
from realpolitik.extract.passages import Passage
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind, kind_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LINKS = frozenset(
    {"of", "for", "at", "with", "from", "to", "in", "on", "and", "the", "a", "an", "'s", "'", "-", "/", "&"}
)
_OFFICE_LINKS = frozenset({"of"})
_FUNCTION_LINKS = frozenset({"of", "for", "at", "with", "from"})
_STOPS = frozenset(
    {".", ";", ":", '"', "(", ")", "?", "!", "who", "which", "that", "whose", "when", "while", "but"}
)
_COMPLEMENT_MARKS = frozenset({"of", "for", "at", "with", "in", "to", "on", "-", "from"})
_LONGEST_PREFIX = 14
_LONGEST_SUFFIX = 16
_COPULAR = frozenset({"be", "become", "remain"})


@dataclass(frozen=True, slots=True)
class RoleFact:
    """A person's office or function, or an organisation's country.

    Attributes:
        subject: The person or organisation.
        office: It is an office (holds-office), not a function (affiliated).
        body: Country or organisation.
        role: The words of the text, where they name a role.
        passage: Index of the passage.
        start: First token of the evidence.
        end: Token after its last.
        stated: The body is named in the phrase, not supplied from the context.
        noun: The role's head noun, lower case; empty where there is none.
    """

    subject: ActorId
    office: bool
    body: ActorId
    role: str | None
    passage: int
    start: int
    end: int
    stated: bool
    noun: str = ""


@dataclass(frozen=True, slots=True)
class _Phrase:
    start: int
    end: int
    noun: int


class RoleReader:
    """Reads the roles of a document's actors."""

    def __init__(
        self, words: WordLists, cast: Cast, known: dict[ActorId, ActorId], home: ActorId | None = None
    ) -> None:
        self._words = words
        self._cast = cast
        self._known = known
        self._home = home
        self._acting: list[tuple[int, int, ActorId]] = []  # countries that act in this paragraph or the last

    def read(self, passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[RoleFact]:
        """Return the roles in order of place; marks modifiers inside titles as inner mentions."""
        by_passage: dict[int, list[Mention]] = {}
        for mention in mentions:
            by_passage.setdefault(mention.passage, []).append(mention)
        facts: list[RoleFact] = []
        context = [
            mention.actors[0]
            for mention in mentions
            if kind_of(mention.actors[0]) is ActorKind.COUNTRY and mention.form is not Form.PLACE
        ]
        for passage in passages:
            here = by_passage.get(passage.index, [])
            self._acting = _acting(passages, by_passage, passage.index)
            for mention in here:
                actor = mention.actors[0]
                if kind_of(actor) is ActorKind.PERSON and mention.form in (
                    Form.NAME,
                    Form.SURNAME,
                    Form.GUESS,
                ):
                    facts.extend(self._person(passage, mention, here, context))
                elif kind_of(actor) is ActorKind.ORGANISATION and mention.form in (Form.NAME, Form.GUESS):
                    facts.extend(self._organisation(passage, mention, here))
        return _stated_first(facts)

    def _person(
        self, passage: Passage, mention: Mention, here: list[Mention], context: list[ActorId]
    ) -> list[RoleFact]:
        doc = passage.doc
        facts: list[RoleFact] = []
        for phrase in (
            self._prefix(passage, mention, here),
            self._suffix(doc, mention, here),
            self._copula(doc, mention),
        ):
            if phrase is None:
                continue
            fact = self._fact(passage, mention, phrase, here, context)
            if fact is not None:
                facts.append(fact)
        return facts

    def _is_role(self, token: Token) -> bool:
        lemma = token.lemma_.lower()
        return (
            lemma in self._words.role_nouns or token.text.lower() in self._words.role_nouns
        ) and token.pos_ in (
            "NOUN",
            "PROPN",
            "ADJ",
            "X",
        )

    def _prefix(self, passage: Passage, mention: Mention, here: list[Mention]) -> _Phrase | None:
        """Find a title or role before the name, with or without a comma between."""
        doc = passage.doc
        index = mention.start - 1
        comma = index > 0 and doc[index].text == ","
        if comma:
            index -= 1
        end = index + 1
        limit = max(passage.words.starts[mention.start], index - _LONGEST_PREFIX)
        noun: int | None = None
        start = end
        inside = {i for other in here for i in range(other.start, other.end) if other is not mention}
        if index >= limit and doc[index].lower_ in ("and", "or"):
            return None  # "the secretary and Roe"
        while index >= limit:
            token = doc[index]
            text = token.text.lower()
            if self._is_role(token) and index not in inside:
                noun = index if noun is None or doc[noun].text == "General" else noun
            elif not (
                index in inside
                or text in _LINKS
                or text in self._words.title_words
                or token.pos_ in ("ADJ", "PROPN", "NOUN")
                or token.dep_ in ("amod", "compound", "det", "nmod:poss", "nummod")
            ):
                break
            if text == "and" and noun is not None and not _same_title(doc, index):
                break
            start = index
            index -= 1
        if noun is None and index >= limit and doc[index].text == "/":
            noun = next((i for i in range(start, end) if self._is_role(doc[i])), None)
        if noun is None or (comma and not _heads_phrase(doc, noun, end)):
            return None
        if not comma and end - noun > 8:  # noqa: PLR2004 - a long gap: the role belongs to somebody else
            return None
        return _Phrase(_left_edge(doc, noun, start, self._words, inside), end, noun)

    def _suffix(self, doc: Doc, mention: Mention, here: list[Mention]) -> _Phrase | None:
        """Find an apposition after the name: ", a senior fellow at X,"."""
        index = mention.end
        if index + 1 >= len(doc) or doc[index].text not in (",", "("):
            return None
        start = index + 1
        if doc[start].lower_ in ("and", "or", "as"):
            return None  # ", and his Norwegian counterpart": somebody else
        stop = min(len(doc), start + _LONGEST_SUFFIX)
        inside = {i for other in here for i in range(other.start, other.end)}
        noun = self._apposed_noun(doc, range(start, stop), inside)
        if noun is None:
            return None
        if _acts(doc, noun, mention.head):
            return None  # "With Roe, the minister discussed ..."
        end = _apposition_end(doc, range(noun + 1, stop), inside)
        while noun + 1 < end and self._is_role(doc[noun + 1]) and noun + 1 not in inside:
            noun += 1
        return _Phrase(start, end, noun)

    def _apposed_noun(self, doc: Doc, places: range, inside: set[int]) -> int | None:
        """Return the first role noun of an apposition, if nothing before it says that it is none."""
        for index in places:
            token = doc[index]
            word = token.lower_
            role = self._is_role(token)
            if word in _STOPS or word == ",":
                return None
            if role and index not in inside:
                return index
            if word in ("of", "at", "for", "in"):
                return None
            if token.pos_ in ("VERB", "AUX") and index not in inside and not role:
                return None
        return None

    def _copula(self, doc: Doc, mention: Mention) -> _Phrase | None:
        """Find "X was Armenia's deputy foreign minister"."""
        head = doc[mention.head]
        if head.dep_ not in ("nsubj", "nsubj:outer"):
            return None
        predicate = head.head
        copula = any(child.dep_ == "cop" for child in predicate.children)
        if not copula and predicate.lemma_ in _COPULAR:
            predicate = next((c for c in predicate.children if c.dep_ in ("xcomp", "obj")), predicate)
            copula = predicate is not head.head
        if not copula or not self._is_role(predicate) or predicate.i < mention.end:
            return None
        end = max(token.i for token in predicate.subtree if token.pos_ != "PUNCT") + 1
        start = min(
            (t.i for t in predicate.subtree if t.i >= mention.end and t.dep_ not in ("cop", "aux")),
            default=predicate.i,
        )
        return _Phrase(start, min(end, predicate.i + _LONGEST_SUFFIX), predicate.i)

    def _fact(
        self, passage: Passage, mention: Mention, phrase: _Phrase, here: list[Mention], context: list[ActorId]
    ) -> RoleFact | None:
        doc = passage.doc
        noun = doc[phrase.noun].lemma_.lower()
        if noun not in self._words.role_nouns:
            noun = doc[phrase.noun].text.lower()
        office = noun in self._words.office_nouns
        body = self._body(doc, phrase, here, mention, office=office)
        first, last = min(phrase.start, mention.start), max(phrase.end, mention.end)
        if body is None and phrase.end <= mention.start:
            behind = _behind_name(doc, mention, here)
            if behind is not None:
                behind.inner = True
                body, last = behind.actors[0], behind.end
        stated = body is not None
        person = mention.actors[0]
        if body is None and (office or noun.startswith("spokes")):
            body = self._known.get(person) or self._supplied(doc, mention, here, context, noun)
        if body is None or body == person:
            return None
        member = self._cast.members.get(person)
        if member is not None and member.country is None and kind_of(body) is ActorKind.COUNTRY:
            member.country = body  # type: ignore[assignment]
        role = doc[phrase.start : phrase.end].text.strip(" ,")
        mention.role = role
        return RoleFact(person, office, body, role, passage.index, first, last, stated, noun)

    def _supplied(
        self, doc: Doc, mention: Mention, here: list[Mention], context: list[ActorId], noun: str
    ) -> ActorId | None:
        """Return the country of an office that the phrase leaves out, where the text gives a hint.

        A town where the office-holder speaks ("told reporters in Tashkent"), else the country that acts just
        before, else the one that the document comes from or speaks for, else the one that it names most.
        """
        if noun not in self._words.state_offices and not noun.startswith("spokes"):
            return None
        sentence = doc[mention.start].sent
        speaks = any(token.lemma_ in self._words.speech_verbs for token in sentence)
        for other in here:
            place = other.form in (Form.METONYM, Form.PLACE) and sentence.start <= other.start < sentence.end
            if speaks and place and other.start > 0 and doc[other.start - 1].lower_ == "in":
                return other.actors[0]
        acting = [
            actor for index, start, actor in self._acting if (index, start) < (mention.passage, mention.start)
        ]
        if acting:
            return acting[-1]
        if self._home is not None:
            return self._home
        return Counter(context).most_common(1)[0][0] if context else None

    def _body(
        self, doc: Doc, phrase: _Phrase, here: list[Mention], person: Mention, *, office: bool
    ) -> ActorId | None:
        """Choose the country or organisation that a role phrase names."""
        links = _OFFICE_LINKS if office else _FUNCTION_LINKS
        inside = [
            other
            for other in here
            if other is not person
            and phrase.start - 1 <= other.start
            and other.end <= phrase.end
            and kind_of(other.actors[0]) is not ActorKind.PERSON
        ]
        for other in inside:
            other.inner = True
        after = [
            other
            for other in inside
            if other.start > phrase.noun and _linked(doc, phrase.noun, other.start, links)
        ]
        before = [other for other in inside if other.end <= phrase.noun]
        organisation = [o for o in after if kind_of(o.actors[0]) is ActorKind.ORGANISATION]
        for group in (organisation, after[:1], before[-1:]):
            if group:
                return group[0].actors[0]
        return None

    def _organisation(self, passage: Passage, mention: Mention, here: list[Mention]) -> list[RoleFact]:
        """Find an organisation's country: "Denmark's Vestkraft", "Vanterra, a Swiss trader"."""
        doc = passage.doc
        before = [o for o in here if o.end <= mention.start and mention.start - o.end <= 5]  # noqa: PLR2004
        for other in reversed(before):
            between = [token.text.lower() for token in doc[other.end : mention.start]]
            country = other.actors[0]
            if kind_of(country) is not ActorKind.COUNTRY or len(other.actors) > 1:
                break
            possessive = between in (["'s"], ["'"])
            called = "." not in between and any(
                doc[i].lemma_.lower() in self._words.organisation_nouns and doc[i].pos_ != "VERB"
                for i in range(other.end, mention.start)
            )
            if (possessive and other.form is not Form.PLACE) or (
                called and "," not in between[:-1] and "in" not in between
            ):
                return [self._belongs(passage, mention, country, other.start, mention.end)]
            break
        if mention.end < len(doc) and doc[mention.end].text == ",":
            stop = min(mention.end + 10, len(doc))
            noun = next(
                (
                    i
                    for i in range(mention.end + 1, stop)
                    if doc[i].lemma_.lower() in self._words.organisation_nouns
                ),
                None,
            )
            if noun is not None and doc[mention.end + 1].text.lower() in ("a", "an", "the"):
                for other in here:
                    near = mention.end < other.start <= noun + 4
                    if near and kind_of(other.actors[0]) is ActorKind.COUNTRY:
                        return [
                            self._belongs(
                                passage, mention, other.actors[0], mention.start, max(other.end, noun + 1)
                            )
                        ]
        return []

    def _belongs(
        self, passage: Passage, mention: Mention, country: ActorId, start: int, end: int
    ) -> RoleFact:
        member = self._cast.members.get(mention.actors[0])
        if member is not None and member.country is None:
            member.country = country  # type: ignore[assignment]
        return RoleFact(mention.actors[0], False, country, None, passage.index, start, end, True)


def _acting(
    passages: Sequence[Passage], by_passage: dict[int, list[Mention]], index: int
) -> list[tuple[int, int, ActorId]]:
    """Return the countries that are subjects in a passage and the one before, with their places."""
    return [
        (place, mention.start, mention.actors[0])
        for place in (index - 1, index)
        for mention in by_passage.get(place, ())
        if mention.form in (Form.NAME, Form.DEMONYM, Form.METONYM)
        and kind_of(mention.actors[0]) is ActorKind.COUNTRY
        and passages[place].doc[mention.head].dep_.startswith("nsubj")
    ]


def _stated_first(facts: list[RoleFact]) -> list[RoleFact]:
    """Drop what was supplied from the context where the same person's body is stated elsewhere."""
    stated = {fact.subject: fact.body for fact in facts if fact.stated and fact.office}
    kept: list[RoleFact] = []
    for fact in facts:
        if not fact.stated and fact.subject in stated:
            kept.append(replace(fact, body=stated[fact.subject]))
        else:
            kept.append(fact)
    return kept


def _acts(doc: Doc, noun: int, name: int) -> bool:
    """Tell whether a noun is the subject of a verb right behind its phrase, and the name isn't."""
    verb = doc[noun].head
    if not doc[noun].dep_.startswith("nsubj") or verb.i <= noun or doc[name].dep_.startswith("nsubj"):
        return False
    return not any(token.text == "," for token in doc[noun + 1 : verb.i])


def _heads_phrase(doc: Doc, noun: int, end: int) -> bool:
    """Tell whether only a complement ("of the bank", "in Manila") follows the role noun."""
    return noun + 1 == end or doc[noun + 1].lower_ in _COMPLEMENT_MARKS


def _apposition_end(doc: Doc, places: range, inside: set[int]) -> int:
    """Return where an apposition ends: at a comma, a stop or a finite verb."""
    for index in places:
        token = doc[index]
        finite = token.pos_ == "VERB" and index not in inside and "Fin" in str(token.morph)
        if token.lower_ in _STOPS or token.text == "," or token.pos_ == "AUX" or finite:
            return index
    return places.stop


def _behind_name(doc: Doc, mention: Mention, here: list[Mention]) -> Mention | None:
    """Return whose office it is in "Foreign Minister X of Norway"."""
    if mention.end >= len(doc) or doc[mention.end].lower_ != "of":
        return None
    near = range(mention.end + 1, mention.end + 3)
    bodies = (other for other in here if kind_of(other.actors[0]) is not ActorKind.PERSON)
    return next((other for other in bodies if other.start in near), None)


def _same_title(doc: Doc, index: int) -> bool:
    """Tell whether "and" joins two parts of one title ("interior and overseas minister")."""
    return (
        index > 0
        and index + 1 < len(doc)
        and doc[index - 1].pos_ in ("ADJ", "NOUN")
        and doc[index + 1].pos_ in ("ADJ", "NOUN")
    )


def _left_edge(doc: Doc, noun: int, start: int, words: WordLists, inside: set[int]) -> int:
    """Return where the noun phrase of a role begins: modifiers and a possessor, no more."""
    index = noun
    while index - 1 >= start:
        token = doc[index - 1]
        text = token.text.lower()
        modifier = (
            index - 1 in inside
            or text in words.title_words
            or text in ("'s", "'", "-", "/")
            or token.pos_ in ("ADJ", "NOUN", "PROPN")
            or (
                text in ("of", "and")
                and index - 2 >= start
                and (
                    (before := doc[index - 2].text.lower()) in words.title_words or before in words.role_nouns
                )
            )
        )
        if not modifier:
            break
        index -= 1
    return index


def _linked(doc: Doc, noun: int, start: int, links: frozenset[str]) -> bool:
    between = [token.text.lower() for token in doc[noun + 1 : start]]
    first = next((word for word in between if word in _FUNCTION_LINKS or word in ("to", "in", "on")), None)
    if first is None:
        return not between or between in ([","], ["the"])
    return first in links
