"""A graph folder is published in one step, and what was there stays when that fails."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from realpolitik import folder as folder_module
from realpolitik.errors import InputError, OutputError
from realpolitik.folder import GraphFolder, find_folder, is_graph_folder, staged_folder


def _publish(target: Path, content: str) -> None:
    with staged_folder(target) as staged:
        staged.report.write_text(json.dumps({"realpolitik": content}), encoding="utf-8")


def _content(target: Path) -> str:
    return str(json.loads((target / "report.json").read_text(encoding="utf-8"))["realpolitik"])


def test_a_new_folder_appears_whole(tmp_path: Path) -> None:
    """Nothing but the folder itself is left beside it."""
    _publish(tmp_path / "deep" / "out", "first")

    assert _content(tmp_path / "deep" / "out") == "first"
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


@pytest.mark.parametrize("can_exchange", [True, False])
def test_an_earlier_graph_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, can_exchange: bool
) -> None:
    """By one exchange, or by two renames where the system has no exchange."""
    if not can_exchange:
        monkeypatch.setattr(folder_module, "_exchange", lambda _one, _other: False)
    _publish(tmp_path / "out", "first")
    (tmp_path / "out" / "stale.txt").write_text("of the first", encoding="utf-8")

    _publish(tmp_path / "out", "second")

    assert _content(tmp_path / "out") == "second"
    assert not (tmp_path / "out" / "stale.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    """`mkdir out` before a build does no harm."""
    (tmp_path / "out").mkdir()

    _publish(tmp_path / "out", "first")

    assert _content(tmp_path / "out") == "first"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are told apart in the code")
def test_linux_exchanges_in_one_call(tmp_path: Path) -> None:
    """No moment has neither the old nor the new."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name, encoding="utf-8")

    assert folder_module._exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "name").read_text(encoding="utf-8") == "other"
    assert (tmp_path / "other" / "name").read_text(encoding="utf-8") == "one"


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """Whatever goes wrong while the new one is made."""
    _publish(tmp_path / "out", "first")

    with pytest.raises(ZeroDivisionError), staged_folder(tmp_path / "out") as staged:
        staged.claims.write_text(f"half a cl{1 / 0}", encoding="utf-8")

    assert _content(tmp_path / "out") == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    """With the place the user named, and the comfort that nothing was lost."""
    _publish(tmp_path / "out", "first")

    with (
        pytest.raises(OutputError, match="No space left on device") as caught,
        staged_folder(tmp_path / "out"),
    ):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert caught.value.path == str(tmp_path / "out")
    assert "untouched" in str(caught.value)
    assert _content(tmp_path / "out") == "first"


def test_an_error_about_a_staged_file_names_the_place_that_the_user_gave(tmp_path: Path) -> None:
    """Nobody is told of the folder that a build works in."""
    with pytest.raises(OutputError) as caught, staged_folder(tmp_path / "out") as staged:
        raise OutputError("is full", path=str(staged.claims))

    assert caught.value.path == str(tmp_path / "out" / "claims.jsonl")


@pytest.mark.parametrize("name", ["report.json", "notes.txt"])
def test_a_folder_that_is_no_graph_is_not_replaced(tmp_path: Path, name: str) -> None:
    """Not even when it has a report.json of its own."""
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text('{"holiday": "photos"}', encoding="utf-8")

    with pytest.raises(OutputError, match="not a realpolitik graph"), staged_folder(out):
        pytest.fail("nothing is to be built")

    assert (out / name).read_text(encoding="utf-8") == '{"holiday": "photos"}'


def test_a_file_is_not_replaced(tmp_path: Path) -> None:
    """`-o notes.txt` is a slip."""
    (tmp_path / "out").write_text("mine", encoding="utf-8")

    with pytest.raises(OutputError, match="is a file"), staged_folder(tmp_path / "out"):
        pytest.fail("nothing is to be built")


def test_what_a_killed_build_left_is_swept_away(tmp_path: Path) -> None:
    """Its lock ended with it."""
    (tmp_path / ".out.building").mkdir()
    (tmp_path / ".out.building" / "claims.jsonl").write_text("half a cl", encoding="utf-8")
    (tmp_path / ".out.lock").touch()

    _publish(tmp_path / "out", "second")

    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_second_build_of_one_folder_is_told_to_wait(tmp_path: Path) -> None:
    """And the first one ends as if nothing had been."""
    with staged_folder(tmp_path / "out") as staged:
        with pytest.raises(OutputError, match="another build"), staged_folder(tmp_path / "out"):
            pytest.fail("two at once")
        staged.report.write_text('{"realpolitik": "first"}', encoding="utf-8")

    assert _content(tmp_path / "out") == "first"


_BUILD_UNTIL_KILLED = """
import os, signal, sys
from realpolitik.folder import staged_folder
with staged_folder(sys.argv[1]) as staged:
    staged.claims.write_text("half a cl", encoding="utf-8")
    os.kill(os.getpid(), signal.SIGKILL)
"""


_KILL_AT_EACH_STEP = """
import json, os, signal, sys
from pathlib import Path
from realpolitik import folder
from realpolitik.folder import find_folder, staged_folder

out = Path(sys.argv[1]) / "out"
if sys.argv[2] == "renames":
    folder._exchange = lambda one, other: False

def publish(content):
    with staged_folder(out) as staged:
        staged.report.write_text(json.dumps({"realpolitik": content}), encoding="utf-8")
        staged.claims.write_text(content, encoding="utf-8")
        staged.store.mkdir()
        (staged.store / "CURRENT").write_text(content, encoding="utf-8")

def seen():
    found = find_folder(out)
    files = (found.report, found.claims, found.store / "CURRENT")
    return sorted({path.read_text(encoding="utf-8")[-8:].strip(' "}') for path in files})

def killed_before(step):
    left = step

    def watch(event, arguments):
        nonlocal left
        if event == "open" or event.startswith(("os.", "shutil.", "ctypes.")) and event != "os.kill":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        sys.addaudithook(watch)
        publish("second")
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0

told, step = [], 1
publish("first")
while killed_before(step):
    told.append([seen()])
    publish("first")
    told[-1] += [seen(), sorted(path.name for path in out.parent.iterdir())]
    step += 1
print(json.dumps(told))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")
@pytest.mark.parametrize("how", ["exchange", "renames"])
def test_a_kill_before_any_step_of_a_publication_leaves_a_whole_graph(tmp_path: Path, how: str) -> None:
    """Each operation on files is cut off in turn; readers see one graph, and the next build goes well."""
    done = subprocess.run(
        [sys.executable, "-c", _KILL_AT_EACH_STEP, str(tmp_path), how],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert len(told) > 20
    assert {tuple(seen) for seen, _, _ in told} == {("first",), ("second",)}
    assert all(after == ["first"] and left == ["out"] for _, after, left in told)


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_killed_build_leaves_what_was_there(tmp_path: Path) -> None:
    """And the next one succeeds."""
    _publish(tmp_path / "out", "first")
    victim = subprocess.run([sys.executable, "-c", _BUILD_UNTIL_KILLED, str(tmp_path / "out")], check=False)

    assert victim.returncode == -signal.SIGKILL
    assert _content(tmp_path / "out") == "first"
    _publish(tmp_path / "out", "second")
    assert _content(tmp_path / "out") == "second"


def test_a_link_to_a_graph_stays_a_link(tmp_path: Path) -> None:
    """The folder that it leads to is replaced."""
    _publish(tmp_path / "real", "first")
    (tmp_path / "out").symlink_to(tmp_path / "real")

    _publish(tmp_path / "out", "second")

    assert (tmp_path / "out").is_symlink()
    assert _content(tmp_path / "real") == "second"


def test_a_missing_folder_is_told_with_the_command_that_makes_one(tmp_path: Path) -> None:
    """Most first errors are this one."""
    with pytest.raises(InputError, match="realpolitik build"):
        find_folder(tmp_path / "none")


@pytest.mark.parametrize("report", ["", "[]", '{"other": 1}', "not json"])
def test_only_a_report_of_a_build_marks_a_graph(tmp_path: Path, report: str) -> None:
    """Whatever else a report.json may hold."""
    (tmp_path / "report.json").write_text(report, encoding="utf-8")

    assert not is_graph_folder(tmp_path)
    with pytest.raises(InputError, match="not a realpolitik graph"):
        find_folder(tmp_path)


def test_a_graph_is_found(tmp_path: Path) -> None:
    """Where a build has put it."""
    _publish(tmp_path / "out", "first")

    assert find_folder(tmp_path / "out") == GraphFolder(tmp_path / "out")
