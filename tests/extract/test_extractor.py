"""The whole extractor: evidence that holds for any text, determinism, and very clear sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import realpolitik.extract.extractor
from extraction_probe import Probe, make_registry
from factories import make_document, make_relation
from realpolitik.errors import RecordError
from realpolitik.extract import Extractor
from realpolitik.extract.plover import possible_types
from realpolitik.extract.status import status_features
from realpolitik.ledger import claim_to_json
from realpolitik.model import Claim, DateBasis, DatePrecision, Document, EventDate, Span, Status
from realpolitik.vocabulary import RelationScheme
from strategies import ODD_TEXTS, texts

CLEAR = (
    "France condemned Russia's attack on Ukraine.\n"
    "Norway lent Peru $2 billion in March 2021. It said that China, Russia and Iran had signed a treaty with "
    "Cuba.\nOrlan Tesk, the chancellor of Germany, thanked NATO. Both countries met Kenya.\n"
)
_PIECES = (
    "Norway",
    "Peru's",
    "the United States",
    "Nicolás Maduro",
    "he",
    "condemned",
    "lent",
    "$2 billion",
    "to",
    "and",
    "said that",
    "attacks by",
    "\u201c",
    "\u201d",
    ".",
    ".\n",
    "in May 2021",
    "\u00a0",
    "o\ufb03cial",
    "President Orlan Tesk",
)


def _assert_evidence_holds(document: Document, claims: tuple[Claim, ...]) -> None:
    for claim in claims:
        evidence = claim.evidence
        assert evidence.quote == evidence.span.of(document.text)
        assert evidence.quote
        for inner in (evidence.subject, evidence.object, evidence.trigger):
            assert inner is None or evidence.span.start <= inner.start <= inner.end <= evidence.span.end
        assert claim.amount is None or claim.amount.text in document.text
        assert claim.when is None or claim.when.text is None or claim.when.text in document.text
        assert claim.subject != claim.object
        assert claim.subject_label
        assert claim.object_label


@pytest.mark.parametrize(
    "text",
    [
        "Ven\u200bezuela attacked Chi\u200dna on Monday.",
        "\u202eVenezuela\u202c attacked \u2066China\u2069 on Monday.",
        "Vene\u00adzuela attacked Chi\u2060na\ufeff on Monday.",
        "\uff36enezuela attacked Chin\u200e\u200fa on Monday.",
    ],
)
def test_characters_that_nobody_sees_hide_no_name(extractor: Extractor, text: str) -> None:
    """Nor are they in a label; the quote is the text's own."""
    document = make_document(text)
    claims = extractor.extract(document)

    assert ("VEN", "attacks", "CHN") in {(claim.subject, claim.relation, claim.object) for claim in claims}
    assert {label for claim in claims for label in (claim.subject_label, claim.object_label)} == {
        "Venezuela",
        "China",
    }
    _assert_evidence_holds(document, claims)


@settings(max_examples=40)
@given(text=texts(min_size=1, max_size=120))
def test_any_text_is_read(extractor: Extractor, text: str) -> None:
    """Whatever the characters, extraction runs, and quotes are the text's own."""
    document = make_document(text)

    _assert_evidence_holds(document, extractor.extract(document, threshold=0.0))


@settings(max_examples=40)
@given(
    pieces=st.lists(st.sampled_from(_PIECES) | texts(max_size=3), min_size=3, max_size=25),
    headed=st.booleans(),
    skipped=st.integers(0, 60),
)
def test_any_mixture_of_names_and_verbs_is_read(
    extractor: Extractor,
    pieces: list[str],
    headed: bool,
    skipped: int,
) -> None:
    """Nonsense with many names gives many readings; each quote is still the text at its offsets."""
    text = " ".join(pieces)
    headings = (Span(0, min(10, len(text))),) if headed else ()
    start = min(skipped, len(text))
    boilerplate = (Span(start, min(start + 8, len(text))),)
    document = make_document(text, headings=headings, boilerplate=boilerplate)

    _assert_evidence_holds(document, extractor.extract(document, threshold=0.0))


@pytest.mark.parametrize(
    "odd", [*ODD_TEXTS, "\u00ad", "\x00", "'", '"', ".", "\ufb01", "I", "(", "\U0001f1f3\U0001f1f4"]
)
def test_odd_characters_alone_and_between_names(probe: Probe, odd: str) -> None:
    """A lone odd character is no reason to stop, wherever it stands."""
    for text in (odd, f"Norway {odd} condemned {odd}Peru{odd} . {odd}"):
        _assert_evidence_holds(make_document(text), probe.claims(text, threshold=0.0))


@pytest.mark.parametrize("text", ["", " ", "\n\n \u00a0\n", "\u200b", "..."])
def test_empty_documents_have_no_claims(probe: Probe, text: str) -> None:
    """Nothing said, nothing claimed."""
    assert probe.claims(text) == ()


def test_same_text_same_claims(extractor: Extractor, scheme: RelationScheme) -> None:
    """Twice in one extractor, and in a fresh one; other documents read between make no difference."""
    document = make_document(CLEAR)
    first = [claim_to_json(claim) for claim in extractor.extract(document, threshold=0.1)]
    extractor.extract(make_document("Kenya met Ghana. Georgia met Kenya.", id="other"))
    second = [claim_to_json(claim) for claim in extractor.extract(document, threshold=0.1)]
    fresh = Extractor(scheme, make_registry()).extract(document, threshold=0.1)

    assert first
    assert first == second == [claim_to_json(claim) for claim in fresh]


def test_claims_stand_in_order_without_duplicates(probe: Probe) -> None:
    """By place in the document; each id once; confidences are probabilities above the threshold."""
    claims = probe.claims(CLEAR, threshold=0.1)
    spans = [claim.evidence.span for claim in claims]

    assert spans == sorted(spans)
    assert len({claim.id for claim in claims}) == len(claims)
    assert all(0.1 <= claim.confidence <= 1 for claim in claims)


def test_a_higher_threshold_gives_fewer_claims(probe: Probe) -> None:
    """And none that the lower one hasn't got; roles don't hang on it."""
    low = {(c.subject, c.relation, c.object) for c in probe.claims(CLEAR, threshold=0.05)}
    high = {(c.subject, c.relation, c.object) for c in probe.claims(CLEAR, threshold=0.999)}

    assert high < low
    assert ("person:orlan-tesk", "holds-office", "DEU") in high


def test_clear_sentences(probe: Probe) -> None:
    """What no reader would doubt, in the right direction."""
    triples = probe.triples("France condemned Russia's attack on Ukraine.")

    assert {("FRA", "criticizes", "RUS"), ("RUS", "attacks", "UKR")} <= triples
    assert not {("RUS", "criticizes", "FRA"), ("UKR", "attacks", "RUS")} & triples


def test_members_of_a_coordination_get_a_claim_each(probe: Probe) -> None:
    """And each claim points to its own member."""
    text = "China, Russia and Iran signed a treaty with Cuba."
    claims = [c for c in probe.claims(text) if "CUB" in (c.subject, c.object) and c.relation == "cooperates"]
    members = {c.subject if c.object == "CUB" else c.object for c in claims}
    spans = {s.of(text) for c in claims for s in (c.evidence.subject, c.evidence.object) if s}

    assert members == {"CHN", "RUS", "IRN"}
    assert spans == {"China", "Russia", "Iran", "Cuba"}


@pytest.mark.parametrize(
    ("text", "pair", "status"),
    [
        ("Russia attacked Ukraine.", ("RUS", "UKR"), Status.ACTUAL),
        ("Russia did not attack Ukraine.", ("RUS", "UKR"), Status.NEGATED),
    ],
)
def test_clear_statuses(probe: Probe, text: str, pair: tuple[str, str], status: Status) -> None:
    """Told, and denied."""
    found = {c.status for c in probe.claims(text, threshold=0.02) if (c.subject, c.object) == pair}

    assert found == {status}


def test_what_may_be_is_more_possible_than_what_is(extractor: Extractor) -> None:
    """The status model hears auxiliaries and conditions."""
    plain, hedged = (
        extractor.model.possible.probability(_attack_features(extractor, text))
        for text in ("Russia attacked Ukraine.", "Russia may attack Ukraine if talks fail.")
    )

    assert hedged > 2 * plain


def _attack_features(extractor: Extractor, text: str) -> list[str]:
    (sentence,) = extractor.sentences(extractor.read(make_document(text)))
    item = next(item for item in sentence.triggers if item.trigger.lemma == "attack")
    return status_features(sentence.graph, item.trigger, "attacks", heading=False)


def test_boilerplate_has_no_claims(probe: Probe) -> None:
    """Not even of sentences that would be claims elsewhere; what stands beside it has its claims."""
    text = "France condemned Russia's attack on Ukraine.\nSnow fell."
    end = text.index("\n")

    assert probe.claims(text)
    assert probe.claims(text, boilerplate=(Span(0, end),)) == ()


def test_headlines_count_and_quote_the_document_s_case(probe: Probe) -> None:
    """A Title Case headline is read in sentence case and quoted as it is written."""
    headline = "France Condemned Russia's Attack On Ukraine Again"
    text = f"{headline}\n\nSnow fell in the north."
    claims = probe.claims(text, headings=(Span(0, len(headline)),), threshold=0.1)

    assert {c.evidence.quote for c in claims} == {headline}


def test_offsets_count_the_document_s_own_characters(probe: Probe) -> None:
    """Ligatures, invisible characters and no-break spaces before a claim shift nothing."""
    clear = "France condemned Russia\u2019s attack on\u00a0Ukraine."
    text = f"\ufeffThe o\ufb03ce of\u00adfered tea\u2026\n{clear}"
    claims = probe.claims(text)

    assert {c.evidence.quote for c in claims} == {clear}
    assert {c.evidence.span.start for c in claims} == {text.index(clear)}
    assert {s.of(text) for c in claims if (s := c.evidence.subject)} == {"France", "Russia"}


def test_datelines_and_turns_are_no_part_of_a_quote(probe: Probe) -> None:
    """The quote begins with the sentence."""
    clear = "France condemned Russia's attack on Ukraine."
    for prefix in ("BERLIN, Nov. 3 (Example Wire) - ", "Q: "):
        assert {c.evidence.quote for c in probe.claims(prefix + clear)} == {clear}


def test_labels_and_countries(probe: Probe) -> None:
    """A registered actor has the registry's label, an unknown one the text's."""
    text = "President Orlan Tesk of Norway condemned Iran. Emmanuel Macron, the president of France, slept."
    labels = {claim.subject: (claim.subject_label, claim.subject_country) for claim in probe.claims(text)}

    assert labels["person:orlan-tesk"] == ("Orlan Tesk", "NOR")  # type: ignore[index]
    assert labels["person:emmanuel-macron"] == ("Emmanuel Macron", "FRA")  # type: ignore[index]


def test_amounts_and_dates_are_the_text_s_words(probe: Probe) -> None:
    """Verbatim, with their values; a relative date needs the day of publication."""
    published = EventDate(
        text=None, start="2021-05-10", end="2021-05-10", precision=DatePrecision.DAY, basis=DateBasis.METADATA
    )
    claims = probe.claims(
        "Norway granted a loan of \u20ac2\u00a0billion to Peru yesterday.",
        threshold=0.02,
        published=published,
    )
    lends = next(c for c in claims if (c.subject, c.relation, c.object) == ("NOR", "lends", "PER"))

    assert lends.amount is not None
    assert (lends.amount.text, lends.amount.value, lends.amount.unit) == ("\u20ac2\u00a0billion", 2e9, "EUR")
    assert not lends.amount.shared
    assert lends.when is not None
    assert (lends.when.text, lends.when.start) == ("yesterday", "2021-05-09")


def test_a_group_s_total_is_shared(probe: Probe) -> None:
    """So that nobody adds it up."""
    claims = probe.claims("Norway and Sweden gave Peru a loan of $2 billion.", threshold=0.02)
    amounts = [c.amount for c in claims if c.relation == "lends" and c.object == "PER" and c.amount]

    assert amounts
    assert all(amount.shared for amount in amounts)


def test_plover_types_are_the_relation_s(probe: Probe, scheme: RelationScheme) -> None:
    """Every claim's event type is one that its relation may have, changed by a promise or a refusal."""
    for claim in probe.claims(CLEAR, threshold=0.02):
        allowed = possible_types(scheme[claim.relation]) or {None}
        assert claim.plover in allowed


def test_long_documents_are_read(probe: Probe) -> None:
    """A document of 200 kB runs, and its last sentence is claimed as its first is."""
    filler = "Snow fell in the north and the roads were closed. " * 400
    clear = "France condemned Russia's attack on Ukraine."
    text = f"{clear}\n" + f"{filler}\n" * 10 + clear
    starts = {claim.evidence.span.start for claim in probe.claims(text)}

    assert len(text) > 200_000
    assert starts == {0, len(text) - len(clear)}


def test_users_frames_reach_the_sentences(scheme: RelationScheme) -> None:
    """A relation of the user's own, with a frame, is looked for."""
    extended = scheme.extended([make_relation("salutes", frames=("verb: salute",))])
    extractor = Extractor(extended, make_registry())
    (sentence,) = extractor.sentences(extractor.read(make_document("Norway saluted Peru.")))
    relations = {sense.relation for item in sentence.triggers for sense in item.trigger.senses}

    assert "salutes" in relations


def test_relations_outside_the_scheme_are_not_claimed(scheme: RelationScheme) -> None:
    """A smaller scheme gives fewer claims and no error."""
    smaller = RelationScheme((scheme["criticizes"],), scheme.categories)
    claims = Extractor(smaller, make_registry()).extract(
        make_document("France condemned Russia's attack on Ukraine."), threshold=0.0
    )

    assert {claim.relation for claim in claims} == {"criticizes"}


def test_the_version_names_all_parts(extractor: Extractor) -> None:
    """Software, language pipeline, model."""
    assert extractor.version.startswith("realpolitik ")
    assert "; en_ud_small " in extractor.version
    assert extractor.version.endswith(f"; model {extractor.model.version}")


def test_a_broken_list_of_towns_is_named(
    scheme: RelationScheme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says which file and line, and what belongs there."""
    towns = tmp_path / "cities.tsv"
    towns.write_text("# Towns\nOslo\tNOR\nnowhere\n", encoding="utf-8")
    monkeypatch.setattr(realpolitik.extract.extractor, "resource_path", lambda _: towns)

    with pytest.raises(RecordError, match=r"cities\.tsv:3: expected a name, a tab"):
        Extractor(scheme, make_registry())
