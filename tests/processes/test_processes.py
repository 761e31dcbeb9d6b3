"""Processes beside ours: whole messages, and an end to whatever takes too long."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from realpolitik.processes import SideProcess, read_message, send_message


@given(st.lists(st.binary(), min_size=1), st.data())
def test_any_messages_come_across_whole_or_not_at_all(messages: list[bytes], data: st.DataObject) -> None:
    """Empty ones too; what was cut off in its middle is no message."""
    stream = io.BytesIO()
    for message in messages:
        send_message(stream, message)
    sent = stream.getvalue()
    cut = data.draw(st.integers(1, 4 + len(messages[-1])))
    whole, broken = io.BytesIO(sent), io.BytesIO(sent[:-cut])

    assert list(iter(lambda: read_message(whole), None)) == messages
    assert list(iter(lambda: read_message(broken), None)) == messages[:-1]


def test_a_process_that_ends_gives_no_reply() -> None:
    """Nor does one that was never started, or was ended."""
    process = SideProcess("realpolitik.errors", is_quiet=True)  # has no main
    assert process.ask(b"anybody?", seconds=60) == (None, True)
    process.start()

    assert process.ask(b"anybody?", seconds=60) == (None, True)
    assert not process.is_running
    process.end()


def test_a_process_that_is_too_slow_is_ended() -> None:
    """And is told apart from one that ended by itself."""
    process = SideProcess("realpolitik.documents.worker", "3000000000", is_quiet=True)
    process.start()

    assert process.ask(b"", seconds=0.01) == (None, False)
    assert not process.is_running
