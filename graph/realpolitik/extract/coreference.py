"""Who is meant by "the regime", "its", "both countries", "the minister", "I".

Names come first (mentions.py); here the rest is resolved in document order against what was named before.
Whatever cannot be resolved with some confidence stays unresolved: unknown stays unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log2
from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Cast, Form, Mention
from realpolitik.extract.passages import Passage
from realpolitik.extract.wordlists import WordLists, word_lists
from realpolitik.model import ActorId, ActorKind, kind_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SINGULAR_PERSON = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_RELATIVE = frozenset({"who", "which", "that"})
_SET_APART = frozenset({"the", "these", "those", "all", "our", "their", "its"})
_ALONE = frozenset({"both", "neither", "two", "three", "four"})
_PLACED = ("nsubj", "obj", "obl", "nmod", "iobj", "appos", "conj")
_GROUP_WORDS = frozenset({"both", "two", "three", "four"})
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4}
_ASSOCIATION = frozenset({"nmod:poss", "amod", "compound", "nmod", "nmod:desc", "appos", "flat"})
_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "its", "his", "their", "her"})
_BODIES = frozenset(
    {"nations", "council", "union", "commission", "court", "parliament", "assembly", "organization"}
)
_PERSONAL_GOVERNMENTS = frozenset(
    {"government", "administration", "regime", "cabinet", "junta", "dictatorship", "rule"}
)
_RECENT_PASSAGES = (
    4  # how many passages back an antecedent may lie; further ones were wrong more often than right
)


_DESCRIBING = frozenset({"NOUN", "PROPN", "ADJ"})
_REFERRING = _DESCRIBING | {"PRON", "DET", "CCONJ", "NUM"}
_TITLES = ("compound", "nmod:desc", "flat", "appos")  # of a title before a name
_VAGUE_TITLES = frozenset({"former", "then", "new", "late", "acting", "interim", "outgoing", "incoming"})
_PERSONAL = frozenset({"leader", "president", "minister", "man", "woman", "diplomat", "official"})
_MEETING = frozenset({"party", "side", "minister", "president", "leader"})
_PAIRED = 5  # of the latest actors, who may be "both countries"
_MOST_TOGETHER = 4  # sentences; more say no more
_RANK_COST = 0.5
_OFTEN = 3  # sentences with both that make a pair the document's theme
_STATES = frozenset({"country", "nation", "state", "republic", "neighbour", "neighbor", "army"})
_TALK, _TOWN = 3.0, 1.5  # for how often the document names a country, for a town of it in the sentence


@dataclass(slots=True)
class Salience:
    """What was named up to here, most recent last."""

    order: list[tuple[int, int, ActorId, bool]] = field(
        default_factory=list
    )  # passage, token, actor, subject

    def add(self, passage: int, token: int, actors: Iterable[ActorId], *, subject: bool) -> None:
        """Note a mention."""
        for actor in actors:
            self.order.append((passage, token, actor, subject))

    def recent(
        self, passage: int, kinds: tuple[ActorKind, ...], limit: int = _RECENT_PASSAGES
    ) -> list[ActorId]:
        """Return distinct actors of some kinds, best candidate first: near before far, subjects preferred."""
        scored: dict[ActorId, float] = {}
        for position, (where, _, actor, subject) in enumerate(self.order):
            if passage - where > limit or kind_of(actor) not in kinds:
                continue
            weight = position + (3.0 if subject else 0.0) - 2.0 * (passage - where)
            scored[actor] = max(scored.get(actor, float("-inf")), weight)
        return sorted(scored, key=lambda actor: -scored[actor])

    def in_order(self, actors: Sequence[ActorId]) -> tuple[ActorId, ...]:
        """Return actors in the order in which they were last named."""
        last = {entry[2]: place for place, entry in enumerate(self.order)}
        return tuple(sorted(actors, key=lambda actor: last[actor]))


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
    _named: Counter[ActorId] = field(default_factory=Counter)  # how often the document names an actor
    _together: Counter[frozenset[ActorId]] = field(default_factory=Counter)  # pairs → sentences with both

    def resolve(self, mentions: list[Mention]) -> list[Mention]:
        """Return the named mentions and the resolved ones, in order of place."""
        covered = {(m.passage, i) for m in mentions for i in range(m.start, m.end)}
        by_place: dict[tuple[int, int], Mention] = {(m.passage, m.start): m for m in mentions}
        self._at = {(m.passage, i): m for m in mentions for i in range(m.start, m.end)}
        self._together = _pairs(self.passages, mentions)
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
        if word in _ALONE and _stands_alone(token):
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
        if part in _DESCRIBING and _sort(token) in self.words.describing_nouns:
            if _is_pair(token):
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
        barred = self._clause_subject(passage, token) if not _possessive(token) else ()
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

    def _clause_subject(self, passage: Passage, token: Token) -> tuple[ActorId, ...]:
        """Return who is the subject of the token's own clause, unless the token is that subject."""
        if token.dep_.startswith("nsubj"):
            return ()
        verb = _clause_verb(token)
        return self._subject_of(passage, verb) if verb is not None else ()

    def _subject_of(self, passage: Passage, verb: Token) -> tuple[ActorId, ...]:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubj:pass"):
                relative = child.lower_ in _RELATIVE and verb.dep_ in ("acl:relcl", "acl")
                mention = self._at.get((passage.index, verb.head.i if relative else child.i))
                return mention.actors if mention else ()
        if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            return self._subject_of(passage, verb.head)
        return ()

    def _governors(self, passage: Passage, token: Token) -> frozenset[ActorId]:
        """Return who acts in the clauses that a phrase stands in: they are not whom it means."""
        found: set[ActorId] = set()
        below = token
        for verb in token.ancestors:
            apart = below.dep_ in ("conj", "parataxis") and _has_subject(below)
            for child in verb.children if not apart else ():
                if not child.dep_.startswith("nsubj") or child == below:
                    continue
                relative = child.lower_ in _RELATIVE and verb.dep_ in ("acl:relcl", "acl")
                heads = [verb.head] if relative else [child, *child.conjuncts]
                for head in heads:
                    mention = self._at.get((passage.index, head.i))
                    found.update(mention.actors if mention else ())
            if apart:
                break
            below = verb
        return frozenset(found)

    def _controller(self, passage: Passage, token: Token) -> tuple[ActorId, ...]:
        """Return whom a possessive refers to by the syntax: its clause's subject, or who controls it."""
        verb = _clause_verb(token)
        if verb is None:
            return ()
        while verb.dep_ == "conj" and not _has_subject(verb) and verb.head.pos_ == "VERB":
            verb = verb.head
        own = self._subject_of(passage, verb)
        if own or verb.dep_ not in ("xcomp", "advcl", "acl", "ccomp"):
            return own
        for child in verb.head.children:
            if child.dep_ in ("obj", "iobj") and verb.dep_ == "xcomp":
                mention = self._at.get((passage.index, child.i))
                if mention:
                    return mention.actors
        return self._subject_of(passage, verb.head)

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
        if token.dep_ == "expl" or (token.lower_ == "it" and _pleonastic(token)):
            return ()
        if _possessive(token):
            controller = self._controller(passage, token)
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
        if _reciprocal(token):
            pair = self._group(passage, token, "country", 2, salience)
            if pair:
                return pair
        group = _last_group(passage, token, salience)
        if _possessive(token):
            controller = self._controller(passage, token)
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
        lemma = _sort(token)
        modifiers = [child.text.lower() for child in token.lefts]
        number = next((word for word in modifiers if word in _GROUP_WORDS), None)
        plural = "Number=Plur" in str(token.morph) and lemma in self.words.country_nouns
        if plural and number is None and not {"these", "those"}.isdisjoint(modifiers):
            kinds = (ActorKind.COUNTRY, ActorKind.ORGANISATION)
            barred = self._governors(passage, token)
            return _named_group(self.passages, passage.index, salience, None, kinds, barred=barred)
        known = number == "both" or not _SET_APART.isdisjoint(modifiers)
        if number and not known:
            return ()  # "two companies": nobody in particular
        if number and lemma in self.words.member_nouns:
            return self._group(passage, token, lemma, _NUMBERS[number], salience)
        owner = self._owner(token, passage)
        if owner is not None:
            return (owner,)
        if _has_actor(token, passage.index, named):
            return self._holder(passage, token, lemma)
        return self._unowned(passage, token, modifiers, salience)

    def _two(self, passage: Passage, token: Token, salience: Salience) -> tuple[ActorId, ...]:
        """Resolve "the Parties" to the two who are a pair, "the ministers" to the two who are called so."""
        lemma = _sort(token)
        if lemma in self.words.member_nouns and lemma not in _PERSONAL:
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
        person = lemma in _PERSONAL
        kinds = (ActorKind.PERSON,) if person else _kinds_of(lemma)
        listed = self._listed(passage, token, size, kinds)
        if listed:
            return listed
        barred = self._governors(passage, token)
        beside = self._beside(passage, token, kinds, barred)
        if len(beside) == size:
            return beside
        named = _named_group(self.passages, passage.index, salience, size, kinds, barred=barred)
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
        if not definite or _of_unknown(token):
            return ()
        return self._country(passage, token, salience)

    def _country(self, passage: Passage, token: Token, salience: Salience) -> tuple[ActorId, ...]:
        """Return the country that a description means: near, much talked of, with a town in the sentence."""
        barred = self._governors(passage, token)
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
        barred = self._governors(passage, token)
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
        if called or named or lemma in ("coalition", "bank", "court", "council") or _described(token):
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


def first_person(
    passages: Sequence[Passage],
    speakers: dict[tuple[int, int], ActorId],
    countries: dict[ActorId, ActorId],
    host: ActorId | None,
) -> list[Mention]:
    """Resolve "I" to the speaker, "we" to the speaker's country and to the speaker.

    Which of the two a "we" is, its relation decides: who condemns is the speaker, who sends troops the
    country.
    A sentence in somebody's voice without a first person gets an implied mention of the speaker at its root.

    Args:
        passages: The document's.
        speakers: (passage, token) → who speaks there.
        countries: Person or organisation → country or body it speaks for.
        host: Whose voice the document itself is; None where that isn't known.
    """
    found: list[Mention] = []
    for passage in passages:
        words = passage.words
        stated: set[int] = set()  # beginnings of sentences with a first person
        for place, word in enumerate(words.lowers):
            plural = word in _FIRST_PLURAL and words.texts[place] not in ("US", "U.S.")
            if not plural and word not in _FIRST:
                continue
            speaker = speakers.get((passage.index, place))
            if speaker is not None:
                stated.add(words.starts[place])
            found.extend(
                Mention(passage.index, place, place + 1, place, (actor,), Form.SPEAKER)
                for actor in _speaking(speaker, countries, host, plural=plural)
            )
        for start in sorted(set(words.starts) - stated):
            root = next(place for place in range(start, len(words.heads)) if words.heads[place] == place)
            speaker = speakers.get((passage.index, root))
            if speaker is not None and kind_of(speaker) is ActorKind.PERSON:
                found.append(Mention(passage.index, root, root + 1, root, (speaker,), Form.IMPLIED))
    return found


def _speaking(
    speaker: ActorId | None, countries: dict[ActorId, ActorId], host: ActorId | None, *, plural: bool
) -> list[ActorId]:
    if not plural:
        return [speaker] if speaker else []
    if speaker is None:
        return [host] if host else []
    country = countries.get(speaker)
    return [country, speaker] if country else [speaker]


def _pleonastic(token: Token) -> bool:
    """Tell whether "it" only fills the subject's place ("it is clear that")."""
    head = token.head
    clausal = {"csubj", "ccomp", "csubj:pass", "xcomp"}
    if head.pos_ == "ADJ" and any(child.dep_ in clausal for child in head.children):
        return True
    return head.lemma_ in ("seem", "appear", "remain", "rain", "take") and token.dep_ == "nsubj"


def _possessive(token: Token) -> bool:
    return token.dep_ == "nmod:poss" or token.lower_ in ("its", "his", "their")


def _clause_verb(token: Token) -> Token | None:
    """Return the verb of the token's clause."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX") or any(
            child.dep_ in ("cop", "nsubj") for child in ancestor.children
        ):
            return ancestor
    return None


def _named_group(
    passages: Sequence[Passage],
    current: int,
    salience: Salience,
    size: int | None,
    kinds: tuple[ActorKind, ...],
    *,
    barred: frozenset[ActorId],
) -> tuple[ActorId, ...]:
    """Return the latest coordination of actors ("Russia and China"), none of them barred.

    Args:
        passages: The document's.
        current: Index of the passage that refers to them.
        salience: Who was named before.
        size: How many; None for any number from two on.
        kinds: Their kinds.
        barred: Who can't be meant.
    """

    def fits(members: set[ActorId]) -> bool:
        return len(members) == size if size is not None else len(members) > 1

    run: list[tuple[int, int, ActorId]] = []
    for where, place, actor, _ in reversed(salience.order):
        if current - where > _RECENT_PASSAGES:
            break
        if kind_of(actor) not in kinds or actor in barred:
            continue
        if run and run[-1][0] == where and _coordinated(passages[where].doc, place, run[-1][1]):
            run.append((where, place, actor))
            continue
        if fits({entry[2] for entry in run}):
            break
        run = [(where, place, actor)]
    members = tuple(dict.fromkeys(entry[2] for entry in reversed(run)))
    return members if fits(set(members)) else ()


def _pairs(passages: Sequence[Passage], mentions: Sequence[Mention]) -> Counter[frozenset[ActorId]]:
    """Count in how many sentences two actors are named together."""
    sentences: dict[tuple[int, int], set[ActorId]] = {}
    for mention in mentions:
        if mention.form is not Form.PLACE:
            start = passages[mention.passage].words.starts[mention.head]
            sentences.setdefault((mention.passage, start), set()).add(mention.actors[0])
    return Counter(
        frozenset(pair) for actors in sentences.values() for pair in combinations(sorted(actors), 2)
    )


def _last_group(passage: Passage, token: Token, salience: Salience) -> tuple[ActorId, ...]:
    """Return the members of the latest coordination of actors before a plural pronoun."""
    doc = passage.doc
    recent = [entry for entry in salience.order if entry[0] == passage.index and entry[1] < token.i]
    if len(recent) < 2:  # noqa: PLR2004 - a group has two members at least
        return ()
    last = recent[-1]
    members = [last]
    for entry in reversed(recent[:-1]):
        if _coordinated(doc, entry[1], members[-1][1]):
            members.append(entry)
        else:
            break
    if len(members) < 2:  # noqa: PLR2004
        return ()
    return tuple(dict.fromkeys(entry[2] for entry in reversed(members)))


def _coordinated(doc: Doc, left: int, right: int) -> bool:
    start = left + 1
    while start < right and doc[start].text[0].isupper():
        start += 1  # the rest of the name
    between = [token.text.lower() for token in doc[start:right]]
    return bool(between) and all(word in (",", "and", "or", "the", "&", "as", "well") for word in between)


def _kinds_of(noun: str) -> tuple[ActorKind, ...]:
    """Return who may be two of a sort: states alone are countries, a side is anybody."""
    return (ActorKind.COUNTRY,) if noun in _STATES else (ActorKind.COUNTRY, ActorKind.ORGANISATION)


def _sort(token: Token) -> str:
    """Return the lower-case singular of a noun, also where it is written large ("the Parties")."""
    word: str = token.lemma_.lower()
    if token.pos_ == "PROPN" and word.endswith("s"):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


def _is_pair(token: Token) -> bool:
    """Tell whether a plural is the two who meet: "the Parties", "the sides", "the foreign ministers"."""
    lemma = _sort(token)
    modifiers = [child.lower_ for child in token.lefts]
    plural = token.lower_.endswith("s") and lemma in _MEETING and token.lower_ != lemma
    titled = word_lists().title_words if lemma in _PERSONAL else frozenset({"two"})
    behind = any(child.dep_ in ("nmod", "acl", "acl:relcl", "appos") for child in token.rights)
    return plural and "the" in modifiers and not behind and all(m == "the" or m in titled for m in modifiers)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def _reciprocal(token: Token) -> bool:
    """Tell whether a subject acts upon itself: "they called home their envoys to each other"."""
    if not token.dep_.startswith("nsubj"):
        return False
    doc = token.doc
    return any(
        doc[i].lower_ in ("each", "one") and doc[i + 1].lower_ in ("other", "another")
        for i in range(token.i + 1, token.sent.end - 1)
    )


def _stands_alone(token: Token) -> bool:
    """Tell whether "both" or "the two" is a noun phrase of its own."""
    if not token.dep_.startswith(_PLACED) or token.head.i == token.i + 1:
        return False
    if token.lower_ in ("both", "neither"):
        following = token.nbor(1) if token.i + 1 < len(token.doc) else None
        return following is None or following.pos_ not in ("PROPN", "NOUN", "ADJ", "DET", "NUM")
    determined = token.i > 0 and token.nbor(-1).lower_ == "the"
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return determined and (
        following is None or following.pos_ in ("VERB", "AUX", "PUNCT", "ADP", "CCONJ", "ADV")
    )


def _has_actor(token: Token, passage: int, named: dict[tuple[int, int], Mention]) -> bool:
    """Tell whether an actor's own name modifies the noun ("the Syrian government")."""
    for child in token.children:
        if (
            child.dep_.split(":")[0] in ("nmod", "amod", "compound", "appos", "flat")
            or child.dep_ in _ASSOCIATION
        ):
            for part in child.subtree:
                if (passage, part.i) in named:
                    return True
    return False


def _described(token: Token) -> bool:
    """Tell whether a noun has modifiers that make it somebody new ("the student group")."""
    return any(child.dep_ in ("compound", "amod", "nmod", "acl:relcl") for child in token.children)


def _of_unknown(token: Token) -> bool:
    """Tell whether a government is some unknown town's ("the authorities in Erbil")."""
    return any(child.dep_ == "nmod" and child.pos_ == "PROPN" for child in token.children)
