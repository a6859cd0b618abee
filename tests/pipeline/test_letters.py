"""Letters and proofs as they are read in practice: lost marks, seals across the print, lines out of their place."""

from models.extraction import FieldStatus
from tests.pipeline.test_judge import judged
from tests.support.hand import (
    name_change_proof,
    probation_certificate,
    school_certificate,
    tcm_expertise_certificate,
)
from tests.support.pages import Placed
from tests.support.people import ID_NUMBER


def test_a_part_of_a_school_is_never_the_school_and_who_signs_is() -> None:
    lines: tuple[Placed, ...] = (
        ("在读证明", 690, 150, 60),
        ("学生陈嘉禾，女，1993年5月18日生，学号2016300123，", 260, 260),
        ("系我校第一临床学院临床医学专业2016级全日制本科学生，2016年9月入学，", 200, 320),
        ("学制五年。该生在校期间表现良好，将于2021年6月毕业。", 200, 380),
        ("特此证明。", 260, 440),
        ("学校（盖章）：武汉大学学生工作处", 800, 620),
        ("2021年1月12日", 990, 680),
    )

    report = judged(lines, school_certificate.APPLICATION)

    assert report.extraction is not None
    school = report.extraction.reading("school")
    assert (school.value, school.status) == ("武汉大学", FieldStatus.READ)
    assert report.extraction.reading("issuer").value == "武汉大学学生工作处"


def test_a_date_within_the_letter_is_not_the_date_of_the_letter() -> None:
    lines: tuple[Placed, ...] = (
        ("2020年度国家医师资格考试试用期考核合格证明", 380, 60, 44),
        (f"兹证明陈嘉禾，性别女，身份证号{ID_NUMBER}，", 260, 260),
        ("武汉大学临床医学专业毕业，于", 200, 320),
        ("二〇一九年八月", 400, 380),
        ("至", 700, 380),
        ("二〇二〇年七月", 900, 380),
        ("在我单位儿科试用，试用类别为临床类别，试用期满一年，考核合格。", 200, 440),
        ("特此证明。", 260, 500),
        ("黄冈市中心医院（公章）", 900, 620),
    )

    report = judged(lines, probation_certificate.APPLICATION)

    assert report.extraction is not None
    assert report.extraction.reading("issued_on").status is FieldStatus.ABSENT


def test_the_values_of_a_table_with_a_head_stand_under_their_labels() -> None:
    lines: tuple[Placed, ...] = (
        ("应届医学毕业生证明", 560, 100, 50),
        ("下列学生系我校应届毕业生：", 260, 200),
        *((text, left, 300) for text, left in (("姓名", 100), ("性别", 300), ("身份证号", 480), ("学校", 920))),
        *((text, left, 360) for text, left in (("陈嘉禾", 90), ("女", 310), (ID_NUMBER, 440), ("武汉大学", 900))),
        *((text, left, 440) for text, left in (("专业", 100), ("层次", 300), ("入学时间", 480), ("预计毕业时间", 920))),
        *(
            (text, left, 500)
            for text, left in (("临床医学", 80), ("本科", 300), ("2016年9月", 470), ("2021年6月", 930))
        ),
        ("武汉大学学生工作处", 900, 700),
        ("2021年1月12日", 930, 760),
    )

    report = judged(lines, school_certificate.APPLICATION)

    assert report.extraction is not None
    read = {reading.field: reading.value for reading in report.extraction.readings if reading.value}
    assert read == {
        "name": "陈嘉禾",
        "gender": "女",
        "id_number": ID_NUMBER,
        "school": "武汉大学",
        "major": "临床医学",
        "level": "本科",
        "enrolled_on": "2016-09",
        "graduated_on": "2021-06",
        "issuer": "武汉大学学生工作处",
        "issued_on": "2021-01-12",
    }


def test_a_specialty_is_what_the_letter_says_it_is_and_not_what_stands_around_it() -> None:
    head: tuple[Placed, ...] = (("传统医学医术确有专长证书", 420, 100, 56), ("证书编号：20174248236536", 300, 900))
    stated: tuple[Placed, ...] = (
        (f"陈嘉禾，女，1993-05-18生，身份证号{ID_NUMBER}", 300, 260),
        ("参加2017年传统医学医术确有专长考核，考核合格，专长为烧烫伤中药", 200, 320),
        ("外敷，特发此证。", 200, 380),
    )
    pointed_at: tuple[Placed, ...] = (
        ("兹有陈嘉禾（女，1993年5月18日出生，居民身份证号", 300, 260),
        (f"码{ID_NUMBER}），经设区的市级卫生行政部门考核，其烧", 200, 320),
        ("烫伤中药外敷医术确有专长，成绩合格，准予发给本证书。", 200, 380),
    )

    for lines in (stated, pointed_at):
        report = judged((*head, *lines), tcm_expertise_certificate.APPLICATION)

        assert report.extraction is not None
        assert report.extraction.reading("specialty").value == "烧烫伤中药外敷"


def test_what_links_a_name_to_its_label_is_no_part_of_it() -> None:
    lines: tuple[Placed, ...] = (
        ("更名证明", 680, 120, 60),
        ("兹证明我辖区居民陈嘉禾，女，汉族，1993年5月18日出生，", 260, 260),
        (f"公民身份号码：{ID_NUMBER}，于2015年6月24日在我所申请变更姓名，", 200, 320),
        ("原姓名为陈佳，现姓名为陈嘉禾。陈佳与陈嘉禾系同一人。", 200, 380),
        ("特此证明。", 260, 440),
        ("麻城市公安局白果派出所", 800, 620),
        ("2016年01月22日", 960, 680),
    )

    report = judged(lines, name_change_proof.APPLICATION)

    assert report.extraction is not None
    assert report.extraction.reading("name").value == "陈嘉禾"
    assert report.extraction.reading("former_name").value == "陈佳"


def test_what_a_seal_says_is_not_taken_before_the_line_that_signs_beside_a_scrap() -> None:
    lines: tuple[Placed, ...] = (
        ("中职学历查询证明", 620, 120, 60),
        ("姓名：陈嘉禾", 260, 260),
        ("性别：女", 260, 320),
        ("学校名称：荆州卫生学校", 260, 380),
        ("毕业时间：2012年6月", 260, 440),
        ("湖北省教育厅学生信息中心", 800, 900),
        ("白", 1180, 900),
        ("2021年9月24日", 900, 960),
    )

    report = judged(lines, None)

    assert report.extraction is not None
    assert report.extraction.reading("issuer").value == "湖北省教育厅学生信息中心"


def test_a_school_abroad_is_named_by_the_clause_that_names_it_alone() -> None:
    lines: tuple[Placed, ...] = (
        ("国外学历学位认证书", 560, 120, 60),
        ("陈嘉禾，女，1982年9月3日出生，2007年9月至2010年6月在俄罗斯", 260, 260),
        ("国立谢东诺夫第一莫斯科医科大学学习，所学专业为外科学，获得医学博士学位。", 200, 320),
        ("经查，国立谢东诺夫第一莫斯科医科大学系俄罗斯正规高等教育机构，其颁发", 260, 380),
        ("的上述学位证书真实，所获学位表明其具有相应的学历。", 200, 440),
        ("教育部留学服务中心", 900, 700),
        ("编号：120100443004", 200, 760),
        ("2010年11月4日", 900, 760),
    )

    report = judged(lines, None)

    assert report.extraction is not None
    assert report.extraction.reading("school").value == "国立谢东诺夫第一莫斯科医科大学"


def test_a_name_with_the_sex_behind_it_is_doubted_where_the_page_tells_no_sex() -> None:
    head: tuple[Placed, ...] = (("湖北省中等职业学校学历证明", 420, 100, 56), ("毕业学校：荆州卫生学校", 260, 300))
    without = judged((*head, ("姓名：张亚男", 260, 240)), None)
    told = judged((*head, ("姓名：张亚男", 260, 240), ("性别：女", 700, 240)), None)

    assert without.extraction is not None
    assert told.extraction is not None
    assert without.extraction.reading("name").status is FieldStatus.DOUBTFUL
    assert told.extraction.reading("name").status is FieldStatus.READ


def test_two_values_under_one_head_are_in_doubt_where_a_head_was_lost() -> None:
    lines: tuple[Placed, ...] = (
        ("湖北省中等职业学校学历证明", 420, 100, 56),
        ("姓名", 200, 240),
        ("毕业学校", 700, 240),
        ("所学专业", 1100, 240),
        ("于伟", 200, 285),
        ("农村医学", 340, 285),
        ("荆州卫生学校", 680, 285),
        ("农村医学", 1100, 285),
    )

    report = judged(lines, None)

    assert report.extraction is not None
    assert report.extraction.reading("name").status is FieldStatus.DOUBTFUL


def test_a_sex_run_on_to_a_name_is_doubtful_and_a_first_digit_is_told_by_the_year() -> None:
    lines: tuple[Placed, ...] = (
        ("湖北省中等职业学校学历证明", 420, 100, 56),
        ("经查询中职学籍档案，陈嘉禾女，1993年5月18日出生，身份证号码", 260, 260),
        (f"{ID_NUMBER}，2009年9月考入荆州卫生学校，就读于农村医学专业，", 200, 320),
        ("学制三年，于2012年7月毕业，取得毕业证书，证书编号0124255130，", 200, 380),
        ("学历真实有效。", 200, 440),
        ("湖北省教育厅", 900, 560),
        ("2020年2月6日", 900, 620),
    )

    report = judged(lines, None)

    assert report.extraction is not None
    sex, number = report.extraction.reading("gender"), report.extraction.reading("certificate_number")
    assert report.extraction.reading("name").value == "陈嘉禾"
    assert (sex.value, sex.status, sex.fault) == ("女", FieldStatus.DOUBTFUL, "runs_on")
    assert (number.value, number.status, number.rivals) == ("20124255130", FieldStatus.DOUBTFUL, ("0124255130",))


def test_a_first_digit_lost_behind_its_label_is_put_back_and_never_proved() -> None:
    lines: tuple[Placed, ...] = (
        ("湖北省中等职业学校学历证明", 420, 100, 56),
        (f"兹证明陈嘉禾，性别女，1993年5月18日出生，公民身份号码{ID_NUMBER[1:]}，", 260, 260),
        ("2009年9月考入荆州卫生学校，就读于农村医学专业，2012年7月毕业。", 200, 320),
        ("湖北省教育厅", 900, 560),
    )

    report = judged(lines, None)

    assert report.extraction is not None
    number = report.extraction.reading("id_number")
    assert (number.value, number.status, number.fault) == (ID_NUMBER, FieldStatus.DOUBTFUL, "first_digit_lost")


def test_a_name_goes_before_words_beside_a_label_named_first() -> None:
    lines: tuple[Placed, ...] = (
        ("现役军人医师资格考试试用期考核合格表", 420, 100, 56),
        ("申请人", 1200, 240),
        ("妥善保管", 1320, 240),
        ("姓名", 200, 300),
        ("陈嘉禾", 320, 300),
    )

    report = judged(lines, None, declared="military_probation_form")

    assert report.extraction is not None
    name = report.extraction.reading("name")
    assert (name.value, name.status) == ("陈嘉禾", FieldStatus.DOUBTFUL)


def test_a_character_by_itself_behind_a_name_leaves_it_in_doubt() -> None:
    head: tuple[Placed, ...] = (("湖北省中等职业学校学历证明", 420, 100, 56), ("毕业学校：荆州卫生学校", 260, 300))
    lines: tuple[Placed, ...] = (
        *head,
        ("姓名", 260, 240),
        ("蔡宇轩", 360, 240),
        ("医", 460, 240),
        ("性别：女", 700, 240),
    )

    report = judged(lines, None)

    assert report.extraction is not None
    assert report.extraction.reading("name").status is FieldStatus.DOUBTFUL


def test_a_letter_tells_the_sex_and_the_birth_date_that_were_put_right() -> None:
    lines: tuple[Placed, ...] = (
        ("户口登记项目变更更正证明", 560, 120, 60),
        (f"兹证明我辖区居民陈嘉禾，公民身份号码：{ID_NUMBER}，因登记差错，", 260, 260),
        ("性别由男更正为女，出生日期由1992年5月18日更正为1993年5月18日，", 200, 320),
        ("系同一人。", 200, 380),
        ("特此证明。", 260, 440),
        ("武汉市公安局武昌分局", 800, 620),
        ("2016年01月22日", 960, 680),
    )

    report = judged(lines, name_change_proof.APPLICATION)

    assert report.extraction is not None
    assert report.extraction.reading("former_gender").value == "男"
    assert report.extraction.reading("former_birth_date").value == "1992-05-18"
    assert report.extraction.reading("birth_date").value == "1993-05-18"
    assert report.extraction.reading("gender").value in ("女", None)
