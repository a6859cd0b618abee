"""Names as readers spoil them: characters that no name holds, put right where print leaves room for it. Pure.

Only print is mended so: who states 自馨 for 白馨 is not to be agreed with. What was put right stays in doubt.
"""

from dataclasses import replace

from doctypes.candidates import Candidate
from doctypes.printed import Print
from doctypes.second_choices import rarer_meant
from doctypes.values.given_names import RARE, meant_in_a_name
from doctypes.values.surnames import DOUBLE, SINGLE, has_surname, with_its_surname
from models.doctype import FieldSpec, Parsed
from pipeline.certainty import DOUBT_BELOW, MOST_CERTAIN

OF_THE_POLICE = "安"
"""The letter of a seal of the police that is a surname, too."""
_FEWEST = 2
"""Characters of a name at least."""
_REGISTER = "常住人口"
"""What the page of the register calls itself."""
_ONE_TOO_MANY = 4
"""Characters of a name with a surname of one and another character read as its last."""


def mended(page: Print, spec: FieldSpec, candidate: Candidate, parsed: Parsed) -> Parsed:
    """Return a name with its surname and with the characters that were meant."""
    value = _as_weighed(page, candidate, parsed.value) if spec.compares_with else parsed.value
    value = _given_name(page, candidate, value)
    if spec.compares_with or page.confidence(candidate.places) < MOST_CERTAIN:
        # A former name may be the very misprint that was put right: what is firm there was printed so.
        value = with_its_surname(value)
    return parsed if value == parsed.value else replace(parsed, value=value, repaired=True)


def _as_weighed(page: Print, candidate: Candidate, value: str) -> str:
    """The name with the rare characters for which the reader gave common ones: it gives 活 for 湉, never 湉 for 活.

    Only one that names hold: beside 珊 no 瑙 was meant.
    """
    if page.raw(candidate.places) != value:
        return value
    seconds = [rarer_meant(page, place) for place in candidate.places]
    return "".join(
        second if second and second in (RARE if index else SINGLE) else given
        for index, (given, second) in enumerate(zip(value, seconds, strict=True))
    )


def one_joined_on(page: Print, candidate: Candidate, value: str) -> tuple[str, ...]:
    """Return a name of four without its last character where that is a line of print by itself; or nothing.

    A seal or a pattern on the paper puts one more character beside a name, as certain as the name itself.
    """
    places = candidate.places
    if len(value) != _ONE_TOO_MANY or page.raw(places) != value or value[:2] in DOUBLE:
        return ()
    apart = page.glyphs[places[-1]].line != page.glyphs[places[-2]].line
    return (value[:-1],) if apart else ()


def behind_the_seals_letter(page: Print, value: str) -> tuple[str, ...]:
    """Return a name on a page of the register without the 安 of 公安局 before it, a surname, too; or nothing."""
    is_joined = value[:1] == OF_THE_POLICE and len(value) > _FEWEST and has_surname(value[1:])
    return (value[1:],) if is_joined and _REGISTER in page.plain else ()


def _given_name(page: Print, candidate: Candidate, value: str) -> str:
    doubted = {page.glyphs[place].char for place in candidate.places if page.glyphs[place].score < DOUBT_BELOW}
    return value[:1] + "".join(meant_in_a_name(char) if char in doubted else char for char in value[1:])
