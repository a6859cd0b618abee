"""Surnames of China: those of the 百家姓 and others that are frequent today. About 5,000 more exist, so that a name
without one of these is not wrong, only less likely to be a name.
"""

from functools import lru_cache

from doctypes.values.look_alikes import look_alike
from doctypes.values.writing import simplified

_SINGLE = """
赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方
俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧
计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫
经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧
隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔
阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎
戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查
后荆红游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦岳帅缑亢况郈有琴归海墨哈谯笪年爱阳佟肖付代佘佴苟覃郇玄丛南占仝宛官冼邸
揭粟禤修植区来母苑门信户初由展战商盘相衣戢隋延令扬旷火位敬迟邝宇车谌柘闰贠豆兰伦雒雪候琚楼但底铁线燕么牟腊揣原才操
"""
SINGLE = frozenset("".join(_SINGLE.split()))
_DOUBLE = """
欧阳 上官 司马 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 南宫 端木 独孤 轩辕 呼延 申屠 太史 澹台 淳于
钟离 万俟 闻人 赫连 公羊 濮阳 单于 公冶 仲孙 百里 东郭 西门 拓跋 第五 完颜 纳兰 达奚
"""
_SCRAP = 2
_OF_SEALS = frozenset("公安局派出所专用章户口登记")
"""What the seals of the police leave in front of a name."""
DOUBLE = frozenset(_DOUBLE.split())


def has_surname(name: str) -> bool:
    """Tell whether a name of Han characters begins with a known surname, in either way to write it.

    >>> has_surname("窦国栋"), has_surname("欧阳锋"), has_surname("技术"), has_surname("晨许")
    (True, True, False, False)
    """
    return name[:1] in SINGLE or name[:2] in DOUBLE


def looks_like_a_name(value: str) -> bool:
    """Tell whether a value may be a whole name: with a surname, or of those who have none.

    >>> [looks_like_a_name(value) for value in ("窦国栋", "陳明", "买买提·吐尔逊", "MariaSilva", "汉族", "证人")]
    [True, True, True, True, False, False]
    >>> looks_like_a_name("安局帕提古丽·阿卜杜拉")
    False
    """
    if "·" in value:
        return not set(value[:_SCRAP]) <= _OF_SEALS
    return value.isascii() or has_surname(simplified(value))


@lru_cache(maxsize=4096)
def with_its_surname(value: str) -> str:
    """Return a name whose first character is no surname, but looks like just one, with that one.

    >>> with_its_surname("逢蕾丹"), with_its_surname("自馨"), with_its_surname("窦国栋"), with_its_surname("证人")
    ('逄蕾丹', '白馨', '窦国栋', '证人')
    """
    if looks_like_a_name(value):
        return value
    meant = [surname for surname in SINGLE if look_alike(value[0], surname)]
    return meant[0] + value[1:] if len(meant) == 1 else value
