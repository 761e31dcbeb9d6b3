"""The documents that come with realpolitik: their form, and the contradictions that they are there for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from realpolitik.documents import iter_documents
from realpolitik.errors import InputError
from realpolitik.model import Document
from realpolitik.pipeline import seed_paths
from realpolitik.resources import resource_path

PATHS = tuple(Path(path) for path in seed_paths())
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n\n(.*)\Z", re.DOTALL)


def parts(path: Path) -> tuple[dict[str, str], str]:
    found = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
    assert found is not None
    fields = (line.partition(": ") for line in found[1].splitlines())
    return {name: value for name, _, value in fields}, found[2]


def body(number: int) -> str:
    return parts(PATHS[number - 1])[1]


def read() -> list[Document]:
    def refuse(error: InputError) -> None:
        raise error

    return list(iter_documents([str(path) for path in PATHS], on_skip=refuse))


def test_there_are_five_and_a_note_on_their_origin() -> None:
    assert [path.name[:3] for path in PATHS] == ["01-", "02-", "03-", "04-", "05-"]
    note = resource_path("seeds/SOURCES.md").read_text(encoding="utf-8")
    assert all(word in note for word in ("`title`", "`based_on`", "`source`", "`published`", "Apache-2.0"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_each_is_a_dispatch_of_250_to_450_words_with_a_headline(path: Path) -> None:
    fields, text = parts(path)

    assert 250 <= len(text.split()) <= 450
    assert text.startswith(f"# {fields['title']}\n\n")
    assert text.endswith(".\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_front_matter_cites_the_article_and_fills_in_nothing(path: Path) -> None:
    fields, _ = parts(path)

    assert set(fields) <= {"title", "based_on", "source", "published", "url"}
    assert fields["title"] not in fields["based_on"]
    assert fields["based_on"].strip('"')
    assert all(value.strip() for value in fields.values())


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_nothing_but_the_dispatch_is_in_a_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"https?:|www\.|[<>{}|]|SHARE THIS|comment|\u00a0|\u00ad|\t|  ", text)
    assert max(map(ord, text)) < 0x2100  # no emoji


def test_the_documents_room_reads_them_with_their_publishers() -> None:
    documents = read()

    assert [document.id for document in documents] == [path.stem for path in PATHS]
    assert [document.source for document in documents] == [None, "Press TV", None, "GlobalFocus24", None]
    assert all(document.title and document.title in document.text for document in documents)


def test_over_30_billion_dollars_are_three_different_things() -> None:
    assert "China, formerly Venezuela's biggest financier, has lent it over $30 billion" in body(4)
    assert "loans and deals worth more than $30 billion from Beijing, Moscow, Havana and Tehran" in body(5)
    assert "over $30 billion into arms for Caracas since 2000" in body(5)


def test_one_event_is_a_capture_here_and_a_kidnapping_there() -> None:
    assert "captured by US forces" in body(1)
    assert "kidnap" not in body(1)
    assert "was kidnapped on January 3" in body(2)
    assert "captur" not in body(2)


def test_there_is_a_meeting_in_one_and_a_raid_in_another() -> None:
    assert "Representatives of Maduro were met in the capital" in body(3)
    assert "the American raid" in body(2)
    assert "raid" not in body(3)
