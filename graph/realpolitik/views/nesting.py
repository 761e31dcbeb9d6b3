"""Small groups set into the free room around a large one, so that the whole can be shown larger.

A picture of squares says where the large group's marks and edges are; a small group goes where the whole
grows least.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from realpolitik.views.spacing import Box, frame_of, shift

_CELL: Final = 14.0  # side of a square of the picture, about half a label's height
_FEW: Final = 60  # groups; more are set on shelves, which takes no search

Line = tuple[float, float, float, float]
Frame = tuple[float, float, float, float]


def can_nest(groups: Sequence[Sequence[Box]]) -> bool:
    """Tell whether one group outweighs the others, so that they can stand around it."""
    return 1 < len(groups) <= _FEW and len(groups[0]) > 2 * max(len(group) for group in groups[1:])


def nest(
    groups: Sequence[Sequence[Box]], lines: Iterable[Line], *, aspect: float, gap: float, edge_room: float
) -> None:
    """Set all groups but the first into the room around it, and centre the whole on the origin.

    Args:
        groups: The first one stays; the others move, those first that come first.
        lines: The edges of the first group, as x and y of both ends.
        aspect: Wanted width of the whole, in heights.
        gap: Free space between groups.
        edge_room: Free space on both sides of an edge.

    >>> bent = [Box(x=0, y=0, width=20, height=20), Box(x=300, y=300, width=20, height=20)]
    >>> lone = [Box(x=0, y=0, width=20, height=20)]
    >>> nest([bent, lone], [(0, 0, 300, 300)], aspect=1.0, gap=10, edge_room=5)
    >>> frame_of([*bent, *lone]) == frame_of(bent)
    True
    """
    frames = [frame_of(group) for group in groups]
    most = max(max(right - left, bottom - top) for left, top, right, bottom in frames[1:]) + 2 * gap
    left, top, right, bottom = frames[0]
    picture = _Picture(left - most, top - most, right + most, bottom + most)
    for box in groups[0]:
        picture.fill(*frame_of([box]), margin=gap / 2)
    for line in lines:
        picture.draw(line, edge_room)
    whole = frames[0]
    for group, frame in zip(groups[1:], frames[1:], strict=True):
        place = picture.best_place(frame, whole, aspect=aspect, gap=gap)
        shift(group, place[0] - frame[0], place[1] - frame[1])
        moved = frame_of(group)
        picture.fill(*moved, margin=gap / 2)
        whole = _around(whole, moved)
    for group in groups:
        shift(group, -(whole[0] + whole[2]) / 2, -(whole[1] + whole[3]) / 2)


def _around(one: Frame, other: Frame) -> Frame:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


class _Picture:
    """Which squares of a plane are taken."""

    def __init__(self, left: float, top: float, right: float, bottom: float) -> None:
        self.left, self.top = left, top
        self.wide = math.ceil((right - left) / _CELL) + 1
        self.high = math.ceil((bottom - top) / _CELL) + 1
        self.rows = [bytearray(self.wide) for _ in range(self.high)]

    def fill(self, left: float, top: float, right: float, bottom: float, *, margin: float = 0.0) -> None:
        first = max(int((left - margin - self.left) / _CELL), 0)
        last = min(int((right + margin - self.left) / _CELL) + 1, self.wide)
        high = max(int((top - margin - self.top) / _CELL), 0)
        low = min(int((bottom + margin - self.top) / _CELL) + 1, self.high)
        for row in self.rows[high:low]:
            row[first:last] = b"\x01" * (last - first)

    def draw(self, line: Line, room: float) -> None:
        x, y, to_x, to_y = line
        steps = max(1, math.ceil(math.hypot(to_x - x, to_y - y) / _CELL))
        for step in range(steps + 1):
            at_x, at_y = x + (to_x - x) * step / steps, y + (to_y - y) * step / steps
            self.fill(at_x, at_y, at_x, at_y, margin=room)

    def best_place(self, frame: Frame, whole: Frame, *, aspect: float, gap: float) -> tuple[float, float]:
        """Return left and top of the free place for which the whole grows least, the nearest of several."""
        wide, high = frame[2] - frame[0], frame[3] - frame[1]
        across, down = math.ceil((wide + gap) / _CELL), math.ceil((high + gap) / _CELL)
        middle = (whole[0] + whole[2]) / 2, (whole[1] + whole[3]) / 2
        best = (math.inf, 0.0, 0.0, 0.0)
        for row in range(self.high - down):
            taken = self._taken_below(row, down)
            top = self.top + row * _CELL + gap / 2
            for column in range(self.wide - across):
                if taken[column + across] != taken[column]:
                    continue
                left = self.left + column * _CELL + gap / 2
                grown = _around(whole, (left, top, left + wide, top + high))
                need = max((grown[2] - grown[0]) / aspect, grown[3] - grown[1])
                far = math.hypot((left + wide / 2 - middle[0]) / aspect, top + high / 2 - middle[1])
                found = (round(need), round(far), left, top)
                best = min(best, found)
        return best[2], best[3]

    def _taken_below(self, row: int, down: int) -> list[int]:
        """Return, by column, how many squares up to it are taken in some rows."""
        stripe = bytes(map(any, zip(*self.rows[row : row + down], strict=True)))
        totals = [0]
        for taken in stripe:
            totals.append(totals[-1] + taken)
        return totals
