"""Applicants of every kind that a regulation can tell apart, for asking it what it would ask of whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from models.case import Application, Education, ExamCategory, Licence, Track, VerifiedEducation
from regulations.regulation import Regulation

_LEVELS = (None, "中专", "专科", "本科", "硕士")
_FORMS = (None, "普通全日制", "函授")
_PROOFS = (
    None,
    "chsi_registration_form",
    "higher_education_certification",
    "hubei_vocational_proof",
    "overseas_credential",
    "tcm_expertise_certificate",
)
_CODE = "A1B2C3D4E5F6G7H8"
_PLAIN = (
    (),
    (Education(level="本科", study_form="普通全日制"),),
    (Education(level="专科", study_form="普通全日制"), Education(level="本科", study_form="普通全日制")),
    (Education(level="专科", study_form="普通全日制"), Education(level="本科", study_form="函授")),
    (Education(level="中专"), Education(level="专科", study_form="函授"), Education(level="本科", study_form="函授")),
    (Education(level="本科", study_form="普通全日制"), Education(level="硕士", study_form="普通全日制")),
    (Education(level="专科", verified=True), Education(level="本科", study_form="普通全日制")),
    (Education(level="专科", study_form="函授"),),
)
_LICENCES = (
    (),
    (Licence(type="physician_qualification"), Licence(type="physician_practice", register_confirmed=True)),
    (Licence(type="physician_qualification"), Licence(type="physician_practice", register_confirmed=False)),
)
_EARLIER = (None, VerifiedEducation(), VerifiedEducation(found=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One applicant, and words that tell them from the others."""

    application: Application
    words: str


def samples(regulation: Regulation) -> Iterator[Sample]:
    """Yield applicants of every track, for each examination that it leads to."""
    leading = {one.track: one.categories for one in regulation.leads_to}
    for track in Track:
        for category in ExamCategory:
            if category in leading.get(track, frozenset(ExamCategory)):
                yield from _of(track, category)


def _of(track: Track, category: ExamCategory) -> Iterator[Sample]:
    situations = list(product(_PLAIN, _LICENCES, _EARLIER))
    situations += [((entry,), _LICENCES[0], None) for entry in _single_entries()]
    for education, licences, earlier in situations:
        application = Application(
            application_id="",
            name="",
            id_type="",
            id_number="",
            track=track,
            exam_category=category,
            education=education,
            licences=licences,
            verified_education=earlier,
        )
        yield Sample(application=application, words=_words(application))


def _single_entries() -> Iterator[Education]:
    for level, form, proof, code in product(_LEVELS, _FORMS, _PROOFS, (None, _CODE)):
        yield Education(level=level, study_form=form, proof=proof, verification_code=code)


def _words(application: Application) -> str:
    entries = [
        "/".join(part for part in (entry.level, entry.study_form, entry.proof) if part) or "?"
        for entry in application.education
    ]
    earlier = application.verified_education
    return ", ".join(
        [
            f"{application.track} for {application.exam_category}",
            f"education [{' + '.join(entries)}]",
            *(["licences"] if application.licences else []),
            *([f"verified education {'found' if earlier.found else 'not found'}"] if earlier else []),
        ]
    )
