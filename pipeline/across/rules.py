"""How a named rule raises a finding, and how a regulation turns it down or off. The rules stand in `models.rules`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.report import Finding, Severity
from models.rules import RULES
from regulations.regulation import Regulation, RuleState


def raised(
    word: str,
    message: str,
    *,
    field: str | None = None,
    papers: tuple[str, ...] = (),
    expected: str | None = None,
    found: str | None = None,
    applicant_message: str = "",
) -> Finding:
    """Make the finding of a rule; `papers` are ids, the first of which holds what was `found`.

    A note asks nothing of an applicant.
    """
    rule = RULES[word]
    return Finding(
        code=rule.code,
        severity=rule.severity,
        message=message,
        field=field,
        document_id=papers[0] if papers else None,
        documents=papers[1:],
        expected=expected,
        found=found,
        rule=word,
        applicant_message="" if rule.severity is Severity.NOTE else applicant_message,
    )


def governed(findings: Iterable[Finding], regulation: Regulation | None) -> Iterator[Finding]:
    """Drop what the regulation has off, and let what it has as a note weigh nothing."""
    states = regulation.rules if regulation is not None else {}
    for finding in findings:
        state = states.get(finding.rule, RuleState.ON)
        if state is RuleState.NOTE:
            yield replace(finding, severity=Severity.NOTE, applicant_message="")
        elif state is RuleState.ON:
            yield finding
