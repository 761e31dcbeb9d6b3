"""Told as fact, as possible, or denied: what the words around a trigger say.

The features climb from the trigger to the clause's border: auxiliaries, negations, conjunctions and governing
verbs, each with how far up they stand.
"""

from __future__ import annotations

from spacy.tokens import Token

from realpolitik.extract.candidates import SentenceGraph
from realpolitik.extract.triggers import Trigger

_NEGATIONS = frozenset(
    {
        "not",
        "n't",
        "no",
        "never",
        "neither",
        "nor",
        "nobody",
        "none",
        "nothing",
        "without",
        "hardly",
        "cannot",
        "barely",
    }
)
_CONDITIONS = frozenset(
    {"if", "unless", "whether", "should", "would", "could", "may", "might", "will", "shall", "must", "can"}
)
_LEVELS = 4
_ADVERB_LEVELS = 2  # adverbs farther up belong to other claims


def status_features(graph: SentenceGraph, trigger: Trigger, relation: str, *, heading: bool) -> list[str]:
    """Return what the sentence tells of a claim's status."""
    token = graph.tokens[trigger.token - graph.start]
    features = [
        f"rel={relation}",
        f"lem={trigger.lemma}|{trigger.pos}",
        f"head={heading}",
        f"form={_values(token, 'VerbForm')}{_values(token, 'Tense')}{token.dep_}",
    ]
    negations = 0
    chain = graph.chain(trigger.token)[: _LEVELS + 1]
    for level, index in enumerate(chain):
        node = graph.tokens[index - graph.start]
        if level:
            features.append(f"up{level}={node.lemma_.lower()}")
            below = graph.tokens[chain[level - 1] - graph.start]
            features.append(f"up={node.lemma_.lower()}|{below.dep_}")
        for child in node.children:
            word = child.lower_
            if child.dep_ in ("aux", "aux:pass"):
                features.append(f"aux{level}={word}")
                features.append(f"aux={word}|{node.morph.get('VerbForm', [])}")
            elif child.dep_ in ("mark", "cc:preconj"):
                features.append(f"mark{level}={word}")
            elif level < _ADVERB_LEVELS and child.dep_ in ("advmod", "det") and word not in _NEGATIONS:
                features.append(f"adv{level}={word}")
            if word in _NEGATIONS:
                negations += 1
                features.append(f"neg{level}={word}")
                features.append(f"neg|{node.pos_}{level}")
        if node.pos_ == "VERB" and level and any(child.dep_ == "ccomp" for child in node.children):
            features.append("reported")
    features.append(f"negs={min(negations, 2)}")
    before = {t.lower_ for t in graph.tokens[: trigger.token - graph.start]}
    features.extend(f"before={word}" for word in sorted(before & _CONDITIONS))
    return features


def _values(token: Token, feature: str) -> str:
    return "|".join(token.morph.get(feature, []))
