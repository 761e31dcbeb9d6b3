"""Files that were made to do harm, written by code: none of them is kept in the repository."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from factories import make_pdf

SECRET = "the-secret-of-another-file"
GOOD = "Norland met Sudria on Monday, and the two agreed to meet again."
SCRIPT = "<script>ran()</script><img src=x onerror=ran()>"
ATTACKS = (
    SCRIPT,
    "</title></style></textarea><script>ran()</script>",
    '"><a href="javascript:ran()">x</a>',
    "'-ran()-'",
    "javascript:ran()",
    "data:text/html,<script>ran()</script>",
    '=HYPERLINK("http://127.0.0.1:9/";"x")',
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "file:///etc/passwd",
    "C:\\nul",
    "{{ 7*7 }}${7*7}<%= 7*7 %>",
    "__proto__",
    "\u202eelbaeuqa\u202c",
    "Ve\u200bne\u200dzue\u2060la\ufeff",
    "a\u0000b\u001b[2Jc",
    "]]>&xxe;<!--",
    "> . <x:y> <x:y> <x:y>",
)

_PAGE = "<html><head><title>{title}</title>{head}</head><body><h1>Talks</h1><p>{body}</p></body></html>"


def write_corpus(folder: Path) -> int:
    """Write the files, and beside the folder one that nobody may read; return how many there are."""
    secret = folder.parent / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    folder.mkdir()
    files: dict[str, bytes] = {
        **_pages(secret),
        **_markdown(),
        **_texts(),
        **_records(),
        **_pdfs(),
        "good.txt": GOOD.encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for name in ("line.txt", "line.html", "line.md", "line.jsonl"):
        with (folder / name).open("wb") as file:
            file.truncate(100_000_000)  # one line, of nothing
            file.seek(0, 2)
            file.write(b'\n{"id": "after the line", "text": "%b"}\n' % GOOD.encode())
    (folder / "outside.txt").symlink_to(secret)
    return len(files) + 5


def _pages(secret: Path) -> dict[str, bytes]:
    def page(head: str = "", body: str = GOOD, title: str = "Talks") -> bytes:
        return _PAGE.format(title=title, head=head, body=body).encode("utf-8", "surrogatepass")

    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE html [<!ENTITY a0 "ha">{entities}]>'
    stolen = f'<!DOCTYPE html [<!ENTITY xxe SYSTEM "{secret.as_uri()}">]>'
    links = "".join(
        f'<{tag} {name}="http://127.0.0.1:9/x">'
        for tag, name in (("link rel=stylesheet", "href"), ("base", "href"), ("script", "src"))
    )
    return {
        "laughs.html": laughs.encode() + page(body=f"{GOOD} &a11;"),
        "stolen.html": stolen.encode() + page(body=f"{GOOD} &xxe;"),
        "stolen.xhtml.html": b'<?xml version="1.0"?>' + stolen.encode() + page(body=f"{GOOD} &xxe;"),
        "include.html": page(body=f'{GOOD}<iframe src="{secret.as_uri()}"></iframe><object data="{secret}">'),
        "links.html": page(head=links),
        "deep.html": page(body="<div>" * 50_000 + GOOD + "</div>" * 50_000),
        "wide.html": page(body=GOOD + '<a b="' + "c" * 3_000_000 + '">x</a>'),
        "tables.html": page(body="<table><tr><td>" * 5_000 + GOOD),
        "script.html": page(
            head=f'<meta name="author" content="{SCRIPT}">', title=SCRIPT.replace("<", "&lt;")
        ),
        "numbers.html": page(body=GOOD + "&#0;&#xD800;&#x110000;&#99999999999;"),
        "bytes.html": b"<html><body><p>\xff\xfe\x00\xd8" + GOOD.encode() + b"\xed\xa0\x80</p>",
        "comment.html": page(body="<!--" * 100_000 + GOOD),
    }


def _markdown() -> dict[str, bytes]:
    aliases = "a: &a [x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a,*b{n - 1}]\n" for n in range(1, 20))
    return {
        "aliases.md": f"---\n{aliases}---\n\n{GOOD}\n".encode(),
        "object.md": f"---\ntitle: !!python/object/apply:os.system ['touch ran']\n---\n\n{GOOD}\n".encode(),
        "endless.md": b"---\n" + b"title: x\n" * 200_000,
        "quotes.md": b">" * 20_000 + GOOD.encode(),
        "brackets.md": b"[" * 50_000 + GOOD.encode() + b"](" * 50_000,
        "stars.md": b"*a_ " * 50_000,
        "lists.md": "\n".join("  " * n + f"- {GOOD}" for n in range(300)).encode(),
        "script.md": f"---\ntitle: {SCRIPT}\nsource: =cmd()\nurl: javascript:ran()\n---\n\n{GOOD}\n".encode(),
    }


def _texts() -> dict[str, bytes]:
    return {
        "invalid.txt": b"\xff\xfe\xfd" + GOOD.encode() + b"\xc3\x28\xa0\xa1",
        "half.txt": "\ufeff".encode("utf-16-le") + GOOD.encode("utf-16-le") + b"\x00\xd8x",
        "nul.txt": GOOD.encode() + b"\x00" * 1000,
        "bidi.txt": f"\u202e{GOOD}\u202c \u2066Ven\u200bezuela\u2069 met \u202eaniCh\u202c.".encode(),
        "marks.txt": (GOOD + "e" + "\u0301" * 100_000).encode(),
        "sentence.txt": ("Norland met Sudria and " * 4_000).encode(),
        "capitals.txt": ("Aa " * 30_000).encode(),
        "digits.txt": ("$" + "9" * 100_000 + " billion").encode(),
        "brackets.txt": ("(" * 50_000 + GOOD).encode(),
        "quotes.txt": ("\u201c" * 20_000 + GOOD).encode(),
        "spaces.txt": (" " * 500_000 + GOOD).encode(),
        "lines.txt": ("\n" * 500_000 + GOOD).encode(),
    }


def _records() -> dict[str, bytes]:
    rows = [
        {"id": attack, "text": GOOD, "title": attack, "source": attack, "url": attack, "published": attack}
        for attack in ATTACKS
    ]
    lines = [json.dumps(row) for row in rows]
    lines += [
        '{"id": "surrogate", "text": "\\ud800 Norland met Sudria. \\udfff"}',
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"text": 1e999}',
        '{"id": "number", "text": ' + "9" * 10_000 + "}",
        '{"id": {"id": {}}, "text": [], "title": null}',
        "NaN",
        '{"id": "last", "text": "' + GOOD + '"}',
    ]
    return {"records.jsonl": "\n".join(lines).encode()}


def _pdfs() -> dict[str, bytes]:
    plain = make_pdf([[GOOD]])
    packed = zlib.compress(zlib.compress(bytes(300_000_000), 9), 9)
    filtered = plain.replace(b"/Length", b"/Filter [/FlateDecode /FlateDecode] /Length", 1)
    start = filtered.index(b"stream\n") + 7
    return {
        "bomb.pdf": filtered[:start] + packed + filtered[filtered.index(b"\nendstream") :],
        "loop.pdf": plain.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
        "cut.pdf": plain[: len(plain) // 2],
        "deep.pdf": plain.replace(b"/Type /Catalog", b"/X " + b"[" * 50_000 + b" /Type /Catalog"),
        "launch.pdf": plain.replace(
            b"/Type /Catalog", b"/OpenAction << /S /Launch /F (touch ran) >> /Type /Catalog"
        ),
        "title.pdf": make_pdf([[GOOD]], title=SCRIPT),
    }
