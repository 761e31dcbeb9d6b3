"""Static word vectors."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.extract.word_vectors import WordVectors, word_vectors


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    return word_vectors()


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("bombard", "shell", "loan"),
        ("lender", "bank", "missile"),
        ("condemn", "denounce", "export"),
        ("tanker", "ship", "verdict"),
    ],
)
def test_like_words_are_nearer(vectors: WordVectors, word: str, near: str, far: str) -> None:
    assert vectors.similarity(word, near) > vectors.similarity(word, far) + 0.1


def test_vectors_have_length_one(vectors: WordVectors) -> None:
    assert np.allclose(np.linalg.norm(vectors.matrix, axis=1), 1.0, atol=1e-5)


def test_unknown_words_resemble_nothing(vectors: WordVectors) -> None:
    assert vectors.of("qwzx") is None
    assert vectors.similarity("qwzx", "bank") == 0.0
    assert vectors.nearest("qwzx") == []


def test_first_known_form_counts(vectors: WordVectors) -> None:
    expected = vectors.of("sanction")
    assert expected is not None
    found = vectors.of("Qwzxed", "Sanction")
    assert found is not None
    assert np.array_equal(found, expected)


def test_phrase_is_the_mean_of_its_words(vectors: WordVectors) -> None:
    phrase = vectors.of("travel_ban")
    assert phrase is not None
    travel, ban = vectors.of("travel"), vectors.of("ban")
    assert travel is not None
    assert ban is not None
    assert float(phrase @ travel) == pytest.approx(float(phrase @ ban), abs=1e-5)


def test_nearest_words_leave_the_word_out(vectors: WordVectors) -> None:
    words = [word for word, _ in vectors.nearest("invasion", 5)]
    assert len(words) == 5
    assert "invasion" not in words
    assert any(word.startswith(("inva", "occup", "conq")) for word in words)


def test_like_words_share_a_cluster(vectors: WordVectors) -> None:
    assert vectors.cluster("lender") == vectors.cluster("lending")
    assert vectors.cluster("lender") != vectors.cluster("missile")
    assert vectors.cluster("qwzx") is None


def test_phrases_go_to_the_nearest_cluster(vectors: WordVectors) -> None:
    phrase = vectors.of("oil tanker")
    assert phrase is not None
    found = vectors.cluster("oil_tanker")
    assert found is not None
    assert float(vectors.middles[found] @ phrase) == pytest.approx(float((vectors.middles @ phrase).max()))
