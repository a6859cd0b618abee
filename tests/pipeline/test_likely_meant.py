"""What print a character off a word of its kind's list is likely to say."""

from doctypes.values import KINDS
from models.doctype import Parsed
from pipeline.likely_meant import as_meant


def meant(kind: str, raw: str, *, sure: float) -> Parsed | None:
    parsed = KINDS[kind].parse(raw)
    return as_meant(parsed, KINDS[kind], sure=sure) if parsed else None


def test_a_long_word_is_known_although_a_character_is_another() -> None:
    assert meant("major", "针负推拿学", sure=0.99) == Parsed(value="针灸推拿学", repaired=True)
    assert meant("study_form", "普道全日制", sure=0.4) == Parsed(value="普通全日制", repaired=True)


def test_firm_print_of_a_short_word_stands() -> None:
    assert meant("major", "针负推拿", sure=0.99) == Parsed(value="针负推拿")
    assert meant("major", "针负推拿", sure=0.4) == Parsed(value="针灸推拿", repaired=True)


def test_print_that_may_say_either_of_two_words_stands() -> None:
    assert meant("major", "临床区学", sure=0.4) == Parsed(value="临床区学")


def test_a_word_of_the_list_stands() -> None:
    assert meant("major", "临床药学", sure=0.4) == Parsed(value="临床药学")


def test_a_school_hardly_read_is_the_one_known_school_a_letter_off_and_a_legible_one_is_another() -> None:
    assert meant("school", "三块大学", sure=0.4) == Parsed(value="三峡大学", repaired=True)
    assert meant("school", "三块大学", sure=0.99) == Parsed(value="三块大学")


def test_a_look_alike_parts_a_school_from_a_known_one_unless_it_is_certain() -> None:
    assert meant("school", "郑阳医学院", sure=0.95) == Parsed(value="郧阳医学院", repaired=True)
    assert meant("school", "郑阳医学院", sure=0.98) == Parsed(value="郑阳医学院")
    assert meant("school", "沈阳医学院", sure=0.95) == Parsed(value="沈阳医学院")


def test_a_known_school_is_meant_where_a_thin_numeral_or_its_last_letter_was_lost() -> None:
    assert meant("school", "湖北峡职业技术学院", sure=0.99) == Parsed(value="湖北三峡职业技术学院", repaired=True)
    assert meant("school", "湖北科技学", sure=0.99) == Parsed(value="湖北科技学院", repaired=True)
    assert meant("school", "第军医大学", sure=0.99) == Parsed(value="第军医大学")
    assert meant("school", "湖北峡职业学院", sure=0.99) == Parsed(value="湖北峡职业学院")
