"""Who is meant by "the regime", "its", "both countries", "the minister".

Names come first (mentions.py); here the rest is resolved in document order against what was named before.
Whatever cannot be resolved with some confidence stays unresolved: unknown stays unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING

from realpolitik.extract.clause_actors import ClauseActors
from realpolitik.extract.mentions import Cast, Form, Mention
from realpolitik.extract.noun_phrases import (
    PERSONAL,
    has_actor,
    is_described,
    is_of_unknown,
    is_pair,
    is_pleonastic,
    is_possessive,
    is_reciprocal,
    kinds_of,
    sort_of,
    stands_alone,
)
from realpolitik.extract.passages import Passage
from realpolitik.extract.salience import Salience, last_group, named_group, pairs_together
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind, kind_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINGULAR_PERSON = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_SET_APART = frozenset({"the", "these", "those", "all", "our", "their", "its"})
_ALONE = frozenset({"both", "neither", "two", "three", "four"})
_GROUP_WORDS = frozenset({"both", "two", "three", "four"})
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4}
_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "its", "his", "their", "her"})
_BODIES = frozenset(
    {"nations", "council", "union", "commission", "court", "parliament", "assembly", "organization"}
)
_PERSONAL_GOVERNMENTS = frozenset(
    {"government", "administration", "regime", "cabinet", "junta", "dictatorship", "rule"}
)
_DESCRIBING = frozenset({"NOUN", "PROPN", "ADJ"})
_REFERRING = _DESCRIBING | {"PRON", "DET", "CCONJ", "NUM"}
_TITLES = ("compound", "nmod:desc", "flat", "appos")  # of a title before a name
_VAGUE_TITLES = frozenset({"former", "then", "new", "late", "acting", "interim", "outgoing", "incoming"})
_PAIRED = 5  # of the latest actors, who may be "both countries"
_MOST_TOGETHER = 4  # sentences; more say no more
_RANK_COST = 0.5
_OFTEN = 3  # sentences with both that make a pair the document's theme
_TALK, _TOWN = 3.0, 1.5  # for how often the document names a country, for a town of it in the sentence


@dataclass(slots=True)
class Resolver:
    """Resolves pronouns and descriptions of one document.

    Attributes:
        offices: Role noun → persons of the document who hold such a role, most recent last.
        countries: Person or organisation → the country or body it acts for.
        titles: Person → the words of the titles that the document gives.
    """

    words: WordLists
    cast: Cast
    passages: Sequence[Passage]
    offices: dict[str, list[ActorId]]
    countries: dict[ActorId, ActorId]
    titles: dict[ActorId, frozenset[str]] = field(default_factory=dict)
    _at: dict[tuple[int, int], Mention] = field(default_factory=dict)
    _clauses: ClauseActors = field(init=False)
    _named: Counter[ActorId] = field(default_factory=Counter)  # how often the document names an actor
    _together: Counter[frozenset[ActorId]] = field(default_factory=Counter)  # pairs → sentences with both

    def resolve(self, mentions: list[Mention]) -> list[Mention]:
        """Return the named mentions and the resolved ones, in order of place."""
        covered = {(m.passage, i) for m in mentions for i in range(m.start, m.end)}
        by_place: dict[tuple[int, int], Mention] = {(m.passage, m.start): m for m in mentions}
        self._at = {(m.passage, i): m for m in mentions for i in range(m.start, m.end)}
        self._clauses = ClauseActors(self._at)
        self._together = pairs_together(self.passages, mentions)
        self._named = Counter(mention.actors[0] for mention in mentions)
        salience = Salience()
        found: list[Mention] = []
        for passage in self.passages:
            parts, where = passage.words.parts, passage.index
            for place, part in enumerate(parts):
                if part not in _REFERRING and (where, place) not in by_place:
                    continue
                token = passage.doc[place]
                named = by_place.get((where, place))
                if named is not None:
                    subject = passage.doc[named.head].dep_.startswith("nsubj")
                    if named.form is not Form.PLACE:
                        salience.add(passage.index, token.i, named.actors, subject=subject)
                    continue
                if (passage.index, token.i) in covered:
                    continue
                mention = self._one(passage, token, salience, by_place)
                if mention is not None and mention.actors:
                    found.append(mention)
                    self._at[passage.index, token.i] = mention
                    subject = passage.doc[mention.head].dep_.startswith("nsubj")
                    salience.add(passage.index, token.i, mention.actors, subject=subject)
        merged = [*mentions, *found]
        merged.sort(key=lambda mention: (mention.passage, mention.start, -mention.end))
        return merged

    def _one(
        self, passage: Passage, token: Token, salience: Salience, named: dict[tuple[int, int], Mention]
    ) -> Mention | None:
        part = token.pos_
        if part not in _REFERRING:
            return None
        word = token.lower_
        if word in _ALONE and stands_alone(token):
            actors = self._group(passage, token, "country", _NUMBERS.get(word, 2), salience)
            if not actors:
                return None
            return Mention(passage.index, token.i, token.i + 1, token.i, actors, Form.DESCRIPTION)
        if part == "PRON" or word in ("its", "his", "their", "her"):
            actors = self._pronoun(passage, token, word, salience)
            return (
                Mention(passage.index, token.i, token.i + 1, token.i, actors, Form.PRONOUN)
                if actors
                else None
            )
        if part in _DESCRIBING and sort_of(token) in self.words.describing_nouns:
            if is_pair(token):
                actors = self._two(passage, token, salience)
            else:
                actors = self._description(passage, token, salience, named)
            if actors:
                start = min(
                    (child.i for child in token.lefts if child.dep_ in ("det", "amod", "nummod")),
                    default=token.i,
                )
                if any((passage.index, i) in named for i in range(start, token.i)):
                    start = token.i
                return Mention(passage.index, start, token.i + 1, token.i, actors, Form.DESCRIPTION)
        return None

    def _pronoun(self, passage: Passage, token: Token, word: str, salience: Salience) -> tuple[ActorId, ...]:
        barred = self._clauses.clause_subject(passage, token) if not is_possessive(token) else ()
        if word in _SINGULAR_PERSON:
            people = salience.recent(passage.index, (ActorKind.PERSON,))
            feminine = word in _FEMININE
            fitting = [p for p in people if p not in barred and self._gender_fits(p, feminine=feminine)]
            return (fitting[0],) if fitting else ()
        if word in _NEUTER:
            return self._neuter(passage, token, salience, barred)
        if word in _PLURAL:
            return self._plural(passage, token, salience, barred)
        return ()

    def _gender_fits(self, person: ActorId, *, feminine: bool) -> bool:
        member = self.cast.members.get(person)
        if member is None:
            return True
        if member.feminine is None:
            member.feminine = feminine
        return member.feminine is feminine

    def _neuter(
        self, passage: Passage, token: Token, salience: Salience, barred: tuple[ActorId, ...]
    ) -> tuple[ActorId, ...]:
        if token.dep_ == "expl" or (token.lower_ == "it" and is_pleonastic(token)):
            return ()
        if is_possessive(token):
            controller = self._clauses.controller(passage, token)
            if len(controller) == 1 and kind_of(controller[0]) is not ActorKind.PERSON:
                return controller
        candidates = salience.recent(passage.index, (ActorKind.COUNTRY, ActorKind.ORGANISATION))
        free = [actor for actor in candidates if actor not in barred]
        return (free[0],) if free else ()

    def _plural(
        self, passage: Passage, token: Token, salience: Salience, barred: tuple[ActorId, ...]
    ) -> tuple[ActorId, ...]:
        """Resolve to a coordination just before, else to the last country or organisation."""
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in self.words.reciprocal_verbs:
            parties = self._parties(passage, token)
            if parties:
                return parties
        if is_reciprocal(token):
            pair = self._group(passage, token, "country", 2, salience)
            if pair:
                return pair
        group = last_group(passage, token, salience)
        if is_possessive(token):
            controller = self._clauses.controller(passage, token)
            if controller:
                return group if controller[0] in group else controller
        if group and not set(group) & set(barred):
            return group
        candidates = salience.recent(passage.index, (ActorKind.COUNTRY, ActorKind.ORGANISATION), limit=2)
        free = [actor for actor in candidates if actor not in barred]
        return (free[0],) if free else ()

    def _parties(self, passage: Passage, token: Token) -> tuple[ActorId, ...]:
        """Return the two who stand in the sentence before "They discussed": persons before countries."""
        if token.sent.start > 0:
            place, before = passage.index, passage.doc[token.sent.start - 1].sent
        elif passage.index > 0:
            place = passage.index - 1
            before = self.passages[place].doc[-1].sent
        else:
            return ()
        named = [self._at.get((place, index)) for index in range(before.start, before.end)]
        present = [m for m in named if m is not None and m.form is not Form.PLACE]
        actors = list(dict.fromkeys(actor for mention in present for actor in mention.actors))
        people = [actor for actor in actors if kind_of(actor) is ActorKind.PERSON]
        others = [actor for actor in actors if kind_of(actor) is not ActorKind.PERSON]
        if len(people) == 2:  # noqa: PLR2004 - a pair
            return tuple(people)
        return tuple(others) if len(others) == 2 and not people else ()  # noqa: PLR2004

    def _description(
        self, passage: Passage, token: Token, salience: Salience, named: dict[tuple[int, int], Mention]
    ) -> tuple[ActorId, ...]:
        lemma = sort_of(token)
        modifiers = [child.text.lower() for child in token.lefts]
        number = next((word for word in modifiers if word in _GROUP_WORDS), None)
        plural = "Number=Plur" in str(token.morph) and lemma in self.words.country_nouns
        if plural and number is None and not {"these", "those"}.isdisjoint(modifiers):
            kinds = (ActorKind.COUNTRY, ActorKind.ORGANISATION)
            barred = self._clauses.governors(passage, token)
            return named_group(self.passages, passage.index, salience, None, kinds, barred=barred)
        known = number == "both" or not _SET_APART.isdisjoint(modifiers)
        if number and not known:
            return ()  # "two companies": nobody in particular
        if number and lemma in self.words.member_nouns:
            return self._group(passage, token, lemma, _NUMBERS[number], salience)
        owner = self._owner(token, passage)
        if owner is not None:
            return (owner,)
        if has_actor(token, passage.index, named):
            return self._holder(passage, token, lemma)
        return self._unowned(passage, token, modifiers, salience)

    def _two(self, passage: Passage, token: Token, salience: Salience) -> tuple[ActorId, ...]:
        """Resolve "the Parties" to the two who are a pair, "the ministers" to the two who are called so."""
        lemma = sort_of(token)
        if lemma in self.words.member_nouns and lemma not in PERSONAL:
            return self._group(passage, token, lemma, 2, salience)
        holders = tuple(dict.fromkeys(p for p in self.offices.get(lemma, []) if self._titled(p, token)))
        return holders if len(holders) == 2 else ()  # noqa: PLR2004 - a pair

    def _unowned(
        self, passage: Passage, token: Token, modifiers: list[str], salience: Salience
    ) -> tuple[ActorId, ...]:
        """Resolve a description without a name in it: "the regime", "premier" in a headline."""
        lemma = token.lemma_.lower()
        if lemma in self.words.government_nouns and lemma not in self.words.person_nouns:
            definite = any(word in _DETERMINERS for word in modifiers)
            return self._government(passage, token, salience, definite=definite)
        titled = passage.heading and lemma in self.words.person_nouns
        if titled and token.dep_.startswith(("nsubj", "obj", "ROOT")):
            return self._person(passage, token, lemma, salience, anywhere=True)
        if any(word in ("the", "this", "that") for word in modifiers):
            return self._definite(passage, token, lemma, salience)
        return ()

    def _definite(
        self, passage: Passage, token: Token, lemma: str, salience: Salience
    ) -> tuple[ActorId, ...]:
        """Resolve "the minister", "this country", "that militia"."""
        if lemma in self.words.person_nouns:
            return self._person(passage, token, lemma, salience)
        if lemma in self.words.country_nouns:
            if "Number=Plur" not in str(token.morph):
                return self._country(passage, token, salience)
            if lemma.startswith("neighb"):
                return self._group(passage, token, lemma, 2, salience)
        if lemma in self.words.group_nouns:
            return self._organisation(passage, token, lemma, salience)
        return ()

    def _owner(self, token: Token, passage: Passage) -> ActorId | None:
        """Return the country of "Maduro's government", "the Biden administration", "the Assad regime"."""
        if token.lemma_.lower() not in _PERSONAL_GOVERNMENTS:
            return None
        for child in token.children:
            if child.dep_ in ("nmod:poss", "compound", "nmod:desc", "amod", "nmod"):
                mention = self._at.get((passage.index, child.i))
                if mention is not None and kind_of(mention.actors[0]) is ActorKind.PERSON:
                    country = self.countries.get(mention.actors[0])
                    if country is not None:
                        mention.inner = True
                        return country
        return None

    def _group(
        self, passage: Passage, token: Token, lemma: str, size: int, salience: Salience
    ) -> tuple[ActorId, ...]:
        """Resolve "both countries": who is listed behind it, the last coordination, who goes together."""
        person = lemma in PERSONAL
        kinds = (ActorKind.PERSON,) if person else kinds_of(lemma)
        listed = self._listed(passage, token, size, kinds)
        if listed:
            return listed
        barred = self._clauses.governors(passage, token)
        beside = self._beside(passage, token, kinds, barred)
        if len(beside) == size:
            return beside
        named = named_group(self.passages, passage.index, salience, size, kinds, barred=barred)
        latest = [a for a in salience.recent(passage.index, kinds, limit=6) if a not in barred]
        if named:
            rivals = salience.in_order(self._pair(latest[:_PAIRED])) if size == 2 else ()  # noqa: PLR2004 - a pair
            return rivals if self._outdoes(rivals, named) else named
        if person and len(latest) < size:
            return self._group(passage, token, "country", size, salience)
        if size == 2 and not person:  # noqa: PLR2004 - a pair
            return salience.in_order(self._pair(latest[:_PAIRED]))
        return salience.in_order(latest[:size]) if len(latest) >= size else ()

    def _beside(
        self, passage: Passage, token: Token, kinds: tuple[ActorKind, ...], barred: frozenset[ActorId]
    ) -> tuple[ActorId, ...]:
        """Return who else stands before a group in its sentence."""
        found: list[ActorId] = []
        for index in range(token.sent.start, token.i):
            mention = self._at.get((passage.index, index))
            if mention is None or mention.form is Form.PLACE or mention.inner:
                continue
            fitting = [a for a in mention.actors if kind_of(a) in kinds and a not in barred]
            found.extend(actor for actor in fitting if actor not in found)
        return tuple(found)

    def _pair(self, actors: Sequence[ActorId]) -> tuple[ActorId, ...]:
        """Return the two who most often stand in one sentence."""
        pairs = [(one, two) for place, two in enumerate(actors) for one in actors[:place]]
        if not pairs:
            return ()
        rank = {actor: place for place, actor in enumerate(actors)}
        return max(
            pairs,
            key=lambda pair: (
                min(self._together[frozenset(pair)], _MOST_TOGETHER)
                - _RANK_COST * (rank[pair[0]] + rank[pair[1]])
            ),
        )

    def _outdoes(self, rivals: Sequence[ActorId], named: Sequence[ActorId]) -> bool:
        """Tell whether the document is about one pair, and has only mentioned the other."""
        often = self._together[frozenset(rivals)]
        return often >= _OFTEN and often > 2 * self._together[frozenset(named)]

    def _listed(
        self, passage: Passage, token: Token, size: int, kinds: tuple[ActorKind, ...]
    ) -> tuple[ActorId, ...]:
        """Return who is named in apposition to a group: "both countries, India and China,"."""
        doc = passage.doc
        if token.i + 1 >= len(doc) or doc[token.i + 1].text not in (",", ":", "("):
            return ()
        found: list[ActorId] = []
        index = token.i + 2
        while index < len(doc) and (
            (passage.index, index) in self._at or doc[index].lower_ in (",", "and", "the", "&")
        ):
            mention = self._at.get((passage.index, index))
            if mention is not None and kind_of(mention.actors[0]) in kinds:
                found.extend(actor for actor in mention.actors if actor not in found)
            index += 1
        return tuple(found) if len(found) == size else ()

    def _government(
        self, passage: Passage, token: Token, salience: Salience, *, definite: bool
    ) -> tuple[ActorId, ...]:
        """Resolve "its army" by whose it is, "the junta" by the country that is talked of."""
        owner = next((child for child in token.lefts if child.dep_ == "nmod:poss"), None)
        if owner is not None:
            mention = self._at.get((passage.index, owner.i))
            actor = mention.actors[0] if mention is not None and len(mention.actors) == 1 else None
            country = self.countries.get(actor, actor) if actor is not None else None
            return (country,) if country and kind_of(country) is ActorKind.COUNTRY else ()
        if not definite or is_of_unknown(token):
            return ()
        return self._country(passage, token, salience)

    def _country(self, passage: Passage, token: Token, salience: Salience) -> tuple[ActorId, ...]:
        """Return the country that a description means: near, much talked of, with a town in the sentence."""
        barred = self._clauses.governors(passage, token)
        near = [a for a in salience.recent(passage.index, (ActorKind.COUNTRY,)) if a not in barred]
        if not near:
            return ()
        towns = {
            mention.actors[0]
            for index in range(token.sent.start, token.sent.end)
            if (mention := self._at.get((passage.index, index))) is not None
            and mention.form in (Form.PLACE, Form.METONYM)
        }
        rank = {actor: place for place, actor in enumerate(near)}
        return (
            max(
                near,
                key=lambda actor: (
                    _TALK * log2(1 + self._named[actor]) + _TOWN * (actor in towns) - rank[actor]
                ),
            ),
        )

    def _organisation(
        self, passage: Passage, token: Token, lemma: str, salience: Salience
    ) -> tuple[ActorId, ...]:
        """Resolve "the bank", "this terrorist group": who is called so, else who may be."""
        barred = self._clauses.governors(passage, token)
        groups = salience.recent(passage.index, (ActorKind.ORGANISATION,), limit=8)
        members = [
            (actor, self.cast.members[actor])
            for actor in groups
            if actor in self.cast.members and actor not in barred
        ]
        called = {child.lemma_.lower() for child in token.lefts} & self.words.group_nouns
        for actor, member in members:
            names = member.nouns | set(member.words)
            if called <= names and (called or lemma in names):
                return (actor,)
        named = token.text[0].isupper() and not token.is_sent_start
        if called or named or lemma in ("coalition", "bank", "court", "council") or is_described(token):
            return ()
        for actor, member in members:
            if not any(word in _BODIES for word in member.words) or lemma in ("body", "bloc", "organisation"):
                return (actor,)
        return ()

    def _person(
        self, passage: Passage, token: Token, lemma: str, salience: Salience, *, anywhere: bool = False
    ) -> tuple[ActorId, ...]:
        holders = [person for person in self.offices.get(lemma, []) if self._titled(person, token)]
        if anywhere and len(set(holders)) == 1:
            return (holders[0],)
        people = salience.recent(passage.index, (ActorKind.PERSON,), limit=12)
        found = next((person for person in people if person in holders), None)
        if found is None and not people and len(set(holders)) == 1:
            found = holders[0]  # "The Foreign Secretary flew to Oslo", who is named below
        return (found,) if found else ()

    def _holder(self, passage: Passage, token: Token, lemma: str) -> tuple[ActorId, ...]:
        """Resolve "the Iraqi foreign minister" to the one of the document who holds that office."""
        if lemma not in self.words.office_nouns or "Number=Plur" in str(token.morph):
            return ()
        if any(child.dep_ in ("appos", "flat") for child in token.children) or token.dep_ in _TITLES:
            return ()
        bodies = {
            mention.actors[0]
            for child in token.children
            if (mention := self._at.get((passage.index, child.i))) is not None
        }
        holders = {
            person
            for person in self.offices.get(lemma, [])
            if self.countries.get(person) in bodies and self._titled(person, token)
        }
        return (holders.pop(),) if len(holders) == 1 else ()

    def _titled(self, person: ActorId, token: Token) -> bool:
        """Tell whether the text calls a person by all words of a title ("foreign", "prime")."""
        said = {child.lower_ for child in token.lefts if child.dep_ in ("amod", "compound", "nmod:desc")}
        return said & self.words.title_words - _VAGUE_TITLES <= self.titles.get(person, frozenset())
