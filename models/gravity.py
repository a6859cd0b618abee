"""How findings weigh against each other for whoever looks at a dossier."""

from models.report import DocumentState, Dossier, Finding, Severity

HAND_IN_ANEW = frozenset({DocumentState.UNREADABLE, DocumentState.WRONG_TYPE})
"""What makes the gravest verdict (contract, `resubmit`)."""
GRAVE = frozenset({Severity.IDENTITY, Severity.ALARM})
"""What nobody lets pass without saying why."""
_GRAVITY = list(Severity)


def is_open(finding: Finding) -> bool:
    """Tell whether a finding waits for a person: it is neither settled nor a note."""
    return finding.settled_by is None and finding.severity is not Severity.NOTE


def is_grave(finding: Finding) -> bool:
    """Tell whether a finding speaks of another person, or of a paper that may be none, and waits for a person."""
    return is_open(finding) and finding.severity in GRAVE


def gravest_first(dossier: Dossier) -> tuple[Finding, ...]:
    """Return the findings of a dossier as a reviewer weighs them: papers to be handed in anew, then by severity.

    What is settled comes behind what is open, and before the notes.
    """
    anew = {report.document_id for report in dossier.reports if report.state in HAND_IN_ANEW}

    def weight(finding: Finding) -> tuple[bool, bool, bool, int]:
        is_note, is_anew = finding.severity is Severity.NOTE, finding.document_id in anew
        return is_note, finding.settled_by is not None, not is_anew, _GRAVITY.index(finding.severity)

    return tuple(sorted(dossier.findings, key=weight))
