"""A time line as one offline HTML page: a strip of all of it, and each entry with its passage.

Rows of `analysis.timeline` flow in, text flows out.  No script; nothing that a document says can run or load.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

Row = Mapping[str, object]

_WIDTH, _HEIGHT, _MARGIN = 960, 86, 24
_LABELS = 10  # years or months named on the strip
_COLOURS = {
    1: "#0072b2",
    -1: "#d55e00",
    0: "#6b6f76",
}  # Okabe and Ito: told apart by all kinds of colour vision
_LEANINGS = {1: "cooperation", -1: "conflict", 0: "neither"}
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:1.5rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.05rem;margin:1.4rem 0 .3rem;"
    "border-bottom:1px solid #ccc}ol{list-style:none;padding:0;margin:0}li{display:grid;"
    "grid-template-columns:13rem 1fr;gap:0 1rem;margin:.5rem 0;padding-left:.6rem;"
    "border-left:4px solid #6b6f76}"
    "li.cooperation{border-color:#0072b2}li.conflict{border-left:4px dashed #d55e00}"
    "time{color:#444;font-variant-numeric:tabular-nums}q{display:block;color:#333}small{color:#555}"
    "svg{width:100%;height:auto}"
    ".status{border:1px solid #888;border-radius:3px;padding:0 .3em;font-size:.8em}"
    "@media(max-width:40rem){li{grid-template-columns:1fr}}@media print{li{break-inside:avoid}}"
)


def render_timeline(rows: Sequence[Row], *, title: str, note: str, signs: Mapping[str, int]) -> str:
    """Return a time line as a page.

    Args:
        rows: Rows of `analysis.timeline`, earliest first.
        title: Its heading.
        note: What it rests on, and what is missing.
        signs: +1, -1 or 0 by relation id: cooperation, conflict or neither.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    body = "".join(_year(year, list(group), signs) for year, group in groupby(rows, key=_year_of))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>{html.escape(title)}</h1>\n<p><small>{html.escape(note)}</small></p>\n"
        f"{_strip(rows, signs)}{body or '<p>Nothing here can be placed in time.</p>'}</body></html>\n"
    )


def _year(year: str, rows: Sequence[Row], signs: Mapping[str, int]) -> str:
    entries = "\n".join(_entry(row, signs) for row in rows)
    return f"<section><h2>{html.escape(year)}</h2>\n<ol>{entries}</ol></section>\n"


def _entry(row: Row, signs: Mapping[str, int]) -> str:
    told, quote, document = (html.escape(str(row[name] or "")) for name in ("told", "quote", "document"))
    status = str(row["status"])
    badge = "" if status == "actual" else f' <span class="status">{html.escape(status)}</span>'
    said = f", according to {html.escape(str(row['attributed_to']))}" if row["attributed_to"] else ""
    return (
        f'<li class="{_LEANINGS[_sign(row, signs)]}"><time>{html.escape(_when(row))}</time>'
        f"<div><strong>{told}</strong>{badge}<q>{quote}</q><small>{document}{said}</small></div></li>"
    )


def _when(row: Row) -> str:
    """Return when it happened as exactly as it is told, and no more so."""
    start, end, precision = (str(row[name] or "") for name in ("start", "end", "precision"))
    shown = {"year": start[:4], "month": start[:7], "day": start}.get(precision)
    if shown is None:
        shown = f"{start or '…'} – {end or '…'}"
    return f"{shown} (published)" if row["basis"] == "metadata" else shown


def _strip(rows: Sequence[Row], signs: Mapping[str, int]) -> str:
    """Draw every entry as a bar over the years: cooperation above the line, conflict below it."""
    spans = [
        (_ordinal(row["start"] or row["end"]), _ordinal(row["end"] or row["start"]), row) for row in rows
    ]
    if not spans:
        return ""
    first, last = min(start for start, _, _ in spans), max(end for _, end, _ in spans) + 1
    scale = (_WIDTH - 2 * _MARGIN) / max(last - first, 1)
    middle = _HEIGHT // 2 - 6
    bars = []
    for start, end, row in spans:
        leaning = _sign(row, signs)
        width = max((end + 1 - start) * scale, 2)
        top = {1: middle - 22, -1: middle + 2, 0: middle - 4}[leaning]
        title = html.escape(f"{_when(row)}: {row['told']}")
        bars.append(
            f'<rect x="{_MARGIN + (start - first) * scale:.1f}" y="{top}" width="{width:.1f}" '
            f'height="{8 if leaning == 0 else 20}" fill="{_COLOURS[leaning]}" fill-opacity=".35">'
            f"<title>{title}</title></rect>"
        )
    labels = "".join(
        f'<text x="{_MARGIN + (day - first) * scale:.1f}" y="{_HEIGHT - 8}" font-size="12">{name}</text>'
        for day, name in _ticks(first, last)
    )
    key = "blue above the line: cooperation; orange below it: conflict; grey: neither"
    return (
        f'<figure style="margin:0"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{key}">'
        f'<line x1="{_MARGIN}" x2="{_WIDTH - _MARGIN}" y1="{middle}" y2="{middle}" stroke="#999"/>'
        f"{''.join(bars)}{labels}</svg><figcaption><small>{key}</small></figcaption></figure>\n"
    )


def _ticks(first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield days to name on the strip: years, or months where there is only a year or two."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    years = range(begin.year + 1, end.year + 1)
    if len(years) > 2:  # noqa: PLR2004 - fewer would leave the strip bare
        step = -(-len(years) // _LABELS)
        for year in years[::step]:
            yield date(year, 1, 1).toordinal(), str(year)
        return
    months = [(year, month) for year in range(begin.year, end.year + 1) for month in range(1, 13)]
    inside = [(year, month) for year, month in months if first <= date(year, month, 1).toordinal() <= last]
    step = -(-len(inside) // _LABELS) or 1
    for year, month in inside[::step]:
        yield date(year, month, 1).toordinal(), f"{year}-{month:02d}"


def _sign(row: Row, signs: Mapping[str, int]) -> int:
    return signs.get(str(row["relation"]), 0)


def _ordinal(day: object) -> int:
    return date.fromisoformat(str(day)[:10]).toordinal()


def _year_of(row: Row) -> str:
    return str(row["start"] or row["end"] or "")[:4]
