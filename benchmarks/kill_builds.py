"""Kill builds at random moments, and see that nothing is lost: readers, the next run, claims.

    python benchmarks/kill_builds.py --kills 200 [--documents 60] [--seed 1]

Each round starts a build from nothing, a change of a graph, or an import, and kills it with SIGKILL; then the
folder must hold a whole graph, the one before or the one after, or none where there was none; then the same
command must succeed and give the bytes of a build that nobody killed.  Claims come from the stand-in for the
extractor, so that most of the time is what could go wrong: cache, files, store, publication.

Every other round dies at a random moment; the others die just before one operation on files, the next after
the report is written: so each step of a publication is cut off on purpose, again and again.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generate_documents import write_documents
from template_extractor import TemplateExtractor

import realpolitik.extract
from realpolitik import importing
from realpolitik.building import assembly, vocabulary
from realpolitik.building.engine import BuildOptions
from realpolitik.folder import is_graph_folder
from realpolitik.pipeline import Inputs, build_graph
from realpolitik.rdf import open_store, read_trig

_FILES = ("claims.jsonl", "documents.jsonl", "graph.trig")
_GOLDEN = (5**0.5 - 1) / 2
_HEADER = "Event ID\tEvent Date\tSource Name\tEvent Text\tTarget Name\n"


@dataclass(slots=True)
class Outcome:
    """What became of the rounds of one kind."""

    rounds: int = 0
    killed: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Round:
    """One kind of build, with where it starts and what it must give."""

    name: str
    run: Callable[[Path], None]
    before: Path | None
    after: Path


class Steps:
    """Counts what a publication does to files, and kills the process before one of these operations."""

    EVENTS = ("open", "os.", "shutil.", "ctypes.", "sqlite3.")

    def __init__(self, kill_before: int | None, told: int | None = None) -> None:
        """Watch this process from now on.

        Args:
            kill_before: Number of the operation, from 0; None to count only.
            told: File descriptor to tell the count to, at the end.
        """
        self.count = 0
        self._begun = False
        self._kill_before = kill_before
        self._told = told
        sys.addaudithook(self._see)

    def _see(self, event: str, arguments: tuple[object, ...]) -> None:
        if not event.startswith(self.EVENTS) or event in {"os.listdir", "os.scandir", "os.putenv"}:
            return
        if event == "open" and str(arguments[0]).endswith("report.json") and arguments[1] == "w":
            self._begun = True
        if not self._begun:
            return
        if self.count == self._kill_before:
            self._begun = False  # this, too, is an operation
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1

    def tell(self) -> None:
        """Tell how many operations there were."""
        if self._told is not None:
            os.write(self._told, str(self.count).encode())


def count_steps(work: Callable[[], None]) -> int:
    """Return how many operations on files a publication takes."""
    reads, writes = os.pipe()

    def counted() -> None:
        steps = Steps(None, writes)
        work()
        steps.tell()

    if not in_child(counted):
        raise SystemExit("a build fails without a kill")
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        return int(pipe.read())


def in_child(
    work: Callable[[], None], *, kill_after: float | None = None, kill_before: int | None = None
) -> bool:
    """Run something in a process of its own; return whether it came to its end.

    The process is forked, so that it need not load anything; it is killed after some seconds, or before an
    operation of its publication, if asked.
    """
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            if kill_before is not None:
                Steps(kill_before)
            work()
        except BaseException:  # noqa: BLE001 - the child ends here, and must say why
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return status == 0


def contents(folder: Path) -> dict[str, bytes] | None:
    """Return the files of a graph; None where there is no graph."""
    if not is_graph_folder(folder):
        return None
    return {name: (folder / name).read_bytes() for name in _FILES}


def check_store(folder: Path) -> None:
    """Check that the store holds what the file says."""
    stored, written = set(open_store(folder / "store")), set(read_trig(folder / "graph.trig"))
    if stored != written:
        raise AssertionError(f"the store has {len(stored)} quads, the file {len(written)}")


def play(kind: Round, folder: Path, outcome: Outcome, *, delay: float | None, step: int | None) -> None:
    """Kill one build, look, and run it again."""
    place = prepared(kind, folder)
    when = f"{delay:.3f} s" if delay is not None else f"{step} operations of its publication"
    outcome.rounds += 1
    outcome.killed += not in_child(lambda: kind.run(place), kill_after=delay, kill_before=step)
    allowed = {"after": contents(kind.after), "before": contents(kind.before) if kind.before else None}
    found = contents(place)
    state = next((name for name, wanted in allowed.items() if found == wanted), "neither")
    outcome.seen[state] += 1
    if state == "neither":
        outcome.faults.append(f"{kind.name}: a reader after {when} sees neither graph")
    if found is not None and not in_child(lambda: check_store(place)):
        outcome.faults.append(f"{kind.name}: the store is damaged after {when}")
    if not in_child(lambda: kind.run(place)):
        outcome.faults.append(f"{kind.name}: the next run fails after {when}")
    elif contents(place) != allowed["after"] or not in_child(lambda: check_store(place)):
        outcome.faults.append(f"{kind.name}: the next run after {when} gives another graph")
    left = [path.name for path in folder.iterdir() if path.name != "graph"]
    if left:
        outcome.faults.append(f"{kind.name}: left behind: {left}")


def make_rounds(folder: Path, documents: int, seed: int) -> list[Round]:
    """Write inputs and the graphs that nobody kills."""
    first, second = folder / "first.jsonl", folder / "second.jsonl"
    write_documents(first, documents, seed=seed)
    write_documents(second, documents, seed=seed, first=documents // 10)
    names = ("Venezuela", "Cuba", "Russia", "China", "United States")
    chance = random.Random(seed)
    events = (
        f"{at}\t2015-{at % 12 + 1:02}-01\t{chance.choice(names)}\tMake statement\t{chance.choice(names)}\n"
        for at in range(documents * 20)
    )
    (folder / "events.tab").write_text(_HEADER + "".join(events), encoding="utf-8")

    def build(source: Path) -> Callable[[Path], None]:
        inputs = [str(source)]
        options = BuildOptions(jobs=1)
        return lambda place: void(build_graph(Inputs(paths=inputs), place, options=options))

    def load(place: Path) -> None:
        importing.import_graph(Inputs(paths=[str(folder / "events.tab")]), place, format_="icews")

    graphs = {name: folder / f"whole-{name}" for name in ("first", "second", "events")}
    for name, run in (("first", build(first)), ("second", build(second)), ("events", load)):
        if not in_child(lambda run=run, name=name: run(graphs[name])):  # type: ignore[misc]
            raise SystemExit(f"the build of {name} fails without a kill")
    return [
        Round("build", build(first), None, graphs["first"]),
        Round("change", build(second), graphs["first"], graphs["second"]),
        Round("import", load, graphs["first"], graphs["events"]),
    ]


def void(_value: object) -> None:
    """Take a value that nobody needs."""


def prepared(kind: Round, folder: Path) -> Path:
    """Return where a round's graph is to be, with the graph before in its place."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if kind.before is not None:
        shutil.copytree(kind.before, folder / "graph")
    return folder / "graph"


def duration(kind: Round, folder: Path) -> float:
    """Return how long a build takes that nobody kills."""
    place = prepared(kind, folder)
    started = time.monotonic()
    in_child(lambda: kind.run(place))
    return time.monotonic() - started


def be_quick() -> None:
    """Leave out what kills cannot harm: validation and drawing, and reading the vocabulary again."""
    known: dict[tuple[str, ...], object] = {}
    load = vocabulary.load_vocabulary

    def loaded(actors: object = (), relations: object = ()) -> object:
        key = tuple(map(str, (*actors, "", *relations)))  # type: ignore[misc]
        if key not in known:
            known[key] = load(actors, relations)  # type: ignore[arg-type]
        return known[key]

    loaded()
    vocabulary.load_vocabulary = loaded  # type: ignore[assignment]
    assembly.refuse_unless_valid = lambda _graph: None
    assembly._write_explorer = lambda _graph: "not drawn"  # noqa: SLF001
    importing._write_explorer = lambda *_given: "not drawn"  # noqa: SLF001


def main() -> None:
    """Play the rounds and print a table; end with 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="without validation and drawing")
    arguments = parser.parse_args()
    realpolitik.extract.Extractor = TemplateExtractor  # type: ignore[misc,assignment]
    if arguments.quick:
        be_quick()
    chance = random.Random(arguments.seed)
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rounds = make_rounds(folder, arguments.documents, arguments.seed)
        seconds = {kind.name: duration(kind, folder / "round") for kind in rounds}
        steps = {}
        for kind in rounds:
            place = prepared(kind, folder / "round")
            steps[kind.name] = count_steps(lambda kind=kind, place=place: kind.run(place))  # type: ignore[misc]
        number = 0
        while sum(outcome.killed for outcome in outcomes.values()) < arguments.kills:
            kind, turn = rounds[number % len(rounds)], number // len(rounds)
            # by the golden ratio, however few rounds there are: they spread over all steps
            step = int(turn // 2 * _GOLDEN % 1 * steps[kind.name]) if turn % 2 else None
            delay = chance.uniform(0, seconds[kind.name]) if step is None else None
            outcome = outcomes.setdefault(kind.name + ("" if step is None else ", publishing"), Outcome())
            play(kind, folder / "round", outcome, delay=delay, step=step)
            number += 1
            if sys.stderr.isatty():
                print(f"\r{number}", end="", file=sys.stderr)
    print(f"{'what':20} {'rounds':>7} {'killed':>7} {'before':>7} {'after':>7} {'of':>10} {'faults':>7}")
    for name, outcome in outcomes.items():
        kind, _, publishing = name.partition(", ")
        whole = f"{steps[kind]} steps" if publishing else f"{seconds[kind]:.2f} s"
        seen = f"{outcome.seen['before']:7} {outcome.seen['after']:7} {whole:>10}"
        print(f"{name:20} {outcome.rounds:7} {outcome.killed:7} {seen} {len(outcome.faults):7}")
    faults = [fault for outcome in outcomes.values() for fault in outcome.faults]
    print(*faults, sep="\n")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
