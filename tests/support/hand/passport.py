"""护照: the data page of a foreigner, names apart, and the zone that puts them together and proves the rest."""

from dataclasses import replace

from tests.support.pages import Placed
from tests.support.people import APPLICATION as APPLICANT

APPLICATION = replace(
    APPLICANT,
    name="Anna Maria Eriksson",
    gender="女",
    birth_date="1974-08-12",
    id_type="护照",
    id_number="L898902C3",
    education=(),
    licences=(),
)

LINES: tuple[Placed, ...] = (
    ("UTOPIA", 700, 40, 40),
    ("PASSPORT", 100, 100, 40),
    ("Type", 440, 100, 20),
    ("P", 440, 130),
    ("Country Code", 640, 100, 20),
    ("UTO", 640, 130),
    ("Passport No.", 1000, 100, 20),
    ("L898902C3", 1000, 130),
    ("Surname", 440, 190, 20),
    ("ERIKSSON", 440, 220),
    ("Given names", 440, 280, 20),
    ("ANNA MARIA", 440, 310),
    ("Nationality", 440, 370, 20),
    ("UTOPIAN", 440, 400),
    ("Date of birth", 440, 460, 20),
    ("12 AUG 1974", 440, 490),
    ("Sex", 800, 460, 20),
    ("F", 800, 490),
    ("Place of birth", 1000, 460, 20),
    ("ZENITH", 1000, 490),
    ("Date of issue", 440, 550, 20),
    ("16 APR 2007", 440, 580),
    ("Date of expiry", 800, 550, 20),
    ("15 APR 2012", 800, 580),
    ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", 60, 900, 36),
    ("L898902C36UTO7408122F1204159ZE184226B<<<<<10", 60, 980, 36),
)

VALUES = {
    "name": "ERIKSSONANNAMARIA",
    "gender": "女",
    "birth_date": "1974-08-12",
    "id_number": "L898902C3",
    "issued_on": "2007-04-16",
    "valid_until": "2012-04-15",
}
