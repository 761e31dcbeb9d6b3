"""Builds on a real Dask cluster of two processes, one of which is killed; and what workers do, by itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import realpolitik.extract
from halting_extraction import HALT, HaltingExtractor
from realpolitik.building.cluster import ClusterOptions, ClusterReport, build_dataset
from realpolitik.building.dataset import find_dataset
from realpolitik.building.engine import BuildOptions
from realpolitik.building.kept import KeptInputs
from realpolitik.cli import main
from realpolitik.errors import InputError, MissingExtraError, OutputError, RealpolitikError
from realpolitik.folder import GraphFolder
from realpolitik.pipeline import Inputs, build_graph, build_graph_of_claims, extract_claims
from stopping import stop

_TESTS = Path(__file__).parents[1]
_PATIENCE_SECONDS = 240
_OWN_ACTORS = """@prefix rp: <https://w3id.org/realpolitik/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/realpolitik/actor/org/norland> a rp:Organisation ; rdfs:label "Norland"@en .
"""
_FILES = ("documents.jsonl", "claims.jsonl", "graph.trig")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler and its workers, as processes."""

    address: str
    workers: dict[int, subprocess.Popen[bytes]]
    halt: Path

    def options(self, partition_bytes: int = 400) -> ClusterOptions:
        """Return how to use it, in small partitions."""
        return ClusterOptions(address=self.address, partition_bytes=partition_bytes)


def _until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers on ports of loopback that the system chooses; ended with the module."""
    folder = tmp_path_factory.mktemp("cluster")
    halt = folder / "halt"
    halt.mkdir()
    told = folder / "scheduler.json"
    dask = str(Path(sys.executable).with_name("dask"))
    path = os.pathsep.join(filter(None, (str(_TESTS), os.environ.get("PYTHONPATH"))))
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        HALT: str(halt),
        "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "false",
    }

    def start(*words: str) -> subprocess.Popen[bytes]:
        log = (folder / "log.txt").open("ab")
        with log:
            return subprocess.Popen(
                [dask, *words, "--scheduler-file", str(told), "--host", "127.0.0.1", "--no-dashboard"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
            )

    started = [start("scheduler", "--port", "0")]
    try:
        _until(lambda: told.is_file() and told.stat().st_size > 0)
        quiet = ("--no-nanny", "--nthreads", "1", "--local-directory", str(folder / "scratch"))
        workers = [start("worker", *quiet) for _ in range(2)]
        started += workers
        address = json.loads(told.read_text(encoding="utf-8"))["address"]
        yield Cluster(address, {worker.pid: worker for worker in workers}, halt)
    finally:
        for process in reversed(started):  # workers first: without a scheduler they would look for it
            stop(process)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Documents in files, JSON Lines and Parquet, with ids that come twice, and bad ones among them."""
    folder = tmp_path / "news"
    (folder / "older").mkdir(parents=True)
    for name in ("a", "b", "older/a"):
        (folder / f"{name}.txt").write_text(f"France met Chad. China lent Iran $1 {name}.", encoding="utf-8")
    (folder / "wait.txt").write_text("Wait here. France praised Chad.", encoding="utf-8")
    (folder / "table.csv").write_text("1,2", encoding="utf-8")
    (folder / "README.md").write_text("About.", encoding="utf-8")
    rows = [
        {"id": f"d{n % 20}", "text": f"France attacked Chad {n} times. Russia never met Iran."}
        for n in range(40)
    ]
    lines = [json.dumps(row) for row in rows]
    lines[7] = "{bad"
    lines[30] = json.dumps({"id": "none", "text": ""})
    (folder / "rows.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = [{"id": name, "text": f"China praised Iran {name}."} for name in ("d3", "d3-2", "z")]
    pq.write_table(pa.Table.from_pylist(table), folder / "rows.parquet")
    return folder


@pytest.fixture
def halting(monkeypatch: pytest.MonkeyPatch, cluster: Cluster, quick_builds: None) -> None:
    """Put the extractor that can wait in the place of the real one, here as in the workers."""
    del quick_builds
    monkeypatch.setattr(realpolitik.extract, "Extractor", HaltingExtractor, raising=False)
    monkeypatch.setenv(HALT, str(cluster.halt))


def _build(cluster: Cluster, inputs: Inputs, output: Path, **settings: object) -> ClusterReport:
    chosen: dict[str, object] = {
        "pipeline": None,
        "actors": (),
        "relations": (),
        "options": cluster.options(),
    }
    return build_dataset(inputs, str(output), **(chosen | settings))  # type: ignore[arg-type]


def _same(one: GraphFolder, other: GraphFolder) -> bool:
    return all((one.path / name).read_bytes() == (other.path / name).read_bytes() for name in _FILES)


@pytest.mark.usefixtures("halting")
def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    cluster: Cluster, news: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What comes out is what one process makes of the same documents, to the byte."""
    output = tmp_path_factory.mktemp("out") / "claims"
    inputs = Inputs(paths=[str(news)])
    with ThreadPoolExecutor(1) as threads:
        building = threads.submit(_build, cluster, inputs, output)
        _until(lambda: building.done() or any(cluster.halt.iterdir()))
        assert not (building.done() and building.result())
        (waiting,) = {int(path.name) for path in cluster.halt.iterdir()} & cluster.workers.keys()
        _until(lambda: len(list(output.glob("_work/claims/part-*.parquet"))) > 2)
        cluster.workers[waiting].send_signal(signal.SIGKILL)
        assert cluster.workers[waiting].wait() == -signal.SIGKILL
        (cluster.halt / "go").touch()
        report = building.result(timeout=_PATIENCE_SECONDS)
    alone = Inputs(paths=[str(news)])
    local = build_graph(alone, output.with_name("local"), options=BuildOptions(jobs=1)).folder
    kept = KeptInputs(paths=[str(output)], dataset=find_dataset(str(output)))
    merged = build_graph_of_claims(kept, output.with_name("merged")).folder

    assert _same(merged, local)
    names = [json.loads(line)["id"] for line in local.documents.read_bytes().splitlines()]
    assert len(names) == len(set(names)) == 4 + 38 + 3
    assert {"a-2", "d0-2", "d3-2", "d3-3", "d3-2-2"} <= set(names)
    assert {str(error) for error in kept.skipped} == {str(error) for error in alone.skipped}
    assert {str(note) for note in kept.notes} == {str(note) for note in alone.notes}
    assert {str(error) for error in inputs.skipped} == {str(error) for error in alone.skipped}
    assert len(alone.skipped) == 3
    assert len(report.dataset.partitions) > 5
    for kind in ("documents", "claims"):
        files = {path.name for path in (output / kind).iterdir()}
        assert files == {partition.name for partition in report.dataset.partitions}
    assert not (output / "_work").exists()


@pytest.fixture(scope="module")
def made(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set of partitions that the cluster made of ten documents and a bad line."""
    folder = tmp_path_factory.mktemp("made")
    rows = [
        {"id": f"d{n}", "text": f"France lent Chad ${n + 1} million. Iran may have met Mali."}
        for n in range(10)
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows) + "{bad\n"
    (folder / "rows.jsonl").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(realpolitik.extract, "Extractor", HaltingExtractor, raising=False)
        _build(cluster, Inputs(paths=[str(folder / "rows.jsonl")]), folder / "claims")
    return folder


def test_other_programs_read_the_partitions(made: Path) -> None:
    """DuckDB, polars and pandas, each the same rows, by a pattern or by the folder."""
    claims = str(made / "claims/claims")
    query = f"SELECT id, amount_value, status FROM '{claims}/*.parquet' ORDER BY id"
    by_duckdb = duckdb.execute(query).fetchall()
    by_polars = (
        pl.read_parquet(f"{claims}/*.parquet").select("id", "amount_value", "status").sort("id").rows()
    )
    by_pandas = pd.read_parquet(claims).sort_values("id")

    assert len(by_duckdb) == len({row[0] for row in by_duckdb}) == 20
    assert by_duckdb == by_polars
    assert by_pandas["id"].tolist() == [row[0] for row in by_duckdb]
    assert by_pandas["end"].dtype == "int64"
    joined = (
        f"SELECT COUNT(*) FROM '{claims}/*.parquet' AS c JOIN '{made}/claims/documents/*.parquet' AS d "
        "ON c.doc = d.id AND substring(d.text, c.start + 1, c.end - c.start) = c.quote"
    )
    assert duckdb.execute(joined).fetchall() == [(20,)]
    skipped = duckdb.execute(f"SELECT kind, line, problem FROM '{made}/claims/skipped/*.parquet'").fetchall()
    assert [(kind, line) for kind, line, _ in skipped] == [("skipped", 11)]


@pytest.mark.usefixtures("halting")
def test_what_was_made_is_taken_and_what_changed_is_made(
    cluster: Cluster, made: Path, tmp_path: Path
) -> None:
    """By what is in a partition: a second build makes the last one alone, and leaves nothing of the first."""
    source = tmp_path / "rows.jsonl"
    lines = (made / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    source.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    first = _build(cluster, Inputs(paths=[str(source)]), tmp_path / "claims")
    again = _build(cluster, Inputs(paths=[str(source)]), tmp_path / "claims")
    files = {path.name for path in (tmp_path / "claims/claims").iterdir()}
    source.write_text("\n".join([*lines[:-2], lines[-2].replace("lent", "met ")]) + "\n", encoding="utf-8")
    changed = _build(cluster, Inputs(paths=[str(source)]), tmp_path / "claims")
    after = {path.name for path in (tmp_path / "claims/claims").iterdir()}

    assert first.reused == 0
    assert again.reused == len(first.dataset.partitions) == 2
    assert changed.reused == again.reused - 1
    assert len(files - after) == len(after - files) == 1
    assert "10 documents, 19 claims" in changed.summary()
    assert f"{changed.reused} of them made earlier" in changed.summary()


def test_the_real_extractor_finds_the_same_on_a_cluster(cluster: Cluster, tmp_path: Path) -> None:
    """By the commands, as a user would; own actors go along."""
    text = "Norland lent Venezuela $2 billion in 2018. Russia condemned the sanctions of France on Iran."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    actors = tmp_path / "own.ttl"
    actors.write_text(_OWN_ACTORS, encoding="utf-8")
    runner = CliRunner()
    own = ["--actors", str(actors)]
    claims, merged = str(tmp_path / "claims"), str(tmp_path / "merged")
    commands = [
        ["build", str(tmp_path / "a.txt"), "--cluster", cluster.address, "-o", claims, *own],
        ["build", "--from-claims", claims, "-o", merged],
    ]
    for command in commands:
        result = runner.invoke(main, command)
        assert result.exit_code == 0, result.output
    again = runner.invoke(main, ["build", str(tmp_path / "a.txt"), "-o", merged, *own])
    assert again.exit_code == 0, again.output
    changes = json.loads((Path(merged) / "report.json").read_bytes())["changes"]
    expected = list(extract_claims(Inputs(paths=[str(tmp_path / "a.txt")]), actors=[str(actors)]))
    found = [json.loads(line) for line in (Path(merged) / "claims.jsonl").read_bytes().splitlines()]

    assert (changes["unchanged"], changes["read"]) == (1, 0)
    assert {"org:norland"} <= {claim.subject for claim in expected}
    assert [row["id"] for row in found] == [claim.id for claim in expected]
    assert [path.name for path in GraphFolder(Path(merged)).actor_files] == ["000-own.ttl"]


@pytest.mark.usefixtures("halting")
def test_bad_input_ends_a_strict_run_and_empty_input_any(cluster: Cluster, tmp_path: Path) -> None:
    """With the line of the whole file, wherever its parts begin."""
    rows = [json.dumps({"id": f"d{n}", "text": "France met Chad." * 9}) for n in range(20)]
    (tmp_path / "rows.jsonl").write_text("\n".join([*rows, "{bad"]), encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("\n\n", encoding="utf-8")
    inputs = Inputs(paths=[str(tmp_path / "rows.jsonl")])
    report = _build(cluster, inputs, tmp_path / "claims")

    assert [error.line for error in inputs.skipped] == [21]
    assert report.dataset.count("skipped") == 1
    assert f"skipped   {tmp_path / 'claims'}/skipped (1)" in report.summary()
    with pytest.raises(InputError, match="not JSON"):
        _build(cluster, replace(inputs, strict=True, skipped=[]), tmp_path / "strict")
    with pytest.raises(InputError, match="an empty file"):
        _build(cluster, Inputs(paths=[str(tmp_path / "empty.jsonl")]), tmp_path / "none")


@pytest.mark.usefixtures("halting")
def test_what_cannot_be_is_told_in_one_line(
    cluster: Cluster, tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No scheduler, no such place, something else in that place, standard input."""
    monkeypatch.setattr("realpolitik.building.scheduler._CONNECT_SECONDS", 1)
    inputs = Inputs(paths=[str(articles)])
    nowhere = ClusterOptions(address="tcp://127.0.0.1:1")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/file").touch()

    with pytest.raises(InputError, match="no scheduler can be reached there"):
        _build(cluster, inputs, tmp_path / "claims", options=nowhere)
    with pytest.raises(InputError, match="no scheduler can be reached there"):
        _build(cluster, inputs, tmp_path / "claims", options=ClusterOptions(address="nonsense://a"))
    with pytest.raises(OutputError, match="holds something else"):
        _build(cluster, inputs, tmp_path / "other")
    with pytest.raises(OutputError, match="is a file"):
        _build(cluster, inputs, tmp_path / "other/file")
    with pytest.raises(InputError, match="standard input"):
        _build(cluster, Inputs(paths=["-"]), tmp_path / "claims")
    with pytest.raises(RealpolitikError, match="no language pipeline"):
        _build(cluster, inputs, tmp_path / "claims", pipeline="nonexistent_pipeline")


def test_without_the_extra_the_command_names_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, articles: Path
) -> None:
    """And nothing is made."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(MissingExtraError, match=r"realpolitik\[dask\]"):
        build_dataset(
            Inputs(paths=[str(articles)]),
            str(tmp_path / "claims"),
            pipeline=None,
            actors=(),
            relations=(),
            options=ClusterOptions(address="tcp://127.0.0.1:1"),
        )
