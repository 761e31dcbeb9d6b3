"""A report as Markdown or as one offline HTML page, in which every figure leads to its evidence.

Blocks flow in, text flows out.  What is reported, and why, is decided elsewhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;"
    "vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc}a{color:#00528a}"
    "blockquote{margin:.2rem 0 .8rem;padding-left:.8rem;border-left:3px solid #999}"
    "small{color:#555}li{margin:.3rem 0}:target{background:#fff3c4}nav{columns:2;font-size:.9rem}"
    "td:nth-child(n+2){font-variant-numeric:tabular-nums}"
    "@media print{nav{display:none}tr,li{break-inside:avoid}h2{break-after:avoid}body{max-width:none}}"
)
_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|])")


@dataclass(frozen=True, slots=True)
class Cited:
    """Words with the numbers of the pieces of evidence behind them.

    Attributes:
        text: The words.
        evidence: Numbers, from 1, into the report's evidence.
    """

    text: str
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report.

    Attributes:
        title: Its heading.
        lead: Paragraphs.
        header: Names of the table's columns; empty for no table.
        rows: The table.
        points: List items.
        note: What it rests on, in small print.
    """

    title: str
    lead: tuple[Cited, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cited, ...], ...] = ()
    points: tuple[Cited, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A piece of evidence.

    Attributes:
        told: What the claim says, in words.
        quote: The passage, verbatim.
        place: Document and offsets.
    """

    told: str
    quote: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report.

    Attributes:
        title: Its heading.
        sections: In order.
        evidence: Numbered from 1 in this order.
    """

    title: str
    sections: tuple[Section, ...]
    evidence: tuple[Quotation, ...]


def render_report_markdown(report: Report) -> str:
    """Return a report as Markdown; nothing that a document says can become markup."""
    lines = [f"# {_plain(report.title)}", ""]
    for section in report.sections:
        lines += [f"## {_plain(section.title)}", ""]
        lines += [line for paragraph in section.lead for line in (_marked(paragraph), "")]
        if section.header:
            lines += [_row(map(_plain, section.header)), _row("---" for _ in section.header)]
            lines += [_row(map(_marked, row)) for row in section.rows]
            lines.append("")
        lines += [f"- {_marked(point)}" for point in section.points]
        lines += [""] if section.points else []
        lines += [f"*{_plain(section.note)}*", ""] if section.note else []
    lines += ["## Evidence", ""]
    for number, quotation in enumerate(report.evidence, start=1):
        lines.append(f'{number}. <a id="e{number}"></a>{_plain(quotation.told)}. {_plain(quotation.place)}')
        lines += [f"   > {_plain(quotation.quote)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def render_report_html(report: Report) -> str:
    """Return a report as one offline page with no script; nothing that a document says can run or load."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{html.escape(report.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{html.escape(report.title)}</h1>",
        _contents(report.sections),
        *(_section_html(section, number) for number, section in enumerate(report.sections, start=1)),
        '<h2 id="evidence">Evidence</h2><ol>',
    ]
    for number, quotation in enumerate(report.evidence, start=1):
        told, place, quote = map(html.escape, (quotation.told, quotation.place, quotation.quote))
        parts.append(f'<li id="e{number}">{told} <small>{place}</small><blockquote>{quote}</blockquote></li>')
    return "\n".join([*parts, "</ol></body></html>"]) + "\n"


def _contents(sections: Sequence[Section]) -> str:
    links = [
        f'<a href="#s{number}">{html.escape(one.title)}</a>' for number, one in enumerate(sections, start=1)
    ]
    return "<nav>" + "<br>".join([*links, '<a href="#evidence">Evidence</a>']) + "</nav>"


def _section_html(section: Section, number: int) -> str:
    parts = [f'<h2 id="s{number}">{html.escape(section.title)}</h2>']
    parts += [f"<p>{_linked(paragraph)}</p>" for paragraph in section.lead]
    if section.header:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in section.header)
        body = "".join(f"<tr>{_cells(row)}</tr>" for row in section.rows)
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
    if section.points:
        parts.append("<ul>" + "".join(f"<li>{_linked(point)}</li>" for point in section.points) + "</ul>")
    if section.note:
        parts.append(f"<p><small>{html.escape(section.note)}</small></p>")
    return "\n".join(parts)


def _cells(row: Sequence[Cited]) -> str:
    return "".join(f"<td>{_linked(cell)}</td>" for cell in row)


def _linked(cited: Cited) -> str:
    links = ", ".join(f'<a href="#e{number}">{number}</a>' for number in cited.evidence)
    return html.escape(cited.text) + (f" <small>[{links}]</small>" if links else "")


def _marked(cited: Cited) -> str:
    links = ", ".join(f"[{number}](#e{number})" for number in cited.evidence)
    return _plain(cited.text) + (f" ({links})" if links else "")


def _plain(text: str) -> str:
    return _MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
