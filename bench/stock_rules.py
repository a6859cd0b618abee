"""What an afternoon makes of OCR text: type by words, fields by label, colon and rest of line or next line.

Written in good faith: every field of the contract and all 26 types, the usual wordings of labels, sentences of diplomas
and degrees, numbers by their shape, dates and levels brought to canonical form. No geometry and no fuzzy matching,
which is what more than an afternoon would add.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

TITLES: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("chsi_registration_form", (("电子注册备案表",), ("在线验证码", "学历类别"))),
    ("higher_education_certification", (("学历认证报告",),)),
    ("overseas_credential", (("学历学位认证书",), ("学历认证书",), ("学位认证书",), ("留学服务中心",))),
    ("hmt_internship_form", (("澳门", "实习"), ("澳门", "实现申请"))),
    ("foreign_internship_form", (("外籍", "实习"), ("外籍", "实现申请"))),
    ("degree_certificate", (("学位证书",), ("授予", "学士学位"), ("授予", "硕士学位"), ("授予", "博士学位"))),
    ("physician_practice", (("医师执业证书",), ("执业地点", "执业范围"))),
    ("physician_qualification", (("医师资格证书",),)),
    ("tcm_apprenticeship_certificate", (("出师证书",),)),
    ("tcm_expertise_certificate", (("确有专长证书",), ("确有专长",))),
    ("military_probation_form", (("部队", "试用期"), ("试用期考核合格表",))),
    ("probation_certificate", (("试用期考核",),)),
    ("vocational_query_proof", (("学历查询证明",), ("学历查询",))),
    ("hubei_vocational_proof", (("湖北省中等职业学校学历证明",), ("湖北省教育厅", "学历证明"))),
    ("military_education_proof", (("部队", "学历"), ("解放军", "学历"))),
    ("city_vocational_proof", (("教育局", "学历证明"), ("教育局", "毕业", "证明"))),
    (
        "vocational_diploma",
        (("中等专业", "毕业证"), ("中等职业", "毕业证"), ("技工学校", "毕业"), ("卫生学校", "毕业证")),
    ),
    ("graduation_certificate", (("毕业证书",), ("准予毕业",))),
    ("household_register", (("常住人口登记卡",), ("户口簿",), ("户主",))),
    ("name_change_proof", (("更名",), ("曾用名", "证明"), ("变更", "派出所"), ("更正", "公安"))),
    ("travel_permit", (("通行证",),)),
    ("passport", (("护照",), ("PASSPORT",))),
    ("officer_card", (("军官证",), ("警官证",), ("文职干部证",), ("士兵证",))),
    ("licence_register_proof", (("执业注册", "证明"), ("注册信息", "核实"), ("医师执业", "核实"))),
    ("school_certificate", (("应届", "证明"), ("在校", "证明"), ("我校", "证明"))),
    ("id_card", (("居民身份证",), ("公民身份号码",))),
)
"""Type → any of these groups of words, all of which the page must have; the first type that fits wins."""

LABELS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "Name"),
    "former_name": ("曾用名",),
    "gender": ("性别", "Sex"),
    "birth_date": ("出生日期", "出生年月", "出生", "Date of birth"),
    "ethnicity": ("民族",),
    "id_number": ("公民身份号码", "身份证号码", "身份证号", "身份证件号码", "证件号码"),
    "school": ("毕业院校", "毕业学校", "学校名称", "院校名称", "校名", "学校", "院校"),
    "major": ("所学专业", "专业名称", "学科专业", "专业"),
    "level": ("学历层次", "层次", "学历"),
    "degree": ("学位类别", "学位"),
    "duration": ("学制",),
    "education_category": ("学历类别",),
    "study_form": ("学习形式",),
    "enrolled_on": ("入学日期", "入学时间", "入学年月"),
    "graduated_on": ("毕(结)业日期", "毕结业日期", "毕业日期", "毕业时间", "毕业年月"),
    "president": ("校(院)长姓名", "校(院)长", "校长", "院长"),
    "certificate_number": ("证书编号", "毕业证书编号", "学位证书编号", "证书编码", "证书号", "编号"),
    "report_number": ("报告编号",),
    "qualification_number": ("医师资格证书编码", "资格证书编码", "资格证书编号"),
    "verification_code": ("在线验证码", "验证码"),
    "issuer": ("签发机关", "发证机关", "颁发机关", "批准机关", "出具单位", "发证单位"),
    "issued_on": ("签发日期", "签发时间", "发证日期", "批准日期", "审批日期", "颁发日期", "登记日期", "日期"),
    "updated_on": ("更新日期",),
    "valid_until": ("有效期限", "有效期至", "有效期"),
    "institution": ("主要执业机构", "执业机构", "执业地点", "试用机构名称", "试用机构", "实习机构", "医疗机构名称"),
    "specialty": ("执业类别", "医师类别", "专业类别", "资格类别", "报考类别", "类别"),
    "practice_scope": ("执业范围",),
    "physician_level": ("执业级别", "医师级别", "级别"),
    "started_on": ("起始日期", "开始日期", "试用期开始", "起始时间"),
    "ended_on": ("结束日期", "终止日期", "截止日期"),
    "conclusion": ("毕(结)业", "考核结论", "考核结果", "结论"),
}
LABELS_OF_TYPE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("id_card", "issued_on"): ("有效期限", "有效期"),
    ("physician_practice", "certificate_number"): ("医师执业证书编码", "执业证书编码", "证书编码"),
    ("physician_qualification", "certificate_number"): ("资格证书编码", "证书编码", "证书编号", "编号"),
    ("officer_card", "certificate_number"): ("编号", "证件号"),
    ("passport", "certificate_number"): ("护照号码", "护照号", "Passport No."),
    ("travel_permit", "certificate_number"): ("证件号码", "证件编号"),
}
_NUMERALS = r"\d一二三四五六七八九"
SENTENCES: Mapping[str, str] = {
    "name": r".*(?:学生|研究生)(.{2,12}?)[,]?性别|^([\u4e00-\u9fff·]{2,12})[,](?:男|女)[,]",
    "gender": r"性别[,:]?([男女])|[,]([男女])[,]",
    "ethnicity": r"民族[,:]?([\u4e00-\u9fff]{1,4}?)(?:族|出生|$)",
    "birth_date": r"([^,。于]{6,14})(?:日?出)?生[,。]",
    "enrolled_on": r"[于自]([^,于]{5,12}?)[至到]",
    "graduated_on": r"[于自][^,于]{5,12}?[至到](.{5,12}?)在",
    "major": r"在(?:本校|.{2,16}(?:大学|学院|学校))(.{2,20}?)专业",
    "level": r"(专升本|[本专]科|硕士|博士)",
    "duration": r"([一二三四五六七八两叁\d])年制|学制([一二三四五六七八两叁\d])年",
    "conclusion": r"毕\(?结\)?业:?(毕业|结业)",
    "degree": r"授予([\u4e00-\u9fff]{1,4}?学?(?:学士|硕士|博士))",
}
"""Where no label is met, on the page as one line."""
SHAPES: Mapping[str, str] = {
    "id_number": r"(?<!\d)([1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?!\d)",
    "verification_code": r"(?<![0-9A-Z])([0-9A-Z]{16})(?![0-9A-Z])",
    "qualification_number": r"(?<!\d)(\d{23}[\dXx]|\d{26}[\dXx])(?!\d)",
    "school": r"([\u4e00-\u9fff]{2,14}(?:大学|学院|学校))(?:监制)?$",
    "certificate_number": r"(?<!\d)(\d{15,18}|\d{23}[\dXx]|\d{26}[\dXx])(?!\d)",
    "graduated_on": rf"([\d二一][{_NUMERALS}〇○零OoＯ]{{3}}年[{_NUMERALS}十]{{1,3}}月[{_NUMERALS}十]{{0,3}}日?)$",
}
"""Where neither label nor sentence is met; of dates the last line that is one."""
FORMS: Mapping[str, str] = {"id_number": r"\d{17}[\dX]|\d{15}", "verification_code": r"[0-9A-Z]{16}|\d{12}"}
DATES = frozenset(
    {"birth_date", "enrolled_on", "graduated_on", "issued_on", "updated_on", "valid_until", "started_on", "ended_on"}
)
NUMBERS = frozenset({"id_number", "certificate_number", "report_number", "qualification_number", "verification_code"})
_DIGITS = {char: str(place) for place, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零OoО", "0")
_ALL_LABELS = sorted({label for labels in (*LABELS.values(), *LABELS_OF_TYPE.values()) for label in labels}, key=len)
_LABELS_FIRST = tuple(label for label in _ALL_LABELS if len(label) >= 2)
_NEXT_LABEL = re.compile("|".join(rf"{re.escape(label)}[::]" for label in reversed(_ALL_LABELS)))


def type_of(lines: Sequence[str]) -> str | None:
    """Name the type by words of the page; None where no type's are there."""
    text = "".join(map(_plain, lines))
    for code, groups in TITLES:
        if any(all(word in text for word in group) for group in groups):
            return code
    return None


def fields_of(lines: Sequence[str], code: str, wanted: Sequence[str]) -> dict[str, str]:
    """Take the wanted fields of a page of this type: by label, else by sentence, else by shape."""
    plain = _joined([_plain(line) for line in lines])
    found = {}
    for field in wanted:
        labels = LABELS_OF_TYPE.get((code, field), LABELS.get(field, ()))
        sentence, shape = SENTENCES.get(field), SHAPES.get(field)
        # The date at a diploma's foot comes before the end of study in its sentence.
        ways = [_by_label(plain, labels), _by_pattern(["".join(plain)], sentence), _by_pattern(plain[::-1], shape)]
        if field == "graduated_on":
            ways[1:] = ways[:0:-1]
        value = next((value for raw in ways if raw and (value := canonical(field, raw))), "")
        if value:
            found[field] = value
    if "physician_level" in wanted and "physician_level" not in found:
        found["physician_level"] = "执业助理医师" if "助理" in "".join(plain) else "执业医师"
    return found


def canonical(field: str, raw: str) -> str:
    """Bring a value to the contract's form as far as simple rules go; empty where nothing is left."""
    if field == "issued_on":
        return _date(re.split("[-至](?=[12长])", raw)[0] if "." in raw else raw)
    if field in DATES:
        return _date(raw.rsplit("至", 1)[-1] if field == "valid_until" else raw)
    if field in NUMBERS:
        number = re.sub(r"[^0-9A-Z\u4e00-\u9fff]", "", raw.upper())
        return number if re.fullmatch(FORMS.get(field, ".*[0-9].*"), number) else ""
    return _WAYS.get(field, _text)(raw)


def _by_label(lines: Sequence[str], labels: Sequence[str]) -> str:
    for label in labels:
        for place, line in enumerate(lines):
            alone = r"(?<![\u4e00-\u9fff])" if len(label) == 2 or label == "证书编码" else ""
            match = re.search(rf"{alone}{re.escape(label)}(?P<colon>[::]?)(?P<rest>.*)", line)
            if match is None:
                continue
            rest = _NEXT_LABEL.split(match["rest"])[0]
            if rest:
                return rest
            if place + 1 < len(lines) and not lines[place + 1].startswith(_LABELS_FIRST):
                return lines[place + 1]
    return ""


def _by_pattern(lines: Sequence[str], pattern: str | None) -> str:
    if pattern is None:
        return ""
    for line in lines:
        match = re.search(pattern, line)
        if match is not None:
            return next((group for group in match.groups() if group), "")
    return ""


def _joined(lines: Sequence[str]) -> list[str]:
    """Put labels of two characters together that are set wide apart and read as two lines."""
    joined: list[str] = []
    for line in lines:
        if joined and any(joined[-1] + line[:1] == label for label in _ALL_LABELS if len(label) == 2):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _plain(line: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", line))


def _text(raw: str) -> str:
    return raw.strip(",.。:;、·-_ ")


def _date(raw: str) -> str:
    """Read 2017年6月30日, 二〇一七年六月三十日, 2017-06-30, 2017.06 and 20170630."""
    if "长期" in raw:
        return "长期"
    arabic = re.sub(r"[一二三四五六七八九]?十[一二三四五六七八九]?", _tens, raw)
    arabic = "".join(_DIGITS.get(char, char) for char in arabic)
    parts = re.findall(r"((?:19|20)\d\d)[年./-]?(\d{1,2})?[月./-]?(\d{1,2})?", arabic)
    if not parts:
        return ""
    year, month, day = parts[-1]
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


def _tens(match: re.Match[str]) -> str:
    before, _, after = match.group().partition("十")
    return f"{_DIGITS.get(before, '1')}{_DIGITS.get(after, '0')}"


def _gender(raw: str) -> str:
    return next((sex for sex in "男女" if sex in raw), "")


def _level(raw: str) -> str:
    levels = {
        "专升本": "本科",
        "博士": "博士",
        "硕士": "硕士",
        "研究生": "硕士",
        "本": "本科",
        "中专": "中专",
        "专": "专科",
    }
    return next((level for word, level in levels.items() if word in raw), "")


def _duration(raw: str) -> str:
    digits = "".join({**_DIGITS, "两": "2", "叁": "3"}.get(char, char) for char in raw)
    match = re.search(r"\d(?:\.\d)?", digits)
    return f"{match.group()}年" if match else ""


def _physician_level(raw: str) -> str:
    return "执业助理医师" if "助理" in raw else "执业医师"


def _conclusion(raw: str) -> str:
    return "不合格" if "不合格" in raw or "结业" in raw else "合格" if "合格" in raw or "毕业" in raw else ""


def _ethnicity(raw: str) -> str:
    return re.sub(r"族?(?:出生.*)?$", "", _text(raw))


def _specialty(raw: str) -> str:
    return _text(raw).removesuffix("类别")


def _major(raw: str) -> str:
    return _text(raw).removesuffix("专业")


def _school(raw: str) -> str:
    return _text(raw) if re.search("大学|学院|学校", raw) else ""


_WAYS: Mapping[str, Callable[[str], str]] = {
    "gender": _gender,
    "level": _level,
    "duration": _duration,
    "physician_level": _physician_level,
    "conclusion": _conclusion,
    "ethnicity": _ethnicity,
    "specialty": _specialty,
    "major": _major,
    "school": _school,
}
