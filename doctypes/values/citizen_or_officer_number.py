"""Numbers on the papers of the army: a citizen's ID number, or the number of the officer's card that stands in for it.

Both number the same person, so a page that prints both contradicts nothing: the one with a check digit is the value,
and the other neither bears it out nor refutes it. Which of the two an application is held against, its `id_type` says.
"""

from doctypes.values import citizen_id, officer_number
from doctypes.values.writing import CONFLICT
from models.doctype import Likeness, Outcome, Parsed, ValueKind

OTHER_PAPER = Likeness(outcome=Outcome.COMPATIBLE, rule="other_paper")
_OF_A_CARD = "字第"


def parse(raw: str) -> Parsed | None:
    """Take a citizen's number, or else an officer's with its service; digits alone are none: they may be any number.

    >>> parse("11010519491231002x").value, parse("军字第1234567号").value, parse("1234567")
    ('11010519491231002X', '军字第1234567号', None)
    """
    citizen = citizen_id.parse(raw)
    if citizen is not None and citizen.checked:
        return citizen
    officer = officer_number.parse(raw)
    return officer if officer is not None and is_officers(officer.value) else citizen


def is_officers(number: str) -> bool:
    """Tell whether a number is that of an officer's card.

    >>> is_officers("军字第1234567号"), is_officers("11010519491231002X")
    (True, False)
    """
    return _OF_A_CARD in number


def compare(printed: str, stated: str) -> Likeness:
    """Compare two numbers of one kind of paper; those of two kinds say nothing of each other (other_paper).

    >>> compare("军字第1234567号", "军字第1234568号").outcome.value
    'conflict'
    >>> compare("11010519491231002X", "军字第1234567号").rule
    'other_paper'
    """
    kinds = {is_officers(printed), is_officers(stated)}
    if kinds == {True}:
        return officer_number.compare(printed, stated)
    if kinds == {False}:
        return citizen_id.compare(printed, stated)
    citizens = stated if is_officers(printed) else printed
    return OTHER_PAPER if citizen_id.is_valid(citizens) else _against_digits(printed, stated)


def _against_digits(printed: str, stated: str) -> Likeness:
    """An application may state an officer's number without its service; a citizen's misread one is another number."""
    bare = officer_number.parse(stated if is_officers(printed) else printed)
    return officer_number.compare(printed, stated) if bare is not None else CONFLICT


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find numbers of both kinds in a text without spaces.

    >>> find("军官证号:军字第1234567号,身份证号11010519491231002X")
    ((5, 16), (21, 39))
    """
    return tuple(sorted({*citizen_id.find(text), *officer_number.find(text)}))


KIND = ValueKind(
    name="citizen_or_officer_number",
    parse=parse,
    compare=compare,
    find=find,
    max_length=24,
    characters=citizen_id.KIND.characters + "军士文职武警兵学海空字第号",
)
