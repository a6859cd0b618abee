"""Labels are found by text and geometry, and values beside or below them."""

from dataclasses import replace

from doctypes.label_places import find_labels
from doctypes.labels import beside, continued, nearby, under
from doctypes.printed import Print, printed
from doctypes.scraps import without_scraps
from models.doctype import Anchor, DocumentType, FieldSpec
from models.page import TextLine
from tests.support.pages import Placed, page_text, text_line

FORM = DocumentType(
    code="form",
    title="表",
    anchors=(Anchor(text="表", weight=1.0),),
    fields=(
        FieldSpec(name="name", kind="name", labels=("姓名",)),
        FieldSpec(name="birth_date", kind="chinese_date", labels=("出生日期",)),
        FieldSpec(name="major", kind="major", labels=("专业",)),
        FieldSpec(name="president", kind="name", labels=("校(院)长姓名",)),
        FieldSpec(name="verification_code", kind="verification_code", below=("在线验证码",)),
    ),
    stop_labels=("性别", "民族"),
)


def values(lines: list[Placed]) -> dict[str, str]:
    page = printed(page_text(lines))
    labels = find_labels(page, FORM)
    return {label.fields[0]: page.raw(beside(page, label, labels)) for label in labels if label.fields}


def only(page: Print, field: str) -> str:
    labels = find_labels(page, FORM)
    label = next(label for label in labels if field in label.fields)
    return page.raw(continued(page, beside(page, label, labels), labels))


def test_a_value_ends_where_the_next_label_begins() -> None:
    row: list[Placed] = [("姓名", 100, 100), ("陈嘉禾", 300, 100), ("性别", 600, 100), ("女", 700, 100)]

    assert values(row) == {"name": "陈嘉禾"}


def test_two_lines_of_a_cell_that_stand_in_one_row_are_read_from_above() -> None:
    cell: list[Placed] = [("米热古丽·艾合买", 302, 94), ("提", 300, 106)]

    assert values([("姓名", 100, 100), *cell, ("性别", 800, 100)]) == {"name": "米热古丽·艾合买提"}


def test_a_label_joined_to_its_value_is_cut_off() -> None:
    assert values([("姓名陈嘉禾", 100, 100), ("出生日期：1990年01月01日", 100, 160)]) == {
        "name": "陈嘉禾",
        "birth_date": "1990年01月01日",
    }


def test_a_label_in_a_second_language_is_no_part_of_the_value() -> None:
    assert values([("姓名Mingzcoh：", 100, 100), ("陈嘉禾", 500, 100)]) == {"name": "陈嘉禾"}
    assert values([("姓名 Name陈嘉禾", 100, 100)]) == {"name": "陈嘉禾"}
    assert values([("出生日期Date of Birth1990年01月01日", 100, 100)]) == {"birth_date": "1990年01月01日"}


def test_no_in_capitals_is_the_end_of_a_label_and_other_letters_before_digits_are_the_values() -> None:
    assert values([("姓名 Passport No.A8978134", 100, 100)]) == {"name": "A8978134"}
    assert values([("姓名 Identity NO420106199305180026", 100, 100)]) == {"name": "420106199305180026"}


def test_latin_letters_behind_a_colon_are_the_value() -> None:
    assert values([("姓名：Anna Schmidt", 100, 100)]) == {"name": "AnnaSchmidt"}


def test_a_label_broken_into_letters_is_still_one() -> None:
    assert values([("姓", 100, 100), ("名", 190, 100), ("陈嘉禾", 300, 100)]) == {"name": "陈嘉禾"}


def test_a_longer_label_hides_the_shorter_one_inside_it() -> None:
    assert values([("校（院）长姓名", 100, 100), ("窦国栋", 400, 100)]) == {"president": "窦国栋"}


def test_a_word_inside_a_sentence_is_no_label() -> None:
    assert values([("在本校临床医学专业学习", 100, 100)]) == {}


def test_one_misread_letter_in_four_still_makes_a_label() -> None:
    assert values([("出生目期", 100, 100), ("1990年01月01日", 300, 100)]) == {"birth_date": "1990年01月01日"}


def test_print_of_another_column_is_not_part_of_the_value() -> None:
    assert values([("姓名", 100, 100), ("陈嘉禾", 300, 100), ("照片", 900, 100)]) == {"name": "陈嘉禾"}


def test_a_value_that_breaks_over_lines_is_joined() -> None:
    page = printed(page_text([("专业", 100, 100), ("中西医临床医学（基层", 300, 100), ("卫生方向）", 300, 140)]))

    assert only(page, "major") == "中西医临床医学(基层卫生方向)"


def test_a_value_under_its_label_is_found() -> None:
    page = printed(page_text([("在线验证码", 300, 100), ("A1B2C3D4E5F6G7H8", 280, 150)]))
    labels = find_labels(page, FORM)

    assert page.raw(under(page, labels[0], labels)) == "A1B2C3D4E5F6G7H8"


def test_the_next_row_of_a_form_is_no_continuation_even_where_its_label_is_misread() -> None:
    lines: list[Placed] = [("专业", 100, 100), ("中西医临床医学", 300, 100), ("牲 2 另", 100, 140), ("男", 300, 140)]

    assert only(printed(page_text(lines)), "major") == ""


def test_an_empty_cell_takes_no_value_of_the_next_label() -> None:
    page = printed(page_text([("姓名", 100, 100), ("校（院）长姓名", 260, 100), ("窦国栋", 500, 100)]))
    labels = find_labels(page, FORM)

    name = next(label for label in labels if "name" in label.fields)

    assert page.raw(beside(page, name, labels) or nearby(page, name, labels)) == ""


def test_what_is_left_of_a_label_may_be_one_with_its_colon() -> None:
    one = replace(FORM, fields=(FieldSpec(name="duration", kind="duration", labels=("学制", "制：")),))

    found = [
        label.text
        for line in ("制：4年", "全日制专科", "制定")
        for label in find_labels(printed(page_text([(line, 100, 100)])), one)
    ]

    assert found == ["制:"]


def test_the_words_for_a_seal_are_no_part_of_the_value_though_a_bracket_is_lost() -> None:
    form = replace(FORM, fields=(FieldSpec(name="issuer", kind="issuer", labels=("学校(盖章)", "学校")),))
    for print_ in (
        "学校（盖章：湖北职业技术学院",
        "学校盖章）：湖北职业技术学院",
        "学校（章湖北职业技术学院",
        "学校章）湖北职业技术学院",
    ):
        page = printed(page_text([(print_, 100, 100)]))
        labels = find_labels(page, form)

        assert page.raw(beside(page, labels[0], labels)) == "湖北职业技术学院"


def test_the_rank_of_an_officer_holds_no_label() -> None:
    assert values([("专业技术十级", 300, 100), ("专业", 100, 160), ("临床医学", 300, 160)]) == {"major": "临床医学"}


def test_the_medicine_of_the_peoples_is_a_value_and_holds_no_label() -> None:
    assert values([("专业", 100, 100), ("民族医学", 300, 100)]) == {"major": "民族医学"}


def test_a_scrap_between_the_halves_of_a_label_does_not_part_them() -> None:
    row: list[Placed] = [("专", 100, 100), ("20", 150, 100), ("业：临床医学", 220, 100)]

    assert values(row) == {"major": "临床医学"}


def test_a_letter_of_a_pattern_read_as_one_with_a_label_does_not_hide_it() -> None:
    assert values([("证专业", 100, 100), ("临床医学", 300, 100)]) == {"major": "临床医学"}
    assert values([("原姓名", 100, 100), ("陈嘉禾", 300, 100)]) == {}


def test_the_end_of_a_name_is_no_label() -> None:
    form = replace(FORM, stop_labels=("学院",))
    page = printed(page_text([("姓名", 100, 100), ("长沙医学院", 300, 100)]))
    labels = find_labels(page, form)

    assert page.raw(beside(page, labels[0], labels)) == "长沙医学院"


def test_ink_that_was_not_read_before_the_value_is_the_last_letter_of_the_label() -> None:
    form = replace(FORM, fields=(FieldSpec(name="issuer", kind="issuer", labels=("出具单位",)),))
    page = page_text([("出具单湖北省教育厅", 100, 100)])
    page = printed(replace(page, lines=(replace(page.lines[0], unread=(3,)),)))
    labels = find_labels(page, form)

    assert page.raw(beside(page, labels[0], labels)) == "湖北省教育厅"


def _cleared(*lines: tuple[str, float, float]) -> str:
    """A value of lines side by side, as (text, left, score), without its scraps."""
    read = page_text([])
    page = printed(replace(read, lines=tuple(text_line(text, left, 100, score=score) for text, left, score in lines)))
    return page.raw(without_scraps(page, tuple(range(len(page.text)))))


def test_signs_hardly_read_and_letters_by_themselves_are_scraps_of_a_value_in_words() -> None:
    assert _cleared(("男", 300, 0.99), ("日", 350, 0.2)) == "男"
    assert _cleared(("大", 300, 0.4), ("男", 350, 0.99)) == "男"
    assert _cleared(("女", 300, 0.99), ("D0", 350, 0.2)) == "女"
    assert _cleared(("杨俊", 300, 0.99), ("V", 370, 0.9)) == "杨俊"


def test_digits_and_whole_characters_are_no_scraps() -> None:
    assert _cleared(("4220130249", 300, 0.99), ("8", 470, 0.4)) == "42201302498"
    assert _cleared(("陈嘉", 300, 0.99), ("禾", 370, 0.9)) == "陈嘉禾"
    assert _cleared(("男", 300, 0.3)) == "男"


def test_a_foreigners_name_before_a_scrap_is_no_label_in_a_second_language() -> None:
    lines = (text_line("姓名", 100, 100), text_line("LinhSilva", 300, 100), text_line("足", 460, 100, score=0.5))
    page = printed(replace(page_text([]), lines=lines))
    labels = find_labels(page, FORM)

    assert page.raw(beside(page, labels[0], labels)) == "LinhSilva足"


def test_a_blot_of_another_size_and_a_piece_of_the_seal_are_no_beginning_of_a_value() -> None:
    blot = (text_line("姓名", 100, 100), text_line("大", 300, 85, 60, 0.4), text_line("于瑶", 380, 100))
    seal = (text_line("姓名", 100, 100), text_line("安局户", 300, 95, 45), text_line("陈嘉禾", 450, 100))

    for lines, value in ((blot, "于瑶"), (seal, "陈嘉禾")):
        page = printed(replace(page_text([]), lines=lines))
        labels = find_labels(page, FORM)
        assert page.raw(beside(page, labels[0], labels)) == value


def test_a_label_of_two_letters_one_of_which_was_guessed_is_that_label_where_no_other_fits() -> None:
    guessed = replace(text_line("姓者", 100, 100), scores=(0.95, 0.4))
    certain = replace(text_line("姓者", 100, 100), scores=(0.95, 0.9))

    def labels_of(line: TextLine) -> list[str]:
        page = page_text([("史翔磊", 300, 100), ("某某", 700, 500)])
        page = replace(page, lines=(line, *page.lines))
        return [label.text for label in find_labels(printed(page), FORM)]

    assert labels_of(guessed) == ["姓名"]
    assert labels_of(certain) == []
