"""`realpolitik build`, `extract` and `evaluate`: what they write, and what they say of bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from realpolitik.cli import main

_FILES = {
    *("documents.jsonl", "claims.jsonl", "graph.trig", "store", "explorer.html", "report.json"),
    *("cache.sqlite", "index.sqlite"),
}

pytestmark = pytest.mark.usefixtures("simple_extractor")


def _assert_one_line(result: Result, *, code: int, says: str) -> None:
    assert result.exit_code == code, result.output
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


def _snapshot(folder: Path) -> dict[str, bytes]:
    """Return the files of a graph, but for the cache, which is written to as the work is done."""
    files = (path for path in folder.iterdir() if path.is_file() and path.name != "cache.sqlite")
    return {path.name: path.read_bytes() for path in files}


@pytest.fixture
def earlier(runner: CliRunner, articles: Path) -> Path:
    """A graph that an earlier build made, in the folder that is written to by default."""
    assert runner.invoke(main, ["build", str(articles)]).exit_code == 0
    return Path("realpolitik-graph").resolve()


def test_build_writes_a_graph_and_tells_its_paths(runner: CliRunner, articles: Path) -> None:
    """On standard output; standard error stays quiet where nothing is amiss."""
    result = runner.invoke(main, ["build", str(articles), "-o", "out"])

    assert (result.exit_code, result.stderr) == (0, "")
    assert {path.name for path in Path("out").iterdir()} == _FILES
    assert result.stdout.startswith("2 documents, 5 claims (3 actual, 1 possible, 1 negated), 3 relations")
    assert str(Path("out", "explorer.html")) in result.stdout


def test_build_reads_the_seeds_by_default(runner: CliRunner) -> None:
    """Into the folder that the other commands read by default."""
    result = runner.invoke(main, ["build"])

    assert result.exit_code == 0
    assert result.stdout.startswith("5 documents")
    assert Path("realpolitik-graph", "report.json").is_file()


def test_build_opens_the_explorer_on_request(
    runner: CliRunner, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says so where no browser can be started."""
    opened: list[str] = []

    def launch(path: str) -> int:
        opened.append(path)
        return 1

    monkeypatch.setattr("click.launch", launch)

    result = runner.invoke(main, ["build", str(articles), "--open"])

    assert opened == [str(Path("realpolitik-graph", "explorer.html"))]
    assert "open realpolitik-graph" in result.stderr


def test_build_reads_standard_input(runner: CliRunner) -> None:
    """As a document of its own."""
    result = runner.invoke(main, ["build", "-"], input="France met Chad.")

    assert result.exit_code == 0
    assert result.stdout.startswith("1 document, 1 claim ")


def test_the_report_tells_inputs_skips_counts_and_versions(runner: CliRunner, articles: Path) -> None:
    """So that a graph can be judged by who did not build it."""
    (articles / "empty.txt").touch()
    runner.invoke(main, ["build", str(articles)])

    report = json.loads(Path("realpolitik-graph/report.json").read_text(encoding="utf-8"))
    assert report["inputs"] == [str(articles)]
    assert (report["documents"], report["claims"], report["relationships"], report["actors"]) == (2, 5, 3, 6)
    assert report["claims_by_status"] == {"actual": 3, "possible": 1, "negated": 1}
    assert report["claims_by_category"]["finance"] == 1
    assert [skip["path"] for skip in report["skipped"]] == [str(articles / "empty.txt")]
    assert report["versions"]["extractor"] == "simple 1"
    assert "accuracy" in report


def test_the_same_input_gives_the_same_bytes(runner: CliRunner, articles: Path) -> None:
    """Wherever it lies, and in a process of its own."""
    (Path("elsewhere")).mkdir()
    moved = articles.rename(Path("elsewhere").resolve() / "moved")
    runner.invoke(main, ["build", str(moved), "-o", "one"])
    back = moved.rename(articles)

    runner.invoke(main, ["build", str(back), "-o", "other"])

    for name in ("claims.jsonl", "documents.jsonl", "graph.trig", "explorer.html"):
        assert Path("one", name).read_bytes() == Path("other", name).read_bytes()


def test_a_missing_path(runner: CliRunner, earlier: Path) -> None:
    """One line; the earlier graph stays."""
    before = _snapshot(earlier)

    _assert_one_line(runner.invoke(main, ["build", "nowhere.txt"]), code=1, says="nowhere.txt: no such file")
    assert _snapshot(earlier) == before


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 8, "not text"),
        ("broken.pdf", b"%PDF-1.4 broken", "not a readable PDF"),
        ("broken.jsonl", b'{"id": "a", "text"\n', "not JSON"),
        ("large.txt", b"France met Chad. " * 3_000_000, "larger than"),
    ],
)
def test_one_input_that_cannot_be_read(runner: CliRunner, name: str, content: bytes, says: str) -> None:
    """One line that names it, from each command that reads documents."""
    Path(name).write_bytes(content)

    _assert_one_line(runner.invoke(main, ["build", name]), code=1, says=says)
    _assert_one_line(runner.invoke(main, ["extract", name]), code=1, says=says)
    assert not Path("realpolitik-graph").exists()


@pytest.mark.parametrize(
    ("name", "content", "document"),
    [
        ("latin.txt", "Café news: France met Chad.".encode("latin-1"), "latin"),
        (
            "malformed.html",
            b"<html><body><div><p>On Monday France met Chad.<p><b>Rest</div></body>",
            "malformed",
        ),
        ("utf16.txt", "France met Chad.".encode("utf-16"), "utf16"),
    ],
)
def test_odd_input_that_can_be_read(runner: CliRunner, name: str, content: bytes, document: str) -> None:
    """Another encoding and tag soup are no reason to give up."""
    Path(name).write_bytes(content)

    result = runner.invoke(main, ["extract", name])

    assert result.exit_code == 0
    assert json.loads(result.stdout)["doc"] == document


def test_a_broken_file_among_good_ones_is_skipped_and_counted(runner: CliRunner, articles: Path) -> None:
    """The good ones are kept, the bad ones told."""
    (articles / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (articles / "rows.jsonl").write_bytes(b'{"id": "r1", "text": "France met Chad."}\nnot json\n')

    result = runner.invoke(main, ["build", str(articles)])

    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stderr.splitlines()] == ["skipped", "skipped"]
    assert "rows.jsonl:2" in result.stderr
    assert result.stdout.startswith("3 documents, 6 claims")
    assert "2 inputs skipped" in result.stdout


def test_strict_stops_at_the_first_broken_file(runner: CliRunner, articles: Path, earlier: Path) -> None:
    """And leaves the earlier graph."""
    before = _snapshot(earlier)
    (articles / "0-broken.pdf").write_bytes(b"%PDF-1.4 broken")

    result = runner.invoke(main, ["build", str(articles), "--strict"])

    _assert_one_line(result, code=1, says="0-broken.pdf")
    assert _snapshot(earlier) == before


def test_a_folder_of_nothing_but_broken_files(runner: CliRunner) -> None:
    """Each is told, and that nothing is left."""
    Path("bad").mkdir()
    for name in ("one.txt", "two.txt"):
        Path("bad", name).touch()

    result = runner.invoke(main, ["build", "bad"])

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "realpolitik: bad: there is no document that can be read"


def test_an_unknown_pipeline(runner: CliRunner, articles: Path, earlier: Path) -> None:
    """One line that says what to do."""
    before = _snapshot(earlier)

    result = runner.invoke(main, ["build", str(articles), "--pipeline", "xx_none"])

    _assert_one_line(result, code=1, says="xx_none")
    assert _snapshot(earlier) == before


@pytest.mark.parametrize("option", ["--actors", "--relations"])
@pytest.mark.parametrize(("content", "says"), [(None, "cannot be read"), (b"<a> <b", "Turtle")])
def test_a_bad_vocabulary_file(
    runner: CliRunner, articles: Path, option: str, content: bytes | None, says: str
) -> None:
    """One line that names the file."""
    if content is not None:
        Path("mine.ttl").write_bytes(content)

    result = runner.invoke(main, ["build", str(articles), option, "mine.ttl"])

    _assert_one_line(result, code=1, says="mine.ttl")
    assert says in result.stderr


def test_users_actors_are_known_and_kept_with_the_graph(runner: CliRunner) -> None:
    """So that the graph can be read without the file."""
    Path("mine.ttl").write_text(
        "@prefix rp: <https://w3id.org/realpolitik/ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://w3id.org/realpolitik/actor/org/zorgon> a rp:Organisation ; rdfs:label "Zorgon" .\n',
        encoding="utf-8",
    )
    assert (
        runner.invoke(main, ["build", "-", "--actors", "mine.ttl"], input="Zorgon met France.").exit_code == 0
    )
    Path("mine.ttl").unlink()

    result = runner.invoke(main, ["claims", "--subject", "Zorgon"])

    assert json.loads(result.stdout)["subject"] == "org:zorgon"


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_output_that_is_no_graph_is_not_replaced(runner: CliRunner, articles: Path, kind: str) -> None:
    """A slip with -o costs nothing."""
    if kind == "file":
        Path("mine").write_text("mine", encoding="utf-8")
    else:
        Path("mine").mkdir()
        Path("mine", "thesis.txt").write_text("mine", encoding="utf-8")

    _assert_one_line(runner.invoke(main, ["build", str(articles), "-o", "mine"]), code=1, says="mine: is")
    assert next(iter(Path("mine").rglob("*.txt")), Path("mine")).read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_output_that_cannot_be_written(runner: CliRunner, articles: Path) -> None:
    """One line, with the reason of the system."""
    Path("file").touch()

    result = runner.invoke(main, ["build", str(articles), "-o", "file/graph"])

    _assert_one_line(result, code=1, says="file/graph: cannot be written: ")


_BUILD_WITH_A_FULL_DISK = """
import resource, signal, sys
sys.path.insert(0, sys.argv[1])
import realpolitik.extract
from simple_extraction import SimpleExtractor
realpolitik.extract.Extractor = SimpleExtractor
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
from realpolitik.cli import main
main(sys.argv[3:])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="bounds the size of files as only some systems can")
@pytest.mark.parametrize("limit", [10, 2_000, 100_000])
def test_a_full_disk(articles: Path, earlier: Path, limit: int) -> None:
    """Wherever it fills up: one line, and the earlier graph stays.

    A bound on the size of each file stands for the disk, so that no test needs the rights to mount one.
    """
    before = _snapshot(earlier)
    arguments = [str(Path(__file__).parents[1]), str(limit), "build", str(articles)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}

    done = subprocess.run(
        [sys.executable, "-c", _BUILD_WITH_A_FULL_DISK, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "realpolitik-graph" in done.stderr
    assert ".building" not in done.stderr
    assert _snapshot(earlier) == before
    left = [path.name for path in earlier.parent.iterdir() if path.name.startswith(".")]
    assert [
        name for name in left if not name.startswith(".realpolitik-graph.cache")
    ] == []  # kept for the next


def test_extract_writes_claims_as_they_are_found(runner: CliRunner) -> None:
    """With the columns that the documentation names."""
    result = runner.invoke(main, ["extract", "-"], input="China lent Venezuela $2 billion. France met Chad.")

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["subject"], row["relation"], row["object"]) for row in rows] == [
        ("CHN", "lends", "VEN"),
        ("FRA", "meets", "TCD"),
    ]
    assert {"doc", "status", "attributed_to", "quote", "start", "end", "plover", "confidence"} <= rows[
        0
    ].keys()


@pytest.mark.parametrize(
    ("format_", "start"), [("table", "subject_label "), ("csv", "id,doc,"), ("markdown", "| subject_label |")]
)
def test_extract_writes_other_formats(runner: CliRunner, format_: str, start: str) -> None:
    """The same claims for other readers."""
    result = runner.invoke(main, ["extract", "-", "--format", format_], input="France met Chad.")

    assert result.exit_code == 0
    assert result.stdout.startswith(start)
    assert "Chad" in result.stdout


def test_extract_without_a_path_is_wrong_usage(runner: CliRunner) -> None:
    """It never waits for a terminal."""
    assert runner.invoke(main, ["extract"]).exit_code == 2


@pytest.fixture
def gold(articles: Path) -> Path:
    """Gold for the articles: one claim that is found, one that is missed; two more are found."""
    rows = [
        {
            "doc": "a",
            "subject": "CHN",
            "relation": "lends",
            "object": "VEN",
            "status": "actual",
            "quote": "q",
        },
        {"doc": "a", "subject": "FRA", "relation": "aids", "object": "TCD", "status": "actual", "core": True},
        {"doc": "b"},
    ]
    path = articles.parent / "gold.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_evaluate_scores_documents_and_claims_alike(runner: CliRunner, articles: Path, gold: Path) -> None:
    """Extracting first gives what a file of the same claims gives."""
    runner.invoke(main, ["build", str(articles)])

    one = runner.invoke(main, ["evaluate", str(gold), str(articles), "--json"])
    other = runner.invoke(main, ["evaluate", str(gold), "realpolitik-graph/claims.jsonl", "--json"])

    assert one.stdout == other.stdout
    figures = json.loads(one.stdout)
    assert list(figures) == ["triple", "status", "category", "rollup", "pair"]
    assert figures["triple"] == {"precision": 0.25, "recall": 0.5, "f1": 0.3333, "wanted": 2, "found": 4}


def test_evaluate_lists_what_was_missed_and_what_is_false(
    runner: CliRunner, articles: Path, gold: Path
) -> None:
    """At the level that is asked for."""
    missed = runner.invoke(main, ["evaluate", str(gold), str(articles), "--show", "missed"])
    spurious = runner.invoke(
        main, ["evaluate", str(gold), str(articles), "--show", "spurious", "--at", "pair"]
    )

    assert [json.loads(line)["relation"] for line in missed.stdout.splitlines()] == ["aids"]
    assert [json.loads(line)["doc"] for line in spurious.stdout.splitlines()] == ["b", "b"]


def test_evaluate_reads_aliases(runner: CliRunner, articles: Path, gold: Path) -> None:
    """Gold may know one actor by several ids."""
    gold.write_text(gold.read_text(encoding="utf-8").replace("VEN", "org:caracas"), encoding="utf-8")
    Path("aliases.json").write_text('{"org:caracas": "VEN"}', encoding="utf-8")
    plain = runner.invoke(main, ["evaluate", str(gold), str(articles), "--json"])
    known = runner.invoke(main, ["evaluate", str(gold), str(articles), "--json", "--aliases", "aliases.json"])

    assert json.loads(plain.stdout)["triple"]["recall"] == 0.0
    assert json.loads(known.stdout)["triple"]["recall"] == 0.5


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("nonsense", "not JSON"),
        ('{"subject": "CHN"}', "no doc"),
        ('{"doc": "a", "subject": "CHN"}', "no relation"),
        (
            '{"doc": "a", "subject": "CHN", "relation": "lends", "object": "VEN", "status": "maybe"}',
            "unknown status",
        ),
    ],
)
def test_evaluate_refuses_gold_that_is_none(runner: CliRunner, articles: Path, row: str, says: str) -> None:
    """With file and line."""
    Path("gold.jsonl").write_text(f"{row}\n", encoding="utf-8")

    result = runner.invoke(main, ["evaluate", "gold.jsonl", str(articles)])

    _assert_one_line(result, code=1, says=says)
    assert "gold.jsonl:1" in result.stderr


@pytest.mark.parametrize(("content", "says"), [(None, "cannot be read"), ("[]", "not a JSON object")])
def test_evaluate_refuses_aliases_that_are_none(
    runner: CliRunner, articles: Path, gold: Path, content: str | None, says: str
) -> None:
    """One line that names the file."""
    if content is not None:
        Path("aliases.json").write_text(content, encoding="utf-8")

    result = runner.invoke(main, ["evaluate", str(gold), str(articles), "--aliases", "aliases.json"])

    _assert_one_line(result, code=1, says=says)
