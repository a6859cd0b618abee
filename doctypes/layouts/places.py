"""Regions by the digits that stand for them in numbers: GB/T 2260, provinces whole and the prefectures of Hubei."""

from types import MappingProxyType

PROVINCES = MappingProxyType(
    {
        "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
        "21": "辽宁省", "22": "吉林省", "23": "黑龙江省",
        "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省", "37": "山东省",
        "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省",
        "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区",
        "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区",
        "66": "新疆生产建设兵团", "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区", "83": "台湾",
    }
)  # fmt: skip
"""Two digits; 66 and 83 are used by numbers of certificates and residence permits and stand in no standard."""
HUBEI = MappingProxyType(
    {
        "4201": "武汉市",
        "4202": "黄石市",
        "4203": "十堰市",
        "4205": "宜昌市",
        "4206": "襄阳市",
        "4207": "鄂州市",
        "4208": "荆门市",
        "4209": "孝感市",
        "4210": "荆州市",
        "4211": "黄冈市",
        "4212": "咸宁市",
        "4213": "随州市",
        "4228": "恩施土家族苗族自治州",
        "4290": "省直辖县级行政区划",
    }
)
PATTERN = f"(?:{'|'.join(PROVINCES)})"
"""Two digits of a province that there is."""


def region(digits: str) -> str:
    """Say where a code of two to six digits lies, as far as it is known here.

    >>> region("420106"), region("44"), region("999999")
    ('湖北省武汉市', '广东省', '未知地区')
    """
    province = PROVINCES.get(digits[:2])
    return "未知地区" if province is None else province + HUBEI.get(digits[:4], "")
