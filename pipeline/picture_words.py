"""What to do about a picture: one sentence in Chinese a cause, for an applicant with a phone."""

from types import MappingProxyType

from models.extraction import FieldStatus, Reading
from models.materials import FIELDS

_AGAIN = "重新拍摄或扫描后上传"
_FAULTS_AND_ADVICE = MappingProxyType(
    {
        "incomplete": ("边上的文字被裁掉了", "把证件的四边都拍进画面，"),
        "glare": ("有反光", "关掉闪光灯，避开灯光直射，"),
        "motion_blurred": ("拍摄时手抖了", "拿稳手机，站定后再按快门，"),
        "blurred": ("模糊", "拿稳手机，点按屏幕上的文字对焦，看清后再拍，"),
        "low_resolution": ("文字太小", "靠近证件，让它占满画面，不要压缩图片，"),
        "dark": ("光线太暗", "到明亮处，不要背光，"),
        "low_contrast": ("字迹太淡", "换到光线均匀的地方，"),
        "screen": ("像是对着屏幕翻拍的", "直接拍证件原件，"),
        "not_colour": ("不是彩色的", "用彩色模式，"),
        "blank": ("没有认出文字", "拍证件有文字的一面，"),
    }
)
"""Cause → what is wrong with the picture, and what to do before taking it again."""


def unreadable_page(cause: str) -> str:
    """Ask for another picture of a page that cannot be read; `cause` is a word of `Quality.causes`, or empty."""
    if cause not in _FAULTS_AND_ADVICE:
        return f"图片无法辨认，请{_AGAIN}。"
    fault, advice = _FAULTS_AND_ADVICE[cause]
    return f"图片无法辨认，{fault}：请{advice}{_AGAIN}。"


def unreadable_field(reading: Reading, cause: str) -> str:
    """Say that a value could not be read or was not found, why, and what to do; `cause` may be empty."""
    field = FIELDS[reading.field]
    missed = f"{field}看不清" if reading.status is FieldStatus.UNREADABLE else f"没有找到{field}"
    if cause not in _FAULTS_AND_ADVICE:
        plain = "请放大核对或要求重新上传" if reading.status is FieldStatus.UNREADABLE else "请核对原图"
        return f"{missed}，{plain}。"
    fault, advice = _FAULTS_AND_ADVICE[cause]
    return f"{missed}，图片{fault}：请{advice}{_AGAIN}。"


def uncertain_field(reading: Reading, cause: str) -> str:
    """Say that a value was read without certainty, and why if the picture shows it."""
    because = f"（图片{_FAULTS_AND_ADVICE[cause][0]}）" if cause in _FAULTS_AND_ADVICE else ""
    return f"{FIELDS[reading.field]}识读把握不足{because}，请放大核对。"
