"""毕业证书: a diploma whose blanks are broken off their sentence."""

from tests.support.pages import DIPLOMA as LINES
from tests.support.pages import DIPLOMA_VALUES as VALUES

__all__ = ["LINES", "VALUES"]
