"""What part of a graph a page holds."""

from __future__ import annotations

from typing import Any

import pytest

from explorer_pages import small_world
from realpolitik.model import ActorId
from realpolitik.views import Scope, narrow


@pytest.mark.parametrize(
    ("scope", "kept"),
    [
        ({}, [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        ({"focus": ActorId("EST")}, [5]),
        ({"focus": ActorId("EST"), "depth": 2}, [0, 1, 2, 3, 4, 5, 7, 8]),
        ({"focus": ActorId("nobody")}, []),
        ({"source": "Harbour Post"}, [2, 3, 4, 5]),
        ({"last": "2019-05-15"}, [0]),
        ({"first": "2019-06-01"}, [1, 2, 3, 4, 5]),
        ({"first": "2019-06-01", "last": "2019-12-31"}, [1]),
        ({"as_of": "2019-12-31"}, [0, 1, 6, 7, 8]),
        ({"as_of": "2020-03-09", "source": "Harbour Post"}, [2, 3, 4, 5]),
        ({"as_of": "1900-01-01"}, [6, 7, 8]),
    ],
)
def test_a_scope_keeps_what_lies_within(scope: dict[str, Any], kept: list[int]) -> None:
    """Neighbourhood, publisher and period; what has no date is of no period."""
    world = small_world()

    found = narrow(world.claims, world.documents, Scope(**scope))

    assert [world.claims.index(claim) for claim in found] == kept
