"""A folder of files made to do harm: none crashes, hangs, reads elsewhere, or asks the network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from hostile_corpus import ATTACKS, GOOD, SECRET, write_corpus
from realpolitik.cli import main
from realpolitik.documents import ReadLimits, iter_documents
from realpolitik.errors import InputError
from realpolitik.model import Document
from simple_extraction import SimpleExtractor

_LIMITS = ReadLimits(seconds=40.0, memory_bytes=2_000_000_000)
_TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of hostile files."""
    folder = tmp_path_factory.mktemp("hostile") / "in"
    assert write_corpus(folder) > 40
    return folder


@pytest.fixture(scope="module")
def reading(corpus: Path) -> tuple[list[Document], list[InputError]]:
    """What is read of them, and what is skipped."""
    skipped: list[InputError] = []
    return list(iter_documents([str(corpus)], on_skip=skipped.append, limits=_LIMITS)), skipped


def test_each_is_read_or_refused_in_one_line(
    corpus: Path, reading: tuple[list[Document], list[InputError]]
) -> None:
    """Nothing is lost in silence, and the good ones among them are read."""
    documents, skipped = reading
    told = {Path(str(error.path)).name for error in skipped}
    read = {document.id for document in documents}
    files = {path.name for path in corpus.iterdir() if not path.is_symlink()}

    assert {"good", "after the line", "last", "launch"} <= read
    unseen = {name for name in files - told if not any(Path(name).stem == each for each in read)}
    assert unseen == {"records.jsonl"} - told
    assert not any("Traceback" in str(error) for error in skipped)
    assert {"bomb.pdf", "loop.pdf", "line.txt", "line.html", "line.md", "object.md"} <= told
    for document in documents:
        document.text.encode("utf-8")
        assert len(document.text) < 1_000_000
        assert not set(document.id) & {chr(code) for code in (*range(32), 127, 0x2028)}


def test_nothing_is_read_outside_the_folder(reading: tuple[list[Document], list[InputError]]) -> None:
    """Neither by an entity, nor a frame, nor a link in the file system."""
    documents, _ = reading

    assert not any(SECRET in repr(document) for document in documents)
    assert "outside" not in {document.id for document in documents}


def test_ids_of_records_are_told_apart_and_kept(
    reading: tuple[list[Document], list[InputError]],
) -> None:
    """A path in an id is an id."""
    documents, _ = reading
    ids = {document.id for document in documents}

    assert "../../../../etc/passwd" in ids
    assert "__proto__" in ids
    assert len([document for document in documents if document.text == GOOD]) >= len(ATTACKS)


_WATCHED = """
import json, sys
from pathlib import Path
from realpolitik.documents.worker import serve
from realpolitik.documents.limits import ReadLimits
from realpolitik.documents import html, markdown, pdf, reader
from realpolitik.processes import read_message, send_message
import trafilatura, pypdf
from dataclasses import asdict
import io

def ask(files):
    requests, replies = io.BytesIO(), io.BytesIO()
    send_message(requests, b"")
    for path, kind, data in files:
        header = {"kind": kind, "path": path, "limits": asdict(ReadLimits())}
        send_message(requests, json.dumps(header).encode() + b"\\n" + data)
    requests.seek(0)
    serve(requests, replies)
    replies.seek(0)
    return len(list(iter(lambda: read_message(replies), None))) - 1

KINDS = {".html": "text/html", ".md": "text/markdown", ".pdf": "application/pdf"}
names = sorted(path for path in Path(sys.argv[1]).iterdir() if path.suffix in KINDS)
names = [path for path in names if path.stat().st_size < 10_000_000]
files = [(path.name, KINDS[path.suffix], path.read_bytes()) for path in names]
warm = b"<html><head><title>x</title></head><body><p>Norland met Sudria on Monday.</p></body></html>"
ask([("x", "text/html", warm), ("x", "text/markdown", b"# x"), ("x", "application/pdf", b"%PDF-")])
seen = []
WATCHED = ("open", "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.remove")
INSTALLED = (sys.prefix, sys.base_prefix)

def watch(event, arguments):
    if event.startswith(WATCHED):
        target = str(arguments[0]) if arguments else ""
        if not (event == "open" and target.startswith(INSTALLED)):
            seen.append([event, target[:200]])

sys.addaudithook(watch)
answered = ask(files)
print(json.dumps({"files": len(files), "answered": answered, "seen": seen}))
"""


def test_readers_open_no_file_and_no_connection(corpus: Path) -> None:
    """Python itself tells what is opened while HTML, PDF and Markdown are read; its libraries' own aside."""
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(corpus)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["answered"] == told["files"] > 20
    assert told["seen"] == []


@pytest.mark.usefixtures("simple_extractor")
def test_what_is_told_of_a_hostile_name_commands_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On standard error, with words and as a log, and in the id."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a\x1b[2Jb.txt").write_text("", encoding="utf-8")
    (tmp_path / "c\nskipped forged.txt").write_text(GOOD, encoding="utf-8")

    result = CliRunner().invoke(main, ["-vv", "extract", "."])

    assert "\x1b" not in result.stderr
    assert "=None" not in result.stderr
    assert "skipped a\ufffd[2Jb.txt: " in result.stderr
    assert not any(line.startswith("skipped forged") for line in result.stderr.splitlines())


class _Loaded(SimpleExtractor):
    """Must not be made."""

    def __init__(self, *_given: object, **_named: object) -> None:
        pytest.fail("the language pipeline is loaded for nothing")


@pytest.mark.parametrize("command", [["build", "-o", "out"], ["build", "-j", "2"], ["extract"]], ids=str)
def test_what_is_too_large_is_refused_before_the_language_pipeline_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """At once, and with nothing left behind."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("realpolitik.extract.Extractor", _Loaded)
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(50_000_000)

    result = CliRunner().invoke(main, [*command, "big.txt"])

    assert result.exit_code == 1
    assert result.stderr == (
        "realpolitik: big.txt: larger than 10 MB; split it into parts, or give JSON Lines\n"
    )
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".cache"] == ["big.txt"]
