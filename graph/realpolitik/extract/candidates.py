"""Candidates: which trigger may relate which two mentions, with the features that the model weighs.

An argument is judged by the path of the parse from the trigger to it, whatever the relation: that a subject
of an active verb acts holds for *bomb* as for *praise*.  So a few hundred documents teach the paths, and the
lexicon brings the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from realpolitik.extract.feature_groups import FeatureGroup
from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.sentence_graph import SentenceGraph
from realpolitik.extract.triggers import Sense, Trigger
from realpolitik.extract.word_vectors import word_vectors
from realpolitik.extract.wordlists import WordLists, word_lists
from realpolitik.model import ActorId, kind_of

_MOST_GROUPS = 1 << 12  # of a sort, kept for the sentences to come
_DISTANCES = (1, 3, 7, 14)  # upper ends of the classes of distances between a trigger and an argument


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
        groups: What the argument models weigh.
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
    groups: tuple[FeatureGroup, ...]
    subject_score: float = 0.0
    object_score: float = 0.0

    @property
    def features(self) -> list[str]:
        """The names of what the argument models weigh."""
        return [name for group in self.groups for name in group.names]


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
    heads = sorted(mention.head for mention in mentions)
    place, pos = trigger.token, trigger.pos
    for mention, shape in zip(mentions, shapes, strict=True):
        head = mention.head
        path = full, lean, length = graph.path(place, head)
        side = "<" if head < place else ">"
        low, high = (head, place) if head < place else (place, head)
        between = max(0, bisect_left(heads, high) - bisect_right(heads, low))
        last = lean.rsplit(" ", 1)[-1]
        groups = (
            _path_group(path, pos, side, context.voice, context.governor_class),
            _shape_group(shape, last, pos, f"{speaker in mention.actors}"),
            _lemma_group(trigger.lemma, context.governor, lean, side),
            _place_group(side, bisect_left(_DISTANCES, high - low), pos, min(between, 3)),
        )
        found.append(Argument(mention, shape, full, lean, last, _slot(lean), length, groups))
    return found


@lru_cache(maxsize=_MOST_GROUPS)
def _path_group(
    path: tuple[str, str, int], pos: str, side: str, voice: str, governor_class: str
) -> FeatureGroup:
    """Return the features of a path from a trigger."""
    full, lean, length = path
    return FeatureGroup(
        [
            f"full={full}|{pos}",
            f"lean={lean}|{voice}",
            f"lean={lean}|{pos}",
            f"lean={lean}|{governor_class}",
            f"last={lean.rsplit(' ', 1)[-1]}|{pos}|{side}",
            f"first={lean.split(' ', 1)[0]}|{pos}|{side}",
            f"len={min(length, 7)}|{pos}",
            f"conj={'conj' in full}|{pos}|{side}",
        ]
    )


@lru_cache(maxsize=_MOST_GROUPS)
def _shape_group(shape: str, last: str, pos: str, speaks: str) -> FeatureGroup:
    """Return the features of the sort of a mention, and of whether it is who speaks."""
    return FeatureGroup([f"shape={shape}|{pos}", f"shape={shape}|{last}", f"speaker={speaks}|{last}"])


@lru_cache(maxsize=_MOST_GROUPS)
def _lemma_group(lemma: str, governor: str, lean: str, side: str) -> FeatureGroup:
    """Return the features of a path from one word, and of what governs it."""
    last = lean.rsplit(" ", 1)[-1]
    return FeatureGroup([f"lemma={lemma}|{last}|{side}", f"lemma={lemma}|{lean}", f"gov={governor}|{lean}"])


@lru_cache(maxsize=_MOST_GROUPS)
def _place_group(side: str, distance: int, pos: str, between: int) -> FeatureGroup:
    """Return the features of where a mention stands."""
    return FeatureGroup([f"side={side}|{distance}|{pos}|{between}"])


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
