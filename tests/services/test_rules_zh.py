"""Every rule of comparing, and every outcome, has its Chinese: collected from the code itself."""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import doctypes.values
import pipeline.stages
from models.doctype import Outcome
from models.extraction import FieldStatus
from services import words_zh
from services.rules_zh import OTHERWISE, RULES, rule_sentence

SOURCES = sorted(
    chain(
        Path(next(iter(doctypes.values.__path__))).glob("*.py"),
        [Path(next(iter(pipeline.stages.__path__))) / "match.py"],
    )
)


def rule_words(source: str) -> set[str]:
    """Collect what is given as `rule`, or beside an outcome, through names and functions of the same module."""
    tree = ast.parse(source)
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assigned: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    assigned.setdefault(target.id, []).append(node.value)
    seen: set[str] = set()

    def words(node: ast.expr) -> Iterator[str]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.IfExp):
            yield from chain(words(node.body), words(node.orelse))
        elif isinstance(node, ast.BoolOp | ast.Dict):
            yield from chain.from_iterable(words(one) for one in node.values)
        elif isinstance(node, ast.Subscript):
            yield from words(node.value)
        elif isinstance(node, ast.Name) and node.id not in seen:
            seen.add(node.id)
            yield from chain.from_iterable(words(one) for one in assigned.get(node.id, []))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            yield from of_function(node.func.id)

    def of_function(name: str) -> Iterator[str]:
        if name not in seen:
            seen.add(name)
            for node in ast.walk(functions[name]):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield from words(node.value)

    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "rule":
            found |= set(words(node.value))
        if isinstance(node, ast.Tuple) and len(node.elts) == 2 and ast.unparse(node.elts[0]).startswith("Outcome."):
            found |= set(words(node.elts[1]))
    return found - {""}


def test_every_rule_word_of_the_code_has_its_chinese() -> None:
    used = set().union(*(rule_words(path.read_text("utf-8")) for path in SOURCES))

    assert {"separator_variant", "separator_missing", "no_surname", "year_only", "inside_id_number"} <= used
    assert used - RULES.keys() == set()


def test_what_is_not_printed_says_why() -> None:
    for status in (FieldStatus.ABSENT, FieldStatus.UNREADABLE):
        assert status.value in RULES


def test_a_rule_of_another_build_is_never_shown_as_a_word_of_ours() -> None:
    assert rule_sentence("some_new_rule") == OTHERWISE
    assert rule_sentence("inside_report_number") == "取自报告编号"
    assert rule_sentence("") == ""


def test_every_outcome_has_one_plain_word() -> None:
    words = [words_zh.OUTCOMES[outcome] for outcome in Outcome]

    assert len(set(words)) == len(Outcome)
    assert all(word and not any(character in word for character in " ，。") for word in words)
