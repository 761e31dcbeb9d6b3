"""GDELT and POLECAT tables; the rows are invented, the columns are those of the code books."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from realpolitik.building.vocabulary import load_vocabulary
from realpolitik.errors import InputError, SourceUnusableError
from realpolitik.ledger.coded_events import CodedEvent, read_event_mapping
from realpolitik.ledger.gdelt import iter_gdelt_events, read_event_codes
from realpolitik.ledger.polecat import iter_polecat_events
from realpolitik.rdf import read_relation_scheme
from realpolitik.resources import resource_path

MAPPINGS = resource_path("ontology/mappings")
SCHEME = read_relation_scheme(
    [resource_path("ontology/relations.ttl"), resource_path("ontology/mappings/event-relations.ttl")]
)
CODES = read_event_codes(MAPPINGS / "cameo-codes.csv")
CAMEO = read_event_mapping(MAPPINGS / "cameo-events.csv", SCHEME)
PLOVER = read_event_mapping(MAPPINGS / "plover-events.csv", SCHEME)
_, REGISTRY = load_vocabulary()

POLECAT_COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW"),
    *("Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw"),
    *("Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude"),
    *("Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)


def gdelt_row(
    one: tuple[str, ...] = ("FRA", "FRANCE", "FRA"),
    other: tuple[str, ...] = ("TCD", "CHAD", "TCD"),
    *,
    code: str = "043",
    day: str = "20150218",
    url: str = "https://www.wire.example/a1",
    columns: int = 61,
) -> str:
    """Return a row: an actor is code, name, country, group and, last, its first role."""
    fields = [""] * columns
    fields[0], fields[1], fields[26] = "1", day, code
    for start, actor in ((5, one), (15, other)):
        fields[start : start + 4] = [*actor[:4], *[""] * (4 - len(actor[:4]))]
        fields[start + 7] = actor[4] if len(actor) > 4 else ""
    added = {57: 56, 58: 56, 61: 59}[columns]
    fields[added] = "20150219" if columns < 61 else "20150219120000"
    if columns > 57:
        fields[added + 1] = url
    return "\t".join(fields) + "\n"


def gdelt_events(tmp_path: Path, *rows: str) -> tuple[list[CodedEvent], list[InputError]]:
    path = tmp_path / "20150218.export.CSV"
    path.write_text("".join(rows), encoding="utf-8")
    skipped: list[InputError] = []
    return list(iter_gdelt_events(path, CODES, REGISTRY, on_skip=skipped.append)), skipped


@pytest.mark.parametrize("columns", [57, 58, 61])
def test_gdelt_row_of_each_version(tmp_path: Path, columns: int) -> None:
    """Countries, event, day and first report come out of the columns of 1.0 and of 2.0."""
    (event,), skipped = gdelt_events(tmp_path, gdelt_row(columns=columns))

    assert (event.subject, event.object, event.text) == ("FRA", "TCD", "Host a visit")
    assert (event.day, event.reported, event.plover) == ("2015-02-18", "2015-02-19", "CONSULT")
    assert event.source == (None if columns == 57 else "wire.example")
    assert skipped == []


@pytest.mark.parametrize(
    ("actor", "name", "country"),
    [
        (("FRAGOV", "PRESIDENT", "FRA", "", "GOV"), "FRA", "FRA"),
        (("FRACOP", "POLICE", "FRA", "", "COP"), "Police (France)", "FRA"),
        (("ROMMIL", "ARMY", "ROM", "", "MIL"), "ROU", "ROU"),
        (("NATMIL", "NATO", "", "NAT", ""), "org:nato", None),
        (("", "ZORGLAND MINERS", "", "", ""), "Zorgland Miners", None),
        (("REB", "", "", "", "REB"), "Rebels", None),
    ],
)
def test_gdelt_actors(tmp_path: Path, actor: tuple[str, ...], name: str, country: str | None) -> None:
    """A state's own organs are the country, other roles are bodies of it, known groups are themselves."""
    (event,), _ = gdelt_events(tmp_path, gdelt_row(actor))

    assert (event.subject, event.subject_country) == (name, country)


def test_gdelt_bad_rows_are_told(tmp_path: Path) -> None:
    """Each row that is no event between two actors has its reason and its line."""
    events, skipped = gdelt_events(
        tmp_path,
        "a\tb\n",
        gdelt_row(day="20151340"),
        gdelt_row(code="99"),
        gdelt_row(other=("",)),
        gdelt_row(("",)),
        gdelt_row(other=("FRA", "PARIS", "FRA")),
        "\n",
        gdelt_row(),
    )

    assert len(events) == 1
    assert [(error.line, error.problem) for error in skipped] == [
        (1, "has 2 columns; GDELT events have 57, 58 or 61"),
        (2, "'20151340' is no day"),
        (3, "'99' is no CAMEO event code"),
        (4, "the event has no target"),
        (5, "the event has no actor"),
        (6, "both sides are the same actor"),
    ]


def test_gdelt_folder(tmp_path: Path) -> None:
    """All tables of a folder are read; a folder without any is told."""
    (tmp_path / "readme.md").write_text("x", encoding="utf-8")
    with pytest.raises(SourceUnusableError, match="holds no table"):
        list(iter_gdelt_events(tmp_path, CODES, REGISTRY, on_skip=lambda _error: None))
    for name in ("1.CSV", "2.csv"):
        (tmp_path / name).write_text(gdelt_row(), encoding="utf-8")

    assert len(list(iter_gdelt_events(tmp_path, CODES, REGISTRY, on_skip=lambda _error: None))) == 2
    with pytest.raises(SourceUnusableError, match="cannot be read"):
        list(iter_gdelt_events(tmp_path / "no.csv", CODES, REGISTRY, on_skip=lambda _error: None))


def test_every_cameo_code_has_a_relation_of_its_plover_type() -> None:
    """Each code's name has a rule, and PLOVER's type of the code is one that its relation goes by."""
    strange = {
        # PLOVER files an agreement or a wish under AGREE, whatever it is about; so do statuses here.
        code
        for code, (name, plover) in CODES.names.items()
        for relation, _status in [CAMEO.find(name) or (None, None)]
        if relation is None or (plover and plover not in {*SCHEME[relation].plover, "AGREE", "RETREAT"})
    }

    # Where the relation schemes draw their lines elsewhere: diplomatic cooperation, refusing to lift
    # sanctions, administrative sanctions, deportation, hostages, blockades.
    assert strange == {"050", "1241", "1244", "172", "174", "181", "191"}
    assert all(root in CODES.names for root in ("010", "042", "100", "204"))
    assert CODES.find("0439") == CODES.names["043"]
    assert CODES.find("19") == CODES.names["190"]
    assert CODES.find("77") is None


def polecat_table(tmp_path: Path, *rows: dict[str, str]) -> Path:
    path = tmp_path / "ngecEvents.DV.2018.txt"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, POLECAT_COLUMNS, delimiter="\t", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


VISIT = {
    "Event Date": "2018-03-04",
    "Event Type": "CONSULT",
    "Event Mode": "visit",
    "Actor Name": "Ana Prado",
    "Actor Country": "FRA",
    "Recipient Name": "None",
    "Recipient Country": "TCD",
    "Primary Recipient Sector": "GOV",
    "Source": "Example Wire",
    "Publication Date": "2018-03-05",
}


def test_polecat_rows(tmp_path: Path) -> None:
    """A named actor keeps name and country, a nameless government is its country, another sector a body."""
    army = VISIT | {"Primary Recipient Sector": "REB"}
    path = polecat_table(tmp_path, VISIT, army)
    one, two = iter_polecat_events(path, REGISTRY, on_skip=lambda _error: None)

    assert (one.subject, one.subject_country, one.object) == ("Ana Prado", "FRA", "TCD")
    assert (one.text, one.plover, one.source, one.reported) == (
        "CONSULT visit",
        "CONSULT",
        "Example Wire",
        "2018-03-05",
    )
    assert two.object == "REB (Chad)"


def test_polecat_bad_rows_are_told(tmp_path: Path) -> None:
    """Reason and line of each; a table without the columns ends the run."""
    rows = [
        VISIT | {"Event Date": "soon"},
        VISIT | {"Event Type": "None"},
        VISIT | {"Recipient Country": "None"},
        VISIT | {"Actor Name": "None", "Actor Country": ""},
        VISIT | {"Actor Name": "", "Actor Country": "TCD"},
        VISIT,
    ]
    skipped: list[InputError] = []
    events = list(iter_polecat_events(polecat_table(tmp_path, *rows), REGISTRY, on_skip=skipped.append))

    assert len(events) == 1
    assert [(error.line, error.problem) for error in skipped] == [
        (2, "'soon' is no day"),
        (3, "the event has no type"),
        (4, "the event has no recipient"),
        (5, "the event has no actor"),
        (6, "both sides are the same actor"),
    ]
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.txt").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(SourceUnusableError, match="lacks the column 'Event Date'"):
        list(iter_polecat_events(tmp_path / "other", REGISTRY, on_skip=skipped.append))
    (tmp_path / "other" / "x.txt").unlink()
    with pytest.raises(SourceUnusableError, match="holds no table"):
        list(iter_polecat_events(tmp_path / "other", REGISTRY, on_skip=skipped.append))
    with pytest.raises(SourceUnusableError, match="cannot be read"):
        list(iter_polecat_events(tmp_path / "no", REGISTRY, on_skip=skipped.append))


@pytest.mark.parametrize(
    ("text", "relation", "status"),
    [
        ("CONSULT visit", "meets", "actual"),
        ("AGREE", "cooperates", "actual"),
        ("AGREE settle", "concedes", "possible"),
        ("AID military", "arms", "actual"),
        ("COERCE arrest", "detains", "actual"),
        ("ASSAULT firearms", "attacks", "actual"),
        ("SUPPORT recognize", "recognizes", "actual"),
    ],
)
def test_plover_types_have_relations(text: str, relation: str, status: str) -> None:
    """A mode that means something of its own has its own relation."""
    assert PLOVER.find(text) == (relation, status)


def test_every_plover_type_has_a_rule() -> None:
    """No type that our relation types go by is without one."""
    types = {code for relation in SCHEME for code in relation.plover}

    assert [code for code in sorted(types) if PLOVER.find(code) is None] == []
