"""Graphs for tests of the explorer: a small invented world, and graphs of any size."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from factories import make_actor, make_claim, make_document, make_evidence, make_scheme
from realpolitik.analysis import relationships
from realpolitik.model import (
    Actor,
    ActorId,
    Amount,
    Claim,
    DateBasis,
    DatePrecision,
    Document,
    EventDate,
    Office,
    Span,
)
from realpolitik.views import render_explorer
from realpolitik.vocabulary import ActorRegistry

_TEXT = (
    "Norland lent Sudria $2 billion in May 2019. Sudria denied that Norland had ever lent it money. "
    "Ada Berg, president of Norland, met Sudria's envoy. Norland may sell oil to Estia. "
    "Norland Oil armed Sudria. Norland attacked Sudria and demanded talks."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Claims and documents from which a page can be made."""

    claims: Sequence[Claim]
    documents: Sequence[Document]
    actors: Sequence[Actor] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def html(self, **options: Any) -> str:
        """Return the explorer of this world."""
        scheme = make_scheme()
        return render_explorer(
            documents=self.documents,
            claims=self.claims,
            relationships=relationships(self.claims, self.documents, scheme),
            scheme=scheme,
            registry=ActorRegistry(tuple(self.actors)),
            **{**self.options, **options},
        )


def published(day: str) -> EventDate:
    """Return a publication date."""
    return EventDate(start=day, end=day, precision=DatePrecision.DAY, basis=DateBasis.METADATA)


def small_world() -> World:
    """Return eight claims of three documents about three countries, a company and a person."""
    documents = (
        make_document(
            _TEXT,
            id="wire",
            title="A loan and its denial",
            source="Example Wire",
            published=published("2019-06-02"),
            url="https://example.org/wire",
        ),
        make_document(
            _TEXT, id="post", title="Envoys meet", source="Harbour Post", published=published("2020-03-09")
        ),
        make_document(_TEXT, id="note", title=None),
    )

    def said(quote: str, document: str, *words: str) -> Any:
        start = _TEXT.index(quote)
        spans = [Span(_TEXT.index(word, start), _TEXT.index(word, start) + len(word)) for word in words]
        names = ("subject", "trigger", "object")
        marks: dict[str, Any] = dict(zip(names, spans, strict=False))
        return make_evidence(document=document, quote=quote, start=start, **marks)

    lent = "Norland lent Sudria $2 billion in May 2019."
    denied = "Sudria denied that Norland had ever lent it money."
    in_may = EventDate(
        text="May 2019",
        start="2019-05-01",
        end="2019-05-31",
        precision=DatePrecision.MONTH,
        basis=DateBasis.TEXT,
    )
    claims = (
        make_claim(
            "NOR",
            "lends",
            "SUD",
            evidence=said(lent, "wire", "Norland", "lent", "Sudria"),
            amount=Amount(text="$2 billion", value=2e9, unit="USD"),
            when=in_may,
            confidence=0.9,
        ),
        make_claim(
            "NOR",
            "lends",
            "SUD",
            status="negated",
            evidence=said(denied, "wire"),
            attributed_to="SUD",
            confidence=0.7,
        ),
        make_claim("NOR", "lends", "SUD", evidence=said(lent, "post", "Norland", "lent", "Sudria")),
        make_claim(
            "person:ada-berg",
            "holds-office",
            "NOR",
            evidence=said("Ada Berg, president of Norland", "post"),
            role="president",
        ),
        make_claim(
            "person:ada-berg",
            "meets",
            "SUD",
            evidence=said("Ada Berg, president of Norland, met Sudria's envoy.", "post"),
        ),
        make_claim(
            "NOR",
            "sells-oil",
            "EST",
            status="possible",
            evidence=said("Norland may sell oil to Estia.", "post"),
        ),
        make_claim("org:norland-oil", "arms", "SUD", evidence=said("Norland Oil armed Sudria.", "note")),
        make_claim(
            "NOR",
            "attacks",
            "SUD",
            evidence=said("Norland attacked Sudria", "note"),
            attributed_to="the opposition",
        ),
        make_claim(
            "NOR", "demands", "SUD", evidence=said("Norland attacked Sudria and demanded talks.", "note")
        ),
    )
    actors = (
        make_actor(
            "NOR", "Norland", aliases=("Kingdom of Norland",), demonyms=("Norlandic",), metonyms=("Hafnia",)
        ),
        make_actor("SUD", "Sudria"),
        make_actor("EST", "Estia"),
        make_actor(
            "person:ada-berg",
            "Ada Berg",
            country="NOR",
            offices=(Office(title="President", of=ActorId("NOR"), start="2018-01-15"),),
        ),
    )
    return World(claims=claims, documents=documents, actors=actors)


def large_world(actors: int, relations: int, *, seed: int = 7) -> World:
    """Return a graph of a given size whose actors differ in how much is told about them."""
    chance = random.Random(seed)
    names = [f"org:actor-{number:05}" for number in range(actors)]
    kinds = [relation.id for relation in make_scheme()]
    documents = tuple(
        make_document(
            "x" * 80,
            id=f"d{number}",
            title=f"Dispatch {number}",
            source=f"Paper {number % 4}",
            published=published(f"20{10 + number % 10}-0{1 + number % 9}-11"),
        )
        for number in range(20)
    )
    weights = [1 / (1 + place) ** 0.7 for place in range(actors)]
    seen: set[tuple[str, str, str]] = set()
    for number in range(1, actors):  # everybody is told about
        seen.add((names[number], chance.choice(kinds), names[chance.randrange(number)]))
    while len(seen) < relations:
        one, other = chance.choices(names, weights, k=2)
        if one != other:
            seen.add((one, chance.choice(kinds), other))
    claims = tuple(
        make_claim(
            subject,
            relation,
            object_,
            document=f"d{at % 20}",
            quote=f"Passage {at} tells of the two.",
            start=at % 40,
            confidence=0.8,
        )
        for at, (subject, relation, object_) in enumerate(sorted(seen))
    )
    return World(claims=claims, documents=documents)
