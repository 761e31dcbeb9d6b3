"""Text of strangers on a terminal: one line that neither moves the cursor nor turns the writing around."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain_line(text: str) -> str:
    r"""Return text on one line, without what a terminal or a reader's eye takes for a command.

    >>> plain_line("a\n\x1b[2Jb \u202ecba")
    'a �[2Jb cba'
    """
    return _TURNING.sub("", _CONTROL.sub("\ufffd", " ".join(text.split())))
