"""Guards after the parser: each rights its fault, and leaves sound parses alone."""

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from realpolitik.extract.parse_guards import PIPE_NAME, guard, mend

Row = tuple[str, str, str, int, str]


def make_parse(*rows: Row) -> Doc:
    """Build a parse from rows of word, part of speech, tag, place of the head and label."""
    words, pos, tags, heads, deps = zip(*rows, strict=True)
    return Doc(
        Vocab(),
        words=list(words),
        pos=list(pos),
        tags=list(tags),
        heads=list(heads),
        deps=list(deps),
        lemmas=[word.lower().removesuffix("s").removesuffix("ed") for word in words],
    )


def arcs(doc: Doc) -> set[tuple[str, str, str]]:
    """Return every arc as words."""
    return {(token.text, token.dep_, token.head.text) for token in doc}


LOST_VERB = (
    ("Both", "DET", "DT", 1, "det"),
    ("countries", "NOUN", "NNS", 4, "nsubj"),
    ("have", "AUX", "VBP", 4, "aux"),
    ("reiterated", "ADJ", "JJ", 4, "amod"),
    ("support", "NOUN", "NN", 4, "ROOT"),
    ("today", "NOUN", "NN", 4, "obl:unmarked"),
)
FINITE_VERB_AS_ADJECTIVE = (
    ("Oslo", "PROPN", "NNP", 3, "nsubj"),
    ("bought", "VERB", "VBD", 3, "amod"),
    ("Finnish", "ADJ", "JJ", 3, "amod"),
    ("howitzers", "NOUN", "NNS", 3, "ROOT"),
)
APPOSITION = (
    ("The", "DET", "DT", 1, "det"),
    ("spokeswoman", "NOUN", "NN", 1, "ROOT"),
    (",", "PUNCT", ",", 3, "punct"),
    ("Ann", "PROPN", "NNP", 1, "appos"),
    (",", "PUNCT", ",", 3, "punct"),
    ("confirmed", "VERB", "VBD", 1, "acl"),
    ("it", "PRON", "PRP", 5, "obj"),
    (".", "PUNCT", ".", 1, "punct"),
)
RELATIVE_AS_MAIN = (
    ("Hill", "PROPN", "NNP", 4, "nsubj:pass"),
    (",", "PUNCT", ",", 0, "punct"),
    ("who", "PRON", "WP", 4, "nsubj:pass"),
    ("was", "AUX", "VBD", 4, "aux:pass"),
    ("born", "VERB", "VBN", 4, "ROOT"),
    (",", "PUNCT", ",", 4, "punct"),
    ("resigned", "VERB", "VBD", 4, "advcl"),
    (".", "PUNCT", ".", 4, "punct"),
)
SECOND_OBJECT = (
    ("They", "PRON", "PRP", 1, "nsubj"),
    ("left", "VERB", "VBD", 1, "ROOT"),
    ("town", "NOUN", "NN", 1, "obj"),
    (".", "PUNCT", ".", 1, "punct"),
    ("Oslo", "PROPN", "NNP", 1, "obj"),
    ("has", "AUX", "VBZ", 6, "aux"),
    ("called", "VERB", "VBN", 1, "parataxis"),
)
TWO_OBJECTS = (
    ("Cuba", "PROPN", "NNP", 1, "nsubj"),
    ("gives", "VERB", "VBZ", 1, "ROOT"),
    ("Mali", "PROPN", "NNP", 1, "obj"),
    ("rice", "NOUN", "NN", 1, "obj"),
)
QUESTION = (
    ("What", "PRON", "WP", 4, "nsubj"),
    ("does", "AUX", "VBZ", 4, "aux"),
    ("our", "PRON", "PRP$", 3, "nmod:poss"),
    ("minister", "NOUN", "NN", 4, "nsubj"),
    ("do", "VERB", "VB", 4, "ROOT"),
)
RELATIVE_OBJECT = (
    ("Look", "VERB", "VB", 0, "ROOT"),
    ("at", "ADP", "IN", 2, "case"),
    ("aid", "NOUN", "NN", 0, "obl"),
    ("that", "SCONJ", "IN", 5, "mark"),
    ("we", "PRON", "PRP", 5, "nsubj"),
    ("sent", "VERB", "VBD", 2, "acl"),
)
RELATIVE_SUBJECT = (
    *RELATIVE_OBJECT[:3],
    ("that", "SCONJ", "IN", 4, "mark"),
    ("arrived", "VERB", "VBD", 2, "acl"),
)
BECOMING = (
    ("Hill", "PROPN", "NNP", 1, "nsubj"),
    ("become", "VERB", "VB", 1, "ROOT"),
    ("president", "NOUN", "NN", 1, "obj"),
)
VERB_WITH_SUBJECT_AS_ADJECTIVE = (
    ("Both", "PRON", "DT", 2, "nsubj"),
    ("have", "AUX", "VBP", 2, "aux"),
    ("reiterated", "VERB", "VBN", 3, "amod"),
    ("support", "NOUN", "NN", 3, "ROOT"),
    (".", "PUNCT", ".", 3, "punct"),
)
VERB_AFTER_RELATIVE_CLAUSE = (
    ("Peru", "PROPN", "NNP", 0, "ROOT"),
    ("which", "PRON", "WDT", 2, "nsubj"),
    ("recalled", "VERB", "VBD", 0, "acl:relcl"),
    ("him", "PRON", "PRP", 2, "obj"),
    (",", "PUNCT", ",", 2, "punct"),
    ("accused", "VERB", "VBD", 6, "amod"),
    ("Ecuador", "PROPN", "NNP", 2, "obl"),
    (".", "PUNCT", ".", 0, "punct"),
)
NAMING = (
    ("They", "PRON", "PRP", 1, "nsubj"),
    ("call", "VERB", "VBP", 1, "ROOT"),
    ("it", "PRON", "PRP", 1, "obj"),
    ("murder", "NOUN", "NN", 1, "obj"),
)
VERB_AS_NOUN = (
    ("It", "PRON", "PRP", 1, "nsubj"),
    ("sells", "NOUN", "NNS", 1, "ROOT"),
    ("to", "ADP", "IN", 3, "case"),
    ("Oslo", "PROPN", "NNP", 1, "nmod"),
)
VERB_AFTER_MODAL = (
    ("It", "PRON", "PRP", 2, "nsubj"),
    ("will", "AUX", "MD", 2, "aux"),
    ("bar", "NOUN", "NN", 2, "ROOT"),
    ("imports", "NOUN", "NNS", 2, "obj"),
)
HAVE_AS_AUXILIARY = (
    ("Chad", "PROPN", "NNP", 4, "nsubj"),
    ("has", "AUX", "VBZ", 4, "aux"),
    ("no", "ADV", "RB", 3, "advmod"),
    ("more", "ADJ", "JJR", 4, "amod"),
    ("claims", "NOUN", "NNS", 4, "ROOT"),
    (".", "PUNCT", ".", 4, "punct"),
)
SPEAKER = (
    ("Over", "ADV", "RB", 0, "ROOT"),
    ('"', "PUNCT", "''", 0, "punct"),
    ("warned", "VERB", "VBD", 0, "parataxis"),
    ("its", "PRON", "PRP$", 4, "nmod:poss"),
    ("envoy", "NOUN", "NN", 2, "obj"),
)


PAST_AS_NOUN: tuple[Row, ...] = (
    ("Qatar", "PROPN", "NNP", 1, "compound"),
    ("lent", "NOUN", "NN", 1, "ROOT"),
    ("Sudan", "PROPN", "NNP", 2, "ROOT"),
    ("rice", "NOUN", "NN", 3, "ROOT"),
    (".", "PUNCT", ".", 3, "punct"),
)


@pytest.mark.parametrize(
    ("parse", "wanted"),
    [
        (
            LOST_VERB,
            {
                ("countries", "nsubj", "reiterated"),
                ("have", "aux", "reiterated"),
                ("reiterated", "ROOT", "reiterated"),
                ("support", "obj", "reiterated"),
                ("today", "obl:unmarked", "reiterated"),
            },
        ),
        (FINITE_VERB_AS_ADJECTIVE, {("Oslo", "nsubj", "bought"), ("howitzers", "obj", "bought")}),
        (
            APPOSITION,
            {
                ("confirmed", "ROOT", "confirmed"),
                ("spokeswoman", "nsubj", "confirmed"),
                ("Ann", "appos", "spokeswoman"),
                (".", "punct", "confirmed"),
            },
        ),
        (
            RELATIVE_AS_MAIN,
            {
                ("Hill", "nsubj", "resigned"),
                ("born", "acl:relcl", "Hill"),
                ("who", "nsubj:pass", "born"),
                ("resigned", "ROOT", "resigned"),
            },
        ),
        (SECOND_OBJECT, {("town", "obj", "left"), ("Oslo", "nsubj", "called")}),
        (TWO_OBJECTS, {("Mali", "iobj", "gives"), ("rice", "obj", "gives")}),
        (QUESTION, {("What", "obj", "do"), ("minister", "nsubj", "do")}),
        (RELATIVE_OBJECT, {("that", "obj", "sent"), ("sent", "acl:relcl", "aid")}),
        (RELATIVE_SUBJECT, {("that", "nsubj", "arrived"), ("arrived", "acl:relcl", "aid")}),
        (BECOMING, {("president", "xcomp", "become")}),
        (
            VERB_WITH_SUBJECT_AS_ADJECTIVE,
            {
                ("Both", "nsubj", "reiterated"),
                ("reiterated", "ROOT", "reiterated"),
                ("support", "obj", "reiterated"),
                (".", "punct", "reiterated"),
            },
        ),
        (
            VERB_AFTER_RELATIVE_CLAUSE,
            {
                ("Peru", "nsubj", "accused"),
                ("recalled", "acl:relcl", "Peru"),
                ("Ecuador", "obj", "accused"),
                (".", "punct", "accused"),
            },
        ),
        (NAMING, {("it", "obj", "call"), ("murder", "xcomp", "call")}),
        (VERB_AS_NOUN, {("It", "nsubj", "sells"), ("Oslo", "obl", "sells")}),
        (VERB_AFTER_MODAL, {("imports", "obj", "bar")}),
        (
            HAVE_AS_AUXILIARY,
            {
                ("has", "ROOT", "has"),
                ("Chad", "nsubj", "has"),
                ("claims", "obj", "has"),
                (".", "punct", "has"),
            },
        ),
        (
            PAST_AS_NOUN,
            {("Qatar", "nsubj", "lent"), ("Sudan", "iobj", "lent"), ("rice", "obj", "lent")},
        ),
        (SPEAKER, {("envoy", "nsubj", "warned")}),
    ],
)
def test_fault_is_mended(parse: tuple[Row, ...], wanted: set[tuple[str, str, str]]) -> None:
    """A parse with the fault comes out right, and a second round finds nothing to mend."""
    doc = make_parse(*parse)

    assert mend(doc) == 1
    assert wanted <= arcs(doc)
    assert mend(doc) == 0


@pytest.mark.parametrize(
    ("parse", "place", "tag"),
    [
        (LOST_VERB, 3, "VBN"),
        (VERB_AS_NOUN, 1, "VBZ"),
        (VERB_AFTER_MODAL, 2, "VB"),
        (HAVE_AS_AUXILIARY, 1, "VBZ"),
        (PAST_AS_NOUN, 1, "VBD"),
    ],
)
def test_lost_verb_is_tagged_as_one(parse: tuple[Row, ...], place: int, tag: str) -> None:
    """Frames look for verbs."""
    doc = make_parse(*parse)
    mend(doc)

    assert (doc[place].pos_, doc[place].tag_) == ("VERB", tag)


@pytest.mark.parametrize(
    "parse",
    [
        pytest.param(
            (
                ("We", "PRON", "PRP", 4, "nsubj"),
                ("are", "AUX", "VBP", 4, "cop"),
                ("a", "DET", "DT", 4, "det"),
                ("united", "ADJ", "JJ", 4, "amod"),
                ("country", "NOUN", "NN", 4, "ROOT"),
            ),
            id="noun with a copula",
        ),
        pytest.param(
            (
                ("Reports", "NOUN", "NNS", 0, "ROOT"),
                ("that", "SCONJ", "IN", 3, "mark"),
                ("Oslo", "PROPN", "NNP", 3, "nsubj"),
                ("paid", "VERB", "VBD", 0, "acl"),
            ),
            id="content clause of a noun",
        ),
        pytest.param(
            (
                ("Hill", "PROPN", "NNP", 4, "nsubj"),
                (",", "PUNCT", ",", 0, "punct"),
                ("who", "PRON", "WP", 3, "nsubj"),
                ("left", "VERB", "VBD", 0, "acl:relcl"),
                ("resigned", "VERB", "VBD", 4, "ROOT"),
            ),
            id="relative clause in its place",
        ),
        pytest.param(
            (
                ("Talks", "NOUN", "NNS", 0, "ROOT"),
                ("held", "VERB", "VBN", 0, "acl"),
                ("here", "ADV", "RB", 1, "advmod"),
            ),
            id="participle after a noun",
        ),
        pytest.param(
            (
                ("They", "PRON", "PRP", 1, "nsubj"),
                ("heard", "VERB", "VBD", 1, "ROOT"),
                ("him", "PRON", "PRP", 1, "obj"),
                ("king", "NOUN", "NN", 1, "obj"),
            ),
            id="two objects of a verb that takes no indirect one",
        ),
        pytest.param(
            (
                ("The", "DET", "DT", 2, "det"),
                ("Cuban", "ADJ", "JJ", 2, "amod"),
                ("aims", "NOUN", "NNS", 2, "ROOT"),
            ),
            id="noun without a subject",
        ),
        pytest.param(
            (
                ("Paid", "VERB", "VBN", 0, "ROOT"),
                ("by", "ADP", "IN", 2, "case"),
                ("Oslo", "PROPN", "NNP", 0, "obl"),
                ("says", "VERB", "VBZ", 0, "parataxis"),
                ("nothing", "PRON", "NN", 3, "obj"),
            ),
            id="speech verb without a quotation before it",
        ),
    ],
)
def test_sound_parse_is_left_alone(parse: tuple[Row, ...]) -> None:
    """No guard touches what is right."""
    doc = make_parse(*parse)
    before = arcs(doc)

    assert mend(doc) == 0
    assert arcs(doc) == before


def test_guard_is_put_after_the_parser_once() -> None:
    """The lemmatizer, which comes later, reads the mended parts of speech."""
    nlp = spacy.blank("en")
    nlp.add_pipe("parser")
    nlp.add_pipe("tagger")

    assert guard(guard(nlp)).pipe_names == ["parser", PIPE_NAME, "tagger"]
