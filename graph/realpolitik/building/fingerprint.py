"""What a build rests on besides documents, as a digest: code, models, vocabulary and libraries.

The same digest means that what was made before is what would be made now; no date or time is asked.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from realpolitik.resources import VERSION, resource_path

_FORMAT = "1"
_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("analysis", "building", "documents", "extract", "ledger", "model", "rdf", "vocabulary")
_ENDINGS = frozenset(
    (".py", ".json", ".gz", ".tsv", ".csv", ".txt", ".cfg", ".bin", ".ttl", ".js", ".css", ".j2")
)
_LIBRARIES = ("numpy", "pyoxigraph", "spacy", "thinc")
_CHUNK = 1 << 20


def fingerprint(
    extractor: type | str, *, pipeline: str | None, actors: Iterable[Path], relations: Iterable[Path]
) -> bytes:
    """Return a digest of all that decides what a document yields and how it is compared.

    Args:
        extractor: The class that finds claims, or its module and name.
        pipeline: Name of an installed language pipeline; None for the shipped one.
        actors: The user's own actors.
        relations: The user's own relation types.
    """
    digest = hashlib.sha256()
    if isinstance(extractor, str):
        name = extractor.replace(":", ".")
    else:
        name = f"{extractor.__module__}.{extractor.__qualname__}"
    for word in (_FORMAT, VERSION, name, pipeline or "", str(sys.version_info[:2]), *_versions(pipeline)):
        digest.update(word.encode() + b"\0")
    for room in _ROOMS:
        _add_folder(digest, _PACKAGE / room)
    _add_folder(digest, resource_path("ontology"))
    for paths in (tuple(actors), tuple(relations)):
        digest.update(str(len(paths)).encode())
        for path in paths:
            _add_file(digest, path)
    return digest.digest()


def drawing_digest() -> hashlib._Hash:
    """Return a digest of what draws pages, to which what is drawn can be added."""
    digest = hashlib.sha256()
    _add_folder(digest, _PACKAGE / "views")
    return digest


def _versions(pipeline: str | None) -> Sequence[str]:
    found = []
    for library in (*_LIBRARIES, *([pipeline] if pipeline else [])):
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            found.append(library)
    if pipeline and Path(pipeline).is_dir():  # a pipeline may be a folder: then its words about itself count
        found += [path.read_text(encoding="utf-8") for path in sorted(Path(pipeline).glob("meta.json"))]
    elif pipeline and (spec := importlib.util.find_spec(pipeline)) is not None:
        found.append(str(spec.name))
    return found


def _add_folder(digest: hashlib._Hash, folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        is_data = path.suffix in _ENDINGS or not path.suffix
        if is_data and "__pycache__" not in path.parts and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            _add_file(digest, path)


def _add_file(digest: hashlib._Hash, path: Path) -> None:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    digest.update(b"\0")
