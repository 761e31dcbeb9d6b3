"""The web application of a graph: its explorer, a query page, a SPARQL endpoint, health and metrics.

Settings flow in, an ASGI application flows out.  Nothing is kept of a request but counts.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from realpolitik.api import Graph, open_graph
from realpolitik.errors import RealpolitikError
from realpolitik.folder import GraphFolder, is_graph_folder
from realpolitik.rdf import NamedQuery, actor_resolver, bind_parameters, find_named_query, read_named_queries
from realpolitik.resources import VERSION, resource_path, tokens_path
from realpolitik.server.endpoint import Endpoint
from realpolitik.server.guard import Guard
from realpolitik.server.metrics import CONTENT_TYPE, Metrics
from realpolitik.server.problems import ProblemError
from realpolitik.server.settings import Settings
from realpolitik.server.workers import WorkerPool

_PAGES: Final = Path(__file__).parent / "pages"
_STATIC: Final[Mapping[str, str]] = {
    "tokens.css": "text/css",
    "query.css": "text/css",
    "query.js": "text/javascript",
    "editor.js": "text/javascript",
    "editor.LICENSE.txt": "text/plain",
    "icon.svg": "image/svg+xml",
}
_PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# The explorer's own policy, which allows exactly its scripts by their digests, stands in the page.
_EXPLORER_POLICY: Final = "frame-ancestors 'none'"


def build_app(settings: Settings) -> Starlette:
    """Return the application; its workers start and end with it."""
    pool = WorkerPool(settings)
    metrics = Metrics(idle=lambda: pool.idle, busy=lambda: pool.busy)
    pool.on_replaced = metrics.replaced.inc
    site = _Site(settings, pool, metrics)
    endpoint = Endpoint(settings, pool, metrics)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        except ProblemError as exc:
            app.state.failure = exc.detail
            raise
        finally:
            await pool.stop()

    middleware = [Middleware(Guard, settings=settings)]
    if settings.cors:
        cors = Middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors),
            allow_methods=["GET", "POST"],
            allow_headers=["Accept", "Content-Type"],
            expose_headers=["Realpolitik-Note"],
        )
        middleware.append(cors)
    routes = [
        Route("/", site.explorer),
        Route("/sparql", endpoint),
        Route("/sparql/", endpoint),
        Route("/query", site.query_page),
        Route("/queries", site.queries),
        Route("/queries/{name}", site.named_query),
        Route("/static/{name}", site.static),
        Route("/health", site.health),
        Route("/metrics", site.metrics),
        Route("/favicon.ico", site.icon),
    ]
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan)


class _Site:
    """The pages beside the endpoint."""

    def __init__(self, settings: Settings, pool: WorkerPool, metrics: Metrics) -> None:
        self._settings = settings
        self._folder = GraphFolder(settings.graph)
        self._pool = pool
        self._metrics = metrics
        self._graph: tuple[tuple[int, int], Graph] | None = None
        self._named = read_named_queries(resource_path("ontology/queries"))
        self._page = (_PAGES / "query.html").read_text(encoding="utf-8")

    async def explorer(self, _request: Request) -> Response:
        """Send the graph's own page."""
        if not self._folder.explorer.is_file():
            return PlainTextResponse("this graph has no explorer.html\n", status_code=404)
        headers = {"Content-Security-Policy": _EXPLORER_POLICY, "Cache-Control": "no-cache"}
        return FileResponse(self._folder.explorer, media_type="text/html", headers=headers)

    async def query_page(self, _request: Request) -> Response:
        """Send the page with the editor."""
        nonce = secrets.token_urlsafe(16)
        headers = {
            "Content-Security-Policy": _PAGE_POLICY.format(nonce=nonce),
            "Cache-Control": "no-store",
        }
        return HTMLResponse(self._page.replace("{{nonce}}", nonce), headers=headers)

    async def queries(self, _request: Request) -> Response:
        """List the named queries with their parameters."""
        rows = [{**query.to_json(), "values": dict(query.example)} for query in self._named]
        return JSONResponse(rows)

    async def named_query(self, request: Request) -> Response:
        """Send the SPARQL of a named query with the parameters that the address gives."""
        try:
            named = find_named_query(self._named, request.path_params["name"])
        except RealpolitikError as exc:
            return JSONResponse({"detail": str(exc)}, status_code=404)
        try:
            text = await asyncio.to_thread(self._bound, named, dict(request.query_params))
        except RealpolitikError as exc:
            return JSONResponse({"detail": str(exc)}, status_code=400)
        return Response(text, media_type="application/sparql-query")

    def _bound(self, named: NamedQuery, values: Mapping[str, str]) -> str:
        graph = self._opened()
        given = {name: value for name, value in values.items() if value}
        resolve = actor_resolver(graph.registry, graph.folder.store)
        return bind_parameters(named, given, scheme=graph.scheme, resolve_actor=resolve)

    def _opened(self) -> Graph:
        """Return the graph, whose vocabulary takes a while to read, until another build takes its place."""
        graph = open_graph(self._settings.graph)  # which reads nothing yet
        status = graph.folder.report.stat()
        identity = (status.st_ino, status.st_mtime_ns)
        if self._graph is None or self._graph[0] != identity:
            self._graph = (identity, graph)
        return self._graph[1]

    async def static(self, request: Request) -> Response:
        """Send a file of the query page."""
        name = request.path_params["name"]
        if name not in _STATIC:
            return PlainTextResponse("there is no such file\n", status_code=404)
        headers = {"Cache-Control": "no-cache"}
        path = tokens_path() if name == "tokens.css" else _PAGES / name
        return FileResponse(path, media_type=_STATIC[name], headers=headers)

    async def icon(self, _request: Request) -> Response:
        """Send the icon that browsers ask for."""
        return FileResponse(_PAGES / "icon.svg", media_type=_STATIC["icon.svg"])

    async def health(self, _request: Request) -> Response:
        """Tell whether queries can be answered."""
        is_there = is_graph_folder(self._settings.graph)
        body: dict[str, Any] = {
            "status": "ok" if is_there else "no graph",
            "version": VERSION,
            "workers": {"idle": self._pool.idle, "busy": self._pool.busy},
        }
        if is_there:
            report = json.loads(self._folder.report.read_text(encoding="utf-8"))
            body |= {name: report.get(name) for name in ("documents", "claims")}
        return JSONResponse(body, status_code=200 if is_there else 503)

    async def metrics(self, _request: Request) -> Response:
        """Send what was counted."""
        return Response(self._metrics.rendered(), headers={"Content-Type": CONTENT_TYPE})
