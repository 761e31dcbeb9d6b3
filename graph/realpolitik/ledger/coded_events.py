"""Event data that others have coded, as documents and claims: ICEWS, as its publisher or RE-Net gives it.

Files flow in, `CodedEvent`s flow out, and with the registry documents and claims.  There is no text behind
such events, so that each day becomes one document with a line an event, and each claim quotes its line.  An
event's CAMEO name gives relation and status, by the table in ontology/mappings.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from realpolitik.errors import InputError, RecordError, SourceUnusableError
from realpolitik.model import (
    Actor,
    ActorId,
    ActorKind,
    Claim,
    CountryCode,
    DateBasis,
    DatePrecision,
    Document,
    DocumentId,
    EventDate,
    Evidence,
    RelationId,
    Span,
    Status,
    slug,
)
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_RENET_NAMES = ("entity2id.txt", "relation2id.txt")
_RENET_START = date(2018, 1, 1)
_HOURS = 24
_QUADRUPLE_FIELDS = 4
_COLUMNS = ("Event Date", "Source Name", "Event Text", "Target Name")
_SECTOR_OF_COUNTRY = re.compile(r"(?P<sector>.+) \((?P<country>[^()]+)\)")
_PERSON = re.compile(r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|al|bin|de|van|von|da|el)){1,4}")
_BODIES = re.compile(
    r"\b(?:Academy|Agency|Alliance|Army|Assembly|Association|Bank|Brigade|Bureau|Cabinet|Church|Coalition|College|"
    r"Commission|Committee|Company|Conference|Congress|Corp|Corporation|Council|Court|Defense|Democratic|Department|"
    r"East|Europe|Federation|Force|Forces|Foundation|Front|Fund|Government|Group|Guard|House|Institute|International|"
    r"League|Liberation|Ministry|Movement|National|Nations|News|North|Office|Organization|Party|People|Police|"
    r"Republic|School|Secretariat|Security|Senate|Service|Services|Society|South|State|States|Union|United|"
    r"University|West)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """An event as its coders give it.

    Attributes:
        day: ISO 8601.
        subject: Name of the actor.
        text: Name of the CAMEO event type.
        object: Name of the target.
    """

    day: str
    subject: str
    text: str
    object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMapping:
    """Which relation and status an event type has.

    Attributes:
        rules: How its name begins, in small letters, the longest first; relation id; status.
    """

    rules: tuple[tuple[str, RelationId, Status], ...]

    def find(self, text: str) -> tuple[RelationId, Status] | None:
        """Return relation and status of an event type; None where no rule fits."""
        name = text.casefold()
        return next(
            ((relation, status) for begins, relation, status in self.rules if name.startswith(begins)), None
        )


def read_event_mapping(path: Path, scheme: RelationScheme) -> EventMapping:
    """Read the table of event types.

    Raises:
        VocabularyError: A rule names a relation that the scheme lacks.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rules = [(row["begins"].casefold(), scheme[row["relation"]].id, Status(row["status"])) for row in rows]
    return EventMapping(rules=tuple(sorted(rules, key=lambda rule: (-len(rule[0]), rule[0]))))


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


def claims_of_events(
    events: Iterable[CodedEvent],
    registry: ActorRegistry,
    mapping: EventMapping,
    *,
    source: str,
    on_skip: Callable[[InputError], None],
) -> tuple[list[Document], list[Claim]]:
    """Turn events into one document a day, and a claim an event.

    Args:
        events: In any order.
        registry: Names countries; who is in none of it becomes an actor by its name.
        mapping: Relation and status of event types.
        source: Who publishes the events, such as "ICEWS".
        on_skip: Takes each event whose type no rule fits.
    """
    days: dict[str, list[CodedEvent]] = {}
    for event in events:
        days.setdefault(event.day, []).append(event)
    known: dict[str, Actor] = {}
    documents, claims = [], []
    for day, told in sorted(days.items()):
        document = DocumentId(f"{slug(source)}-{day}")
        date_ = EventDate(start=day, end=day, precision=DatePrecision.DAY, basis=DateBasis.METADATA)
        lines: list[str] = []
        offset = 0
        for event in told:
            line = f"{event.subject} | {event.text} | {event.object}"
            coded = mapping.find(event.text)
            if coded is None:
                on_skip(RecordError(f"no rule for the event type {event.text!r}", path=source))
            else:
                subject, object_ = (_actor(name, registry, known) for name in (event.subject, event.object))
                evidence = Evidence(document=document, quote=line, span=Span(offset, offset + len(line)))
                claims.append(_claim(subject, coded, object_, evidence, date_))
            lines.append(f"{line}\n")
            offset += len(line) + 1
        text = "".join(lines)
        documents.append(
            Document(
                id=document,
                text=text,
                title=f"{source} events of {day}",
                source=source,
                source_basis=DateBasis.METADATA,
                published=date_,
            )
        )
    return documents, claims


def _claim(
    subject: Actor, coded: tuple[RelationId, Status], object_: Actor, evidence: Evidence, day: EventDate
) -> Claim:
    return Claim(
        subject=subject.id,
        relation=coded[0],
        object=object_.id,
        status=coded[1],
        evidence=evidence,
        subject_label=subject.label,
        object_label=object_.label,
        subject_country=subject.country,
        object_country=object_.country,
        when=day,
    )


def _actor(name: str, registry: ActorRegistry, known: dict[str, Actor]) -> Actor:
    if name not in known:
        known[name] = registry.find(name) or _unregistered(name, registry)
    return known[name]


def _unregistered(name: str, registry: ActorRegistry) -> Actor:
    """Return an actor by its name alone; "Police (India)" acts for India."""
    sector = _SECTOR_OF_COUNTRY.fullmatch(name)
    country = registry.find(sector["country"]) if sector else None
    is_person = sector is None and _PERSON.fullmatch(name) is not None and not _BODIES.search(name)
    kind = ActorKind.PERSON if is_person else ActorKind.ORGANISATION
    return Actor(
        id=ActorId(f"{'person' if is_person else 'org'}:{slug(name) or 'unnamed'}"),
        label=name,
        kind=kind,
        country=CountryCode(country.id) if country and country.kind is ActorKind.COUNTRY else None,
    )


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
