"""The shipped actors as one file that is read at once: parsing thousands of them as Turtle takes a second.

The Turtle files stay the master.  The compiled file says by digest which ones it was made of, and is passed
over where these have changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from realpolitik.model import Actor, ActorKind, Office
from realpolitik.vocabulary.registry import ActorRegistry

_TUPLES = frozenset(("aliases", "demonyms", "metonyms", "ambiguous", "except_in", "same_as"))
_FIELDS = tuple(field.name for field in fields(Actor))


def compile_registry(registry: ActorRegistry, sources: Sequence[Path]) -> str:
    r"""Return the compiled file: an actor a line, without what an actor lacks.

    >>> compile_registry(ActorRegistry(()), [])
    '{"sources":{},"actors":[\n]}\n'
    """
    rows = ",\n".join(_json(_row(actor)) for actor in registry)
    return f'{{"sources":{_json(_digests(sources))},"actors":[\n{rows}]}}\n'


def find_compiled(path: Path, sources: Sequence[Path]) -> ActorRegistry | None:
    """Return the compiled actors; None where there are none, or they are of other sources.

    Args:
        path: The compiled file.
        sources: The Turtle files.
    """
    try:
        compiled = json.loads(path.read_bytes())
        if compiled["sources"] != _digests(sources):
            return None
    except (OSError, ValueError, KeyError):
        return None
    return ActorRegistry(tuple(map(_actor, compiled["actors"])))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digests(sources: Sequence[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sources}


def _row(actor: Actor) -> dict[str, Any]:
    row = {name: getattr(actor, name) for name in _FIELDS}
    row["offices"] = [astuple(office) for office in actor.offices]
    return {name: value for name, value in row.items() if value}


def _actor(row: dict[str, Any]) -> Actor:
    for name in _TUPLES & row.keys():
        row[name] = tuple(row[name])
    offices = tuple(
        Office(title=title, of=of, start=start, end=end) for title, of, start, end in row.pop("offices", ())
    )
    return Actor(offices=offices, **{**row, "kind": ActorKind(row["kind"])})
