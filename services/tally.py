"""What the marks of an evaluation come to. Pure: counts in, shares out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from models.report import Verdict
from services.cuts import by_field, by_page, by_type_and_condition, extra_values, plain, plain_ranking, taken_for
from services.dossier_tally import whole_dossiers
from services.marks import UNKNOWN, DossierMark, FieldMark, PageMark, Share
from services.ranking import Ranking, ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a build made of a set."""

    engine: str
    pages: tuple[PageMark, ...]
    dossiers: tuple[DossierMark, ...] = ()

    @property
    def readable(self) -> tuple[PageMark, ...]:
        """Pages that a person can read."""
        return tuple(page for page in self.pages if page.readable)

    @property
    def totals(self) -> dict[str, Share]:
        """The figures of merit."""
        readable, unreadable = self.readable, [page for page in self.pages if not page.readable]
        changed = [mark for mark in self.dossiers if mark.changed]
        honest = [mark for mark in self.dossiers if not mark.changed and mark.readable]
        marks = self._printed
        return {
            "field_accuracy": Share.among(mark.right for mark in marks),
            "wrong_values": Share.among(mark.wrong for mark in marks),
            "extra_values": extra_values(readable),
            "page_accuracy": Share.among(page.all_right for page in readable if page.fields),
            "type_accuracy": Share.among(page.given_type == page.type for page in readable),
            "unknown_taken_for_known": Share.among(
                page.given_type not in (UNKNOWN, None) for page in readable if page.type == UNKNOWN
            ),
            "unreadable_caught": Share.among(page.caught_unreadable for page in unreadable),
            "readable_refused": Share.among(page.caught_unreadable for page in readable),
            "changed_cleared": Share.among(mark.verdict is Verdict.CLEAR for mark in changed),
            "honest_with_identity_mismatch": Share.among(_has_identity_mismatch(mark.findings) for mark in honest),
            "honest_with_finding": Share.among(bool(mark.findings) for mark in honest),
            "honest_clear": Share.among(mark.verdict is Verdict.CLEAR for mark in honest),
        }

    @property
    def ranking(self) -> Ranking:
        """How well the confidence ranks right values above wrong ones, over all readable pages."""
        return ranking(self._printed)

    @property
    def auroc(self) -> float | None:
        """Chance that a right value ranks above a wrong one by its confidence; None where there are not both."""
        return self.ranking.auroc

    def worst(self, count: int) -> tuple[PageMark, ...]:
        """Return at most so many pages with anything amiss, the worst first: wrong types and values before misses."""
        amiss = [page for page in self.readable if _badness(page)]
        return tuple(sorted(amiss, key=lambda page: (-_badness(page), page.file))[:count])

    def as_json(self) -> dict[str, Any]:
        """Return every figure with its counts, as plain JSON."""
        pages = self.readable
        return {
            "engine": self.engine,
            "pages": len(self.pages),
            "dossiers": len(self.dossiers),
            "totals": {name: plain(share) for name, share in self.totals.items()},
            "auroc": self.auroc,
            "ranking": plain_ranking(self.ranking),
            "median_ms_a_page": _median(self.pages, lambda page: page.milliseconds),
            "median_judge_ms_a_page": _median(self.pages, lambda page: page.judge_ms),
            "by_condition": by_page(pages, lambda page: page.condition),
            "by_type": by_page(pages, lambda page: page.type),
            "by_field": by_field(pages, lambda page, mark: f"{page.type}.{mark.field}"),
            "by_field_of_any_type": by_field(pages, lambda _, mark: mark.field),
            "by_type_and_condition": by_type_and_condition(pages),
            "taken_for": taken_for(pages),
            "whole_dossiers": whole_dossiers(self.dossiers),
        }

    @property
    def _printed(self) -> list[FieldMark]:
        return [mark for page in self.readable for mark in page.fields]


def _median(pages: Sequence[PageMark], of: Callable[[PageMark], float]) -> float:
    return median(of(page) for page in pages) if pages else 0.0


def _badness(page: PageMark) -> int:
    """Order pages by what a person should look at first; the weights only rank, they measure nothing."""
    wrong = sum(mark.wrong for mark in page.fields) + len(page.extras)
    missed = sum(not mark.right for mark in page.fields)
    return 10 * (page.given_type != page.type) + 3 * wrong + missed


def _has_identity_mismatch(codes: Sequence[str]) -> bool:
    identity = {"name_mismatch", "id_number_mismatch", "birth_date_mismatch", "gender_mismatch"}
    return bool(identity & set(codes))
