"""The command line as a whole: light, tidy, and honest about how it ended."""

from __future__ import annotations

import keyword
import subprocess
import sys
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

from realpolitik import __version__
from realpolitik.cli import COMMANDS, main
from realpolitik.errors import RealpolitikError

_HEAVY = (
    "IPython",
    "igraph",
    "networkx",
    "numpy",
    "pandas",
    "pyoxigraph",
    "pyshacl",
    "pyvis",
    "rdflib",
    "spacy",
)


_VERBS = {
    "Ask",
    "Build",
    "Check",
    "Compare",
    "Evaluate",
    "Explain",
    "Export",
    "Extract",
    "Import",
    "List",
    "Load",
    "Rank",
    "Serve",
    "Show",
    "Tell",
    "Validate",
    "Write",
}


def _loaded_after(statement: str) -> set[str]:
    """Return the heavy libraries that a fresh interpreter has loaded after a statement."""
    code = f"import sys\ntry:\n {statement}\nexcept SystemExit:\n pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(_HEAVY) & set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS if name != "serve")]
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Help is there at once."""
    loaded = _loaded_after(f"from realpolitik.cli import main; main({arguments!r})")

    assert loaded == set()


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Notebooks start at once."""
    assert _loaded_after("import realpolitik") == set()


def test_the_version_is_told() -> None:
    """On standard output, as data is."""
    result = CliRunner().invoke(main, ["--version"])

    assert (result.exit_code, result.stdout) == (0, f"realpolitik, version {__version__}\n")


def _commands() -> dict[str, click.Command]:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


@pytest.mark.parametrize("name", _commands())
def test_each_command_says_what_it_does_and_gives_an_example(name: str) -> None:
    """The first word is a verb, as in "List the actors"."""
    help_ = _commands()[name].help or ""
    first = help_.split()[0]

    assert first in _VERBS
    assert f"realpolitik {name}" in help_ or f"| realpolitik {name}" in help_


@pytest.mark.parametrize("name", _commands())
def test_each_command_is_a_module_with_a_function_of_its_name(name: str) -> None:
    """That is how they are found."""
    identifier = f"{name}_" if keyword.iskeyword(name) else name

    assert isinstance(getattr(import_module(f"realpolitik.cli.{identifier}"), identifier), click.Command)


@pytest.mark.parametrize("name", _commands())
def test_each_option_has_help(name: str) -> None:
    """Nobody has to guess."""
    options = [parameter for parameter in _commands()[name].params if isinstance(parameter, click.Option)]

    assert [option.name for option in options if not option.help] == []


def test_an_unknown_command_is_wrong_usage() -> None:
    """Exit code 2, as click has it."""
    result = CliRunner().invoke(main, ["biuld"])

    assert result.exit_code == 2
    assert "biuld" in result.stderr


def test_an_error_is_one_line_on_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many lines it has; no traceback, exit code 1."""

    @click.command()
    def actors() -> None:
        """List nothing."""
        raise RealpolitikError("first line\nsecond line")

    monkeypatch.setattr("realpolitik.cli.actors.actors", actors)

    result = CliRunner().invoke(main, ["actors"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "realpolitik: first line second line\n"
