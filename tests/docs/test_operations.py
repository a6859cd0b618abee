"""The runbook reads as one text, and tells of every setting and every code that a job may fail with."""

import re
from collections.abc import Iterator
from pathlib import Path

from models import errors
from models.errors import CertcheckError, ComponentUnavailable, Disposition, HistoryBroken
from wiring.settings import SETTINGS

RUNBOOK = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
TITLES = re.findall(r"^##+ (.+)$", RUNBOOK, re.MULTILINE)
OF_NO_JOB = {ComponentUnavailable.code, HistoryBroken.code}
"""The base of those that name their component, and what `doctor` says of the desk."""


def anchor_of(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def codes(of: type[CertcheckError] = CertcheckError) -> Iterator[str]:
    if of.disposition is not Disposition.REJECT and of.code not in OF_NO_JOB:
        yield of.code
    for kind in of.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield from codes(kind)


def test_no_section_stands_in_it_twice() -> None:
    assert len(TITLES) == len(set(TITLES))


def test_its_table_of_contents_names_every_section_in_order_and_every_link_leads_to_one() -> None:
    contents, _, text = RUNBOOK.partition("\n## ")
    sections = re.findall(r"^## (.+)$", "## " + text, re.MULTILINE)

    assert re.findall(r"\]\(#([^)]*)\)", contents) == [anchor_of(title) for title in sections]
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= {anchor_of(title) for title in TITLES}


def test_every_setting_stands_in_its_table_as_doctor_shows_it() -> None:
    rows = [f"| `{one.name}` | {f'`{one.default}`' if one.default else '(none)'} | {one.meaning} |" for one in SETTINGS]

    assert [row for row in rows if row not in RUNBOOK] == []


def test_every_code_that_a_job_may_fail_with_says_what_to_do() -> None:
    job = RUNBOOK.partition("\n## A job's life\n")[2].partition("\n## ")[0]

    assert sorted({code for code in codes() if f"`{code}`" not in job}) == []
