"""What workers of a cluster do, without one: partitions, ids over all of them, sets that are read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.building import partition as at_work
from realpolitik.building.dataset import Dataset, Partition, find_dataset
from realpolitik.building.fingerprint import fingerprint
from realpolitik.building.kept import KeptInputs
from realpolitik.building.naming import rename_repeated
from realpolitik.building.partition import (
    extract_partition,
    find_names,
    id_hash,
    publish_partition,
    read_partition,
    write_problems,
)
from realpolitik.building.tasks import ExtractDone, ExtractTask, Knowledge, NameTask, ReadTask
from realpolitik.cli import main
from realpolitik.documents.reader import unique_id
from realpolitik.documents.sources import SourceFile
from realpolitik.errors import InputError, OutputError, RealpolitikError, SourceUnusableError
from realpolitik.storage import Storage
from simple_extraction import SimpleExtractor

_KNOWLEDGE = Knowledge(
    extractor="simple_extraction:SimpleExtractor", pipeline=None, actors=(), relations=(), fingerprint=b"any"
)


class _Worker:
    """Does what a process does that finds claims, in this one."""

    software = "simple 1"

    def __init__(self, _settings: object) -> None:
        from realpolitik.building.entries import entry_maker
        from realpolitik.building.vocabulary import load_vocabulary
        from realpolitik.ledger import document_from_json

        scheme, registry = load_vocabulary()
        make = entry_maker(SimpleExtractor(scheme, registry), registry)

        def read(line: bytes) -> object:
            return make(document_from_json(json.loads(line)))

        self.make: Callable[[bytes], object] = read

    def close(self) -> None:
        """Nothing to end."""


@pytest.fixture
def rows(tmp_path: Path) -> SourceFile:
    """Four documents and a bad line."""
    path = tmp_path / "rows.jsonl"
    texts = [f"France met Chad. China lent Iran ${n} million." for n in range(4)]
    lines = [json.dumps({"id": f"d{n}", "text": text}) for n, text in enumerate(texts)]
    path.write_text("\n".join([*lines, "{bad"]), encoding="utf-8")
    return SourceFile(place=str(path), shown="rows.jsonl", media_type="application/jsonl")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find claims in this process, and take any software for the right one."""
    monkeypatch.setattr(at_work, "_check_software", lambda _knowledge: None)
    monkeypatch.setattr(at_work, "Worker", _Worker)
    monkeypatch.setattr(at_work, "_free", {})


def _read(root: Path | str, rows: SourceFile) -> ExtractTask:
    """Read the documents into a set, and return the task to find their claims."""
    read_partition(ReadTask(number=3, sources=(rows,), root=str(root), run="r"))
    return ExtractTask(number=3, root=str(root), run="r", knowledge=_KNOWLEDGE)


def _published(root: Path | str, done: ExtractDone) -> Dataset:
    storage = Storage(str(root))
    publish_partition(storage, done.partition)
    dataset = Dataset(
        storage=storage,
        inputs=("rows.jsonl",),
        software="simple 1",
        fingerprint=b"any",
        extractor=_KNOWLEDGE.extractor,
        pipeline=None,
        actors=(),
        relations=(),
        partitions=(done.partition,),
    )
    dataset.write()
    return dataset


@pytest.mark.usefixtures("here")
def test_a_task_that_runs_twice_leaves_one_partition(tmp_path: Path, rows: SourceFile) -> None:
    """One after another, both at once, or by an order to do all anew: the same file, the same bytes."""
    task = _read(tmp_path / "set", rows)
    first = extract_partition(task)
    (file,) = (tmp_path / "set/_work/claims").iterdir()
    content = file.read_bytes()
    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(extract_partition, [replace(task, reuse=False)] * 2))
    again = extract_partition(task)

    assert [done.partition for done in (*both, again)] == [first.partition] * 3
    assert (first.reused, again.reused) == (False, True)
    assert [path.name for path in (tmp_path / "set/_work/claims").iterdir()] == [file.name]
    assert file.read_bytes() == content
    assert first.partition.documents == 4
    assert first.partition.claims == first.partition.statuses["actual"] == 8
    assert (first.partition.skipped, first.partition.words) == (1, 32)


@pytest.mark.usefixtures("here")
def test_a_partition_that_is_not_whole_is_made_again(tmp_path: Path, rows: SourceFile) -> None:
    """Whatever of it is missing or damaged."""
    task = _read(tmp_path / "set", rows)
    name = extract_partition(task).partition.name
    for kind in ("documents", "skipped"):
        (tmp_path / "set/_work" / kind / name).unlink()
        assert not extract_partition(task).reused
    (tmp_path / "set/_work/claims" / name).write_bytes(b"PAR1")

    assert not extract_partition(task).reused
    assert extract_partition(task).reused


@pytest.mark.usefixtures("here")
def test_a_set_in_an_object_store_is_read_back(rows: SourceFile) -> None:
    """Claims by document, and what was skipped; only what is listed counts."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    task = _read("memory://bucket/set", rows)
    task = replace(task, renamed={1: "d0-2"}, lines_before={"rows.jsonl": 100})
    dataset = _published("memory://bucket/set", extract_partition(task))
    system.pipe_file("/bucket/set/claims/stray.parquet", b"not ours")
    found = find_dataset("memory://bucket/set")
    kept = list(found.read())

    assert found.partitions == dataset.partitions
    assert [document.id for document, _ in kept] == ["d0", "d0-2", "d2", "d3"]
    assert [len(claims) for _, claims in kept] == [2, 2, 2, 2]
    problems = [(kind, str(error)) for kind, error in found.problems(found.partitions[0])]
    assert [kind for kind, _ in problems] == ["skipped", "note"]
    assert problems[0][1].startswith("rows.jsonl:105: not JSON")
    assert "a second document 'd1'; this one is called 'd0-2'" in problems[1][1]
    assert Storage("memory://bucket/set").names("nowhere") == ()
    system.store.clear()


@pytest.mark.usefixtures("here")
def test_a_document_that_ends_its_process_twice_is_left_out(
    tmp_path: Path, rows: SourceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once may be the end of the whole machine, which must not count as the document's fault."""
    calls: list[bytes] = []

    class Ending(_Worker):
        def __init__(self, settings: object) -> None:
            super().__init__(settings)
            make: Callable[[bytes], object] = self.make

            def ends(line: bytes) -> object:
                calls.append(line)
                if b'"d1"' in line or (b'"d2"' in line and calls.count(line) == 1):
                    return "ended the process that read it"
                return make(line)

            self.make = ends

    monkeypatch.setattr(at_work, "Worker", Ending)
    done = extract_partition(_read(tmp_path / "set", rows))

    assert (done.partition.documents, done.partition.skipped) == (3, 2)
    assert [problem[1] for problem in done.told] == ["rows.jsonl", "d1"]


@pytest.mark.usefixtures("here")
def test_a_set_that_is_damaged_is_told(tmp_path: Path, rows: SourceFile) -> None:
    """With the file, whatever is wrong."""
    root = tmp_path / "set"
    dataset = _published(root, extract_partition(_read(root, rows)))
    (part,) = dataset.partitions
    text = (root / "dataset.json").read_text(encoding="utf-8")
    claims = (root / "claims" / part.name).read_bytes()

    (root / "claims" / part.name).write_bytes(claims[:100])
    with pytest.raises(SourceUnusableError, match=rf"claims/{part.name}: is damaged"):
        list(dataset.read())
    (root / "claims" / part.name).unlink()
    with pytest.raises(SourceUnusableError, match="no such file"):
        list(dataset.read())
    (root / "claims" / part.name).write_bytes(claims)
    documents = root / "documents" / part.name
    pq.write_table(pq.read_table(documents).slice(1), documents)
    with pytest.raises(SourceUnusableError, match="claims of documents that are not there, such as 'd0'"):
        list(dataset.read())
    for bad in (
        "{",
        "[]",
        text.replace(part.name, "../../x.parquet"),
        text.replace('dataset": 1', 'dataset": 9'),
    ):
        (root / "dataset.json").write_text(bad, encoding="utf-8")
        with pytest.raises(InputError, match=r"dataset\.json: is damaged, or of another version"):
            find_dataset(str(root))
    with pytest.raises(InputError, match="holds no partitioned claims"):
        find_dataset(str(tmp_path))


@pytest.mark.usefixtures("here")
def test_what_was_skipped_ends_a_strict_run(tmp_path: Path, rows: SourceFile) -> None:
    """Also when the graph is made."""
    dataset = _published(tmp_path / "set", extract_partition(_read(tmp_path / "set", rows)))

    with pytest.raises(InputError, match="not JSON"):
        list(KeptInputs(paths=["set"], strict=True, dataset=dataset).read())


def test_a_worker_with_other_software_refuses(tmp_path: Path, rows: SourceFile) -> None:
    """What it finds would not be what others find."""
    with pytest.raises(RealpolitikError, match="has another version of realpolitik"):
        extract_partition(_read(tmp_path / "set", rows))
    right = fingerprint(SimpleExtractor, pipeline=None, actors=(), relations=())
    at_work._check_software(replace(_KNOWLEDGE, fingerprint=right))


def test_problems_alone_make_a_partition(tmp_path: Path) -> None:
    """Empty but for them."""
    storage = Storage(str(tmp_path / "set"))
    part = write_problems(storage, 7, [("skipped", "a.csv", None, "unknown ending")])
    publish_partition(storage, part)

    assert (part.documents, part.claims, part.skipped) == (0, 0, 1)
    assert sorted(path.parent.name for path in (tmp_path / "set").rglob("part-000007-*")) == [
        "claims",
        "documents",
        "skipped",
    ]


def test_a_full_or_forbidden_disk_is_told(tmp_path: Path, rows: SourceFile) -> None:
    """By the task, in words that survive the way back."""
    (tmp_path / "set").write_text("a file", encoding="utf-8")

    with pytest.raises(RealpolitikError, match=r"(file exists|not a directory).*\(on "):
        read_partition(ReadTask(number=0, sources=(rows,), root=str(tmp_path / "set"), run="r"))


def test_names_are_asked_for_by_their_hashes(tmp_path: Path, rows: SourceFile) -> None:
    """Place and id of those that are asked for."""
    done = read_partition(ReadTask(number=0, sources=(rows,), root=str(tmp_path), run="r"))
    task = NameTask(number=0, root=str(tmp_path), run="r", hashes=frozenset({id_hash("d2"), id_hash("no")}))

    assert find_names(task) == (0, [(2, "d2")])
    assert done.hashes == b"".join(id_hash(f"d{n}") for n in range(4))


@given(
    parts=st.lists(
        st.lists(st.sampled_from(["a", "a-2", "a-3", "a-2-2", "b", "b-2", "c"]), max_size=6), max_size=5
    )
)
def test_ids_over_partitions_are_those_of_one_reader(parts: list[list[str]]) -> None:
    """Whatever ids there are and wherever the borders fall."""

    def ask(wanted: Mapping[int, frozenset[bytes]]) -> Iterator[tuple[int, list[tuple[int, str]]]]:
        for number, hashes in wanted.items():
            found = [(place, name) for place, name in enumerate(parts[number]) if id_hash(name) in hashes]
            yield number, found

    renamed = rename_repeated([b"".join(map(id_hash, part)) for part in parts], ask)
    taken: dict[str, int] = {}
    expected = [[unique_id(name, taken) for name in part] for part in parts]

    assert expected == [
        [renamed.get(number, {}).get(place, name) for place, name in enumerate(part)]
        for number, part in enumerate(parts)
    ]


def test_kinds_of_a_partition() -> None:
    """A file of skipped records is there where something was."""
    assert "skipped" not in Partition(name="p", documents=1, claims=0).kinds
    assert "skipped" in Partition(name="p", documents=1, claims=0, notes=1).kinds


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing half."""
    storage = Storage(str(tmp_path))
    storage.write("a/b", b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        storage.write("a/b", b"new")

    assert [path.read_bytes() for path in (tmp_path / "a").iterdir()] == [b"old"]
    assert issubclass(OutputError, RealpolitikError)


@pytest.mark.parametrize(
    ("words", "code", "told_of"),
    [
        (["--cluster", "tcp://127.0.0.1:1", "--add"], 2, "--add means nothing with --cluster"),
        (["--cluster", "tcp://127.0.0.1:1", "--jobs", "2"], 2, "--jobs means nothing with --cluster"),
        (["--cluster", "tcp://127.0.0.1:1", "--from-claims", "x"], 2, "--from-claims means nothing"),
        (["a.txt", "--from-claims", "x"], 2, "a PATH means nothing with --from-claims"),
        (["--from-claims", "x", "--pipeline", "y"], 2, "--pipeline means nothing with --from-claims"),
        (["--from-claims", "nowhere"], 1, "nowhere: holds no partitioned claims"),
        (["-", "--cluster", "tcp://127.0.0.1:1"], 1, "standard input cannot be read by a cluster"),
    ],
)
def test_options_that_make_no_sense_together_are_told(
    runner: CliRunner, words: list[str], code: int, told_of: str
) -> None:
    """Before anything is read or asked."""
    result = runner.invoke(main, ["build", *words])

    assert result.exit_code == code
    assert told_of in result.output


@pytest.mark.usefixtures("here")
def test_commands_take_a_set_where_it_stands_for_a_graph(
    runner: CliRunner, tmp_path: Path, rows: SourceFile
) -> None:
    """To make a graph of it, and to load it."""
    _published(tmp_path / "set", extract_partition(_read(tmp_path / "set", rows)))
    built = runner.invoke(main, ["build", "--from-claims", "set", "-o", "graph"])
    loaded = runner.invoke(main, ["load", "-g", "set", "--endpoint", "ftp://nowhere"])

    assert built.exit_code == 0, built.output
    assert "4 documents, 8 claims" in built.output
    assert "skipped rows.jsonl:5: not JSON" in built.output
    assert (loaded.exit_code, "no address of a server" in loaded.output) == (1, True)
