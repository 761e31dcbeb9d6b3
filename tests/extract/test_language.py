"""Language pipelines: the shipped one loads, an unsuitable one is refused with advice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from realpolitik.errors import PipelineUnavailableError
from realpolitik.extract import Extractor
from realpolitik.extract.language import load_pipeline, pipeline_version
from realpolitik.resources import pipeline_path
from realpolitik.vocabulary import ActorRegistry, RelationScheme


def test_the_shipped_pipeline_is_loaded_once() -> None:
    """It is large; two extractors share it."""
    nlp = load_pipeline(None, pipeline_path())

    assert load_pipeline(None, pipeline_path()) is nlp
    assert pipeline_version(nlp).startswith("en_ud_small ")


def test_the_libraries_of_language_are_loaded_with_the_pipeline() -> None:
    """A build that has nothing to read, or lets other processes read, does without them."""
    code = "import sys, realpolitik.extract as extract; extract.Extractor; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "realpolitik.extract.extractor" in loaded.split()
    assert set(loaded.split()).isdisjoint({"spacy", "thinc"})


def test_ranks_end_no_sentence() -> None:
    """The stop of "Lt." and "Col." belongs to the word."""
    doc = load_pipeline(None, pipeline_path())("The news was good, said Lt. Col. Jane Roe of Norway.")

    assert {"Lt.", "Col."} <= {token.text for token in doc}


def test_unknown_pipelines_are_refused() -> None:
    """The message names the pipeline and says what to do."""
    with pytest.raises(PipelineUnavailableError, match=r"'no_such_pipeline'.*install it.*--pipeline"):
        load_pipeline("no_such_pipeline", pipeline_path())


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    """A path may be given; what lies there must be a pipeline."""
    with pytest.raises(PipelineUnavailableError):
        load_pipeline(str(tmp_path), pipeline_path())


def test_a_broken_shipped_pipeline_is_named(tmp_path: Path) -> None:
    """Without a name, the message speaks of the shipped one."""
    with pytest.raises(PipelineUnavailableError, match="shipped with realpolitik"):
        load_pipeline(None, tmp_path / "missing")


def test_pipelines_without_a_parser_are_refused(tmp_path: Path) -> None:
    """Claims are read off the parse."""
    spacy.blank("en").to_disk(tmp_path / "bare")

    with pytest.raises(PipelineUnavailableError, match="Universal Dependencies"):
        load_pipeline(str(tmp_path / "bare"), pipeline_path())


def test_pipelines_with_other_labels_are_refused(tmp_path: Path) -> None:
    """A parser of another scheme would give nonsense in silence."""
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in ("nsubj", "dobj", "pobj"):
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "other")

    with pytest.raises(PipelineUnavailableError, match="trained on UD"):
        load_pipeline(str(tmp_path / "other"), pipeline_path())


def test_the_extractor_takes_a_pipeline_by_name(scheme: RelationScheme) -> None:
    """Its errors reach whoever asked for it; a path of a suitable one works and shows in the version."""
    with pytest.raises(PipelineUnavailableError):
        Extractor(scheme, ActorRegistry(()), pipeline="no_such_pipeline")
    extractor = Extractor(scheme, ActorRegistry(()), pipeline=str(pipeline_path()))

    assert "en_ud_small" in extractor.version
