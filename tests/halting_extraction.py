"""The extractor of `simple_extraction`, which stops at a document that tells it to, until it may go on.

So that a test can end a process while it is at work, at a moment that it knows and not after some time.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from realpolitik.model import Claim, Document
from simple_extraction import SimpleExtractor

HALT = "REALPOLITIK_TEST_HALT"
"""Names the folder in which it tells who waits (a file named by the process that started this one)."""
_PATIENCE_SECONDS = 300


class HaltingExtractor(SimpleExtractor):
    """Finds claims in sentences of one fixed form; waits where a text says so."""

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of the sentences that it knows how to read."""
        if "Wait here." in document.text:
            folder = Path(os.environ[HALT])
            (folder / str(os.getppid())).touch()
            ends = time.monotonic() + _PATIENCE_SECONDS
            while not (folder / "go").exists() and time.monotonic() < ends:
                time.sleep(0.02)
        return super().extract(document)
