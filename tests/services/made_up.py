"""A made-up dossier of three papers: a diploma with another name, a form on its side, a file that is no picture."""

import io

from PIL import Image, ImageDraw

from models.doctype import Outcome
from models.extraction import Classification, Extraction, FieldStatus, Reading, Witness
from models.page import Box, Quality
from models.report import (
    Comparison,
    DocumentState,
    Dossier,
    Finding,
    MissingMaterial,
    Report,
    Severity,
    Verdict,
)

NAME_BOX = Box.upright(100.04, 50.06, 220, 90)
SIDEWAYS_BOX = Box(((300, 100), (300, 260), (260, 260), (260, 100)))
"""Print that runs down the picture: the page lies a quarter turn clockwise."""

NAME_DIFFERS = Finding(
    code="name_mismatch",
    severity=Severity.IDENTITY,
    message="姓名与报名信息不一致。",
    field="name",
    document_id="d1",
    expected="陈嘉禾",
    found="陈佳禾",
    proof=("household_register", "name_change_proof"),
)
NUMBER_DOUBTFUL = Finding(
    code="certificate_number_doubtful",
    severity=Severity.CONTENT,
    message="证书编号识读把握不足，请放大核对。",
    field="certificate_number",
    document_id="d2",
    expected="104861201605001284",
    found="104861201605001234",
)
NOT_JPEG = Finding(code="image_not_jpeg", severity=Severity.QUALITY, message="文件不是 jpg 图片。", document_id="d3")


def jpeg(width_px: int = 400, height_px: int = 300, mark: Box | None = None) -> bytes:
    image = Image.new("RGB", (width_px, height_px), (240, 236, 220))
    if mark:
        ImageDraw.Draw(image).polygon(mark.corners, fill=(20, 20, 120))
    written = io.BytesIO()
    image.save(written, "JPEG")
    return written.getvalue()


def report(
    document_id: str,
    code: str | None,
    readings: tuple[Reading, ...] = (),
    *,
    findings: tuple[Finding, ...] = (),
    comparisons: tuple[Comparison, ...] = (),
    state: DocumentState = DocumentState.READ,
) -> Report:
    return Report(
        document_id=document_id,
        file=f"{document_id}.jpg",
        sha256=document_id * 32,
        declared_type=None,
        state=state,
        quality=Quality(score=0.9123456, causes=("blurred",)),
        classification=Classification(type_code=code, score=0.98765),
        extraction=Extraction(type_code=code, digest="0", readings=readings) if code else None,
        comparisons=comparisons,
        findings=findings,
        engine="by hand",
        normalise_ms=12.345,
    )


DIPLOMA = report(
    "d1",
    "graduation_certificate",
    (
        Reading(
            field="name",
            status=FieldStatus.PROVED,
            value="陈佳禾",
            raw="陈佳禾",
            confidence=0.98765,
            witnesses=(Witness.PRINT, Witness.SECOND_PRINT),
            box=NAME_BOX,
        ),
        Reading(field="graduated_on", status=FieldStatus.READ, value="2016-06-30", raw="二〇一六年六月三十日"),
        Reading(field="president", status=FieldStatus.ABSENT),
    ),
    findings=(NAME_DIFFERS,),
    comparisons=(
        Comparison(field="name", path="name", outcome=Outcome.CONFLICT, expected="陈嘉禾", found="陈佳禾"),
        Comparison(
            field="graduated_on",
            path="education[0].graduated_on",
            outcome=Outcome.EQUAL,
            expected="2016-06-30",
            found="2016-06-30",
        ),
    ),
)
FORM = report(
    "d2",
    "chsi_registration_form",
    (
        Reading(
            field="certificate_number",
            status=FieldStatus.DOUBTFUL,
            value="104861201605001234",
            raw="1048 6120 1605 0012 34",
            box=SIDEWAYS_BOX,
        ),
    ),
    findings=(NUMBER_DOUBTFUL,),
)
NO_PICTURE = report("d3", None, findings=(NOT_JPEG,), state=DocumentState.UNREADABLE)
DOSSIER = Dossier(
    application_id="HB2021000001",
    verdict=Verdict.RESUBMIT,
    reports=(DIPLOMA, FORM, NO_PICTURE),
    findings=(NUMBER_DOUBTFUL, NOT_JPEG, NAME_DIFFERS),
    missing=(MissingMaterial(type_code="degree_certificate", because="硕士以上学历考生，需上传学历和学位证书"),),
)
CLEAR = Dossier(application_id="HB2021000002", verdict=Verdict.CLEAR, reports=(report("d4", "id_card"),), findings=())
IMAGES = {"d1": jpeg(mark=NAME_BOX), "d2": jpeg(mark=SIDEWAYS_BOX), "d3": b"\x89PNG\r\n\x1a\n"}
