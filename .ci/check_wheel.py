"""Check what a wheel holds: everything that the code opens, and nothing that only developers need."""

from __future__ import annotations

import sys
import zipfile

_NEEDED = (
    "realpolitik/py.typed",
    "realpolitik/_resources/ontology/realpolitik.ttl",
    "realpolitik/_resources/ontology/relations.ttl",
    "realpolitik/_resources/ontology/shapes.ttl",
    "realpolitik/_resources/ontology/actors/countries.ttl",
    "realpolitik/_resources/ontology/queries/",
    "realpolitik/_resources/seeds/SOURCES.md",
    "realpolitik/extract/en_ud_small/NOTICE",
    "realpolitik/extract/en_ud_small/parser/model",
    "realpolitik/views/explorer/page.html.j2",
    "realpolitik/views/explorer/scripts/main.js",
    "realpolitik/views/explorer/styles/page.css",
    "realpolitik/server/pages/query.html",
    "realpolitik/server/pages/query.js",
    "realpolitik/server/pages/editor.js",
    "realpolitik/server/pages/editor.LICENSE.txt",
    ".dist-info/licenses/LICENSE",
    ".dist-info/licenses/LICENSES/CC-BY-4.0.txt",
    ".dist-info/licenses/LICENSES/CC-BY-SA-4.0.txt",
    ".dist-info/licenses/ontology/NOTICE",
    ".dist-info/licenses/graph/realpolitik/extract/en_ud_small/NOTICE",
    ".dist-info/licenses/graph/realpolitik/server/pages/editor.LICENSE.txt",
)
_UNWANTED = ("tests/", "test_", ".test.", "notebooks/", "benchmarks/", "__pycache__", ".ci/", "node_modules")
_LARGEST = 30_000_000  # bytes: the language pipeline has 12 MiB and may grow to 25


def main() -> None:
    """Exit with what is missing or too much."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        names = wheel.namelist()
        size = sum(entry.compress_size for entry in wheel.infolist())
    missing = [needed for needed in _NEEDED if not any(needed in name for name in names)]
    unwanted = [name for name in names if any(part in name for part in _UNWANTED)]
    if missing or unwanted or size > _LARGEST:
        sys.exit(f"{sys.argv[1]}: missing {missing}, unwanted {unwanted}, {size:,} bytes")
    sys.stdout.write(f"{len(names)} files, {size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
