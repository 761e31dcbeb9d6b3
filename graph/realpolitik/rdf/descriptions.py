"""RDF files as plain descriptions: subject by subject, what each file says of it, and where.

Paths flow in, `Description`s flow out.  Knows no term of the ontology; turns every fault of a
file into an error with its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from realpolitik.errors import RecordError, SourceUnusableError
from realpolitik.rdf.iris import RDF

_TYPE = f"{RDF}type"
_ENGLISH = ("", "en")


class Value(NamedTuple):
    """One object of a description."""

    text: str  # IRI or lexical form
    datatype: str | None  # None for an IRI
    language: str
    file: int  # index of the path that says it


@dataclass(slots=True)
class Description:
    """What some files say of one subject.

    Attributes:
        subject: Its IRI.
        paths: All files read, in order.
        values: By predicate IRI, in the order of the files.
    """

    subject: str
    paths: Sequence[Path]
    values: dict[str, list[Value]] = field(default_factory=dict)

    @property
    def types(self) -> frozenset[str]:
        """The IRIs of its classes."""
        return frozenset(value.text for value in self.values.get(_TYPE, ()))

    def texts(self, predicate: str) -> tuple[str, ...]:
        """Return the distinct values of a predicate, in order."""
        return tuple(dict.fromkeys(value.text for value in self.values.get(predicate, ())))

    def typed(self, predicate: str, datatype: str) -> tuple[str, ...]:
        """Return the distinct values of a predicate that have a datatype, in order."""
        values = self.values.get(predicate, ())
        return tuple(dict.fromkeys(value.text for value in values if value.datatype == datatype))

    def english(self, predicate: str) -> tuple[str, ...]:
        """Return the values in English or without language, those of the last file that has any."""
        values = [value for value in self.values.get(predicate, ()) if value.language in _ENGLISH]
        if len(values) <= 1:  # nearly always, of thousands of actors
            return tuple(value.text for value in values)
        last = max((value.file for value in values), default=0)
        return tuple(dict.fromkeys(value.text for value in values if value.file == last))

    def one(self, predicate: str, name: str) -> str:
        """Return the only value of a predicate.

        Args:
            predicate: Its IRI.
            name: How a message calls it.

        Raises:
            RecordError: There is none, or one file gives two.
        """
        found = self.find_one(predicate, name)
        if found is None:
            raise self.error(f"has no {name}; add one")
        return found

    def find_one(self, predicate: str, name: str) -> str | None:
        """Return the only value of a predicate, None where there is none.

        Raises:
            RecordError: One file gives two.
        """
        found = self.english(predicate)
        if len(found) > 1:
            raise self.error(f"has {len(found)} values of {name} ({', '.join(found)}); keep one")
        return found[0] if found else None

    def error(self, problem: str) -> RecordError:
        """Return an error that names the file and line of this subject."""
        mentioned = [value.file for values in self.values.values() for value in values]
        path = self.paths[max(mentioned)]
        return RecordError(f"<{self.subject}> {problem}", path=str(path), line=_line_of(self.subject, path))


def read_descriptions(paths: Sequence[Path]) -> dict[str, Description]:
    """Read Turtle files, and join what they say of each subject.

    Args:
        paths: Files in order of precedence: a later file's single values replace an earlier one's.

    Raises:
        SourceUnusableError: A file cannot be read, or is not Turtle.
    """
    described: dict[str, Description] = {}
    for index, path in enumerate(paths):
        for triple in read_triples(path):
            subject, predicate, target = triple
            if not isinstance(subject, ox.NamedNode) or isinstance(target, ox.BlankNode | ox.Triple):
                continue  # annotations of others' tools; nothing that we read hangs on a blank node
            entry = described.get(subject.value)
            if entry is None:
                entry = described[subject.value] = Description(subject.value, paths)
            entry.values.setdefault(predicate.value, []).append(_value(target, index))
    return described


def read_triples(path: Path) -> list[ox.Triple]:
    """Read the triples of a Turtle file.

    Raises:
        SourceUnusableError: It cannot be read, or is not Turtle.
    """
    try:
        content = path.read_bytes()
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise SourceUnusableError(f"cannot be read: {reason}", path=str(path)) from exc
    try:
        return [quad.triple for quad in ox.parse(content, ox.RdfFormat.TURTLE)]
    except SyntaxError as exc:
        raise SourceUnusableError(f"is not Turtle: {exc.msg}", path=str(path), line=exc.lineno) from exc


def _value(term: ox.NamedNode | ox.Literal, file: int) -> Value:
    if isinstance(term, ox.NamedNode):
        return Value(term.value, None, "", file)
    return Value(term.value, term.datatype.value, term.language or "", file)


def _line_of(subject: str, path: Path) -> int | None:
    # Parsers keep no lines of triples; on an error we look for the subject's own name at the start of a line.
    name = re.escape(re.split(r"[/#]", subject)[-1])
    pattern = re.compile(rf"^\s*(?:<[^>]*[/#]|[\w.-]*:){name}>?(?=[\s;]|$)")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if pattern.search(line):
            return number
    return None
