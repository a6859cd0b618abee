"""Layouts of numbers: which characters of a number stand for what. A layout explains; it never refuses a number."""

import re
from collections.abc import Callable
from dataclasses import dataclass

Meaning = Callable[[str, str], str]
"""The part's characters and the whole number → what they say, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPart:
    """One part of a layout."""

    name: str
    """In Chinese, as 学校代码."""
    pattern: str
    """Regular expression without groups that capture."""
    means: Meaning
    width: str = ""
    """How many characters it takes, where it is shown to people; empty where that is told by none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedPart:
    """One part of a number that follows a layout."""

    name: str
    digits: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLayout:
    """One way in which numbers of a kind are put together."""

    title: str
    """In Chinese, with its length and era."""
    parts: tuple[NumberPart, ...]
    note: str = ""
    """How far the layout is known; empty where an official text gives it."""

    def split(self, number: str) -> tuple[DecodedPart, ...] | None:
        """Return the parts of a canonical number; None where it does not follow this layout."""
        match = re.fullmatch("".join(f"({part.pattern})" for part in self.parts), number)
        if match is None:
            return None
        return tuple(
            DecodedPart(name=part.name, digits=digits, meaning=part.means(digits, number))
            for part, digits in zip(self.parts, match.groups(default=""), strict=True)
            if digits
        )
