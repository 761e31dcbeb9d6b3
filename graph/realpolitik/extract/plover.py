"""The PLOVER event type of a claim: the relation's usual one, changed by what the words say.

PLOVER keeps intentions apart from deeds.  To agree, promise or offer to cooperate is AGREE, and so is a
cooperative deed that is told of in the future tense; to refuse one is REJECT, to call for one REQUEST; to
threaten a hostile deed is THREATEN; to ease one is YIELD, to cut a cooperative one back is SANCTION; the deed
itself has its own type.  Source: PLOVER manual, 2024-02.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.model import Relation, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

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
_INTENDING = frozenset({"plan", "intend", "prepare", "undertake", "consent", "willing", "ready", "hope"})
_REFUSING = frozenset({"refuse", "decline", "reject", "oppose", "veto", "spurn", "rebuff"})
_CALLING = frozenset({"ask", "call", "urge", "demand", "request", "seek", "appeal", "want", "plead"})
_THREATENING = frozenset({"threaten", "threat"})
_EASING = frozenset({"lift", "ease", "relax", "waive", "remove", "end", "stop", "halt", "cease", "suspend"})
_CUTTING = frozenset(
    {"cut", "end", "stop", "halt", "cease", "suspend", "sever", "cancel", "withhold", "freeze"}
)
_FUTURE = frozenset({"will", "'ll", "wo", "shall"})
_PROMISED = frozenset({"COOPERATE", "AID", "CONSULT", "YIELD"})
_COOPERATIVE = _PROMISED | {"AGREE", "SUPPORT"}
_HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
_CLIMB = 4
_CLAUSAL = frozenset({"xcomp", "ccomp", "acl"})
_BELOW = frozenset({"obj", "xcomp"})
_LINKS = _CLAUSAL | {"obj", "obl", "nmod"}
_SUBJECTS = ("nsubj", "nsubj:pass")


def plover_code(relation: Relation, trigger: Token, status: Status) -> str | None:
    """Return the PLOVER type; None for structural relations."""
    if not relation.plover:
        return None
    usual = "COOPERATE" if "COOPERATE" in relation.plover else relation.plover[0]
    if usual in _HOSTILE:
        if _governed(trigger, _EASING, _BELOW) and not _governed(trigger, _REFUSING, _LINKS):
            return "YIELD"
        return "THREATEN" if _governed(trigger, _THREATENING, _LINKS) else usual
    return _cooperative(relation, trigger, status, usual) if usual in _COOPERATIVE else usual


def possible_types(relation: Relation) -> frozenset[str]:
    """Return the PLOVER types that a claim of a relation may have, by `plover_code`'s rules."""
    if not relation.plover:
        return frozenset()
    types = set(relation.plover)
    if types & _HOSTILE:
        types |= {"YIELD", "THREATEN"}
    elif types & _COOPERATIVE:
        types |= {"REJECT", "SANCTION", "REQUEST"}
        types |= {"AGREE"} if types & _PROMISED or relation.symmetric else set()
        types |= {"SUPPORT"} if relation.symmetric else set()  # a formal agreement is one of diplomacy
    return frozenset(types)


def _cooperative(relation: Relation, trigger: Token, status: Status, usual: str) -> str:
    """Return the type of what is cooperation when it is done."""
    # Who refuses or calls for a noun's deed is also its subject only where both sides do the deed.
    links = _LINKS if relation.symmetric else _CLAUSAL
    if _governed(trigger, _REFUSING, links) or (status is Status.NEGATED and _in_future(trigger)):
        return "REJECT"
    if _governed(trigger, _CUTTING, _BELOW):
        return "SANCTION"
    if relation.symmetric and _governed(trigger, _CALLING, _LINKS - _CLAUSAL):
        return "REQUEST"
    if "AGREE" in relation.plover and trigger.lemma_.lower() in _AGREEMENTS | _AGREEING:
        return "AGREE"
    if status is Status.NEGATED:
        return usual
    promised = usual in _PROMISED and _governed(trigger, _AGREEING, _LINKS)
    intended = _governed(trigger, _INTENDING, _CLAUSAL) or _in_future(trigger)
    return "AGREE" if promised or intended else usual


def _governed(trigger: Token, words: frozenset[str], links: frozenset[str]) -> bool:
    """Tell whether one of these words governs the trigger, with nobody else's clause between them."""
    token = trigger
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return False
        if token.dep_ in links and token.head.lemma_.lower() in words:
            return True
        if token.dep_ in _CLAUSAL and any(child.dep_ in _SUBJECTS for child in token.children):
            return False
        token = token.head
    return False


def _in_future(trigger: Token) -> bool:
    """Tell whether the trigger, or the verb whose object it is, stands in the future tense."""
    verb = trigger if trigger.pos_ in ("VERB", "AUX") else trigger.head
    if verb is not trigger and trigger.dep_ not in ("obj", "obl"):
        return False
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    reported = "would" in auxiliaries and verb.dep_ == "ccomp"  # "said that it would": the past of "will"
    return reported or not auxiliaries.isdisjoint(_FUTURE)
