"""Fits the output layers of a pipeline's tagger and morphologizer anew, on token vectors that stay.

    python benchmarks/pipeline/refit.py PIPELINE --treebanks FOLDER

After weights were blended, the two linear layers that read the token vectors are a little off. Fitting them
alone is a matter of a minute. The training documents are those of `train.py`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import spacy
from corpus import iter_runs
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Adam, NumpyOps, set_current_ops
from train import choose_turns, split_treebanks

BATCH = 2048


def read_vectors(nlp: Language, docs: list[Doc]) -> Any:
    """Return the token vectors of bare copies of the documents, one row per token."""
    bare = [
        Doc(nlp.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
        for doc in docs
    ]
    return np.concatenate(nlp.get_pipe("tok2vec").predict(bare))


def gold_labels(nlp: Language, docs: list[Doc], name: str) -> Any:
    """Return the number of each token's label, -1 where the component has no such label."""
    numbers = {label: number for number, label in enumerate(nlp.get_pipe(name).labels)}
    found = []
    for doc in docs:
        for token in doc:
            label = token.tag_
            if name == "morphologizer":
                features = [*filter(None, str(token.morph).split("|")), f"POS={token.pos_}"]
                label = "|".join(sorted(features))
            found.append(numbers.get(label, -1))
    return np.array(found)


def fit(layer: Any, vectors: Any, labels: Any, *, rounds: int, random: np.random.Generator) -> float:
    """Train a softmax layer from where it is; return the share of labels that it gets right."""
    known = labels >= 0
    vectors, labels = vectors[known], labels[known]
    optimizer = Adam(0.0005, L2=0.0, grad_clip=0.0, use_averages=True)
    for _ in range(rounds):
        order = random.permutation(len(labels))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            scores, backprop = layer.begin_update(vectors[rows])
            scores[np.arange(len(rows)), labels[rows]] -= 1
            backprop(scores / len(rows))
            layer.finish_update(optimizer)
    for node in layer.walk():
        for parameter in node.param_names:
            node.set_param(parameter, optimizer.averages[(node.id, parameter)])
    return float((layer.predict(vectors).argmax(axis=1) == labels).mean())


def refit(nlp: Language, folder: Path, *, rounds: int, seed: int = 11) -> None:
    """Fit both output layers on one varied reading of the training documents."""
    random = Random(seed)
    training, _ = split_treebanks(folder, hold_out_tests=False)
    docs = list(iter_runs(choose_turns(training, random), nlp.vocab, random))
    vectors = np.concatenate(
        [read_vectors(nlp, docs[start : start + 64]) for start in range(0, len(docs), 64)]
    )
    for name in ("tagger", "morphologizer"):
        layer = nlp.get_pipe(name).model.get_ref("output_layer")
        softmax = next(node for node in layer.walk() if node.name == "softmax")
        labels = gold_labels(nlp, docs, name)
        share = fit(softmax, vectors, labels, rounds=rounds, random=np.random.default_rng(seed))
        print(f"{name}: {100 * share:.2f} % of the training labels right")


def main() -> None:
    """Read the options, fit, and write the pipeline back."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(options.pipeline)
    refit(nlp, options.treebanks, rounds=options.rounds)
    nlp.to_disk(options.pipeline)


if __name__ == "__main__":
    main()
