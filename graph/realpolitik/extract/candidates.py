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
from realpolitik.extract.model import LinearModel
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
    """The dependency tree of a sentence, made ready for paths.

    Attributes:
        start: Where the sentence begins in its passage.
        tokens: Its tokens.
        children: What depends on each token, by places in the sentence.
    """

    def __init__(self, sentence: TokenSpan) -> None:
        self.start = sentence.start
        self.tokens: list[Token] = list(sentence)
        self._nodes = [self._node(token) for token in self.tokens]
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for place, node in enumerate(self._nodes):
            above = node.head - self.start
            if above != place and 0 <= above < len(self._nodes):
                self.children[above].append(place)
        self._chains: dict[int, list[int]] = {}
        self._paths: dict[tuple[int, int], tuple[str, str, int]] = {}

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

    def meeting(self, source: int, target: int) -> int | None:
        """Return the lowest token that two hang on, which may be one of them; None across sentences."""
        above = set(self.chain(source))
        return next((index for index in self.chain(target) if index in above), None)

    def path(self, source: int, target: int) -> tuple[str, str, int]:
        """Return the path between two tokens: full, without transparent links, and its length."""
        found = self._paths.get((source, target))
        if found is None:
            found = self._paths[source, target] = self._path(source, target)
        return found

    def _path(self, source: int, target: int) -> tuple[str, str, int]:
        meet = self.meeting(source, target)
        if meet is None:
            return "none", "none", 99
        up, down = self.chain(source), self.chain(target)
        rise = up[: up.index(meet)]
        fall = down[: down.index(meet)][::-1]
        if len(rise) + len(fall) > _LONGEST_PATH:
            return "far", "far", len(rise) + len(fall)
        nodes = [self._nodes[i - self.start] for i in (*rise, *fall)]
        steps = [f"^{node.label}" if place < len(rise) else node.label for place, node in enumerate(nodes)]
        lean = [step for step, node in zip(steps, nodes, strict=True) if not node.transparent]
        return " ".join(steps), " ".join(lean), len(steps)


@dataclass(slots=True)
class Argument:
    """A mention as seen from a trigger.

    Attributes:
        mention: Who.
        shape: What sort of mention it is, by `mention_shape`.
        full: Path of the parse from the trigger.
        lean: The path without transparent links.
        last: Its last step.
        slot: Its coarse form.
        length: Number of steps.
        features: What the argument models weigh.
        subject_score: Probability of being the grammatical subject of what the trigger states.
        object_score: Likewise, the object.
    """

    mention: Mention
    shape: str
    full: str
    lean: str
    last: str
    slot: str
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
        found.append(Argument(mention, shape, full, lean, last, _slot(lean), length, features))
    return found


_BORDERS = ("conj", "advcl", "acl", "ccomp", "xcomp", "parataxis", "appos")


@lru_cache(maxsize=1 << 16)
def _crossings(path: str) -> str:
    """Return which clause borders a full path crosses, and whether upwards."""
    steps = path.split(" ")
    upwards = "^" if any(step.startswith("^") for step in steps) else ""
    plain = [step.lstrip("^") for step in steps]
    return ",".join(border + upwards for border in _BORDERS if any(step.startswith(border) for step in plain))


def _slot(lean: str) -> str:
    """Return the coarse slot: the last step, its preposition, and whether it is inherited from above."""
    steps = lean.split(" ")
    inherited = "^" if steps[0].startswith("^") else ""
    return f"{inherited}{steps[-1]}{'+' if len(steps) > 2 else ''}"  # noqa: PLR2004


class FeatureGroup:
    """Features that several readings share; what they weigh together is added up once.

    Attributes:
        names: The features.
    """

    __slots__ = ("_weighed", "names")

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._weighed: float | None = None

    def weighed(self, model: LinearModel) -> float:
        """Return the sum of their weights, by the model that asks first: a group meets one model only."""
        if self._weighed is None:
            self._weighed = model.sum(self.names)
        return self._weighed


def sense_features(
    sense: Sense, trigger: Trigger, context: TriggerContext, surroundings: Sequence[str]
) -> list[str]:
    """Return the features of a trigger stating a relation, between whomever."""
    relation, pos = sense.relation, trigger.pos
    return [
        f"R={relation}",
        f"RL={relation}|{trigger.lemma}|{pos}",
        f"Rv={relation}|{context.voice}",
        f"Rg={relation}|{context.governor_class}",
        f"Rgl={relation}|{context.governor}",
        f"Rd={relation}|{pos}|{context.depth}",
        f"rank={sense.rank}|{pos}",
        f"Rrank={relation}|{sense.rank}",
        f"senses={min(len(trigger.senses), 5)}|{pos}",
        *(f"W={relation}|{word}" for word in surroundings),
        f"C={relation}|{_cluster(trigger.lemma)}|{pos}",
        *(f"CW={relation}|{word[:2]}{_cluster(word[2:])}" for word in surroundings),
    ]


def subject_features(sense: Sense, trigger: Trigger, context: TriggerContext, subject: Argument) -> list[str]:
    """Return the features of a relation whose grammatical subject is a mention."""
    relation, last = sense.relation, subject.last
    rev = "r" if sense.reversed else ""
    return [
        f"Rs={relation}|{rev}|{last}",
        f"Kr={relation}|{subject.shape}",
        f"RLs={trigger.lemma}|{last}|{relation}",
        f"rev={rev}|{context.governor_class}|{last}",
        f"crossS={_crossings(subject.full)}|{trigger.pos}",
    ]


def object_features(sense: Sense, trigger: Trigger, object_: Argument) -> list[str]:
    """Return the features of a relation whose grammatical object is a mention."""
    relation, last = sense.relation, object_.last
    rev = "r" if sense.reversed else ""
    return [
        f"Ro={relation}|{rev}|{last}",
        f"Ko={relation}|{object_.shape}",
        f"RLo={trigger.lemma}|{last}|{relation}",
        f"crossO={_crossings(object_.full)}|{trigger.pos}",
    ]


def pair_features(
    trigger: Trigger, context: TriggerContext, subject: Argument, object_: Argument, *, reverse: bool
) -> list[str]:
    """Return the features of two mentions as a trigger's arguments, whatever the relation."""
    voice = f"{context.voice}{'r' if reverse else ''}"
    pos = f"{trigger.pos}{'r' if reverse else ''}"
    order = "so" if subject.mention.head < object_.mention.head else "os"
    return [
        f"P={subject.lean}#{object_.lean}|{pos}",
        f"Ps={subject.last}#{object_.last}|{voice}",
        f"K={subject.shape}#{object_.shape}",
        f"ord={order}|{voice}",
        f"slots={subject.slot}#{object_.slot}|{voice}",
    ]


def joint_features(sense: Sense, trigger: Trigger, subject: Argument, object_: Argument) -> list[str]:
    """Return the features of a relation between two mentions."""
    pos = f"{trigger.pos}{'r' if sense.reversed else ''}"
    return [
        f"Rk={sense.relation}|{subject.shape[0]}{object_.shape[0]}",
        f"Rslots={sense.relation}|{subject.slot}#{object_.slot}|{pos}",
    ]


@lru_cache(maxsize=1 << 16)
def _cluster(word: str) -> int | None:
    """Return the cluster of like words: what was learned of one goes for the others."""
    return word_vectors().cluster(word)
