"""What each rule of comparing means, in one Chinese sentence for the reviewer who asks why two values stand as they do.

The words are those of `Likeness.rule` and `Comparison.rule`; a word that is not here is never shown to anybody.
"""

from collections.abc import Mapping

from models.materials import FIELDS

RULES: Mapping[str, str] = {
    "written_form": "只差空格、全半角或标点的写法，视为一致",
    "separator_variant": "只差姓名间隔号的写法，视为一致",
    "separator_missing": "只差姓名间隔号，须看图确认证件上有没有",
    "letter_case": "只差字母大小写，视为一致",
    "latin_letters": "只差外文字母的音符或连写，视为一致",
    "name_order": "外文姓名只差姓与名的先后，视为一致",
    "traditional_form": "只差繁体与简体的写法",
    "other_script": "一处是汉字，一处是外文，无法逐字比对",
    "wildcard": "有以问号或方框代替的字，无法逐字比对",
    "look_alike": "只差一个形近字，可能是识读误差",
    "part_of_name": "只认出姓名的一部分",
    "one_joined_on": "末尾多出的字可能是后面的文字",
    "one_joined_before": "开头多出的字可能是印章上的文字",
    "no_surname": "所印不像姓名，可能认到了别的文字",
    "former_name": "是申报的曾用名，与现用名不同",
    "variant_character": "只差一个异体字，法律上是不同的姓名",
    "private_form": "只差旧字库的编码，是同一个字",
    "private_character": "有字库之外的字，无法逐字比对",
    "letters_for_character": "有以拼音代替的字，无法逐字比对",
    "split_character": "有拆开写的字，无法逐字比对",
    "wildcard_same_id": "有以问号或方框代替的字，证件号码一致",
    "separator_misread": "姓名间隔号与另一笔画相混，须看图确认",
    "middle_name": "外文姓名只差中间的名字",
    "pinyin": "所印为拼音，与中文姓名读音一致",
    "fifteen_digit_form": "15 位旧号码与 18 位新号码是同一个号码",
    "number_only": "只比对号码，前面的字样不计",
    "reissue_count": "末两位是换证次数，不计入比对",
    "other_paper": "所印是另一种证件的号码，不能互相比对",
    "year_month_only": "证件只印到月，年月一致",
    "year_only": "证件只印到年，年份一致",
    "renamed_school": "学校更名或合并前后的名称，是同一所学校",
    "faculty_named": "所印学校名称带有院系，是同一所学校",
    "perhaps_renewed": "姓名和出生日期一致，可能已换发证件",
    "related_major": "专业名称相近，不是同一专业",
    "brackets_restate": "括号内是学习形式等说明，不是另一个专业",
    "direction_differs": "专业后的方向不同，不能视为同一专业",
    "same_category": "同一类别的两种说法",
    "category_of_licence": "考试类别与执业、资格证书的类别相应",
    "rural_category": "乡村全科可报考其他类别",
    "same_form": "同一学习形式的两种说法",
    "inside_id_number": "证件未印此项，由所印公民身份号码推算",
    "inside_certificate_number": "取自证书编号中的数字",
    "inside_qualification_number": "取自资格证书编码中的公民身份号码",
    "rare_character": "只差一个生僻字，可能被认成了常用字，须看图比对",
    "outside_the_alphabet": "含识读程序不认识的字，须看图比对",
    "uncertain_reading": "识读把握不足，须看图比对",
    "absent": "证件上没有找到此项",
    "unreadable": "印有此项，但看不清",
}
OTHERWISE = "按比对规则判定，请看图核对"
"""For a word that came with a newer build's report."""


def rule_sentence(rule: str) -> str:
    """Return what a rule means; empty where no rule decided."""
    if not rule:
        return ""
    if rule in RULES:
        return RULES[rule]
    field = rule.removeprefix("inside_")
    return f"取自{FIELDS[field]}" if field != rule and field in FIELDS else OTHERWISE
