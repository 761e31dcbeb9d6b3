"""GDELT events: the tables of GDELT 1.0 (57 or 58 columns) and 2.0 (61 columns).

Files flow in, `CodedEvent`s flow out.  The columns are those of the code books "GDELT Event Database Data
Format Codebook" V1.03 (2013) and V2.0 (2015): tab-separated, no header, actors by CAMEO codes, the day of
the event, and the address of the first report.  Codes of event types become names by ontology/mappings.

An actor that stands for its state (no role, or government, army, parliament ...) is its country; a known
group is itself; another role is a body of its country, as in "Police (India)".
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from realpolitik.errors import InputError, RecordError, SourceUnusableError
from realpolitik.ledger.coded_events import CodedEvent
from realpolitik.vocabulary import ActorRegistry

_DAY, _SUBJECT, _OBJECT, _CODE = 1, 5, 15, 26
_NAME, _COUNTRY, _GROUP, _ROLES = 1, 2, 3, slice(7, 10)  # within the ten columns of an actor
_LAST_ADDED: Final[Mapping[int, tuple[int, int | None]]] = {57: (56, None), 58: (56, 57), 61: (59, 60)}
"""By number of columns: where the day of addition and the address of the report are."""

_STATE_ROLES = frozenset(("", "GOV", "MIL", "LEG", "SPY", "ELI"))
# CAMEO's country codes are ISO 3166-1 alpha-3, but for a few that are older or its own.
_COUNTRIES = {
    "ROM": "ROU",
    "TMP": "TLS",
    "ZAR": "COD",
    "GZS": "PSE",
    "WSB": "PSE",
    "BAG": "IRQ",
    "KSV": "XKX",
}
_ROLE_NAMES = {
    "BUS": "Business",
    "COP": "Police",
    "CRM": "Criminals",
    "CVL": "Citizens",
    "EDU": "Educators",
    "ENV": "Environmentalists",
    "HLH": "Health workers",
    "HRI": "Human rights groups",
    "INS": "Insurgents",
    "JUD": "Courts",
    "LAB": "Workers",
    "MED": "Media",
    "NGO": "Aid groups",
    "OPP": "Opposition",
    "PTY": "Parties",
    "RAD": "Radicals",
    "REB": "Rebels",
    "REF": "Refugees",
    "SEP": "Separatists",
    "UAF": "Armed groups",
}


@dataclass(frozen=True, slots=True)
class EventCodes:
    """CAMEO's event codes.

    Attributes:
        names: Name and PLOVER event type (None where PLOVER has none) by code.
    """

    names: Mapping[str, tuple[str, str | None]]

    def find(self, code: str) -> tuple[str, str | None] | None:
        """Return name and PLOVER type of a code, of a broader one where it is not listed itself.

        >>> EventCodes({"19": ("Fight", "ASSAULT")}).find("1999")
        ('Fight', 'ASSAULT')
        """
        for length in range(len(code), 1, -1):
            found = self.names.get(code[:length])
            if found is not None:
                return found
        return self.names.get(f"{code}0")


def read_event_codes(path: Path) -> EventCodes:
    """Read the table of CAMEO's event codes."""
    with path.open(encoding="utf-8", newline="") as file:
        return EventCodes({row["code"]: (row["name"], row["plover"] or None) for row in csv.DictReader(file)})


def iter_gdelt_events(
    path: Path, codes: EventCodes, registry: ActorRegistry, *, on_skip: Callable[[InputError], None]
) -> Iterator[CodedEvent]:
    """Read a GDELT event table, or all tables of a folder.

    Args:
        path: A file, or a folder of files that end in .csv, .tsv or .txt, in any case.
        codes: CAMEO's event codes.
        registry: Knows countries and bodies.
        on_skip: Takes each line that is no event between two actors, with the reason.

    Raises:
        SourceUnusableError: A file cannot be read.
    """
    for table in _tables(path):
        try:
            with table.open(encoding="utf-8", errors="replace", newline="") as file:
                # One line is one event: the tables quote nothing.
                for number, line in enumerate(file, start=1):
                    event = _event(line.rstrip("\r\n").split("\t"), codes, registry)
                    if isinstance(event, CodedEvent):
                        yield event
                    elif event:
                        on_skip(RecordError(event, path=str(table), line=number))
        except OSError as exc:
            raise SourceUnusableError(f"cannot be read: {exc.strerror or exc}", path=str(table)) from exc


def _tables(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = [file for file in path.iterdir() if file.suffix.lower() in {".csv", ".tsv", ".txt"}]
    if not found:
        raise SourceUnusableError("holds no table (.csv, .tsv or .txt)", path=str(path))
    return sorted(found)


def _event(fields: Sequence[str], codes: EventCodes, registry: ActorRegistry) -> CodedEvent | str:
    """Return the event of a row, or why there is none; the empty string for a blank line."""
    if len(fields) not in _LAST_ADDED:
        return f"has {len(fields)} columns; GDELT events have 57, 58 or 61" if fields != [""] else ""
    day, coded = _iso_day(fields[_DAY]), codes.find(fields[_CODE])
    if day is None:
        return f"{fields[_DAY]!r} is no day"
    if coded is None:
        return f"{fields[_CODE]!r} is no CAMEO event code"
    subject, object_ = (_party(fields[start : start + 10], registry) for start in (_SUBJECT, _OBJECT))
    if subject is None or object_ is None:
        return f"the event has no {'actor' if subject is None else 'target'}"
    if subject == object_:
        return "both sides are the same actor"
    added, address = _LAST_ADDED[len(fields)]
    url = fields[address].strip() or None if address is not None else None
    return CodedEvent(
        day=day,
        subject=subject[0],
        text=coded[0],
        object=object_[0],
        subject_country=subject[1],
        object_country=object_[1],
        plover=coded[1],
        url=url,
        source=_publisher(url),
        reported=_iso_day(fields[added][:8]) or day,
    )


def _party(columns: Sequence[str], registry: ActorRegistry) -> tuple[str, str | None] | None:
    """Return name and country of an actor; None where the columns name nobody."""
    name = " ".join(columns[_NAME].split())
    code = _COUNTRIES.get(columns[_COUNTRY], columns[_COUNTRY])
    country = registry.get(code) if code else None
    roles = [role for role in columns[_ROLES] if role]
    shown = name.title() if name.isupper() else name
    known = registry.find(shown) if shown else None
    if known is not None and (country is None or str(known.country) == str(country.id)):
        return known.id, known.country
    named = shown or columns[_GROUP]
    if country is None:
        return (named or _role_name(roles), None) if named or roles else None
    if set(roles) <= _STATE_ROLES and not columns[_GROUP]:
        return country.id, country.id
    if columns[_GROUP]:
        return named, country.id
    return f"{_role_name(roles) or shown} ({country.label})", country.id


def _role_name(roles: Sequence[str]) -> str:
    role = next((role for role in roles if role not in _STATE_ROLES), roles[0] if roles else "")
    return _ROLE_NAMES.get(role, role)


def _iso_day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if len(text) == len("20260105") else None
    except ValueError:
        return None


def _publisher(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
