"""`realpolitik extract --events`: what it writes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from realpolitik.cli import main

_TEXT = "Peru on Monday condemned Chile for the arrest of two fishermen."

pytestmark = pytest.mark.usefixtures("small_extractor")


def test_events_are_rows_with_their_places() -> None:
    """One for the sentence, its spans those of the document."""
    result = CliRunner().invoke(main, ["extract", "--events", "-"], input=_TEXT)
    row = json.loads(result.stdout)

    assert result.exit_code == 0
    assert (row["source"], row["event"], row["target"]) == ("PER", "ACCUSE", "CHL")
    assert row["quote"] == _TEXT[row["start"] : row["end"]]
    assert _TEXT[row["source_start"] : row["source_end"]] == "Peru"
    assert _TEXT[row["target_start"] : row["target_end"]] == "Chile"


def test_events_in_other_formats_have_the_same_columns() -> None:
    """A table for people has those that they look for."""
    csv = CliRunner().invoke(main, ["extract", "--events", "--format", "csv", "-"], input=_TEXT).stdout
    markdown = (
        CliRunner().invoke(main, ["extract", "--events", "--format", "markdown", "-"], input=_TEXT).stdout
    )

    assert csv.startswith("doc,source,event,target,confidence,quote,start,end,source_start")
    assert markdown.startswith("| source | event | target | confidence | quote |\n")


def test_without_documents_it_fails_as_for_claims() -> None:
    """Exit code 1 and one line."""
    result = CliRunner().invoke(main, ["extract", "--events", "nothing.txt"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing.txt" in result.stderr
