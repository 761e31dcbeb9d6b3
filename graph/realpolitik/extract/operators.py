"""Operators over a trigger: what negations, modals, plans, denials and endings make of what is under them.

From the trigger the reading climbs to the border of its clause and composes what it meets on the way, the
innermost first: "did not deny that it might have stopped supplying" is read as *supplying*, stopped,
possible, denied, not.  Which word does what is data: `lexicon/operators.toml`, and files of users beside it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_FILE = Path(__file__).with_name("lexicon") / "operators.toml"
_CLIMB = 8  # steps; clauses are not nested deeper
_STOPPING = frozenset({"parataxis", "acl:relcl", "advcl:relcl", "appos", "vocative", "discourse", "orphan"})
_NOMINAL = frozenset(
    {"obj", "obl", "nmod", "nsubj", "nsubj:pass", "compound", "iobj", "conj", "nmod:poss", "amod"}
)
_OVER_NOUN = frozenset({"of", "for", "to", "on", "in", "about", "against", "that", ""})
_ELSEWHERE = frozenset(
    {"in", "on", "at", "with", "from"}
)  # what they lead to is not what is wanted or planned

_NEGATING = frozenset({"advmod", "det", "cc:preconj", "cc", "nsubj", "nsubj:pass", "obj", "aux"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent"})
_NO_DETERMINERS = frozenset({"no", "neither", "none", "nobody", "not"})
_KINDS = ("denied", "ended", "negated", "possible", "continuing", "presupposing")
_UNDER = {  # by which links a word of each part of speech is an operator
    "verbs": frozenset({"xcomp", "ccomp", "obj", "obl", "nsubj:pass", "advcl", "iobj", "acl", "nmod"}),
    "adjectives": frozenset({"xcomp", "ccomp", "advcl", "csubj", "obl", "nsubj"}),
    "nouns": frozenset({"acl", "nmod", "ccomp", "compound", "xcomp", "advcl", "nmod:poss"}),
}


class Standing(StrEnum):
    """How what a trigger states stands, on the way up."""

    ACTUAL = "actual"
    POSSIBLE = "possible"
    NEGATED = "negated"
    ENDED = "ended"  # was so, and is no more: negated in the end, actual where the ending is not real


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that was met on the way up.

    Attributes:
        kind: What it does: a table of the lexicon, or "negation", "modal", "open", "condition", "question".
        word: Its lemma.
        level: Steps above the trigger.
    """

    kind: str
    word: str
    level: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the operators over a trigger come to."""

    standing: Standing
    operators: tuple[Operator, ...]


class Operators:
    """The lexicon of operators: table and list → lemmas."""

    def __init__(self, tables: Iterable[Mapping[str, Mapping[str, str]]]) -> None:
        self._lists: dict[tuple[str, str], frozenset[str]] = {}
        for table in tables:
            for kind, lists in table.items():
                for name, words in lists.items():
                    key = (kind, name)
                    self._lists[key] = self._lists.get(key, frozenset()) | frozenset(words.split())

    @classmethod
    def read(cls, further: Sequence[Path] = ()) -> Operators:
        """Read the shipped lexicon and further files of its form."""
        return cls(tomllib.loads(path.read_text(encoding="utf-8")) for path in (_FILE, *further))

    def has(self, kind: str, name: str, lemma: str) -> bool:
        """Tell whether a list has a lemma."""
        return lemma in self._lists.get((kind, name), ())

    def closed(self, name: str) -> frozenset[str]:
        """Return one of the closed classes."""
        return self._lists.get(("closed", name), frozenset())


@cache
def shipped_operators() -> Operators:
    """Read the shipped lexicon, once."""
    return Operators.read()


def read_operators(trigger: Token, operators: Operators) -> Verdict:
    """Return what the operators over a trigger come to."""
    return _Climb(trigger, operators).run()


class _Climb:
    """One way up from a trigger."""

    def __init__(self, trigger: Token, operators: Operators) -> None:
        self._trigger = trigger
        self._words = operators
        self._standing = Standing.ACTUAL
        self._unnegated = Standing.ACTUAL  # what a negation of the negation gives back
        self._met: list[Operator] = []

    def run(self) -> Verdict:
        node, level = self._trigger, 0
        self._own(node, None, level)
        while level < _CLIMB and node.head != node:
            head, link = self._governor(node)
            if not self._step(node, head, link, level + 1):
                break
            node, level = head, level + 1
        if _asked(self._trigger):
            self._apply("question", "?", level)
        return Verdict(self._standing, tuple(self._met))

    def _governor(self, node: Token) -> tuple[Token, str]:
        """Return what a word hangs on: for an infinitive after "proposal" the noun, whatever the parse."""
        if node.dep_ in ("advcl", "xcomp") and node.tag_ == "VB":
            mark = next((child for child in node.children if child.dep_ == "mark"), None)
            before = mark.nbor(-1) if mark is not None and mark.i > node.sent.start else None
            if before is not None and before.pos_ == "NOUN" and before.head == node.head:
                lemma = before.lemma_.lower()
                if any(self._words.has(kind, "nouns", lemma) for kind in _KINDS):
                    return before, "acl"
        return node.head, node.dep_

    def _step(self, node: Token, head: Token, link: str, level: int) -> bool:
        """Climb one link; tell whether to go on from the head."""
        if self._is_border(node, head, link):
            return False
        if link == "conj":
            return self._joined(node, head, level)
        kind = self._kind_of(head, node, link)
        content = head.lemma_.lower() in self._words.closed("contents") and head.dep_ in _NOMINAL
        if (link == "ccomp" and not kind and not content) or (
            kind == "presupposing" and (link in _NOMINAL or link == "ccomp")
        ):
            return False
        if kind and kind not in ("presupposing", "continuing"):
            self._apply(kind, head.lemma_.lower(), level)
        self._own(head, node, level, continuing=kind == "continuing")
        return True

    def _is_border(self, node: Token, head: Token, link: str) -> bool:
        """Tell whether a link leaves what is told together: another clause, another thing's circumstances."""
        if link.startswith("advcl"):
            return not self._goes_on(node, head)
        if link in ("nsubj", "csubj"):
            return not self._about(node, head)
        case = _case(node)
        if link in ("obl", "nmod") and node.pos_ != "ADJ" and case in self._words.closed("settled"):
            return True
        if link == "acl:relcl" and head.lemma_.lower() in self._words.closed("contents"):
            return False
        return link in _STOPPING or (link == "nmod" and case not in _OVER_NOUN)

    def _joined(self, node: Token, head: Token, level: int) -> bool:
        """Climb to the first of several joined words: its modals hold for all, its negation for itself."""
        finite = any(child.dep_ in ("nsubj", "aux", "nsubj:pass", "expl") for child in node.children)
        if not finite and not (node.tag_ in ("VBD", "VBZ") and head.tag_ not in ("VBD", "VBZ")):
            self._own(head, node, level, negations=_nor(node))
        return True

    def _goes_on(self, node: Token, head: Token) -> bool:
        """Tell whether an adverbial clause is under what its main clause is under: a purpose, say."""
        kind = self._kind_of(head, node, "advcl")
        if kind in ("denied", "ended", "negated") and node.tag_ == "VBG":
            return True
        marks = {child.lower_ for child in node.children if child.dep_ in ("mark", "case", "advmod")}
        if node.tag_ == "VB" and "to" in marks:
            return True
        return bool(self._kind_of(head, node, "advcl")) and bool(
            marks & {"to", "of", "from", "for", "on", "at"}
        )

    def _about(self, node: Token, head: Token) -> bool:
        """Tell whether what is said of a subject is said of its coming about."""
        if node == self._trigger and node.pos_ in ("VERB", "AUX"):
            return head.pos_ in ("ADJ", "NOUN")
        lemma = head.lemma_.lower()
        words = self._words
        happens = lemma in words.closed("happening") or words.has("possible", "adjectives", lemma)
        return happens or self._is_false(head)

    def _kind_of(self, head: Token, node: Token, link: str) -> str:
        """Return what a word does to what stands under it by this link."""
        lemma = head.lemma_.lower()
        words = self._words
        if link in ("nsubj", "csubj", "ccomp") and self._is_false(head):
            return "denied"
        forms = {lemma, head.lower_}
        if (
            link == "xcomp"
            and _case(node) == "to"
            and any(words.has("possible", "infinitives", f) for f in forms)
        ):
            return "possible"
        lists = {"VERB": "verbs", "AUX": "verbs", "ADJ": "adjectives"}.get(head.pos_, "nouns")
        if link not in _UNDER[lists]:
            return ""
        phrases = [lemma, *(f"{lemma}_{word}" for word in _particles(head))]
        if link == "xcomp" and lists == "verbs" and head.tag_ == "VBN":
            phrases.append(head.lower_)
        for phrase in reversed(phrases):
            for kind in _KINDS:
                if words.has(kind, lists, phrase):
                    return self._settled_kind(kind, phrase, node, link)
        return "possible" if lemma in ("be", "have") and link == "xcomp" and _case(node) == "to" else ""

    def _is_false(self, head: Token) -> bool:
        """Tell whether a predicate calls its subject false."""
        lemma = head.lemma_.lower()
        return head.pos_ not in ("VERB", "AUX") and self._words.has("denied", "predicates", lemma)

    def _settled_kind(self, kind: str, phrase: str, node: Token, link: str) -> str:
        """Return what a word does here, where it does several things."""
        case = _case(node)
        words = self._words
        others = node.lemma_.lower() in words.closed("acts_of_others") and link in _NOMINAL
        if others and node == self._trigger and phrase in words.closed("refusals"):
            return ""
        if phrase == "reject" and link in ("obj", "nsubj:pass"):
            return "negated" if self._standing is Standing.ACTUAL else ""
        if kind == "ended" and link == "obl":
            return ""
        if kind == "continuing" and link in _NOMINAL:
            return "presupposing"
        other = kind == "possible" and link in ("obl", "nmod") and case in _ELSEWHERE
        return "" if other and not phrase.endswith(f"_{case}") else kind

    def _own(
        self,
        node: Token,
        below: Token | None,
        level: int,
        *,
        continuing: bool = False,
        negations: bool = True,
    ) -> None:
        """Compose the modals, negations, conditions and hedges that hang on a word itself."""
        children = [child for child in node.children if below is None or child != below]
        negation = self._negation(children, node) if negations else ""
        modal, condition = self._modal(children), self._condition(children, node)
        if negation:
            self._apply("negation", negation, level)
        if modal and not continuing and not negation:
            self._apply("modal", modal, level)
        if opening := self._opening(children):
            self._apply("open", opening, level)
        if condition:
            self._apply("condition", condition, level)

    def _negation(self, children: Sequence[Token], node: Token) -> str:
        """Return the negation of a word; two of them cancel each other."""
        found = ""
        marks = self._words.closed("negative_marks")
        for child in children:
            marked = child.dep_ in ("mark", "advmod", "case", "cc") and child.lower_ in marks
            if marked or self._negates(child, node):
                found = child.lower_ if marked or not found or child.lower_ == "nor" else ""
        return found

    def _modal(self, children: Sequence[Token]) -> str:
        modals = self._words.closed("modals")
        return next((c.lower_ for c in children if c.dep_.startswith("aux") and c.lower_ in modals), "")

    def _opening(self, children: Sequence[Token]) -> str:
        modals = self._words.closed("open_modals")
        return next((c.lower_ for c in children if c.dep_.startswith("aux") and c.lower_ in modals), "")

    def _condition(self, children: Sequence[Token], node: Token) -> str:
        """Return what makes a word only supposed: "if", "perhaps", "planned", an inverted "should"."""
        words = self._words
        for child in children:
            word, link = child.lower_, child.dep_
            supposed = link == "mark" and word in words.closed("conditions")
            hedge = link in ("advmod", "amod") and word in words.closed("hedges")
            if supposed or hedge or self._qualifies(child, node):
                return word
        if _inverted_should(node):
            return "should"
        return "be to" if _is_to(node) else ""

    def _negates(self, child: Token, node: Token) -> bool:
        """Tell whether a word's dependent negates it: "not", "no longer", "no one", "not a single tank"."""
        word, link = child.lower_, child.dep_
        if word in self._words.closed("negations") and link in _NEGATING:
            return word == "nor" if link == "cc" else True
        if link == "advmod" and word in ("longer", "more"):
            return any(kid.lower_ == "no" for kid in child.children)
        if link not in _ARGUMENTS or child == self._trigger or node.pos_ not in ("VERB", "AUX"):
            return False
        return any(
            kid.lower_ in _NO_DETERMINERS and kid.dep_ in ("det", "cc:preconj", "advmod")
            for kid in child.children
        )

    def _qualifies(self, child: Token, node: Token) -> bool:
        return (
            child.dep_ == "amod"
            and node == self._trigger
            and child.lemma_.lower() in self._words.closed("qualities")
        )

    def _apply(self, kind: str, word: str, level: int) -> None:
        self._met.append(Operator(kind, word, level))
        before = self._standing
        if kind in _REVERSING and before is Standing.NEGATED:
            self._standing = self._unnegated
            return
        self._standing = _COMPOSED.get(kind, _SUPPOSED)[before]
        if self._standing is Standing.NEGATED and before is not Standing.NEGATED:
            self._unnegated = before


_REVERSING = frozenset({"negation", "negated", "denied"})
_A, _P, _N, _E = Standing.ACTUAL, Standing.POSSIBLE, Standing.NEGATED, Standing.ENDED
_SUPPOSED = {_A: _P, _P: _P, _N: _N, _E: _A}
_COMPOSED: Mapping[str, Mapping[Standing, Standing]] = {
    "negation": {_A: _N, _P: _N, _N: _A, _E: _A},
    "negated": {_A: _N, _P: _N, _N: _A, _E: _A},
    "denied": {_A: _N, _P: _N, _N: _A, _E: _A},
    "ended": {_A: _E, _P: _E, _N: _N, _E: _E},
    "possible": {_A: _P, _P: _P, _N: _P, _E: _A},
    "condition": {_A: _P, _P: _P, _N: _P, _E: _A},
    "open": {_A: _P, _P: _P, _N: _P, _E: _A},
    "question": {_A: _P, _P: _P, _N: _N, _E: _P},
}


def _case(node: Token) -> str:
    return next((child.lower_ for child in node.children if child.dep_ in ("case", "mark")), "")


def _particles(head: Token) -> list[str]:
    """Return the particles and prepositions that may make a phrase with a word: "rule out", "call for"."""
    found: list[str] = []
    for child in head.children:
        if child.dep_ in ("compound:prt", "advmod"):
            found.append(child.lower_)
        elif child.dep_ in ("obl", "advcl"):
            found.append(_case(child))
    return found


def _nor(node: Token) -> bool:
    """Tell whether a joined word carries the negation on: "did not arm or train"."""
    return any(child.dep_ == "cc" and child.lower_ in ("or", "nor") for child in node.children)


def _is_to(node: Token) -> bool:
    """Tell whether a verb is the predicate of "is to", which says what is planned."""
    links = {child.dep_ for child in node.children if child.lower_ in ("to", "is", "are", "was", "were")}
    return node.tag_ == "VB" and {"mark", "cop"} <= links


def _inverted_should(node: Token) -> bool:
    """Tell whether a clause opens with "should", "were" or "had" before its subject: "Should that change"."""
    subject = next((child for child in node.children if child.dep_ in ("nsubj", "nsubj:pass", "expl")), None)
    return subject is not None and any(
        child.lower_ == "should" and child.dep_ == "aux" and child.i < subject.i for child in node.children
    )


def _asked(trigger: Token) -> bool:
    """Tell whether a sentence ends with a question mark, quotation marks and brackets left out."""
    doc, end = trigger.doc, trigger.i + 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    closing = (doc[place].text.rstrip(" \"')") for place in range(end - 1, -1, -1))
    return next(filter(None, closing), "").endswith("?")
