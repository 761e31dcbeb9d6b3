"""Hostile HTML and PDF end the process that reads them, never this one."""

from __future__ import annotations

import io
import json
import os
import signal
import zlib
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import make_pdf
from realpolitik.documents import ReadLimits, iter_documents, worker
from realpolitik.documents.draft import Draft
from realpolitik.documents.worker import Workshop, serve
from realpolitik.errors import InputError, RecordError
from realpolitik.processes import read_message, send_message
from strategies import spans

PAGE = (
    b"<html><body><h1>Talks</h1><p>Norland met Sudria on Monday, and the two agreed to meet again.</p>"
    b"</body></html>"
)


def ask(*requests: tuple[bytes, str], limits: ReadLimits | None = None) -> list[dict[str, object]]:
    """Return the replies of a server that runs in this process."""
    asked, replies = io.BytesIO(), io.BytesIO()
    send_message(asked, b"")
    for data, kind in requests:
        header = {"kind": kind, "path": "a", "limits": asdict(limits or ReadLimits())}
        send_message(asked, json.dumps(header).encode() + b"\n" + data)
    asked.seek(0)
    serve(asked, replies)
    replies.seek(0)
    return [json.loads(message) for message in iter(lambda: read_message(replies), None)]


@given(
    st.builds(
        Draft,
        text=st.text(),
        media_type=st.text(),
        id=st.none() | st.text(),
        title=st.none() | st.text(),
        source=st.none() | st.text(),
        published=st.none() | st.text(),
        url=st.none() | st.text(),
        headings=st.none() | st.lists(spans(), max_size=3).map(tuple),
        notes=st.lists(st.text(), max_size=2).map(tuple),
    )
)
def test_every_field_of_a_draft_comes_across(draft: Draft) -> None:
    """From the process that reads to this one, lone surrogates too."""
    stream = io.BytesIO()
    worker._reply(stream, asdict(draft))
    stream.seek(0)

    assert worker._draft_from(json.loads(read_message(stream) or b"")) == draft


def test_a_server_answers_every_request() -> None:
    """Ready first; then a draft or a problem each."""
    ready, page, pdf, bad = ask(
        (PAGE, "text/html"),
        (make_pdf([["Norland met Sudria."]]), "application/pdf"),
        (b"x", "application/pdf"),
    )

    assert ready == {}
    assert page["text"] == "Talks\n\nNorland met Sudria on Monday, and the two agreed to meet again."
    assert pdf["text"] == "Norland met Sudria."
    assert "not a readable PDF" in str(bad["problem"])


def test_markdown_is_read_apart_too() -> None:
    """Broken front matter is told with its line."""
    _, draft, bad = ask(
        (b"# Talks\n\nNorland met Sudria.", "text/markdown"), (b"---\ntitle: x\n", "text/markdown")
    )

    assert draft["text"] == "Talks\n\nNorland met Sudria."
    assert str(bad["problem"]).startswith("line 1: front matter")


def test_what_grows_past_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask((PAGE, "text/html"), limits=ReadLimits(characters=9))[1] == {
        "problem": "more than 9 characters of text; split it into parts"
    }

    def exhaust(*_args: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr("realpolitik.documents.html.read_html", exhaust)
    assert ask((PAGE, "text/html"))[1] == {
        "problem": "needs more than 3.0 GB of memory to read; give its text instead"
    }


def test_one_process_reads_many_files_and_the_next_after_a_crash() -> None:
    """Headings come across; a process that dies, or takes too long, is replaced."""
    shop = Workshop(ReadLimits())
    try:
        draft = shop.read(PAGE, "text/html", path="a.html")
        assert draft.headings is not None
        assert draft.headings[0].of(draft.text) == "Talks"
        pid = shop._process.pid
        assert (
            shop.read(make_pdf([["Norland met Sudria."]]), "application/pdf", path="a.pdf").headings is None
        )
        assert shop._process.pid == pid
        with pytest.raises(RecordError, match="not a readable PDF"):
            shop.read(b"%PDF-", "application/pdf", path="b.pdf")

        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(RecordError, match="ended the process"):
            shop.read(PAGE, "text/html", path="a.html")

        assert shop.read(PAGE, "text/html", path="a.html").text == draft.text
        shop._limits = ReadLimits(seconds=0.0)
        with pytest.raises(RecordError, match="took more than 0 s"):
            shop.read(PAGE, "text/html", path="a.html")
    finally:
        shop.close()


def test_a_reader_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_MODULE", "realpolitik.errors")  # has no main
    shop = Workshop(ReadLimits())
    try:
        with pytest.raises(RecordError, match="could not be started"):
            shop.read(PAGE, "text/html", path="a.html")
    finally:
        shop.close()


def test_a_module_beside_the_documents_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that a user works in is not searched for libraries."""
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('hijacked')")
    (tmp_path / "a.html").write_bytes(PAGE)
    monkeypatch.chdir(tmp_path)

    assert [document.id for document in iter_documents(["a.html"], on_skip=print)] == ["a"]


def test_bombs_in_a_pdf_are_bounded(tmp_path: Path) -> None:
    """A stream that unpacks to a gigabyte, and a page tree that is its own parent."""
    packed = zlib.compress(bytes(200_000_000), 9)
    packed = zlib.compress(packed, 9)
    bomb = make_pdf([["x"]]).replace(b"/Length", b"/Filter [/FlateDecode /FlateDecode] /Length", 1)
    start = bomb.index(b"stream\n") + 7
    (tmp_path / "bomb.pdf").write_bytes(bomb[:start] + packed + bomb[bomb.index(b"\nendstream") :])
    loop = make_pdf([["x"]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    (tmp_path / "loop.pdf").write_bytes(loop)
    (tmp_path / "z.txt").write_text("Norland met Sudria.")
    skipped: list[InputError] = []

    found = [document.id for document in iter_documents([str(tmp_path)], on_skip=skipped.append)]
    assert found == ["z"]
    assert sorted(Path(str(error.path)).name for error in skipped) == ["bomb.pdf", "loop.pdf"]
