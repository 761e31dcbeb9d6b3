"""The library of named queries: `.rq` files whose head tells title, description, parameters and an example.

Files flow in, `NamedQuery` values flow out; with a reader's words for the parameters, SPARQL flows out.  A
parameter stands in the query as a variable with a dollar sign, so that each file is plain SPARQL to any other
tool: there an unset parameter means "any".
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from realpolitik.errors import QueryError, SourceUnusableError, VocabularyError
from realpolitik.rdf import iris
from realpolitik.rdf.terms import actor_term, date_term, integer_term, term, text_term
from realpolitik.rdf.tokens import iter_tokens
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_HEAD: Final = re.compile(r"#\+ (?P<key>[a-z]+): ?(?P<value>.*)")
_PARAMETER: Final = re.compile(
    r"(?P<name>[a-z_]+) (?P<type>[a-z]+)(?: (?P<optional>optional)| = (?P<default>\S+))?"
    r" - (?P<description>.+)"
)


class ParameterType(StrEnum):
    """What a parameter takes."""

    ACTOR = "actor"  # an id or any name of an actor
    RELATION = "relation"  # a relation type's id
    CATEGORY = "category"  # a category's id
    DOCUMENT = "document"  # a document's id
    CLAIM = "claim"  # a claim's id
    DATE = "date"  # YYYY-MM-DD
    INTEGER = "integer"
    STRING = "string"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a named query.

    Attributes:
        name: As in the query, without the dollar sign.
        type: What it takes.
        description: One sentence.
        required: Whether it must be given.
        default: What stands in when it isn't given; None where "any" does.
    """

    name: str
    type: ParameterType
    description: str
    required: bool
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query of the library.

    Attributes:
        name: The file's name without its ending.
        title: The question that it answers.
        description: What the rows are.
        parameters: In order.
        example: Parameter values that show what it does.
        note: What to know beside; None where there is nothing.
        text: The SPARQL.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str]
    note: str | None
    text: str

    def to_json(self) -> dict[str, object]:
        """Return what a reader wants to know of it, as a row."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "parameters": [
                {
                    "name": parameter.name,
                    "type": parameter.type.value,
                    "required": parameter.required,
                    "default": parameter.default,
                    "description": parameter.description,
                }
                for parameter in self.parameters
            ],
            "usage": " ".join(_usage(parameter) for parameter in self.parameters),
            "example": shlex.join(
                ["realpolitik", "query", "--name", self.name]
                + [part for name, value in self.example.items() for part in ("--param", f"{name}={value}")]
            ),
            "note": self.note,
        }


def _usage(parameter: Parameter) -> str:
    value = f"{parameter.name}={parameter.default or parameter.type.value.upper()}"
    return value if parameter.required else f"[{value}]"


def read_named_queries(folder: Path) -> tuple[NamedQuery, ...]:
    """Read all `.rq` files of a folder, sorted by name.

    Raises:
        SourceUnusableError: A file cannot be read, or its head is not as it should be.

    >>> from realpolitik.resources import resource_path
    >>> "lenders-of" in {query.name for query in read_named_queries(resource_path("ontology/queries"))}
    True
    """
    return tuple(_read(path) for path in sorted(folder.glob("*.rq")))


def find_named_query(queries: tuple[NamedQuery, ...], name: str) -> NamedQuery:
    """Return the query of a name.

    Raises:
        VocabularyError: There is none.
    """
    by_name = {query.name: query for query in queries}
    if name not in by_name:
        near = tuple(difflib.get_close_matches(name, by_name, n=2, cutoff=0.4))
        raise VocabularyError(name, kind="named query", nearest=near)
    return by_name[name]


def bind_parameters(
    query: NamedQuery,
    values: Mapping[str, str],
    *,
    scheme: RelationScheme,
    resolve_actor: Callable[[str], str],
) -> str:
    """Return the SPARQL of a named query with a reader's words for its parameters.

    Args:
        query: The named query.
        values: By parameter, as the reader wrote them.
        scheme: The relation types that there are.
        resolve_actor: Returns the actor id of a name, or raises VocabularyError.

    Raises:
        QueryError: A parameter is missing, unknown, or not of its type.
        VocabularyError: Nobody has that name, or there is no such relation type.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise QueryError(f"the query {query.name} has no parameter {name!r}; {has}")
    terms: dict[str, str] = {}
    for parameter in query.parameters:
        word = values.get(parameter.name, parameter.default)
        if word is not None:
            terms[parameter.name] = str(_term(parameter, word, scheme, resolve_actor))
        elif parameter.required:
            problem = f"the query {query.name} needs {parameter.name}: --param {parameter.name}=..."
            raise QueryError(f"{problem} ({parameter.description})")
    return "".join(
        terms.get(token.text[1:], token.text)
        if token.kind == "variable" and token.text.startswith("$")
        else token.text
        for token in iter_tokens(query.text)
    )


def actor_resolver(registry: ActorRegistry, store: Path | None = None) -> Callable[[str], str]:
    """Return a function that finds the actor of a name: in the registry, else among the actors of a store.

    Args:
        registry: The actors known beforehand.
        store: Folder of the store, which also holds those whom only documents name; None for a remote one.
    """

    def resolve(name: str) -> str:
        if name.startswith((iris.ORGANISATION_PREFIX, iris.PERSON_PREFIX)):
            return name
        identified = iris.find_actor_id(name)
        if identified is not None:
            return identified
        try:
            return registry.resolve(name)
        except VocabularyError:
            found = None if store is None else _find_in_store(name, store)
            if found is None:
                raise
            return found

    return resolve


def _find_in_store(name: str, store: Path) -> str | None:
    from realpolitik.rdf.store import open_store  # noqa: PLC0415 - opening is only worth it for names unknown so far

    opened = open_store(store)
    graph = ox.NamedNode(iris.ACTORS_GRAPH)
    wanted = name.casefold()
    for predicate in (f"{iris.RDFS}label", f"{iris.SKOS}altLabel"):
        for quad in opened.quads_for_pattern(None, ox.NamedNode(predicate), None, graph):
            if isinstance(quad.object, ox.Literal) and quad.object.value.casefold() == wanted:
                assert isinstance(quad.subject, ox.NamedNode)
                return iris.find_actor_id(quad.subject.value)
    return None


def _term(
    parameter: Parameter, word: str, scheme: RelationScheme, resolve_actor: Callable[[str], str]
) -> ox.NamedNode | ox.Literal:
    makers: Mapping[ParameterType, Callable[[], ox.NamedNode | ox.Literal]] = {
        ParameterType.ACTOR: lambda: actor_term(resolve_actor(word)),
        ParameterType.RELATION: lambda: term(scheme[word].id),
        ParameterType.CATEGORY: lambda: _category(word, scheme),
        ParameterType.DOCUMENT: lambda: ox.NamedNode(iris.document_iri(word)),
        ParameterType.CLAIM: lambda: ox.NamedNode(iris.claim_iri(word)),
        ParameterType.DATE: lambda: _date(parameter, word),
        ParameterType.INTEGER: lambda: _integer(parameter, word),
        ParameterType.STRING: lambda: text_term(word),
    }
    return makers[parameter.type]()


def _category(word: str, scheme: RelationScheme) -> ox.NamedNode:
    known = [category.id for category in scheme.categories]
    if word not in known:
        raise VocabularyError(
            word, kind="category", nearest=tuple(difflib.get_close_matches(word, known, n=2))
        )
    return ox.NamedNode(iris.category_iri(word))


def _date(parameter: Parameter, word: str) -> ox.Literal:
    try:
        return date_term(date.fromisoformat(word).isoformat())
    except ValueError as exc:
        raise QueryError(f"{parameter.name} is a day, as in 2026-01-31, and not {word!r}") from exc


def _integer(parameter: Parameter, word: str) -> ox.Literal:
    try:
        return integer_term(int(word))
    except ValueError as exc:
        raise QueryError(f"{parameter.name} is a whole number, and not {word!r}") from exc


def _read(path: Path) -> NamedQuery:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise SourceUnusableError(f"cannot be read: {exc}", path=str(path)) from exc
    head: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        found = _HEAD.fullmatch(line)
        if found is not None:
            head.setdefault(found["key"], []).append((number, found["value"].strip()))
    for key in ("title", "description", "example"):
        if len(head.get(key, ())) != 1:
            raise SourceUnusableError(f"needs one line '#+ {key}: ...' in its head", path=str(path))
    return NamedQuery(
        name=path.stem,
        title=head["title"][0][1],
        description=head["description"][0][1],
        parameters=tuple(_parameter(value, path, number) for number, value in head.get("param", ())),
        example=dict(parse_assignment(word) for word in shlex.split(head["example"][0][1])),
        note=head["note"][0][1] if "note" in head else None,
        text=text,
    )


def parse_assignment(text: str) -> tuple[str, str]:
    """Take apart `name=value`.

    Raises:
        QueryError: There is no equals sign.

    >>> parse_assignment("actor=Venezuela")
    ('actor', 'Venezuela')
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise QueryError(f"a parameter is name=value, and not {text!r}")
    return name.strip(), value


def _parameter(text: str, path: Path, line: int) -> Parameter:
    found = _PARAMETER.fullmatch(text)
    if found is None or found["type"] not in set(ParameterType):
        types = ", ".join(ParameterType)
        problem = f"a parameter is 'name type [optional | = default] - description.', with a type of {types}"
        raise SourceUnusableError(problem, path=str(path), line=line)
    return Parameter(
        name=found["name"],
        type=ParameterType(found["type"]),
        description=found["description"],
        required=found["optional"] is None and found["default"] is None,
        default=found["default"],
    )
