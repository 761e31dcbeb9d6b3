"""Front matter of Markdown files: `key: value` lines between two `---`.

A small strict parser instead of YAML: four one-line strings are all that is wanted, and YAML would turn the
source `NO` into false, a date into an object and a nest of anchors into gigabytes.  Keys that are not known,
and whatever is nested under them, are the user's own and left alone.

In: the text of a file.  Out: the known fields, and where the body starts.
"""

from __future__ import annotations

import re

from realpolitik.errors import RecordError

KEYS = ("title", "source", "published", "url")
_ALIASES = {"date": "published", "publisher": "source", "link": "url"}
_FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|$)", re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/"}


def parse_front_matter(text: str, *, path: str | None = None) -> tuple[dict[str, str], int]:
    r"""Return the known fields of a file's front matter, and the offset at which its body starts.

    Args:
        text: The whole file.
        path: Where it is from, for the error.

    Raises:
        RecordError: The front matter has no end, or a known field is more than one line of text.

    >>> parse_front_matter('---\ntitle: "Talks: day 2"\nurl: https://example.org/a\n---\nBody')
    ({'title': 'Talks: day 2', 'url': 'https://example.org/a'}, 57)
    """
    fence = _FENCE.match(text)
    if fence is None:
        return {}, 0
    end = _END.search(text, fence.end())
    if end is None:
        if _FIELD.match(text[fence.end() :].split("\n", 1)[0].strip()):
            raise RecordError("front matter has no closing line '---'; add one", path=path, line=1)
        return {}, 0  # a horizontal rule on the first line
    fields: dict[str, str] = {}
    for number, row in enumerate(text[fence.end() : end.start()].splitlines(), start=2):
        match = _FIELD.match(row.rstrip())
        if match is None:
            continue
        key = match[1].lower()
        known = key if key in KEYS else _ALIASES.get(key)
        if known is None or (known in fields and key != known):
            continue
        value = _scalar((match[2] or "").strip(), key=key, path=path, line=number)
        if value:
            fields[known] = value
    return fields, end.end()


def _scalar(value: str, *, key: str, path: str | None, line: int) -> str:
    if value[:1] in {'"', "'"}:
        return _quoted(value, key=key, path=path, line=line)
    if value[:1] in {"|", ">", "[", "{", "&", "*", "!"} and key in KEYS:
        raise RecordError(f"front matter: write {key} as one line of text, in quotes", path=path, line=line)
    plain = re.split(r"\s#", value, maxsplit=1)[0].strip()
    return "" if plain in {"~", "null"} else plain


def _quoted(value: str, *, key: str, path: str | None, line: int) -> str:
    if value[0] == "'":
        match = re.match(r"'((?:[^']|'')*)'\s*(?:#.*)?$", value)
        if match:
            return match[1].replace("''", "'")
    else:
        match = re.match(r'"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$', value)
        if match:
            return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), match[1])
    raise RecordError(f"front matter: {key} has a quote that does not close; close it", path=path, line=line)
