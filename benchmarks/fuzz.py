"""Try inputs that nobody thought of on whatever reads what strangers wrote.

    pip install atheris
    python benchmarks/fuzz.py [--seconds 60] [TARGET ...]

Each target runs in a process of its own: atheris (libFuzzer) changes inputs by what they reach in our code.
A fault is an exception that is none of ours, an input that takes more than ten seconds of processor time, or
more than 2 GB.
Inputs that found a fault are left in --keep FOLDER.  The table tells inputs tried and faults found.
"""
# ruff: noqa: PLC0415 (atheris must see what it is to watch when it is imported)

from __future__ import annotations

import argparse
import contextlib
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_SECONDS_EACH = 10
_WAITED_EACH = 60  # by the clock, which goes on while others have the processor
_MEGABYTES = 2_048
_LONGEST = 4_096  # bytes of an input
_DONE = re.compile(r"Done (\d+) (?:runs )?in|#(\d+)\s+(?:DONE|pulse|NEW|REDUCE|INITED|RELOAD)")
_PAGE = b"<html><head><title>Talks</title></head><body><h1>Talks</h1><p>Norland met Sudria.</p></body></html>"
_CLAIM = (
    b'{"doc": "d", "subject": "CHN", "relation": "lends", "object": "VEN", "status": "actual", '
    b'"quote": "China", "start": 0, "end": 5, "attributed_to": null, "amount": "$2 billion", '
    b'"amount_value": 2e9, "when": "2019"}'
)
_DOCUMENT = (
    b'{"id": "d", "text": "China lent.", "title": "x", "published": "2019-01-01", "headings": [[0, 5]]}'
)

Target = Callable[[bytes], object]


def _quietly(read: Target) -> Target:
    """Return a target for which our own errors are answers."""
    from realpolitik.errors import RealpolitikError

    def run(data: bytes) -> None:
        with contextlib.suppress(RealpolitikError):
            read(data)

    return run


def _text() -> Target:
    from realpolitik.documents.encoding import decode_text

    return lambda data: decode_text(data, path="f")[0].encode("utf-8")


def _markdown() -> Target:
    from realpolitik.documents.encoding import decode_text
    from realpolitik.documents.markdown import read_markdown

    return lambda data: read_markdown(decode_text(data, path="f")[0], path="f")


def _html() -> Target:
    from realpolitik.documents.html import read_html

    return lambda data: read_html(data, path="f")


def _pdf() -> Target:
    from realpolitik.documents.limits import DEFAULT_LIMITS
    from realpolitik.documents.pdf import read_pdf

    return lambda data: read_pdf(data, path="f", limits=DEFAULT_LIMITS)


def _record() -> Target:
    from realpolitik.documents.jsonl import read_record

    return lambda data: read_record(data, path="f", line=1)


def _claims() -> Target:
    from realpolitik.ledger import claim_from_json, claim_to_json
    from realpolitik.ledger.files import decode_row, json_line

    def run(data: bytes) -> None:
        claim = claim_from_json(decode_row(data, path="f", line=1), path="f", line=1)
        again = claim_from_json(
            decode_row(json_line(claim_to_json(claim)).encode(), path="f", line=1), path="f", line=1
        )
        assert again == claim, "what is written is not what is read"

    return run


def _documents() -> Target:
    from realpolitik.ledger import document_from_json, document_to_json
    from realpolitik.ledger.files import decode_row, json_line

    def run(data: bytes) -> None:
        document = document_from_json(decode_row(data, path="f", line=1), path="f", line=1)
        line = json_line(document_to_json(document)).encode()
        assert document_from_json(decode_row(line, path="f", line=1), path="f", line=1) == document

    return run


def _sparql() -> Target:
    """The guard before the engine: what it lets pass is no update, and asks no server."""
    import pyoxigraph as ox

    from realpolitik.rdf.checks import check_query
    from realpolitik.rdf.iris import PREFIXES

    def run(data: bytes) -> None:
        text = data.decode("utf-8", "ignore")
        check_query(text, prefixes=PREFIXES, allowed_services=())
        store = ox.Store()
        try:
            list(store.query(text, prefixes=dict(PREFIXES)))
        except SyntaxError:
            return
        except (OSError, ValueError, RuntimeError, TypeError) as exc:
            if "ervice" in str(exc):
                raise AssertionError("the guard let a SERVICE pass") from exc
            return
        assert len(store) == 0, "the guard let an update pass"

    return run


_TARGETS: dict[str, tuple[Callable[[], Target], Sequence[bytes]]] = {
    "text": (_text, [b"Norland met Sudria.", "\ufeffNorland".encode("utf-16"), b"\xff\xfea"]),
    "markdown": (
        _markdown,
        [b"---\ntitle: 'x'\nsource: y\n---\n\n# A\n\n* [b](c) *d*\n\n| a |\n|---|\n| b |\n"],
    ),
    "html": (_html, [_PAGE, b"<!DOCTYPE html><meta charset=utf-16><table><tr><td>a"]),
    "pdf": (_pdf, []),
    "record": (_record, [_DOCUMENT, b'{"text": "\\ud800", "published": 1}']),
    "claims": (_claims, [_CLAIM]),
    "documents": (_documents, [_DOCUMENT]),
    "sparql": (
        _sparql,
        [
            b"SELECT ?a { ?a rp:lends actor:VEN . FILTER(?a > 1) } ORDER BY ?a LIMIT 3",
            b"ASK { SERVICE <http://a/> { ?a ?b ?c } }",
            b"INSERT DATA { <a:b> <a:c> 'x' }",
            b'PREFIX a: <b:> CONSTRUCT { ?a a:c "\\u0053ERVICE" } FROM <x:y> WHERE { ?a a:c ?c } # SERVICE',
        ],
    ),
}


def _run_target(name: str, seconds: int, folder: str, keep: str) -> None:
    """Fuzz in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["realpolitik"]):
        read = _quietly(_TARGETS[name][0]())
    options = [
        *(f"-max_total_time={seconds}", f"-timeout={_WAITED_EACH}", f"-rss_limit_mb={_MEGABYTES}"),
        *(f"-max_len={_LONGEST}", f"-artifact_prefix={keep}/{name}-", "-seed=1", folder),
    ]
    atheris.Setup([sys.argv[0], *options], read)
    atheris.Fuzz()


def _replay(name: str, file: str) -> None:
    """Read one input again, in no more than the time that an input may take."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS_EACH + 5, _SECONDS_EACH + 5))  # the libraries need some
    _quietly(_TARGETS[name][0]())(Path(file).read_bytes())


def _is_slow(name: str, keep: Path) -> bool:
    """Tell whether what took long by the clock takes long; where none does, the machine was busy."""
    slow = False
    for file in keep.glob(f"{name}-timeout-*"):
        command = [sys.executable, __file__, "--replay", name, str(file)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            slow = True
        else:
            file.unlink()
    return slow


def _seeds(name: str, folder: Path) -> None:
    inputs: list[Any] = list(_TARGETS[name][1])
    if name == "pdf":
        sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
        from factories import make_pdf

        inputs = [make_pdf([["Norland met Sudria."]], title="Talks")]
    for number, content in enumerate(inputs):
        (folder / str(number)).write_bytes(content)


def _measure(name: str, seconds: int, keep: Path) -> tuple[int, str]:
    """Run one target; return the number of inputs tried and the fault, if one was found."""
    with tempfile.TemporaryDirectory() as folder:
        _seeds(name, Path(folder))
        command = [
            sys.executable,
            __file__,
            "--inside",
            name,
            folder,
            "--seconds",
            str(seconds),
            "--keep",
            str(keep),
        ]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    tried = max((int(one or other) for one, other in _DONE.findall(done.stderr)), default=0)
    if done.returncode == 0:
        return tried, ""
    if "libFuzzer: timeout" in done.stderr and not _is_slow(name, keep):
        return tried, ""
    told = [
        line
        for line in done.stderr.splitlines()
        if re.match(r"(?:\w+\.)*\w*(?:Error|Exception)\b|ERROR|==", line.strip())
    ]
    return tried, (told or done.stderr.splitlines()[-1:] or ["ended"])[0].strip()


def main() -> None:
    """Print the table; exit with 1 where there was a fault."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(_TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--keep", default="fuzz-faults", metavar="FOLDER")
    parser.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--replay", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        name, folder = arguments.inside
        _run_target(name, arguments.seconds, folder, arguments.keep)
        return
    if arguments.replay:
        _replay(*arguments.replay)
        return
    keep = Path(arguments.keep)
    keep.mkdir(exist_ok=True)
    faults = 0
    print(f"{'target':10} {'inputs':>10} {'faults':>6}")
    for name in arguments.targets or _TARGETS:
        tried, fault = _measure(name, arguments.seconds, keep)
        faults += bool(fault)
        print(f"{name:10} {tried:10,} {bool(fault):6} {fault}", flush=True)
    if not any(keep.iterdir()):
        keep.rmdir()
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
