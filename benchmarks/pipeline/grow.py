"""Grows a trained pipeline: a larger tok2vec and parser that start out doing what the old ones do.

    python benchmarks/pipeline/grow.py OLD NEW --width 192 --depth 6 --hidden 128

Units are copied and their outgoing weights shared out (Net2Net, Chen et al. 2016), added layers begin as the
identity (layer-norm gain 0, inside a residual), added hidden units of the parser begin without a vote. So
training goes on from the old accuracy, or a little under it, instead of from nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.training import Example
from thinc.api import Model

Weights = NDArray[np.float32]
NOISE = 0.05  # of a weight matrix's standard deviation; breaks the tie between copied units
# Places of the 8 state tokens of the narrow parser among the 13 of the wide one (spaCy's _state.pxd).
STATE_TOKENS = (0, 1, 2, 3, 4, 7, 5, 6)


class Growth:
    """Knows which old unit each new unit copies, and how often each is copied."""

    def __init__(self, old: int, new: int, generator: np.random.Generator) -> None:
        copied = (
            generator.choice(old, size=new - old, replace=False)
            if new - old <= old
            else np.arange(new - old) % old
        )
        self.origin = np.concatenate([np.arange(old), copied]).astype(int)
        self.copies = np.bincount(self.origin, minlength=old)[self.origin].astype("float32")
        self.generator = generator

    def fan_out(self, weights: Weights, axis: int) -> Weights:
        """Widen the outputs along `axis` by copying."""
        return np.take(weights, self.origin, axis=axis)

    def fan_in(self, weights: Weights, axis: int) -> Weights:
        """Widen the inputs along `axis`, sharing each old weight among the copies."""
        shape = [1] * weights.ndim
        shape[axis] = -1
        return np.take(weights, self.origin, axis=axis) / self.copies.reshape(shape)

    def noisy(self, weights: Weights) -> Weights:
        """Add a little noise."""
        return (weights + self.generator.normal(0, NOISE * weights.std(), weights.shape)).astype("float32")


def _named(model: Model, name: str) -> list[Model]:
    """Return the nodes of a model that have parameters and this name."""
    return [node for node in model.walk() if node.name == name and node.param_names]


def grow_tok2vec(old: Model, new: Model, growth: Growth) -> None:
    """Fill the embedding tables and convolution layers of `new` from `old`."""
    for small, large in zip(_named(old, "hashembed"), _named(new, "hashembed"), strict=True):
        table = large.get_param("E").copy()
        table[:, : small.get_param("E").shape[1]] = small.get_param("E")
        large.set_param("E", table)
    small_layers, large_layers = _named(old, "maxout"), _named(new, "maxout")
    small_norms, large_norms = _named(old, "layernorm"), _named(new, "layernorm")
    for place, large in enumerate(large_layers):
        norm = large_norms[place]
        if place >= len(small_layers):
            norm.set_param("G", np.zeros_like(norm.get_param("G")))
            continue
        weights = growth.fan_out(small_layers[place].get_param("W"), 0)  # (nO, nP, nI)
        pieces, inputs = weights.shape[1], weights.shape[2]
        if place == 0:  # reads the concatenated embeddings; added columns begin with small random weights
            features = len(_named(old, "hashembed"))
            narrow = weights.reshape(weights.shape[0], pieces, features, -1)
            width = large.get_param("W").shape[2] // features
            wide = growth.generator.normal(0, 0.1 * weights.std(), (*narrow.shape[:3], width)).astype(
                "float32"
            )
            wide[..., : narrow.shape[3]] = narrow
            weights = wide.reshape(weights.shape[0], pieces, -1)
        else:  # reads a window of three neighbours
            split = weights.reshape(weights.shape[0], pieces, 3, inputs // 3)
            weights = growth.fan_in(split, 3).reshape(weights.shape[0], pieces, -1)
        large.set_param("W", growth.noisy(weights))
        large.set_param("b", growth.fan_out(small_layers[place].get_param("b"), 0))
        for name in ("G", "b"):
            norm.set_param(name, growth.fan_out(small_norms[place].get_param(name), 0))


def grow_output(old: Model, new: Model, growth: Growth) -> None:
    """Fill a tagger's softmax."""
    small, large = _named(old, "softmax")[0], _named(new, "softmax")[0]
    large.set_param("W", growth.fan_in(small.get_param("W"), 1).astype("float32"))
    large.set_param("b", small.get_param("b"))


def grow_parser(old: Model, new: Model, growth: Growth) -> None:
    """Fill the parser's three layers; added units have small random weights and no say in the scores yet."""
    small, large = _named(old.get_ref("tok2vec"), "linear")[0], _named(new.get_ref("tok2vec"), "linear")[0]
    hidden = small.get_param("W").shape[0]
    weights = large.get_param("W") * 0.3
    weights[:hidden] = growth.fan_in(small.get_param("W"), 1)
    large.set_param("W", weights)
    bias = np.zeros_like(large.get_param("b"))
    bias[:hidden] = small.get_param("b")
    large.set_param("b", bias)
    small, large = old.get_ref("lower"), new.get_ref("lower")
    places = STATE_TOKENS if large.get_param("W").shape[0] > small.get_param("W").shape[0] else range(8)
    weights = large.get_param("W") * 0.3
    weights[:, :hidden] = 0  # the old units do not see the added state tokens and inputs yet
    pad = np.zeros_like(large.get_param("pad"))
    for before, after in enumerate(places):
        weights[after, :hidden, :, :hidden] = small.get_param("W")[before]
        pad[:, after, :hidden] = small.get_param("pad")[:, before]
    bias = np.zeros_like(large.get_param("b"))
    bias[:hidden] = small.get_param("b")
    large.set_param("W", weights)
    large.set_param("pad", pad)
    large.set_param("b", bias)
    small, large = old.get_ref("upper"), new.get_ref("upper")
    weights = np.zeros_like(large.get_param("W"))
    weights[:, :hidden] = small.get_param("W")
    large.set_param("W", weights)
    large.set_param("b", small.get_param("b"))


def grow(old: Language, *, width: int, depth: int, hidden: int, more_state: bool, seed: int = 7) -> Language:
    """Return a larger pipeline that starts out from `old`."""
    config = old.config.copy()
    components = config["components"]
    components["tok2vec"]["model"]["embed"]["width"] = width
    components["tok2vec"]["model"]["encode"].update(width=width, depth=depth)
    for name in ("tagger", "morphologizer", "parser"):
        components[name]["model"]["tok2vec"]["width"] = width
    components["parser"]["model"].update(hidden_width=hidden, extra_state_tokens=more_state)
    new = spacy.util.load_model_from_config(config, auto_fill=True)
    new.vocab.from_bytes(old.vocab.to_bytes())
    new.tokenizer.from_bytes(old.tokenizer.to_bytes())
    new.get_pipe("lemmatizer").from_bytes(old.get_pipe("lemmatizer").to_bytes())
    spacy.util.fix_random_seed(seed)
    sample = [Example(new.make_doc("They met ."), old("They met ."))]
    for name in ("tok2vec", "tagger", "morphologizer", "parser"):
        labels = getattr(old.get_pipe(name), "label_data", None)
        new.get_pipe(name).initialize(lambda: sample, nlp=new, **({"labels": labels} if labels else {}))
    _require_same_order(old, new)
    generator = np.random.default_rng(seed)
    growth = Growth(old.get_pipe("tok2vec").model.get_dim("nO"), width, generator)
    grow_tok2vec(old.get_pipe("tok2vec").model, new.get_pipe("tok2vec").model, growth)
    for name in ("tagger", "morphologizer"):
        grow_output(old.get_pipe(name).model, new.get_pipe(name).model, growth)
    grow_parser(old.get_pipe("parser").model, new.get_pipe("parser").model, growth)
    return new


def _require_same_order(old: Language, new: Language) -> None:
    """Stop where the classes of the new pipeline are not those of the old one in the same order."""
    for name in ("tagger", "morphologizer"):
        if old.get_pipe(name).labels != new.get_pipe(name).labels:
            raise SystemExit(f"{name}: labels of the grown pipeline are in another order")
    if old.get_pipe("parser").move_names != new.get_pipe("parser").move_names:
        raise SystemExit("parser: moves of the grown pipeline are in another order")


def main() -> None:
    """Write a grown pipeline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--width", type=int, default=192)
    parser.add_argument("--depth", type=int, default=6)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument(
        "--more-state", action="store_true", help="13 state tokens for the parser instead of 8"
    )
    options = parser.parse_args()
    grown = grow(
        spacy.load(options.old),
        width=options.width,
        depth=options.depth,
        hidden=options.hidden,
        more_state=options.more_state,
    )
    grown.to_disk(options.new)


if __name__ == "__main__":
    main()
