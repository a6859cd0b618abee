"""Majors of medicine by name: those from which physicians come, and what else schools of medicine teach.

From the catalogues of undergraduate (2024), vocational (2021) and graduate (2022) study and those before them. A major
that is not here may be one all the same: the list tells a slip of the reader from a word, and refutes nothing.
"""

_UNDERGRADUATE = """
基础医学 生物医学 生物医学科学 临床医学 麻醉学 医学影像学 眼视光医学 精神医学 放射医学 儿科学 口腔医学 预防医学
食品卫生与营养学 妇幼保健医学 卫生监督 卫生监督学 全球健康学 运动与公共健康 中医学 针灸推拿学 针灸学 推拿学
藏医学 蒙医学 维医学 壮医学 哈医学 傣医学 回医学 中医康复学 中医养生学 中医儿科学 中医骨伤科学 中医骨伤学
中西医临床医学 中西医结合 中西医结合临床 中西医结合临床医学 药学 临床药学 中药学 护理学 助产学 康复治疗学
医学检验 医学检验技术 医学影像技术 医学影像工程 医学实验技术 眼视光学 口腔医学技术 卫生检验与检疫
听力与言语康复学 智能医学工程 生物医学工程 康复物理治疗 康复作业治疗 公共事业管理 卫生事业管理 环境医学 营养学
妇幼卫生 妇幼保健 医学营养学 军事医学 高原医学 海洋药学 法医学 中医文献学 医学心理学 应用心理学 全科医学
农村医学 康复医学
"""
_VOCATIONAL = """
医学影像 中医 中医骨伤 针灸推拿 针灸 中医康复保健 中医保健康复 中医护理 中医康复技术 中医养生保健
藏医医疗与藏药 维医医疗与维药 蒙医医疗与蒙药 傣医医疗与傣药 蒙医 藏医 维医 哈医 朝医学 朝医 护理 助产 社区医学
乡村医生 医士 社区医士 妇幼医士 乡村医士 口腔医士 中医士 公共卫生医士 卫生保健 公共卫生 公共卫生管理 卫生防疫
卫生检验 卫生管理 卫生信息管理 营养与保健 康复技术 康复治疗技术 口腔工艺技术 口腔修复工艺 口腔修复
口腔医学工艺技术 口腔护理 口腔 眼视光与配镜 眼视光技术 医学美容技术 医学营养 呼吸治疗技术 放射治疗技术
医学生物技术 言语听觉康复技术 预防保健 计划生育与生殖健康 人口与计划生育 计划生育 医疗美容 美容保健 中药 药剂
中西医 临床 临床医疗 医疗 预防 西医 西医士 中医医疗 中医临床 针灸骨伤 针灸推拿骨伤 骨伤 推拿 卫生医士 放射医士
放射 检验
"""
_GRADUATE = """
人体解剖与组织胚胎学 免疫学 病原生物学 病理学与病理生理学 病理学 内科学 老年医学 神经病学 精神病与精神卫生学
皮肤病与性病学 影像医学与核医学 临床检验诊断学 外科学 妇产科学 眼科学 耳鼻咽喉科学 肿瘤学 康复医学与理疗学
运动医学 急诊医学 重症医学 口腔基础医学 口腔临床医学 流行病与卫生统计学 流行病学 劳动卫生与环境卫生学
营养与食品卫生学 儿少卫生与妇幼保健学 卫生毒理学 军事预防医学 中医基础理论 中医临床基础 中医医史文献 方剂学
中医诊断学 中医内科学 中医外科学 中医妇科学 中医五官科学 民族医学 中西医结合基础 临床病理 放射影像学 超声医学
核医学 全科医学 医学科学 神经科学 公共卫生与预防医学 社会医学与卫生事业管理 药理学 生理学 药物化学
口腔颌面外科学 口腔正畸学 口腔修复学 医学技术 神经外科学 心血管病学 医学遗传学 医学信息学 社区护理学
"""

MAJORS = frozenset(f"{_UNDERGRADUATE} {_VOCATIONAL} {_GRADUATE}".split())


def beheaded(value: str) -> str | None:
    """Return the only major that ends so and has one character more: the first was lost where a line or a name ends.

    >>> beheaded("村医学"), beheaded("医学"), beheaded("中医学")
    ('农村医学', None, None)
    """
    if value in MAJORS:
        return None
    whole = [known for known in MAJORS if known[1:] == value]
    return whole[0] if len(whole) == 1 else None
