"""Colours of categories for the light and the dark page, from the Okabe-Ito set.

Okabe-Ito was chosen for colour-blind readers, yet several of its colours are too faint for thin lines on
white, and others too dark on black.  Each hue is therefore darkened or lightened until it keeps a contrast
of 3:1 (WCAG 2.2, graphical objects) against its own page, and violet stands in for yellow, which darkened
would be taken for orange.  Colour is never the only sign: every edge also carries its words, and dash and
shape carry status and kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LIGHT_PAGE: Final = "#fbfaf7"
DARK_PAGE: Final = "#14171c"

_LINEAR_KNEE = 0.04045  # sRGB transfer function, IEC 61966-2-1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """One hue in both themes.

    Attributes:
        light: On the light page.
        dark: On the dark page.
    """

    light: str
    dark: str


_SHIPPED: Final = {
    "pressure": Ink(light="#bd7b00", dark="#f5b43d"),
    "force": Ink(light="#a92a00", dark="#ff6b2e"),
    "diplomacy": Ink(light="#0067a8", dark="#3f9fe0"),
    "finance": Ink(light="#007a58", dark="#1fc795"),
    "aid": Ink(light="#3a94cc", dark="#8fd0f5"),
    "arms": Ink(light="#ad3f85", dark="#e08fc0"),
    "oil": Ink(light="#3d3a36", dark="#e9e4da"),
    "intelligence": Ink(light="#6f42c8", dark="#a585ff"),
    "structure": Ink(light="#85888e", dark="#858b95"),
}
_SPARE: Final = (
    Ink(light="#7d7200", dark="#f0e442"),
    Ink(light="#7a4a2b", dark="#cf9a73"),
    Ink(light="#00808a", dark="#45c4ce"),
)


def category_ink(category: str, *, order: int = 0) -> Ink:
    """Return the colours of a category; a user's own category takes a spare hue by its order.

    >>> category_ink("finance").light
    '#007a58'
    >>> category_ink("space-law", order=1).dark
    '#cf9a73'
    """
    return _SHIPPED.get(category) or _SPARE[order % len(_SPARE)]


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two `#rrggbb` colours.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_KNEE else float(((channel + 0.055) / 1.055) ** 2.4)
