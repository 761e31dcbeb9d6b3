"""What analyses find, on standard output; what it rests on, on standard error; options that limit them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from realpolitik.cli.rows import write_rows

if TYPE_CHECKING:
    from realpolitik.analysis.findings import Findings

_Command = TypeVar("_Command", bound=Callable[..., Any])

_LIMITS = (
    click.option("--category", multiple=True, metavar="ID", help="Only this category; may be repeated."),
    click.option("--relation", multiple=True, metavar="ID", help="Only this relation; may be repeated."),
    click.option(
        "--status", multiple=True, metavar="STATUS", help="Default: actual, what is told as a fact."
    ),
    click.option("--since", metavar="DATE", help="Only what happened then or later: 2019-01-01."),
    click.option("--until", metavar="DATE", help="Only what happened then or earlier."),
    click.option(
        "--roll-up/--as-told",
        default=True,
        help="Count office-holders as their countries.  Default: roll up.",
    ),
)


def limit_options(command: _Command) -> _Command:
    """Add the options that choose what an analysis rests on."""
    for option in reversed(_LIMITS):
        command = option(command)
    return command


def limits_of(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given, as the analyses take them."""
    return {name: value for name, value in options.items() if value not in (None, ())}


def write_findings(
    found: Findings[Any], *, format_: str | None, shown: Sequence[str], limit: int | None = None
) -> None:
    """Write the rows to standard output and the note on what they rest on to standard error."""
    rows = list(found.rows())
    write_rows(rows[:limit], format_=format_, shown=shown)
    if limit is not None and len(rows) > limit:
        click.echo(f"{len(rows) - limit} more; --limit shows them", err=True)
    if found.note:
        click.echo(str(found.note), err=True)
