"""The sentences that findings are written in, for reviewers, in the instructions' own words."""

from collections.abc import Sequence
from types import MappingProxyType

from models.extraction import Reading
from models.materials import FIELDS, MATERIALS
from pipeline.proof_words import ASKED_FOR

PROOFS = MappingProxyType(
    {
        "name": ("household_register", "name_change_proof"),
        "id_number": ("name_change_proof",),
        "birth_date": ("household_register", "name_change_proof"),
        "gender": ("name_change_proof",),
    }
)
"""Identity field to the papers that would settle a difference (domain notes, 4.4)."""

PICTURES = MappingProxyType(
    {
        "image_unreadable": "图片无法辨认，请重新拍摄或扫描原件后上传。",
        "image_not_jpeg": "文件不是 jpg 图片，请上传 jpg 格式的原件彩色扫描件或照片。",
        "image_not_colour": "图片不是彩色，可能是复印件：请对着原件重新拍摄，或用彩色模式扫描后上传。",
        "image_is_a_screen": "图片像是对着屏幕翻拍的：请直接拍摄或扫描证件原件后上传。",
        "image_incomplete": "证件没有拍全，边上的文字被裁掉了：请把证件的四边都拍进画面，重新拍摄或扫描后上传。",
    }
)
REASONS = MappingProxyType(
    {
        "empty": "文件是空的，里面没有图片，请重新选择文件上传。",
        "other_format": "文件的内容是其他格式，只改了扩展名也不行。",
        "damaged": "文件不完整或已损坏。",
        "too_large": "图片过大，超出了可以接收的字节数或尺寸。",
        "too_small": "图片过小，文字无法辨认。",
        "printing_colours": "图片是印刷用的四色（CMYK）格式，请另存为普通的 RGB jpg。",
        "other_bytes": "档案中的文件与登记的摘要不一致，可能已被改动或替换。",
        "rare_coding": "图片用了少见的 jpg 编码，请用看图软件另存一次。",
    }
)
"""Why a file could not be taken, said before what to do."""
_SAY_ALL = frozenset({"empty"})
"""Reasons that say what to do as well."""
QR_DISAGREES = "二维码中的在线验证码与印刷的不一致，请到官方验证页面核对。"
QR_FOREIGN = "二维码不是学信网的在线验证二维码，请到官方验证页面核对在线验证码。"
STUDY_FORM_IN_NUMBER = "证书编号所示的办学类型与报名的学习形式不一致。"
CODE_EXPIRED = "按更新日期推算，在线验证码已超过最长有效期，请考生续期后重新提交。"
UNKNOWN_TYPE = "未能认出这是哪一种证件，请人工确认。"

_FAULTS = MappingProxyType(
    {
        "check_digit": "校验码不对",
        "impossible_date": "所印的这一天不存在",
        "part_unread": "有一部分没有认出来",
        "cut_short": "可能没有认全",
        "no_surname": "不像姓名，可能是印章上的字",
        "stands_in": "的落款没有认出，所示取自正文或抬头",
        "runs_on": "可能连着旁边的性别认在了一起",
        "other_label": "所在的栏目没有认出，所示为另一栏目的内容",
        "numeral_supplied": "有一个字漏认或认错，所示的年月是推断的",
        "first_digit_lost": "的首位数字没有认出，已按校验码补上",
        "cut": "可能没有认全",
        "misread": "可能认错了一个字",
        "length": "的位数不合常规，可能没有认全",
        "structure": "的结构不合常规，可能没有认全",
    }
)
_AGAINST = ("disagrees_with_", "contradicted_by_")
_DOUBTS = MappingProxyType(
    {
        "look_alike": "只差一个形近字，可能是识读误差，请放大核对",
        "uncertain_reading": "识读把握不足，请放大核对",
        "rare_character": "只差一个字：填报的是生僻字，识读程序常把生僻字认成常用字，请放大核对",
        "outside_the_alphabet": "含识读程序不认识的字，无法自动比对，请人工核对",
        "traditional_form": "只差繁简写法，请放大核对证件上的写法",
        "variant_character": "只差一个异体字，识读把握不足，请放大核对证件上的写法",
        "separator_misread": "的间隔号与另一笔画相混，请放大核对",
        "wildcard": "中有以问号或方框代替的字，无法自动比对，请人工核对",
        "wildcard_same_id": "中有以问号或方框代替的字，同页的证件号码与申报一致，其余的字相符，核对后可以通过",
        "private_character": "中有旧字库自造的字，无法自动比对，请人工核对",
        "letters_for_character": "中有以拼音代替的字，无法自动比对，请人工核对",
        "split_character": "中有拆开书写的字，无法自动比对，请人工核对",
        "other_script": "一为中文、一为拉丁字母，拼写不合汉语拼音，无法自动比对，请人工核对",
        "middle_name": "只差中间的名字，请核对是否为同一人",
        "direction_differs": "的方向与报名信息不同，识读把握不足，请放大核对",
        "related_major": "与报名信息名称相近而不相同，识读把握不足，请放大核对",
        "reissue_count": "的前八位一致，其余为换发次数或版本不同，请核对新旧证件",
        "part_of_name": "只认出一部分，请放大核对全名",
        "one_joined_on": "末尾的字可能是后面的文字，请放大核对",
        "one_joined_before": "开头的字可能是印章上的文字，请放大核对",
        "no_surname": "不像姓名，可能认到了别的文字，请放大核对",
    }
)

_MISMATCHES = MappingProxyType(
    {
        "former_name": "是申报的曾用名，与现用名不同",
        "variant_character": "与报名信息只差一个异体字，法律上是不同的姓名",
        "look_alike": "与报名信息不一致（只差一个形近字，识读清楚）",
        "perhaps_renewed": "与报名信息不一致，姓名和出生日期一致，可能已换发证件",
        "direction_differs": "与报名信息不一致：名称相同，方向不同",
        "related_major": "与报名信息不一致：名称相近，不是同一专业",
        "inside_id_number": "与报名信息不一致（材料未印此项，据其上的公民身份号码推得）",
    }
)
"""How a value differs, where its rule says more than that it does."""
_NOTES = MappingProxyType(
    {
        "separator_missing": "中漏了间隔号，其余与报名信息一致。",
        "renamed_school": "与报名信息是同一学校的不同名称（更名或合并），不作不符处理。",
        "pinyin": "为拼音，与报名的中文姓名读音一致，同音字无法区分。",
        "middle_name": "只差中间的名字，其余与报名信息一致。",
    }
)
"""What is told of values that agree."""

_ASKS = "需提供身份信息佐证材料"
DENIED = "材料上有否定或注销的字样，请核对材料所证明的内容。"
STRANGERS_ID = "材料上另有一个公民身份号码，与申报的不同，请核对是谁的。"


def picture(code: str, reason: str = "") -> str:
    """Say why a picture cannot be used and what to do; `reason` is a word of `REASONS`, or empty."""
    return REASONS.get(reason, "") + ("" if reason in _SAY_ALL else PICTURES[code])


def mismatch(field: str, rule: str = "") -> str:
    """Say that a value differs from the application, and in what."""
    return f"{FIELDS[field]}{_MISMATCHES.get(rule, '与报名信息不一致')}。"


def identity_mismatch(field: str, rule: str = "") -> str:
    """Say that a value about who somebody is differs, in what, and which papers would settle it."""
    how = _MISMATCHES.get(rule, "与报名信息不一致")
    if rule == "perhaps_renewed":
        return f"{FIELDS[field]}{how}：请同时提交新旧两本证件，或提供《{MATERIALS['name_change_proof']}》。"
    return f"{FIELDS[field]}{how}，{_ASKS}：{ASKED_FOR[field]}。"


def settled(message: str) -> str:
    """Leave out of a sentence what it asks for: a proof that is there is asked for no more.

    >>> settled("姓名与报名信息不一致，需提供身份信息佐证材料：更名证明。"), settled("姓名不一致，请核对。")
    ('姓名与报名信息不一致。', '姓名不一致，请核对。')
    """
    told, asks, _ = message.partition(_ASKS)
    return f"{told.rstrip('，仍')}。" if asks else message


def note(field: str, rule: str) -> str | None:
    """Say what is told of a value that agrees by a rule; None where nothing is."""
    return FIELDS[field] + _NOTES[rule] if rule in _NOTES else None


def put_right(field: str) -> str:
    """Say that a value is a person's and not the reader's."""
    return f"{FIELDS[field]}的读数已由审核人按图片更正，原读数一并保留，请核对图片。"


def name_not_in_use(not_yet: bool, year: int, names: Sequence[str]) -> str:
    """Say that a school did not bear the printed name in the year of the paper, and which it bore."""
    when = "尚未启用" if not_yet else "已经停用"
    then = f"当时的校名为{'、'.join(names)}，" if names else ""
    return f"材料上的校名在 {year} 年{when}，{then}请核对材料的真伪。"


def unacceptable(field: str) -> str:
    """Say that a paper gives a value with which it cannot be accepted."""
    return f"{FIELDS[field]}不符合要求，请核对是否为结业、肄业等材料。"


def doubtful(field: str, rule: str) -> str:
    """Say why a value is doubtful."""
    return f"{FIELDS[field]}{_DOUBTS.get(rule, '与报名信息的写法不同，请核对')}。"


def invalid(reading: Reading) -> str:
    """Say which check a value fails."""
    other = next((reading.fault.removeprefix(prefix) for prefix in _AGAINST if reading.fault.startswith(prefix)), "")
    fault = f"与同页的{FIELDS[other]}互相矛盾" if other else _FAULTS.get(reading.fault, "未通过自身的校验")
    return f"{FIELDS[reading.field]}{fault}，请放大核对。"


def wrong_type(declared: str, found: str) -> str:
    """Say that a page is not the paper its slot asks for."""
    return f"此处应上传《{MATERIALS.get(declared, declared)}》，上传的是《{MATERIALS[found]}》。"
