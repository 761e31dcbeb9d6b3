"""Reports as Markdown and as HTML."""

from __future__ import annotations

import re

from realpolitik.views.report import (
    Cited,
    Quotation,
    Report,
    Section,
    render_report_html,
    render_report_markdown,
)

HOSTILE = "<script>alert(1)</script> [x](javascript:y) | *a* `b`\n# c"


def a_report(text: str = "Loans") -> Report:
    section = Section(
        title=text,
        lead=(Cited(text, (1,)),),
        header=("who", text),
        rows=((Cited("China"), Cited(text, (1, 2))),),
        points=(Cited(text, (2,)),),
        note=text,
    )
    evidence = tuple(Quotation(told=text, quote=text, place="d1, characters 0 to 9") for _ in range(2))
    return Report(title=text, sections=(section, Section(title="Nothing")), evidence=evidence)


def test_every_figure_leads_to_its_evidence() -> None:
    """In both formats, and no link leads nowhere."""
    page, markdown = render_report_html(a_report()), render_report_markdown(a_report())

    assert set(re.findall(r'href="#(e\d)"', page)) == set(re.findall(r'id="(e\d)"', page)) == {"e1", "e2"}
    assert (
        set(re.findall(r"\(#(e\d)\)", markdown)) == set(re.findall(r'id="(e\d)"', markdown)) == {"e1", "e2"}
    )
    assert "| China | Loans ([1](#e1), [2](#e2)) |" in markdown


def test_nothing_that_a_document_says_becomes_markup() -> None:
    """Neither script, nor link, nor table cell, nor heading."""
    page, markdown = render_report_html(a_report(HOSTILE)), render_report_markdown(a_report(HOSTILE))

    assert "<script" not in page
    assert "Content-Security-Policy" in page
    assert not re.findall(r"(?:src|href)=(?!\"#(?:e|s\d))", page)
    assert not re.search(r"(?<!\\)<script|(?<!\\)\[x\]|^# c", markdown, re.MULTILINE)
    rows = [line for line in markdown.splitlines() if line.startswith("| China")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [3]


def test_the_same_report_gives_the_same_bytes() -> None:
    """No clock."""
    assert render_report_html(a_report()) == render_report_html(a_report())
    assert render_report_html(a_report()).endswith("</html>\n")
