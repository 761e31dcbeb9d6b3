"""What extraction costs beside the language pipeline alone: CPU time per 1,000 words, their ratio, memory.

    python benchmarks/extraction_speed.py [FOLDER_OF_TEXTS] [--rounds N]

Each document is parsed, read by the whole extractor, and parsed again, one after the other in one process, so
that the ratio holds on a busy machine too; the time of the pipeline is the mean of both.  Every document is
new to the process, as in a build.  With more rounds the least time of each document counts, which flatters
caches.  Beside them en_core_web_sm reads each document; where it is not installed, an untrained pipeline of
its shape does, which takes about as long.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language
from web_style_pipeline import untrained_pipeline

from realpolitik.documents import iter_documents
from realpolitik.extract import Extractor
from realpolitik.extract.language import load_pipeline
from realpolitik.extract.passages import parse_passages
from realpolitik.model import Document
from realpolitik.pipeline import load_vocabulary
from realpolitik.resources import pipeline_path

TEXTS = Path(__file__).with_name("training_documents")
_WEB = "en_core_web_sm"
WARMING = 10  # documents that fill caches and are not counted


def seconds_of(work: Callable[[], object]) -> float:
    """Return the CPU time that some work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=TEXTS)
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    paths = [str(path) for path in sorted(arguments.folder.glob("*.txt"))]
    documents = list(iter_documents(paths, on_skip=print))
    extractor = Extractor(*load_vocabulary())
    nlp = load_pipeline(None, pipeline_path())
    web_name, web = web_style()
    first = min(WARMING, len(documents) // 4)
    for document in documents[:first]:
        extractor.extract(document)
        web(document.text)
    parsing, extracting, beside, words = 0.0, 0.0, 0.0, 0
    for document in documents[first:]:
        rounds = [measured(document, extractor, nlp, web) for _ in range(arguments.rounds)]
        least = [min(taken) for taken in zip(*rounds, strict=True)]
        parsing, extracting, beside = parsing + least[0], extracting + least[1], beside + least[2]
        words += len(document.text.split())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(documents) - first} documents, {words} words, least of {arguments.rounds} rounds")
    for name, seconds in (
        ("language pipeline", parsing),
        ("whole extractor", extracting),
        (web_name, beside),
    ):
        rate, cost = words / seconds, seconds / words * 1e6
        print(f"{name:36}{rate:9.0f} words a CPU second{cost:8.1f} ms per 1,000 words")
    print(
        f"extractor to pipeline {extracting / parsing:.2f}, to {web_name} {extracting / beside:.2f}; "
        f"peak memory of all {memory:.0f} MiB"
    )


def web_style() -> tuple[str, Language]:
    """Return en_core_web_sm, or an untrained pipeline of its shape, with its name."""
    if spacy.util.is_package(_WEB):
        return _WEB, spacy.load(_WEB)
    return f"shape of {_WEB}, untrained", untrained_pipeline()


def measured(
    document: Document, extractor: Extractor, nlp: Language, web: Language
) -> tuple[float, float, float]:
    """Return the CPU time on a document of the pipeline alone, the whole extractor, the other one."""
    known: frozenset[str] = frozenset()
    before = seconds_of(lambda: parse_passages(document, nlp, known))
    extracting = seconds_of(lambda: extractor.extract(document))
    after = seconds_of(lambda: parse_passages(document, nlp, known))
    return (before + after) / 2, extracting, seconds_of(lambda: web(document.text))


if __name__ == "__main__":
    main()
