"""Told as fact, as possible, or denied: what the operators over a trigger say, weighed by a small model.

The operators are read by rule (operators.py).  The model learns from them, the relation and the trigger how
readers put it: that "offered its condolences" is a fact though an offer isn't.  What the rules find denied is
denied, and what only "may" be is possible, whatever the model thinks; who somebody is, is told as a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from realpolitik.extract.operators import Operators, Standing, Verdict, read_operators, shipped_operators
from realpolitik.extract.sentence_graph import SentenceGraph
from realpolitik.extract.triggers import Trigger
from realpolitik.model import Status

_EXPLAINED = frozenset({"rel=holds-office", "rel=affiliated", "rel=succeeds"})
_BORDER = 0.5
_FARTHEST = 3  # levels that are told apart


def status_features(
    graph: SentenceGraph,
    trigger: Trigger,
    relation: str,
    *,
    heading: bool,
    operators: Operators | None = None,
) -> list[str]:
    """Return what the sentence tells of a claim's status; the verdict of the operators is the first feature.

    Args:
        graph: The sentence.
        trigger: What states the claim.
        relation: What it states.
        heading: It stands in a headline.
        operators: The lexicon; None for the shipped one.
    """
    token = graph.tokens[trigger.token - graph.start]
    verdict = read_operators(token, operators or shipped_operators())
    return [
        f"op={verdict.standing}",
        f"rel={relation}",
        f"lem={trigger.lemma}|{trigger.pos}",
        f"head={heading}|{verdict.standing}",
        f"op={verdict.standing}|{relation}",
        f"op={verdict.standing}|{trigger.pos}",
        f"op={verdict.standing}|{trigger.lemma}",
        f"ops={'-'.join(operator.kind for operator in verdict.operators)}",
        *_cues(verdict),
    ]


def _cues(verdict: Verdict) -> list[str]:
    cues: list[str] = []
    for operator in verdict.operators:
        cues += [
            f"opk={operator.kind}|{verdict.standing}",
            f"opw={operator.word}|{operator.kind}",
            f"opl={operator.kind}|{min(operator.level, _FARTHEST)}",
        ]
    return cues


def statuses_of(
    features: Sequence[str],
    possible: Callable[[Sequence[str]], float],
    negated: Callable[[Sequence[str]], float],
) -> tuple[Status, ...]:
    """Return the status that the features tell; two for what was so and is no more.

    Args:
        features: From `status_features`.
        possible: Probability that the claim is told as possible.
        negated: Probability that it is denied.

    >>> statuses_of(["op=ended", "rel=supports"], lambda _: 0.0, lambda _: 0.0)
    (<Status.ACTUAL: 'actual'>, <Status.NEGATED: 'negated'>)
    """
    if not _EXPLAINED.isdisjoint(features):
        return (Status.ACTUAL,)
    if features[0] == f"op={Standing.ENDED}":
        return (Status.ACTUAL, Status.NEGATED)
    if features[0] == f"op={Standing.NEGATED}":
        return (Status.NEGATED,)
    if "ops=open" in features:
        return (Status.POSSIBLE,)
    no, maybe = negated(features), possible(features)
    if max(no, maybe) < _BORDER:
        return (Status.ACTUAL,)
    return (Status.NEGATED if no >= maybe else Status.POSSIBLE,)
