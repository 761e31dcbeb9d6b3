"""Whether this installation can work: Python, libraries, files, the language pipeline, disk.

Nothing is fetched, and nothing is written but one temporary file.
"""

from __future__ import annotations

import base64
import hashlib
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement

from realpolitik.doctor.checks import Check, Outcome, guarded
from realpolitik.model import Document, DocumentId
from realpolitik.resources import VERSION, pipeline_path, resource_path

_OLDEST_PYTHON = (3, 11)
_LEAST_FREE = 1_000_000_000  # bytes: a build of ten thousand documents
_SENTENCE = "The United States imposed sanctions on Iran."
_USER_EXTRAS = ("serve", "tables", "notebooks", "dask")


def check_installation() -> Iterator[Check]:
    """Yield what is found, part by part; what one part breaks on doesn't stop the others."""
    for name, check in (
        ("python", _check_python),
        ("libraries", _check_libraries),
        ("extras", _check_extras),
        ("files", _check_files),
        ("ontology", _check_ontology),
        ("language pipeline", _check_pipeline),
        ("temporary files", _check_temporary),
        ("disk", lambda: _check_disk(Path())),
    ):
        yield from guarded(name, check)


def _check_python() -> Iterator[Check]:
    outcome = Outcome.OK if sys.version_info[:2] >= _OLDEST_PYTHON else Outcome.FAULT
    told = f"{platform.python_version()}, {platform.system()} {platform.machine()}"
    yield Check(outcome, "python", told if outcome is Outcome.OK else f"{told}; 3.11 or later is needed")


def _installed() -> Distribution:
    return distribution("realpolitik")


def _requirements() -> list[Requirement]:
    return [Requirement(line) for line in _installed().requires or ()]


def _check_libraries() -> Iterator[Check]:
    told = []
    for wanted in _requirements():
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        problem = _problem(wanted)
        if problem is None:
            told.append(f"{wanted.name} {version(wanted.name)}")
        else:
            yield Check(Outcome.FAULT, "libraries", f"{problem}; reinstall realpolitik")
    yield Check(Outcome.OK, "libraries", f"realpolitik {VERSION}, {', '.join(sorted(told, key=str.lower))}")


def _problem(wanted: Requirement) -> str | None:
    """Return what is wrong with a library; None where it is there as wanted."""
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return f"{wanted.name} is not installed"
    if not wanted.specifier.contains(found, prereleases=True):
        return f"{wanted.name} {found} is installed, and {wanted.specifier} is needed"
    return None


def _check_extras() -> Iterator[Check]:
    known = set(_installed().metadata.get_all("Provides-Extra") or ())
    for extra in _USER_EXTRAS:
        if extra not in known:
            continue
        wanted = [each for each in _requirements() if each.marker and each.marker.evaluate({"extra": extra})]
        wanted = [each for each in wanted if not each.marker or not each.marker.evaluate({"extra": ""})]
        problems = list(filter(None, map(_problem, wanted)))
        state = f"not there ({problems[0]}): pip install 'realpolitik[{extra}]'" if problems else "there"
        yield Check(Outcome.OK, f"extra {extra}", f"{state}; only some commands need it")


def _check_files() -> Iterator[Check]:
    """Hold each installed file to the digest that its wheel recorded."""
    checked, bad = 0, []
    for file in _installed().files or ():
        if file.hash is None or file.hash.mode != "sha256" or file.parts[0] != "realpolitik":
            continue
        checked += 1
        path = Path(str(file.locate()))
        if not path.is_file() or _digest(path) != file.hash.value:
            bad.append(str(file))
    if bad:
        told = f"{len(bad):,} of {checked:,} are missing or changed, such as {bad[0]}; reinstall realpolitik"
        yield Check(Outcome.FAULT, "files", told)
    elif checked:
        yield Check(Outcome.OK, "files", f"{checked:,} are as their wheel had them")
    else:
        yield Check(Outcome.OK, "files", "run from a checkout: there is no wheel to hold them to")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def _check_ontology() -> Iterator[Check]:
    from realpolitik.building.vocabulary import load_vocabulary
    from realpolitik.rdf import read_named_queries

    scheme, registry = load_vocabulary()
    queries = read_named_queries(resource_path("ontology/queries"))
    counts = (len(list(scheme)), len(list(registry)), len(queries))
    names = ("relations", "actors", "named queries")
    told = ", ".join(f"{count:,} {name}" for count, name in zip(counts, names, strict=True))
    yield Check(Outcome.OK if all(counts) else Outcome.FAULT, "ontology", told)


def _check_pipeline() -> Iterator[Check]:
    """Load the extractor with its models, and let it read a sentence."""
    from realpolitik import extract
    from realpolitik.building.vocabulary import load_vocabulary

    size = sum(path.stat().st_size for path in pipeline_path().rglob("*") if path.is_file())
    scheme, registry = load_vocabulary()
    extractor = extract.Extractor(scheme, registry)
    claims = extractor.extract(Document(id=DocumentId("doctor"), text=_SENTENCE))
    found = [(claim.subject, claim.object) for claim in claims]
    if ("USA", "IRN") in found:
        yield Check(Outcome.OK, "language pipeline", f"{extractor.version}; {size / 1e6:.1f} MB; it reads")
    else:
        told = f"reads {_SENTENCE!r} as {found}; reinstall realpolitik"
        yield Check(Outcome.FAULT, "language pipeline", told)


def _check_temporary() -> Iterator[Check]:
    folder = tempfile.gettempdir()
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"doctor")
    except OSError as exc:
        told = f"{folder} cannot be written to: {exc.strerror or exc}; set TMPDIR"
        yield Check(Outcome.FAULT, "temporary files", told)
        return
    yield Check(Outcome.OK, "temporary files", f"{folder} can be written to")
    if Path(folder).stat().st_dev != Path().stat().st_dev:
        yield from _check_disk(Path(folder))


def _check_disk(folder: Path) -> Iterator[Check]:
    """Tell how much is free where `folder` lies."""
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:,.1f} GB are free in {folder.resolve()}"
    if free < _LEAST_FREE:
        yield Check(Outcome.WARNING, "disk", f"{told}; a build of ten thousand documents takes 1 GB")
    else:
        yield Check(Outcome.OK, "disk", told)
