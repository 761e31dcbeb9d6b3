"""A build on a Dask cluster: documents in, partitioned Parquet out.

The documents are divided into partitions; workers read them, ids that come twice are told apart, workers find
the claims, and what they wrote is published.  A worker that dies costs what it was at: others do that again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from realpolitik.building.dataset import DATASET, KINDS, VOCABULARY, WORK, Dataset
from realpolitik.building.fingerprint import fingerprint
from realpolitik.building.inputs import Inputs
from realpolitik.building.naming import Names, rename_repeated
from realpolitik.building.partition import (
    extract_partition,
    find_names,
    publish_partition,
    read_folder,
    read_partition,
    write_problems,
)
from realpolitik.building.report import counted
from realpolitik.building.scheduler import Scheduler, connected
from realpolitik.building.tasks import (
    ExtractDone,
    ExtractTask,
    Knowledge,
    NameTask,
    Problem,
    ReadDone,
    ReadTask,
)
from realpolitik.building.vocabulary import load_vocabulary
from realpolitik.documents.reader import EMPTY_FILE
from realpolitik.documents.sources import STDIN, SourceFile, iter_sources, split_source
from realpolitik.errors import (
    InputError,
    OutputError,
    RecordError,
    SourceUnusableError,
)
from realpolitik.folder import locked
from realpolitik.storage import Storage, local_path, told

_LOG = logging.getLogger(__name__)
_PARTITION_BYTES = 8_000_000  # some minutes of one core; what a death costs at most
_PARTITION_FILES = 1_000
_SKIPS_TOLD = 20
_MOVES = 16  # at a time: an object store takes a while for each


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterOptions:
    """How a cluster is used.

    Attributes:
        address: Of the scheduler.
        partition_bytes: Bytes of documents in a partition.
        reuse: Whether partitions of earlier builds are taken where they are what would be made.
        on_progress: Told what is done, how many partitions of it, and of how many.
    """

    address: str
    partition_bytes: int = _PARTITION_BYTES
    reuse: bool = True
    on_progress: Callable[[str, int, int], None] = field(default=lambda _phase, _done, _all: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterReport:
    """What a build on a cluster did.

    Attributes:
        dataset: What it wrote.
        reused: Number of partitions that an earlier build had made.
    """

    dataset: Dataset
    reused: int

    def summary(self) -> str:
        """Return what a person wants to know, with the places."""
        told_of = self.dataset.partitions
        statuses = {
            status: sum(partition.statuses.get(status, 0) for partition in told_of)
            for status in ("actual", "possible", "negated")
        }
        told = ", ".join(f"{count:,} {status}" for status, count in statuses.items())
        of = f", {self.reused:,} of them made earlier" if self.reused else ""
        root = self.dataset.storage.root
        documents, claims = (counted(self.dataset.count(f"{noun}s"), noun) for noun in ("document", "claim"))
        lines = [
            f"{documents}, {claims} ({told}) in {counted(len(told_of), 'partition')}{of}",
            f"claims    {root}/claims",
            f"documents {root}/documents",
        ]
        if skipped := self.dataset.count("skipped"):
            lines.append(f"skipped   {root}/skipped ({skipped:,})")
        return "\n".join([*lines, f"graph     realpolitik build --from-claims {root}"])


def build_dataset(
    inputs: Inputs,
    output: str,
    *,
    pipeline: str | None,
    actors: Sequence[str],
    relations: Sequence[str],
    options: ClusterOptions,
) -> ClusterReport:
    """Read documents and find their claims on a cluster, and write both as partitioned Parquet.

    Args:
        inputs: The documents, at paths or addresses that all workers see.
        output: Path or address of the folder, which all workers see.
        pipeline: Name of a language pipeline that is installed on all workers; None for the shipped one.
        actors: Turtle files of further actors.
        relations: Turtle files of further relation types.
        options: How the cluster is used.

    Raises:
        MissingExtraError: The extra is not installed.
        InputError: There is no scheduler, no worker, or no document.
        OutputError: The output cannot be written, or holds something else.
        RealpolitikError: A worker fails again and again, or has other software.
    """
    if STDIN in inputs.paths:
        raise InputError("standard input cannot be read by a cluster; give files or addresses", path=STDIN)
    load_vocabulary(actors, relations)  # a bad file is told before anything is asked of others
    storage = Storage(output)
    _refuse_foreign(storage)
    with connected(options.address, on_progress=options.on_progress) as scheduler, _held(output):
        build = _Build(scheduler, storage, inputs, _knowledge(pipeline, actors, relations), options)
        try:
            return build.run()
        except OSError as exc:
            raise OutputError(f"cannot be written: {told(exc)}", path=output) from exc
        finally:
            build.forget()


class _Build:
    """One build on a cluster."""

    def __init__(
        self,
        scheduler: Scheduler,
        storage: Storage,
        inputs: Inputs,
        knowledge: Knowledge,
        options: ClusterOptions,
    ) -> None:
        self._scheduler = scheduler
        self._storage = storage
        self._inputs = inputs
        self._knowledge = knowledge
        self._options = options
        self._problems: list[Problem] = []

    def run(self) -> ClusterReport:
        """Build; see `build_dataset`."""
        self._options.on_progress("Dividing", 0, 0)
        plan = list(self._plan())
        if plan:
            self._scheduler.wait_for_worker()
        read = self._read(plan)
        before = self._count_lines(read)
        if not any(done.documents for done in read):
            for told_of in (problem for done in read for problem in done.told):
                self._inputs.skip(_error(told_of))
            if len(self._inputs.skipped) == 1:
                raise self._inputs.skipped[0]
            problem = "there is no document that the workers can read; do they see these paths?"
            raise SourceUnusableError(problem, path=", ".join(self._inputs.paths))
        renamed = rename_repeated([done.hashes for done in read], self._ask)
        found = self._extract(len(plan), renamed, before)
        return self._publish(found)

    def forget(self) -> None:
        """Remove what was read, which is of no use to another run."""
        with suppress(OSError):
            self._storage.delete(read_folder(self._scheduler.run))

    def _plan(self) -> Iterator[tuple[SourceFile, ...]]:
        """Divide the documents into partitions, in their order."""
        most = self._options.partition_bytes
        waiting: list[SourceFile] = []
        size = 0
        for source in iter_sources(self._inputs.paths, on_skip=self._skip, on_note=self._note):
            try:
                parts = split_source(source, most)
            except RecordError as exc:
                self._skip(exc)
                continue
            except OSError as exc:
                self._skip(RecordError(f"cannot be read: {told(exc)}", path=source.shown))
                continue
            for part in parts:
                if waiting and (size + (part.size or 0) > most or len(waiting) == _PARTITION_FILES):
                    yield tuple(waiting)
                    waiting, size = [], 0
                waiting.append(_absolute(part))
                size += part.size or 0
        if waiting:
            yield tuple(waiting)

    def _read(self, plan: Sequence[tuple[SourceFile, ...]]) -> list[ReadDone]:
        root = self._storage.address
        tasks = [
            ReadTask(number=number, sources=sources, root=root, run=self._scheduler.run)
            for number, sources in enumerate(plan)
        ]
        found: dict[int, ReadDone] = {}
        for done in self._scheduler.done("Reading", read_partition, tasks):
            found[done.number] = done
            if done.told and self._inputs.strict:
                raise _error(done.told[0])
        return [found[number] for number in range(len(plan))]

    def _count_lines(self, read: Sequence[ReadDone]) -> dict[int, dict[str, int]]:
        """Return how many lines come before the parts of files, by partition and file."""
        counts: dict[str, int] = {}
        has_text: dict[str, bool] = {}
        before: dict[int, dict[str, int]] = {}
        for done in read:
            for source, lines, found in done.lines:
                if source.start:
                    before.setdefault(done.number, {})[source.shown] = counts[source.shown]
                counts[source.shown] = counts.get(source.shown, 0) + lines
                has_text[source.shown] = has_text.get(source.shown, False) or found
        for shown, found in has_text.items():
            if not found:
                self._skip(RecordError(EMPTY_FILE, path=shown))
        return before

    def _ask(self, wanted: Mapping[int, frozenset[bytes]]) -> Names:
        root = self._storage.address
        tasks = [
            NameTask(number=number, root=root, run=self._scheduler.run, hashes=hashes)
            for number, hashes in wanted.items()
        ]
        return list(self._scheduler.done("Naming", find_names, tasks))

    def _extract(
        self, size: int, renamed: Mapping[int, dict[int, str]], before: Mapping[int, dict[str, int]]
    ) -> list[ExtractDone]:
        tasks = [
            ExtractTask(
                number=number,
                root=self._storage.address,
                run=self._scheduler.run,
                knowledge=self._knowledge,
                renamed=renamed.get(number, {}),
                lines_before=before.get(number, {}),
                reuse=self._options.reuse,
            )
            for number in range(size)
        ]
        found: dict[int, ExtractDone] = {}
        for done in self._scheduler.done("Extracting", extract_partition, tasks):
            found[done.number] = done
            counts = {"documents": done.partition.documents, "claims": done.partition.claims}
            _LOG.info("partition done", extra={"fields": {"partition": done.partition.name, **counts}})
            if done.told and self._inputs.strict:
                raise _error(done.told[0])
        ordered = [found[number] for number in range(size)]
        self._tell(ordered)
        return ordered

    def _tell(self, found: Sequence[ExtractDone]) -> None:
        """Tell of the first problems, and how many more there are; all are in the files."""
        count = sum(done.partition.skipped for done in found)
        first = [problem for done in found for problem in done.told][:_SKIPS_TOLD]
        for problem in first:
            self._inputs.skip(_error(problem))
        if count > len(first):
            place = self._storage.shown("skipped")
            self._inputs.skip(RecordError(f"{count - len(first):,} more are listed there", path=place))

    def _publish(self, found: Sequence[ExtractDone]) -> ClusterReport:
        """Put the files where readers look for them, and remove what earlier builds left."""
        self._options.on_progress("Publishing", 0, 0)
        partitions = [done.partition for done in found]
        if self._problems:
            partitions.append(write_problems(self._storage, len(found), self._problems))
        for kind, files in (("actors", self._knowledge.actors), ("relations", self._knowledge.relations)):
            for name, content in files:
                self._storage.write(f"{VOCABULARY}/{kind}/{name}", content)
        with ThreadPoolExecutor(_MOVES) as threads:
            list(threads.map(lambda partition: publish_partition(self._storage, partition), partitions))
        dataset = Dataset(
            storage=self._storage,
            inputs=tuple(self._inputs.paths),
            software=next((done.software for done in found if done.software), ""),
            fingerprint=self._knowledge.fingerprint,
            extractor=self._knowledge.extractor,
            pipeline=self._knowledge.pipeline,
            actors=tuple(name for name, _ in self._knowledge.actors),
            relations=tuple(name for name, _ in self._knowledge.relations),
            partitions=tuple(partitions),
        )
        dataset.write()
        for kind in KINDS:
            kept = {partition.name for partition in partitions if kind in partition.kinds}
            for name in self._storage.names(kind):
                if name not in kept:
                    self._storage.delete(f"{kind}/{name}")
        self._storage.delete(WORK)
        return ClusterReport(dataset=dataset, reused=sum(done.reused for done in found))

    def _skip(self, error: InputError) -> None:
        self._problems.append(("skipped", error.path, error.line, error.problem))
        self._inputs.skip(error)

    def _note(self, error: InputError) -> None:
        self._problems.append(("note", error.path, error.line, error.problem))
        self._inputs.notes.append(error)


def _knowledge(pipeline: str | None, actors: Sequence[str], relations: Sequence[str]) -> Knowledge:
    from realpolitik import extract

    extractor = extract.Extractor

    def contents(paths: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
        return tuple(
            (f"{number:03}-{Path(path).name}", Path(path).read_bytes()) for number, path in enumerate(paths)
        )

    return Knowledge(
        extractor=f"{extractor.__module__}:{extractor.__qualname__}",
        pipeline=pipeline,
        actors=contents(actors),
        relations=contents(relations),
        fingerprint=fingerprint(
            extractor, pipeline=pipeline, actors=map(Path, actors), relations=map(Path, relations)
        ),
    )


@contextmanager
def _held(output: str) -> Iterator[None]:
    """Keep other builds of this machine out of the folder; those of others know nothing of it."""
    here = local_path(output)
    if here is None:
        yield
        return
    place = Path(here).resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(f"cannot be written: {told(exc)}", path=output) from exc
    with locked(place, shown=output):
        yield


def _refuse_foreign(storage: Storage) -> None:
    try:
        if storage.is_file():
            raise OutputError("is a file; the output is a folder", path=storage.root)
        if any(storage.exists(name) for name in (DATASET, WORK)) or not storage.names(""):
            return
    except OSError as exc:
        raise OutputError(f"cannot be read: {told(exc)}", path=storage.root) from exc
    problem = "holds something else than partitioned claims, so it stays; choose another -o"
    raise OutputError(problem, path=storage.root)


def _absolute(source: SourceFile) -> SourceFile:
    if source.is_remote or source.place is None:
        return source
    return replace(source, place=str(Path(source.place).absolute()))


def _error(problem: Problem) -> RecordError:
    _, path, line, words = problem
    return RecordError(words, path=path, line=line)
