"""In a notebook the page stands in a frame of its own, without an address, a store or a way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chromium_visit import Visit
from explorer_pages import small_world
from realpolitik.api import Page

pytestmark = pytest.mark.browser


def test_the_page_works_inside_a_notebook(chromium: Any, tmp_path: Path) -> None:
    """Drawn, clicked and filtered in a sandboxed frame, with nothing gone wrong."""
    path = tmp_path / "notebook.html"
    path.write_text(
        f"<!doctype html><title>n</title>{Page(small_world().html())._repr_html_()}", encoding="utf-8"
    )
    context = chromium.new_context(viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    opened = Visit(context.new_page())
    opened.listen()
    opened.page.goto(path.as_uri())
    frame = opened.page.frame_locator("iframe")

    frame.locator("#canvas[data-drawn]").wait_for(state="attached")
    frame.locator("#panel .relation-item").first.click()
    assert frame.locator("#panel blockquote").count() >= 1
    frame.locator('[data-facet="category"][data-value="force"] > label').click()
    frame.locator('.view[data-view="table"]').click()

    assert frame.locator("#relations-table tbody tr").count() == 6
    assert opened.mishaps == []
    assert opened.requests == []
    context.close()
