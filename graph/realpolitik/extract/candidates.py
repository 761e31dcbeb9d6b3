"""Candidates: which trigger may relate which two mentions, with the features that the model weighs.

An argument is judged by the path of the parse from the trigger to it, whatever the relation: that a subject
of an active verb acts holds for *bomb* as for *praise*.  So a few hundred documents teach the paths, and the
lexicon brings the words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.triggers import Sense, Trigger
from realpolitik.extract.word_vectors import word_vectors
from realpolitik.extract.wordlists import WordLists, word_lists
from realpolitik.model import ActorId, kind_of

_LONGEST_PATH = 6
_DISTANCES = (1, 3, 7, 14)  # upper ends of the classes of distances between a trigger and an argument
_TRANSPARENT = frozenset({"conj", "appos", "flat", "compound", "nmod:desc"})
_AGENTS = ("obl:by", "nmod:by", "obl:agent")
_CASED = frozenset({"obl", "nmod", "advcl", "acl", "obl:agent", "obl:unmarked", "nmod:unmarked"})


def is_passive(verb: Token) -> bool:
    """Tell whether a verb form is passive: by its auxiliary, or as a participle after its noun."""
    if any(child.dep_ == "aux:pass" for child in verb.children):
        return True
    return verb.dep_ in ("acl", "amod", "advcl") and verb.tag_ == "VBN"


@dataclass(frozen=True, slots=True)
class Node:
    """A token's link to its head, as the paths name it."""

    label: str
    head: int
    transparent: bool


class SentenceGraph:
    """The dependency tree of a sentence, made ready for paths."""

    def __init__(self, sentence: TokenSpan) -> None:
        self.start = sentence.start
        self.tokens: list[Token] = list(sentence)
        self._nodes = [self._node(token) for token in self.tokens]
        self._chains: dict[int, list[int]] = {}

    def _node(self, token: Token) -> Node:
        """Name a token's link so that passives and actives share it: A0 acts, A1 is acted upon."""
        label = token.dep_
        if label in _CASED:
            case = next((child.lower_ for child in token.children if child.dep_ in ("case", "mark")), "")
            label = f"{label.split(':')[0]}:{case}" if case else label
        if label in ("nsubj", "nsubj:pass"):
            label = "A1" if label == "nsubj:pass" or is_passive(token.head) else "A0"
        elif label == "obj":
            label = "A1"
        elif label in _AGENTS and (token.head.pos_ != "VERB" or is_passive(token.head)):
            label = "A0"
        return Node(label, token.head.i, token.dep_ in _TRANSPARENT)

    def chain(self, index: int) -> list[int]:
        """Return a token and its ancestors up to the root."""
        found = self._chains.get(index)
        if found is None:
            found = [index]
            while True:
                head = self._nodes[found[-1] - self.start].head
                if head == found[-1] or not 0 <= head - self.start < len(self._nodes) or len(found) > 60:  # noqa: PLR2004
                    break
                found.append(head)
            self._chains[index] = found
        return found

    def path(self, source: int, target: int) -> tuple[str, str, int]:
        """Return the path between two tokens: full, without transparent links, and its length."""
        up, down = self.chain(source), self.chain(target)
        common = set(up)
        meet = next((index for index in down if index in common), None)
        if meet is None:
            return "none", "none", 99
        rise = up[: up.index(meet)]
        fall = down[: down.index(meet)][::-1]
        if len(rise) + len(fall) > _LONGEST_PATH:
            return "far", "far", len(rise) + len(fall)
        steps = [
            (f"^{self._nodes[i - self.start].label}", self._nodes[i - self.start].transparent) for i in rise
        ]
        steps += [(self._nodes[i - self.start].label, self._nodes[i - self.start].transparent) for i in fall]
        full = " ".join(step for step, _ in steps)
        lean = " ".join(step for step, transparent in steps if not transparent)
        return full, lean, len(steps)


@dataclass(slots=True)
class Argument:
    """A mention as seen from a trigger."""

    mention: Mention
    full: str
    lean: str
    length: int
    features: list[str]
    subject_score: float = 0.0
    object_score: float = 0.0


@dataclass(frozen=True, slots=True)
class TriggerContext:
    """What surrounds a trigger, whoever its arguments are."""

    voice: str  # active, passive or nominal
    governor: str  # lemma of the verb that governs a nominal trigger
    governor_class: str
    negated: bool
    depth: str


def trigger_context(graph: SentenceGraph, trigger: Trigger) -> TriggerContext:
    """Describe a trigger's own place in the sentence."""
    token = graph.tokens[trigger.token - graph.start]
    passive = any(child.dep_ in ("aux:pass", "nsubj:pass", "obl:agent") for child in token.children)
    if trigger.pos == "V":
        voice = "passive" if passive or (token.dep_ in ("acl", "amod") and token.tag_ == "VBN") else "active"
        if token.dep_ in ("acl", "amod"):
            voice += "-" + token.dep_
    else:
        voice = "nominal"
    governor = ""
    if trigger.pos != "V":
        for index in graph.chain(trigger.token)[1:4]:
            head = graph.tokens[index - graph.start]
            if head.pos_ == "VERB":
                governor = head.lemma_.lower()
                if any(child.dep_ in ("aux:pass", "nsubj:pass") for child in head.children):
                    governor += "/pass"
                break
    plain = governor.removesuffix("/pass")
    governor_class = _class_of(plain) + governor[len(plain) :]
    negated = any(child.lower_ in ("not", "n't", "no", "never", "neither", "nor") for child in token.children)
    return TriggerContext(voice, governor, governor_class, negated, token.dep_.split(":")[0])


def _class_of(verb: str) -> str:
    """Return what a governing verb does with what a noun names: give, take or refuse it."""
    words = word_lists()
    for name, verbs in (
        ("give", words.giving_verbs),
        ("take", words.taking_verbs),
        ("refuse", words.refusing_verbs),
    ):
        if verb in verbs:
            return name
    return "other" if verb else "none"


_KINDS = {"country": "C", "organisation": "O", "person": "P"}


def mention_shape(mention: Mention, graph: SentenceGraph, words: WordLists) -> str:
    """Return a short code of what a mention is: kind, form, and what its head noun makes of it."""
    token = graph.tokens[mention.head - graph.start]
    kind = _KINDS[kind_of(mention.actors[0]).value]
    relation = ""
    if mention.form in (Form.DEMONYM, Form.NAME, Form.METONYM) and token.dep_ in (
        "amod",
        "compound",
        "nmod:poss",
        "nmod:desc",
        "nmod",
    ):
        lemma = token.head.lemma_.lower()
        relation = "+gov" if lemma in words.government_nouns else "+mod"
    return f"{kind}{mention.form.value[:4]}{relation}{'!' if mention.inner else ''}"


def arguments(
    graph: SentenceGraph,
    trigger: Trigger,
    context: TriggerContext,
    mentions: Sequence[Mention],
    shapes: Sequence[str],
    *,
    speaker: ActorId | None,
) -> list[Argument]:
    """Describe every mention of the sentence as seen from a trigger."""
    found: list[Argument] = []
    heads = [mention.head for mention in mentions]
    for mention, shape in zip(mentions, shapes, strict=True):
        full, lean, length = graph.path(trigger.token, mention.head)
        side = "<" if mention.head < trigger.token else ">"
        low, high = sorted((mention.head, trigger.token))
        between = sum(1 for head in heads if low < head < high)
        distance = high - low
        bucket = bisect_left(_DISTANCES, distance)
        last = lean.rsplit(" ", 1)[-1]
        pos = trigger.pos
        features = [
            f"full={full}|{pos}",
            f"lean={lean}|{context.voice}",
            f"lean={lean}|{pos}",
            f"lean={lean}|{context.governor_class}",
            f"last={last}|{pos}|{side}",
            f"first={lean.split(' ', 1)[0]}|{pos}|{side}",
            f"len={min(length, 7)}|{pos}",
            f"side={side}|{bucket}|{pos}|{min(between, 3)}",
            f"shape={shape}|{pos}",
            f"shape={shape}|{last}",
            f"lemma={trigger.lemma}|{last}|{side}",
            f"lemma={trigger.lemma}|{lean}",
            f"gov={context.governor}|{lean}",
            f"speaker={speaker in mention.actors}|{last}",
            f"conj={'conj' in full}|{pos}|{side}",
        ]
        found.append(Argument(mention, full, lean, length, features))
    return found


_BORDERS = ("conj", "advcl", "acl", "ccomp", "xcomp", "parataxis", "appos")


@lru_cache(maxsize=1 << 16)
def _crossings(path: str) -> str:
    """Return which clause borders a full path crosses, and whether upwards."""
    steps = path.split(" ")
    upwards = "^" if any(step.startswith("^") for step in steps) else ""
    plain = [step.lstrip("^") for step in steps]
    return ",".join(border + upwards for border in _BORDERS if any(step.startswith(border) for step in plain))


def _slot(argument: Argument) -> str:
    """Return the coarse slot: the last step, its preposition, and whether it is inherited from above."""
    steps = argument.lean.split(" ")
    inherited = "^" if steps[0].startswith("^") else ""
    return f"{inherited}{steps[-1]}{'+' if len(steps) > 2 else ''}"  # noqa: PLR2004


def pair_features(
    sense: Sense,
    *,
    trigger: Trigger,
    context: TriggerContext,
    subject: Argument,
    object_: Argument,
    shapes: tuple[str, str],
    surroundings: Sequence[str],
) -> list[str]:
    """Return the features of one reading: this trigger states this relation between these two mentions."""
    relation, reverse = sense.relation, sense.reversed
    s_last = subject.lean.rsplit(" ", 1)[-1]
    o_last = object_.lean.rsplit(" ", 1)[-1]
    kinds = f"{shapes[0][0]}{shapes[1][0]}"
    rev = "r" if reverse else ""
    order = "so" if subject.mention.head < object_.mention.head else "os"
    features = [
        f"R={relation}",
        f"RL={relation}|{trigger.lemma}|{trigger.pos}",
        f"Rk={relation}|{kinds}",
        f"Rs={relation}|{rev}|{s_last}",
        f"Ro={relation}|{rev}|{o_last}",
        f"Rv={relation}|{context.voice}",
        f"Rg={relation}|{context.governor_class}",
        f"Rgl={relation}|{context.governor}",
        f"Rd={relation}|{trigger.pos}|{context.depth}",
        f"P={subject.lean}#{object_.lean}|{trigger.pos}{rev}",
        f"Ps={s_last}#{o_last}|{context.voice}{rev}",
        f"K={shapes[0]}#{shapes[1]}",
        f"Kr={relation}|{shapes[0]}",
        f"Ko={relation}|{shapes[1]}",
        f"ord={order}|{context.voice}{rev}",
        f"RLo={trigger.lemma}|{o_last}|{relation}",
        f"RLs={trigger.lemma}|{s_last}|{relation}",
        f"rev={rev}|{context.governor_class}|{s_last}",
        f"rank={sense.rank}|{trigger.pos}",
        f"Rrank={relation}|{sense.rank}",
        f"senses={min(len(trigger.senses), 5)}|{trigger.pos}",
        f"slots={_slot(subject)}#{_slot(object_)}|{context.voice}{rev}",
        f"Rslots={relation}|{_slot(subject)}#{_slot(object_)}|{trigger.pos}{rev}",
        f"crossS={_crossings(subject.full)}|{trigger.pos}",
        f"crossO={_crossings(object_.full)}|{trigger.pos}",
    ]
    features.extend(f"W={relation}|{word}" for word in surroundings)
    features.append(f"C={relation}|{_cluster(trigger.lemma)}|{trigger.pos}")
    features.extend(f"CW={relation}|{word[:2]}{_cluster(word[2:])}" for word in surroundings)
    return features


@lru_cache(maxsize=1 << 16)
def _cluster(word: str) -> int | None:
    """Return the cluster of like words: what was learned of one goes for the others."""
    return word_vectors().cluster(word)
