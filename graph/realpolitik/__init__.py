"""realpolitik reads news and official documents and tells who did what to whom, and who says so."""

from __future__ import annotations

__version__ = "0.1.0"
