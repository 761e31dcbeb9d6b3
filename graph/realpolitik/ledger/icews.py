"""ICEWS events, as RE-Net or the ICEWS dataverse gives them.

Files flow in, `CodedEvent`s flow out: names of actors and of CAMEO event types, with the day.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from realpolitik.errors import InputError, RecordError, SourceUnusableError
from realpolitik.ledger.coded_events import CodedEvent

_RENET_NAMES = ("entity2id.txt", "relation2id.txt")
_RENET_START = date(2018, 1, 1)
_HOURS = 24
_QUADRUPLE_FIELDS = 4
_COLUMNS = ("Event Date", "Source Name", "Event Text", "Target Name")


def iter_icews_events(path: Path, *, on_skip: Callable[[InputError], None]) -> Iterator[CodedEvent]:
    """Read ICEWS events: a folder of RE-Net's ICEWS18, or a tab-separated file of the ICEWS dataverse.

    Args:
        path: The folder, or one file.
        on_skip: Takes each line that is no event.

    Raises:
        SourceUnusableError: The files cannot be read, or are neither.
    """
    try:
        if path.is_dir():
            yield from _iter_renet(path, on_skip)
        else:
            yield from _iter_dataverse(path, on_skip)
    except (OSError, UnicodeDecodeError, csv.Error) as exc:
        raise SourceUnusableError(f"cannot be read: {exc}", path=str(path)) from exc


def _iter_renet(folder: Path, on_skip: Callable[[InputError], None]) -> Iterator[CodedEvent]:
    entities, relations = (_read_names(folder / name) for name in _RENET_NAMES)
    for path in sorted(folder.glob("*.txt")):
        if path.name in _RENET_NAMES:
            continue
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                fields = line.split()
                try:
                    subject, relation, object_, hours = map(int, fields[:_QUADRUPLE_FIELDS])
                    day = _RENET_START + timedelta(days=hours // _HOURS)
                    event = CodedEvent(
                        day=day.isoformat(),
                        subject=entities[subject],
                        text=relations[relation],
                        object=entities[object_],
                    )
                except (ValueError, KeyError, OverflowError):
                    on_skip(RecordError("is no event of four numbers", path=str(path), line=number))
                    continue
                yield event


def _read_names(path: Path) -> dict[int, str]:
    names = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, tab, number = line.rpartition("\t")
        if tab and number.strip().isdecimal():
            names[int(number)] = " ".join(name.split())
    return names


def _iter_dataverse(path: Path, on_skip: Callable[[InputError], None]) -> Iterator[CodedEvent]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            problem = f"is no ICEWS table: it lacks the column {missing[0]!r}"
            raise SourceUnusableError(problem, path=str(path), line=1)
        for number, row in enumerate(reader, start=2):
            values: Sequence[str] = [(row[name] or "").strip() for name in _COLUMNS]
            try:
                day = date.fromisoformat(values[0][:10]).isoformat()
            except ValueError:
                on_skip(RecordError(f"{values[0]!r} is no day", path=str(path), line=number))
                continue
            if not all(values):
                on_skip(RecordError("the event lacks an actor or its type", path=str(path), line=number))
                continue
            yield CodedEvent(day=day, subject=values[1], text=values[2], object=values[3])
