"""Speakers: in whose voice patterns of reported speech tell what they tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from extraction_probe import Probe

_FILE = Path(__file__).with_name("speakers.tsv")
_NOBODY = "-"
# Measured on 22 November 2026, of 116 patterns.  Better rules should raise the floors.
_LEAST_NAMED = 0.94
_LEAST_UNSPOKEN = 0.9


@dataclass(frozen=True, slots=True)
class Case:
    """A text, a word in it, and in whose voice that stands."""

    text: str
    word: str
    speaker: str

    def is_right(self, found: str | None) -> bool:
        """Tell whether a speaker that was found is the right one."""
        if self.speaker == _NOBODY:
            return found is None
        if not self.speaker.startswith("*"):
            return found == self.speaker
        return found is not None and ":" not in found and self.speaker[1:].lower() in found.lower()


def _cases() -> list[Case]:
    rows = (
        line.split("\t")
        for line in _FILE.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    return [Case(text.replace(" | ", "\n"), word, speaker) for text, word, speaker in rows]


@pytest.fixture(scope="module")
def outcomes(probe: Probe) -> list[tuple[Case, str | None]]:
    return [(case, probe.voice_at(case.text, case.word)) for case in _cases()]


def test_most_speakers_are_found(outcomes: list[tuple[Case, str | None]]) -> None:
    """Pinned, so that a change can't lose it unseen."""
    spoken = [(case, found) for case, found in outcomes if case.speaker != _NOBODY]
    wrong = [(case, found) for case, found in spoken if not case.is_right(found)]

    assert len(spoken) >= 80
    assert len(wrong) <= (1 - _LEAST_NAMED) * len(spoken), wrong


def test_few_speakers_are_made_up(outcomes: list[tuple[Case, str | None]]) -> None:
    """What a document tells itself is given to nobody."""
    told = [(case, found) for case, found in outcomes if case.speaker == _NOBODY]
    wrong = [(case, found) for case, found in told if not case.is_right(found)]

    assert len(told) >= 20
    assert len(wrong) <= (1 - _LEAST_UNSPOKEN) * len(told), wrong
