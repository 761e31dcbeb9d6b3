"""Event data that others have coded, as documents and claims.

`CodedEvent`s flow in, and with the registry documents and claims flow out.  There is no text behind such
events, so that all events of one report, or of one day where no report is named, become one document with a
line an event, and each claim quotes its line.  The tables in ontology/mappings give relation and status.

Events come in any order and may be many: they wait in a temporary SQLite file, and memory stays flat.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path

from realpolitik.errors import InputError, RecordError
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
    digest,
    slug,
)
from realpolitik.vocabulary import ActorRegistry, RelationScheme

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
_BATCH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """An event as its coders give it.

    Attributes:
        day: When it happened, ISO 8601.
        subject: Name of the actor.
        text: Name of the event type.
        object: Name of the target.
        subject_country: Country that the actor acts for, an ISO 3166-1 alpha-3 code, where the coders say so.
        object_country: Likewise for the target.
        plover: Its PLOVER event type, where the coders or the code book give it.
        url: Address of the report; None where none is named.
        source: Who published the report; None where nobody is named.
        reported: When it was published, ISO 8601; None where only the day of the event is known.
    """

    day: str
    subject: str
    text: str
    object: str
    subject_country: str | None = None
    object_country: str | None = None
    plover: str | None = None
    url: str | None = None
    source: str | None = None
    reported: str | None = None

    @property
    def line(self) -> str:
        """The line that stands for the event in its document."""
        words = (self.subject, self.text, self.object)
        return " | ".join(" ".join(word.split()) for word in words)


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


def iter_coded_documents(
    events: Iterable[CodedEvent],
    registry: ActorRegistry,
    mapping: EventMapping,
    *,
    source: str,
    spool: Path,
    on_skip: Callable[[InputError], None],
) -> Iterator[tuple[Document, list[Claim]]]:
    """Turn events into documents, each with a claim an event, in the order of their ids.

    Args:
        events: In any order; those of one document keep theirs.
        registry: Names countries; who is in none of it becomes an actor by its name.
        mapping: Relation and status of event types.
        source: Who publishes the events, such as "ICEWS".
        spool: A file to make and remove, in which the events wait.
        on_skip: Takes each event whose type no rule fits.
    """
    known: dict[tuple[str, str | None], Actor] = {}
    try:
        for document, told in _grouped(events, spool, source):
            yield _coded_document(
                document,
                told,
                registry=registry,
                mapping=mapping,
                known=known,
                source=source,
                on_skip=on_skip,
            )
    finally:
        spool.unlink(missing_ok=True)


def _grouped(
    events: Iterable[CodedEvent], spool: Path, source: str
) -> Iterator[tuple[DocumentId, list[CodedEvent]]]:
    names = tuple(CodedEvent.__dataclass_fields__)
    with closing(sqlite3.connect(spool)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE events (document TEXT, number INTEGER, event TEXT)")
        rows: list[tuple[str, int, str]] = []
        for number, event in enumerate(events):
            fields = json.dumps(astuple(event), ensure_ascii=True)
            rows.append((_document_id(event, source), number, fields))
            if len(rows) == _BATCH:
                database.executemany("INSERT INTO events VALUES (?, ?, ?)", rows)
                rows.clear()
        database.executemany("INSERT INTO events VALUES (?, ?, ?)", rows)
        told: list[CodedEvent] = []
        current: str | None = None
        for document, fields in database.execute(
            "SELECT document, event FROM events ORDER BY document, number"
        ):
            if document != current:
                if current is not None:
                    yield DocumentId(current), told
                current, told = document, []
            told.append(CodedEvent(**dict(zip(names, json.loads(fields), strict=True))))
        if current is not None:
            yield DocumentId(current), told


def _document_id(event: CodedEvent, source: str) -> str:
    """A report has its own document; events of which none is named share one a day."""
    name = f"{slug(source)}-{event.reported or event.day}"
    if event.url is None and event.source is None:
        return name
    return f"{name}-{digest('report', event.url, event.source)}"


def _coded_document(
    document: DocumentId,
    told: list[CodedEvent],
    *,
    registry: ActorRegistry,
    mapping: EventMapping,
    known: dict[tuple[str, str | None], Actor],
    source: str,
    on_skip: Callable[[InputError], None],
) -> tuple[Document, list[Claim]]:
    lines: list[str] = []
    claims: list[Claim] = []
    offset = 0
    for event in told:
        line = event.line
        coded = mapping.find(event.text)
        if coded is None:
            on_skip(RecordError(f"no rule for the event type {event.text!r}", path=source))
        else:
            subject = _actor(event.subject, event.subject_country, registry, known)
            object_ = _actor(event.object, event.object_country, registry, known)
            evidence = Evidence(document=document, quote=line, span=Span(offset, offset + len(line)))
            claims.append(_claim(subject, coded, object_, evidence, event))
        lines.append(f"{line}\n")
        offset += len(line) + 1
    first = told[0]
    day = first.reported or first.day
    of = f"of {day}" if first.url is None else f"in {first.url}"
    return (
        Document(
            id=document,
            text="".join(lines),
            title=f"{source} events {of}",
            source=first.source or source,
            source_basis=DateBasis.METADATA,
            published=_day(day),
            url=first.url,
        ),
        claims,
    )


def _day(day: str) -> EventDate:
    return EventDate(start=day, end=day, precision=DatePrecision.DAY, basis=DateBasis.METADATA)


def _claim(
    subject: Actor, coded: tuple[RelationId, Status], object_: Actor, evidence: Evidence, event: CodedEvent
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
        plover=event.plover,
        when=_day(event.day),
    )


def _actor(
    name: str, country: str | None, registry: ActorRegistry, known: dict[tuple[str, str | None], Actor]
) -> Actor:
    key = (name, country)
    if key not in known:
        known[key] = registry.find(name) or _unregistered(name, country, registry)
    return known[key]


def _unregistered(name: str, land: str | None, registry: ActorRegistry) -> Actor:
    """Return an actor by its name alone; "Police (India)" acts for India."""
    sector = _SECTOR_OF_COUNTRY.fullmatch(name)
    country = registry.get(land) if land else registry.find(sector["country"]) if sector else None
    is_person = sector is None and _PERSON.fullmatch(name) is not None and not _BODIES.search(name)
    kind = ActorKind.PERSON if is_person else ActorKind.ORGANISATION
    return Actor(
        id=ActorId(f"{'person' if is_person else 'org'}:{slug(name) or 'unnamed'}"),
        label=name,
        kind=kind,
        country=CountryCode(country.id) if country and country.kind is ActorKind.COUNTRY else None,
    )
