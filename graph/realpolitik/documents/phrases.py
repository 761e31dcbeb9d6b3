"""The table of phrases that tell boilerplate, read from `boilerplate.toml` beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One row of the table.

    Attributes:
        kind: What such a line is.
        pattern: What it looks like: all of it, in lower case, with straight quotes.
        words: The longest line that it holds for.
        tail: It stands where the article ends: short lines after it are furniture too.
    """

    kind: str
    pattern: re.Pattern[str]
    words: int
    tail: bool


def _phrases(table: Mapping[str, Any]) -> Iterator[Phrase]:
    for row in table["phrase"]:
        # one expression for all patterns of a row: a line is tried a dozen times, not a hundred
        pattern = "|".join(f"(?:{written})" for written in row["patterns"])
        for name, part in table["parts"].items():
            pattern = pattern.replace(f"<{name}>", part)
        yield Phrase(kind=row["kind"], pattern=re.compile(pattern), words=row["words"], tail=row["tail"])


def _words(name: str) -> frozenset[str]:
    return frozenset(_TABLE["words"][name].split())


_TABLE = tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text(encoding="utf-8"))

PHRASES = tuple(_phrases(_TABLE))
"""All rows, in the order of the table."""

WIDGET_WORDS = _words("widget")
WIDGET_ANCHORS = _words("widget_anchors")
MENU_WORDS = _words("menu")
MENU_ANCHORS = _words("menu_anchors")
OUTLET_WORDS = _words("outlet")
AGENCIES = tuple(_TABLE["names"]["agencies"])

PICTURE_CREDIT = re.compile(
    r"[(\[]\s*(?:file\s+)?(?:photo(?:graph)?s?|images?|pictures?|illustration|graphic|video|screengrab|screenshot|credits?"
    r"|source|ap\s+photo|file)(?:\s+(?:credit|source))?"
    r"(?:\s*[:/]\s*[^()\[\]\r\n]{1,100}|\s+(?:by|via|courtesy)\b[^()\[\]\r\n]{1,100}|\s*)[)\]]",
    re.IGNORECASE,
)
"""A credit in brackets, anywhere in a line."""

AGENCY_CREDIT = re.compile(
    r"[(\[]\s*(?:" + "|".join(map(re.escape, AGENCIES)) + r")(?:\s*/[^()\[\]\r\n]{1,60})?\s*[)\]](?=[\s.]*$)"
)
"""An agency in brackets at the end of a line."""

PICTURE_LABEL = re.compile(r"(?:file )?(?:photo|picture|image|caption)\s?:\s", re.IGNORECASE)
"""A label before a caption."""

CLOSING_CREDIT = re.compile(
    r"(?:\b(?:photo|picture|image)\s+)?\b(?:credit|photo|photograph|picture|image)s?\s?(?::|\bby\b)\s?"
    r"[A-Z©][\w.'’&/-]*(?:\s[\w.'’&/-]+){0,5}\s*$",
    re.IGNORECASE,
)
"""A credit that closes a caption without brackets."""

REACTION_COUNT = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\\s?\\d[\\d,.]*[KkMm]?\\s*$")
"""A counter of readers' reactions at the end of a line."""
