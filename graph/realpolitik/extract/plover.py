"""The PLOVER event type of a claim: the relation's usual one, changed by what the words say.

PLOVER keeps promises apart from deeds: an agreement, promise or offer to do something is AGREE, a statement
of intent to meet or deliver likewise; the deed has its own type.  Source: PLOVER manual, 2024-02.
"""

from __future__ import annotations

from spacy.tokens import Token

from realpolitik.model import Relation, Status

_AGREEING = frozenset(
    {
        "agree",
        "sign",
        "pledge",
        "promise",
        "offer",
        "accept",
        "conclude",
        "commit",
        "vow",
        "approve",
        "ratify",
    }
)
_AGREEMENTS = frozenset(
    {
        "agreement",
        "deal",
        "pact",
        "treaty",
        "accord",
        "memorandum",
        "contract",
        "truce",
        "ceasefire",
        "protocol",
    }
)
_PROMISED = frozenset({"COOPERATE", "AID", "CONSULT", "YIELD"})
_CLIMB = 4


def plover_code(relation: Relation, trigger: Token, status: Status) -> str | None:
    """Return the PLOVER type; None for structural relations."""
    if not relation.plover:
        return None
    usual = "COOPERATE" if "COOPERATE" in relation.plover else relation.plover[0]
    if "AGREE" in relation.plover and trigger.lemma_.lower() in _AGREEMENTS | _AGREEING:
        return "AGREE"
    if usual in _PROMISED and _promised(trigger) and status is not Status.NEGATED:
        return "AGREE"
    return usual


def _promised(trigger: Token) -> bool:
    token = trigger
    for _ in range(_CLIMB):
        if token.head is token:
            return False
        if (
            token.dep_ in ("xcomp", "ccomp", "acl", "obj", "obl", "nmod")
            and token.head.lemma_.lower() in _AGREEING
        ):
            return True
        token = token.head
    return False
