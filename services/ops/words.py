"""The Chinese words of the operators' pages: what each code of a failure means, and what to do about it.

The meanings are those of the table in docs/operations.md, which a test holds against this one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.errors import Component, Disposition
from models.job import Lane
from services.status import Alarm, Sign
from services.words_zh import LANES
from storage.arrival_book import Outcome, Road
from storage.breakers import BreakerState
from storage.lanes import GateState
from storage.processes import Role

GATES: Mapping[GateState, str] = {
    GateState.OPEN: "开放",
    GateState.DRAINING: "排空中",
    GateState.PAUSED: "已暂停",
    GateState.PARKED: "已停放",
}
ROLES: Mapping[Role, str] = {Role.WORKER: "识读", Role.SWEEP: "巡检", Role.SERVE: "网页"}
COMPONENTS: Mapping[str, str] = {
    Component.DATABASE: "数据库",
    Component.BLOBS: "图片存储",
    Component.BROKER: "消息队列",
    Component.ENGINE: "识读引擎",
}
BREAKERS: Mapping[BreakerState, str] = {
    BreakerState.CLOSED: "正常",
    BreakerState.OPEN: "暂不使用",
    BreakerState.HALF_OPEN: "正在试用",
}
DISPOSITIONS: Mapping[Disposition, str] = {
    Disposition.RETRY: "自动重试",
    Disposition.HOLD: "停放通道",
    Disposition.PARK: "等人处理",
    Disposition.REJECT: "不再尝试",
}
DEEDS: Mapping[str, str] = {
    "rerun from judge": "重新核对（用已识读的文字）",
    "rerun from see": "从图片重新识读",
    "cancel": "取消",
    "withdraw": "撤回材料",
    "restore": "恢复材料",
}
SWEPT: Mapping[str, str] = {
    "rung": "重新通知",
    "requeued": "收回任务",
    "parked": "停放任务",
    "dossiers_behind": "重做结论",
}
ROADS: Mapping[Road, str] = {Road.BUCKET: "存储桶", Road.FOLDER: "文件夹"}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.SETTLING: "等待写完",
    Outcome.WAITING: "等报名信息",
    Outcome.TO_RETRY: "等待重试",
    Outcome.ACCEPTED: "已接收",
    Outcome.REFUSED: "未接收",
}
ARRIVALS: Mapping[str, str] = {
    "key_not_understood": "名称或旁注文件不合约定，看不出是哪位考生的哪一栏。请对方改名后重新放入。",
    "too_large": "文件超过大小上限。请对方压缩，或调高上限后重试。",
    "application_invalid": "随附的报名信息有误。请对方改正后重新放入。",
    "input_invalid": "内容不能使用。请对方检查后重新放入。",
    "not_found": "还没有这位考生的报名信息；收到后会自动接收。",
    "conflict": "这位考生的材料已达 100 份。请先撤回多余的材料。",
    "blob_missing": "登记后文件已不在原处。请对方重新放入。",
    "storage_unavailable": "当时存储或数据库没有应答；恢复后会自动重试。",
    "still_changing": "文件一直在变化，可能还没有写完。请对方写完后再放入。",
    "same_content": "内容与已接收的文件相同，不再重复接收。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a code of a failure means, and what to do."""

    meaning: str
    deed: str


FAILURES: Mapping[str, Advice] = {
    "storage_unavailable": Advice(
        meaning="数据库或图片存储没有应答。", deed="恢复该组件即可；任务会自动重试，已失败的再重新识读。"
    ),
    "queue_unavailable": Advice(meaning="消息队列没有应答。", deed="恢复消息队列即可；巡检会重新通知。"),
    "engine_unavailable": Advice(
        meaning="识读模型不能载入或运行。", deed="在识读机器上运行 certcheck doctor，并检查内存。"
    ),
    "worker_lost": Advice(
        meaning="这一页使识读进程中断或超时，或识读进程已不在。",
        deed="查看这一页的图片，检查内存和 CERTCHECK_READ_TIMEOUT_SECONDS。",
    ),
    "storage_refused": Advice(
        meaning="数据库或图片存储拒绝访问：密码、密钥、存储桶、权限或表结构不对。",
        deed="改正设置或存储，重启识读进程，再恢复通道。",
    ),
    "queue_refused": Advice(
        meaning="消息队列拒绝访问：密码或权限不对。", deed="改正设置或队列，重启识读进程，再恢复通道。"
    ),
    "models_missing": Advice(
        meaning="CERTCHECK_MODELS_DIR 所指的位置缺少模型文件。", deed="放好模型文件，重启识读进程，再恢复通道。"
    ),
    "definition_invalid": Advice(meaning="材料定义有误。", deed="改正定义，重启识读进程，再恢复通道。"),
    "config_invalid": Advice(meaning="设置有误。", deed="改正设置，重启识读进程，再恢复通道。"),
    "blob_missing": Advice(meaning="图片已不在登记的位置。", deed="从备份恢复图片存储，再重新识读。"),
    "defect": Advice(
        meaning="程序本身的缺陷；任务页有出错位置，不含读到的内容。", deed="报告缺陷，换上改正的版本后重新识读。"
    ),
}
NO_ADVICE = Advice(meaning="没有这个代码的说明。", deed="打开一个任务查看经过。")
_SIGNS: Mapping[Sign, str] = {
    Sign.NOT_SERVED: "{subject}通道有任务在等，但没有进程处理它。请启动识读进程。",
    Sign.FAILED: "有任务失败，等待处理：{subject}。",
    Sign.SILENT: "{subject} 已 {span} 没有消息：可能已中断，或连不上数据库。",
    Sign.MIXED_BUILDS: "正在运行不同的版本：{subject}。请完成升级。",
    Sign.NO_SWEEP: "还没有巡检过。请启动 certcheck sweep。",
    Sign.SWEEP_LATE: "上一次巡检在 {span} 之前。请检查巡检进程。",
    Sign.SWEEP_FAILED: "上一次巡检失败：{subject}。",
}


def advice_on(code: str) -> Advice:
    """Return what a code means and what to do; a plain word where the table lacks it."""
    return FAILURES.get(code, NO_ADVICE)


def alarm_told(alarm: Alarm) -> str:
    """Say in one sentence what a person should look at."""
    subject = LANES[Lane(alarm.subject)] if alarm.sign is Sign.NOT_SERVED else alarm.subject
    return _SIGNS[alarm.sign].format(subject=subject, span=span(alarm.seconds))


def span(seconds: float) -> str:
    """Say how long something took, in its largest units.

    >>> span(4.6), span(125), span(3 * 3600 + 300), span(90_000)
    ('4 秒', '2 分钟', '3 小时 5 分', '1 天 1 小时')
    """
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} 秒"
    if whole < 3600:
        return f"{whole // 60} 分钟"
    if whole < 86_400:
        return f"{whole // 3600} 小时 {whole % 3600 // 60} 分" if whole % 3600 >= 60 else f"{whole // 3600} 小时"
    return f"{whole // 86_400} 天 {whole % 86_400 // 3600} 小时"


def moment(at: datetime | None) -> str:
    """Say when something was, in the zone of this machine; a dash where it never was.

    >>> moment(None)
    '—'
    """
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S") if at else "—"


def memory(count: int) -> str:
    """Say how much memory.

    >>> memory(350 * 1024**2), memory(3 * 1024**3)
    ('350 MB', '3.0 GB')
    """
    return f"{count / 1024**3:.1f} GB" if count >= 1024**3 else f"{count // 1024**2} MB"
