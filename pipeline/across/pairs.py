"""Papers that print the same thing, held against each other field by field. Pure.

Which form belongs to which diploma is told by what they print; a form of another study is held against nothing.
"""

from collections.abc import Iterator, Sequence

from doctypes.values import KINDS
from models.doctype import Outcome
from models.report import Finding, Report
from pipeline.across.held import (
    DIPLOMA_PROOFS,
    IDENTITY_PAPERS,
    LICENCE_PAIRS,
    PRINTED_ON_IDENTITY_PAPERS,
    WEIGHTS,
    Held,
    Pair,
)
from pipeline.across.papers import firm, meaning, of_types, type_of
from pipeline.across.rules import raised
from pipeline.across.said import is_citizens, said

_POSTGRADUATE = frozenset({"硕士", "博士"})
_RANKS = {code: rank for rank, code in enumerate(IDENTITY_PAPERS)}


def disagreements(papers: Sequence[Report]) -> Iterator[Finding]:
    """Name every field in which two papers of one applicant contradict each other, and neither the application.

    What either paper's own findings already say of a field is not said again.
    """
    for pair in (*DIPLOMA_PROOFS, *LICENCE_PAIRS):
        for one in of_types(papers, {pair.one}):
            other = _partner(one, pair, papers)
            if other is not None:
                yield from _between(one, other, pair.held)
    yield from _against_identity_papers(papers)


def _partner(one: Report, pair: Pair, papers: Sequence[Report]) -> Report | None:
    """The paper of the other type that speaks of the same study or licence: the one that it agrees with most."""
    others = tuple(of_types(papers, {pair.other}))
    if len(others) == 1 and pair.of_one_holder:
        return others[0]
    belonging = [other for other in others if _belong_together(one, other, pair)]
    return max(belonging, key=lambda other: _agreement(one, other, pair), default=None)


def _belong_together(one: Report, other: Report, pair: Pair) -> bool:
    """Two papers of one number are about one thing; so are two of one level, of which everybody states one.

    Of different levels only those of one school and one year are: one of the two levels is then false.
    """
    outcomes = {held.field: _outcome(one, other, held) for held in pair.held}
    if any(outcomes[field].agrees for field in pair.numbers):
        return True
    school = outcomes.get("school", Outcome.NOT_PRINTED)
    if pair.by_school:
        return school.agrees
    level = outcomes.get("level", outcomes.get("physician_level"))
    return level is not Outcome.CONFLICT or (school.agrees and _end_in_one_year(one, other))


def _end_in_one_year(one: Report, other: Report) -> bool:
    years = {(firm(paper, "graduated_on") or firm(paper, "issued_on") or "")[:4] for paper in (one, other)}
    return len(years) == 1 and "" not in years


def _agreement(one: Report, other: Report, pair: Pair) -> int:
    fields = [held for held in (*pair.held, *pair.told_apart_by) if held.field in WEIGHTS]
    return sum(WEIGHTS[held.field] for held in fields if _outcome(one, other, held).agrees)


def _between(one: Report, other: Report, held_fields: Sequence[Held]) -> Iterator[Finding]:
    for held in held_fields:
        if _outcome(one, other, held) is Outcome.CONFLICT and not _told(held, one, other):
            yield _disagreement(one, other, held)


def _outcome(one: Report, other: Report, held: Held) -> Outcome:
    values = said(one, held.on_one), said(other, held.on_other)
    if values[0] is None or values[1] is None:
        return Outcome.NOT_PRINTED
    return KINDS[held.kind].compare(values[0], values[1]).outcome


def _told(held: Held, one: Report, other: Report) -> bool:
    named = ((one, held.on_one), (other, held.on_other))
    return any(finding.field in (field, held.field) for paper, field in named for finding in paper.findings)


def _against_identity_papers(papers: Sequence[Report]) -> Iterator[Finding]:
    """ID numbers, birth dates and sexes that other papers print, or hold in a number, against the identity papers.

    Of these the weightiest that says it counts: one side of a card says little.
    """
    ranked = sorted(of_types(papers, set(IDENTITY_PAPERS)), key=lambda paper: _RANKS[type_of(paper)])
    for held in PRINTED_ON_IDENTITY_PAPERS if ranked else ():
        card = next((paper for paper in ranked if said(paper, held.on_other)), None)
        for paper in papers if card else ():
            if card and paper is not card and _is_comparable(paper, card, held):
                yield from _between(paper, card, (held,))


def _is_comparable(paper: Report, card: Report, held: Held) -> bool:
    """Only numbers of citizens compare, and the one inside a number where no other is printed."""
    if type_of(paper) == "name_change_proof":
        return False  # It prints the old values on purpose.
    if held.field != "id_number":
        return True
    is_printed = said(paper, "id_number") is not None
    both = is_citizens(said(card, held.on_other)) and is_citizens(said(paper, held.on_one))
    return both and (held.on_one == "id_number") == is_printed


def _disagreement(one: Report, other: Report, held: Held) -> Finding:
    on_one, on_other = meaning(one, held.on_one), meaning(other, held.on_other)
    postgraduate = bool(held.rule_of_postgraduates) and said(other, "level") in _POSTGRADUATE
    return raised(
        held.rule_of_postgraduates if postgraduate else held.rule,
        f"{on_one}与{on_other}不一致，请对照原件核对。",
        field=held.field,
        papers=(one.document_id, other.document_id),
        expected=said(other, held.on_other),
        found=said(one, held.on_one),
        applicant_message=f"您上传的{on_one}与{on_other}不一致。请检查是否传错了材料；材料本身有误的，请联系发证单位更正。",
    )
