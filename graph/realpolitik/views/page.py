"""The page: template, styles, scripts and data made into one HTML file that needs nothing else.

Nothing that comes from a document reaches the page as markup: the template escapes, data travel as JSON whose
every `<`, `>` and `&` is written as an escape, and a content security policy allows exactly the scripts and
styles whose hashes it names.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

from realpolitik.errors import RealpolitikError

_FOLDER: Final = Path(__file__).resolve().parent / "explorer"
_ESCAPES: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_IMPORT: Final = re.compile(
    r"^import\s[^;]*?from\s+\"\./(?P<name>[a-z-]+)\.js\";\n", re.MULTILINE | re.DOTALL
)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
_STYLES: Final = ("tokens", "page", "controls", "panel", "overviews", "print")
SIZE_LIMIT: Final = 5_000_000
_PLAIN_UP_TO: Final = 1_500_000  # bytes of data; more are packed, or the page could not be mailed


class ExplorerTooLargeError(RealpolitikError):
    """A page would be too large to open or mail.

    Attributes:
        size: Bytes that it would take.
        limit: Bytes allowed.
    """

    def __init__(self, size: int, *, limit: int) -> None:
        super().__init__(size)
        self.size = size
        self.limit = limit

    def __str__(self) -> str:
        """Return the sentence with what to do."""
        return (
            f"the explorer would take {self.size / 1e6:.1f} MB, more than the {self.limit / 1e6:.1f} MB "
            "that a page may; show less of the graph (an actor and its neighbours, a category, or a source)"
        )


def render_page(
    *, title: str, summary: str, data: dict[str, Any], theme: str | None, limit: int = SIZE_LIMIT
) -> str:
    """Return the whole page.

    Args:
        title: Heading and window title.
        summary: One sentence that says how much of what is shown.
        data: What the scripts read; plain JSON.
        theme: "light" or "dark" to begin with; None follows the reader's system.
        limit: Bytes that the page may take.

    Raises:
        ExplorerTooLargeError: It would be larger.
    """
    engine, application, style = _engine(), bundle_scripts(), bundle_styles()
    kind, content = pack(escape_json(data))
    html = (
        _environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            summary=summary,
            theme=theme,
            policy=content_security_policy(scripts=(engine, application), styles=(style,)),
            style=Markup(style),  # noqa: S704 - our own file, checked not to end its element
            engine=Markup(engine),  # noqa: S704 - pyvis' file, likewise
            application=Markup(application),  # noqa: S704 - our own files, likewise
            kind=kind,
            data=Markup(content),  # noqa: S704 - holds no character that HTML gives a meaning
        )
    )
    size = len(html.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise ExplorerTooLargeError(size, limit=limit)
    return html


def escape_json(value: Any) -> str:
    r"""Return JSON that can stand inside a script element, whatever the strings in it say.

    >>> escape_json({"label": "</script><b>"})
    '{"label":"\\u003c/script\\u003e\\u003cb\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = re.sub("[<>&\u2028\u2029]", lambda match: _ESCAPES[match.group()], text)
    # a lone surrogate is no text that UTF-8 could hold; JSON can say it in ASCII
    return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match.group()):04x}", text)


def pack(text: str) -> tuple[str, str]:
    """Return the media type and the text in which data travel: as they are, or packed where they are large.

    >>> pack('{"claims":[]}')
    ('application/json', '{"claims":[]}')
    """
    if len(text) <= _PLAIN_UP_TO:
        return "application/json", text
    packed = gzip.compress(text.encode(), 9, mtime=0)
    return "application/gzip", base64.b64encode(packed).decode("ascii")


def content_security_policy(*, scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return a policy under which these scripts and styles run, and nothing else does or is fetched."""
    script_sources = " ".join(_hash_source(script) for script in scripts)
    style_sources = " ".join(_hash_source(style) for style in styles)
    return (
        f"default-src 'none'; script-src {script_sources}; style-src {style_sources}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash_source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def bundle_scripts() -> str:
    """Return all scripts as one, in the order of their imports, without module syntax.

    Modules are for readers, the linter and the tests; a page opened from a disk cannot import files.
    """
    done: dict[str, str] = {}

    def add(name: str) -> None:
        if name in done:
            return
        done[name] = ""  # entered before its imports: a circle ends here
        source = (_FOLDER / "scripts" / f"{name}.js").read_text(encoding="utf-8")
        for match in _IMPORT.finditer(source):
            add(match["name"])
        body = _EXPORT.sub("", _IMPORT.sub("", source))
        done[name] = body
        order.append(name)

    order: list[str] = []
    add("main")
    parts = "\n".join(f"// {name}.js\n{done[name].strip()}\n" for name in order)
    return _inline(f'(() => {{\n"use strict";\n{parts}}})();', end="</script")


@cache
def bundle_styles() -> str:
    """Return all styles as one."""
    sheets = [(_FOLDER / "styles" / f"{name}.css").read_text(encoding="utf-8").strip() for name in _STYLES]
    return _inline("\n".join(sheets), end="</style")


@cache
def _engine() -> str:
    """Return the drawing engine that pyvis brings, with the licence header that it starts with."""
    import pyvis  # noqa: PLC0415 - half a second that only a page should pay

    path = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    if not path.is_file():
        raise RealpolitikError(f"pyvis brings no {path.name} of version 9.1.2; install pyvis 0.3.2")
    source = path.read_text(encoding="utf-8")
    return _inline(re.sub(r"\n//# sourceMappingURL=.*", "", source), end="</script")


def _inline(text: str, *, end: str) -> str:
    if end in text.lower():
        raise RealpolitikError(f"a part of the explorer page holds {end!r} and cannot be inlined")
    return text.replace("\r\n", "\n")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
