"""Views: claims as pages and files for readers.  Alone sees pyvis, jinja2 and igraph."""

from realpolitik.views.explorer import render_explorer
from realpolitik.views.page import ExplorerTooLargeError

__all__ = ["ExplorerTooLargeError", "render_explorer"]
