"""A pipeline of the shape of en_core_web_sm, untrained: it says nothing true, and takes as long to say it.

For machines on which the trained one is not installed.  Shape as in the configuration of en_core_web_sm 3.8:
a shared HashEmbedCNN of width 96 and depth 4 for tagger and parser, one more for the names.
"""

from __future__ import annotations

import random
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

_TAGS, _DEPENDENCIES, _NAMES = 50, 45, 18  # how many labels the trained one has
_WORDS = ("Norland", "lent", "oil", "money", "to", "Esterland", "and", "its", "army", "on", "Monday")
_LENGTH = 60


def untrained_pipeline() -> Language:
    """Return the pipeline, with weights as they are before training."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": _encoder()})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    nlp.add_pipe("parser", config={"model": _transitions("parser", listener)})
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("ner", config={"model": _transitions("ner", _encoder())})
    examples = list(_examples(nlp))
    nlp.initialize(lambda: examples)
    return nlp


def _encoder() -> dict[str, Any]:
    return {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "width": 96,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
        "pretrained_vectors": None,
    }


def _transitions(kind: str, encoder: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": encoder,
    }


def _examples(nlp: Language) -> list[Example]:
    """Return random analyses in which every label occurs, from which the layers get their sizes."""
    chance = random.Random(1)
    made = []
    for number in range(60):
        words = [chance.choice(_WORDS) for _ in range(_LENGTH)]
        heads = [max(0, place - chance.randint(1, 4)) for place in range(_LENGTH)]
        labels = [f"d{(number + place) % _DEPENDENCIES}" for place in range(_LENGTH)]
        labels[0] = "ROOT"
        tags = [f"t{(number + place) % _TAGS}" for place in range(_LENGTH)]
        names = [f"B-N{(number + place) % _NAMES}" if place % 5 == 0 else "O" for place in range(_LENGTH)]
        analysed = Doc(nlp.vocab, words=words, heads=heads, deps=labels, tags=tags, ents=names)
        made.append(Example(nlp.make_doc(" ".join(words)), analysed))
    return made
