"""Noun phrase → speaker: the actor whose voice it is, else the text's own words for an unknown one.

An unnamed official, body or paper "of" a country speaks for the country; a person's name in apposition
speaks for the person; "who" is whoever it refers to, and "the release" the release named before.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.wordlists import word_lists
from realpolitik.model import ActorId, ActorKind, kind_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_FILE = Path(__file__).with_name("lexicon") / "voices.toml"
_LONGEST_SPEAKER = 60  # characters of a speaker given as text
_APPOSED = ("appos", "flat", "nmod:desc")
_OWNING = ("nmod:poss", "amod", "compound", "nmod:desc")
_OF = frozenset({"of", "from", "for"})
_RELATIVE = frozenset({"who", "which", "that"})
_PRONOUNS = frozenset({"he", "she", "they"})
_AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "woman")
_SHORTEST_AGENT = 5  # characters of a noun in -er or -or that may be somebody
_NO_SPEAKER = frozenset({"it", "this", "that", "these", "those", "what", "there", "you", "whoever", "anyone"})


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: an actor, or the words that the text has for an unknown one."""

    actor: ActorId | None
    text: str | None

    @property
    def label(self) -> str | None:
        """The actor's id, else the words."""
        return self.actor or self.text


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """The word lists of `lexicon/voices.toml`; what each holds is said in the file."""

    saying: frozenset[str]
    clause_only: frozenset[str]
    denying: frozenset[str]
    dismissing: frozenset[str]
    accusing: frozenset[str]
    stressing: frozenset[str]
    sayings: frozenset[str]
    sourceless: frozenset[str]
    documents: frozenset[str]
    people: frozenset[str]
    statements: frozenset[str]
    attributions: frozenset[str]
    notes: frozenset[str]
    state_papers: frozenset[str]
    independent: frozenset[str]


@cache
def voice_words() -> VoiceWords:
    """Read the word lists, once."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return VoiceWords(**{field.name: frozenset(table[field.name].split()) for field in fields(VoiceWords)})


class SpeakerFinder:
    """Tells who a noun phrase is, and keeps in mind who spoke last.

    Attributes:
        last: Who spoke last; None at the start.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.last: Voice | None = None
        self._papers: dict[str, Voice] = {}  # head noun of a document that spoke → its voice
        self._at: dict[tuple[int, int], Mention] = {}
        self._mentions = mentions
        for mention in mentions:
            for index in range(mention.start, mention.end):
                self._at.setdefault((mention.passage, index), mention)

    def of(self, passage: int, head: Token) -> Voice | None:
        """Return whose voice a noun phrase is, by its head; None where nobody can be meant."""
        word = head.lower_
        if word in _RELATIVE and head.head.dep_ in ("acl:relcl", "acl"):
            antecedent = head.head.head
            return self.of(passage, antecedent) if antecedent.lower_ not in _RELATIVE else None
        actor = self._actor(passage, head)
        if actor is not None:
            return Voice(actor, None)
        if word in _PRONOUNS:
            return self.last
        if word in _NO_SPEAKER or not _can_speak(head):
            return None
        voice = self._owned(passage, head) or self._before(head) or Voice(None, _noun_phrase(head))
        if head.lemma_.lower() in voice_words().documents:
            self._papers[head.lemma_.lower()] = voice
        return voice

    def actor_at(self, passage: int, token: int) -> ActorId | None:
        """Return whom a token names."""
        mention = self._at.get((passage, token))
        return mention.actors[0] if mention is not None and mention.actors else None

    def _actor(self, passage: int, head: Token) -> ActorId | None:
        """Return the actor whom a phrase names or describes; whose a description is, goes before who."""
        own = self._at.get((passage, head.i))
        described = own is not None and own.form is Form.DESCRIPTION
        owner = self._owned(passage, head) if described else None
        if owner is not None and owner.actor is not None:
            return owner.actor
        return self._named(passage, head) or self._namesake(passage, head)

    def _named(self, passage: int, head: Token) -> ActorId | None:
        """Return the actor that the phrase itself names: a person in apposition before anybody else."""
        own = self._at.get((passage, head.i))
        if own is None and head.lower_.rstrip(".") in word_lists().title_words:
            own = self._after_title(passage, head)
        if own is not None and (len(own.actors) != 1 or own.form is Form.PLACE):
            own = None  # several speakers are given in words
        if own is not None and kind_of(own.actors[0]) is ActorKind.PERSON:
            return own.actors[0]
        for child in head.children:
            if child.dep_ in _APPOSED:
                mention = self._at.get((passage, child.i))
                if mention is not None and kind_of(mention.actors[0]) is ActorKind.PERSON:
                    return mention.actors[0]
        return own.actors[0] if own is not None else None

    def _namesake(self, passage: int, head: Token) -> ActorId | None:
        """Return the person of the passage who was named with this surname, where the parse hid a name."""
        if not head.text[0].isupper() or head.lower_ in voice_words().people:
            return None
        for mention in self._mentions:
            person = mention.passage == passage and kind_of(mention.actors[0]) is ActorKind.PERSON
            if person and mention.end - mention.start > 1 and head.doc[mention.end - 1].text == head.text:
                return mention.actors[0]
        return None

    def _after_title(self, passage: int, head: Token) -> Mention | None:
        """Return who stands after a title that the parse cut off ("Col. | Steve Roe")."""
        for index in range(head.i + 1, min(head.i + 4, len(head.doc))):
            mention = self._at.get((passage, index))
            if mention is not None:
                return mention
        return None

    def _owned(self, passage: int, head: Token) -> Voice | None:
        """Return the country or body that an unnamed official or paper speaks for ("a Kuwaiti official")."""
        words = word_lists()
        lemma = head.lemma_.lower()
        lists = (words.government_nouns, words.role_nouns, words.person_nouns)
        official = any(lemma in nouns for nouns in lists)
        if not official and lemma not in voice_words().state_papers:
            return None
        if lemma in voice_words().independent:
            return None
        for child in (*head.lefts, *head.rights):
            inside = child.dep_ in _OWNING or (
                child.dep_ == "nmod" and any(kid.lower_ in _OF for kid in child.children)
            )
            if not inside:
                continue
            mention = self._at.get((passage, child.i))
            if mention is None or mention.form is Form.PLACE:
                deeper = self._owned(passage, child) if child.dep_ in ("compound", "nmod") else None
                if deeper is not None:
                    return deeper
            elif mention.actors and kind_of(mention.actors[0]) is not ActorKind.PERSON:
                return Voice(mention.actors[0], None)
        return None

    def _before(self, head: Token) -> Voice | None:
        """Return who spoke before under the same noun: "the release", "the official"."""
        if not any(child.lower_ in ("the", "these", "those", "both") for child in head.lefts):
            return None
        lemma = head.lemma_.lower()
        if lemma in self._papers:
            return self._papers[lemma]
        if self.last is not None and self.last.text and lemma in self.last.text.lower():
            return self.last
        person = self.last is not None and self.last.actor is not None and lemma in word_lists().person_nouns
        bare = not any(child.dep_ in (*_OWNING, "nmod", "acl:relcl") for child in head.children)
        if person and bare and self.last and self.last.actor and kind_of(self.last.actor) is ActorKind.PERSON:
            return self.last
        return None


def _can_speak(head: Token) -> bool:
    if head.pos_ == "PROPN":
        return True
    words, voices = word_lists(), voice_words()
    lemma = head.lemma_.lower()
    if any(
        lemma in group
        for group in (
            voices.people,
            voices.documents,
            words.role_nouns,
            words.person_nouns,
            words.government_nouns,
            words.group_nouns,
            words.organisation_nouns,
            words.country_nouns,
        )
    ):
        return True
    return head.pos_ == "NOUN" and len(lemma) >= _SHORTEST_AGENT and lemma.endswith(_AGENT_ENDINGS)


def _noun_phrase(head: Token) -> str:
    """Return the words of a noun phrase without its clauses and what stands before it."""
    left = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ in ("case", "mark", "cc", "punct", "advmod"):
            break
        left = min(left, *(token.i for token in child.subtree))
    stop = head.i + 1
    for child in head.rights:
        near = child.dep_ in ("nmod", "flat", "compound", "amod") and child.i - head.i < 6  # noqa: PLR2004
        if not near and not (child.dep_ == "acl" and child.i == head.i + 1):
            break
        stop = max(stop, *(token.i + 1 for token in child.subtree))
    text = head.doc[max(left, head.i - 8) : stop].text.strip(" ,\"'")
    return text if len(text) <= _LONGEST_SPEAKER else text[:_LONGEST_SPEAKER].rsplit(" ", 1)[0]
