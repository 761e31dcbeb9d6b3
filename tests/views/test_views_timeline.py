"""A time line as a page: told as exactly as it is known, and safe."""

from __future__ import annotations

from typing import Any

from realpolitik.views.timeline import render_timeline


def row(**fields: Any) -> dict[str, Any]:
    usual = {"start": "2018-01-01", "end": "2018-12-31", "precision": "year", "basis": "text"}
    told = {
        "relation": "lends",
        "told": "China lends to Venezuela",
        "status": "actual",
        "attributed_to": None,
    }
    return {**usual, **told, "document": "d1", "quote": "China lent.", **fields}


def page(*rows: dict[str, Any]) -> str:
    return render_timeline(list(rows), title="A & B", note="2 claims", signs={"lends": 1, "attacks": -1})


def test_each_entry_has_its_time_words_and_evidence() -> None:
    """A year is shown as a year; an open end as open; who says so, and how, stands beside it."""
    text = page(
        row(),
        row(start="2019-02-03", end="2019-02-03", precision="day", relation="attacks", status="possible"),
        row(start="2020-01-01", end=None, precision="interval", attributed_to="a spokesman"),
        row(start="2020-05-01", end="2020-05-31", precision="month", basis="metadata"),
    )

    assert [text.count(f"<h2>{year}</h2>") for year in (2018, 2019, 2020)] == [1, 1, 1]
    assert "<time>2018</time>" in text
    assert "<time>2019-02-03</time>" in text
    assert "<time>2020-01-01 – …</time>" in text
    assert "<time>2020-05 (published)</time>" in text
    assert 'class="conflict"' in text
    assert '<span class="status">possible</span>' in text
    assert "d1, according to a spokesman" in text


def test_the_strip_has_a_bar_an_entry_as_long_as_its_time() -> None:
    """Cooperation above the line and conflict below it."""
    text = page(row(), row(start="2019-07-01", end="2019-07-01", precision="day", relation="attacks"))
    bars = text.split("<rect ")[1:]

    assert len(bars) == 2
    widths = [float(bar.split('width="')[1].split('"')[0]) for bar in bars]
    tops = [float(bar.split(' y="')[1].split('"')[0]) for bar in bars]
    assert widths[0] > 100 * widths[1]
    assert tops[0] < tops[1]
    assert ">2018-04</text>" in text or ">2018-03</text>" in text


def test_long_strips_name_years() -> None:
    """Not every month of a century."""
    text = page(row(start="1920-01-01", end="1920-12-31"), row())

    assert text.count("<text ") <= 11
    assert ">1921</text>" in text


def test_nothing_that_a_document_says_can_run() -> None:
    """Markup is text, and the page allows no script."""
    text = page(row(told="<script>alert(1)</script>", quote='"><img src=x onerror=alert(1)>'))

    assert "<script" not in text
    assert "<img" not in text
    assert "default-src 'none'" in text
    assert "A &amp; B" in text


def test_an_empty_line_says_so() -> None:
    """And has no strip."""
    assert "Nothing here can be placed in time." in page()
    assert "<svg" not in page()
