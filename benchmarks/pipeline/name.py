"""Writes name, version, licence and origin into a trained pipeline's meta.json, and takes machine paths out.

python benchmarks/pipeline/name.py PIPELINE --version 0.2.0
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

DESCRIPTION = "English tagger, morphologizer, parser and rule lemmatizer with Universal Dependencies labels."
SOURCES = [
    {
        "name": "UD English EWT",
        "url": "https://github.com/UniversalDependencies/UD_English-EWT",
        "license": "CC BY-SA 4.0",
    },
    {
        "name": "UD English GUM, the genres whose texts may be passed on",
        "url": "https://github.com/UniversalDependencies/UD_English-GUM",
        "license": "CC BY 4.0 (annotations), CC BY or CC BY-SA (texts)",
    },
    {
        "name": "WordNet 3.0, for the lemma tables",
        "url": "https://wordnet.princeton.edu",
        "license": "WordNet 3.0",
    },
]


def name_pipeline(folder: Path, version: str) -> None:
    """Write the fields that a reader of `nlp.meta` wants, and drop what only the training machine knew."""
    meta_path = folder / "meta.json"
    meta = json.loads(meta_path.read_text(encoding="utf-8"))
    meta |= {
        "name": "ud_small",
        "version": version,
        "description": DESCRIPTION,
        "license": "CC BY-SA 4.0",
        "sources": SOURCES,
        "performance": {},  # figures are in benchmarks/pipeline/README.md, on text never trained on
    }
    meta_path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    config_path = folder / "config.cfg"
    config = config_path.read_text(encoding="utf-8")
    config_path.write_text(re.sub(r"(?m)^(train|dev) = .*$", r"\1 = null", config), encoding="utf-8")


def main() -> None:
    """Read the options and name the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    name_pipeline(options.pipeline, options.version)


if __name__ == "__main__":
    main()
