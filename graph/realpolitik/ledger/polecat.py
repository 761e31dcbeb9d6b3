"""POLECAT events: the tables of the POLECAT dataverse, which NGEC writes, in PLOVER's terms.

Files flow in, `CodedEvent`s flow out.  The columns are those of the "POLECAT Coding Manual" (Political Event
Classification, Attributes, and Types; 2023): tab-separated, with a header.  Event type and mode give relation
and status by ontology/mappings/plover-events.csv.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from realpolitik.errors import InputError, RecordError, SourceUnusableError
from realpolitik.ledger.coded_events import CodedEvent
from realpolitik.vocabulary import ActorRegistry

_REQUIRED = ("Event Date", "Event Type", "Actor Name", "Actor Country", "Recipient Name", "Recipient Country")
_ABSENT = frozenset(("", "none", "nan", "null"))
_STATE = "GOV"


def iter_polecat_events(
    path: Path, registry: ActorRegistry, *, on_skip: Callable[[InputError], None]
) -> Iterator[CodedEvent]:
    """Read a POLECAT table, or all tables of a folder.

    Args:
        path: A file, or a folder of files that end in .txt, .tsv or .tab.
        registry: Knows countries.
        on_skip: Takes each row that is no event between two actors, with the reason.

    Raises:
        SourceUnusableError: A file cannot be read, or lacks a column.
    """
    tables = [path]
    if path.is_dir():
        tables = sorted(file for file in path.iterdir() if file.suffix.lower() in {".txt", ".tsv", ".tab"})
        if not tables:
            raise SourceUnusableError("holds no table (.txt, .tsv or .tab)", path=str(path))
    for table in tables:
        try:
            yield from _iter_table(table, registry, on_skip)
        except (OSError, csv.Error) as exc:
            raise SourceUnusableError(f"cannot be read: {exc}", path=str(table)) from exc


def _iter_table(
    path: Path, registry: ActorRegistry, on_skip: Callable[[InputError], None]
) -> Iterator[CodedEvent]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        missing = [name for name in _REQUIRED if name not in (reader.fieldnames or ())]
        if missing:
            problem = f"is no POLECAT table: it lacks the column {missing[0]!r}"
            raise SourceUnusableError(problem, path=str(path), line=1)
        for row in reader:
            event = _event(row, registry)
            if isinstance(event, CodedEvent):
                yield event
            else:
                on_skip(RecordError(event, path=str(path), line=reader.line_num))


def _event(row: Mapping[str, str | None], registry: ActorRegistry) -> CodedEvent | str:
    """Return the event of a row, or why there is none."""
    day = _iso_day(_value(row, "Event Date"))
    if day is None:
        return f"{row.get('Event Date')!r} is no day"
    type_ = (_value(row, "Event Type") or "").upper()
    if not type_:
        return "the event has no type"
    subject, object_ = _party(row, "Actor", registry), _party(row, "Recipient", registry)
    if subject is None or object_ is None:
        return f"the event has no {'actor' if subject is None else 'recipient'}"
    if subject == object_:
        return "both sides are the same actor"
    mode = _value(row, "Event Mode")
    return CodedEvent(
        day=day,
        subject=subject[0],
        text=f"{type_} {mode}" if mode else type_,
        object=object_[0],
        subject_country=subject[1],
        object_country=object_[1],
        plover=type_,
        source=_value(row, "Source"),
        reported=_iso_day(_value(row, "Publication Date")) or day,
    )


def _party(
    row: Mapping[str, str | None], side: str, registry: ActorRegistry
) -> tuple[str, str | None] | None:
    """Return name and country of one side; a nameless one that stands for its state is its country."""
    name = _value(row, f"{side} Name")
    code = _value(row, f"{side} Country")
    country = registry.get(code) if code else None
    if name is not None:
        return name, country.id if country else None
    if country is None:
        return None
    sector = _value(row, f"Primary {side} Sector")
    if sector is None or sector == _STATE:
        return country.id, country.id
    return f"{sector} ({country.label})", country.id


def _value(row: Mapping[str, str | None], name: str) -> str | None:
    text = " ".join((row.get(name) or "").split())
    return None if text.casefold() in _ABSENT else text


def _iso_day(text: str | None) -> str | None:
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None
