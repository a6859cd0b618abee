"""The Chinese words of the desk: levels, states, deeds, and what each decision is called where it is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.desk import Deed, DeskState, Role
from models.levels import Level

LEVELS: Mapping[Level, str] = {
    Level.REGISTRATION_POINT: "报名点",
    Level.EXAM_POINT: "考点",
    Level.PROVINCE: "考区",
    Level.NATION: "国家",
}
ROLES: Mapping[Role, str] = {Role.REVIEWER: "审核人", Role.OPERATOR: "运维人员", Role.ADMINISTRATOR: "管理员"}
STATES: Mapping[DeskState, str] = {
    DeskState.WAITING: "待审核",
    DeskState.ASKED: "已要求补正",
    DeskState.REJECTED: "不通过",
    DeskState.ACCEPTED: "已通过",
}
DEEDS: Mapping[Deed, str] = {
    Deed.ACCEPT: "通过",
    Deed.ASK: "要求补正",
    Deed.RETURN: "退回下级",
    Deed.PASS_ON: "报上级处理",
    Deed.REJECT: "不通过",
    Deed.REOPEN: "重新审核",
    Deed.OPINION: "盲审意见",
    Deed.VIEW: "打开查看",
    Deed.REVEAL: "查看完整信息",
    Deed.CLAIM: "开始审核",
    Deed.RELEASE: "放下",
    Deed.TAKE_OVER: "接手审核",
    Deed.CORRECT: "更正读数",
    Deed.CAME_BACK: "考生已补正",
    Deed.CHANGED: "考生改动后重审",
    Deed.PASSED_BY_RULE: "按规定直接通过",
    Deed.EXPORT: "导出",
    Deed.ACCOUNT: "账号变更",
    Deed.WORK: "重新识读",
}
NOBODY: Mapping[str, str] = {"rule": "规定", "applicant": "考生", "local": "本机"}
"""Accounts that no person has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One decision, as a button offers it."""

    deed: Deed
    key: str
    """On the keyboard, lower case."""
    hint: str
    """What the text is for."""
    title: str = ""
    """What is about to happen, in one sentence; empty where that depends on who comes next (`services.desk.offers`)."""


CHOICES: tuple[Choice, ...] = (
    Choice(deed=Deed.ACCEPT, key="a", hint="说明（可不填）"),
    Choice(deed=Deed.ASK, key="s", title="请考生补交佐证材料或重新上传", hint="内部说明（可不填，考生看不到）"),
    Choice(deed=Deed.RETURN, key="r", title="退回下一级重新审核", hint="退回的理由"),
    Choice(deed=Deed.PASS_ON, key="u", title="不作结论，报上一级处理", hint="请上级注意什么（可不填）"),
    Choice(deed=Deed.REJECT, key="x", title="审核不通过", hint="不通过的理由"),
    Choice(deed=Deed.REOPEN, key="o", title="重新审核", hint="重新审核的理由"),
)
"""In the order of the buttons."""
