"""The only place that finds ontology/, seeds/ and the shipped language pipeline.

In a wheel they lie inside the package under ``_resources``; an editable install has no copy there, so the
repository root is tried next.  Nobody else opens these folders.
"""

from __future__ import annotations

from pathlib import Path

from realpolitik.errors import RealpolitikError

VERSION = "0.1.0"
_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_resources", _PACKAGE.parent.parent)


def resource_path(name: str) -> Path:
    """Return the path of a shipped file or folder.

    Args:
        name: Slash-separated path that starts with "ontology" or "seeds".

    Raises:
        RealpolitikError: The installation lacks it.

    >>> resource_path("ontology").name
    'ontology'
    """
    for root in _ROOTS:
        path = root.joinpath(*name.split("/"))
        if path.exists():
            return path
    raise RealpolitikError(f"{name} is missing from this installation; reinstall realpolitik")


def term_paths() -> list[Path]:
    """Return the files that define our terms: classes and properties, then relation types.

    >>> [path.name for path in term_paths()]
    ['realpolitik.ttl', 'relations.ttl']
    """
    return [resource_path("ontology/realpolitik.ttl"), resource_path("ontology/relations.ttl")]


def pipeline_path() -> Path:
    """Return the folder of the shipped spaCy pipeline.

    >>> pipeline_path().joinpath("config.cfg").is_file()
    True
    """
    return _PACKAGE / "extract" / "en_ud_small"


def tokens_path() -> Path:
    """Return the style sheet with the colours and type that all pages share.

    >>> tokens_path().read_text(encoding="utf-8").count("--page:")
    3
    """
    return _PACKAGE / "views" / "explorer" / "styles" / "tokens.css"
