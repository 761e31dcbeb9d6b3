"""One JSON object's fields, read with their types; every refusal names the field and what to do.

In: a decoded JSON object and where it comes from.  Out: Python values of the type asked for.
It knows neither claims nor documents.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Collection, Mapping
from typing import NoReturn, TypeVar

from realpolitik.errors import RecordError
from realpolitik.model import Span

_Value = TypeVar("_Value")


class Fields:
    """A typed view of one row.

    Attributes:
        path: The file the row is from, as the user wrote it; None for a value.
        line: Its 1-based line.
    """

    def __init__(self, row: object, *, path: str | None = None, line: int | None = None) -> None:
        self.path = path
        self.line = line
        if not isinstance(row, Mapping):
            self.refuse(f"this row is {_kind(row)}; write one JSON object on each line")
        self._row: Mapping[str, object] = row

    def __contains__(self, name: str) -> bool:
        """Tell whether the row gives a value for this field; null is none."""
        return self._row.get(name) is not None

    def refuse(self, problem: str) -> NoReturn:
        """Raise the error of this row.

        Raises:
            RecordError: Always.
        """
        raise RecordError(problem, path=self.path, line=self.line)

    def check_names(self, known: Collection[str], *, required: Collection[str]) -> None:
        """Refuse rows with missing fields, or with fields that nobody knows.

        Names that start with `x_` or `_` are the user's own, and left alone.

        Raises:
            RecordError: Naming every such field.
        """
        missing = [name for name in required if self._row.get(name) is None]
        if missing:
            self.refuse(f"{_listed('field', missing)} missing; every row needs {', '.join(required)}")
        unknown = [name for name in self._row if name not in known and not name.startswith(("x_", "_"))]
        if unknown:
            near = difflib.get_close_matches(unknown[0], sorted(known), n=1)
            hint = f"did you mean {near[0]}?" if near else "remove it, or let its name start with x_"
            self.refuse(f"{_listed('field', unknown)} unknown; {hint}")

    def text(self, name: str) -> str:
        """Return a field that must hold text.

        Raises:
            RecordError: It holds something else, or nothing.
        """
        return self._typed(name, str, "text in double quotes")

    def text_or_none(self, name: str) -> str | None:
        """Return a field that holds text or null, or is left out."""
        return self.text(name) if name in self else None

    def truth(self, name: str) -> bool:
        """Return a field that holds true or false; false where it is left out."""
        return self._typed(name, bool, "true or false") if name in self else False

    def integer(self, name: str) -> int:
        """Return a field that must hold a whole number.

        Raises:
            RecordError: It holds something else, or nothing.
        """
        value = self._row.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(f"{name} is {_kind(value)}; write a whole number")
        return value

    def number_or_none(self, name: str) -> float | None:
        """Return a field that holds a finite number or null, or is left out.

        Raises:
            RecordError: It holds something else.
        """
        if name not in self:
            return None
        value = self._row[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(f"{name} is {_kind(value)}; write a number or null")
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.refuse(f"{name} is not a finite number; write one, or null")
        return number

    def choice(self, name: str, parse: Callable[[str], _Value], options: Collection[str]) -> _Value:
        """Return a field whose value is one of a few words.

        Raises:
            RecordError: It is none of them.
        """
        word = self.text(name)
        if word not in options:
            self.refuse(f"{name} is {word!r}; write one of {', '.join(options)}")
        return parse(word)

    def span(self, start: str, end: str) -> Span:
        """Return the span that two fields give.

        Raises:
            RecordError: They are no span.
        """
        return self._span(self.integer(start), self.integer(end), f"{start} and {end}")

    def span_or_none(self, start: str, end: str) -> Span | None:
        """Return the span that two fields give, or None where both are null or left out."""
        return self.span(start, end) if start in self or end in self else None

    def spans(self, name: str) -> tuple[Span, ...]:
        """Return a field that holds a list of [start, end] pairs; empty where it is left out.

        Raises:
            RecordError: It holds something else.
        """
        if name not in self:
            return ()
        pairs = self._row[name]
        if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
            self.refuse(f"{name} is not a list of pairs; write it like [[0, 12], [40, 52]]")
        return tuple(self._span(pair[0], pair[1], name) for pair in pairs)

    def _span(self, start: int, end: int, name: str) -> Span:
        if not 0 <= start <= end:
            self.refuse(f"{name} give no span ({start}..{end}); offsets count from 0, end after start")
        return Span(start, end)

    def _typed(self, name: str, kind: type[_Value], wanted: str) -> _Value:
        value = self._row.get(name)
        if not isinstance(value, kind):
            self.refuse(f"{name} is {_kind(value)}; write {wanted}")
        return value


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2  # noqa: PLR2004 - a pair
        and all(isinstance(part, int) and not isinstance(part, bool) for part in value)
    )


def _kind(value: object) -> str:
    names: dict[type, str] = {
        type(None): "null",
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
    }
    return names.get(type(value), "an object")


def _listed(noun: str, names: list[str]) -> str:
    shown = ", ".join(ascii(name[:40])[1:-1] for name in names[:5]) + (", ..." if len(names) > 5 else "")  # noqa: PLR2004
    return f"{noun} {shown} is" if len(names) == 1 else f"{noun}s {shown} are"
