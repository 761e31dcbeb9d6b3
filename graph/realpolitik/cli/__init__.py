"""The command line: one module a command, loaded when it is called, so that help costs nothing.

A command module holds a `click.Command` named like the module (with an underscore where Python has the word)
and imports what it needs inside the function.
Standard output is data, standard error is talk.  Exit codes: 0 done, 1 a RealpolitikError in one line,
2 wrong usage, 3 the answer is no.
"""

from __future__ import annotations

import errno
import importlib
import importlib.util
import keyword
from typing import Any

import click

from realpolitik.cli.lines import plain_line
from realpolitik.errors import QueryError, RealpolitikError
from realpolitik.resources import VERSION

__all__ = ["main"]

# In the order of the work; help lists them so.
COMMANDS = (
    "build",
    "import",
    "load",
    "extract",
    "relate",
    "query",
    "queries",
    "view",
    "validate",
    "actors",
    "relations",
    "claims",
    "explain",
    "contradictions",
    "sources",
    "actor",
    "pair",
    "path",
    "timeline",
    "rank",
    "compare",
    "diff",
    "export",
    "report",
    "evaluate",
    "serve",
    "doctor",
)


def _identifier(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def _module(name: str) -> str:
    return f"{__name__}.{_identifier(name)}"


# A broken pipe is left to click, which ends in silence.
_OUTPUT_FAILURES = (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, errno.EIO)


class _Commands(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click passes it)
        """Return the names of the commands that are installed."""
        return [name for name in COMMANDS if importlib.util.find_spec(_module(name))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = getattr(importlib.import_module(_module(cmd_name)), _identifier(cmd_name))
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that realpolitik raises on purpose becomes one line and exit code 1.

        Under the error of a query stands the query's line, with a caret.
        """
        excerpt = None
        try:
            return self._logged(ctx)
        except RealpolitikError as exc:
            problem = str(exc)
            excerpt = exc.excerpt if isinstance(exc, QueryError) else None
        except UnicodeDecodeError as exc:
            problem = f"a file that must be UTF-8 text is not: {exc.reason} at byte {exc.start}"
        except OSError as exc:
            if exc.errno not in _OUTPUT_FAILURES:
                raise
            problem = f"the output cannot be written: {exc.strerror}"
        click.echo(f"realpolitik: {plain_line(problem)}", err=True)
        if excerpt is not None:
            click.echo(excerpt, err=True)
        return ctx.exit(1)

    def _logged(self, ctx: click.Context) -> Any:
        """Run the command, with its log where that is asked for."""
        verbosity, file = ctx.params["verbose"], ctx.params["log_file"]
        if not verbosity and file is None:
            return super().invoke(ctx)
        from realpolitik.cli.logs import CommandLog, start_log

        stop = start_log(verbosity, file)
        log = CommandLog(ctx._protected_args[0] if ctx._protected_args else "")  # noqa: SLF001 - click has no other
        try:
            result = super().invoke(ctx)
        except click.exceptions.Exit as exc:
            log.end(exc.exit_code)
            raise
        except BaseException as exc:
            code = exc.exit_code if isinstance(exc, click.ClickException) else 1
            log.end(code, str(exc) or type(exc).__name__)
            raise
        else:
            log.end(0)
            return result
        finally:
            stop()


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(VERSION, prog_name="realpolitik")
@click.option(
    "-v",
    "--verbose",
    count=True,
    help="Tell on standard error what is done and how long it takes; -vv of every document too.",
)
@click.option("--log-file", metavar="FILE", help="Add the whole log to FILE, as JSON Lines.")
def main(verbose: int, log_file: str | None) -> None:
    """Read news and official documents; tell who did what to whom, and who says so.

    Start with `realpolitik build`, which reads the five documents that come with it, and open the
    explorer.html that it names.
    """
