"""Recorded text made by hand: lines of print at given places, as an engine would give them."""

from collections.abc import Sequence

from models.page import Barcode, Box, PageText, Quality, TextLine, Transform

Placed = tuple[str, float, float] | tuple[str, float, float, float]
"""(text, left, top) or (text, left, top, height), in page pixels."""


def text_line(text: str, left: float, top: float, height: float = 30.0, score: float = 0.99) -> TextLine:
    width = sum(height if ord(char) > 0x2E80 else height * 0.5 for char in text)
    count = max(len(text), 1)
    return TextLine(
        text=text,
        score=score,
        box=Box.upright(left, top, left + width, top + height),
        scores=(score,) * len(text),
        centres=tuple((index + 0.5) / count for index in range(len(text))),
    )


def page_text(
    lines: Sequence[Placed], barcodes: Sequence[str] = (), quality: Quality | None = None, score: float = 0.99
) -> PageText:
    return PageText(
        engine="by hand",
        width_px=1600,
        height_px=1200,
        upload_width_px=1600,
        upload_height_px=1200,
        transform=Transform(),
        lines=tuple(text_line(*line, score=score) for line in lines),
        barcodes=tuple(Barcode(text=text, format="QRCode", box=Box.upright(10, 10, 90, 90)) for text in barcodes),
        quality=quality or Quality(score=1.0),
    )


DIPLOMA: tuple[Placed, ...] = (
    ("普通高等学校", 620, 100, 40),
    ("毕业证书", 560, 180, 80),
    ("学生", 500, 340),
    ("陈嘉禾", 580, 334, 34),
    ("性别", 720, 340),
    ("女", 800, 334, 34),
    ("，", 840, 340),
    ("一九九三年五月十八", 870, 334, 34),
    ("日生，于", 1190, 340),
    ("二〇一一年九月至二〇一六年六月在本校", 440, 400),
    ("临床医学", 1010, 394, 34),
    ("专业", 1170, 400),
    ("五年制本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。", 440, 460),
    ("校名：武汉大学", 480, 640),
    ("校（院）长：窦国栋", 900, 640),
    ("证书编号：104861201605001234", 140, 760),
    ("二〇一六年六月三十日", 900, 760),
    ("中华人民共和国教育部学历证书查询网址：http://www.chsi.com.cn", 400, 900, 20),
)
"""A diploma whose blanks are broken off their sentence."""

DIPLOMA_VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "enrolled_on": "2011-09",
    "graduated_on": "2016-06-30",
    "major": "临床医学",
    "duration": "5年",
    "level": "本科",
    "school": "武汉大学",
    "president": "窦国栋",
    "certificate_number": "104861201605001234",
}
