"""What a reader's second choice tells of a rare character that it took for a common one.

    python -m bench.rare_characters [--each 150] [--seed 5]

Names that hold either character of a pair which readers confuse, 湉 and 活, are drawn in every type face of the kit and
spoilt. Counted are those for which the reader gave the common character, whichever was drawn, by the chance of the rare
one beside it. `doctypes/second_choices.py` takes its limits from here.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from fixtures.drawing.dice import array_dice
from fixtures.drawing.typefaces import PACKAGES, face_for, font
from models.page import BgrImage
from pipeline.ocr import ReadCrop
from pipeline.ocr_paddle import PaddleEngine

_PAIRS = """
逢逄 余佘 郁郇 邹郇 邮郇 旬郇 郭邬 赞赟 活湉 恬湉 帘甯 窗甯 由甯 张弢 吴昊 曼旻 民旻 文旻 记玘 灵玘 起玘 森淼 钮钰 建婕
清婧 伟炜 纬炜 明玥 钥玥 翅翀 祥祎 伟祎 违旸 扬旸 娟翊 列翊 呈珺 君珺 形彧 威彧 土垚 三垚 欲焱 炎焱 日昶 哗晔 睿瑄 宣瑄
"""
"""Each the common one first."""
_SURNAMES_OF_PAIRS = frozenset("逢余郁邹邮旬郭")
_SURNAMES, _ENDS = "王李张刘陈杨赵黄周吴徐孙朱马胡林何高罗", ("", "明", "华", "国", "洋")
_CHANCES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
_SIZES_PX = (20, 34)


def main() -> None:
    """Draw, read and count; print the counts as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--each", type=int, default=150, help="names of each character")
    parser.add_argument("--seed", type=int, default=5)
    wanted = parser.parse_args()
    engine, dice, pairs = PaddleEngine(), Random(wanted.seed), _PAIRS.split()
    counted: dict[str, Counter[str]] = {"common": Counter(), "rare": Counter()}
    for common, rare in pairs:
        for kind, drawn in (("common", common), ("rare", rare)):
            names = [_name(drawn, is_surname=common in _SURNAMES_OF_PAIRS, dice=dice) for _ in range(wanted.each)]
            read = engine.read_lines([_spoilt(_drawn(name, dice), dice) for name in names])
            _count(counted[kind], names, read, drawn, common, rare)
    print(json.dumps({"engine": engine.name, "pairs": len(pairs), "each": wanted.each, "drawn": counted}, indent=1))


def _name(character: str, *, is_surname: bool, dice: Random) -> str:
    end = dice.choice(_ENDS)
    return character + (end or _ENDS[1]) if is_surname else dice.choice(_SURNAMES) + character + end


def _count(
    counts: Counter[str], names: Sequence[str], read: Sequence[ReadCrop], drawn: str, common: str, rare: str
) -> None:
    for name, crop in zip(names, read, strict=True):
        place = name.index(drawn, 0 if name[0] == drawn else 1)
        if len(crop.text) != len(name) or crop.text[place] not in (common, rare):
            continue
        counts["read as the common one" if crop.text[place] == common else "read as the rare one"] += 1
        second, chance = crop.alternatives[place]
        if crop.text[place] == common and second == rare:
            counts.update(f"second choice at {least} or more" for least in _CHANCES if chance >= least)


def _drawn(name: str, dice: Random) -> BgrImage:
    size = dice.randint(*_SIZES_PX)
    face = face_for(dice.choice(sorted(PACKAGES)), name)
    letters = font(face.file, face.index, size)
    paper = Image.new("RGB", (round(letters.getlength(name)) + 20, round(size * 1.5)), (dice.randint(225, 255),) * 3)
    ImageDraw.Draw(paper).text((10, size * 0.15), name, font=letters, fill=(dice.randint(0, 60),) * 3)
    return np.array(paper)[:, :, ::-1].copy()


def _spoilt(picture: BgrImage, dice: Random) -> BgrImage:
    return dice.choice((_as_it_is, _out_of_focus, _small, _pressed, _shaken, _out_of_focus_and_pressed, _noisy))(
        picture, dice
    )


def _as_it_is(picture: BgrImage, _: Random) -> BgrImage:
    return picture


def _out_of_focus(picture: BgrImage, dice: Random) -> BgrImage:
    return cv2.GaussianBlur(picture, (0, 0), dice.uniform(0.8, 2.2)).astype(np.uint8)


def _small(picture: BgrImage, dice: Random) -> BgrImage:
    share, (height, width) = dice.uniform(0.35, 0.6), picture.shape[:2]
    small = cv2.resize(picture, (round(width * share), round(height * share)), interpolation=cv2.INTER_AREA)
    return _pressed(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.uint8), dice)


def _pressed(picture: BgrImage, dice: Random) -> BgrImage:
    _, held = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, dice.randint(8, 40)])
    return cv2.imdecode(held, cv2.IMREAD_COLOR).astype(np.uint8)


def _shaken(picture: BgrImage, dice: Random) -> BgrImage:
    length = dice.randint(3, 7)
    way: Callable[[int], np.ndarray] = np.eye if dice.random() < 0.5 else _level
    spread = way(length)
    return cv2.filter2D(picture, -1, spread / spread.sum()).astype(np.uint8)


def _level(length: int) -> np.ndarray:
    spread = np.zeros((length, length))
    spread[length // 2] = 1
    return spread


def _out_of_focus_and_pressed(picture: BgrImage, dice: Random) -> BgrImage:
    return _pressed(_out_of_focus(picture, dice), dice)


def _noisy(picture: BgrImage, dice: Random) -> BgrImage:
    noise = array_dice(dice).normal(0, 18, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
