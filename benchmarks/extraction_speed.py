"""What extraction costs beside the language pipeline alone: CPU time per 1,000 words, their ratio, memory.

    python benchmarks/extraction_speed.py [FOLDER_OF_TEXTS]

Both are measured by turns in one process, so that the ratio holds on a busy machine too.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from realpolitik.documents import iter_documents
from realpolitik.extract import Extractor
from realpolitik.extract.language import load_pipeline
from realpolitik.extract.passages import parse_passages
from realpolitik.model import Document
from realpolitik.pipeline import load_vocabulary
from realpolitik.resources import pipeline_path

TEXTS = Path(__file__).with_name("training_documents")
ROUNDS = 3


def seconds_of(work: Callable[[Document], object], documents: Sequence[Document]) -> float:
    """Return the CPU time that some work takes on all documents."""
    started = time.process_time()
    for document in documents:
        work(document)
    return time.process_time() - started


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=TEXTS)
    folder = parser.parse_args().folder
    paths = [str(path) for path in sorted(folder.glob("*.txt"))]
    documents = list(iter_documents(paths, on_skip=print))
    words = sum(len(document.text.split()) for document in documents)
    extractor = Extractor(*load_vocabulary())
    nlp = load_pipeline(None, pipeline_path())
    known: frozenset[str] = frozenset()
    seconds_of(extractor.extract, documents[:3])  # first calls fill caches
    parsing, extracting = [], []
    for _ in range(ROUNDS):
        parsing.append(seconds_of(lambda document: parse_passages(document, nlp, known), documents))
        extracting.append(seconds_of(extractor.extract, documents))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(documents)} documents, {words} words, best of {ROUNDS} rounds")
    for name, times in (("language pipeline", parsing), ("whole extractor", extracting)):
        best = min(times)
        print(f"{name:18}{words / best:9.0f} words a CPU second{best / words * 1e6:8.1f} ms per 1,000 words")
    print(f"ratio {min(extracting) / min(parsing):.2f}; peak memory {memory:.0f} MiB")


if __name__ == "__main__":
    main()
