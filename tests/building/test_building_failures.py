"""What goes wrong around a build: kills, full disks, refused folders, files that vanish, Ctrl-C."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

import realpolitik
from realpolitik.building.engine import BuildOptions
from realpolitik.cli import main
from realpolitik.errors import OutputError
from realpolitik.folder import staged_folder
from realpolitik.model import Claim, Document
from realpolitik.pipeline import Inputs, build_graph
from simple_extraction import SimpleExtractor

pytestmark = pytest.mark.usefixtures("simple_extractor", "quick_builds")
_ROOT = Path(__file__).resolve().parents[2]


def _build(source: Path, output: Path) -> None:
    build_graph(Inputs(paths=[str(source)]), output, options=BuildOptions(jobs=1))


def _contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a graph; not its cache, which is written to as the work is done."""
    names = ("claims.jsonl", "documents.jsonl", "graph.trig", "explorer.html", "index.sqlite", "report.json")
    return {name: (folder / name).read_bytes() for name in names}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the benchmark forks")
def test_builds_killed_at_random_moments_lose_nothing() -> None:
    """Readers see a whole graph, the next run succeeds, no claim is lost or doubled."""
    script = _ROOT / "benchmarks" / "kill_builds.py"
    command = [sys.executable, str(script), "--kills", "12", "--documents", "10", "--quick", "--seed", "7"]

    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
    killed = [int(line.split()[2]) for line in result.stdout.splitlines()[1:] if line.strip()]
    assert sum(killed) >= 12


@contextmanager
def _files_of_at_most(size: int) -> Iterator[None]:
    """Let the system refuse to write larger files, as a full disk refuses."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_is_told_in_our_words_and_harms_nothing(letters: Path, tmp_path: Path) -> None:
    """Neither SQLite's nor RocksDB's words, and the graph before stays."""
    _build(letters, tmp_path / "out")
    before = _contents(tmp_path / "out")
    for name in "uvwxyz":
        (letters / f"{name}.txt").write_text("France met Chad. " * 400, encoding="utf-8")

    with _files_of_at_most(300_000), pytest.raises(OutputError) as caught:
        _build(letters, tmp_path / "out")

    assert "SQL" not in str(caught.value)
    assert "IO error" not in str(caught.value)
    assert "cannot be written" in str(caught.value)
    assert _contents(tmp_path / "out") == before
    _build(letters, tmp_path / "out")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(letters: Path, tmp_path: Path) -> None:
    """In one line."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)

    with pytest.raises(OutputError, match="cannot be written"):
        _build(letters, closed / "out")


def test_a_refused_folder_is_told(letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever refuses it, and whoever asks."""

    def refuse(self: Path, *_given: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)

    with pytest.raises(OutputError, match=r"cannot be written: Permission denied"):
        _build(letters, tmp_path / "out")


def test_a_file_that_vanishes_while_it_is_read_is_skipped(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And named; the others are read."""

    class Vanishing(SimpleExtractor):
        def extract(self, document: Document) -> tuple[Claim, ...]:
            (letters / "d.txt").unlink(missing_ok=True)
            return super().extract(document)

    monkeypatch.setattr("realpolitik.extract.Extractor", Vanishing)
    inputs = Inputs(paths=[str(letters)])

    report = build_graph(inputs, tmp_path / "out", options=BuildOptions(jobs=1))

    assert report.documents == 3
    assert [Path(error.path or "").name for error in report.skipped] == ["d.txt"]


def test_a_second_build_into_one_folder_is_told_at_once(letters: Path, runner: CliRunner) -> None:
    """By the command, in one line."""
    with staged_folder("out") as staged:
        result = runner.invoke(main, ["build", str(letters), "-o", "out"])
        staged.report.write_text('{"realpolitik": "first"}', encoding="utf-8")

    assert result.exit_code == 1
    assert result.stderr == "realpolitik: out: is being written by another build; wait for it to end\n"


def test_the_lock_of_a_process_that_died_holds_nobody_up(letters: Path, tmp_path: Path) -> None:
    """Its file may lie there."""
    (tmp_path / ".out.lock").write_text("", encoding="utf-8")

    _build(letters, tmp_path / "out")

    assert (tmp_path / "out" / "claims.jsonl").is_file()


def test_ctrl_c_ends_with_one_line_and_130(
    letters: Path, runner: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As shells have it for SIGINT; the same command goes on."""

    class Interrupted(SimpleExtractor):
        def extract(self, document: Document) -> tuple[Claim, ...]:
            raise KeyboardInterrupt(document.id)

    monkeypatch.setattr("realpolitik.extract.Extractor", Interrupted)
    result = runner.invoke(main, ["build", str(letters), "-o", "out"])

    assert result.exit_code == 130
    assert result.stderr == "\nstopped; out is as it was; the same command goes on from here\n"
    assert not Path("out").exists()


def test_a_path_of_no_letters_is_wrong_usage(runner: CliRunner) -> None:
    """It names nothing, and must not stand for the folder that one is in."""
    result = runner.invoke(main, ["build", ""])

    assert result.exit_code == 2
    assert "an empty PATH" in result.stderr


def test_python_builds_with_the_same_options(letters: Path, tmp_path: Path) -> None:
    """And the report tells what was done."""
    graph = realpolitik.build([letters], tmp_path / "out", jobs=1, use_cache=False)
    (letters / "a.txt").unlink()
    shutil.copy(letters / "b.txt", letters / "e.txt")

    added = realpolitik.build([letters], tmp_path / "out", add=True, jobs=1)

    changes = json.loads(added.folder.report.read_text(encoding="utf-8"))["changes"]
    assert len(graph.documents()) == 5
    assert (changes["added"], changes["removed"], changes["unchanged"]) == (1, 0, 4)
