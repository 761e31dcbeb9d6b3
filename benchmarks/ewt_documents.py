"""Real documents of UD_English-EWT, rebuilt from its treebank, and a check of the claims annotated in them.

    python benchmarks/ewt_documents.py ../shared/pipeline/treebanks          # name, words and claims of each
    python benchmarks/ewt_documents.py ../shared/pipeline/treebanks --check

The annotations give offsets alone: the texts are CC BY-SA 4.0 and stay outside the project.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ANNOTATIONS = Path(__file__).with_name("annotations")
ONTOLOGY = Path(__file__).parent.parent / "ontology"
_MARKS = ("when", "amount")
_NAMED = re.compile(r"(person|org):[a-z0-9]+(-[a-z0-9]+)*")


def read_documents(folder: Path) -> dict[str, str]:
    """Rebuild the documents of a treebank folder, by name.

    Sentences are joined by a space, paragraphs by an empty line.
    """
    documents: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*ewt*.conllu*")):
        parts: list[str] = []
        glue = ""
        for line in _lines(file):
            key, _, value = line.removeprefix("# ").rstrip("\n").partition(" = ")
            if key == "newdoc id":
                parts = documents.setdefault(value.strip(), [])
                glue = ""
            elif key.startswith("newpar") and parts:
                glue = "\n\n"
            elif key == "text":
                parts += [glue, value.strip()]
                glue = " "
    return {name: "".join(parts) for name, parts in documents.items()}


def read_rows(annotations: Path = ANNOTATIONS) -> Iterator[dict[str, Any]]:
    """Yield the rows of all annotation files: claims, and documents without any."""
    for file in sorted(annotations.glob("ewt-*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def check(rows: Iterable[dict[str, Any]], texts: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with the rows."""
    countries = _names(ONTOLOGY / "actors" / "countries.ttl", r"^actor:([A-Z]{3}) a ")
    relations = _names(ONTOLOGY / "relations.ttl", r"^rp:([a-z-]+) a rp:RelationType")
    for row in rows:
        text = texts.get(row["doc"])
        if text is None:
            yield f"no such document: {row['doc']}"
        if text is None or "relation" not in row:
            continue
        problems = [
            f"no actor: {row[key]}"
            for key in ("subject", "object")
            if row[key] not in countries and not _NAMED.fullmatch(row[key])
        ]
        if row["relation"] not in relations:
            problems.append(f"no relation: {row['relation']}")
        if row["status"] not in {"actual", "possible", "negated"}:
            problems.append(f"no status: {row['status']}")
        if not 0 <= row["start"] < row["end"] <= len(text):
            problems.append("the quote lies outside the text")
        problems += [
            f"the {mark} lies outside the text"
            for mark in _MARKS
            if f"{mark}_start" in row and not 0 <= row[f"{mark}_start"] < row[f"{mark}_end"] <= len(text)
        ]
        yield from (f"{row['doc']}: {problem}: {row}" for problem in problems)


def main() -> None:
    """List the annotated documents, or check the annotations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path, help="a folder with ewt-*.conllu or ewt-*.conllu.xz")
    parser.add_argument("--check", action="store_true", help="check offsets, actors and relations")
    chosen = parser.parse_args()
    texts = read_documents(chosen.treebanks)
    rows = list(read_rows())
    if chosen.check:
        problems = list(check(rows, texts))
        print(*problems, f"{len(rows)} rows, {len(problems)} problems", sep="\n")
        raise SystemExit(bool(problems))
    claims = Counter(row["doc"] for row in rows if "relation" in row)
    for name in sorted({row["doc"] for row in rows}):
        print(name, len(texts[name].split()), claims[name])


def _lines(file: Path) -> Iterator[str]:
    data = file.read_bytes()
    text = (lzma.decompress(data) if file.suffix == ".xz" else data).decode()
    yield from (line for line in text.split("\n") if line.startswith("#"))


def _names(file: Path, pattern: str) -> set[str]:
    return set(re.findall(pattern, file.read_text(encoding="utf-8"), re.MULTILINE))


if __name__ == "__main__":
    main()
