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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypedDict, TypeVar, Unpack, overload

from realpolitik.errors import InputError, MissingExtraError
from realpolitik.folder import DEFAULT_FOLDER, GraphFolder, find_folder
from realpolitik.model import Actor, Claim, CountryCode, Document, DocumentId, Relationship
from realpolitik.vocabulary import ActorRegistry, RelationScheme

if TYPE_CHECKING:
    import pandas as pd

    from realpolitik.analysis.selection import Conditions

_Value = TypeVar("_Value")
_HTML_ROWS = 50  # what a notebook shows of a long table


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


@dataclass(frozen=True, slots=True)
class Records(Sequence[_Value], Generic[_Value]):
    """Values in order, which show themselves as a table.

    Attributes:
        values: The values.
        row: Makes the row of one value.
    """

    values: tuple[_Value, ...]
    row: Callable[[_Value], Mapping[str, object]]

    @overload
    def __getitem__(self, index: int) -> _Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Value]: ...
    def __getitem__(self, index: int | slice) -> _Value | Sequence[_Value]:
        """Return one value, or some."""
        return self.values[index]

    def __len__(self) -> int:
        """Count the values."""
        return len(self.values)

    def rows(self) -> Iterator[Mapping[str, object]]:
        """Yield each value as a flat row."""
        return map(self.row, self.values)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as exc:
            raise MissingExtraError("notebooks", purpose="a data frame") from exc
        return pd.DataFrame(list(self.rows()))

    def _repr_html_(self) -> str:
        return _html_table([self.row(value) for value in self.values[:_HTML_ROWS]], total=len(self))


class Graph:
    """A built graph; reads its files when they are first asked for.

    Attributes:
        folder: Where it lies.
    """

    def __init__(self, folder: GraphFolder) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        """Show where the graph lies."""
        return f"realpolitik.open({str(self.folder.path)!r})"

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

    def claims(self, **conditions: Unpack[Conditions]) -> Records[Claim]:
        """Return the claims that all conditions keep.

        Args:
            **conditions: `actor`, `subject`, `object`, `relation`, `category`, `status`, `document` or
                `attributed_to`; actors by id or any of their names.

        Raises:
            VocabularyError: An actor, relation, category or status is unknown.
        """
        from realpolitik.ledger import claim_to_json

        return Records(self._selected(**conditions), claim_to_json)

    def relations(self, **conditions: Unpack[Conditions]) -> Records[Relationship]:
        """Return the relationships that some claims make together; conditions as in `claims`.

        Raises:
            VocabularyError: An actor, relation, category or status is unknown.
        """
        from realpolitik.analysis import relationships
        from realpolitik.analysis.tables import relationship_row

        found = relationships(self._selected(**conditions), self._all_documents, self.scheme)
        labels = {actor.id: actor.label for actor in self._actors}
        return Records(found, lambda relationship: relationship_row(relationship, labels, self.scheme))

    def actors(self, *, kind: str | None = None, country: str | None = None) -> Records[Actor]:
        """Return the actors of the claims, most claims first.

        Args:
            kind: "country", "organisation" or "person".
            country: Whom they act for or belong to: id or any name.

        Raises:
            VocabularyError: The country is unknown.
        """
        from realpolitik.analysis.tables import actor_row

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
        return Records(ranked, lambda actor: actor_row(actor, counts[actor.id]))

    def documents(self) -> Records[Document]:
        """Return the documents, in order."""
        from realpolitik.analysis.tables import document_row

        counts = Counter(claim.evidence.document for claim in self._all_claims)
        return Records(self._all_documents, lambda document: document_row(document, counts[document.id]))

    @cached_property
    def _actors(self) -> tuple[Actor, ...]:
        from realpolitik.analysis.selection import actors_of

        return actors_of(self._all_claims, self.registry)

    def _selected(self, **conditions: Unpack[Conditions]) -> tuple[Claim, ...]:
        from realpolitik.analysis.selection import select_claims

        return select_claims(self._all_claims, scheme=self.scheme, registry=self.registry, **conditions)


def build(
    paths: Iterable[str | os.PathLike[str]] = (),
    output: str | os.PathLike[str] = DEFAULT_FOLDER,
    *,
    strict: bool = False,
    on_skip: Callable[[InputError], None] | None = None,
    **settings: Unpack[Settings],
) -> Graph:
    """Build a graph from documents and open it.

    Args:
        paths: Files and folders; the documents that come with realpolitik where there are none.
        output: The graph folder; an earlier graph there is replaced once the new one is complete.
        strict: The first input that cannot be read ends the build.
        on_skip: Told of each input that is skipped; by default a warning is given.
        **settings: `pipeline`, `actors` and `relations` as on the command line.

    Raises:
        RealpolitikError: There is nothing to read, or the output cannot be written.
    """
    from realpolitik.pipeline import Inputs, build_graph, seed_paths

    inputs = Inputs(
        paths=[os.fspath(path) for path in paths] or seed_paths(), strict=strict, on_skip=on_skip or _warn
    )
    return Graph(build_graph(inputs, os.fspath(output), **settings).folder)


def open_graph(path: str | os.PathLike[str] = DEFAULT_FOLDER) -> Graph:
    """Open a graph that a build made; also called `realpolitik.open`.

    Raises:
        InputError: There is no graph at `path`.
    """
    return Graph(find_folder(path))


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


def _warn(error: InputError) -> None:
    warnings.warn(f"skipped {error}", stacklevel=2)


def _html_table(rows: Sequence[Mapping[str, object]], *, total: int) -> str:
    """Return a table in which nothing that a document says can run."""
    if not rows:
        return "<p>none</p>"
    head = "".join(f"<th>{html.escape(name)}</th>" for name in rows[0])
    body = "".join(
        f"<tr>{''.join(f'<td>{html.escape(_shown(row.get(name)))}</td>' for name in rows[0])}</tr>"
        for row in rows
    )
    rest = f"<p>{total - len(rows)} more</p>" if total > len(rows) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
