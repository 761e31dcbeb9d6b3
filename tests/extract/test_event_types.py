"""The PLOVER type of an event between two marked mentions, as the shipped model judges it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from realpolitik.extract import Extractor
from realpolitik.extract.event_types import EventTypeModel, read_event_types, write_event_types
from realpolitik.extract.relate_pair import event_inputs, relate_pair
from realpolitik.model import Span
from realpolitik.model.marked_pair import MarkedPair

MODEL = EventTypeModel(("AID", "YIELD"), {"lift": (0.0, 2.0)}, np.zeros((2, 3), dtype=np.float32), (0.5, 0.0))
NOTHING = np.zeros(3, dtype=np.float32)


def _pair(text: str, subject: str, object_: str) -> MarkedPair:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (subject, object_)]
    return MarkedPair(id="p", text=text, subject=spans[0], object=spans[1])


def test_probabilities_add_up() -> None:
    """Over all types, or those that are possible."""
    types = MODEL.probabilities(["lift", "unknown"], NOTHING)

    assert sum(types.values()) == pytest.approx(1)
    assert types["YIELD"] == pytest.approx(1 / (1 + np.exp(-1.5)))
    assert MODEL.probabilities(["lift"], NOTHING, {"AID"}) == {"AID": 1.0}


def test_a_model_survives_its_file(tmp_path: Path) -> None:
    """And the same one gives the same bytes."""
    for name in ("one", "two"):
        write_event_types(MODEL, tmp_path / name)
    read = read_event_types(tmp_path / "one")

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert read.probabilities(["lift"], NOTHING) == MODEL.probabilities(["lift"], NOTHING)


def test_the_shipped_model_knows_the_sixteen_types_but_one() -> None:
    """Concede and retreat are one, as in PLV."""
    assert len(read_event_types().types) == 15
    assert "YIELD" in read_event_types().types


@pytest.mark.parametrize(
    ("text", "subject", "object_", "plover"),
    [
        ("Norway lifted its sanctions on Mali on Monday.", "Norway", "Mali", "YIELD"),
        ("Norway imposed sanctions on Mali on Monday.", "Norway", "Mali", "SANCTION"),
        ("Norway threatened to impose sanctions on Mali.", "Norway", "Mali", "THREATEN"),
        ("Norway will not lift its sanctions on Mali.", "Norway", "Mali", "REJECT"),
        ("Norway urged Mali to release the prisoners.", "Norway", "Mali", "REQUEST"),
        ("Norway agreed to send food aid to Mali.", "Norway", "Mali", "AGREE"),
        ("Norway sent food and medicine to Mali.", "Norway", "Mali", "AID"),
        ("Mali was bombed by Norwegian jets on Friday.", "Norwegian jets", "Mali", "ASSAULT"),
        ("Norway's condemnation of Mali came on Friday.", "Norway", "Mali", "ACCUSE"),
    ],
)
def test_operators_change_the_type(
    extractor: Extractor, text: str, subject: str, object_: str, plover: str
) -> None:
    """The same words in another mood are another event."""
    assert relate_pair(extractor, _pair(text, subject, object_)).plover == plover


def test_inputs_mask_the_mentions(extractor: Extractor) -> None:
    """A type depends on what is done, not on who does it."""
    text = "{} sent food to {} on Monday."
    one, other = (
        event_inputs(extractor, _pair(text.format(*names), *names))
        for names in (("Norway", "Mali"), ("Brazil", "Peru"))
    )

    assert one is not None
    assert other is not None
    assert set(one[0]) == set(other[0])
    assert np.array_equal(one[1], other[1])
