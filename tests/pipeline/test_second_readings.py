"""Weighing other ways of reading: nothing is believed because one way says it, nothing certain is doubted by one."""

from collections.abc import Collection
from dataclasses import replace

from doctypes.printed import printed
from doctypes.values import KINDS
from doctypes.values.chinese_date import SUPPLIED
from models.extraction import FieldStatus, Reading, Witness
from models.page import Box, PageText
from pipeline.second_readings import agreed, heard_otherwise, read_otherwise, settled
from tests.support.pages import page_text, text_line

ABSENT = Reading(field="issued_on", status=FieldStatus.ABSENT)


def read(value: str, confidence: float = 0.95, *, fault: str = "", witnesses: tuple[Witness, ...] = ()) -> Reading:
    given = confidence >= 0.9 and not fault
    return Reading(
        field="issued_on",
        status=FieldStatus.READ if given else FieldStatus.DOUBTFUL,
        value=value,
        raw=value,
        confidence=confidence,
        fault=fault,
        witnesses=witnesses,
    )


def test_what_only_another_way_makes_out_is_doubtful() -> None:
    found = settled(ABSENT, [read("2016-06-30"), ABSENT])

    assert (found.value, found.status) == ("2016-06-30", FieldStatus.DOUBTFUL)


def test_what_every_other_way_makes_out_with_certainty_is_read() -> None:
    found = settled(ABSENT, [read("2016-06-30"), read("2016-06-30")])

    assert (found.value, found.status) == ("2016-06-30", FieldStatus.READ)


def test_a_sound_value_stands_in_the_place_of_a_faulty_one() -> None:
    found = settled(read("2022-18-48", 0.6, fault="no_such_date"), [read("2022-10-18", 0.7), ABSENT])

    assert (found.value, found.status) == ("2022-10-18", FieldStatus.DOUBTFUL)


def test_one_way_alone_does_not_shake_a_certain_value() -> None:
    assert settled(read("2016-06-30"), [read("2016-06-20"), ABSENT]) == read("2016-06-30")


def test_a_certain_value_that_all_other_ways_contradict_alike_is_doubtful() -> None:
    found = settled(read("2016-06-30"), [read("2016-06-20"), read("2016-06-20")])

    assert (found.value, found.status, found.rivals) == ("2016-06-30", FieldStatus.DOUBTFUL, ("2016-06-20",))


def test_a_qr_code_is_shaken_by_nothing() -> None:
    code = read("ABCD", witnesses=(Witness.QR,))

    assert settled(code, [read("ABCE"), read("ABCE")]) == code


def test_a_day_read_another_way_completes_a_month() -> None:
    found = settled(read("2014-08", 0.8), [read("2014-08-06", 0.8), ABSENT], KINDS["chinese_date"])

    assert (found.value, found.rivals) == ("2014-08-06", ())


def test_a_checked_number_outweighs_more_certain_ones() -> None:
    checked = read("42900619880809024X", 0.7, witnesses=(Witness.CHECK_DIGIT,))

    assert settled(read("429006198808090242", 0.85), [checked, ABSENT]).value == "42900619880809024X"


def test_a_rare_character_of_a_name_outweighs_a_common_one_read_twice() -> None:
    ways = [read("郭活昊", 0.7), read("郭活昊", 0.7)]

    assert settled(read("郭湉昊", 0.5), ways, KINDS["name"]).value == "郭湉昊"
    assert settled(read("郭湉昊", 0.5), ways).value == "郭活昊"


def dated(raw: str, value: str, confidence: float = 0.95, fault: str = "") -> Reading:
    return replace(read(value, confidence, fault=fault, witnesses=(Witness.PRINT,)), raw=raw)


def test_of_two_readings_of_a_date_the_one_with_a_stroke_more_is_likelier() -> None:
    first = dated("2020年12月2日", "2020-12-02", 0.8)
    ways = [dated("2020年12月2日", "2020-12-02", 0.8), dated("2020年12月27日", "2020-12-27", 0.6)]

    found = settled(first, ways, KINDS["full_date"])

    assert (found.value, found.status, found.rivals) == ("2020-12-27", FieldStatus.DOUBTFUL, ("2020-12-02",))


def test_a_certain_date_to_which_another_way_adds_a_stroke_is_doubtful() -> None:
    ways = [dated("2019年12月11日", "2019-12-11", 0.88), ABSENT]

    found = settled(dated("2019年12月1日", "2019-12-01"), ways, KINDS["full_date"])

    assert (found.value, found.status, found.rivals) == ("2019-12-11", FieldStatus.DOUBTFUL, ("2019-12-01",))


def test_a_rare_character_that_was_put_in_yields_to_a_common_one_that_another_way_reads_firmly() -> None:
    meant = replace(read("陈湉", 0.85), raw="陈活", status=FieldStatus.DOUBTFUL)
    firm, faint = replace(read("陈活", 0.99), raw="陈活"), replace(read("陈活", 0.7), raw="陈活")

    assert settled(meant, [firm, firm], KINDS["name"]).value == "陈活"
    assert settled(meant, [faint, ABSENT], KINDS["name"]).value == "陈湉"
    assert settled(replace(meant, raw="陈湉"), [firm, ABSENT], KINDS["name"]).value == "陈湉"


def test_of_two_dates_short_of_a_numeral_of_the_year_the_one_with_a_stroke_more_is_likelier() -> None:
    ten = dated("一〇年六月十日", "2010-06-10", 0.96, SUPPLIED)
    twenty = dated("一〇年六月二十日", "2010-06-20", 0.86, SUPPLIED)

    assert settled(ten, [twenty, twenty], KINDS["full_date"]).value == "2010-06-20"


def test_a_date_that_only_another_way_makes_out_but_for_its_year_is_offered() -> None:
    found = settled(ABSENT, [dated("二三年一月七日", "2003-01-07", fault=SUPPLIED), ABSENT], KINDS["full_date"])

    assert (found.value, found.fault, found.status) == ("2003-01-07", SUPPLIED, FieldStatus.DOUBTFUL)


def page_with(again: tuple[str, ...], score: float = 0.7) -> PageText:
    page = page_text([("于2016年6月3日", 40, 40)], score=score)
    return replace(page, again=tuple((text_line(text, 40, 40, score=0.95),) for text in again))


def test_of_values_that_weigh_alike_the_one_read_first_counts() -> None:
    ways = [read("2009-02", 0.5), ABSENT]

    assert settled(read("2019-02", 0.5), ways).value == "2019-02"


def test_of_two_forms_of_one_character_the_one_read_more_often_counts() -> None:
    ways = [read("朱瑶雯", 0.8), read("朱瑶雯", 0.8)]

    assert settled(read("朱瑤雯", 0.85), ways, KINDS["name"]).value == "朱瑶雯"


def test_ways_that_say_the_same_are_no_other_page() -> None:
    assert read_otherwise(page_with(("于2016年6月3日", "于2016年6月30日"))) != ()
    assert read_otherwise(page_with(("于2016年6月3日", "于2016年6月3日"))) == ()


def test_a_line_takes_the_place_of_the_pieces_it_covers() -> None:
    pieces = page_text([("二〇", 40, 40), ("一年七月", 110, 40), ("备注", 40, 200)])
    whole = replace(text_line("二〇一一年七月", 40, 40), box=pieces.lines[0].box.upright(40, 40, 230, 70))

    (page,) = read_otherwise(replace(pieces, again=((whole,),)))

    assert sorted(line.text for line in page.lines) == ["二〇一一年七月", "备注"]


def test_a_line_on_which_all_ways_agree_is_as_certain_as_the_middle_one() -> None:
    assert agreed(page_with(("于2016年6月3日",) * 2)).lines[0].scores[0] == 0.95
    assert agreed(page_with(("于2016年6月3日", "于2016年6月30日"))).lines[0].scores[0] == 0.7


def test_other_ways_replace_the_print_as_it_was_read_and_not_as_it_was_tidied() -> None:
    tiles = [("学历查询", 40.0 + 200 * n, 300.0) for n in range(6)]
    page = page_text([("二〇一六年六月", 40, 40), *tiles])

    shown = printed(page)

    assert len(shown.page.lines) == 1
    assert shown.seen == page


def asked_of(first: Reading, *others: Reading) -> list[Reading]:
    """Of the ways of a page, what was asked of each until nothing could change any more."""
    page = page_with(("于2016年6月30日", "于2016年6月20日")[: len(others)])
    answers = iter(others)
    return list(heard_otherwise(page, [first], lambda *_: [next(answers)])["issued_on"])


def test_of_what_is_not_certain_every_way_is_heard() -> None:
    assert asked_of(ABSENT, ABSENT, read("2016-06-30")) == [ABSENT, read("2016-06-30")]


def test_against_a_certain_value_no_further_way_is_heard_once_one_bears_it_out() -> None:
    borne_out = read("2016-06-03")

    assert asked_of(borne_out, read("2016-06-03"), read("2016-06-20")) == [read("2016-06-03")]
    assert asked_of(borne_out, ABSENT, read("2016-06-20")) == [ABSENT]
    assert asked_of(borne_out, read("2016-06-30"), read("2016-06-30")) == [read("2016-06-30"), read("2016-06-30")]


def test_against_a_certain_value_a_single_way_is_not_heard_at_all() -> None:
    assert asked_of(read("2016-06-03"), read("2016-06-20")) == []


def test_only_the_fields_that_a_way_may_change_are_asked_of_it() -> None:
    sure, lost = read("2016-06-03"), replace(ABSENT, field="name")
    asked: list[set[str]] = []

    def listen(_: PageText, fields: Collection[str]) -> list[Reading]:
        asked.append(set(fields))
        return [replace(ABSENT, field=field) for field in fields]

    heard_otherwise(page_with(("于2016年6月30日", "于2016年6月20日")), [sure, lost], listen)

    assert asked == [{"issued_on", "name"}, {"name"}]


def boxed(value: str, confidence: float, left: float = 100) -> Reading:
    return replace(read(value, confidence), box=Box.upright(left, 100, left + 200, 140))


def test_a_rival_that_no_way_made_out_is_faint_beside_a_firm_value() -> None:
    first, firm = boxed("艾尔肯·买买提", 0.5), boxed("艾尔肯·买买提", 0.9)
    other, legible = boxed("艾尔背·买买提", 0.4), boxed("艾尔背·买买提", 0.6)

    assert settled(first, [other, firm], KINDS["name"]).faint == ("艾尔背·买买提",)
    assert settled(first, [legible, firm], KINDS["name"]).faint == ()
    assert settled(first, [other, boxed("艾尔肯·买买提", 0.7)], KINDS["name"]).faint == ()


def test_what_stands_elsewhere_is_never_faint_and_figures_are_not() -> None:
    firm = boxed("艾尔肯·买买提", 0.9)
    elsewhere = boxed("艾尔背·买买提", 0.4, left=600)
    both = replace(firm, rivals=("艾尔背·买买提",))

    assert settled(boxed("艾尔肯·买买提", 0.5), [elsewhere, firm], KINDS["name"]).again == ()
    assert settled(boxed("艾尔肯·买买提", 0.5), [boxed("艾尔背·买买提", 0.4), both], KINDS["name"]).faint == ()
    assert (
        settled(
            boxed("105071201105003636", 0.5), [boxed("105071201105003686", 0.4), boxed("105071201105003636", 0.9)]
        ).faint
        == ()
    )


def test_beside_words_of_which_every_letter_is_certain_what_is_not_is_faint() -> None:
    first, certain = boxed("中医学", 0.6), boxed("中医学", 0.98)

    assert settled(first, [boxed("交中医学", 0.7), certain], KINDS["major"]).faint == ("交中医学",)
    assert settled(first, [boxed("交中医学", 0.92), certain], KINDS["major"]).faint == ()
    assert settled(first, [boxed("交中医学", 0.7), boxed("中医学", 0.95)], KINDS["major"]).faint == ()
    assert settled(first, [boxed("中药学", 0.7), certain], KINDS["major"]).faint == ()
    assert settled(boxed("王伟", 0.6), [boxed("王玮", 0.7), boxed("王伟", 0.98)], KINDS["name"]).faint == ()


def test_a_date_hardly_read_is_faint_beside_one_that_two_ways_give() -> None:
    other, said, again = boxed("2006-08-30", 0.4), boxed("2006-06-30", 0.82), boxed("2006-06-30", 0.81)

    assert settled(said, [other, again], KINDS["full_date"]).faint == ("2006-08-30",)
    assert settled(said, [boxed("2006-08-30", 0.6), again], KINDS["full_date"]).faint == ()
    assert settled(said, [other, boxed("2006-06-30", 0.45)], KINDS["full_date"]).faint == ()
    assert settled(said, [other, said], KINDS["full_date"]).faint == ()
    lost = replace(boxed("2006-06-20", 0.7), raw="二〇〇六年六月二十日")
    longer = replace(boxed("2006-06-30", 0.4), raw="二〇〇六年六月三十日")
    assert settled(lost, [longer, replace(lost, confidence=0.6)], KINDS["full_date"]).faint == ()


def test_a_certain_name_of_no_school_yields_to_a_known_one_that_every_other_way_gives() -> None:
    odd = replace(boxed("郧阳医学医院", 0.93), status=FieldStatus.READ)
    known = replace(boxed("郧阳医学院", 0.95), status=FieldStatus.READ)

    found = settled(odd, [known, known], KINDS["school"])

    assert (found.value, found.status, found.rivals) == ("郧阳医学院", FieldStatus.DOUBTFUL, ("郧阳医学医院",))
    assert settled(known, [odd, odd], KINDS["school"]).value == "郧阳医学院"


def test_what_one_way_says_unsurely_is_outvoted_by_two_that_read_another_word_or_date() -> None:
    said, again, lost = boxed("监利县妇幼保健院", 0.71), boxed("监利县妇幼保健院", 0.66), boxed("临制暴也幼队健院", 0.2)

    assert settled(said, [again, lost], KINDS["issuer"]).faint == (lost.value,)
    assert settled(said, [said, lost], KINDS["issuer"]).faint == ()
    assert settled(said, [lost], KINDS["issuer"]).faint == ()
    assert settled(said, [again, replace(lost, confidence=0.65)], KINDS["issuer"]).faint == ()
    second = boxed("第二人民医院", 0.7)
    assert settled(second, [replace(second, confidence=0.8), boxed("第一人民医院", 0.4)], KINDS["issuer"]).faint == ()
    assert settled(boxed("王伟", 0.7), [boxed("王伟", 0.8), boxed("王玮", 0.4)], KINDS["name"]).faint == ()
    school = boxed("武汉大学", 0.7)
    assert settled(school, [boxed("武汉大学", 0.8), boxed("江汉大学", 0.5)], KINDS["school"]).faint == ()
    sex = replace(boxed("女", 0.7), field="gender")
    assert settled(sex, [replace(sex, confidence=0.8), boxed("男", 0.4)], KINDS["gender"]).faint == ()


def test_of_figures_what_no_way_makes_out_is_faint_beside_what_one_is_most_certain_of() -> None:
    certain, other = boxed("105071201105003636", 0.98), boxed("105071201105003686", 0.6)

    assert settled(other, [certain]).faint == (other.value,)
    assert settled(replace(other, confidence=0.7), [certain]).faint == ()
    assert settled(other, [replace(certain, confidence=0.95)]).faint == ()


def test_firm_print_that_was_put_right_is_never_faint() -> None:
    mended = replace(boxed("中医", 0.98), status=FieldStatus.DOUBTFUL, rivals=("中药",), again=("中药",))

    found = settled(mended, [mended, mended], KINDS["major"])

    assert (found.rivals, found.again, found.faint) == (("中药",), ("中药",), ())


def test_a_known_school_stands_for_a_part_of_it_and_not_for_another_one() -> None:
    ways = [read("第二军医大学", 0.6), read("第军医大学", 0.6)]

    assert settled(read("第军医大学", 0.8), ways, KINDS["school"]).value == "第二军医大学"
    assert settled(read("长沙大学", 0.8), [read("长江大学", 0.6), ABSENT], KINDS["school"]).value == "长沙大学"
