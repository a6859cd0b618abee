"""What stock paddleocr with label rules reaches on a set with truth, to have something beside our own figures.

    python -m bench.stock_baseline SET [--kept FOLDER] [--limit N] [--name NAME]

Same pages, same weights (PP-OCRv6 small), same marks and shares as `certcheck eval`. paddleocr runs on ONNX Runtime
with its defaults, page orientation, unwarping and text-line orientation off; the rules are those of
`bench.stock_rules`. They know which fields a type has and where the application states them, as our definitions do.
A value that is not found is no mismatch; one that differs from every value stated is. Results lie in bench/results.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from bench import stock_rules
from bench.stock_reader import ReadLines, stock_reader
from doctypes.loader import load_types
from models.doctype import DocumentType
from models.extraction import FieldStatus
from models.materials import FIELDS, IDENTITY_FIELDS
from services.marks import UNKNOWN, FieldMark, PageMark, Share
from services.tally import Evaluation
from services.truth import TruePage, check_files, read_truth

RESULTS = Path(__file__).parent / "results"
ENGINE = "paddleocr with label rules"
FIGURES = (
    "field_accuracy",
    "wrong_values",
    "extra_values",
    "page_accuracy",
    "type_accuracy",
    "unknown_taken_for_known",
)


def main() -> None:
    """Measure, print and keep the result."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", metavar="SET", type=Path, help="folder with truth.jsonl")
    parser.add_argument("--kept", type=Path, help="keep lines of print there; never read a page twice")
    parser.add_argument("--limit", type=int, default=0, help="at most so many pages, spread over the set")
    parser.add_argument("--name", default="", help="goes into the name of the result")
    options = parser.parse_args()
    pages = _spread(read_truth(options.folder), options.limit)
    check_files(options.folder, pages)
    result = measure(options.folder, pages, kept=options.kept)
    for name in (*FIGURES, "honest_with_false_mismatch", "honest_with_false_identity_mismatch"):
        share = result["totals"][name]
        print(f"{name:36} {share['share']:.4f}  {share['count']} of {share['of']}")
    print(f"kept as {_keep(result, options.name)}")


def measure(folder: Path, pages: Sequence[TruePage], *, kept: Path | None) -> dict[str, Any]:
    """Read every page, mark it, and return the figures as plain JSON."""
    types, reader = load_types(), _Stock(kept)
    marks, mismatches = [], []
    for page in pages:
        started = time.perf_counter()
        lines = reader.lines(folder / page.file)
        code = stock_rules.type_of(lines)
        spent = (time.perf_counter() - started) * 1000
        found = stock_rules.fields_of(lines, code, _wanted(types, code)) if code else {}
        marks.append(_mark(page, code, found, spent))
        if page.application and page.readable and not page.changed:
            mismatches.append(frozenset(_mismatches(found, _application(folder, page), types.get(code or ""))))
    figures = Evaluation(engine=ENGINE, pages=tuple(marks)).as_json()
    figures["totals"] = {name: figures["totals"][name] for name in FIGURES} | {
        "honest_with_false_mismatch": _plain(Share.among(bool(fields) for fields in mismatches)),
        "honest_with_false_identity_mismatch": _plain(
            Share.among(bool(fields & IDENTITY_FIELDS) for fields in mismatches)
        ),
    }
    return {name: figures[name] for name in ("engine", "pages", "totals", "by_type", "by_condition", "by_field")}


class _Stock:
    """The stock engine, loaded when the first page is not kept."""

    def __init__(self, kept: Path | None) -> None:
        self._kept = kept
        self._read: ReadLines | None = None

    def lines(self, page: Path) -> list[str]:
        path = self._kept / f"{page.parent.name}-{page.stem}-{page.stat().st_size}.json" if self._kept else None
        if path is not None and path.is_file():
            return list(json.loads(path.read_text("utf-8")))
        self._read = self._read or stock_reader()
        lines = self._read(page)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(lines, ensure_ascii=False), "utf-8")
        return lines


def _wanted(types: Mapping[str, DocumentType], code: str | None) -> tuple[str, ...]:
    """Fields that the type has; of a type that is not defined here, all of the contract's."""
    doctype = types.get(code or "")
    return tuple(spec.name for spec in doctype.fields) if doctype else tuple(FIELDS)


def _mark(page: TruePage, code: str | None, found: Mapping[str, str], milliseconds: float) -> PageMark:
    known = {**page.fields, **page.printed_only}
    extras = [name for name, value in found.items() if name not in page.fields and known.get(name, "") != value]
    extras = [name for name in extras if known.get(name, "") is not None]
    return PageMark(
        file=page.file,
        type=page.type or UNKNOWN,
        condition=page.condition,
        readable=page.readable,
        given_type=code or UNKNOWN,
        caught_unreadable=False,
        fields=tuple(_field(name, value, found.get(name)) for name, value in page.fields.items()),
        milliseconds=milliseconds,
        judge_ms=0.0,
        extras=tuple(_field(name, None, found[name]) for name in extras) if page.fields_are_complete else (),
        extras_are_counted=page.fields_are_complete,
    )


def _field(name: str, expected: str | None, found: str | None) -> FieldMark:
    status = FieldStatus.ABSENT if found is None else FieldStatus.READ
    return FieldMark(field=name, expected=expected, found=found, status=status, confidence=0.0)


def _application(folder: Path, page: TruePage) -> Mapping[str, Any]:
    return (
        dict(page.stated)
        if page.stated is not None
        else dict(json.loads((folder / str(page.application)).read_text("utf-8")))
    )


def _mismatches(found: Mapping[str, str], stated: Mapping[str, Any], doctype: DocumentType | None) -> Iterator[str]:
    """Fields whose value differs from every one that the application states there; dates as far as they go."""
    for spec in doctype.fields if doctype else ():
        values = [
            stock_rules.canonical(spec.name, str(value)) for value in _stated(stated, spec.compares_with) if value
        ]
        value = found.get(spec.name)
        if value and values and not any(_agree(value, one) for one in values):
            yield spec.name


def _stated(application: Mapping[str, Any], path: str) -> list[Any]:
    """Everything that stands at a path such as `education.school`, over all entries of a list."""
    held: list[Any] = [application] if path else []
    for step in path.split("."):
        parts = [part.get(step) for part in held if isinstance(part, Mapping)]
        held = [one for part in parts for one in (part if isinstance(part, list) else [part])]
    return [*held, *application.get("former_names", [])] if path == "name" else held


def _agree(printed: str, stated: str) -> bool:
    return printed.startswith(stated) or stated.startswith(printed)


def _plain(share: Share) -> dict[str, float | int]:
    return {"share": round(share.value, 5), "count": share.count, "of": share.of}


def _spread(pages: tuple[TruePage, ...], limit: int) -> tuple[TruePage, ...]:
    count = min(limit or len(pages), len(pages))
    return tuple(pages[place * len(pages) // count] for place in range(count))


def _keep(result: Mapping[str, Any], name: str) -> Path:
    day = time.strftime("%Y-%m-%d")
    about = {
        "measured_on": day,
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "versions": {package: metadata.version(package) for package in ("paddleocr", "onnxruntime")},
    }
    path = RESULTS / f"stock_baseline-{day}{f'-{name}' if name else ''}.json"
    path.write_text(json.dumps(about | dict(result), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
