"""Fixtures for tests of builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from realpolitik.building import assembly, vocabulary

_VOCABULARY = vocabulary.load_vocabulary()


@pytest.fixture
def quick_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out validation and drawing, which other tests look at; the page tells what it was given.

    The fingerprint is fixed, so that a source file that is edited meanwhile makes no difference.
    """
    monkeypatch.setattr(assembly, "refuse_unless_valid", lambda _graph: None)
    monkeypatch.setattr("realpolitik.views.render_explorer", lambda **given: repr(sorted(given.items())))
    monkeypatch.setattr(assembly, "fingerprint", lambda *_given, **_named: b"fixed")
    monkeypatch.setattr(vocabulary, "load_vocabulary", lambda *_paths: _VOCABULARY)


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with four documents of two claims each."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abcd":
        text = f"France met Chad. China lent Iran ${ord(name)} million."
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
