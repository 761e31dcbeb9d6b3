"""What a worker of a cluster does: read a part of the documents, and find the claims in it.

Tasks flow in, files and what is to be told of them flow out.  A task may be run again, or twice at once:
its files are named by what they are made of, written whole, and the same whoever writes them.  It knows
nothing of the cluster that runs it.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import json
import shutil
import socket
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from realpolitik.building.crew import Worker, WorkSettings
from realpolitik.building.dataset import CLAIMS, DOCUMENTS, KINDS, SKIPPED, WORK, Partition
from realpolitik.building.entries import Entry, document_line
from realpolitik.building.fingerprint import fingerprint
from realpolitik.building.tasks import (
    ExtractDone,
    ExtractTask,
    Knowledge,
    NameTask,
    Problem,
    ReadDone,
    ReadTask,
)
from realpolitik.documents.reader import iter_parts, second_name
from realpolitik.documents.sources import SourceFile
from realpolitik.errors import InputError, RealpolitikError
from realpolitik.ledger import json_line, partitions
from realpolitik.storage import Storage, told

HASH_BYTES = 8
_TOLD = 3  # problems that a task tells of itself; all are in its file
_KEY_CHARACTERS = 16


@contextmanager
def _translated(root: str) -> Iterator[None]:
    """Make an error of ours plain: others may not survive the way back to who asked."""
    try:
        yield
    except RealpolitikError as exc:
        raise RealpolitikError(str(exc)) from None
    except OSError as exc:
        raise RealpolitikError(f"{root}: {told(exc)} (on {socket.gethostname()})") from exc


def read_partition(task: ReadTask) -> ReadDone:
    """Read documents, and keep them where all workers can take them up.

    Raises:
        RealpolitikError: The network or the disk fails.
    """
    problems: list[Problem] = []
    lines: list[tuple[SourceFile, int, bool]] = []
    hashes = bytearray()
    rows: list[dict[str, object]] = []
    with _translated(task.root):
        for document, source in iter_parts(
            task.sources,
            on_skip=lambda error: problems.append(_problem("skipped", error)),
            on_note=lambda error: problems.append(_problem("note", error)),
            on_lines=lambda *counted: lines.append(counted),
        ):
            hashes += id_hash(document.id)
            rows.append({"shown": source.shown, "document": document_line(document).decode()})
        rows += [{"problem": json.dumps(problem)} for problem in problems]
        content = partitions.texts_parquet(rows, ("shown", "document", "problem"))
        Storage(task.root).write(_read_name(task.run, task.number), content)
    skips = [problem for problem in problems if problem[0] == "skipped"]
    return ReadDone(
        number=task.number,
        documents=len(hashes) // HASH_BYTES,
        hashes=bytes(hashes),
        lines=tuple(lines),
        skipped=len(skips),
        told=tuple(skips[:_TOLD]),
    )


def id_hash(name: str) -> bytes:
    """Return a short hash of an id, by which ids that come twice are looked for.

    >>> id_hash("a") == id_hash("a"), len(id_hash("a"))
    (True, 8)
    """
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest()


def find_names(task: NameTask) -> tuple[int, list[tuple[int, str]]]:
    """Return the partition's number, and place and id of each document whose id has one of the hashes.

    Raises:
        RealpolitikError: The network or the disk fails.
    """
    with _translated(task.root):
        names = [name for name, _, _ in _read_back(task.root, task.run, task.number)[0]]
    return task.number, [(place, name) for place, name in enumerate(names) if id_hash(name) in task.hashes]


def extract_partition(task: ExtractTask) -> ExtractDone:
    """Find the claims of a partition, and write its files; the file of claims last.

    Raises:
        RealpolitikError: The network or the disk fails, or this machine has other software.
    """
    with _translated(task.root):
        _check_software(task.knowledge)
        storage = Storage(task.root)
        lines, problems = _named(task)
        digest = hashlib.sha256(task.knowledge.fingerprint + b"".join(lines))
        digest.update(json.dumps(problems).encode())
        name = f"part-{task.number:06}-{digest.hexdigest()[:_KEY_CHARACTERS]}.parquet"
        about = _done_before(storage, name) if task.reuse else None
        reused = about is not None
        if about is None:
            about = _extract(task, storage, name, lines, problems)
    return ExtractDone(
        number=task.number,
        partition=Partition(name=name, **about["counts"]),
        software=about["software"],
        reused=reused,
        told=tuple(tuple(problem) for problem in about["told"]),
    )


def _extract(
    task: ExtractTask, storage: Storage, name: str, lines: list[bytes], problems: list[Problem]
) -> Mapping[str, Any]:
    documents: list[dict[str, object]] = []
    claims: list[dict[str, object]] = []
    problems = list(problems)
    with _worker(task.knowledge) as worker:
        for line in lines:
            row = json.loads(line)
            entry = _entry(worker, line)
            if isinstance(entry, Entry):
                documents.append(row)
                claims += map(json.loads, entry.claims.splitlines())
            else:
                problems.append(("skipped", row["id"], None, entry))
        software = worker.software if lines else None
    return _write(storage, name, documents=documents, claims=claims, problems=problems, software=software)


def write_problems(storage: Storage, number: int, problems: Sequence[Problem]) -> Partition:
    """Write a partition that holds nothing but what nobody could read.

    Raises:
        OSError: It cannot be written.
    """
    digest = hashlib.sha256(json.dumps(problems).encode()).hexdigest()[:_KEY_CHARACTERS]
    name = f"part-{number:06}-{digest}.parquet"
    about = _write(storage, name, documents=(), claims=(), problems=problems, software=None)
    return Partition(name=name, **about["counts"])


def _write(
    storage: Storage,
    name: str,
    *,
    documents: Sequence[Mapping[str, object]],
    claims: Sequence[Mapping[str, object]],
    problems: Sequence[Problem],
    software: str | None,
) -> Mapping[str, Any]:
    skips = [problem for problem in problems if problem[0] == "skipped"]
    counts = {
        "documents": len(documents),
        "claims": len(claims),
        "statuses": dict(Counter(str(claim["status"]) for claim in claims)),
        "words": sum(len(str(row["text"]).split()) for row in documents),
        "skipped": len(skips),
        "notes": len(problems) - len(skips),
    }
    about = {"counts": counts, "software": software, "told": skips[:_TOLD]}
    storage.write(f"{WORK}/{DOCUMENTS}/{name}", partitions.documents_parquet(documents))
    if problems:
        columns = ("kind", "path", "line", "problem")
        rows = (dict(zip(columns, problem, strict=True)) for problem in problems)
        storage.write(f"{WORK}/{SKIPPED}/{name}", partitions.skips_parquet(rows))
    storage.write(f"{WORK}/{CLAIMS}/{name}", partitions.claims_parquet(claims, about))
    return about


def _entry(worker: Worker, line: bytes) -> Entry | str:
    """Return what a document yields, or what went wrong.

    A process may also end because its whole machine is being ended: only if the next one ends too, it is the
    document that brings it about.
    """
    entry = worker.make(line)
    if isinstance(entry, str) and entry.startswith("ended"):
        return worker.make(line)
    return entry


def _done_before(storage: Storage, name: str) -> Mapping[str, Any] | None:
    """Return what a partition's files say of themselves, if a run has finished them; None otherwise."""
    for folder in (f"{WORK}/", ""):
        if not storage.exists(f"{folder}{CLAIMS}/{name}"):
            continue
        try:
            with storage.open(f"{folder}{CLAIMS}/{name}") as stream:
                about = partitions.read_about(stream, path=name)
            kinds = Partition(name=name, **about["counts"]).kinds
        except (InputError, OSError, KeyError, TypeError):
            continue
        if all(_find(storage, kind, name) for kind in kinds):
            return about
    return None


def _find(storage: Storage, kind: str, name: str) -> str | None:
    places = (f"{WORK}/{kind}/{name}", f"{kind}/{name}")
    return next((place for place in places if storage.exists(place)), None)


def publish_partition(storage: Storage, partition: Partition) -> None:
    """Put the files of a partition where readers look for them.

    Raises:
        OSError: They cannot be moved.
    """
    for kind in KINDS:
        if kind in partition.kinds and storage.exists(f"{WORK}/{kind}/{partition.name}"):
            storage.move(f"{WORK}/{kind}/{partition.name}", f"{kind}/{partition.name}")


def _named(task: ExtractTask) -> tuple[list[bytes], list[Problem]]:
    """Return the lines of the documents under their final ids, and the problems with their lines."""
    found, problems = _read_back(task.root, task.run, task.number)
    lines = []
    for place, (name, shown, line) in enumerate(found):
        identifier = task.renamed.get(place, name)
        if identifier != name:
            problems.append(_problem("note", second_name(name, identifier, shown)))
            lines.append(json_line(json.loads(line) | {"id": identifier}).encode())
        else:
            lines.append(line)
    placed = []
    for kind, path, number, problem in problems:
        before = 0 if path is None else task.lines_before.get(path, 0)
        placed.append((kind, path, None if number is None else number + before, problem))
    return lines, placed


def _read_back(root: str, run: str, number: int) -> tuple[list[tuple[str, str, bytes]], list[Problem]]:
    """Return id, place and line of each document that `read_partition` kept, and the problems."""
    documents: list[tuple[str, str, bytes]] = []
    problems: list[Problem] = []
    name = _read_name(run, number)
    with Storage(root).open(name) as stream:
        for row in partitions.read_parquet(stream, path=name):
            if "problem" in row:
                kind, path, line_number, problem = json.loads(str(row["problem"]))
                problems.append((kind, path, line_number, problem))
            else:
                line = str(row["document"])
                documents.append((json.loads(line)["id"], str(row["shown"]), line.encode()))
    return documents, problems


def _read_name(run: str, number: int) -> str:
    return f"{read_folder(run)}/part-{number:06}.parquet"


def read_folder(run: str) -> str:
    """Return where a run keeps what it has read, until claims are found in it."""
    return f"{WORK}/read-{run}"


def _problem(kind: str, error: InputError) -> Problem:
    return kind, error.path, error.line, error.problem


_free: dict[WorkSettings, list[Worker]] = {}
_guard = threading.Lock()


@contextmanager
def _worker(knowledge: Knowledge) -> Iterator[Worker]:
    """Lend a process that finds claims; it is kept for the tasks to come."""
    settings = _settings(knowledge)
    with _guard:
        waiting = _free.setdefault(settings, [])
        worker = waiting.pop() if waiting else None
    if worker is None:
        worker = Worker(settings)
        atexit.register(worker.close)
    try:
        yield worker
    except BaseException:
        worker.close()
        raise
    with _guard:
        waiting.append(worker)


@functools.lru_cache(maxsize=8)
def _settings(knowledge: Knowledge) -> WorkSettings:
    """Return what processes of this machine read with; the user's files get a place here."""
    paths: dict[str, tuple[str, ...]] = {"actors": (), "relations": ()}
    if knowledge.actors or knowledge.relations:
        folder = Path(tempfile.mkdtemp(prefix="realpolitik-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        for kind, files in (("actors", knowledge.actors), ("relations", knowledge.relations)):
            (folder / kind).mkdir()
            for name, content in files:
                (folder / kind / name).write_bytes(content)
            paths[kind] = tuple(str(folder / kind / name) for name, _ in files)
    return WorkSettings(
        extractor=knowledge.extractor,
        pipeline=knowledge.pipeline,
        actors=paths["actors"],
        relations=paths["relations"],
    )


@functools.lru_cache(maxsize=8)
def _check_software(knowledge: Knowledge) -> None:
    """Refuse to work where a document would yield something else.

    Raises:
        RealpolitikError: It would.
    """
    settings = _settings(knowledge)
    here = fingerprint(
        knowledge.extractor,
        pipeline=knowledge.pipeline,
        actors=map(Path, settings.actors),
        relations=map(Path, settings.relations),
    )
    if here != knowledge.fingerprint:
        raise RealpolitikError(
            f"the worker on {socket.gethostname()} has another version of realpolitik, of a library or of "
            "Python than this machine; install the same on both"
        )
