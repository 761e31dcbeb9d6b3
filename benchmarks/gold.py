"""Gold documents with their claims, as the trainers and benchmarks read them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from split import is_held_out

from realpolitik.documents import iter_documents
from realpolitik.model import Document

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
        return not self.document.id.startswith("b0")


def read_gold(gold: Path, seeds: Path, *, held_out: bool) -> Iterator[GoldDocument]:
    """Yield the open or the held-out documents."""
    aliases = json.loads((gold.parent / "eval" / "aliases.json").read_text(encoding="utf-8"))
    by_document: dict[str, list[GoldClaim]] = defaultdict(list)
    for name in FILES:
        for line in (gold / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            claims = by_document[row["doc"]]
            if "relation" in row:
                claims.append(
                    GoldClaim(
                        aliases.get(row["subject"], row["subject"]),
                        row["relation"],
                        aliases.get(row["object"], row["object"]),
                        row["status"],
                        row["attributed_to"],
                        row["start"],
                        row["end"],
                        row["core"],
                        row.get("amount"),
                        row.get("when"),
                    )
                )
    for name in sorted(by_document):
        if is_held_out(name) != held_out:
            continue
        path = next(p for folder in (gold / "docs", gold / "invented", seeds) if (p := folder / f"{name}.txt").exists())
        for document in iter_documents([str(path)], on_skip=_stop):
            yield GoldDocument(document, tuple(by_document[name]), aliases)


def _stop(error: Exception) -> None:
    raise error
