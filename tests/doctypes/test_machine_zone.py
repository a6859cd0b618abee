"""The machine-readable zone of passports: what is read out of it, and what its check digits refuse."""

from doctypes.machine_zone import zone_values
from doctypes.printed import printed
from tests.support.pages import page_text

FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The specimen of ICAO 9303-4."""


def read(*lines: str) -> dict[str, str]:
    page = printed(page_text([(line, 100, 800 + 60 * place) for place, line in enumerate(lines)]))
    return {value.part: value.raw for value in zone_values(page)}


def test_the_specimen_of_the_standard_is_read() -> None:
    assert read(FIRST, SECOND) == {
        "name": "ERIKSSONANNAMARIA",
        "number": "L898902C3",
        "birth_date": "1974-08-12",
        "gender": "女",
        "valid_until": "2012-04-15",
    }


def test_letters_among_the_digits_are_mended_by_the_check() -> None:
    assert read(SECOND.replace("7408122", "74O8I22"))["birth_date"] == "1974-08-12"


def test_a_value_whose_check_fails_is_left_out() -> None:
    found = read(SECOND.replace("7408122", "7408132"))

    assert "birth_date" not in found
    assert found["number"] == "L898902C3"


def test_a_line_of_which_one_check_alone_passes_is_none() -> None:
    assert read(SECOND.replace("7408122", "7408132").replace("1204159", "1204169")) == {}


def test_the_romanised_name_of_a_chinese_passport_is_left_alone() -> None:
    assert read("P<CHNZHENG<<JIANYANG<<<<<<<<<<<<<<<<<<<<<<<<") == {}


def test_ordinary_print_is_no_zone() -> None:
    assert read("证书编号:104861201605001234", "PASSPORT NO E12345678") == {}
