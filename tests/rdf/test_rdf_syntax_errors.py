"""What people are told about queries that don't parse."""

from __future__ import annotations

import pytest

from realpolitik.rdf.iris import PREFIXES
from realpolitik.rdf.syntax_errors import explain_syntax_error, parse_failure


@pytest.mark.parametrize(
    ("query", "offset", "problem"),
    [
        ("SELECT * {", 10, "the query ends too early: the { at line 1, column 10 is never closed with }"),
        ("ASK { ?s rp:lends ", 17, "the { at line 1, column 5 is never closed"),
        ("SELECT * { { ?s ?p ?o } ", 23, "the { at line 1, column 10 is never closed"),
        ("SELECT (COUNT(?s AS ?n) { ?s ?p ?o }", 17, "unexpected 'AS'; is a ) missing before it?"),
        ("", 0, "the query ends too early"),
        ("SELECT ?s { ?s ?p 'abc ", 22, "the text that begins at line 1, column 19 is never closed with '"),
        ('SELECT * { ?s ?p "x \n}', 21, "the text that begins at line 1, column 18 is never closed"),
        ("SELEC ?s {}", 0, "unexpected 'SELEC'; did you mean SELECT?"),
        ("SELECT ?x WHER { ?x ?y ?z }", 10, "did you mean WHERE?"),
        ("SELECT * { ?s ?p ?o OPTINAL { ?s ?q ?z } }", 20, "did you mean OPTIONAL?"),
        ("SELECT * WHERE ?s ?p ?o }", 15, "unexpected '?s'; is a { missing before it?"),
        ("SELECT * { ?s ?p ?o ?s ?q ?z }", 20, "unexpected '?s'; is a . missing before it?"),
        ("SELECT ?s WHERE { ?s ?p ?o FILTER(?x > ) }", 39, "unexpected ')'"),
        ("SELECT ?x { ?x a <http://x> }}", 29, "unexpected '}'"),
        ("ASK { <rel> ?p ?o }", 6, "an IRI has a scheme"),
        ("SELECT COUNT(?s) { ?s ?p ?o }", 7, "written (COUNT(...) AS ?name)"),
        ("SELECT * { ?s ?p ?o } LIMIT x", 28, "unexpected 'x'"),
        ("garbage", 0, "unexpected 'garbage'"),
        ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }", None, "the SELECT contains a variable that is unbound"),
    ],
)
def test_the_first_wrong_word_is_told(query: str, offset: int | None, problem: str) -> None:
    """Where it stands, and what was probably meant."""
    parses = parse_failure(PREFIXES)
    message = parses(query)
    assert message is not None
    told, place = explain_syntax_error(query, message, parses)

    assert problem in told
    assert place == offset


@pytest.mark.parametrize("query", ["SELECT * {", "ASK { ?s rp:lends ", "SELECT ?s { ?s rdfs: }", "DESCRIBE"])
def test_no_jargon_of_the_parser_is_shown(query: str) -> None:
    """Neither its character ranges nor its alternatives."""
    parses = parse_failure(PREFIXES)
    told, _ = explain_syntax_error(query, parses(query) or "", parses)

    assert "FF" not in told
    assert "expected one of" not in told


def test_what_parses_has_no_failure() -> None:
    """Also where it would fail when run."""
    assert parse_failure(PREFIXES)("ASK { ?s rp:lends ?o }") is None


def test_a_message_of_another_kind_is_passed_on() -> None:
    """Whatever the engine says without a place."""
    assert explain_syntax_error("ASK {}", "something else", lambda _: None) == ("something else", None)
