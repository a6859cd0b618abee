"""Numbers of diplomas of the eighties and nineties that say themselves whose they are: 同医毕字第970374号."""

import re

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_HAN = "\u4e00-\u9fff"
_OTHER_WORDS = "(?![^0-9]{0,6}(?:[校院]长|编号|号码|批准|文号|[省厅局委]))"
"""Labels and bodies, which a reader runs into the number behind them."""
_OWN_WORDS = "[中专职师承毕卫医药护校确长成教技普高证自考电函业]"

WORDED = re.compile(
    rf"(?<![厅局委会])(?<!文号)(?<!文号:){_OTHER_WORDS}"
    rf"(?:{_PROVINCE}[{_HAN}]{{0,5}}|(?:(?<![{_HAN}])|(?<=编号)|(?<=号码))[{_HAN}]{{0,4}})"
    r"毕(?:业证?)?字第?[0-9]{3,12}号(?!文)"
)
"""As they stand by themselves, with no label before them."""
LETTERED = rf"{_PROVINCE}{_OWN_WORDS}{{1,5}}[0-9]{{5,18}}"
"""Behind the letter of a province, words of a kind of paper, and no 字: 鄂中专1997989045; 昆明市 is no such words."""
OF_A_SCHOOL = rf"(?![本我该学医])[{_HAN}](?:卫校|卫|医校|护校|中专|职校|职专|技校|师)[0-9]{{5,8}}|军院[0-9]{{5,8}}"
"""Behind the letter of a school's place and what it is called for short, as schools of old numbered: 浠卫校2002117."""
