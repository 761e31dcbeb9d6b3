"""`-v` and `--log-file`: what a run does and how long it takes, where that is asked for and nowhere else."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import realpolitik
from realpolitik.building.phases import Phases
from realpolitik.cli import main

pytestmark = pytest.mark.usefixtures("simple_extractor")


def _records(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def test_phases_are_told_with_their_seconds(runner: CliRunner, articles: Path) -> None:
    """On standard error, one line each; standard output is as ever."""
    quiet = runner.invoke(main, ["build", str(articles), "-o", "out"])
    told = runner.invoke(main, ["-v", "build", str(articles), "-o", "other"])

    assert quiet.stderr == ""
    assert told.stdout == quiet.stdout.replace("out/", "other/")
    phases = [line.split()[3] for line in told.stderr.splitlines() if line.startswith("info: phase ended")]
    assert phases[0] == "phase=loading"
    assert {"phase=reading", "phase=comparing", "phase=writing", "phase=drawing"} <= set(phases)
    assert "info: graph built graph=other documents=2 claims=5" in told.stderr
    assert "debug:" not in told.stderr


def test_every_document_is_told_when_asked_twice(runner: CliRunner, articles: Path) -> None:
    """Read, and how many claims it has."""
    told = runner.invoke(main, ["-vv", "build", str(articles), "-o", "out"])

    assert "debug: document read document=a characters=" in told.stderr
    assert "debug: claims found document=a claims=3" in told.stderr


def test_the_log_file_is_json_lines_that_grow(runner: CliRunner, articles: Path) -> None:
    """Each with time, level, event, logger and fields; standard error stays silent; what is there stays."""
    (articles / "empty.txt").write_text("", encoding="utf-8")
    runner.invoke(main, ["--log-file", "log.jsonl", "actors", "-g", "nowhere"])
    result = runner.invoke(main, ["--log-file", "log.jsonl", "build", str(articles), "-o", "out"])

    records = _records("log.jsonl")
    assert all(list(record) == ["time", "level", "event", "logger", "fields"] for record in records)
    assert all(datetime.fromisoformat(str(record["time"])).utcoffset() is not None for record in records)
    ends = [record for record in records if record["event"] == "command ended"]
    assert [end["level"] for end in ends] == ["error", "info"]
    assert [end["fields"]["exit"] for end in ends] == [1, 0]  # type: ignore[index]
    assert "no such graph folder" in ends[0]["fields"]["problem"]  # type: ignore[index]
    skipped = [record["fields"] for record in records if record["event"] == "input skipped"]
    assert [Path(fields["path"]).name for fields in skipped] == ["empty.txt"]  # type: ignore[index]
    assert result.stderr.startswith("skipped ")
    assert result.stderr.count("\n") == 1


def test_the_end_is_told_with_the_exit_code(runner: CliRunner) -> None:
    """Of wrong usage too."""
    told = runner.invoke(main, ["-v", "actors", "--nothing"])

    assert told.exit_code == 2
    assert "error: command ended command=actors exit=2" in told.stderr


def test_a_log_that_cannot_be_written_is_one_line(runner: CliRunner) -> None:
    """With the file and the reason."""
    result = runner.invoke(main, ["--log-file", "no/such/place", "actors"])

    assert result.exit_code == 1
    assert result.stderr == "realpolitik: no/such/place: cannot be written: No such file or directory\n"


def test_a_record_is_one_line_whatever_is_in_it(runner: CliRunner) -> None:
    """A name with a line break forges no second record."""
    told = runner.invoke(main, ["-v", "--log-file", "log", "actors", "-g", "a\ninfo: forged"])

    assert [line for line in told.stderr.splitlines() if line.startswith("info: forged")] == []
    assert [record["event"] for record in _records("log")] == ["command began", "command ended"]


def test_the_library_gives_its_log_no_place(runner: CliRunner, articles: Path) -> None:
    """Nothing but a handler that writes nowhere, also after a run that had a log."""
    root = logging.getLogger("realpolitik")
    before = root.handlers[:]

    runner.invoke(main, ["-vv", "--log-file", "log", "build", str(articles), "-o", "out"])

    assert realpolitik.__version__
    assert root.handlers == before
    assert any(isinstance(handler, logging.NullHandler) for handler in before)
    assert root.level == logging.NOTSET


def test_stages_follow_each_other() -> None:
    """Each is measured once; what is not under way has no end."""
    told: list[str] = []
    phases = Phases(told.append)

    assert phases.end() == {}
    phases.begin("Reading")
    phases.begin("Writing")
    assert list(phases.end()) == ["reading", "writing"]
    assert told == ["Reading", "Writing"]


def test_a_phase_that_comes_again_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store is written while other things are done, and waited for at the end."""
    times = iter([0.0, 2.0, 2.0, 7.0, 7.0, 7.5])
    monkeypatch.setattr("realpolitik.building.phases.time.monotonic", lambda: next(times))
    phases = Phases(lambda _name: None)
    for name in ("Writing", "Drawing", "Writing"):
        phases.begin(name)

    assert phases.end() == {"writing": 2.5, "drawing": 5.0}
