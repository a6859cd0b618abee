"""The list of keepers that wiring alone may name leaves none out."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEEPER = re.compile(r"memory(_\w+)?|\w+_(sql|minio|local|dramatiq|paddle|child|archived)")
"""How the module of a keeper is named."""


def test_every_module_that_is_named_as_a_keeper_is_forbidden_to_services_and_doors() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (forbidden,) = [one["forbidden_modules"] for one in contracts if one["name"].startswith("keepers are named")]
    modules = [
        f"{floor}.{path.stem}"
        for floor in ("storage", "pipeline")
        for path in (ROOT / floor).glob("*.py")
        if KEEPER.fullmatch(path.stem)
    ]

    assert len(modules) > 40
    assert sorted(set(modules) - set(forbidden)) == []
