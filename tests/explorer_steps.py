"""What tests of the explorer do again and again: switch, save, count."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from chromium_visit import Visit


def numbers(opened: Visit) -> dict[str, int]:
    """Return how many relations each part of the page says are shown."""
    app = "window.realpolitik"
    found: dict[str, int] = {
        "shown": opened.js(f"{app}.shown.rows.length"),
        "graph": opened.js(f"[...{app}.canvas.wanted.values()].flat().length"),
        "edges": opened.js(f"{app}.canvas.edges.edges.size"),
        "legend": opened.js(
            """[...document.querySelectorAll('[data-facet="category"]:not(.off) > label .choice-count')]
                .reduce((sum, each) => sum + Number(each.textContent), 0)"""
        ),
    }
    opened.page.keyboard.press("t")
    found["table"] = opened.js("document.querySelectorAll('#relations-table tbody tr').length")
    opened.page.keyboard.press("g")
    found["chip"] = int(
        "".join(
            letter
            for letter in opened.text("#shown-count").split(" of ")[0].split("relation")[0]
            if letter.isdigit()
        )
    )
    found["file"] = len(json.loads(download(opened, "Everything shown (JSON)"))["relations"])
    found["rows"] = len(
        list(csv.DictReader(io.StringIO(download(opened, "Relations (CSV)").lstrip("\ufeff"))))
    )
    return found


def download(opened: Visit, action: str) -> str:
    """Return the text of a file that the menu saves."""
    return Path(save(opened, action)).read_text(encoding="utf-8")


def save(opened: Visit, action: str) -> str:
    """Save a file by the menu and return its path."""
    opened.page.click("#file-menu-button")
    with opened.page.expect_download() as waiting:
        opened.page.click(f'.menu-item:text-is("{action}")')
    return str(waiting.value.path())


def toggle(opened: Visit, facet: str, value: str) -> None:
    """Switch an entry of the legend."""
    opened.page.click(f'[data-facet="{facet}"][data-value="{value}"] > label')


def lead_keys_to_a_quote(opened: Visit) -> None:
    """Go by keys alone from a search to an actor, and from there to the quote behind a relation."""
    keyboard = opened.page.keyboard
    keyboard.press("/")
    keyboard.type("norlandic")
    keyboard.press("Enter")
    assert opened.text("#panel h2") == "Norland"
    for _ in range(40):
        keyboard.press("Tab")
        if opened.js("document.activeElement.className") == "relation-item":
            break
    keyboard.press("Enter")
    assert opened.page.is_visible("#panel blockquote")
