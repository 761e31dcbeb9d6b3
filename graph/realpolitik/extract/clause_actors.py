"""Who acts in the clauses around a phrase: seldom whom the phrase means, often whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Mention
from realpolitik.extract.noun_phrases import clause_verb, has_subject
from realpolitik.extract.passages import Passage
from realpolitik.model import ActorId

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that"})


@dataclass(frozen=True, slots=True)
class ClauseActors:
    """Finds the actors of clauses.

    Attributes:
        at: (passage, token) → the mention there; grows as mentions are resolved.
    """

    at: Mapping[tuple[int, int], Mention]

    def clause_subject(self, passage: Passage, token: Token) -> tuple[ActorId, ...]:
        """Return who is the subject of the token's own clause, unless the token is that subject."""
        if token.dep_.startswith("nsubj"):
            return ()
        verb = clause_verb(token)
        return self._subject_of(passage, verb) if verb is not None else ()

    def _subject_of(self, passage: Passage, verb: Token) -> tuple[ActorId, ...]:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubj:pass"):
                relative = child.lower_ in _RELATIVE and verb.dep_ in ("acl:relcl", "acl")
                mention = self.at.get((passage.index, verb.head.i if relative else child.i))
                return mention.actors if mention else ()
        if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            return self._subject_of(passage, verb.head)
        return ()

    def governors(self, passage: Passage, token: Token) -> frozenset[ActorId]:
        """Return who acts in the clauses that a phrase stands in: they are not whom it means."""
        found: set[ActorId] = set()
        below = token
        for verb in token.ancestors:
            apart = below.dep_ in ("conj", "parataxis") and has_subject(below)
            for child in verb.children if not apart else ():
                if not child.dep_.startswith("nsubj") or child == below:
                    continue
                relative = child.lower_ in _RELATIVE and verb.dep_ in ("acl:relcl", "acl")
                heads = [verb.head] if relative else [child, *child.conjuncts]
                for head in heads:
                    mention = self.at.get((passage.index, head.i))
                    found.update(mention.actors if mention else ())
            if apart:
                break
            below = verb
        return frozenset(found)

    def controller(self, passage: Passage, token: Token) -> tuple[ActorId, ...]:
        """Return whom a possessive refers to by the syntax: its clause's subject, or who controls it."""
        verb = clause_verb(token)
        if verb is None:
            return ()
        while verb.dep_ == "conj" and not has_subject(verb) and verb.head.pos_ == "VERB":
            verb = verb.head
        own = self._subject_of(passage, verb)
        if own or verb.dep_ not in ("xcomp", "advcl", "acl", "ccomp"):
            return own
        for child in verb.head.children:
            if child.dep_ in ("obj", "iobj") and verb.dep_ == "xcomp":
                mention = self.at.get((passage.index, child.i))
                if mention:
                    return mention.actors
        return self._subject_of(passage, verb.head)
