"""Views: claims as pages and files for readers.  Alone sees pyvis, jinja2 and igraph."""

from realpolitik.views.explorer import render_explorer
from realpolitik.views.page import ExplorerTooLargeError
from realpolitik.views.scope import Scope, narrow

__all__ = ["ExplorerTooLargeError", "Scope", "narrow", "render_explorer"]
