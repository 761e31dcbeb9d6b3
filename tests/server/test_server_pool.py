"""Workers under load: busy, left by their clients, killed by others, and a graph built anew beneath."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

import realpolitik.extract
from realpolitik.errors import InputError
from realpolitik.folder import GraphFolder
from realpolitik.pipeline import Inputs, build_graph
from realpolitik.server.running import serve
from realpolitik.server.settings import Settings
from realpolitik.server.workers import Worker, WorkerEndedError
from served import Served, serving
from simple_extraction import SimpleExtractor

_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def busy(small_graph: GraphFolder) -> Iterator[Served]:
    """A server that runs one query at a time, and lets one wait for a moment."""
    settings = Settings(
        graph=small_graph.path,
        port=0,
        time_limit_seconds=20.0,
        max_concurrent=1,
        max_waiting=1,
        wait_seconds=0.5,
    )
    with serving(settings) as running:
        yield running


def _wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it never came to hold")


def _open_query(served: Served, query: str) -> socket.socket:
    """Send a query and leave its answer unread."""
    address = urlsplit(served.address)
    assert address.hostname is not None
    connection = socket.create_connection((address.hostname, address.port or 80))
    path = f"/sparql?query={quote(query)}"
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n".encode())
    return connection


def _workers(served: Served) -> dict[str, int]:
    workers: dict[str, int] = served.send("GET", "/health").json["workers"]
    return workers


def test_too_many_queries_are_sent_away_and_told_when_to_come_back(busy: Served) -> None:
    """503 with Retry-After; pages, health and metrics are there all the while."""
    with _open_query(busy, _ENDLESS):
        _wait_until(lambda: _workers(busy)["busy"] == 1)
        with ThreadPoolExecutor(4) as threads:
            replies = list(threads.map(lambda _: busy.ask("ASK {}"), range(4)))
        assert {reply.status for reply in replies} == {503}
        assert all(int(reply.headers["retry-after"]) > 0 for reply in replies)
        assert busy.send("GET", "/").status == 200
        assert busy.count('realpolitik_queries_total{outcome="busy"}') >= 4
    _wait_until(lambda: _workers(busy)["idle"] == 1)
    assert busy.is_up()


def test_a_query_ends_with_its_connection(busy: Served) -> None:
    """Nobody waits for it any more, long before its time limit."""
    replaced = busy.count("realpolitik_workers_replaced_total")
    connection = _open_query(busy, _ENDLESS)
    _wait_until(lambda: _workers(busy)["busy"] == 1)
    connection.close()

    _wait_until(lambda: _workers(busy)["idle"] == 1)
    assert busy.count("realpolitik_workers_replaced_total") == replaced + 1
    assert busy.count('realpolitik_queries_total{outcome="gone"}') >= 1


def test_an_unread_answer_does_not_pile_up(busy: Served) -> None:
    """The worker waits for its reader, and goes with it."""
    with _open_query(busy, "SELECT * { ?a ?b ?c . ?d ?e ?f }"):
        _wait_until(lambda: _workers(busy)["busy"] == 1)
        time.sleep(1)
        assert busy.count("realpolitik_answer_bytes_total") < 20_000_000
    _wait_until(lambda: _workers(busy)["idle"] == 1)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the worker")
def test_a_worker_that_somebody_kills_is_replaced(busy: Served) -> None:
    """As the system does when memory runs out."""
    own = Path(f"/proc/{os.getpid()}/task")
    children = {pid for task in own.iterdir() for pid in (task / "children").read_text().split()}
    residents = [pid for pid in children if b"rdf.resident" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    for pid in residents:
        os.kill(int(pid), signal.SIGKILL)

    _wait_until(lambda: busy.ask("ASK {}").status == 200)


def test_a_worker_that_ended_is_not_killed(small_graph: GraphFolder) -> None:
    """Its exit status stays for the event loop, which would write a warning about it."""

    async def ended() -> tuple[int, int | None]:
        worker = await Worker.start(Settings(graph=small_graph.path))
        process = worker._process
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(WorkerEndedError):
            await worker.frame()
        kills = 0

        def count() -> None:
            nonlocal kills
            kills += 1

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(process, "kill", count)
            await worker.kill()
        return kills, process.returncode

    with ThreadPoolExecutor(1) as thread:  # this one may have an event loop of the browser's tests
        assert thread.submit(asyncio.run, ended()).result() == (0, -signal.SIGKILL)


def test_a_graph_built_anew_is_answered_from(tmp_path: Path) -> None:
    """No query fails while builds take each other's place, and each answer is of one build."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(realpolitik.extract, "Extractor", SimpleExtractor, raising=False)

        def build(meetings: int) -> None:
            for old in tmp_path.glob("*.txt"):
                old.unlink()
            for number in range(meetings):
                (tmp_path / f"{number}.txt").write_text("France met Chad.", encoding="utf-8")
            build_graph(Inputs(paths=[str(path) for path in tmp_path.glob("*.txt")]), tmp_path / "graph")

        build(1)
        with serving(Settings(graph=tmp_path / "graph", port=0, max_concurrent=2)) as served:
            count = "SELECT (COUNT(*) AS ?n) { ?c a rp:Claim }"

            def number() -> int:
                reply = served.ask(count)
                assert reply.status == 200, reply.text
                return int(reply.rows[0]["n"]["value"])

            assert number() == 1
            with ThreadPoolExecutor(1) as threads:
                for meetings in (2, 3, 4):
                    building = threads.submit(build, meetings)
                    while not building.done():
                        assert number() in {meetings - 1, meetings}
                    building.result()
                    assert number() == meetings
            assert served.send("GET", "/health").json["claims"] == 4


def test_what_cannot_be_served_is_told(small_graph: GraphFolder, tmp_path: Path) -> None:
    """A port that is taken, a folder without a store, a store that is damaged."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(graph=small_graph.path, port=taken.getsockname()[1])
        with pytest.raises(InputError, match="cannot be had: Address already in use; --port 0"):
            serve(settings, on_ready=print)
    with pytest.raises(InputError, match="realpolitik build"):
        serve(Settings(graph=tmp_path), on_ready=print)
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("MANIFEST-000009\n", encoding="ascii")
    # In a thread of its own: a browser that another test drives may have left a loop running in this one.
    with ThreadPoolExecutor(1) as thread, pytest.raises(InputError, match="cannot be opened"):
        thread.submit(serve, Settings(graph=tmp_path, port=0), on_ready=print).result()
