"""The README says what the program does: its commands run, and give what it shows.

`REALPOLITIK_UPDATE_README=1 pytest tests/contract/test_readme.py` writes the output anew, to be read as a
diff.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from realpolitik.cli import main

_README = Path(__file__).parents[2] / "README.md"
_UPDATE = "REALPOLITIK_UPDATE_README"
_CONSOLE = re.compile(r"```console\n\$ realpolitik (?P<command>.*)\n(?P<output>(?:.*\n)*?)```\n")


@pytest.fixture(scope="module")
def seeds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the first command of the README has run."""
    folder = tmp_path_factory.mktemp("readme")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(main, ["build"]).exit_code == 0
    return folder


def _run(command: str) -> str:
    result = CliRunner(env={"COLUMNS": "118"}).invoke(main, shlex.split(command), prog_name="realpolitik")
    assert result.exit_code == 0, result.output
    return "".join(f"{line.rstrip()}\n" for line in result.stdout.splitlines())


def _block(command: str, outputs: dict[str, str]) -> str:
    return f"```console\n$ realpolitik {command}\n{outputs[command]}```\n"


def test_each_command_gives_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word for word, one after another in a new folder."""
    monkeypatch.chdir(tmp_path)
    text = _README.read_text(encoding="utf-8")
    shown = {match["command"]: match["output"] for match in _CONSOLE.finditer(text)}
    given = {command: _run(command) for command in shown}
    if os.environ.get(_UPDATE):
        _README.write_text(
            _CONSOLE.sub(lambda match: _block(match["command"], given), text), encoding="utf-8"
        )
        return

    assert shown
    assert shown == given


def test_each_line_of_python_gives_what_is_shown(seeds_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a doctest."""
    monkeypatch.chdir(seeds_folder)
    blocks = re.findall(r"```python\n(.*?)```", _README.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert blocks
    for block in blocks:
        test = doctest.DocTestParser().get_doctest(block, {}, "README", str(_README), 0)
        assert doctest.DocTestRunner().run(test).failed == 0


def test_each_command_is_listed_and_no_other() -> None:
    """In the table of commands."""
    text = _README.read_text(encoding="utf-8")
    table = text.split("| to | commands |\n")[1].split("\n\n")[0]

    assert set(re.findall(r"`([a-z]+)`", table)) == set(main.list_commands(click.Context(main)))


@pytest.mark.parametrize("heading", ["Run", "Test"])
def test_the_first_block_is_a_single_line(heading: str) -> None:
    """One that can be copied as it stands."""
    section = _README.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1]
    block = re.search(r"```sh\n(.*?)```", section, flags=re.DOTALL)

    assert block is not None
    assert section.index("```sh") == section.index("```")
    assert block[1].count("\n") == 1
    assert block[1].startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_each_path_of_the_map_exists() -> None:
    """So that nobody looks in vain."""
    section = _README.read_text(encoding="utf-8").split("## Map of the code\n")[1].split("\n## ")[0]
    root = _README.parent
    rows = re.findall(r"^\| (`.*?) \|", section, flags=re.MULTILINE)
    paths = [path for row in rows for path in re.findall("`(.*?)`", row)]

    assert paths
    package = root / "graph" / "realpolitik"
    assert [path for path in paths if not (root / path).exists() and not (package / path).exists()] == []


def test_each_picture_is_there() -> None:
    """And a link leads somewhere."""
    text = _README.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\((.*?)\)", text) if "://" not in link]

    assert [link for link in links if not (_README.parent / link).exists()] == []
