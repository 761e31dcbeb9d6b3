"""What no commit may bring in, and what the documents promise about the repository."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("name", ["build.txt", "test.txt"])
def test_pinned_requirements_have_hashes_and_name_no_index(name: str) -> None:
    """What is installed is what was checked, from wherever one's index is."""
    text = (_ROOT / "requirements" / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9][\w.-]*)==", text, flags=re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", text.strip())

    assert pins
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "--index" not in text


def test_every_test_requirement_is_pinned() -> None:
    """A new dependency is pinned in the same change."""
    text = (_ROOT / "requirements/test.txt").read_text(encoding="utf-8")
    pins = set(re.findall(r"^([a-z0-9][\w.-]*)==", text, flags=re.MULTILINE))
    wanted = [*_PROJECT["dependencies"], *_PROJECT["optional-dependencies"]["test"]]
    names = {re.split(r"[\[<>=;~! ]", requirement)[0].lower() for requirement in wanted}

    assert names <= pins


def test_the_changelog_has_a_place_for_what_comes() -> None:
    """Keep a Changelog."""
    assert "## [Unreleased]" in (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_licences_of_code_pipeline_and_places_are_there() -> None:
    """The SPDX expression names each, and each has its text."""
    assert _PROJECT["license"] == "Apache-2.0 AND CC-BY-SA-4.0 AND CC-BY-4.0 AND MIT"
    assert "Attribution 4.0" in (_ROOT / "LICENSES/CC-BY-4.0.txt").read_text(encoding="utf-8")
    assert "Apache License" in (_ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Attribution-ShareAlike 4.0" in (_ROOT / "LICENSES/CC-BY-SA-4.0.txt").read_text(encoding="utf-8")
    assert (_ROOT / "graph/realpolitik/extract/en_ud_small/NOTICE").is_file()
    editor = _ROOT / "graph/realpolitik/server/pages/editor.LICENSE.txt"
    assert "Permission is hereby granted, free of charge" in editor.read_text(encoding="utf-8")


def test_the_readme_is_short() -> None:
    """What is longer belongs into a notebook or the ontology's own page."""
    assert len((_ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150
