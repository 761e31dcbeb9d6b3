"""The shipped language pipeline: small, licensed, with Universal Dependencies labels, right on plain news."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import realpolitik.extract

FOLDER = Path(realpolitik.extract.__file__).parent / "en_ud_small"
LARGEST_BYTES = 25 * 1024 * 1024


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(FOLDER)


def test_pipeline_is_small_enough_to_ship() -> None:
    """All files of the pipeline together stay under 25 MiB."""
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())

    assert 0 < size < LARGEST_BYTES


def test_notice_names_what_the_weights_come_from() -> None:
    """The NOTICE names each treebank, the licence of the weights, and WordNet."""
    notice = (FOLDER / "NOTICE").read_text(encoding="utf-8")

    for name in ("English Web Treebank", "GUM", "CC BY-SA 4.0", "WordNet 3.0"):
        assert name in notice


def test_meta_names_version_and_licence(nlp: Language) -> None:
    """Claims can say which pipeline they come from."""
    assert nlp.meta["name"] == "ud_small"
    assert nlp.meta["version"] != "0.0.0"
    assert nlp.meta["license"] == "CC BY-SA 4.0"


def test_parser_has_universal_dependencies_labels(nlp: Language) -> None:
    """The labels that frames are written in are there, and those of other schemes are not."""
    labels = set(nlp.get_pipe("parser").labels)  # type: ignore[attr-defined]

    assert {"nsubj", "obj", "obl", "nsubj:pass", "obl:agent", "acl:relcl", "nmod:poss", "appos"} <= labels
    assert not {"dobj", "pobj", "nsubjpass"} & labels


@pytest.mark.parametrize(
    ("text", "arcs"),
    [
        (
            "France recalled its ambassador.",
            {("France", "nsubj", "recalled"), ("ambassador", "obj", "recalled")},
        ),
        (
            "The ambassador was expelled by Hungary.",
            {("ambassador", "nsubj:pass", "expelled"), ("Hungary", "obl:agent", "expelled")},
        ),
        (
            "Norway and Sweden signed a treaty with Japan.",
            {("Norway", "nsubj", "signed"), ("Sweden", "conj", "Norway"), ("treaty", "obj", "signed")},
        ),
        (
            "The minister said that Turkey had closed the border.",
            {("minister", "nsubj", "said"), ("closed", "ccomp", "said"), ("Turkey", "nsubj", "closed")},
        ),
        (
            "Egypt did not accept Ethiopia's offer.",
            {("Egypt", "nsubj", "accept"), ("not", "advmod", "accept"), ("Ethiopia", "nmod:poss", "offer")},
        ),
        (
            "China wants to buy more gas from Russia.",
            {("China", "nsubj", "wants"), ("buy", "xcomp", "wants"), ("gas", "obj", "buy")},
        ),
    ],
)
def test_plain_sentences_are_parsed_right(nlp: Language, text: str, arcs: set[tuple[str, str, str]]) -> None:
    """The arcs that a claim needs are in the parse."""
    found = {(token.text, token.dep_, token.head.text) for token in nlp(text)}

    assert arcs <= found


def test_verbs_get_their_lemmas(nlp: Language) -> None:
    """Frames are looked up by lemma."""
    lemmas = {token.lemma_ for token in nlp("Poland withdrew its envoys and sought new talks.")}

    assert {"withdraw", "envoy", "seek", "talk"} <= lemmas
