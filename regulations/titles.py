"""The words of a regulation in Chinese, for tables that people read."""

from collections.abc import Mapping
from types import MappingProxyType

from models.case import Track
from regulations.regulation import Scope

TRACKS: Mapping[Track, str] = MappingProxyType(
    {
        Track.STANDARD: "普通学历",
        Track.NEW_GRADUATE: "应届",
        Track.TOP_UP: "全日制专升本",
        Track.POSTGRADUATE: "硕士以上学历",
        Track.ASSISTANT_TO_FULL: "助理升执业",
        Track.TCM_APPRENTICESHIP: "传统医学师承",
        Track.TCM_EXPERTISE: "传统医学确有专长",
        Track.MILITARY: "部队",
        Track.HMT: "港澳台居民",
        Track.FOREIGN: "外籍人员",
        Track.RETURNING: "已核实学历库",
    }
)
SCOPES: Mapping[Scope, str] = MappingProxyType(
    {Scope.APPLICATION: "每名考生", Scope.EDUCATION: "每一学历层次", Scope.IDENTITY: "身份信息不符时"}
)
CONDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "higher_level": "专科以上",
        "vocational_level": "中专",
        "level_not_stated": "未填学历层次",
        "postgraduate_level": "硕士以上",
        "no_postgraduate_entry": "学历列表中没有硕士以上",
        "adult_education_alone": "学历列表中只有成教学历",
        "not_studied_abroad": "不是国（境）外学历",
        "not_trained_by_a_master": "不是师承或确有专长",
        "trained_by_a_master": "师承或确有专长",
        "no_verification_code": "未填在线验证码",
        "direction_changed": "报考方向有变，或未能获取历史数据",
        "not_verified_before": "不是已验证的学历",
        "education_added": "学历列表中有新增的学历",
        "not_recognised": "系统未自动识别",
        "assistant_licence_stated": "填有助理医师的证书",
        "register_did_not_confirm": "执业库自动校验不成功",
    }
)
"""Word of `regulations.conditions` to what it asks."""
