"""Count the misses and the false claims of the extractor by kind, in the open gold documents.

    python benchmarks/error_kinds.py --gold ../shared/gold --seeds ../shared/seeds

By itself it judges the shipped weights, which saw these documents; `train_relations.py --errors` prints the
same tables of its cross-validation.  Held-out documents are never looked at by claim.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gold import GoldClaim, GoldDocument, read_gold

from realpolitik.extract import Extractor
from realpolitik.extract.relating import SYMMETRIC
from realpolitik.model import Claim
from realpolitik.pipeline import load_vocabulary

STRUCTURAL = frozenset({"holds-office", "affiliated", "succeeds"})
LOWEST = 0.05  # claims below it were not kept

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands, who is mentioned in it, and what its words may state."""

    start: int
    end: int
    actors: frozenset[str]
    relations: frozenset[str]


def triple_of(subject: str, relation: str, object_: str) -> Triple:
    """Return a triple, the two of a symmetric relation in order."""
    if relation in SYMMETRIC and object_ < subject:
        subject, object_ = object_, subject
    return subject, relation, object_


def sentences_of(extractor: Extractor, gold: GoldDocument) -> list[Sentence]:
    """Return the sentences of a document that mention somebody."""
    alias = gold.aliases.get
    return [
        Sentence(
            sentence.span.start,
            sentence.span.end,
            frozenset(alias(actor, actor) for mention in sentence.mentions for actor in mention.actors),
            frozenset(sense.relation for item in sentence.triggers for sense in item.trigger.senses),
        )
        for sentence in extractor.sentences(extractor.read(gold.document))
    ]


def kind_of_miss(
    claim: GoldClaim, sentences: Sequence[Sentence], sure: set[Triple], unsure: set[Triple]
) -> str:
    """Tell why a gold claim was not found."""
    two = {claim.subject, claim.object}
    mentioned = {actor for sentence in sentences for actor in sentence.actors}
    own = [s for s in sentences if claim.start < s.end and s.start < claim.end and two <= s.actors]
    known = any(claim.relation in sentence.relations for sentence in own)
    kinds = {
        "office or function": claim.relation in STRUCTURAL,
        "an actor is nowhere in the document (never named, or not resolved)": not two <= mentioned,
        "an actor is not in the sentence (pronoun, description, implied)": not own,
        "no trigger for the relation": not known,
        "wrong direction": (claim.object, claim.relation, claim.subject) in sure,
        "found, but below the threshold": triple_of(claim.subject, claim.relation, claim.object) in unsure,
        "another relation between the two instead": any({s, o} == two for s, _, o in sure),
    }
    return next((kind for kind, holds in kinds.items() if holds), "not enumerated or far below")


def kind_of_false(triple: Triple, wanted: set[Triple]) -> str:
    """Tell what is wrong with a claim that no reader had."""
    subject, relation, object_ = triple
    if relation in STRUCTURAL:
        return "office or function"
    if (object_, relation, subject) in wanted:
        return "wrong direction"
    if any({s, o} == {subject, object_} and r not in STRUCTURAL for s, r, o in wanted):
        return "another relation is told of the two"
    if any(r == relation and ({s, o} & {subject, object_}) for s, r, o in wanted):
        return "right relation, one argument wrong"
    named = {actor for s, _, o in wanted for actor in (s, o)}
    if not {subject, object_} <= named:
        return "about an actor of whom nothing is told"
    return "nothing like it is told"


def print_errors(
    extractor: Extractor,
    documents: Sequence[GoldDocument],
    claims: Mapping[str, Sequence[Claim]],
    threshold: float,
) -> None:
    """Print both tables, for real and invented documents apart."""
    groups = {True: "real", False: "invented"}
    misses: dict[bool, Counter[str]] = {real: Counter() for real in groups}
    false: dict[bool, Counter[str]] = {real: Counter() for real in groups}
    relations: dict[bool, Counter[str]] = {real: Counter() for real in groups}
    found: dict[bool, Counter[str]] = {real: Counter() for real in groups}
    for gold in documents:
        alias = gold.aliases.get
        every = {
            triple_of(alias(c.subject, c.subject), c.relation, alias(c.object, c.object)): c
            for c in sorted(claims.get(gold.document.id, ()), key=lambda c: c.confidence)
        }
        sure = {key for key, c in every.items() if c.evidence.trigger is None or c.confidence >= threshold}
        wanted = {triple_of(c.subject, c.relation, c.object): c for c in gold.claims}
        sentences = sentences_of(extractor, gold)
        for key, claim in wanted.items():
            if claim.core:
                kind = "found" if key in sure else kind_of_miss(claim, sentences, sure, set(every))
                misses[gold.real][kind] += 1
        for key in sure:
            found[gold.real][key[1]] += 1
            if key not in wanted:
                false[gold.real][kind_of_false(key, set(wanted))] += 1
                relations[gold.real][key[1]] += 1
    _table("gold claims by kind of miss", misses)
    _table("false claims by kind", false)
    for real, name in groups.items():
        worst = relations[real].most_common(8)
        print(f"{name}, most false: " + ", ".join(f"{r} {n} of {found[real][r]}" for r, n in worst))


def _table(title: str, counts: Mapping[bool, Counter[str]]) -> None:
    print(f"| {title} | real | invented |\n|---|---|---|")
    for kind in sorted(counts[True] | counts[False], key=lambda kind: -counts[True][kind]):
        print(f"| {kind} | {counts[True][kind]} | {counts[False][kind]} |")


def main() -> None:
    """Print the tables of the shipped weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, required=True)
    chosen = parser.parse_args()
    extractor = Extractor(*load_vocabulary())
    documents = list(read_gold(chosen.gold, chosen.seeds, held_out=False))
    claims = {d.document.id: extractor.extract(d.document, threshold=LOWEST) for d in documents}
    print_errors(extractor, documents, claims, extractor.ranker.threshold)


if __name__ == "__main__":
    main()
