"""A small regulation of another province and year, made up for tests: it asks for little, and for other things."""

from pathlib import Path

CODE = "2022-yunzhou"
SENTENCE = "云州考区的考生只需上传毕业证书。"
TEXT = """code = "2022-yunzhou"
title = "2022年医师资格考试云州考区"
source = "2022年云州考区报名须知"
nothing_required = ["new_graduate", "tcm_apprenticeship", "tcm_expertise", "hmt", "foreign", "returning"]

[sentences]
diploma = "云州考区的考生只需上传毕业证书。"
military = "现役军人另行上传部队学历证明。"

[[requirements]]
tracks = ["standard", "top_up", "postgraduate", "assistant_to_full"]
scope = "application"
any_of = ["graduation_certificate", "vocational_diploma"]
because = "diploma"

[[requirements]]
tracks = ["military"]
scope = "application"
any_of = ["military_education_proof"]
because = "military"
"""


def write_regulation(folder: Path, text: str = TEXT, *, code: str = CODE) -> Path:
    """Write a regulation of that code into a folder; returns its file."""
    path = folder / f"{code}.toml"
    path.write_text(text.replace(CODE, code), encoding="utf-8")
    return path
