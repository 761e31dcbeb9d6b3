"""Trains a pipeline further on treebanks, within a given time, and keeps the best weights on disk.

    python benchmarks/pipeline/train.py START OUT --treebanks FOLDER --minutes 70

START is a pipeline folder (for one that `grow.py` made, training fills in what was added). Every document
of the folder's treebanks is trained on, apart from PUD, which is for testing only, and every second
document of the development sets, on which the weights to keep are chosen. The learning rate follows a
cosine over the time given, or over `--epochs` where the run is to be repeated exactly. OUT/best holds the
best weights so far, OUT/log.tsv the figures.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import spacy
from corpus import iter_runs
from measure import measure
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, NumpyOps, set_current_ops
from treebanks import Sentence, build_doc, read_treebank

BATCH_WORDS = 1500
WARM_UP_STEPS = 150
# Genres nearest to news are read more often in an epoch, those furthest from it not always.
GENRE_TURNS = {
    "GUM_news": 2.0,
    "GUM_bio": 1.6,
    "GUM_speech": 1.4,
    "GUM_court": 1.2,
    "GUM_voyage": 1.2,
    "GUM_academic": 1.2,
    "GUM_vlog": 0.7,
    "reviews": 0.7,
    "answers": 0.7,
    "email": 0.8,
    "newsgroup": 1.5,
    "weblog": 1.5,
}

Documents = list[tuple[Sentence, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to train."""

    minutes: float
    epochs: float
    learn_rate: float
    dropout: float
    seed: int
    eval_minutes: float


def split_treebanks(folder: Path, *, hold_out_tests: bool) -> tuple[Documents, Documents]:
    """Return training and development documents of every treebank in `folder`."""
    training: Documents = []
    development: Documents = []
    for path in sorted(folder.glob("*.conllu*")):
        if path.name.startswith("pud") or (hold_out_tests and "-test" in path.name):
            continue
        documents = list(read_treebank(path))
        if "-dev" in path.name:
            development.extend(documents[1::2])
            documents = documents[::2]
        training.extend(documents)
    return training, development


def choose_turns(documents: Documents, random: Random) -> Documents:
    """Return the documents of one epoch: by genre some twice, some not."""
    chosen: Documents = []
    for document in documents:
        name = document[0].document
        turns = next((turns for genre, turns in GENRE_TURNS.items() if name.startswith(genre)), 1.0)
        chosen.extend([document] * (int(turns) + (random.random() < turns % 1)))
    return chosen


def iter_batches(
    nlp: Language, documents: Documents, random: Random
) -> Iterator[tuple[float, list[Example]]]:
    """Yield the epoch's share done and a batch, epoch after epoch."""
    epoch = 0
    known = set(nlp.get_pipe("morphologizer").labels)
    while True:
        chosen = choose_turns(documents, random)
        total = sum(len(sentence.words) for document in chosen for sentence in document)
        batch: list[Example] = []
        size = done = 0
        for gold in iter_runs(chosen, nlp.vocab, random):
            batch.append(_example(gold, known))
            size += len(gold)
            if size >= BATCH_WORDS:
                done += size
                yield epoch + done / total, batch
                batch, size = [], 0
        epoch += 1


def _example(gold: Doc, known: set[str]) -> Example:
    """Pair gold annotation with bare tokens; features without a label of the morphologizer's are left out."""
    for token in gold:
        label = "|".join(sorted([*filter(None, str(token.morph).split("|")), f"POS={token.pos_}"]))
        if label not in known:
            token.set_morph("")
            if f"POS={token.pos_}" not in known:
                token.pos_ = ""
    bare = Doc(gold.vocab, words=[token.text for token in gold], spaces=[bool(t.whitespace_) for t in gold])
    return Example(bare, gold)


def train(nlp: Language, training: Documents, development: Documents, plan: Plan, out: Path) -> None:
    """Train until the plan is done; write OUT/best whenever the development score is the best so far."""
    random = Random(plan.seed)
    spacy.util.fix_random_seed(plan.seed)
    optimizer = Adam(plan.learn_rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    nlp.resume_training(sgd=optimizer)
    golds = [build_doc(nlp.vocab, document) for document in development]
    out.mkdir(parents=True, exist_ok=True)
    best = -1.0
    started = checked = time.monotonic()
    losses: dict[str, float] = {}
    for step, (epochs, batch) in enumerate(iter_batches(nlp, training, random)):
        now = time.monotonic()
        progress = max(epochs / plan.epochs if plan.epochs else 0.0, (now - started) / 60 / plan.minutes)
        if progress >= 1 or now - checked > 60 * plan.eval_minutes or step == 0:
            with nlp.use_params(optimizer.averages):
                figures = measure(nlp, golds)
                score = 0.6 * figures["LAS"] + 0.25 * figures["SVO F1"] + 0.15 * figures["UPOS"]
                if score > best:
                    best = score
                    nlp.to_disk(out / "best")
            row = {
                "step": step,
                "epochs": epochs,
                "minutes": (now - started) / 60,
                "score": score,
                **figures,
                **losses,
            }
            with (out / "log.tsv").open("a", encoding="utf-8") as log:
                log.write(json.dumps({name: round(float(value), 3) for name, value in row.items()}) + "\n")
            losses = {}
            checked = time.monotonic()
        if progress >= 1:
            return
        warm = min(1.0, (step + 1) / WARM_UP_STEPS)
        optimizer.learn_rate = (
            plan.learn_rate * warm * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * progress)))
        )
        nlp.update(batch, drop=plan.dropout, sgd=optimizer, losses=losses)
        optimizer.step_schedules()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument(
        "--epochs", type=float, default=0, help="end after so many epochs, whatever the clock says"
    )
    parser.add_argument("--learn-rate", type=float, default=0.001)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--eval-minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--hold-out-tests", action="store_true", help="leave the test sets out of training")
    options = parser.parse_args(arguments)
    # NumPy's own BLAS is 1.7 times as fast as the BLIS that thinc uses by default.
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(options.start)
    training, development = split_treebanks(options.treebanks, hold_out_tests=options.hold_out_tests)
    plan = Plan(
        minutes=options.minutes,
        epochs=options.epochs,
        learn_rate=options.learn_rate,
        dropout=options.dropout,
        seed=options.seed,
        eval_minutes=options.eval_minutes,
    )
    train(nlp, training, development, plan, options.out)


if __name__ == "__main__":
    main()
