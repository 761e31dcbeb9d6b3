"""What kind of phrase a pronoun or a noun heads: is it two who meet, somebody new, or nobody at all?

A token of a parsed sentence flows in, what its syntax says flows out; who is meant is for `coreference`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Mention
from realpolitik.extract.wordlists import word_lists
from realpolitik.model import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACED = ("nsubj", "obj", "obl", "nmod", "iobj", "appos", "conj")
_ASSOCIATION = frozenset({"nmod:poss", "amod", "compound", "nmod", "nmod:desc", "appos", "flat"})
PERSONAL = frozenset({"leader", "president", "minister", "man", "woman", "diplomat", "official"})
_MEETING = frozenset({"party", "side", "minister", "president", "leader"})
_STATES = frozenset({"country", "nation", "state", "republic", "neighbour", "neighbor", "army"})


def is_pair(token: Token) -> bool:
    """Tell whether a plural is the two who meet: "the Parties", "the sides", "the foreign ministers"."""
    lemma = sort_of(token)
    modifiers = [child.lower_ for child in token.lefts]
    plural = token.lower_.endswith("s") and lemma in _MEETING and token.lower_ != lemma
    titled = word_lists().title_words if lemma in PERSONAL else frozenset({"two"})
    behind = any(child.dep_ in ("nmod", "acl", "acl:relcl", "appos") for child in token.rights)
    return plural and "the" in modifiers and not behind and all(m == "the" or m in titled for m in modifiers)


def stands_alone(token: Token) -> bool:
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


def sort_of(token: Token) -> str:
    """Return the lower-case singular of a noun, also where it is written large ("the Parties")."""
    word: str = token.lemma_.lower()
    if token.pos_ == "PROPN" and word.endswith("s"):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


def kinds_of(noun: str) -> tuple[ActorKind, ...]:
    """Return who may be two of a sort: states alone are countries, a side is anybody."""
    return (ActorKind.COUNTRY,) if noun in _STATES else (ActorKind.COUNTRY, ActorKind.ORGANISATION)


def has_actor(token: Token, passage: int, named: dict[tuple[int, int], Mention]) -> bool:
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


def is_described(token: Token) -> bool:
    """Tell whether a noun has modifiers that make it somebody new ("the student group")."""
    return any(child.dep_ in ("compound", "amod", "nmod", "acl:relcl") for child in token.children)


def is_of_unknown(token: Token) -> bool:
    """Tell whether a government is some unknown town's ("the authorities in Erbil")."""
    return any(child.dep_ == "nmod" and child.pos_ == "PROPN" for child in token.children)


def is_reciprocal(token: Token) -> bool:
    """Tell whether a subject acts upon itself: "they called home their envoys to each other"."""
    if not token.dep_.startswith("nsubj"):
        return False
    doc = token.doc
    return any(
        doc[i].lower_ in ("each", "one") and doc[i + 1].lower_ in ("other", "another")
        for i in range(token.i + 1, token.sent.end - 1)
    )


def is_pleonastic(token: Token) -> bool:
    """Tell whether "it" only fills the subject's place ("it is clear that")."""
    head = token.head
    clausal = {"csubj", "ccomp", "csubj:pass", "xcomp"}
    if head.pos_ == "ADJ" and any(child.dep_ in clausal for child in head.children):
        return True
    return head.lemma_ in ("seem", "appear", "remain", "rain", "take") and token.dep_ == "nsubj"


def is_possessive(token: Token) -> bool:
    """Tell whether a pronoun says whose something is."""
    return token.dep_ == "nmod:poss" or token.lower_ in ("its", "his", "their")


def clause_verb(token: Token) -> Token | None:
    """Return the verb of the token's clause."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX") or any(
            child.dep_ in ("cop", "nsubj") for child in ancestor.children
        ):
            return ancestor
    return None


def has_subject(verb: Token) -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(child.dep_.startswith("nsubj") for child in verb.children)
