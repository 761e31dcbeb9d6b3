"""Ending the processes that a test started."""

from __future__ import annotations

import subprocess

_PATIENCE_SECONDS = 20


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process: asked first, then killed."""
    process.terminate()
    try:
        process.wait(timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
