"""The page as a file: self-contained, escaped, hashed, deterministic, of bounded size."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer_pages import World, large_world, small_world
from factories import make_claim, make_document
from realpolitik.views import ExplorerTooLargeError, page
from realpolitik.views.page import escape_json, pack

_HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028'\"&lt;"


def data_of(html: str) -> dict[str, Any]:
    """Return the data that a page carries."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    value = json.loads(found[1])
    assert isinstance(value, dict)
    return value


def test_the_same_claims_give_the_same_bytes_in_another_process() -> None:
    """Neither hash seeds nor caches nor locales reach the page."""
    code = (
        "import sys; sys.path.insert(0, 'tests'); from explorer_pages import small_world; "
        "sys.stdout.buffer.write(small_world().html().encode())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77", "LC_ALL": "C"}
    root = Path(__file__).parents[2]

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment, cwd=root
    )

    assert done.stdout.decode() == small_world().html()


def test_the_policy_names_the_hash_of_every_script_and_style() -> None:
    """Whatever runs is named; whatever isn't named doesn't run."""
    html = small_world().html()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    blocks = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)

    assert len(blocks) == 3
    for block in blocks:
        assert base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() in allowed
    assert "unsafe" not in allowed
    assert allowed.startswith("default-src 'none';")


def test_the_page_points_nowhere() -> None:
    """No attribute that loads names anything but this page's own data."""
    html = re.sub(r"<script.*?</script>|<style.*?</style>", "", small_world().html(), flags=re.DOTALL)

    assert re.findall(r'\b(?:src|href|action|data)="([^"]*)"', html) == ["data:,"]


def test_hostile_strings_stay_data() -> None:
    """A string that would end its element, or open one, is kept as it is and never as markup."""
    claim = make_claim(
        "org:a",
        "lends",
        "org:b",
        document=_HOSTILE,
        quote=_HOSTILE,
        subject_label=_HOSTILE,
        object_label="b",
        attributed_to=_HOSTILE,
        role=_HOSTILE,
    )
    document = make_document(
        _HOSTILE, id=_HOSTILE, title=_HOSTILE, source=_HOSTILE, url=f"https://example.org/{_HOSTILE}"
    )

    html = World(claims=[claim], documents=[document]).html(title=_HOSTILE)

    assert "<img" not in html
    assert html.replace(page._engine(), "").count("<script") == 3
    assert data_of(html)["claims"]["passages"]["quote"][0] == _HOSTILE
    assert data_of(html)["actors"][0]["label"] == _HOSTILE


def test_lone_surrogates_are_written_as_escapes() -> None:
    """What UTF-8 cannot hold must not make the page unwritable."""
    claim = make_claim(quote="half \ud83d a pair")

    html = World(claims=[claim], documents=[make_document()]).html()

    assert html.encode()
    assert data_of(html)["claims"]["passages"]["quote"][0] == "half \ud83d a pair"


def test_a_page_over_its_limit_is_refused_with_advice() -> None:
    """Nothing is cut in silence."""
    with pytest.raises(ExplorerTooLargeError, match=r"0\.7 MB, more than the 0\.1 MB.*show less") as caught:
        small_world().html(size_limit=100_000)

    assert caught.value.size > caught.value.limit


def test_five_hundred_relations_fit_into_a_megabyte() -> None:
    """The size that the design promises."""
    world = large_world(150, 500)

    html = world.html()

    assert len(html.encode()) < 1_000_000


def test_the_engine_carries_its_licence() -> None:
    """vis-network may be copied with its notice."""
    html = small_world().html()

    assert "@version 9.1.2" in html
    assert "vis.js is dual licensed under both" in html


def test_scripts_share_no_top_level_name() -> None:
    """All scripts are inlined into one scope, where a second definition would win in silence."""
    names = re.findall(
        r"^(?:async )?(?:function\*?|const|let|class) (\w+)", page.bundle_scripts(), re.MULTILINE
    )

    assert len(names) > 100
    assert sorted(names) == sorted(set(names))


def test_no_module_syntax_is_left() -> None:
    """An import or export in an inlined script stops the whole page."""
    assert not re.search(r"^(?:import|export) ", page.bundle_scripts(), re.MULTILINE)


def test_every_script_file_is_inlined() -> None:
    """A script that nothing imports is dead."""
    folder = Path(page.__file__).parent / "explorer" / "scripts"

    for path in folder.glob("*.js"):
        assert f"// {path.stem}.js\n" in page.bundle_scripts()


def test_no_script_reads_markup() -> None:
    """Text goes in as text: the page has no way to turn a string into elements or code."""
    scripts = page.bundle_scripts()

    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "DOMParser",
    ):
        assert way not in scripts


def test_a_part_that_ends_its_element_is_refused() -> None:
    """An inlined file must not be able to end the element that holds it."""
    with pytest.raises(Exception, match="cannot be inlined"):
        page._inline("var a = '</SCRIPT>'", end="</script")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_can_be_chosen(theme: str) -> None:
    """The page begins with it, whatever the reader's system says."""
    assert f'<html lang="en" data-theme="{theme}">' in small_world().html(theme=theme)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(_VALUES)
def test_whatever_a_page_is_given_its_script_reads_back(value: object) -> None:
    """And no character of it has a meaning in HTML."""
    text = escape_json(value)

    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_packed_data_are_what_was_packed(text: str) -> None:
    """As a browser unpacks them, the same bytes each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("realpolitik.views.page._PLAIN_UP_TO", -1)
        kind, packed = pack(text)
        assert (kind, packed) == pack(text)

    assert kind == "application/gzip"
    assert gzip.decompress(base64.b64decode(packed)).decode() == text
