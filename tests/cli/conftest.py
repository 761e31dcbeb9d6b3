"""An extractor that commands are given in tests."""

from __future__ import annotations

import pytest

import realpolitik.extract
from extraction_probe import make_registry
from realpolitik.extract import Extractor
from realpolitik.pipeline import load_vocabulary


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The shipped pipeline and model with a small registry."""
    return Extractor(load_vocabulary()[0], make_registry())


@pytest.fixture
def small_extractor(monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> None:
    """Load the pipeline once for all tests."""
    monkeypatch.setattr(realpolitik.extract, "Extractor", lambda *_args, **_options: extractor)
