"""Licences of what realpolitik rests on, and the bill of materials that a release has."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).parents[2]
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that makes both."""
    spec = importlib.util.spec_from_file_location("bill_of_materials", _ROOT / ".ci/bill_of_materials.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def components(script: ModuleType) -> tuple[Any, ...]:
    """What is needed at run time."""
    found: tuple[Any, ...] = script.find_components()
    return found


def test_every_licence_goes_with_ours(script: ModuleType, components: tuple[Any, ...]) -> None:
    """None is unknown, and strong copyleft is named with its reason."""
    assert script.problems(components) == []
    assert set(script.ACCEPTED) <= {component.name for component in components}


@pytest.mark.parametrize(
    "licence", ["", "GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "Proprietary"]
)
def test_another_licence_is_told(script: ModuleType, components: tuple[Any, ...], licence: str) -> None:
    """With the library and what it says."""
    bad = replace(components[0], licence=licence)

    assert script.problems((bad,)) == [f"{bad.name} {bad.version}: {licence or 'no licence told'}"]
    assert script.problems((replace(bad, licence="GPL-2.0-only OR MIT"),)) == []


def test_the_list_for_people_is_up_to_date(components: tuple[Any, ...]) -> None:
    """Where it is not: python .ci/bill_of_materials.py docs/licences.md."""
    text = (_ROOT / "docs/licences.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([a-z0-9-]+) \| (.+?) \|", text, flags=re.MULTILINE))

    needed = {component.name: component.licence for component in components if component.extra is None}
    assert {name: told.get(name) for name in needed} == needed


def test_shipped_data_is_listed_with_its_licence() -> None:
    """Each folder of data with a NOTICE is there."""
    text = (_ROOT / "docs/licences.md").read_text(encoding="utf-8")
    package = _ROOT / "graph/realpolitik"

    for notice in package.rglob("NOTICE"):
        assert f"| {notice.parent.relative_to(package).as_posix()} |" in text
    assert all(licence in text for licence in _PROJECT["license"].split(" AND "))


def test_the_bill_names_every_library_that_is_needed(script: ModuleType, components: tuple[Any, ...]) -> None:
    """With version, licence and address, and what needs what; the same each time."""
    bill = script.as_cyclonedx(components)
    named = {component["name"]: component for component in bill["components"]}
    direct = {canonicalize_name(Requirement(line).name) for line in _PROJECT["dependencies"]}
    references = {component["bom-ref"] for component in bill["components"]}

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert direct <= set(named)
    assert all(named[name]["scope"] == "required" and named[name]["licenses"] for name in direct)
    assert len(references) == len(named) == len(components) > len(direct)
    needed = {reference for entry in bill["dependencies"] for reference in entry["dependsOn"]}
    assert needed <= references
    assert {f"pkg:pypi/{name}@{named[name]['version']}" for name in direct} == set(
        bill["dependencies"][0]["dependsOn"]
    )
    assert json.dumps(bill) == json.dumps(script.as_cyclonedx(script.find_components()))


@pytest.mark.parametrize("name", ["test.txt", "build.txt"])
def test_requirements_are_pinned_and_hashed_and_name_no_index(name: str) -> None:
    """So that the same files are installed everywhere, from whichever index one uses."""
    text = (_ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert len(entries) > 5
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==[^ ;]+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+$", entry), (
            entry
        )
    assert not re.search(r"://|index|--find-links|--trusted-host", text)


def test_every_dependency_is_pinned_for_tests() -> None:
    """As pyproject.toml wants it."""
    text = (_ROOT / "requirements/test.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, flags=re.MULTILINE))
    wanted = [
        Requirement(line) for line in [*_PROJECT["dependencies"], *_PROJECT["optional-dependencies"]["test"]]
    ]

    unpinned = [
        each.name
        for each in wanted
        if not each.specifier.contains(pinned.get(canonicalize_name(each.name), "0"))
    ]
    assert unpinned == []
