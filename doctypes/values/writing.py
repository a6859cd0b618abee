"""Ways of writing that never change a value: widths, spaces, stray punctuation at the edges.

NFKC folds full-width forms and compatibility characters; it does *not* unify the separators of names (U+00B7, U+2022,
U+30FB), and it leaves 〇 (U+3007) alone, so kinds that care see to these themselves.
"""

import re
import unicodedata
from collections.abc import Callable

from models.doctype import Likeness, Outcome

EQUAL = Likeness(outcome=Outcome.EQUAL)
CONFLICT = Likeness(outcome=Outcome.CONFLICT)
WRITTEN_FORM = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="written_form")

DOUBLED = re.compile(r"^([\u4e00-\u9fff])\1")
"""A first character read twice, once off the seal beside it: no school and no authority is called so."""
STRAY_LETTER = re.compile(r"(?<=[\u4e00-\u9fff)])[A-Za-z]$")
"""One letter behind Chinese print: the edge of a seal or a rule, read as print."""

_DIGITS = {
    point: str(unicodedata.decimal(chr(point)))
    for point in range(128, 0x20000)
    if unicodedata.decimal(chr(point), None) is not None
}
"""Digits of other scripts, which regular expressions take for digits and nothing else does."""
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_TRADITIONAL = (
    "醫師資執業證書學畢歷層習專號編碼類別範圍簽發機關長國華註冊電備實驗屆齡處頒級臨針"
    "應試僅選報題獎認衛劃區縣鎮鄉鄰員兒產婦體檢與爲為從職責廳護藥漢藝門會語農團復預灸"
    "滿壯維納錫裝製營養傳統齒顱頜結傷陽賈張陳劉楊趙黃吳孫馬許鄧馮蕭鄭謝羅葉蘇盧蔣閻賀"
    "賴龔萬錢湯監峽東陝遼寧濟瀋廣慶贛貴雲滬內隴義烏無鐵鋼礦視聽覺臺灣論經財貿悅麗偉輝"
    "龍鳳蘭蓮靜穎潔嬌瑩傑強軍紅艷銀鋒銘鈺鍵樂夢瓊瑤瀟澤濤濱煒燁爾獻璽畫禮穩競筆紀純紹"
    "緒綺緯縈繼續聖聰聯蘊覽誠詩誌諾謙識譽讓貞賢贊躍軒達遠遙鄒鑑開隨雙韻項順頌顏願顧飛"
    "駿騰驍鵬鶴鷹齊勳勝勵喬堅寶尋嶺巖帥幟彥彌憲懷戀揚擇時曉曄榮樹橋歐歲氣淚淨淵溫滄漸"
    "熱勁凱剛創協單嚴園圓塵壽寬將導島岡彈後魯鳴鴻麥黨駱閔閆韓賓贏邊鄺酈鎖闖靈饒駐鮑龐"
    "紓纖翹聶蔭薔蕓裊訓諸詠豐賦賽趕輕迴運邁鄔釗鈞鉉鋮錄錦鏡鐘鑄閃閱闊陸雋霧韋頡頻飄馳"
    "驊鯤鵑鸞麵脫葯詢屬茲區愛約倫頓亞紐"
    "碩術規確過議況儀績計參現來辦條們網絡隊圖課興節奧貫話請於莊係組織總戰際幹負準給據審療調診斷濕腎腸膚對數郵頁質轉換遺補訂訊館間誤種線終"
)
_SIMPLIFIED = (
    "医师资执业证书学毕历层习专号编码类别范围签发机关长国华注册电备实验届龄处颁级临针"
    "应试仅选报题奖认卫划区县镇乡邻员儿产妇体检与为为从职责厅护药汉艺门会语农团复预灸"
    "满壮维纳锡装制营养传统齿颅颌结伤阳贾张陈刘杨赵黄吴孙马许邓冯萧郑谢罗叶苏卢蒋阎贺"
    "赖龚万钱汤监峡东陕辽宁济沈广庆赣贵云沪内陇义乌无铁钢矿视听觉台湾论经财贸悦丽伟辉"
    "龙凤兰莲静颖洁娇莹杰强军红艳银锋铭钰键乐梦琼瑶潇泽涛滨炜烨尔献玺画礼稳竞笔纪纯绍"
    "绪绮纬萦继续圣聪联蕴览诚诗志诺谦识誉让贞贤赞跃轩达远遥邹鉴开随双韵项顺颂颜愿顾飞"
    "骏腾骁鹏鹤鹰齐勋胜励乔坚宝寻岭岩帅帜彦弥宪怀恋扬择时晓晔荣树桥欧岁气泪净渊温沧渐"
    "热劲凯刚创协单严园圆尘寿宽将导岛冈弹后鲁鸣鸿麦党骆闵闫韩宾赢边邝郦锁闯灵饶驻鲍庞"
    "纾纤翘聂荫蔷芸袅训诸咏丰赋赛赶轻回运迈邬钊钧铉铖录锦镜钟铸闪阅阔陆隽雾韦颉频飘驰"
    "骅鲲鹃鸾面脱药询属兹区爱约伦顿亚纽"
    "硕术规确过议况仪绩计参现来办条们网络队图课兴节奥贯话请于庄系组织总战际干负准给据审疗调诊断湿肾肠肤对数邮页质转换遗补订讯馆间误种线终"
)
_FORMS = frozenset(_TRADITIONAL + _SIMPLIFIED)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_EDGE = "✓✔★☆:,.。、;_·•・‧-—–~'\"“”‘’`´|/\\<>《》〈〉「」[]【】{}!?…=+^*#&%@$"
_FULL_WIDTH = {ord("!") + 0xFEE0 + offset: ord("!") + offset for offset in range(94)}


def squeezed(raw: str) -> str:
    """Return the text in NFKC, without spaces, line ends and invisible characters.

    >>> squeezed("４　年\\n")
    '4年'
    """
    parts = unicodedata.normalize("NFKC", raw).translate(_INVISIBLE).translate(_DIGITS).split()
    return unicodedata.normalize("NFC", "".join(parts))  # without the spaces, marks may combine anew


def trimmed(raw: str, *, keep: str = "") -> str:
    """Return the squeezed text without punctuation at its edges; characters of `keep` are not taken for punctuation.

    Round brackets belong to many names of schools and majors: only those facing the wrong way are taken off.

    >>> trimmed("：临床医学（中医方向） 。")
    '临床医学(中医方向)'
    """
    edge = "".join(mark for mark in _EDGE if mark not in keep)
    return squeezed(raw).lstrip(edge + ")").rstrip(edge + "(")


def simplified(text: str) -> str:
    """Return the text with traditional forms, which readers print into words of schooling, made simplified.

    For names of things only: in a person's name another form is another name.

    >>> simplified("臨床醫学")
    '临床医学'
    """
    return text.translate(_TO_SIMPLIFIED)


def has_two_forms(text: str) -> bool:
    """Tell whether a character of the text has a traditional and a simplified form.

    >>> has_two_forms("陈大文"), has_two_forms("陳大文"), has_two_forms("王大文")
    (True, True, False)
    """
    return any(char in _FORMS for char in text)


def same_length_ascii(text: str) -> str:
    """Return the text with full-width forms made half-width, so that positions in both are the same.

    >>> same_length_ascii("编号：１２ａ")
    '编号:12a'
    """
    return text.translate(_FULL_WIDTH)


def compare_as_written(printed: str, stated: str, canonical: Callable[[str], str]) -> Likeness:
    """Compare two values for which only ways of writing are forgiven; `canonical` takes these away."""
    if printed == stated:
        return EQUAL
    return WRITTEN_FORM if canonical(printed) == canonical(stated) else CONFLICT
