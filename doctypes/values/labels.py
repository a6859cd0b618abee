"""Print that introduces values and is never a value itself.

A reader that loses the value often leaves the next label in its place; a name 性别 would then be held against a person.
"""

_PRINTED = """
持证人 证人 持有人 证书持有人 申请人 该生 该同志
姓名 性别 民族 出生 出生日期 出生年月 出生年月日 住址 身份证号 身份证号码 公民身份号码 证件号码 证件类型 学生 研究生
照片 学校 学校名称 校名 院校 院校名称 培养单位 毕业院校 毕业学校 专业 专业名称 所学专业 所学 层次 学历 学历层次 学历类别
学制 学习形式 形式 入学日期 毕业日期 毕(结)业日期 毕业时间 入学时间 毕(结)业 毕业 结业 证书编号 编号 证书号 学校编号
证书编码 编码 报告编号 校长 校(院)长 校(院)长姓名 院长 校(院、所)长 毕业证书 学位证书 资格证书 执业证书 证书
在线验证 在线验证码 验证码 更新日期 医师资格证书 医师执业证书 助理医师资格证书 助理医师执业证书
医师资格证书编码 资格证书编码 执业证书编码 医师执业证书编码 医师资格证书编号 资格证书编号
类别 级别 执业类别 执业级别 医师级别 医师类别 资格类别 资格级别 执业范围 执业地点 主要执业机构 执业机构
签发机关 发证机关 签发日期 发证日期 签发人 批准日期 有效期限 有效期 注意事项 备注 盖章 公章 日期
年月日 年 月 日 号 第 页 中华人民共和国 居民身份证 NAME SEX GENDER DATE NATION
"""

LABELS = frozenset(_PRINTED.split())
"""Labels of all types of paper, in NFKC without spaces."""

_PARTS = frozenset(
    {"证书", "编号", "编码", "性别", "出生", "日期", "身份", "号码", "姓名", "专业", "签发", "执业", "学历", "学制"}
    | {"证明", "兹有", "学校", "学院", "本科", "专科", "临床", "资格", "考试", "持证", "素质", "服务", "就业", "咨询"}
    | {"曾用名", "原姓名", "同一人", "毕业证", "学位", "教育", "情况", "属实", "大学", "医师", "颁发"}
)
"""Words of print that stand in no person's name."""


def is_label(text: str) -> bool:
    """Tell whether the whole text, in NFKC without spaces, is a label.

    >>> is_label("毕(结)业日期"), is_label("毕业成")
    (True, False)
    """
    return text.strip(":") in LABELS


def holds_label(text: str) -> bool:
    """Tell whether a word of print that stands in no person's name is part of the text.

    >>> holds_label("张三性别"), holds_label("毕业成")
    (True, False)
    """
    return any(part in text for part in _PARTS)
