"""What a column of a table holds: its name, kind and meaning, with the unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    DAY = "day"  # text as well: an ISO 8601 day such as 2018-03-04
    WHOLE = "whole number"
    NUMBER = "number"
    TRUTH = "true or false"
    LIST = "list of texts"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its heading, which never changes within a major version.
        kind: What its cells are.
        meaning: What they say, with the unit where there is one.
        nullable: A cell may be empty.
    """

    name: str
    kind: ColumnKind
    meaning: str
    nullable: bool = False
