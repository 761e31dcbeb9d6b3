"""What the analysis room offers, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from realpolitik import analysis

_HEAVY = ("networkx", "pandas", "igraph", "datasketch", "scipy", "matplotlib", "numpy")


def test_every_name_offered_can_be_had_and_no_other() -> None:
    for name in analysis.__all__:
        assert getattr(analysis, name) is not None
    assert sorted({*analysis._HOMES, "relationships"}) == sorted(analysis.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = analysis.nothing


def test_importing_the_room_loads_no_large_library() -> None:
    code = "import sys, realpolitik.analysis; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "realpolitik.analysis" in loaded.split()
    assert set(loaded.split()).isdisjoint(_HEAVY)


def test_using_claims_in_python_loads_no_large_library_either() -> None:
    """Data frames and networks come when they are asked for."""
    code = "import sys, realpolitik as rp; rp.open; rp.Graph.claims; rp.Records; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "realpolitik.api" in loaded.split()
    assert set(loaded.split()).isdisjoint({*_HEAVY, "polars", "pyarrow", "rdflib", "spacy"})
