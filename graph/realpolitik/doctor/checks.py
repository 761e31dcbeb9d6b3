"""What one check finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from realpolitik.errors import RealpolitikError


class Outcome(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"  # works, but not all of it, or not for long
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        outcome: How it is.
        name: What was looked at.
        told: What was found, and what to do about it.
    """

    outcome: Outcome
    name: str
    told: str

    def to_json(self) -> dict[str, str]:
        """Return the check as JSON has it.

        >>> Check(Outcome.OK, "python", "3.11").to_json()
        {'outcome': 'ok', 'name': 'python', 'told': '3.11'}
        """
        return {"outcome": self.outcome.value, "name": self.name, "told": self.told}


def guarded(name: str, check: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    """Yield what a check yields; whatever it raises is a fault, and the next check goes on.

    >>> [check.told for check in guarded("sum", lambda: iter([1 // 0]))]
    ['ZeroDivisionError: integer division or modulo by zero']
    """
    try:
        yield from check()
    except RealpolitikError as exc:
        yield Check(Outcome.FAULT, name, str(exc))
    except Exception as exc:  # noqa: BLE001 - a broken installation breaks in every way there is
        yield Check(Outcome.FAULT, name, f"{type(exc).__name__}: {exc}")
