"""Fields by documents: what stands in which row, with which outcome, rule and pixels."""

from dataclasses import replace

from models.case import Application, Education, Licence
from models.doctype import Outcome
from models.extraction import FieldStatus, Reading
from models.page import Box
from models.report import Comparison, Dossier, Report, Verdict
from services.matrix import Row, matrix
from services.matrix_view import row_title
from tests.services.made_up import report

BOX = Box.upright(10, 10, 90, 30)
STATED = Application(
    application_id="HB1",
    name="陈嘉禾",
    id_type="居民身份证",
    id_number="420106199305180026",
    former_names=("陈禾",),
    education=(
        Education(level="专科", certificate_number="104861201306000111"),
        Education(level="本科", certificate_number="104861201605001284", degree_number="1048642016001284"),
    ),
    licences=(Licence(type="physician_qualification", certificate_number="201242210420106199305180026"),),
)


def read(field: str, value: str | None, **more: object) -> Reading:
    status = FieldStatus.READ if value else FieldStatus.ABSENT
    return Reading(**{"field": field, "status": status, "value": value, "raw": value or "", "box": BOX, **more})  # type: ignore[arg-type]


def held(
    field: str, path: str, outcome: Outcome, expected: str | None, found: str | None, rule: str = ""
) -> Comparison:
    return Comparison(field=field, path=path, outcome=outcome, expected=expected, found=found, rule=rule)


def dossier(*reports: Report) -> Dossier:
    return Dossier(application_id="HB1", verdict=Verdict.REVIEW, reports=reports, findings=())


def row(rows: tuple[Row, ...], path: str) -> Row:
    return next(one for one in rows if one.path == path)


def test_what_is_stated_and_printed_nowhere_has_a_row_without_cells() -> None:
    rows = matrix(dossier(), STATED)

    assert [(one.path, one.stated, dict(one.cells)) for one in rows] == [
        ("name", "陈嘉禾", {}),
        ("former_names", "陈禾", {}),
        ("id_number", "420106199305180026", {}),
        ("education[0].level", "专科", {}),
        ("education[0].certificate_number", "104861201306000111", {}),
        ("education[1].level", "本科", {}),
        ("education[1].certificate_number", "104861201605001284", {}),
        ("education[1].degree_number", "1048642016001284", {}),
        ("licences[0].certificate_number", "201242210420106199305180026", {}),
    ]


def test_two_studies_and_a_degree_stand_in_rows_of_their_own() -> None:
    readings = (read("certificate_number", "104861201605001284"),)
    path = "education[1].certificate_number"
    diploma = report(
        "d1",
        "graduation_certificate",
        readings,
        comparisons=(held("certificate_number", path, Outcome.EQUAL, "104861201605001284", "104861201605001284"),),
    )
    degree = report(
        "d2",
        "degree_certificate",
        (read("certificate_number", "1048642016001289"),),
        comparisons=(
            held(
                "certificate_number",
                "education[1].degree_number",
                Outcome.CONFLICT,
                "1048642016001284",
                "1048642016001289",
            ),
        ),
    )

    rows = matrix(dossier(diploma, degree), STATED)

    assert list(row(rows, path).cells) == ["d1"]
    assert dict(row(rows, "education[0].certificate_number").cells) == {}
    assert row(rows, "education[1].degree_number").cells["d2"].outcome is Outcome.CONFLICT


def test_one_licence_number_is_one_row_whatever_the_papers_call_it() -> None:
    path, number = "licences[0].certificate_number", "201242210420106199305180026"
    qualification = report(
        "d1",
        "physician_qualification",
        (read("certificate_number", number),),
        comparisons=(held("certificate_number", path, Outcome.EQUAL, number, number),),
    )
    practice = report(
        "d2",
        "physician_practice",
        (read("qualification_number", number),),
        comparisons=(held("qualification_number", path, Outcome.EQUAL, number, number),),
    )

    cells = row(matrix(dossier(qualification, practice), STATED), path).cells

    assert [(document, cell.field) for document, cell in cells.items()] == [
        ("d1", "certificate_number"),
        ("d2", "qualification_number"),
    ]


def test_a_value_told_by_a_number_shows_the_pixels_of_that_number() -> None:
    number = "201242210420106199305180026"
    paper = report(
        "d1",
        "physician_qualification",
        (read("certificate_number", number), read("id_number", None, box=None)),
        comparisons=(
            held(
                "id_number",
                "id_number",
                Outcome.CONFLICT,
                STATED.id_number,
                "420106199305180034",
                "inside_certificate_number",
            ),
        ),
    )

    cell = row(matrix(dossier(paper), STATED), "id_number").cells["d1"]

    assert (cell.value, cell.status, cell.rule) == (
        "420106199305180034",
        FieldStatus.ABSENT,
        "inside_certificate_number",
    )
    assert cell.box == BOX


def test_what_nobody_compares_comes_last_and_what_nobody_prints_not_at_all() -> None:
    paper = report("d1", "id_card", (read("issuer", "武汉市公安局"), read("president", None), read("name", "陈嘉禾")))

    rows = matrix(dossier(paper))

    assert [(one.field, one.path, one.cells["d1"].outcome) for one in rows] == [
        ("name", "", Outcome.NOT_STATED),
        ("issuer", "", Outcome.NOT_STATED),
    ]


def test_a_field_that_a_paper_should_print_and_does_not_is_not_printed() -> None:
    paper = report(
        "d1",
        "id_card",
        (read("name", None),),
        comparisons=(held("name", "name", Outcome.NOT_PRINTED, "陈嘉禾", None, "absent"),),
    )

    cell = row(matrix(dossier(paper)), "name").cells["d1"]

    assert (cell.value, cell.outcome, cell.rule) == (None, Outcome.NOT_PRINTED, "absent")


def test_an_outcome_stands_beside_what_it_was_judged_against_though_the_application_has_changed() -> None:
    paper = report(
        "d1",
        "id_card",
        (read("name", "陈佳禾"),),
        comparisons=(held("name", "name", Outcome.EQUAL, "陈佳禾", "陈佳禾"),),
    )

    assert row(matrix(dossier(paper), STATED), "name").stated == "陈佳禾"


def test_a_licence_that_no_paper_shows_is_called_by_its_kind() -> None:
    practice = Licence(type="physician_practice", certificate_number="110420000012345")
    both = replace(STATED, licences=(*STATED.licences, practice))

    rows = [one for one in matrix(dossier(), both) if one.path.startswith("licences")]

    titles = [row_title(one, {}, has_many_studies=False) for one in rows]
    assert titles == ["资格证书编码", "执业证书编码"]
