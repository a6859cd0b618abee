"""What takes no part in judging is named, and a change of it makes nobody judge again."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline import judging_code
from pipeline.judging_code import HOUSE, SEE_ONLY, WEIGH_ONLY

ROOMS = ("doctypes", "models", "regulations", "pipeline")
LOCAL_OF_SEE = frozenset({"pipeline/run.py"})
"""Modules whose local imports are the pixels' half: `see` imports its stages when it is called."""


@cache
def imported(path: Path, *, with_local: bool) -> frozenset[str]:
    return frozenset(_imported(path, with_local=with_local))


def _imported(path: Path, *, with_local: bool) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    nodes = ast.walk(tree) if with_local else iter(tree.body)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def reached(start: str) -> set[str]:
    """Every module of these rooms that a module imports, at any remove."""
    found, waiting = set(), [start]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for module in imported(HOUSE / name, with_local=name not in LOCAL_OF_SEE):
            base = module.replace(".", "/")
            for path in (f"{base}.py", f"{base}/__init__.py"):
                if base.split("/")[0] in ROOMS and (HOUSE / path).is_file():
                    waiting.append(path)
    return found


def named(modules: set[str], parts: frozenset[str]) -> set[str]:
    return {
        module
        for module in modules
        for part in parts
        if module == part or (part.endswith("/") and module.startswith(part))
    }


def test_what_finds_out_what_a_page_says_imports_nothing_that_is_left_out_of_its_digest() -> None:
    modules = reached("pipeline/understanding.py")

    assert "pipeline/stages/extract.py" in modules
    assert named(modules, SEE_ONLY | WEIGH_ONLY) == set()


@pytest.mark.parametrize("start", ["pipeline/run.py", "pipeline/again.py", "pipeline/dossier.py"])
def test_what_judges_imports_nothing_that_is_left_out_of_its_digest(start: str) -> None:
    # `run.py` names the engine's promise, and only to hand it on.
    assert named(reached(start), SEE_ONLY) <= {"pipeline/ocr.py"}


def test_every_word_list_counts_and_no_definition_does() -> None:
    counted = {path.relative_to(HOUSE).as_posix() for path in judging_code._sources(frozenset())}

    assert {"doctypes/values/name.py", "models/page.py", "pipeline/run.py", "regulations/conditions.py"} <= counted
    assert not [name for name in counted if name.endswith((".toml", ".pyc"))]


def test_a_changed_line_of_code_changes_the_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ROOMS:
        (tmp_path / room).mkdir()
    (tmp_path / "pipeline" / "words.py").write_text("A = 1\n")
    (tmp_path / "doctypes" / "keys.py").write_text("A = 1\n")
    monkeypatch.setattr(judging_code, "HOUSE", tmp_path)
    before = judging_code._digest(WEIGH_ONLY), judging_code._digest(frozenset())

    (tmp_path / "pipeline" / "words.py").write_text("A = 2\n")

    assert judging_code._digest(WEIGH_ONLY) == before[0]
    assert judging_code._digest(frozenset()) != before[1]
