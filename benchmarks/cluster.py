"""Measure what docs/scale.md plans with: sizes and rates of a build on a Dask cluster of this machine.

    python benchmarks/cluster.py                                 # the training texts, by the extractor
    python benchmarks/cluster.py --generated 20000 --stand-in    # all but extraction
    python benchmarks/cluster.py --generated 2000 --workers 2

Starts a scheduler and workers on loopback and ends them.  Sizes are the same on every machine; rates need an
idle one.  A server is loaded where PyPI's oxigraph is installed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pyoxigraph as ox
from generate_documents import write_documents
from scale import _BUILD, _HERE, _size, measured

_TEXTS = _HERE / "training_documents"
_START_SECONDS = 120


@contextlib.contextmanager
def processes(commands: Sequence[Sequence[str]], folder: Path) -> Iterator[None]:
    """Run commands; they end with the block, the last one first."""
    with (folder / "log.txt").open("ab") as log:
        started = [subprocess.Popen(command, stdout=log, stderr=log, cwd=folder) for command in commands]
    try:
        yield
    finally:
        for process in reversed(started):
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """Run a scheduler and workers of one thread each; yield the scheduler's address."""
    dask = str(Path(sys.executable).with_name("dask"))
    told = folder / "scheduler.json"
    common = ["--scheduler-file", str(told), "--host", "127.0.0.1", "--no-dashboard"]
    worker = [
        dask,
        "worker",
        *common,
        "--no-nanny",
        "--nthreads",
        "1",
        "--local-directory",
        str(folder / "w"),
    ]
    with processes([[dask, "scheduler", *common, "--port", "0"]], folder):
        ends = time.monotonic() + _START_SECONDS
        while not (told.is_file() and told.stat().st_size) and time.monotonic() < ends:
            time.sleep(0.2)
        with processes([worker] * workers, folder):
            yield json.loads(told.read_text(encoding="utf-8"))["address"]


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[str | None]:
    """Run a server with its store on disk; yield its graph store, or None where it is not installed."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.is_file():
        yield None
        return
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    command = [str(program), "serve", "--location", str(folder / "server"), "--bind", address]
    with processes([command], folder):
        for _ in range(_START_SECONDS * 5):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://{address}/", timeout=5):
                break
            time.sleep(0.2)
        yield f"http://{address}/store"


def realpolitik(*words: str, stand_in: bool = False) -> list[str]:
    """Return a command of realpolitik."""
    return [sys.executable, "-c", _BUILD.format(here=str(_HERE), stand_in=stand_in), *words]


def _rows(name: str, value: float, unit: str, *, digits: int = 0) -> None:
    print(f"{name:58}{value:14,.{digits}f} {unit}", flush=True)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.parquet"))


def measure(folder: Path, paths: Sequence[str], *, workers: int, stand_in: bool, megabytes: float) -> None:
    """Print the table."""
    claims, graph = folder / "claims", folder / "graph"
    with cluster(folder, workers) as address:
        command = [
            "build",
            *paths,
            "--cluster",
            address,
            "--partition-size",
            str(megabytes),
            "-o",
            str(claims),
        ]
        first = measured(realpolitik(*command, stand_in=stand_in))
        second = measured(realpolitik(*command, stand_in=stand_in))
    about = json.loads((claims / "dataset.json").read_text(encoding="utf-8"))
    documents, found, words = about["documents"], about["claims"], about["words"]
    text = sum(
        len(value.as_py().encode())
        for path in (claims / "documents").glob("*.parquet")
        for value in pq.read_table(path, columns=["text"])["text"]
    )
    merged = measured(realpolitik("build", "--from-claims", str(claims), "-o", str(graph), stand_in=stand_in))
    quads = len(ox.Store.read_only(str(graph / "store")))
    print(f"{workers} workers, {'stand-in for the extractor' if stand_in else 'the extractor'}")
    _rows("documents", documents, "")
    _rows("partitions", len(about["partitions"]), "")
    _rows("words in a document", words / documents, "")
    _rows("text of a document", text / documents, "bytes")
    _rows("claims in a document", found / documents, "", digits=2)
    _rows("Parquet of a document", _bytes(claims / "documents") / documents, "bytes")
    _rows("Parquet of a claim", _bytes(claims / "claims") / found, "bytes")
    _rows("quads of a document, its claims among them", quads / documents, "", digits=1)
    _rows("quads of a claim", quads / found, "", digits=1)
    _rows("store of a quad", 1e6 * _size(graph / "store") / quads, "bytes")
    _rows("graph folder of a document", 1e6 * _size(graph) / documents, "bytes")
    _rows("build on the cluster", first.seconds, "s", digits=1)
    _rows("  words a second and worker", words / first.seconds / workers, "")
    _rows("the same again, every partition taken as it is", second.seconds, "s", digits=1)
    _rows("  documents a second, read and named", documents / second.seconds, "")
    _rows("memory of the client, at the highest", first.megabytes, "MB")
    _rows("graph of the claims", merged.seconds, "s", digits=1)
    _rows("  documents a second", documents / merged.seconds, "")
    _rows("  memory, at the highest", merged.megabytes, "MB")
    for name, source in (("partitions", claims), ("graph folder", graph)):
        place = folder / f"server of {name}"
        place.mkdir()
        with oxigraph(place) as endpoint:
            if endpoint is None:
                print("no oxigraph here: a server is not loaded")
                return
            loaded = measured(realpolitik("load", "-g", str(source), "--endpoint", endpoint))
        _rows(f"load of a server from the {name}", loaded.seconds, "s", digits=1)
        _rows("  quads a second", quads / loaded.seconds, "")


def main() -> None:
    """Print the table that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--generated", type=int, help="so many generated documents, not the training texts")
    parser.add_argument("--stand-in", action="store_true", help="with a stand-in for the extractor")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--partition-size", type=float, default=None, help="megabytes")
    arguments = parser.parse_args()
    search = filter(None, (str(_HERE), os.environ.get("PYTHONPATH")))
    os.environ["PYTHONPATH"] = os.pathsep.join(search)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = sorted(str(path) for path in _TEXTS.glob("*.txt"))
        if arguments.generated:
            paths = [str(folder / "documents.jsonl")]
            write_documents(Path(paths[0]), arguments.generated)
        size = sum(Path(path).stat().st_size for path in paths) / 1e6
        megabytes = arguments.partition_size or min(8.0, size / (4 * arguments.workers))
        measure(folder, paths, workers=arguments.workers, stand_in=arguments.stand_in, megabytes=megabytes)


if __name__ == "__main__":
    main()
