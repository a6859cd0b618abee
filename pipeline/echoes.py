"""Whether what else was read of a value is an echo of it: what readers make of that very print. Pure.

An echo is no rival. What may be another value that somebody printed is none, and stays one.
"""

import re
from functools import partial

from rapidfuzz.distance import Levenshtein

from doctypes.values import KINDS, certificate_number
from doctypes.values.bent_words import unbent
from doctypes.values.look_alikes import as_digits, is_commoner, is_han, one_look_alike
from doctypes.values.schools import BY_NAME, may_be_misread
from doctypes.values.surnames import looks_like_a_name
from models.doctype import FieldSpec, ValueKind
from models.extraction import Reading, Witness
from pipeline.certainty import DOUBT_BELOW, HARDLY_READ
from pipeline.names_in_print import OF_THE_POLICE

_OF_SCHOOLS = ("学院", "大学", "学校", "院校")
_SHORT = 2
_OF_DATES = re.compile("^[年月日]|年.{1,3}月|月.{1,3}日")
_ZERO = "〇"
_HEAD_LOST = 1
"""Characters that a reader loses at the edge of a box: 堰市医药卫生学校."""
_HEAD_OF_A_SCHOOL = 3
"""Of a known school: 品工业学院 is no school, and what glare leaves of 武汉食品工业学院."""
_OF_LABELS = frozenset("姓名性别男女民族汉出生年月日公安局")
_OF_THE_REGISTER = frozenset("户口")
_EMPTY_BOXES = "□["
_OF_OTHER_STUDY = frozenset("非半夜业余函授脱产网络自考开放远程")
"""Letters that tell another form of study from 全日制."""
_CLOSED = frozenset({"study_form", "level", "specialty", "licence_category"})
"""Kinds of which there are no other words than those that are known."""
_DIGITS_LOST = range(1, 4)
"""Of a number, at an end of its line."""
_MANY_LOST = 3
"""Digits that a whole number has more than what is left of it."""


def is_explained(reading: Reading) -> bool:
    """Whether whatever else was read of a name is what readers make of it: commoner characters, scraps around it, less.

    They make 活 of 湉, and never 湉 of 活; what is longer and begins with no surname is no name, and neither, beside a
    Chinese one, is what has no Chinese character. They lose a character, and add none that fits. Who
    is surnamed 安 vouches for it.
    """
    value = reading.value or ""
    return all(
        (is_commoner(rival, value) and _shares_a_character(rival, value, reading))
        or (len(rival) > len(value) and not looks_like_a_name(rival))
        or (any(map(is_han, value)) and not any(map(is_han, rival)))
        or has_lost_characters(rival, value)
        or (value[0] == OF_THE_POLICE and rival == value[1:])
        or (rival.startswith(value) and _is_no_part_of_a_name(rival.removeprefix(value), value))
        for rival in reading.rivals
    )


def _shares_a_character(rival: str, value: str, reading: Reading) -> bool:
    """Whether a reading of commoner characters is of the same name: not 王伟 printed beside 佘湉."""
    return rival in reading.again or any(one == other for one, other in zip(rival, value, strict=True))


def in_order(part: str, whole: str) -> bool:
    """Whether all characters of one text stand in another, in their order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def is_a_part(rival: str, name: str) -> bool:
    """Whether a reading is a name of which characters were lost, in their order and at least half of it left."""
    return 2 * len(rival) >= len(name) and in_order(rival, name)


def has_lost_characters(rival: str, name: str) -> bool:
    """Whether a reading is a part of a name, which did not get the rest from the label behind it: 王伟民 of 民族."""
    return is_a_part(rival, name) and not set(name) - set(rival) <= _OF_LABELS


def _is_no_part_of_a_name(rest: str, name: str) -> bool:
    """Whether what stands behind a Chinese name is of the register's 户口, or one Latin letter: 覃强户, 覃波V."""
    is_a_letter = len(rest) == 1 and rest.isascii() and rest.isalpha()
    return all(map(is_han, name)) and rest != "" and (set(rest) <= _OF_THE_REGISTER or is_a_letter)


def is_no_other_name(rival: str, reading: Reading) -> bool:
    """Whether what else was read is the name with scraps beside it, or the name with what is no surname.

    That is of the very same print, or a look-alike of its surname.
    """
    name = reading.value or ""
    is_misread = rival in reading.again or one_look_alike(rival[:1], name[:1])
    has_no_surname = rival[1:] == name[1:] and not looks_like_a_name(rival)
    return (has_no_surname and is_misread) or (name in rival and rival != name)


def is_echoed(spec: FieldSpec, reading: Reading) -> bool:
    """Whether all that was read otherwise is what readers make of the value.

    A city that there is none of; a part of a word; a day without its first numeral; a number of a known structure
    without an end of it; a letter of a code for its digit.
    """
    kind, value = KINDS[spec.kind], reading.value or ""
    ways = (
        (spec.kind == "issuer", _has_no_such_city),
        (spec.kind == "verification_code", _has_its_letters),
        (bool(kind.words), partial(_lost_its_head, kind=kind)),
        (kind.name == "specialty" and value in kind.words, partial(_has_no_letter_of, letters=_letters_of(kind))),
        (certificate_number.is_whole(value), _lost_an_end),
    )
    if any(applies and all(echoes(rival, value) for rival in reading.rivals) for applies, echoes in ways):
        return True
    if set(reading.rivals) <= set(reading.again) and _is_misread(spec, reading, kind):
        return True
    return spec.name == "school" and _is_an_echoed_school(spec, reading)


def _is_misread(spec: FieldSpec, reading: Reading, kind: ValueKind) -> bool:
    """Whether all that other ways made of the very same print is what readers make of the value.

    What stands elsewhere on the page is no such thing: it was printed there.
    """
    value, is_witnessed = reading.value or "", len(reading.witnesses) > 1
    is_unsure = reading.confidence < DOUBT_BELOW
    ways = (
        (spec.kind == "issuer", _lost_a_zero),
        (kind.sheds_strokes, may_be_the_rest_of),
        (bool(kind.words), partial(_is_of_a_word, kind=kind, is_witnessed=is_witnessed)),
        (_is_closed(kind, value) and is_unsure and is_witnessed, partial(_is_nearest_to, words=kind.words)),
        (certificate_number.is_whole(value), _lost_digits),
        (spec.name == "school", _is_left_of_a_school),
    )
    return any(applies and all(echoes(rival, value) for rival in reading.rivals) for applies, echoes in ways)


def _has_its_letters(rival: str, code: str) -> bool:
    return as_digits(rival) == as_digits(code)


def _is_of_a_word(rival: str, value: str, *, kind: ValueKind, is_witnessed: bool) -> bool:
    """Whether a reading is no word of its kind, and most of one or little of it.

    Of kinds with no other words, or of a word that is borne out, a slip of it is no other, either.
    """
    is_a_part = rival in value and (2 * len(rival) >= len(value) or _SHORT <= len(rival) <= len(value) // 3)
    is_a_slip = (is_witnessed or kind.name in _CLOSED) and one_look_alike(rival, value)
    return value in kind.words and rival not in kind.words and (is_a_part or is_a_slip)


def _is_closed(kind: ValueKind, value: str) -> bool:
    """Whether a value is a word of a kind that has no others."""
    return kind.name in _CLOSED and value in kind.words


def _letters_of(kind: ValueKind) -> frozenset[str]:
    """The letters of a kind's words; what they add in brackets is of other things, too."""
    return frozenset("".join(word.partition("(")[0] for word in kind.words))


def _has_no_letter_of(rival: str, _value: str, *, letters: frozenset[str]) -> bool:
    """Whether print is no misread word: it has not a letter of any. 当借 is of the notice on the page beside 口腔."""
    return not set(rival) & letters


def _is_nearest_to(rival: str, value: str, *, words: frozenset[str]) -> bool:
    """Whether print that is no word has at least half the letters of this one, and is as near to no other.

    普通个制, 普通金目制 of 普通全日制.
    """
    if rival in words or (set(rival) - set(value)) & _OF_OTHER_STUDY:
        return False
    distance = Levenshtein.distance(rival, value)
    near = (Levenshtein.distance(rival, word, score_cutoff=distance) for word in words - {value})
    return 2 * distance <= len(value) and all(other > distance for other in near)


def _has_no_such_city(rival: str, body: str) -> bool:
    return unbent(rival) == body != rival


def _lost_a_zero(rival: str, body: str) -> bool:
    """Whether a reading lacks one zero of a body's number, 九九医院 of 九九〇医院: readers lose them, and add none."""
    return any(rival == body[:place] + body[place + 1 :] for place, char in enumerate(body) if char == _ZERO)


def _lost_digits(rival: str, number: str) -> bool:
    """Whether a reading is what is left of a number, some of it lost in its midst, and of no known structure."""
    lost = len(number) - len(rival) >= _MANY_LOST
    return lost and rival.isdigit() and not certificate_number.is_whole(rival)


def _is_left_of_a_school(rival: str, name: str) -> bool:
    """Whether a reading is a known school without its head or with a letter before it, or scraps that make none.

    堰市医药卫生学校 of 十堰市医药卫生学校, 卫武汉市卫生学校, 大学科大学 of 重庆医科大学; but 重庆大学 is a school, too.
    """
    lost = name.removesuffix(rival) if name.endswith(rival) else ""
    is_led = rival[_HEAD_LOST:] == name == unbent(rival)
    most_lost = _HEAD_OF_A_SCHOOL if name in BY_NAME else _HEAD_LOST
    return rival not in BY_NAME and (0 < len(lost) <= most_lost or is_led or _is_of_scraps(rival, name))


def _is_of_scraps(rival: str, name: str) -> bool:
    """Whether a reading is made of letters of a known school, in no order that names one."""
    is_jumbled = len(rival) < len(name) and set(rival) <= set(name) and not in_order(rival, name)
    return name in BY_NAME and is_jumbled


def _is_an_echoed_school(spec: FieldSpec, reading: Reading) -> bool:
    """Whether all that was read otherwise is what readers make of the name of a school.

    Its name and behind it scraps of that name, from a seal.

    Where the rest is again something that schools are called, as 学院, it may be another school, unless the name ends
    in just that and was read twice. Where the number
    beside it holds the school's code, or all is a letter or two off, whatever is the name of no school is a misreading.
    """
    value = reading.value or ""
    if spec.kind == "school" and all(_holds(rival, value) for rival in reading.rivals):
        return True
    if spec.kind == "school" and (Witness.CERTIFICATE_NUMBER in reading.witnesses or _are_misread(reading)):
        return not any(_is_another_school(rival, reading) for rival in reading.rivals)
    if all(_OF_DATES.search(rival) for rival in reading.rivals):
        return True  # 年六月日本东京大学
    rests = [rival.removeprefix(value).strip("()") for rival in reading.rivals if rival.startswith(value)]
    return (
        spec.kind == "school"
        and len(rests) == len(reading.rivals)
        and all(set(rest) <= set(value) and _is_a_scrap(rest, value) for rest in rests)
    )


def _holds(rival: str, name: str) -> bool:
    """Whether print is a name behind scraps of it, which nobody takes for another: 医科南京医科大学(公章)."""
    parsed = KINDS["school"].parse(rival) if rival.find(name) > 0 else None
    return parsed is not None and parsed.value == name


def _is_another_school(rival: str, reading: Reading) -> bool:
    """Whether what else was read may be another school: a known one, or one that stands elsewhere, 重庆大学."""
    is_like_it = rival in reading.again or may_be_misread(rival, reading.value or "")
    return rival in BY_NAME or (not is_like_it and rival.endswith(_OF_SCHOOLS) and in_order(rival, reading.value or ""))


def _is_a_scrap(rest: str, name: str) -> bool:
    """Whether letters behind the name of a school are no part of a name: its own end once more, 长沙医学院医学院."""
    return not rest.endswith(_OF_SCHOOLS) or (len(rest) > _SHORT and name.endswith(rest))


def _are_misread(reading: Reading) -> bool:
    """Whether all that was read otherwise of a known school, legibly read, is a letter or two off its name."""
    value = reading.value or ""
    legible = reading.confidence >= HARDLY_READ
    return legible and value in BY_NAME and all(may_be_misread(rival, value) for rival in reading.rivals)


def _lost_its_head(rival: str, value: str, *, kind: ValueKind) -> bool:
    """Whether a reading is no word of its kind and the end of only one: 口 in 口腔医学 is taken for an empty box."""
    rest = rival.lstrip(_EMPTY_BOXES)
    return rest not in kind.words and value[1:] == rest and sum(word[1:] == rest for word in kind.words) == 1


def _lost_an_end(rival: str, value: str) -> bool:
    """Whether a reading is a number without digits of one end, or half of it at most, and of no known structure."""
    is_less = value.startswith(rival) or value.endswith(rival)
    is_half_of_it = 2 * len(rival) <= len(value)
    lost = is_half_of_it or len(value) - len(rival) in _DIGITS_LOST
    return is_less and lost and not certificate_number.is_whole(rival)


def may_be_the_rest_of(day: str, whole: str) -> bool:
    """Whether a date is another without the first numeral of its day: 十日 is what is left of 三十日."""
    return day[:-2] == whole[:-2] and day[-2:] == "10" and whole[-2:] in ("20", "30")
