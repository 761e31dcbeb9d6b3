"""`realpolitik serve`, as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request

import pytest
from click.testing import CliRunner

from realpolitik.cli import main
from realpolitik.folder import GraphFolder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no interrupts to one process")
def test_serves_on_a_free_port_until_interrupted(small_graph: GraphFolder) -> None:
    """The address is the one line on standard output; an interrupt is no failure."""
    command = [sys.executable, "-m", "realpolitik", "serve", "-g", str(small_graph.path), "--port", "0"]
    options = ["--max-concurrent", "1", "--time-limit", "5", "--max-rows", "10", "--memory", "600"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            address = line.split()[0]
            with urllib.request.urlopen(
                f"{address}sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
            ) as reply:
                assert json.load(reply)["boolean"] is True
        finally:
            process.send_signal(signal.SIGINT)
        output, problems = process.communicate(timeout=60)

    assert (process.returncode, output, problems) == (0, "", "")
    assert line.startswith("http://127.0.0.1:")
    assert line.endswith(f"/ serves {small_graph.path}; Ctrl-C ends it\n")


def test_without_the_extra_one_line_says_what_to_install(
    small_graph: GraphFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a traceback."""
    for name in [name for name in sys.modules if name.startswith("realpolitik.server")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = CliRunner().invoke(main, ["serve", "-g", str(small_graph.path)])

    assert result.exit_code == 1
    assert result.stderr == "realpolitik: serving a graph needs an extra: pip install 'realpolitik[serve]'\n"


def test_a_folder_that_is_no_graph_is_told(tmp_path: os.PathLike[str]) -> None:
    """In one line."""
    result = CliRunner().invoke(main, ["serve", "-g", str(tmp_path)])

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
