"""Boxes on a plane: pushed apart until none overlap, and groups of them packed side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_ROUNDS: Final = 400
_TOLERANCE: Final = 0.01  # pixels
_FEWEST_ROUNDS: Final = 12
_EFFORT: Final = 24_000  # boxes times rounds: under a second
_SHELF_TRIALS: Final = 16


@dataclass(slots=True, kw_only=True)
class Box:
    """A rectangle that may still move; x and y are its middle."""

    x: float
    y: float
    width: float
    height: float


def separate(boxes: Sequence[Box], *, gap: float) -> None:
    """Move boxes by the least shift, pair by pair, until no two are closer than `gap`.

    >>> one, other = Box(x=0, y=0, width=10, height=10), Box(x=2, y=0, width=10, height=10)
    >>> separate([one, other], gap=5)
    >>> other.x - one.x >= 14.9
    True
    """
    widest = max((box.width for box in boxes), default=0.0)
    # many boxes settle less well, and show few of their labels at once anyway
    for _ in range(min(_ROUNDS, max(_FEWEST_ROUNDS, _EFFORT // max(len(boxes), 1)))):
        moved = False
        ordered = sorted(boxes, key=lambda box: (box.x, box.y))
        for at, one in enumerate(ordered):
            reach = one.x + (one.width + widest) / 2 + gap
            for other in ordered[at + 1 :]:
                if other.x > reach:
                    break  # all further ones stand further right
                moved = _push(one, other, gap) or moved
        if not moved:
            return


def _push(one: Box, other: Box, gap: float) -> bool:
    across, down = other.x - one.x, other.y - one.y
    overlap_x = (one.width + other.width) / 2 + gap - abs(across)
    overlap_y = (one.height + other.height) / 2 + gap - abs(down)
    if min(overlap_x, overlap_y) <= _TOLERANCE:
        return False
    if overlap_x < overlap_y:
        shift = math.copysign(overlap_x / 2, across)
        one.x, other.x = one.x - shift, other.x + shift
    else:
        shift = math.copysign(overlap_y / 2, down)
        one.y, other.y = one.y - shift, other.y + shift
    return True


def pack(groups: Sequence[Sequence[Box]], *, aspect: float, gap: float) -> None:
    """Set groups on shelves, the first and largest one on top, and centre the whole on the origin.

    >>> lone = [Box(x=900, y=900, width=10, height=10)]
    >>> pack([lone], aspect=1.0, gap=5)
    >>> lone[0].x, lone[0].y
    (0.0, 0.0)
    """
    if not groups:
        return
    frames = [frame_of(group) for group in groups]
    _set_on_shelves(groups, frames, _best_shelves(frames, aspect, gap), gap)
    left, top, right, bottom = frame_of([box for group in groups for box in group])
    for group in groups:
        shift(group, -(left + right) / 2, -(top + bottom) / 2)


def _best_shelves(
    frames: Sequence[tuple[float, float, float, float]], aspect: float, gap: float
) -> list[list[int]]:
    """Try shelves of several widths and keep those whose whole can be shown largest."""
    sizes = [(right - left, bottom - top) for left, top, right, bottom in frames]
    widest, total = max(width for width, _ in sizes), sum(width + gap for width, _ in sizes)
    best: tuple[float, list[list[int]]] | None = None
    for step in range(_SHELF_TRIALS):
        shelves = _fill_shelves(
            [width for width, _ in sizes], widest * (total / widest) ** (step / _SHELF_TRIALS), gap
        )
        width = max(sum(sizes[index][0] + gap for index in shelf) for shelf in shelves)
        height = sum(max(sizes[index][1] for index in shelf) + gap for shelf in shelves)
        need = max(width / aspect, height)
        if best is None or need < best[0]:
            best = (need, shelves)
    return best[1] if best else []


def _fill_shelves(widths: Sequence[float], limit: float, gap: float) -> list[list[int]]:
    shelves: list[list[int]] = [[]]
    used = 0.0
    for index, width in enumerate(widths):
        if shelves[-1] and used + width > limit:
            shelves.append([])
            used = 0.0
        shelves[-1].append(index)
        used += width + gap
    return shelves


def _set_on_shelves(
    groups: Sequence[Sequence[Box]],
    frames: Sequence[tuple[float, float, float, float]],
    shelves: Sequence[Sequence[int]],
    gap: float,
) -> None:
    y = 0.0
    for shelf in shelves:
        height = max(frames[index][3] - frames[index][1] for index in shelf)
        width = sum(frames[index][2] - frames[index][0] for index in shelf) + gap * (len(shelf) - 1)
        x = -width / 2
        for index in shelf:
            left, top, right, bottom = frames[index]
            shift(groups[index], x - left, y - top + (height - (bottom - top)) / 2)
            x += right - left + gap
        y += height + gap


def frame_of(group: Sequence[Box]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of some boxes together."""
    return (
        min(box.x - box.width / 2 for box in group),
        min(box.y - box.height / 2 for box in group),
        max(box.x + box.width / 2 for box in group),
        max(box.y + box.height / 2 for box in group),
    )


def shift(group: Sequence[Box], x: float, y: float) -> None:
    """Move boxes together."""
    for box in group:
        box.x += x
        box.y += y
