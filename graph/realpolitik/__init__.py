"""realpolitik reads news and official documents and tells who did what to whom, and who says so.

    import realpolitik as rp
    graph = rp.build(["articles/"], "my-graph")
    graph.claims(subject="Venezuela", category="oil")

Importing it loads nothing heavy: each name below brings what it needs when it is first used.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING

from realpolitik.resources import VERSION as __version__  # noqa: N811 (what every package calls it)

if TYPE_CHECKING:
    from realpolitik.analysis.records import Records
    from realpolitik.api import Graph, build, claims_in, import_events
    from realpolitik.api import open_graph as open  # noqa: A004 (as in PIL: rp.open reads best)
    from realpolitik.errors import RealpolitikError

__all__ = [
    "Graph",
    "RealpolitikError",
    "Records",
    "__version__",
    "build",
    "claims_in",
    "import_events",
    "open",
]

_HOMES = {
    "Graph": ("realpolitik.api", "Graph"),
    "RealpolitikError": ("realpolitik.errors", "RealpolitikError"),
    "Records": ("realpolitik.analysis.records", "Records"),
    "build": ("realpolitik.api", "build"),
    "claims_in": ("realpolitik.api", "claims_in"),
    "import_events": ("realpolitik.api", "import_events"),
    "open": ("realpolitik.api", "open_graph"),
}


# What is logged goes nowhere unless the program that imports this says where.
logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__
