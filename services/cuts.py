"""An evaluation cut up: the same figures for each type, field and condition, and for each type under each condition."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from services.marks import FieldMark, PageMark, Share
from services.ranking import Ranking, ranking


def by_page(pages: Sequence[PageMark], key: Callable[[PageMark], str]) -> dict[str, dict[str, Any]]:
    """Return the figures of readable pages by a key of the page, as plain JSON."""
    groups: dict[str, list[PageMark]] = defaultdict(list)
    for page in pages:
        groups[key(page)].append(page)
    return {name: _of_pages(groups[name]) for name in sorted(groups)}


def by_field(pages: Sequence[PageMark], key: Callable[[PageMark, FieldMark], str]) -> dict[str, dict[str, Any]]:
    """Return the figures of readable pages by a key of the value, as plain JSON."""
    printed: dict[str, list[FieldMark]] = defaultdict(list)
    extras: dict[str, int] = defaultdict(int)
    given: dict[str, int] = defaultdict(int)
    for page in pages:
        for mark in page.fields:
            printed[key(page, mark)].append(mark)
            given[key(page, mark)] += mark.given and page.extras_are_counted
        for mark in page.extras:
            extras[key(page, mark)] += 1
    return {
        name: _of_marks(printed[name])
        | {"extra_values": plain(Share(count=extras[name], of=given[name] + extras[name]))}
        for name in sorted({*printed, *extras})
    }


def by_type_and_condition(pages: Sequence[PageMark]) -> dict[str, dict[str, Any]]:
    """Return field accuracy and wrong values of readable pages, type by type and in it condition by condition."""
    types = sorted({page.type for page in pages})
    return {
        name: {
            condition: {figure: row[figure] for figure in ("field_accuracy", "wrong_values")}
            for condition, row in by_page([p for p in pages if p.type == name], lambda page: page.condition).items()
        }
        for name in types
    }


def taken_for(pages: Iterable[PageMark]) -> dict[str, dict[str, int]]:
    """Return what pages whose type was not told were taken for, with counts; `none` where none was given."""
    met: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for page in pages:
        if page.given_type != page.type:
            met[page.type][page.given_type or "none"] += 1
    return {name: dict(sorted(met[name].items())) for name in sorted(met)}


def plain(share: Share) -> dict[str, float | int]:
    """Return a share with its counts as plain JSON."""
    return {"share": round(share.value, 5), "count": share.count, "of": share.of}


def plain_ranking(measured: Ranking) -> dict[str, float | int | None]:
    """Return a ranking's power with its counts as plain JSON."""
    auroc = None if measured.auroc is None else round(measured.auroc, 5)
    return {"auroc": auroc, "right": measured.right, "wrong": measured.wrong}


def extra_values(pages: Sequence[PageMark]) -> Share:
    """Count values given for what is not printed, of all values that were given."""
    return Share(count=sum(len(page.extras) for page in pages), of=sum(page.given_count for page in pages))


def _of_pages(pages: Sequence[PageMark]) -> dict[str, Any]:
    return {
        "pages": len(pages),
        "type_accuracy": plain(Share.among(page.given_type == page.type for page in pages)),
        "page_accuracy": plain(Share.among(page.all_right for page in pages if page.fields)),
        **_of_marks([mark for page in pages for mark in page.fields]),
        "extra_values": plain(extra_values(pages)),
    }


def _of_marks(marks: Sequence[FieldMark]) -> dict[str, Any]:
    return {
        "field_accuracy": plain(Share.among(mark.right for mark in marks)),
        "wrong_values": plain(Share.among(mark.wrong for mark in marks)),
        "ranking": plain_ranking(ranking(marks)),
    }
