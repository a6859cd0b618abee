"""Names of other applications in findings: only those that the reader may open. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace

from models.report import Dossier, Finding
from pipeline.across.reuse import REUSE_CODES

HIDDEN = "另一考生（不在您的审核范围）"
_NAMED = re.compile(r"另一名考生（报名号(?P<ids>[A-Za-z0-9._、-]+)(?:等\d+人)?）")
_TO_DO, _TO_REPORT = "请调出两份材料一并核对", "请报上级处理"


def without_hidden(dossier: Dossier, *, is_seen: Callable[[str], bool]) -> Dossier:
    """Take out of a dossier's findings the ids of applications that are not seen, and the ids of their papers."""
    if not any(one.code in REUSE_CODES for one in dossier.findings):
        return dossier
    papers = {report.document_id for report in dossier.reports}
    told = (_told(one, papers, is_seen) if one.code in REUSE_CODES else one for one in dossier.findings)
    return replace(dossier, findings=tuple(told))


def _told(finding: Finding, papers: set[str], is_seen: Callable[[str], bool]) -> Finding:
    named = _NAMED.search(finding.message)
    ids = named["ids"].split("、") if named else []
    seen = [one for one in ids if is_seen(one)]
    if named and len(seen) == len(ids):
        return finding
    own = tuple(one for one in finding.documents if one in papers)
    if named is None:
        # A dossier of a build that worded it otherwise: rather too little is told than an id too many.
        message = f"此项与{HIDDEN}提交的相同或相似，{_TO_REPORT}。"
        return replace(finding, message=message, documents=own)
    who = f"另一名考生（报名号{'、'.join(seen)}）和{HIDDEN}" if seen else HIDDEN
    to_do = f"{_TO_DO}，并报上级处理" if seen else _TO_REPORT
    message = (finding.message[: named.start()] + who + finding.message[named.end() :]).replace(_TO_DO, to_do)
    return replace(finding, message=message, documents=own)
