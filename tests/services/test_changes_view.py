"""What the page says of changes: one plain sentence each, none of them in our words."""

import pytest

from models.report import Change, ChangeKind, Dossier, Verdict
from services.changes_view import changes_view
from services.report_html import dossier_html
from services.report_json import dossier_json
from tests.support.people import document
from tests.support.reports import report_on

DOSSIER = Dossier(application_id="HB2021000001", verdict=Verdict.CLEAR, reports=(report_on(document()),), findings=())


def dossier(*changes: Change) -> Dossier:
    return Dossier(
        application_id="HB2021000001",
        verdict=Verdict.CLEAR,
        reports=DOSSIER.reports,
        findings=(),
        changes=changes,
    )


ALL = (
    Change(kind=ChangeKind.VERDICT, code="clear", before="identity_proof_required", after="clear"),
    Change(kind=ChangeKind.APPLICATION_CHANGED, code="education[1].school", before="武汉大学", after=None),
    Change(kind=ChangeKind.DOCUMENT_GONE, code="degree_certificate", document_id="d0", before="旧.jpg"),
    Change(kind=ChangeKind.DOCUMENT_ADDED, code="graduation_certificate", document_id="d1", after="新.jpg"),
    Change(kind=ChangeKind.FINDING_SETTLED, code="name_mismatch", field="name", document_id="d1", after="d1"),
    Change(kind=ChangeKind.FINDING_GONE, code="name_mismatch", field="name", document_id="d0", before="林若溪"),
    Change(kind=ChangeKind.FINDING_RAISED, code="gender_mismatch", field="gender", document_id="d1", after="男"),
    Change(kind=ChangeKind.MATERIAL_MISSING, code="degree_certificate"),
    Change(kind=ChangeKind.MATERIAL_SUPPLIED, code="graduation_certificate"),
)


def test_every_kind_of_change_has_a_sentence() -> None:
    assert {change.kind for change in ALL} == set(ChangeKind)

    sentences = [view.sentence for view in changes_view(dossier(*ALL))]

    assert sentences == [
        "结论由“需补交身份信息佐证材料”变为“未发现问题”",
        "报名信息有修改：第 2 段学历的学校名称由“武汉大学”改为空",
        "撤回或被替换的材料：《学位证书》（旧.jpg）",
        "新上传的材料：第 1 份《毕业证书》（新.jpg）",
        "第 1 份《毕业证书》“姓名不一致”：已由第 1 份《毕业证书》证明",
        "“姓名不一致”：不再存在",
        "第 1 份《毕业证书》“性别不一致”：新出现",
        "新缺少的材料：《学位证书》",
        "不再缺少的材料：《毕业证书》",
    ]


def test_a_finding_whose_proof_was_taken_back_says_so() -> None:
    again = Change(kind=ChangeKind.FINDING_RAISED, code="name_mismatch", document_id="d1", before="gone", after="林")

    assert changes_view(dossier(again))[0].sentence.endswith("佐证不再有效，重新待看")


@pytest.mark.parametrize("changes", [(), ALL])
def test_the_page_has_the_block_where_something_changed(changes: tuple[Change, ...]) -> None:
    page = dossier_html(dossier(*changes), {})

    assert ("与上次相比" in page) is bool(changes)
    assert page.count("<li>") == len(changes)


def test_the_json_tells_each_change() -> None:
    told = dossier_json(dossier(*ALL))["changes"]

    assert isinstance(told, list)
    assert told[0] == {
        "kind": "verdict",
        "code": "clear",
        "field": None,
        "document_id": None,
        "before": "identity_proof_required",
        "after": "clear",
    }
    assert len(told) == len(ALL)
