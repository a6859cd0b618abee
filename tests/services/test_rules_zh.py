"""Every rule of comparing, and every outcome, has its Chinese: collected from the code itself."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import models
from models.doctype import Outcome
from models.extraction import FieldStatus
from services import words_zh
from services.rules_zh import OTHERWISE, RULES, rule_sentence

HOUSE = Path(next(iter(models.__path__))).parent
MAKES_A_RULE = re.compile(r"\b(?:Likeness|Comparison|compare_words)\(|Outcome\.[A-Z_]+, ")
OF_FINDINGS = frozenset({"Finding", "raised"})
"""Rules between papers are other words: their findings say in a sentence of their own what they mean."""
WORD = re.compile("[a-z]+(?:_[a-z]+)*")


class Module:
    """One module's functions and names, in which a rule's word is looked for."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self.functions = {node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)}
        self.assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(self.tree):
            targets = node.targets if isinstance(node, ast.Assign) else ()
            for target in targets:
                if isinstance(target, ast.Name):
                    self.assigned.setdefault(target.id, []).append(node.value)  # type: ignore[attr-defined]


def rule_words(house: Path) -> set[str]:
    """Collect what is given as `rule`, or beside an outcome, through names and functions, also of other modules."""
    paths = [*(house / "doctypes/values").glob("*.py"), *(house / "pipeline").glob("*.py")]
    modules = [Module(path.read_text("utf-8")) for path in [*paths, *(house / "pipeline/stages").glob("*.py")]]
    found: set[str] = set()
    for module in modules:
        if MAKES_A_RULE.search(ast.unparse(module.tree)):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and ast.unparse(node.func) not in OF_FINDINGS:
                    for keyword in node.keywords:
                        if keyword.arg == "rule":
                            found |= set(_words(keyword.value, module, modules, set()))
                if isinstance(node, ast.Tuple) and len(node.elts) == 2 and ast.unparse(node.elts[0])[:8] == "Outcome.":
                    found |= set(_words(node.elts[1], module, modules, set()))
    return {word for word in found if WORD.fullmatch(word)}


def _words(node: ast.expr, module: Module, modules: list[Module], seen: set[str]) -> Iterator[str]:
    def of(*nodes: ast.expr) -> Iterator[str]:
        return chain.from_iterable(_words(one, module, modules, seen) for one in nodes)

    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from of(node.body, node.orelse)
    elif isinstance(node, ast.BoolOp | ast.Dict):
        yield from of(*node.values)
    elif isinstance(node, ast.Subscript):
        yield from of(node.value)
    elif isinstance(node, ast.Name | ast.Attribute):
        name = node.id if isinstance(node, ast.Name) else node.attr
        if name not in seen and (isinstance(node, ast.Name) or name.isupper()):
            seen.add(name)
            others = modules if name.isupper() and name not in module.assigned else [module]
            for other in others:
                for value in other.assigned.get(name, []):
                    yield from _words(value, other, modules, seen)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in seen:
        name = node.func.id
        seen.add(name)
        for other in [module] if name in module.functions else modules:
            for part in ast.walk(other.functions[name]) if name in other.functions else ():
                if isinstance(part, ast.Return) and part.value is not None:
                    yield from _words(part.value, other, modules, seen)


def test_every_rule_word_of_the_code_has_its_chinese() -> None:
    used = rule_words(HOUSE)

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
