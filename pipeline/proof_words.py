"""The sentences about identity proofs: what a paper lacks, for the reviewer and for the applicant."""

from types import MappingProxyType

from models.materials import FIELDS, MATERIALS

NO_PICTURE = "图片无法辨认"
ISSUER_UNREAD = "看不出是哪个公安机关出具的"
ISSUER_NOT_POLICE = "出具单位不是公安机关"
NAME_UNREAD = "现用姓名没有写明或看不清"
NAME_OF_ANOTHER = "所写的现用姓名与报名信息不同"
NUMBER_UNREAD = "现用公民身份号码没有写明或看不清"
NUMBER_OF_ANOTHER = "所写的现用公民身份号码与报名信息不同"
NO_DATE = "没有开具日期"
ISSUED_BY_A_STATION = "公民身份号码变更证明应由县级以上公安机关出具，此件由派出所出具，请核对是否有效。"

ASKED_FOR = MappingProxyType(
    {
        "name": "载有“曾用名”的《户口簿》页，或公安机关出具的更名证明",
        "birth_date": "公安机关出具的出生日期更正证明，或载有更正记载的《户口簿》变更页",
        "gender": "公安机关出具的性别更正证明",
        "id_number": "县级以上公安机关出具的公民身份号码变更证明",
    }
)
"""Identity field to the papers that would settle a difference, as the instructions call them (domain notes, 4.4)."""

STATED_AS_FORMER_NAME = (
    f"证件上的姓名与报名信息不一致，是报名时填写的曾用名，仍需提供身份信息佐证材料：{ASKED_FOR['name']}。"
)


def old_value_missing(field: str) -> str:
    """Say that a proof does not tell what was before."""
    return f"没有写明{FIELDS[field]}"


def old_value_unread(field: str) -> str:
    """Say that what a proof tells of before cannot be read for certain."""
    return f"所写的{FIELDS[field]}看不清"


def old_value_differs(field: str, value: str) -> str:
    """Say that a proof tells another value of before than the paper in question prints."""
    return f"所写的{FIELDS[field]}是“{value}”，不是证件上所印的"


def insufficient(code: str, field: str, why: str) -> str:
    """Say why a proof does not settle a difference."""
    return f"《{MATERIALS[code]}》不足以证明{FIELDS[field]}的差异：{why}。"


def insufficient_for_applicant(code: str, field: str, why: str) -> str:
    """Tell the applicant what is wrong with a proof and what to do."""
    return f"您上传的《{MATERIALS[code]}》{why}，请补交写明现用姓名、公民身份号码和原内容的材料：{ASKED_FOR[field]}。"
