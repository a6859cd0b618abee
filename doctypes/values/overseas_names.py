"""Names on papers from abroad and of people from Hong Kong, Macau and Taiwan, held against the name stated.

A Chinese name may stand in Latin letters there, and who comes from Hong Kong, Macau or Taiwan has one name in two
forms: 陳大文 on the permit is 陈大文 on the diploma. Among papers of the mainland neither holds (`name`).
"""

from collections.abc import Callable

from doctypes.values import name
from doctypes.values.latin_names import is_latin
from doctypes.values.pinyin import reads_as
from doctypes.values.traditional import FORMS_ABROAD
from doctypes.values.writing import simplified
from models.doctype import Likeness, Outcome

PINYIN = "pinyin"
"""Rule: the letters say how the characters are read. As many names are read alike, that is no equality."""
_READS_SO = Likeness(outcome=Outcome.COMPATIBLE, rule=PINYIN)
_FORMS = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="traditional_form")
_ABROAD = str.maketrans(FORMS_ABROAD)


def compare_overseas(printed: str, stated: str) -> Likeness:
    """Compare two names as `name` does, but letters that say how the characters are read agree with them (pinyin).

    >>> compare_overseas("Xiaohong Shan", "单晓红"), compare_overseas("CHAN TAI MAN", "陈大文").outcome.value
    (Likeness(outcome=<Outcome.COMPATIBLE: 'compatible'>, rule='pinyin'), 'unverifiable')
    """
    likeness = name.compare(printed, stated)
    if likeness.rule != name.OTHER_SCRIPT:
        return likeness
    latin, chinese = sorted(map(name.canonical, (printed, stated)), key=is_latin, reverse=True)
    return _READS_SO if reads_as(chinese, latin) else likeness


def compare_of_hmt(printed: str, stated: str) -> Likeness:
    """Compare two names of somebody from Hong Kong, Macau or Taiwan: both forms are one name (traditional_form).

    >>> compare_of_hmt("陳大文", "陈大文").rule, compare_of_hmt("鍾昇", "钟昇").outcome.value
    ('traditional_form', 'equal_by_rule')
    >>> compare_of_hmt("李昇", "李升").rule
    'variant_character'
    """
    likeness = compare_overseas(printed, stated)
    if likeness.outcome.agrees or likeness.outcome is Outcome.UNVERIFIABLE:
        return likeness
    folded = [_folded(name.canonical(one)) for one in (printed, stated)]
    if folded[0] == folded[1]:
        return _FORMS
    # What differs besides the forms is judged without them.
    again = compare_overseas(*folded)
    return again if again.outcome.agrees or again.rule else likeness


def of_applicant(*, hmt: bool, overseas: bool) -> Callable[[str, str], Likeness]:
    """Return how names are compared: of who comes from Hong Kong, Macau or Taiwan, on papers from abroad, or else."""
    if hmt:
        return compare_of_hmt
    return compare_overseas if overseas else name.compare


def _folded(value: str) -> str:
    return simplified(value).translate(_ABROAD)
