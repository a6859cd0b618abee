"""What an account may decide on a dossier, as buttons offer it, and why it may decide nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.desk import Account, Deed, DeskCase, DeskState
from models.desk_moves import Moved, needs_reason
from models.report import Verdict
from services import words_zh
from services.desk import words
from services.desk.colleagues import Titles, called


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One button."""

    deed: str
    key: str
    title: str
    hint: str
    needs_reason: bool
    warning: str
    """What whoever decides so should know; empty where there is nothing."""


def offers_of(moves: Mapping[Deed, Moved], case: DeskCase | None, *, titles: Titles) -> tuple[Offer, ...]:
    """Return the buttons in their order."""
    if case is None:
        return ()
    return tuple(
        Offer(
            deed=choice.deed.value,
            key=choice.key,
            title=_title(choice, moves[choice.deed]),
            hint=_hint(choice, moves[choice.deed]),
            needs_reason=needs_reason(choice.deed, moves[choice.deed]),
            warning=_warning(choice.deed, moves[choice.deed], case, titles),
        )
        for choice in words.CHOICES
        if choice.deed in moves
    )


def cannot_because(account: Account, case: DeskCase | None) -> str:
    """Say why an account may decide nothing; empty where there is nothing to say."""
    if case is None:
        return "还没有可以审核的材料。"
    if account.acts_at(case.level) is None:
        return "您的账号只能查看。"
    where = f"{words.LEVELS[case.level]} · {words.STATES[case.state]}"
    return f"现在是“{where}”，不在本级待审。"


def _title(choice: words.Choice, moved: Moved) -> str:
    if choice.deed is Deed.ACCEPT:
        is_last = moved.state is DeskState.ACCEPTED
        return "通过（终审）" if is_last else f"通过，交{words.LEVELS[moved.level]}审核"
    if choice.deed in (Deed.RETURN, Deed.PASS_ON):
        return f"{choice.title}（{words.LEVELS[moved.level]}）"
    return choice.title


def _hint(choice: words.Choice, moved: Moved) -> str:
    if not needs_reason(choice.deed, moved):
        return choice.hint
    if choice.deed is Deed.ACCEPT:
        return "予以通过的理由"
    return choice.hint.replace("（可不填）", "").replace("可不填，", "")


def _warning(deed: Deed, moved: Moved, case: DeskCase, titles: Titles) -> str:
    told = []
    if moved.overturns:
        decided = words.DEEDS[case.decided_deed] if case.decided_deed else ""
        told.append(f"这将改变{called(case.decided_by, titles)}作出的“{decided}”，须写明理由。")
    if deed is Deed.ACCEPT and not case.is_blind and case.standing.verdict is not Verdict.CLEAR:
        told.append(f"机器的结论是“{words_zh.VERDICTS[case.standing.verdict]}”{_still(case)}。")
    return "".join(told)


def _still(case: DeskCase) -> str:
    """Tell how much is open and how much is missing, each only where there is some."""
    open_count, missing_count = case.standing.open_count, case.standing.missing_count
    counted = [f"还有 {open_count} 项待看"] * bool(open_count) + [f"缺 {missing_count} 份材料"] * bool(missing_count)
    return "".join(f"，{one}" for one in counted)
