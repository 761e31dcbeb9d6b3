"""Options that several commands share, as decorators; and opening a page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from realpolitik.cli.lines import plain_line
from realpolitik.folder import DEFAULT_FOLDER

if TYPE_CHECKING:
    from realpolitik.pipeline import Inputs

_Command = TypeVar("_Command", bound=Callable[..., Any])

_CONDITIONS = {
    "actor": "Only claims with this actor on either side: id or any name.",
    "subject": "Only claims with this subject.",
    "object": "Only claims with this object.",
    "relation": "Only this relation, such as sells-oil.",
    "category": "Only relations of this category, such as oil.",
    "status": "Only claims told as actual, possible or negated.",
    "document": "Only claims of this document.",
    "attributed_to": "Only claims that their document attributes to this actor.",
}
FORMATS = ("table", "jsonl", "csv", "tsv", "markdown")


def graph_option(command: _Command) -> _Command:
    """Add `-g DIR`, the graph folder to read."""
    return click.option(
        "-g",
        "--graph",
        default=DEFAULT_FOLDER,
        show_default=True,
        metavar="DIR",
        envvar="REALPOLITIK_GRAPH",
        help="Graph folder that a build made.",
    )(command)


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """Add `--format`; None stands for a table on a terminal and JSON Lines elsewhere."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats or FORMATS),
        help="Default: table on a terminal, jsonl in a pipe.",
    )


def complete_query_name(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a named query for a shell."""
    from realpolitik.resources import resource_path

    names = (path.stem for path in resource_path("ontology/queries").glob("*.rq"))
    return sorted(name for name in names if name.startswith(incomplete))


def vocabulary_options(command: _Command) -> _Command:
    """Add `--pipeline`, `--actors` and `--relations`, which choose what extraction knows."""
    for decorate in (
        click.option(
            "--relations", multiple=True, metavar="FILE", help="Turtle file of further relation types."
        ),
        click.option("--actors", multiple=True, metavar="FILE", help="Turtle file of further actors."),
        click.option(
            "--pipeline",
            metavar="NAME",
            envvar="REALPOLITIK_PIPELINE",
            help="Installed spaCy pipeline with UD labels, instead of the one that comes with realpolitik.",
        ),
    ):
        command = decorate(command)
    return command


def condition_options(command: _Command) -> _Command:
    """Add the options that choose claims."""
    for name, help_ in reversed(_CONDITIONS.items()):
        command = click.option(f"--{name.replace('_', '-')}", name, metavar=name.upper(), help=help_)(command)
    return command


def period_options(command: _Command) -> _Command:
    """Add `--since` and `--until`, which choose claims by when they happened."""
    until = click.option("--until", metavar="DATE", help="Only what happened on this day or earlier.")
    since = click.option("--since", metavar="DATE", help="Only what happened then or later: 2019-01-01.")
    return since(until(command))


def strict_option(command: _Command) -> _Command:
    """Add `--strict`, which makes the first bad record end the run."""
    return click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read.")(
        command
    )


@contextmanager
def inputs_from(paths: Sequence[str], *, strict: bool) -> Iterator[Inputs]:
    """Yield the documents of a run, with progress on a terminal.

    When the block ends, however it ends, standard error is told what was skipped and mended.  An input
    that is the very error that ends the run is told once, as that error.
    """
    from realpolitik.pipeline import Inputs

    with _progress("Reading") as show:
        inputs = Inputs(paths=paths, stdin=sys.stdin.buffer, strict=strict, on_document=show)
        with tell_skipped(inputs):
            yield inputs


@contextmanager
def tell_skipped(inputs: Inputs) -> Iterator[None]:
    """When the block ends, tell what was skipped and mended; not again the error that ends it."""
    ending: BaseException | None = None
    try:
        yield
    except BaseException as exc:
        ending = exc
        raise
    finally:
        for word, errors in (("note:", inputs.notes), ("skipped", inputs.skipped)):
            for error in errors:
                if error is not ending:
                    click.echo(f"{word} {plain_line(str(error))}", err=True)


@contextmanager
def _progress(label: str) -> Iterator[Callable[[str], None]]:
    if not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console

    with Console(stderr=True).status(label) as status:
        yield lambda name: status.update(f"{label} {name}")


def open_in_browser(path: str) -> None:
    """Open a page in the reader's browser; say so where there is none."""
    if click.launch(path) != 0:
        click.echo(f"no browser could be started; open {path} yourself", err=True)
