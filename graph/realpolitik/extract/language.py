"""The language pipeline: the shipped one, or any installed spaCy pipeline with UD labels."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import PipelineUnavailableError
from realpolitik.extract.parse_guards import guard

if TYPE_CHECKING:
    from spacy.language import Language

_UD_LABELS = frozenset({"nsubj", "obj", "obl", "ccomp", "conj"})
_NEEDED = ("parser",)
# Ranks whose stop the tokenizer of English would take for the sentence's ("said Lt. Col. | Jane Roe").
_RANKS = (
    "Amb", "Atty", "Brig", "Capt", "Cdr", "Cmdr", "Col", "Cols", "Cpl", "Gens", "Hon", "Lieut", "Lt", "Maj",
    "Mlle", "Mme", "Pfc", "Pres", "Pvt", "Reps", "Rt", "Sens", "Sgt", "Supt",
)  # fmt: skip


@cache
def load_pipeline(name: str | None, shipped: Path) -> Language:
    """Load a pipeline, once, with the guards that mend its parser's known faults.

    Args:
        name: Name of an installed pipeline, or path of one; None for the shipped one.
        shipped: Where the shipped one lies.

    Raises:
        PipelineUnavailableError: It isn't installed, or lacks UD labels.
    """
    import spacy  # noqa: PLC0415 - half a second that only extraction should pay

    try:
        nlp = spacy.load(shipped if name is None else name)
    except (OSError, ValueError) as error:
        raise PipelineUnavailableError(
            f"language pipeline {name or 'shipped with realpolitik'!r} cannot be loaded; "
            "install it with pip, or leave --pipeline out to use the shipped one"
        ) from error
    missing = [part for part in _NEEDED if part not in nlp.pipe_names]
    labels = set(nlp.get_pipe("parser").labels) if not missing else set()  # type: ignore[attr-defined]
    if not labels >= _UD_LABELS:
        raise PipelineUnavailableError(
            f"language pipeline {name!r} has no parser with Universal Dependencies labels; "
            "use a pipeline trained on UD, or leave --pipeline out to use the shipped one"
        )
    for rank in _RANKS:
        nlp.tokenizer.add_special_case(f"{rank}.", [{"ORTH": f"{rank}."}])  # type: ignore[union-attr]
    return guard(nlp)


def pipeline_version(nlp: Language) -> str:
    """Return name and version of a pipeline, such as `en_ud_small 0.1.0`."""
    return f"{nlp.meta.get('lang', '')}_{nlp.meta.get('name', 'pipeline')} {nlp.meta.get('version', '0')}"
