"""What earlier applications of one who returns have proved, held against what is stated now. Pure.

Nothing is cleared in silence: whatever the history adds to an application is said in a finding that names where it is
from. What the registration system itself says of the earlier years stands, and is never overruled.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.case import Application, Education, Track, VerifiedEducation
from models.history import ProvenEducation
from models.materials import MATERIALS
from models.report import Finding, Severity
from pipeline import words
from pipeline.proof_words import ASKED_FOR


def with_earlier(application: Application, earlier: Sequence[ProvenEducation]) -> Application:
    """Return the application of one who returns with what the history knows and the application does not say.

    What was applied for then, and which entries were proved then: so that a new direction or a new entry is asked for
    its papers.
    """
    known = _of_the_same(application, earlier)
    if not known:
        return application
    if application.verified_education is None:
        newest = known[0]
        then = VerifiedEducation(exam_category=newest.exam_category, specialty=newest.specialty)
        application = replace(application, verified_education=then)
    if any(entry.verified for entry in application.education):
        return application
    entries = tuple(replace(entry, verified=_match(entry, known) is not None) for entry in application.education)
    return replace(application, education=entries)


def earlier_findings(application: Application, earlier: Sequence[ProvenEducation]) -> Iterator[Finding]:
    """Say of each entry of education from which earlier application it is known, or that it is not known.

    What was proved under a stated former name asks for the proof of that name, as a diploma under it would.
    """
    if application.track is not Track.RETURNING or not earlier:
        return
    known = _of_the_same(application, earlier)
    if not known:
        yield _other_name(earlier[0])
        return
    of_today = sorted(known, key=lambda one: _plain(one.name) != _plain(application.name))
    matches = [(entry, _match(entry, of_today)) for entry in application.education]
    some_match = any(one is not None for _, one in matches)
    for entry, one in matches:
        yield _known(entry, one) if one else _unknown(entry, known[0], some_match=some_match)
    taken = [one for _, one in matches if one] or [known[0]]
    former = {_plain(one.name): one for one in taken if _plain(one.name) != _plain(application.name)}
    yield from (_former_name(application, one) for one in former.values())


def _of_the_same(application: Application, earlier: Sequence[ProvenEducation]) -> tuple[ProvenEducation, ...]:
    """Those under the name, or a name of before; one ID number with another name is somebody to look at."""
    if application.track is not Track.RETURNING:
        return ()
    names = {_plain(name) for name in (application.name, *application.former_names)}
    return tuple(one for one in earlier if _plain(one.name) in names)


def _match(entry: Education, known: Sequence[ProvenEducation]) -> ProvenEducation | None:
    """The same number, and no other level or school beside it."""
    for one in known:
        pairs = ((entry.level, one.level), (entry.school, one.school))
        differs = any(now and then and _plain(now) != _plain(then) for now, then in pairs)
        if entry.certificate_number and _plain(entry.certificate_number) == _plain(one.certificate_number):
            return None if differs else one
    return None


def _known(entry: Education, one: ProvenEducation) -> Finding:
    return Finding(
        code="education_known_before",
        severity=Severity.NOTE,
        field="certificate_number",
        message=f"{_level(entry)}的证书编号与历史档案一致：{_source(one)}核对过的"
        f"《{MATERIALS.get(one.type_code, one.type_code)}》。",
        expected=entry.certificate_number,
        found=one.certificate_number,
    )


def _unknown(entry: Education, newest: ProvenEducation, *, some_match: bool) -> Finding:
    """Where other entries are known this one is added, and asked for its papers; where none is, somebody must look."""
    return Finding(
        code="education_not_known_before",
        severity=Severity.NOTE if some_match else Severity.CONTENT,
        field="certificate_number",
        message=f"历史档案中有该考生（{_source(newest)}），但没有核对过所填的{_level(entry)}，请核对。",
        expected=entry.certificate_number,
    )


def _other_name(one: ProvenEducation) -> Finding:
    return Finding(
        code="history_under_another_name",
        severity=Severity.CONTENT,
        field="name",
        message=f"同一证件号码在历史档案中（{_source(one)}）是另一个姓名，未采用历史学历，请核对。",
    )


def _former_name(application: Application, one: ProvenEducation) -> Finding:
    return Finding(
        code="history_under_another_name",
        severity=Severity.IDENTITY,
        field="name",
        message=f"历史档案中的学历（{_source(one)}）是以申报的曾用名核对的，与现用名不同，"
        f"需提供身份信息佐证材料：{ASKED_FOR['name']}。",
        expected=application.name,
        found=one.name,
        proof=words.PROOFS["name"],
    )


def _level(entry: Education) -> str:
    return f"{entry.level}学历" if entry.level else "学历"


def _source(one: ProvenEducation) -> str:
    year = f"{one.exam_year} 年" if one.exam_year else "往年"
    return f"{year}报名号 {one.application_id}"


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()
