"""Measures a spaCy pipeline with Universal Dependencies labels on treebanks.

    python benchmarks/pipeline/measure.py TREEBANK... [--pipeline PATH]... [--mend] [--every-second]

For each treebank and pipeline one row: UPOS, UAS and LAS (gold tokens, whole documents, no punctuation), the
precision, recall and F1 of subject-verb-object triples (nsubj, verb, obj: all three tokens right), verb
lemmas right, and words per CPU second. `--mend` puts the guards of `realpolitik.extract.parse_guards` in.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from treebanks import build_doc, read_treebank

from realpolitik.extract.parse_guards import guard

SHIPPED = Path(__file__).parents[2] / "graph" / "realpolitik" / "extract" / "en_ud_small"


def triples(doc: Doc) -> set[tuple[int, int, int]]:
    """Return (subject, verb, object) token places of every clause that has both."""
    found = set()
    for token in doc:
        if token.pos_ != "VERB":
            continue
        subjects = [child.i for child in token.children if child.dep_ == "nsubj"]
        objects = [child.i for child in token.children if child.dep_ == "obj"]
        found.update((subject, token.i, object_) for subject in subjects for object_ in objects)
    return found


def count_agreement(gold: Doc, guess: Doc) -> Counter[str]:
    """Count the words and triples on which `guess` agrees with `gold`, over the same tokens."""
    counts: Counter[str] = Counter()
    for wanted, got in zip(gold, guess, strict=True):
        counts["tokens"] += 1
        if wanted.pos_ == "PUNCT":
            continue
        same_head = wanted.head.i == got.head.i
        counts["words"] += 1
        counts["upos"] += wanted.pos_ == got.pos_
        counts["uas"] += same_head
        counts["las"] += same_head and wanted.dep_ == got.dep_
        if wanted.pos_ == "VERB":
            counts["verbs"] += 1
            counts["verb_lemmas"] += wanted.lemma_.lower() == got.lemma_.lower()
    wanted_triples, got_triples = triples(gold), triples(guess)
    counts["triples_wanted"] += len(wanted_triples)
    counts["triples_got"] += len(got_triples)
    counts["triples_right"] += len(wanted_triples & got_triples)
    return counts


def measure(nlp: Language, golds: Sequence[Doc]) -> dict[str, float]:
    """Parse the tokens of `golds` afresh and return the figures, per cent where not said otherwise."""
    bare = [
        Doc(
            nlp.vocab,
            words=[token.text for token in gold],
            spaces=[bool(token.whitespace_) for token in gold],
        )
        for gold in golds
    ]
    started = time.process_time()
    guesses = list(nlp.pipe(bare, batch_size=32))
    seconds = time.process_time() - started
    counts: Counter[str] = Counter()
    for gold, guess in zip(golds, guesses, strict=True):
        counts.update(count_agreement(gold, guess))
    return {**_shares(counts), "tokens per CPU s": counts["tokens"] / seconds}


def _shares(counts: Counter[str]) -> dict[str, float]:
    """Turn counts into percentages."""
    precision = 100 * counts["triples_right"] / max(1, counts["triples_got"])
    recall = 100 * counts["triples_right"] / max(1, counts["triples_wanted"])
    return {
        "UPOS": 100 * counts["upos"] / counts["words"],
        "UAS": 100 * counts["uas"] / counts["words"],
        "LAS": 100 * counts["las"] / counts["words"],
        "SVO P": precision,
        "SVO R": recall,
        "SVO F1": 2 * precision * recall / max(1e-9, precision + recall),
        "verb lemma": 100 * counts["verb_lemmas"] / max(1, counts["verbs"]),
    }


def main(arguments: Iterable[str] | None = None) -> None:
    """Print one table row per treebank and pipeline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebanks", nargs="+", type=Path)
    parser.add_argument("--pipeline", action="append", type=Path, help="folder; the shipped one by default")
    parser.add_argument("--mend", action="store_true", help="apply the parse guards too")
    parser.add_argument("--every-second", action="store_true", help="the half of a dev set not trained on")
    options = parser.parse_args(None if arguments is None else list(arguments))
    header = True
    for folder in options.pipeline or [SHIPPED]:
        nlp = guard(spacy.load(folder)) if options.mend else spacy.load(folder)
        for path in options.treebanks:
            documents = list(read_treebank(path))[1::2] if options.every_second else read_treebank(path)
            golds = [build_doc(nlp.vocab, sentences) for sentences in documents]
            row = measure(nlp, golds)
            if header:
                print("| pipeline | treebank | " + " | ".join(row) + " |")
                print("|---" * (len(row) + 2) + "|")
                header = False
            figures = " | ".join(
                f"{value:.0f}" if "CPU" in name else f"{value:.1f}" for name, value in row.items()
            )
            print(f"| {folder.name} | {path.name.split('.')[0]} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
