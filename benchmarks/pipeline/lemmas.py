"""Puts right what the verb rules of the lemma tables get wrong: "press" is not *pres*, "staged" not *stag*.

    python benchmarks/pipeline/lemmas.py PIPELINE

A known verb that ends like an inflected one is its own lemma (press, need, bring). Of two known verbs that
differ by a final e, the form without a doubled consonant belongs to the one with the e (hoped, staging,
fines): spaCy lets the last rule that fits win, so the rules that leave the e go last. Rare verbs that would
then take the forms of common ones (singe: singing) go from the table of known verbs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy
from spacy.language import Language

# For a verb that is not known the first rule that fits wins (pedestrianized), for a known one the last.
VERB_RULES = [
    ["s", ""],
    ["ed", "e"],
    ["ing", "e"],
    ["es", ""],
    ["ed", ""],
    ["ing", ""],
    ["s", ""],
    ["ies", "y"],
    ["es", "e"],
    ["ed", "e"],
    ["ing", "e"],
]
RARE_VERBS = frozenset({"abye", "barde", "birle", "blate", "dinge", "singe", "swinge", "tinge"})


def correct_tables(nlp: Language) -> int:
    """Change the verb rules, exceptions and known verbs of a pipeline; return how many exceptions are new."""
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    verbs = [verb for verb in lookups.get_table("lemma_index")["verb"] if verb not in RARE_VERBS]
    lookups.get_table("lemma_index")["verb"] = verbs
    lookups.get_table("lemma_rules")["verb"] = VERB_RULES
    exceptions = lookups.get_table("lemma_exc")
    added = {
        verb: [verb]
        for verb in sorted(verbs)
        if verb.endswith(("s", "ed", "ing")) and verb not in exceptions["verb"]
    }
    exceptions["verb"] = {**exceptions["verb"], **added}
    return len(added)


def main() -> None:
    """Read the options and correct the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pipeline", type=Path)
    options = parser.parse_args()
    nlp = spacy.load(options.pipeline)
    print(f"{correct_tables(nlp)} exceptions added")
    nlp.get_pipe("lemmatizer").to_disk(options.pipeline / "lemmatizer")  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
