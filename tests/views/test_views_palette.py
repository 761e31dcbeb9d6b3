"""Colours: every edge keeps its contrast on its page, and no two look alike to colour-blind readers."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from realpolitik.views import palette
from realpolitik.views.palette import DARK_PAGE, LIGHT_PAGE, category_ink, contrast

_CATEGORIES = ("pressure", "force", "diplomacy", "finance", "aid", "arms", "oil", "intelligence", "structure")
# Viénot, Brettel and Mollon 1999: linear RGB as a deuteranope and a protanope see it
_DEFICIENCIES = {
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
}


def linear(colour: str) -> tuple[float, ...]:
    """Return a colour as linear RGB."""
    return tuple(palette._linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """Return linear RGB as CIE L*a*b*."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        sum(part * max(channel, 0.0) for part, channel in zip(row, rgb, strict=True)) / scale
        for row, scale in zip(rows, white, strict=True)
    )
    f = [value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


@pytest.mark.parametrize("category", [*_CATEGORIES, "users-own"])
def test_every_edge_colour_keeps_its_contrast(category: str) -> None:
    """3:1 for graphical objects, in both themes."""
    ink = category_ink(category)

    assert contrast(ink.light, LIGHT_PAGE) >= 3
    assert contrast(ink.dark, DARK_PAGE) >= 3


@pytest.mark.parametrize("deficiency", _DEFICIENCIES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colour_blind_readers_can_tell_categories_apart(theme: str, deficiency: str) -> None:
    """Every two differ by more than a just noticeable difference several times over."""
    matrix = _DEFICIENCIES[deficiency]
    seen = {}
    for category in _CATEGORIES:
        rgb = linear(getattr(category_ink(category), theme))
        seen[category] = lab(
            tuple(sum(part * channel for part, channel in zip(row, rgb, strict=True)) for row in matrix)
        )
    distances = {
        pair: sum((one - other) ** 2 for one, other in zip(seen[pair[0]], seen[pair[1]], strict=True)) ** 0.5
        for pair in combinations(_CATEGORIES, 2)
    }

    assert min(distances.values()) >= 11, sorted(distances.items(), key=lambda item: item[1])[:4]


def test_the_style_sheet_has_the_same_pages() -> None:
    """The contrasts are measured against the pages that readers see."""
    tokens = (Path(palette.__file__).parent / "explorer" / "styles" / "tokens.css").read_text(
        encoding="utf-8"
    )

    assert set(re.findall(r"--page: (#\w+)", tokens)) == {LIGHT_PAGE, DARK_PAGE}


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "page"),
        ("muted", "page"),
        ("muted", "surface"),
        ("muted", "sunk"),
        ("accent", "surface"),
        ("accent", "accent-soft"),
        ("ink", "mark-subject"),
        ("ink", "mark-object"),
        ("ink", "mark-trigger"),
        ("alert", "surface"),
    ],
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_keeps_its_contrast(theme: str, text: str, ground: str) -> None:
    """4.5:1, also within marks."""
    tokens = (Path(palette.__file__).parent / "explorer" / "styles" / "tokens.css").read_text(
        encoding="utf-8"
    )
    block = tokens.split("{", 1)[1] if theme == "light" else tokens.split(':root[data-theme="dark"]', 1)[1]
    colours = dict(reversed(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)))

    assert contrast(colours[text], colours[ground]) >= 4.5
