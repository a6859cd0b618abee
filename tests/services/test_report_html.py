"""The reviewer's page: self-contained, in order of gravity, harmless whatever the papers say."""

import io
import re
from base64 import b64decode
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from PIL import Image

from models.doctype import Outcome
from models.page import Box
from models.report import DocumentState, Severity
from services.differing import columns
from services.report_html import CONTENT_SECURITY_POLICY, dossier_html
from services.report_pictures import crop_picture, open_upload, page_picture
from services.report_view import dossier_view
from tests.services.made_up import (
    CLEAR,
    DIPLOMA,
    DOSSIER,
    IMAGES,
    NAME_BOX,
    NAME_DIFFERS,
    NUMBER_DOUBTFUL,
    SIDEWAYS_BOX,
    jpeg,
)


class Reader(HTMLParser):
    """Keeps what the page points to and which elements it has."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "style"
            if name in ("href", "src", "xlink:href"):
                self.addresses.append(value or "")
            if name == "id":
                self.ids.add(value or "")


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_page_needs_nothing_from_outside_and_runs_nothing() -> None:
    reader = read(dossier_html(DOSSIER, IMAGES))

    assert all(address.startswith(("data:image/jpeg;base64,", "#")) for address in reader.addresses)
    assert not reader.tags & {"script", "link", "iframe", "object", "form"}


def test_every_link_leads_to_a_place_on_the_page() -> None:
    reader = read(dossier_html(DOSSIER, IMAGES))

    targets = {address[1:] for address in reader.addresses if address.startswith("#")}
    assert targets
    assert targets <= reader.ids


def test_what_makes_the_verdict_comes_first_and_the_rest_by_gravity() -> None:
    page = dossier_html(DOSSIER, IMAGES)

    places = [page.index(title) for title in ("需重新上传", "不是 jpg 图片", "姓名不一致", "证书编号存疑", "学位证书")]
    assert places == sorted(places)


def test_only_the_differing_character_is_marked() -> None:
    page = dossier_html(DOSSIER, IMAGES)

    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert marked == ["嘉", "佳", "8", "3"]


def test_print_that_looks_like_markup_stays_print() -> None:
    hostile = replace(DIPLOMA, file="<script>alert(1)</script>.jpg")

    page = dossier_html(replace(DOSSIER, reports=(hostile,)), {})

    assert "<script>" not in page


def test_the_policy_fits_the_style_sheet_to_the_letter() -> None:
    page = dossier_html(CLEAR, {})

    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    assert "&" not in style.group(1)
    assert CONTENT_SECURITY_POLICY.replace("'", "&#39;") in page


def test_a_document_without_a_picture_says_so() -> None:
    assert "此文件不能作为图片显示" in dossier_html(DOSSIER, {})


def test_a_clear_dossier_says_that_nothing_waits() -> None:
    page = dossier_html(CLEAR, {})

    assert "未发现问题" in page
    assert "没有待看事项" in page


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", jpeg()[:200]])
def test_bytes_that_are_no_picture_are_not_shown(content: bytes) -> None:
    assert open_upload(content) is None


@pytest.mark.parametrize("orientation", [0, 1, 3, 6, 8, 9])
def test_a_picture_is_shown_as_a_viewer_shows_it(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    written = io.BytesIO()
    Image.new("RGB", (400, 300)).save(written, "JPEG", exif=exif)

    upload = open_upload(written.getvalue())

    assert upload is not None
    assert upload.image.size == ((300, 400) if orientation in (6, 8) else (400, 300))


def test_a_large_picture_is_decoded_small_and_boxes_stay_on_their_pixels() -> None:
    box = Box.upright(4000, 3000, 4400, 3200)
    upload = open_upload(jpeg(8000, 6000, mark=box))
    assert upload is not None

    page = page_picture(upload, [box])

    assert upload.image.size == (4000, 3000)
    assert page.place(box)[0] == (700, 525)
    assert crop_picture(upload, box) is not None


def test_a_page_on_its_side_is_shown_upright_with_its_boxes() -> None:
    upload = open_upload(IMAGES["d2"])
    assert upload is not None

    page = page_picture(upload, [SIDEWAYS_BOX])

    assert (page.picture.width_px, page.picture.height_px) == (300, 400)
    assert page.place(SIDEWAYS_BOX) == ((100, 100), (260, 100), (260, 140), (100, 140))


@pytest.mark.parametrize("turns", range(4))
def test_a_box_stays_on_its_pixels_however_the_page_is_turned(turns: int) -> None:
    corners = [(120.0, 60.0), (200.0, 60.0), (200.0, 90.0), (120.0, 90.0)]
    box = Box(tuple(corners[turns:] + corners[:turns]))  # type: ignore[arg-type]
    upload = open_upload(jpeg(mark=box))
    assert upload is not None

    page = page_picture(upload, [box])

    shown = Image.open(io.BytesIO(_bytes_of(page.picture.uri)))
    x, y = (sum(point[axis] for point in page.place(box)) / 4 for axis in (0, 1))
    red, _, blue = shown.getpixel((round(x), round(y)))  # type: ignore[misc]
    assert blue > red


def test_a_crop_shows_the_value_with_its_surroundings() -> None:
    upload = open_upload(IMAGES["d1"])
    assert upload is not None

    crop = crop_picture(upload, NAME_BOX)

    assert crop is not None
    assert crop.picture.width_px > crop.width
    assert crop.picture.height_px > crop.height
    shown = Image.open(io.BytesIO(_bytes_of(crop.picture.uri)))
    red, _, blue = shown.getpixel((shown.width // 2, shown.height // 2))  # type: ignore[misc]
    assert blue > red


def test_a_box_without_area_gives_no_crop() -> None:
    upload = open_upload(jpeg())
    assert upload is not None

    assert crop_picture(upload, Box.upright(10, 10, 10, 10)) is None


def test_a_character_too_many_has_a_column_of_its_own() -> None:
    shown = columns("买买提·吐尔逊", "买买提吐尔逊")

    assert [(one.expected, one.found) for one in shown if one.differs] == [("·", "")]


def test_long_numbers_stand_in_groups_of_four() -> None:
    shown = columns("104861201605001234", "104861201605001284")

    assert [place for place, one in enumerate(shown) if one.starts_group] == [4, 8, 12, 16]


def test_a_long_picture_is_decoded_small_whichever_side_is_long() -> None:
    upload = open_upload(jpeg(12000, 5000))

    assert upload is not None
    assert upload.image.size == (3000, 1250)


def test_a_picture_that_asks_for_a_hundred_scans_of_many_pixels_is_not_decoded() -> None:
    assert open_upload(jpeg(5000, 4000) + b"\xff\xda" * 100) is None


def test_a_page_that_nobody_could_read_is_shown_to_the_reviewer_all_the_same() -> None:
    unreadable = replace(DIPLOMA, state=DocumentState.UNREADABLE)

    page = dossier_html(replace(DOSSIER, reports=(unreadable,)), IMAGES)

    assert "data:image/jpeg" in page


def test_a_file_that_is_no_picture_is_said_to_be_none() -> None:
    unreadable = replace(DIPLOMA, state=DocumentState.UNREADABLE)
    broken = dict.fromkeys(IMAGES, b"no picture")

    page = dossier_html(replace(DOSSIER, reports=(unreadable,)), broken)
    served = dossier_html(replace(DOSSIER, reports=(unreadable,)), broken, is_served=True)

    assert "图片无法辨认，无法显示" in page
    assert "/api/documents" not in page
    assert 'href="/api/documents/d1/image"' in served


def test_without_an_application_nothing_is_said_to_agree() -> None:
    page = dossier_html(replace(CLEAR, application_id=""), {})

    assert "未提供报名信息，未作比对" in page
    assert "一致" not in page
    assert "未见差异" not in page


def test_a_doubtful_value_that_agrees_is_to_be_looked_at() -> None:
    view = dossier_view(replace(DOSSIER, findings=()), {})

    assert [field.mark for field in view.documents[1].fields] == ["look"]


def test_a_name_that_no_encoding_takes_is_written_all_the_same() -> None:
    odd = replace(DIPLOMA, file="\udcff.jpg")

    assert "?.jpg" in dossier_html(replace(DOSSIER, reports=(odd,)), {}).encode().decode()


def _bytes_of(uri: str) -> bytes:
    return b64decode(uri.partition(",")[2])


def test_a_cell_of_the_matrix_leads_to_its_pixels_and_says_its_outcome_and_rule() -> None:
    by_rule = replace(DIPLOMA.comparisons[0], outcome=Outcome.EQUAL_BY_RULE, rule="separator_variant")
    diploma = replace(DIPLOMA, comparisons=(by_rule,), findings=())

    page = dossier_html(replace(DOSSIER, reports=(diploma,), findings=()), IMAGES)

    matrix = page[page.index('id="matrix"') :]
    assert '<td class="settled" title="只差姓名间隔号的写法，视为一致"><a href="#d1-name">' in matrix
    assert "按规则一致 · 已互证" in matrix
    assert "separator_variant" not in page


def test_a_settled_finding_stays_visible_as_settled_by_that_paper() -> None:
    settled = replace(NAME_DIFFERS, settled_by="d2")

    view = dossier_view(replace(DOSSIER, findings=(settled,)), IMAGES)
    page = dossier_html(replace(DOSSIER, findings=(settled,)), IMAGES)

    assert (len(view.findings), len(view.settled)) == (0, 1)
    assert view.settled[0].settled_by is not None
    assert (view.settled[0].told.mark, view.settled[0].settled_by.number) == ("settled", 2)
    assert "已由佐证材料说明的差异" in page
    assert "不一致 · 已佐证" in page


def test_notes_stand_apart_from_what_must_be_acted_on() -> None:
    note = replace(NAME_DIFFERS, severity=Severity.NOTE, message="学校更名，仅供参考。")

    view = dossier_view(replace(DOSSIER, findings=(note, NUMBER_DOUBTFUL)), IMAGES)

    assert [finding.told.message for finding in view.notes] == ["学校更名，仅供参考。"]
    assert [finding.told.title for finding in view.findings] == ["证书编号存疑"]


@pytest.mark.parametrize("hostile", ['<img src=x onerror="a()">', '"><script>a()</script>', "{{ 7 * 7 }}", "</style>"])
def test_hostile_names_and_file_names_stay_print_everywhere(hostile: str) -> None:
    readings = (replace(DIPLOMA.extraction.readings[0], value=hostile, raw=hostile),)  # type: ignore[union-attr]
    comparison = replace(DIPLOMA.comparisons[0], expected=hostile, found=hostile)
    diploma = replace(
        DIPLOMA,
        file=hostile,
        extraction=replace(DIPLOMA.extraction, readings=readings),  # type: ignore[type-var]
        comparisons=(comparison,),
    )
    finding = replace(NAME_DIFFERS, expected=hostile, found=hostile, message=hostile)
    note = replace(finding, severity=Severity.NOTE)

    page = dossier_html(replace(DOSSIER, reports=(diploma,), findings=(finding, note)), IMAGES)

    reader = read(page)
    assert not reader.tags & {"script", "img"}
    assert "{{ 7 * 7 }}" in page or hostile != "{{ 7 * 7 }}"
    assert page.count("</style>") == 1
