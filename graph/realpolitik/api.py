"""The Python interface: build a graph, open one, ask it.

    import realpolitik as rp
    graph = rp.build(["articles/"], "out")
    graph.claims(subject="Venezuela", category="oil")

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

import html
import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, overload

from realpolitik.analysis.records import Frame, Records
from realpolitik.errors import InputError, QueryError
from realpolitik.folder import DEFAULT_FOLDER, GraphFolder, find_folder
from realpolitik.model import Actor, Claim, CountryCode, Document, DocumentId, Relationship
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry, RelationScheme

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    import rdflib

    from realpolitik.analysis import Contradiction
    from realpolitik.analysis.analyses import Analyses
    from realpolitik.analysis.changes import GraphChange
    from realpolitik.analysis.selection import Conditions
    from realpolitik.exploring import Exploration


class Settings(TypedDict, total=False):
    """What extraction knows and uses.

    Attributes:
        pipeline: Name of an installed spaCy pipeline with UD labels; None for the shipped one.
        actors: Turtle files of further actors.
        relations: Turtle files of further relation types.
    """

    pipeline: str | None
    actors: Sequence[str]
    relations: Sequence[str]


class Graph:
    """A built graph; reads its files when they are first asked for.

    Attributes:
        folder: Where it lies.
    """

    _day: str | None = None  # as of which the graph is asked

    def __init__(self, folder: GraphFolder) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        """Show where the graph lies."""
        return f"realpolitik.open({str(self.folder.path)!r})"

    def as_of(self, day: str) -> Graph:
        """Return the graph as it was known on a day, to be asked, analysed and drawn as this one is.

        It lacks documents published later, with their claims, and everybody holds the offices of that day.  A
        document without a date stays.

        Args:
            day: `YYYY-MM-DD`.

        Raises:
            QueryError: It is no day.
        """
        return GraphAsOf(self, day)

    @cached_property
    def _vocabulary(self) -> tuple[RelationScheme, ActorRegistry]:
        from realpolitik.pipeline import load_vocabulary

        return load_vocabulary(self.folder.actor_files, self.folder.relation_files)

    @property
    def scheme(self) -> RelationScheme:
        """The relation types and categories that the graph was built with."""
        return self._vocabulary[0]

    @property
    def registry(self) -> ActorRegistry:
        """The actors that were known when the graph was built."""
        return self._vocabulary[1]

    @cached_property
    def _all_claims(self) -> tuple[Claim, ...]:
        from realpolitik.ledger import read_claims

        return read_claims(self.folder.claims)

    @cached_property
    def _all_documents(self) -> tuple[Document, ...]:
        from realpolitik.ledger import read_documents

        return read_documents(self.folder.documents)

    @overload
    def claims(self, *, as_: None = None, **conditions: Unpack[Conditions]) -> Records[Claim]: ...
    @overload
    def claims(self, *, as_: Frame, **conditions: Unpack[Conditions]) -> Any: ...
    def claims(self, *, as_: Frame | None = None, **conditions: Unpack[Conditions]) -> Records[Claim] | Any:
        """Return the claims that all conditions keep.

        Args:
            as_: "pandas", "polars" or "arrow" for a data frame, whose columns docs/tables.md explains; None
                for the claims themselves, in order, which have `.to_pandas()` and the like.
            **conditions: `actor`, `subject`, `object`, `relation`, `category`, `status`, `document`,
                `attributed_to`, `since` or `until`; actors by id or any of their names, days in ISO 8601.

        Raises:
            VocabularyError: An actor, relation, category or status is unknown.
        """
        from realpolitik.ledger import claim_to_json
        from realpolitik.ledger.claim_columns import CLAIM_COLUMNS

        return _as(Records(self._selected(**conditions), claim_to_json, columns=CLAIM_COLUMNS), as_)

    @overload
    def relations(self, *, as_: None = None, **conditions: Unpack[Conditions]) -> Records[Relationship]: ...
    @overload
    def relations(self, *, as_: Frame, **conditions: Unpack[Conditions]) -> Any: ...
    def relations(
        self, *, as_: Frame | None = None, **conditions: Unpack[Conditions]
    ) -> Records[Relationship] | Any:
        """Return the relationships that some claims make together; arguments as of `claims`.

        Raises:
            VocabularyError: An actor, relation, category or status is unknown.
        """
        from realpolitik.analysis import relationships
        from realpolitik.analysis.tables import RELATION_COLUMNS, relationship_row

        found = relationships(self._selected(**conditions), self._all_documents, self.scheme)
        labels = {actor.id: actor.label for actor in self._actors}
        records = Records(
            found,
            lambda relationship: relationship_row(relationship, labels, self.scheme),
            columns=RELATION_COLUMNS,
        )
        return _as(records, as_)

    @overload
    def actors(
        self, *, as_: None = None, kind: str | None = None, country: str | None = None
    ) -> Records[Actor]: ...
    @overload
    def actors(self, *, as_: Frame, kind: str | None = None, country: str | None = None) -> Any: ...
    def actors(
        self, *, as_: Frame | None = None, kind: str | None = None, country: str | None = None
    ) -> Records[Actor] | Any:
        """Return the actors of the claims, most claims first.

        Args:
            as_: As of `claims`.
            kind: "country", "organisation" or "person".
            country: Whom they act for or belong to: id or any name.

        Raises:
            VocabularyError: The country is unknown.
        """
        from realpolitik.analysis.tables import ACTOR_COLUMNS, actor_row

        code = CountryCode(self.registry.resolve(country)) if country else None
        counts = Counter[str]()
        for claim in self._all_claims:
            counts.update({claim.subject, claim.object})
        kept = [
            actor
            for actor in self._actors
            if (kind is None or actor.kind == kind) and (code is None or actor.country == code)
        ]
        ranked = tuple(sorted(kept, key=lambda actor: (-counts[actor.id], actor.id)))
        records = Records(ranked, lambda actor: actor_row(actor, counts[actor.id]), columns=ACTOR_COLUMNS)
        return _as(records, as_)

    @overload
    def documents(self, *, as_: None = None) -> Records[Document]: ...
    @overload
    def documents(self, *, as_: Frame) -> Any: ...
    def documents(self, *, as_: Frame | None = None) -> Records[Document] | Any:
        """Return the documents, in order; `as_` as of `claims`."""
        from realpolitik.analysis.tables import DOCUMENT_COLUMNS, document_row

        counts = Counter(claim.evidence.document for claim in self._all_claims)
        records = Records(
            self._all_documents,
            lambda document: document_row(document, counts[document.id]),
            columns=DOCUMENT_COLUMNS,
        )
        return _as(records, as_)

    def diff(self, newer: Graph) -> Records[GraphChange]:
        """Return what changed from this graph to another: documents, claims and relations.

        Args:
            newer: The other graph.

        Raises:
            InputError: A file of one of them is damaged.
        """
        from realpolitik.analysis.changes import change_row
        from realpolitik.pipeline import diff_graphs

        return Records(tuple(diff_graphs(self.folder.path, newer.folder.path)), change_row)

    def query(
        self,
        sparql: str | None = None,
        *,
        name: str | None = None,
        timeout_seconds: float = 30.0,
        limit: int | None = None,
        **parameters: str,
    ) -> Records[Mapping[str, object]]:
        """Return the rows of a SPARQL query, given or named; ASK gives one row with `answer`.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the usual prefixes are there.
            name: Name of a query of the library, in place of `sparql`.
            timeout_seconds: How long it may work.
            limit: Most rows to return.
            **parameters: Of the named query; actors by id or any name.

        Raises:
            QueryError: The query is wrong, refused, or beyond its limits.
            VocabularyError: There is no such named query, actor or relation.
        """
        from realpolitik.rdf import run_query

        text = sparql if name is None else self._bound(name, parameters)
        if text is None:
            raise QueryError("nothing to ask; give SPARQL or the name of a query")
        store, day = self.folder.store, self._day
        answer = run_query(store, text, timeout_seconds=timeout_seconds, limit=limit, as_of=day)
        rows = tuple(
            {
                variable: None if term is None else term.value
                for variable, term in zip(answer.variables, row, strict=True)
            }
            for row in answer.rows
        )
        return Records(rows, dict)

    def _bound(self, name: str, parameters: Mapping[str, str]) -> str:
        from realpolitik.rdf import actor_resolver, bind_parameters, find_named_query, read_named_queries

        query = find_named_query(read_named_queries(resource_path("ontology/queries")), name)
        resolver = actor_resolver(self.registry, self.folder.store)
        return bind_parameters(query, parameters, scheme=self.scheme, resolve_actor=resolver)

    def contradictions(self, **conditions: Unpack[Conditions]) -> tuple[Contradiction, ...]:
        """Return where tellings differ, the most important first; conditions as in `claims`.

        Raises:
            VocabularyError: An actor, relation, category or status is unknown.
        """
        from realpolitik.analysis.analyses import Analyses

        claims = self._selected(**conditions)
        return Analyses(claims, self._all_documents, self.scheme, self.registry).contradictions().values

    @cached_property
    def analysis(self) -> Analyses:
        """Rankings, networks, paths, timelines, sources and contradictions, with the claims behind each."""
        from realpolitik.analysis.analyses import Analyses

        return Analyses(self._all_claims, self._all_documents, self.scheme, self.registry)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the RDF graph as an rdflib dataset, with its named graphs."""
        from realpolitik.rdf import read_rdflib

        return read_rdflib(self.folder.graph)

    def to_networkx(self, **conditions: Unpack[Conditions]) -> nx.MultiDiGraph:
        """Return the claims as a networkx graph, one edge a claim; conditions as in `claims`.

        Raises:
            VocabularyError: An actor, relation, category or status is unknown.
        """
        from realpolitik.analysis import to_networkx

        return to_networkx(self._selected(**conditions), self.scheme, self._all_documents)

    def to_igraph(self, **conditions: Unpack[Conditions]) -> igraph.Graph:
        """Return the claims as an igraph graph, for large ones: attributes as of `to_networkx`.

        Raises:
            VocabularyError: An actor, relation, category or status is unknown.
        """
        from realpolitik.analysis import as_igraph

        return as_igraph(self.to_networkx(**conditions))

    def explorer_html(self, **options: Unpack[Exploration]) -> str:
        """Return the explorer as one offline page, of the claims that all options keep.

        Args:
            **options: Conditions as in `claims`; and `title`, `theme`, `layout`, `focus`, `depth`, `first`,
                `last`, `as_of` and `source`, which `exploring.Exploration` explains.

        Raises:
            VocabularyError: An actor, relation, category or status is unknown.
            ExplorerTooLargeError: The page would be too large to open or mail.
        """
        from realpolitik.exploring import explorer_page

        return explorer_page(
            self._all_claims, self._all_documents, scheme=self.scheme, registry=self.registry, **options
        )

    def timeline(self, *actors: str, use_published: bool = False, title: str | None = None) -> Page:
        """Show claims in order of when they happened, as a page; `analysis.timeline` has the same as rows.

        Args:
            *actors: Keep claims that name all of these, by id or any name, or whoever acts for them.
            use_published: Place undated claims at the day on which their document appeared.
            title: Heading of the page.

        Raises:
            VocabularyError: An actor is unknown.
        """
        from realpolitik.analysis.scale import sign
        from realpolitik.views.timeline import render_timeline

        found = self.analysis.timeline(*actors, use_published=use_published)
        named = " and ".join(self.analysis.names[self.analysis.registry.resolve(name)] for name in actors)
        heading = title or (f"{named}, in order of time" if named else "In order of time")
        signs: dict[str, int] = {relation.id: sign(relation) for relation in self.scheme}
        return Page(render_timeline(list(found.rows()), title=heading, note=str(found.note), signs=signs))

    def explore(self, **options: Unpack[Exploration]) -> Page:
        """Show the explorer inline in a notebook; options as in `explorer_html`.

        Raises:
            VocabularyError: An actor, relation, category or status is unknown.
            ExplorerTooLargeError: The page would be too large to open or mail.
        """
        return Page(self.explorer_html(**options))

    @cached_property
    def _actors(self) -> tuple[Actor, ...]:
        from realpolitik.analysis.selection import actors_of

        return actors_of(self._all_claims, self.registry)

    def _selected(self, **conditions: Unpack[Conditions]) -> tuple[Claim, ...]:
        from realpolitik.analysis.selection import select_claims

        return select_claims(self._all_claims, scheme=self.scheme, registry=self.registry, **conditions)


class GraphAsOf(Graph):
    """A graph as it was known on a day; see `Graph.as_of`."""

    def __init__(self, whole: Graph, day: str) -> None:
        try:
            self._day = date.fromisoformat(day).isoformat()
        except ValueError as exc:
            raise QueryError(f"as of is a day, as in 2026-01-31, and not {day!r}") from exc
        super().__init__(whole.folder)
        self._whole = whole

    def __repr__(self) -> str:
        """Show where the graph lies, and the day."""
        return f"{self._whole!r}.as_of({self._day!r})"

    @cached_property
    def _vocabulary(self) -> tuple[RelationScheme, ActorRegistry]:
        assert self._day is not None
        return self._whole.scheme, self._whole.registry.as_of(self._day)

    @cached_property
    def _all_documents(self) -> tuple[Document, ...]:
        from realpolitik.views.scope import published_by

        documents = self._whole._all_documents  # noqa: SLF001 - one module
        return tuple(each for each in documents if published_by(each, self._day or ""))

    @cached_property
    def _all_claims(self) -> tuple[Claim, ...]:
        known = {document.id for document in self._all_documents}
        claims = self._whole._all_claims  # noqa: SLF001 - one module
        return tuple(claim for claim in claims if claim.evidence.document in known)


class LooseClaims(Graph):
    """Claims that are no part of a graph folder: of a file, or of a SPARQL server.

    Attributes:
        folder: Where the file lies; the current folder for a server.
    """

    def __init__(self, place: str) -> None:
        self._is_remote = _is_address(place)
        super().__init__(GraphFolder(Path() if self._is_remote else Path(place).parent))
        self._place = place

    def __repr__(self) -> str:
        """Show where the claims lie."""
        return f"realpolitik.open({self._place!r})"

    @cached_property
    def _vocabulary(self) -> tuple[RelationScheme, ActorRegistry]:
        from realpolitik.pipeline import load_vocabulary

        return load_vocabulary((), ())

    @cached_property
    def _loose(self) -> tuple[tuple[Claim, ...], tuple[Document, ...]]:
        from realpolitik.exploring import gather_claims, read_loose_claims

        if self._is_remote:
            return gather_claims(self._place, on_skip=_warn)
        return read_loose_claims(Path(self._place))

    @cached_property
    def _all_claims(self) -> tuple[Claim, ...]:
        return self._loose[0]

    @cached_property
    def _all_documents(self) -> tuple[Document, ...]:
        return self._loose[1]


class Page:
    """A page, such as the explorer or a time line, as a notebook shows it.

    Attributes:
        html: The whole page.
    """

    def __init__(self, html: str) -> None:
        self.html = html

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file, to be opened or mailed.

        Raises:
            OutputError: It cannot be written.
        """
        from realpolitik.ledger import atomic_writer

        with atomic_writer(os.fspath(path)) as file:
            file.write(self.html)

    def _repr_html_(self) -> str:
        # a sandboxed frame: the page's scripts run, and reach nothing of the notebook
        frame = 'sandbox="allow-scripts allow-downloads allow-popups" width="100%" height="720"'
        return f'<iframe {frame} srcdoc="{html.escape(self.html)}"></iframe>'


def build(
    paths: Iterable[str | os.PathLike[str]] = (),
    output: str | os.PathLike[str] = DEFAULT_FOLDER,
    *,
    add: bool = False,
    jobs: int | None = None,
    use_cache: bool = True,
    strict: bool = False,
    on_skip: Callable[[InputError], None] | None = None,
    **settings: Unpack[Settings],
) -> Graph:
    """Build a graph from documents and open it.

    Args:
        paths: Files and folders; the documents that come with realpolitik where there are none.
        output: The graph folder; an earlier graph there is replaced once the new one is complete.
        add: Keep the documents of the graph there that `paths` lack.
        jobs: Number of processes that read; by default one for few documents, else one for each core.
        use_cache: Use what earlier builds read, and keep what this one reads.
        strict: The first input that cannot be read ends the build.
        on_skip: Told of each input that is skipped; by default a warning is given.
        **settings: `pipeline`, `actors` and `relations` as on the command line.

    Raises:
        RealpolitikError: There is nothing to read, or the output cannot be written.
    """
    from realpolitik.building.engine import BuildOptions
    from realpolitik.pipeline import Inputs, build_graph, seed_paths

    inputs = Inputs(
        paths=[os.fspath(path) for path in paths] or seed_paths(), strict=strict, on_skip=on_skip or _warn
    )
    options = BuildOptions(add=add, jobs=jobs, use_cache=use_cache)
    return Graph(build_graph(inputs, os.fspath(output), options=options, **settings).folder)


def import_events(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str] = DEFAULT_FOLDER,
    *,
    format_: str = "icews",
    strict: bool = False,
    on_skip: Callable[[InputError], None] | None = None,
) -> Graph:
    """Make a graph of events that others have coded and open it.

    Args:
        paths: A file or folder of events, or several.
        output: The graph folder; an earlier graph there is replaced once the new one is complete.
        format_: As of `realpolitik import`: "icews", "gdelt", "polecat" or "nquads".
        strict: The first bad row ends the import.
        on_skip: Told of each row that is skipped; by default a warning is given.

    Raises:
        RealpolitikError: There are no such events, or the output cannot be written.
    """
    from realpolitik.importing import import_graph
    from realpolitik.pipeline import Inputs

    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    inputs = Inputs(paths=[os.fspath(path) for path in given], strict=strict, on_skip=on_skip or _warn)
    return Graph(import_graph(inputs, os.fspath(output), format_=format_).folder)


def open_graph(path: str | os.PathLike[str] = DEFAULT_FOLDER) -> Graph:
    """Open a graph that a build made, a file of claims, or a SPARQL server; also called `realpolitik.open`.

    Args:
        path: A graph folder; claims.jsonl with or without documents.jsonl beside it; or the http(s) address
            of a server's query service, whose claims are read when they are first asked for.

    Raises:
        InputError: There is nothing of these at `path`.
    """
    place = os.fspath(path)
    if _is_address(place) or Path(place).is_file():
        return LooseClaims(place)
    return Graph(find_folder(path))


def _is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def claims_in(text: str, *, name: str = "text", **settings: Unpack[Settings]) -> Records[Claim]:
    """Return the claims that a text makes.

    Args:
        text: What to read.
        name: Id of the document.
        **settings: `pipeline`, `actors` and `relations` as on the command line.

    Raises:
        RealpolitikError: The language pipeline or a file cannot be used.
    """
    from realpolitik.extract import Extractor
    from realpolitik.ledger import claim_to_json
    from realpolitik.pipeline import load_vocabulary

    vocabulary = load_vocabulary(settings.get("actors", ()), settings.get("relations", ()))
    extractor = Extractor(*vocabulary, pipeline=settings.get("pipeline"))
    return Records(extractor.extract(Document(id=DocumentId(name), text=text)), claim_to_json)


def _as(records: Records[Any], kind: Frame | None) -> Any:
    return records if kind is None else records.to_frame(kind)


def _warn(error: InputError) -> None:
    warnings.warn(f"skipped {error}", stacklevel=2)
