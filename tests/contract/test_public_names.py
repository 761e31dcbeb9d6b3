"""What the package promises: its names, and that importing it costs nothing."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

import realpolitik
from realpolitik import errors

_ROOT = Path(__file__).parents[2]


def test_public_names_are_what_is_exported() -> None:
    """Sorted, each there, and none that is only there for the type checker."""
    assert sorted(realpolitik.__all__) == realpolitik.__all__
    assert set(realpolitik.__all__) == {*realpolitik._HOMES, "__version__"}
    assert set(dir(realpolitik)) == set(realpolitik.__all__)


@pytest.mark.parametrize("name", realpolitik.__all__)
def test_each_public_name_loads(name: str) -> None:
    """None is promised and missing."""
    assert getattr(realpolitik, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = realpolitik.nothing


def test_the_type_checker_sees_the_same_names() -> None:
    """The names under TYPE_CHECKING are those that load lazily."""
    tree = ast.parse((_ROOT / "graph/realpolitik/__init__.py").read_text(encoding="utf-8"))
    checked = next(node for node in tree.body if isinstance(node, ast.If))
    names = {
        alias.asname or alias.name
        for node in checked.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert names == set(realpolitik._HOMES)


def test_the_version_is_that_of_the_package() -> None:
    """Told in one place and checked in the other."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert realpolitik.__version__ == project["project"]["version"]


def _subclasses(kind: type[BaseException]) -> set[type[BaseException]]:
    return {kind}.union(*(_subclasses(child) for child in kind.__subclasses__()))


def test_every_error_of_the_tree_has_one_root_and_is_drawn() -> None:
    """The drawing in the module is the whole of it."""
    declared = {
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)
    }

    assert declared <= _subclasses(errors.RealpolitikError)
    assert all(error.__name__ in (errors.__doc__ or "") for error in declared)
