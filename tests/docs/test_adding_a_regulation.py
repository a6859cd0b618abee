"""The page on regulations shows a definition that loads."""

import re
from pathlib import Path

from models.case import Track
from regulations.loader import read_regulation

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-regulation.md"


def test_the_definition_on_the_page_has_only_keys_that_exist(tmp_path: Path) -> None:
    (definition,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    (tmp_path / "2022-yunzhou.toml").write_text(definition, encoding="utf-8")

    regulation, faults = read_regulation("2022-yunzhou", folder=tmp_path)

    assert regulation is not None
    # It is an excerpt: tracks and sentences of other sections are left out.
    assert {fault.partition(":")[2].split()[0] for fault in faults} <= {"expected", "track"}
    assert all("key of sentences" in fault or "appears nowhere" in fault for fault in faults)
    assert Track.STANDARD.value not in str(faults)
