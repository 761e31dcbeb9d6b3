"""Reads Universal Dependencies treebanks (CoNLL-U, plain or .xz) as spaCy documents with gold annotation.

In: paths to `.conllu` or `.conllu.xz` files. Out: documents as tuples of `Sentence`s, and
`spacy.tokens.Doc`s made of them. A multiword token ("don't") becomes its syntactic words as adjacent tokens
without a space between them, which is how spaCy's own tokenizer cuts English. Knows nothing of training:
what is augmented is in `corpus.py`.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One syntactic word; `head` counts words of the sentence from 0 and points at itself in the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The words of one sentence; `opens_paragraph` where the treebank marks a new paragraph or heading."""

    words: tuple[Word, ...]
    opens_paragraph: bool
    document: str


def read_treebank(path: Path) -> Iterator[tuple[Sentence, ...]]:
    """Yield the documents of a treebank file, each a tuple of sentences."""
    with _open_text(path) as lines:
        document: list[Sentence] = []
        name = ""
        for block in _blocks(lines):
            newdoc = next((line for line in block if line.startswith("# newdoc")), None)
            if newdoc is not None:
                if document:
                    yield tuple(document)
                document, name = [], newdoc.partition("=")[2].strip()
            document.append(_parse_sentence(block, document=name))
        if document:
            yield tuple(document)


def _open_text(path: Path) -> TextIO:
    """Open a plain or xz-compressed text file."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _blocks(lines: TextIO) -> Iterator[list[str]]:
    """Group lines into sentence blocks, which blank lines part."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line.rstrip("\n"))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _parse_sentence(block: Sequence[str], *, document: str) -> Sentence:
    """Parse the lines of one sentence; empty nodes of the enhanced graph (1.1) are passed over."""
    rows = [line.split("\t") for line in block if not line.startswith("#")]
    glued: set[int] = set()  # 1-based ids of words that no space follows
    for row in rows:
        if "-" not in row[0]:
            continue
        start, end = (int(part) for part in row[0].split("-"))
        glued.update(range(start, end + ("SpaceAfter=No" in row[9])))
    inside_multiword = {
        number
        for row in rows
        if "-" in row[0]
        for number in range(int(row[0].split("-")[0]), int(row[0].split("-")[1]) + 1)
    }
    words = []
    for row in rows:
        if not row[0].isdigit():
            continue
        number = int(row[0])
        no_space = number in glued or (
            number not in inside_multiword and "SpaceAfter=No" in row[9].split("|")
        )
        words.append(
            Word(
                form=row[1],
                lemma=row[2],
                upos=row[3],
                xpos=row[4],
                feats=row[5],
                head=int(row[6]) - 1 if row[6] != "0" else number - 1,
                deprel=row[7] if row[6] != "0" else "ROOT",
                space_after=not no_space,
            ),
        )
    opens = any(line.startswith(("# newpar", "# newdoc")) for line in block)
    return Sentence(words=tuple(words), opens_paragraph=opens, document=document)


def build_doc(vocab: Vocab, sentences: Sequence[Sentence]) -> Doc:
    """Return one gold document made of `sentences`."""
    words = [word for sentence in sentences for word in sentence.words]
    heads: list[int] = []
    for sentence in sentences:
        base = len(heads)
        heads.extend(base + word.head for word in sentence.words)
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space_after for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=["" if word.feats == "_" else word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.deprel for word in words],
    )
