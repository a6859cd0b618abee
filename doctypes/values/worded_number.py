"""Numbers of diplomas of the eighties and nineties that say themselves whose they are: 同医毕字第970374号."""

import re

WORDED = re.compile(r"[\u4e00-\u9fff]{0,7}毕(?:业证?)?字第?[0-9]{3,12}号")
"""As they stand by themselves, with no label before them."""
