"""The list as its page shows it: heaps by verdict and state, lines with words, marks and ages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from models.desk import Account, DeskState
from models.levels import Level
from models.report import Verdict
from services import words_zh
from services.desk import words
from services.desk.colleagues import Titles, called
from services.desk.line import Line
from services.desk.worklist import Asked, Counts, is_everywhere
from services.report_marks import LOOK, QUIET, SETTLED, mark_of_verdict
from storage.worklist import Held, Sort

ADDRESS = "/review"
BLIND = "盲审"
_STATE_MARKS = {
    DeskState.WAITING: LOOK,
    DeskState.ASKED: QUIET,
    DeskState.REJECTED: QUIET,
    DeskState.ACCEPTED: SETTLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """One heap of the list, with how many lie on it."""

    name: str
    title: str
    mark: str
    count: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line in words."""

    application_id: str
    name: str
    verdict: str
    mark: str
    gravest: str
    open_count: int
    missing_count: int
    documents_count: int
    waiting_count: int
    exam_category: str
    exam_point: str
    age: str
    since: str
    holder: str
    is_changed: bool


def heaps(asked: Asked, counted: Counts) -> tuple[Heap, ...]:
    """Return what waits by verdict, and then what stands elsewhere."""
    bare = replace(asked, after="", search="", severity=None, held=Held.ANY)
    all_waiting = replace(bare, state=DeskState.WAITING, verdict=None)
    found = [
        _heap("waiting", "全部待审", LOOK, all_waiting, counted.states.get(DeskState.WAITING, 0), asked, counted.most)
    ]
    for verdict in Verdict:
        here = replace(bare, state=DeskState.WAITING, verdict=verdict)
        title, count = words_zh.VERDICTS[verdict], counted.waiting.get(verdict, 0)
        found.append(_heap(verdict.value, title, mark_of_verdict(verdict), here, count, asked, counted.most))
    for state in (DeskState.ASKED, DeskState.REJECTED, DeskState.ACCEPTED):
        here = replace(bare, state=state, verdict=None)
        count = counted.states.get(state, 0)
        found.append(_heap(state.value, words.STATES[state], _STATE_MARKS[state], here, count, asked, counted.most))
    return tuple(found)


def line_view(line: Line, *, now: datetime, titles: Titles, tells_where: bool = False) -> LineView:
    """Put one line in words; `tells_where` where lines of all levels and states stand together."""
    age = age_of(now - line.waiting_since)
    return LineView(
        application_id=line.application_id,
        name=line.name,
        verdict=words_zh.VERDICTS[line.verdict] if line.verdict else BLIND,
        mark=mark_of_verdict(line.verdict) if line.verdict else LOOK,
        gravest=line.gravest,
        open_count=line.open_count,
        missing_count=line.missing_count,
        documents_count=line.documents_count,
        waiting_count=line.waiting_count,
        exam_category=line.exam_category,
        exam_point=line.exam_point,
        age=f"{words.LEVELS[line.level]} · {words.STATES[line.state]}，{age}" if tells_where else age,
        since=line.waiting_since.astimezone().strftime("%Y-%m-%d %H:%M"),
        holder=called(line.holder, titles),
        is_changed=line.is_changed,
    )


def age_of(waited: timedelta) -> str:
    """Say how long something has waited, in the largest unit that tells something.

    >>> age_of(timedelta(minutes=3)), age_of(timedelta(hours=30)), age_of(timedelta(days=3))
    ('3 分钟', '30 小时', '3 天')
    """
    minutes = max(0, int(waited.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)} 天"


def address_of(asked: Asked) -> str:
    """Return the address of what is asked; parts that ask nothing are left out."""
    parts: Mapping[str, str] = {
        "state": "" if asked.state is DeskState.WAITING else asked.state.value,
        "level": asked.level.value if asked.level else "",
        "verdict": asked.verdict.value if asked.verdict else "",
        "severity": asked.severity.value if asked.severity else "",
        "held": "" if asked.held is Held.ANY else asked.held.value,
        "q": asked.search,
        "sort": "" if asked.sort is Sort.GRAVEST else asked.sort.value,
        "after": asked.after,
    }
    given = {name: value for name, value in parts.items() if value}
    return f"{ADDRESS}?{urlencode(given)}" if given else ADDRESS


def nothing_here(asked: Asked) -> str:
    """Say why the list is empty, and what would stand in it."""
    if asked.search:
        where = "" if is_everywhere(asked) else f"、状态为“{words.STATES[asked.state]}”"
        return (
            f"没有找到“{asked.search}”。可以按报名号的开头，或姓名中连续的两个字查找；只查找您审核范围内{where}的考生。"
        )
    if asked.after:
        return "后面没有了。"
    if asked.state is not DeskState.WAITING:
        return f"现在没有“{words.STATES[asked.state]}”的考生。"
    if asked.verdict or asked.severity or asked.held is not Held.ANY:
        return "现在没有符合这些条件的考生。"
    return "现在没有等您审核的考生：还没有上传材料、都已审核，或在别的级别、别的地区。识读之后按结论轻重列在这里。"


def levels_for(account: Account) -> tuple[Level, ...]:
    """Return the levels whose heaps an account may look at, its own last."""
    if account.is_local or account.level is None:
        return tuple(Level)
    order = tuple(Level)
    return order[: order.index(account.level) + 1]


def _heap(name: str, title: str, mark: str, here: Asked, count: int, asked: Asked, most: int) -> Heap:
    return Heap(
        name=name,
        title=title,
        mark=mark,
        count=f"{most}+" if count >= most else str(count),
        address=address_of(here),
        is_here=(here.state, here.verdict) == (asked.state, asked.verdict) and not is_everywhere(asked),
    )
