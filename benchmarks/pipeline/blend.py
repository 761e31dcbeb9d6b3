"""Averages the weights of pipelines of one shape that were trained from the same start (a "model soup").

    python benchmarks/pipeline/blend.py OUT PIPELINE=SHARE PIPELINE=SHARE...

Weights between a start and what was trained from it often do better than either (Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy
from spacy.language import Language

TRAINED = ("tok2vec", "tagger", "morphologizer", "parser")


def blend(pipelines: list[tuple[Language, float]]) -> Language:
    """Return the first pipeline with the weighted mean of all weights; shares are scaled to add up to one."""
    total = sum(share for _, share in pipelines)
    result = pipelines[0][0]
    for name in TRAINED:
        nodes = [list(nlp.get_pipe(name).model.walk()) for nlp, _ in pipelines]  # type: ignore[attr-defined]
        for same in zip(*nodes, strict=True):
            for parameter in same[0].param_names:
                mean = sum(
                    node.get_param(parameter) * (share / total)
                    for node, (_, share) in zip(same, pipelines, strict=True)
                )
                same[0].set_param(parameter, mean)
    return result


def main() -> None:
    """Read the options and write the blend."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("pipelines", nargs="+", help="folder=share")
    options = parser.parse_args()
    parts = [argument.rpartition("=") for argument in options.pipelines]
    blend([(spacy.load(folder), float(share)) for folder, _, share in parts]).to_disk(options.out)


if __name__ == "__main__":
    main()
