"""What goes wrong around a build: kills, full disks, refused folders, files that vanish, Ctrl-C."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import realpolitik
from realpolitik.building import assembly
from realpolitik.building.engine import BuildOptions
from realpolitik.cli import main
from realpolitik.errors import OutputError
from realpolitik.folder import find_folder, staged_folder
from realpolitik.ledger import read_claims
from realpolitik.model import Claim, Document
from realpolitik.pipeline import Inputs, build_graph
from realpolitik.rdf import open_store
from realpolitik.rdf.iris import NS
from realpolitik.views import ExplorerTooLargeError
from simple_extraction import SimpleExtractor

pytestmark = pytest.mark.usefixtures("simple_extractor", "quick_builds")
_ROOT = Path(__file__).resolve().parents[2]
_NOBODY = 65534
_COUNT = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?c a <{NS}Claim> }} }}"


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


@contextmanager
def _without_rights(folder: Path) -> Iterator[None]:
    """Leave this process nothing that it may write in a folder, also where tests run as root."""
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:  # the folder must be found all the same
        for parent in (folder, *folder.parents)[:-2]:
            parent.chmod(parent.stat().st_mode | 0o055)
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_folder_that_may_not_be_written_is_told(letters: Path, tmp_path: Path) -> None:
    """In one line, for a new graph and for a change, and the graph before stays."""
    closed = tmp_path / "closed"
    closed.mkdir()
    _build(letters, closed / "out")
    before = _contents(closed / "out")
    (letters / "e.txt").write_text("Cuba met Chad.", encoding="utf-8")

    for name in ("out", "new"):
        with _without_rights(closed), pytest.raises(OutputError) as caught:
            _build(letters, closed / name)
        assert str(caught.value) == (
            f"{closed / name}: cannot be written: Permission denied; what was there before is untouched"
        )

    assert _contents(closed / "out") == before
    assert [path.name for path in closed.iterdir()] == ["out"]


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


def test_a_clock_that_was_set_back_changes_nothing(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has changed is told by what it holds, whatever the times of files and the clock say."""
    _build(letters, tmp_path / "out")
    future = time.time() + 10**8
    for path in (tmp_path / "out").rglob("*"):
        os.utime(path, (future, future))
    changed = (letters / "a.txt").read_text(encoding="utf-8").replace("Chad", "Iran")  # of the same size
    (letters / "a.txt").write_text(changed, encoding="utf-8")
    os.utime(letters / "a.txt", (0, 0))
    clock = iter(range(10**9, 0, -(10**5)))
    monkeypatch.setattr(time, "time", lambda: float(next(clock)))

    report = build_graph(Inputs(paths=[str(letters)]), tmp_path / "out", options=BuildOptions(jobs=1))

    assert (report.changes["replaced"], report.changes["unchanged"]) == (1, 3)
    assert all(seconds >= 0 for seconds in report.seconds.values())
    _build(letters, tmp_path / "new")
    assert (tmp_path / "out" / "graph.trig").read_bytes() == (tmp_path / "new" / "graph.trig").read_bytes()


def test_readers_see_one_graph_or_the_other_while_builds_are_published(letters: Path, tmp_path: Path) -> None:
    """Files and store are whole at every moment, and belong to a build that ended."""
    out, added = tmp_path / "out", letters / "e.txt"
    _build(letters, out)
    seen: set[tuple[int, int]] = set()
    faults: list[BaseException] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            try:
                store = open_store(find_folder(out).store)
                ((count,),) = store.query(_COUNT)  # type: ignore[misc]
                seen.add((len(read_claims(find_folder(out).claims)), int(count.value)))
            except BaseException as exc:  # noqa: BLE001 - told below
                faults.append(exc)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for turn in range(6):
            if turn % 2:
                added.unlink()
            else:
                added.write_text("Cuba met Chad.", encoding="utf-8")
            _build(letters, out)
    finally:
        ended.set()
        reader.join()

    assert faults == []
    assert len(seen) > 1
    assert {files for files, _ in seen} | {stored for _, stored in seen} == {8, 9}


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


def test_a_store_that_cannot_be_filled_beside_the_page_ends_the_build(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though all else went well by then; what readers see stays as it was."""

    def refuse(store: Path, _trig: Path, **_options: object) -> None:
        raise OutputError("no space left on device", path=str(store))

    _build(letters, tmp_path / "out")
    before = (tmp_path / "out" / "report.json").read_bytes()
    monkeypatch.setattr("realpolitik.building.graph_files.load_store", refuse)
    (letters / "more.txt").write_text("France lent Chad $3 million.", encoding="utf-8")
    (letters / "other.txt").write_text("Chad thanked France.", encoding="utf-8")
    monkeypatch.setattr("realpolitik.building.graph_files._CHANGED_IN_PLACE", 0.0)

    with pytest.raises(OutputError, match="no space left"):
        _build(letters, tmp_path / "out")

    assert (tmp_path / "out" / "report.json").read_bytes() == before
    assert not (tmp_path / ".out.building").exists()


def test_a_page_that_cannot_be_drawn_ends_the_load_of_the_store(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build fails with what went wrong first, once nothing writes to its folder any more."""
    ended = threading.Event()

    def load(_store: Path, _trig: Path, *, is_stopped: Callable[[], bool]) -> None:
        while not is_stopped():
            ended.wait(0.01)
        ended.set()

    def draw(**_given: Any) -> str:
        raise RuntimeError("no page")

    monkeypatch.setattr("realpolitik.building.graph_files.load_store", load)
    monkeypatch.setattr("realpolitik.views.render_explorer", draw)

    with pytest.raises(RuntimeError, match="no page"):
        _build(letters, tmp_path / "out")

    assert ended.is_set()
    assert not (tmp_path / "out").exists()


def test_a_page_that_is_too_large_is_one_of_the_core_and_says_so(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole, then less and less of it; and where nothing fits, a graph without a page that says why."""
    fits = 0
    tried: list[tuple[int, str | None]] = []

    def draw(**given: Any) -> str:
        tried.append((len(given["claims"]), given["title"]))
        if len(given["claims"]) > fits:
            raise ExplorerTooLargeError(9_000_000, limit=5_000_000)
        return "page"

    monkeypatch.setattr("realpolitik.views.render_explorer", draw)
    monkeypatch.setattr(assembly, "_CORE_PAGES", (5, 3))
    title = "Who does what to whom: the core, {} of about 8 claims"
    for fits, told in ((8, [(8, None)]), (3, [(8, None), (5, title.format(5)), (3, title.format(3))])):
        tried.clear()
        _build(letters, tmp_path / f"out{fits}")
        assert tried == told
        assert (tmp_path / f"out{fits}" / "explorer.html").is_file()
    monkeypatch.setattr(assembly, "_WHOLE_PAGE", 7)
    tried.clear()
    fits = 0
    _build(letters, tmp_path / "out")

    assert tried == [(5, title.format(5)), (3, title.format(3))]
    assert not (tmp_path / "out" / "explorer.html").exists()
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert "9.0 MB, more than the 5.0 MB" in report["explorer"]


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
