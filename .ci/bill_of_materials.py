"""What realpolitik is made of: its dependencies with their licences, and the data that it ships.

    python .ci/bill_of_materials.py docs/licences.md realpolitik.cdx.json

Writes what the names end in: .md, the list for people; .json, a CycloneDX 1.5 bill of materials.  Both are
made from pyproject.toml and the metadata of the libraries that are installed, with no network and no clock.
Exits with 1 where a licence is not known to go with ours.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).resolve().parents[1]
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Licences under which a library may be used by a work under Apache-2.0.
_PERMISSIVE = {
    *(
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "ISC",
        "MIT",
        "MIT-CMU",
    ),
    *("PSF-2.0", "Unlicense", "W3C-20150513", "Zlib"),
}
_WEAK_COPYLEFT = {"MPL-1.1", "MPL-2.0", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-or-later"}
# A library's own licence text says so; its metadata do not, or in other words.
_KNOWN = {
    "blis": "BSD-3-Clause",
    "igraph": "GPL-2.0-or-later",
    "justext": "BSD-2-Clause",
    "pyvis": "BSD-3-Clause",
}
# Strong copyleft that is accepted on purpose, each with the reason.
ACCEPTED = {
    "igraph": (
        "is installed by pip from its own source, and none of it is in realpolitik's wheel. Whoever passes\n"
        "  realpolitik on together with it keeps to the GPL for the whole, version 3: Apache-2.0 goes with\n"
        "  it, and CC BY-SA 4.0 may be taken under it. A permissive library of like quality was looked for\n"
        "  in November 2026 and not found. On 2,000 actors and 6,000 ties, one core, igraph places them in\n"
        "  0.4 s, rustworkx in 5.3 s, networkx in about 180 s; betweenness takes 0.5, 1.0 and 26 s; 160\n"
        "  actors by Kamada-Kawai take 0.06 s, in networkx 1.3 s. Neither of the others holds chosen actors\n"
        "  within bounds, as the explorer's ring does, nor has the Leiden algorithm of its own. Were igraph\n"
        "  optional, the same graph would get two different pages; so it is not"
    ),
}
_WORDS = {
    "apache software": "Apache-2.0",
    "apache license": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd 2-clause": "BSD-2-Clause",
    "bsd": "BSD-3-Clause",
    "isc": "ISC",
    "mit": "MIT",
    "mozilla public license 2.0": "MPL-2.0",
    "python software foundation": "PSF-2.0",
}
_DATA = (
    (
        "extract/en_ud_small",
        "trained weights of the language pipeline; lemma tables from WordNet 3.0",
        "CC-BY-SA-4.0",
    ),
    ("extract/relation_model", "trained weights over claims and sentences", "CC-BY-SA-4.0"),
    (
        "extract/word_vectors",
        "word vectors made from all-MiniLM-L6-v2; its NOTICE has the sources",
        "Apache-2.0",
    ),
    ("ontology", "classes, relation types, shapes, actors, queries", "Apache-2.0"),
    ("ontology/places, capitals in actors/countries.ttl", "GeoNames", "CC-BY-4.0"),
    ("names of countries in actors/countries.ttl", "Unicode CLDR", "Unicode-3.0"),
    ("seeds", "dispatches written for this project", "Apache-2.0"),
    ("server/pages/editor.js", "CodeMirror", "MIT"),
    ("explorer.html", "vis-network, which pyvis brings and each page carries", "MIT OR Apache-2.0"),
)


@dataclass(frozen=True, slots=True)
class Component:
    """A library that is needed at run time.

    Attributes:
        name: As its index has it, canonical.
        version: The installed one.
        licence: SPDX expression; empty where it is not known.
        needs: Names of the libraries that it needs.
        extra: The extra that brings it; None where every installation has it.
    """

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]
    extra: str | None

    @property
    def purl(self) -> str:
        """The address of the package."""
        return f"pkg:pypi/{self.name}@{self.version}"


def find_components() -> tuple[Component, ...]:
    """Return all libraries that an installation needs, and those of users' extras that are installed."""
    found: dict[str, Component] = {}
    for extra in (None, *(name for name in _PROJECT["optional-dependencies"] if name != "test")):
        lines = _PROJECT["optional-dependencies"][extra] if extra else _PROJECT["dependencies"]
        waiting = [Requirement(line) for line in lines]
        while waiting:
            wanted = waiting.pop()
            name = canonicalize_name(wanted.name)
            if name in found:
                continue
            try:
                installed = distribution(name)
            except PackageNotFoundError:
                if extra is None:
                    raise
                continue  # an extra that is not there is told by name alone
            needs = tuple(_needs(installed, wanted.extras))
            waiting += needs
            names = tuple(sorted({canonicalize_name(each.name) for each in needs}))
            found[name] = Component(name, installed.version, _licence(name, installed), names, extra)
    return tuple(found[name] for name in sorted(found))


def _needs(installed: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in installed.requires or ():
        wanted = Requirement(line)
        marker = wanted.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield wanted


def _licence(name: str, installed: Distribution) -> str:
    """Return an SPDX expression, from what a library says of itself."""
    if name in _KNOWN:
        return _KNOWN[name]
    metadata = installed.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classifiers = [
        line.rpartition("::")[2] for line in metadata.get_all("Classifier") or () if "License ::" in line
    ]
    told = (metadata.get("License") or "").strip()
    if "\n" not in told and told and _is_known(told):
        return told
    for words in (told.split("\n")[0], *classifiers):
        for start, identifier in _WORDS.items():
            if re.search(rf"\b{re.escape(start)}\b", words.lower()):
                return identifier
    return ""


def _identifiers(expression: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9.+-]+", re.sub(r"\b(?:AND|OR|WITH)\b", " ", expression))


def _is_known(expression: str) -> bool:
    return set(_identifiers(expression)) <= _PERMISSIVE | _WEAK_COPYLEFT


def problems(components: tuple[Component, ...]) -> list[str]:
    """Return a line for each library whose licence does not go with ours, as far as is known."""
    found = []
    for component in components:
        choices = component.licence.split(" OR ") if component.licence else []
        if component.name not in ACCEPTED and not any(map(_is_known, choices)):
            found.append(f"{component.name} {component.version}: {component.licence or 'no licence told'}")
    return found


def as_markdown(components: tuple[Component, ...]) -> str:
    """Return the list for people; without versions, which requirements pin."""
    lines = [
        "# Licences",
        "",
        "Made by `.ci/bill_of_materials.py` from the metadata of what is installed; a test holds it to them.",
        "",
        "## Data that comes with realpolitik",
        "",
        "| what | from | licence |",
        "|---|---|---|",
        *(f"| {where} | {what} | {licence} |" for where, what, licence in _DATA),
        "",
        "Each folder has its NOTICE, with the changes that were made.",
        "",
        "## Libraries",
        "",
        "None is passed on with realpolitik; pip installs them. What only an extra brings says so.",
        "",
        "| library | licence | brought by |",
        "|---|---|---|",
        *(f"| {each.name} | {each.licence} | {each.extra or ''} |" for each in components),
        "",
        "## Strong copyleft",
        "",
        *(f"- {name} {reason}." for name, reason in ACCEPTED.items()),
        "",
        "## Known vulnerabilities",
        "",
        "Where a vulnerability database can be reached, ask it with",
        "`pip install pip-audit && pip-audit -r requirements/test.txt --require-hashes --strict`, or give",
        "the `realpolitik.cdx.json` that `.ci/run` makes to any scanner that reads CycloneDX. A mirror that",
        "holds packages only can tell pip-audit nothing: with `--strict` it fails then, without, it passes.",
        "",
    ]
    return "\n".join(lines)


def as_cyclonedx(components: tuple[Component, ...]) -> dict[str, object]:
    """Return the bill of materials, the same bytes for the same libraries."""
    own = f"pkg:pypi/{_PROJECT['name']}@{_PROJECT['version']}"
    purls = {component.name: component.purl for component in components}
    direct = [canonicalize_name(Requirement(line).name) for line in _PROJECT["dependencies"]]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": _PROJECT["name"],
                "version": _PROJECT["version"],
                "purl": own,
                "licenses": [{"expression": _PROJECT["license"]}],
            }
        },
        "components": [
            {
                "type": "library",
                "bom-ref": component.purl,
                "name": component.name,
                "version": component.version,
                "purl": component.purl,
                "scope": "optional" if component.extra else "required",
                "licenses": [{"expression": component.licence}] if component.licence else [],
            }
            for component in components
        ],
        "dependencies": [
            {"ref": own, "dependsOn": sorted(purls[name] for name in direct)},
            *(
                {
                    "ref": component.purl,
                    "dependsOn": sorted(purls[name] for name in component.needs if name in purls),
                }
                for component in components
            ),
        ],
    }


def main() -> None:
    """Write what is asked for, and tell what is amiss."""
    components = find_components()
    for name in sys.argv[1:]:
        is_list = name.endswith(".md")
        text = as_markdown(components) if is_list else json.dumps(as_cyclonedx(components), indent=1) + "\n"
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    amiss = problems(components)
    sys.stdout.write(f"{len(components)} libraries, {len(amiss)} with a licence that is not known to fit\n")
    if amiss:
        sys.exit("\n".join(amiss))


if __name__ == "__main__":
    main()
