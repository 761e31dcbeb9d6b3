"""Hypothesis strategies for every value of the model, odd Unicode included."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from realpolitik.model import (
    Actor,
    ActorId,
    ActorKind,
    Amount,
    Category,
    Claim,
    CountryCode,
    DateBasis,
    DatePrecision,
    Document,
    DocumentId,
    EventDate,
    Evidence,
    Office,
    Relation,
    RelationId,
    Relationship,
    Span,
    Status,
    slug,
)

# Tests time nothing: a busy machine must not fail them.
settings.register_profile(
    "realpolitik",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("realpolitik")

ODD_TEXTS = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "''",
    " =1+1",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202eright to left\u202c",
    "zero\u200bwidth\u200d",
    "no\u00a0break",
    "a\u2028b\u2029c\u0085d",
    "line\r\nfeed\rreturn\n",
    "\x00\x07\x1b[31m",
    "\ufeffmark",
    "e\u0301 against é",
    "ﬁnance",
    "👩‍👩‍👧 🇻🇪",
    "𝕏",
    "İstanbul ı ß",
    '{"json": true}',
    "a,b;c\t|d",
    "{{ 7*7 }}",
    "\\u0041 \\n",
    "日本語",
    "عربى",
)
"""Texts that have broken such software before."""


def texts(*, min_size: int = 0, max_size: int = 40) -> st.SearchStrategy[str]:
    """Any text that UTF-8 can hold, with the odd ones often."""
    odd = [text for text in ODD_TEXTS if min_size <= len(text) <= max_size]
    arbitrary = st.text(st.characters(exclude_categories=["Cs"]), min_size=min_size, max_size=max_size)
    return st.one_of(arbitrary, st.sampled_from(odd)) if odd else arbitrary


def names() -> st.SearchStrategy[str]:
    """Text of at least one character."""
    return texts(min_size=1)


def _slugs() -> st.SearchStrategy[str]:
    return st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)


def country_codes() -> st.SearchStrategy[CountryCode]:
    """ISO 3166-1 alpha-3 codes by shape."""
    return st.from_regex(r"[A-Z]{3}", fullmatch=True).map(CountryCode)


def actor_ids() -> st.SearchStrategy[ActorId]:
    """Ids of countries, organisations and persons."""
    slugs = _slugs() | names().map(slug).filter(bool)
    named = st.builds("{}:{}".format, st.sampled_from(["org", "person"]), slugs)
    return st.one_of(country_codes(), named).map(ActorId)


def relation_ids() -> st.SearchStrategy[RelationId]:
    """Ids of relation types by shape."""
    return st.from_regex(r"[a-z]{2,8}(-[a-z]{2,8})?", fullmatch=True).map(RelationId)


def document_ids() -> st.SearchStrategy[DocumentId]:
    """Ids of documents: any text of at least one character."""
    return names().map(DocumentId)


def spans(*, max_end: int = 10_000) -> st.SearchStrategy[Span]:
    """Spans, empty ones included."""
    ends = st.integers(0, max_end)
    return st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))


def iso_days() -> st.SearchStrategy[str]:
    """Days, ISO 8601."""
    return st.dates().map(lambda day: day.isoformat())


@st.composite
def event_dates(draw: st.DrawFn) -> EventDate:
    """Dates of every precision and basis."""
    first, last = sorted((draw(iso_days()), draw(iso_days())))
    return EventDate(
        text=draw(st.none() | texts()),
        start=draw(st.none() | st.just(first)),
        end=draw(st.none() | st.just(last)),
        precision=draw(st.none() | st.sampled_from(DatePrecision)),
        basis=draw(st.sampled_from(DateBasis)),
    )


def amounts() -> st.SearchStrategy[Amount]:
    """Amounts, with and without a value."""
    return st.builds(
        Amount,
        text=texts(),
        value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
        unit=st.none() | texts(),
        qualifier=st.none() | texts(),
        shared=st.booleans(),
    )


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    """Evidence whose span is as long as its quote, anywhere."""
    quote, start = draw(texts()), draw(st.integers(0, 10**7))
    optional = st.none() | spans()
    return Evidence(
        document=draw(document_ids()),
        quote=quote,
        span=Span(start, start + len(quote)),
        subject=draw(optional),
        object=draw(optional),
        trigger=draw(optional),
    )


def claims() -> st.SearchStrategy[Claim]:
    """Claims with every field set or left out."""
    return st.builds(
        Claim,
        subject=actor_ids(),
        relation=relation_ids(),
        object=actor_ids(),
        status=st.sampled_from(Status),
        evidence=evidences(),
        subject_label=texts(),
        object_label=texts(),
        subject_country=st.none() | country_codes(),
        object_country=st.none() | country_codes(),
        attributed_to=st.none() | actor_ids() | texts(),
        plover=st.none() | texts(),
        confidence=st.floats(0, 1),
        amount=st.none() | amounts(),
        when=st.none() | event_dates(),
        role=st.none() | texts(),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents whose spans lie within their text."""
    text = draw(texts(min_size=1, max_size=200))
    inside = st.lists(spans(max_end=len(text)), max_size=3).map(lambda found: tuple(sorted(found)))
    return Document(
        id=draw(document_ids()),
        text=text,
        title=draw(st.none() | texts()),
        source=draw(st.none() | texts()),
        source_basis=draw(st.none() | st.sampled_from(DateBasis)),
        published=draw(st.none() | event_dates()),
        url=draw(st.none() | texts()),
        name=draw(st.none() | texts()),
        media_type=draw(st.sampled_from(["text/plain", "text/html", "application/pdf"])),
        headings=draw(inside),
        boilerplate=draw(inside),
    )


def offices() -> st.SearchStrategy[Office]:
    """Offices, open and closed."""
    return st.builds(
        Office, title=names(), of=actor_ids(), start=st.none() | iso_days(), end=st.none() | iso_days()
    )


def actors() -> st.SearchStrategy[Actor]:
    """Actors of every kind."""
    several = st.lists(names(), max_size=3).map(tuple)
    return st.builds(
        Actor,
        id=actor_ids(),
        label=names(),
        kind=st.sampled_from(ActorKind),
        aliases=several,
        demonyms=several,
        metonyms=several,
        ambiguous=several,
        except_in=several,
        family_name=st.none() | names(),
        organisation_kind=st.none() | names(),
        country=st.none() | country_codes(),
        offices=st.lists(offices(), max_size=2).map(tuple),
        same_as=st.lists(st.sampled_from(["https://example.org/a", "https://example.org/b"]), max_size=2).map(
            tuple
        ),
    )


def categories() -> st.SearchStrategy[Category]:
    """Categories of relation types."""
    return st.builds(Category, id=_slugs(), label=names(), definition=texts())


def relations() -> st.SearchStrategy[Relation]:
    """Relation types."""
    return st.builds(
        Relation,
        id=relation_ids(),
        label=names(),
        inverse_label=names(),
        definition=texts(),
        category=_slugs(),
        plover=st.lists(names(), max_size=2).map(tuple),
        cameo=st.lists(st.from_regex(r"[0-9]{2}", fullmatch=True), max_size=2).map(tuple),
        quad_class=st.none() | st.integers(1, 4),
        symmetric=st.booleans(),
        frames=st.lists(names(), max_size=2).map(tuple),
    )


def relationships() -> st.SearchStrategy[Relationship]:
    """Aggregated relationships; their counts need not add up."""
    counts = st.integers(0, 50)
    return st.builds(
        Relationship,
        subject=actor_ids(),
        relation=relation_ids(),
        object=actor_ids(),
        claims=st.lists(claims().map(lambda claim: claim.id), max_size=3).map(tuple),
        documents=st.lists(document_ids(), max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
        sources=st.lists(names(), max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
        actual=counts,
        possible=counts,
        negated=counts,
        first=st.none() | iso_days(),
        last=st.none() | iso_days(),
    )
