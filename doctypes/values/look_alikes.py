"""Characters that readers of print take for one another. They are a reason to look again, never a reason to equate.

Variants of one character that are legally different names (昇/升, 堃/坤) are deliberately absent: between them nothing
was misread.
"""

from functools import lru_cache

_NOTED = """
未末 日曰 已己巳 戊戌戍戎 士土 天夫无元 千干于 大太犬 王玉主 人入八 田由甲申 几凡 白自 今令 午牛 木本术 住佳往 侯候
冶治 祎袆 祁祈 晴睛 颖颍 赢嬴羸 杨扬汤 陈阵 徐涂 沈沉 汪江 萍苹 莹萤莺 琪祺淇 珏钰 玥钥 炜玮伟 烨晔 煜昱 晟盛
旻昊 宸晨 瑾谨 姗珊 妤好 龙尤 晋普 芝艺 柏伯 婷停 雯霎
"""
_MISREAD = """
工王ヱ 科料和 教莴 位泣 目日 土王 丰主 贝见 刀力 于子 毛手 乌鸟 问间 崇祟 折拆析 免兔 竞竟 暖暧 栗粟 茶荼 师帅 遂逐
史吏 石右 古占 司同 园圆 健键 清青 请情 洋样 桂佳 俊峻 玲铃 博搏 慧彗 二三 一二 六大 小少 水永 圭主 方万 力九
咸成威 冈网 郧陨勋那郑鄭 芸芝 薇微 辉晖 涛淘 壬王 宜宣 季李 雪霉 靖晴 彤形 轩杆 岚风 帆机 洁浩 倩情 瑶摇 敏敝
逄逢 覃草 佘余 湉活恬 淼森 甯帘 申中 浉洲 宇字 郇邹 堃壁 中冲
"""
"""Met in certificates read before, or apart by one stroke or one component."""

DIGIT_FOR = {
    **dict.fromkeys("OoDQ〇○◯", "0"),
    **dict.fromkeys("Il|i!", "1"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss", "5"),
    "b": "6",
    "B": "8",
    **dict.fromkeys("gq", "9"),
}
"""The digit that a reader meant by a letter, where only digits can stand. A proposal: to be confirmed by a check."""

_FIRST_BYTE = 0xA0
_LEVEL_ONE = range(16, 56)
"""Rows of GB 2312 that hold the 3755 characters in common use."""

_DIGITS = str.maketrans(DIGIT_FOR)


def _partners() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in (_NOTED + _MISREAD).split():
        for character in group:
            found.setdefault(character, set()).update(group)
    return {character: frozenset(others - {character}) for character, others in found.items()}


_PARTNERS = _partners()


def look_alike(first: str, second: str) -> bool:
    """Tell whether a reader may take one character for the other.

    >>> look_alike("未", "末"), look_alike("升", "昇"), look_alike("未", "未")
    (True, False, False)
    """
    return second in _PARTNERS.get(first, frozenset())


def one_look_alike(first: str, second: str) -> bool:
    """Tell whether two texts of equal length differ in exactly one character, and that one looks alike.

    >>> one_look_alike("武汉大学", "武汉太学"), one_look_alike("武汉大学", "武汉科大")
    (True, False)
    """
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differing) == 1 and look_alike(*differing[0])


def rarer(first: str, second: str) -> bool:
    """Tell whether the second character is rarer: level 2 of GB 2312 beside level 1, or in neither level.

    A reader that has seen 余 a thousand times for each 佘 gives the common one where print leaves it in doubt.

    >>> rarer("余", "佘"), rarer("佘", "余"), rarer("余", "宇")
    (True, False, False)
    """
    return is_han(first) and is_han(second) and _rarity(first) < _rarity(second)


def is_commoner(first: str, second: str) -> bool:
    """Tell whether one text is another in which characters, if any, stand for rarer ones.

    >>> is_commoner("余活", "佘湉"), is_commoner("佘活", "余湉"), is_commoner("余", "余活")
    (True, False, False)
    """
    return len(first) == len(second) and all(
        one == other or rarer(one, other) for one, other in zip(first, second, strict=True)
    )


def is_rare(character: str) -> bool:
    """Tell whether a character is not among those in common use.

    >>> is_rare("湉"), is_rare("活")
    (True, False)
    """
    return is_han(character) and _rarity(character) > 0


def may_be_rarer(text: str) -> bool:
    """Tell whether a character of a text is the common one of two that look alike: 颖 may be printed 颍.

    >>> may_be_rarer("方颖"), may_be_rarer("方颍"), may_be_rarer("方丽")
    (True, False, False)
    """
    return any(rarer(character, other) for character in text for other in _PARTNERS.get(character, ()))


@lru_cache(maxsize=16384)
def _rarity(character: str) -> int:
    try:
        row = character.encode("gb2312")[0] - _FIRST_BYTE
    except UnicodeEncodeError:
        return 2
    return int(row not in _LEVEL_ONE)


def is_han(character: str) -> bool:
    """Tell whether a character is Chinese.

    >>> is_han("湉"), is_han("i"), is_han("·")
    (True, False, False)
    """
    return "\u3400" <= character <= "\u9fff" or character > "\uffff"


def as_digits(text: str) -> str:
    """Return the text with each letter that a reader prints for a digit replaced by that digit.

    >>> as_digits("42OlO6")
    '420106'
    """
    return text.translate(_DIGITS)
