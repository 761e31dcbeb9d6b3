"""Gold documents with their claims, as the trainers and benchmarks read them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ewt_documents import read_documents, read_rows
from split import is_held_out

from realpolitik.documents import iter_documents
from realpolitik.model import Document, DocumentId

FILES = ("claims.dev.jsonl", "claims.invented.jsonl")


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as a careful reader made it, aliases resolved."""

    subject: str
    relation: str
    object: str
    status: str
    attributed_to: str | None
    start: int
    end: int
    core: bool
    amount: str | None
    when: str | None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with its claims."""

    document: Document
    claims: tuple[GoldClaim, ...]
    aliases: Mapping[str, str]

    @property
    def real(self) -> bool:
        """Whether others wrote it; the invented ones were written for this project."""
        return not self.document.id.startswith(("b0", "c0", "d0"))

    @property
    def web(self) -> bool:
        """Whether it is of the English Web Treebank."""
        return self.document.id.startswith(("weblog-", "newsgroup-", "email-", "reviews-", "answers-"))


TRAINING = Path(__file__).with_name("training_documents")


def read_gold(gold: Path, seeds: Path, *, held_out: bool) -> Iterator[GoldDocument]:
    """Yield the open or the held-out documents."""
    aliases = json.loads((gold.parent / "eval" / "aliases.json").read_text(encoding="utf-8"))
    claims = _claims((gold / name for name in FILES), aliases)
    folders = (gold / "docs", gold / "invented", seeds)
    for name in sorted(claims):
        if is_held_out(name) == held_out:
            yield GoldDocument(_document(name, folders), tuple(claims[name]), aliases)


def read_training(folder: Path = TRAINING) -> Iterator[GoldDocument]:
    """Yield the documents that were invented for training, in the genres of real ones (CC0).

    Short texts, such as the leads of news, lie many in one file, one a line.
    """
    claims = _claims(sorted(folder.glob("claims.*.jsonl")), {})
    short = _texts(sorted(folder.glob("texts.*.jsonl")))
    for name in sorted(claims):
        document = short.get(name) or _document(name, (folder,))
        yield GoldDocument(document, tuple(claims[name]), {})


def read_web(treebanks: Path) -> Iterator[GoldDocument]:
    """Yield the weblogs and newsgroup articles of the English Web Treebank, with their annotations.

    Args:
        treebanks: Folder with ewt-*.conllu or ewt-*.conllu.xz.
    """
    claims: dict[str, list[GoldClaim]] = defaultdict(list)
    for row in read_rows():
        found = claims[row["doc"]]
        if "relation" in row:
            found.append(_claim(row, {}))
    texts = read_documents(treebanks)
    for name in sorted(claims):
        yield GoldDocument(Document(id=DocumentId(name), text=texts[name]), tuple(claims[name]), {})


def _claims(files: Iterable[Path], aliases: Mapping[str, str]) -> dict[str, list[GoldClaim]]:
    by_document: dict[str, list[GoldClaim]] = defaultdict(list)
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            claims = by_document[row["doc"]]
            if "relation" in row:
                claims.append(_claim(row, aliases))
    return by_document


def _claim(row: Mapping[str, Any], aliases: Mapping[str, str]) -> GoldClaim:
    return GoldClaim(
        aliases.get(row["subject"], row["subject"]),
        row["relation"],
        aliases.get(row["object"], row["object"]),
        row["status"],
        row.get("attributed_to"),
        row["start"],
        row["end"],
        row.get("core", True),
        row.get("amount"),
        row.get("when"),
    )


def _texts(files: Iterable[Path]) -> dict[str, Document]:
    rows = (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return {row["doc"]: Document(id=DocumentId(row["doc"]), text=row["text"]) for row in rows}


def _document(name: str, folders: Iterable[Path]) -> Document:
    path = next(path for folder in folders if (path := folder / f"{name}.txt").exists())
    return next(iter(iter_documents([str(path)], on_skip=_stop)))


def _stop(error: Exception) -> None:
    raise error
