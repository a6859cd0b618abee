"""Two moments that cannot both be, and the finding that is made of all clashes of one rule."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.report import Finding
from pipeline.across.moments import Moment
from pipeline.across.rules import raised


class Clash(NamedTuple):
    """One breach of a rule of time."""

    rule: str
    wrong: Moment
    against: Moment | None
    message: str
    expected: str | None = None
    """What `wrong` was held against where that is no moment of a paper."""


def told_once(clashes: Iterable[Clash]) -> Iterator[Finding]:
    """Make one finding a rule: a diploma and the form that repeats it break it together, and are named together."""
    grouped: dict[str, list[Clash]] = {}
    for clash in clashes:
        grouped.setdefault(clash.rule, []).append(clash)
    for rule, together in grouped.items():
        first = next((clash for clash in together if clash.wrong.document_id), together[0])
        yield raised(
            rule,
            first.message,
            field=first.wrong.field,
            papers=_papers(first, together),
            expected=first.against.value if first.against else first.expected,
            found=first.wrong.value,
            applicant_message=_for_applicant(first),
        )


def _papers(first: Clash, together: Iterable[Clash]) -> tuple[str, ...]:
    moments = [moment for clash in (first, *together) for moment in (clash.wrong, clash.against)]
    return tuple(dict.fromkeys(one.document_id for one in moments if one and one.document_id))


def _for_applicant(clash: Clash) -> str:
    with_what = f"与{clash.against.called}" if clash.against else ""
    # Without the values: the paper may be somebody else's.
    return f"{clash.wrong.called}{with_what}对不上。请检查报名信息和上传的材料，填错的请修改，传错的请重新上传。"
