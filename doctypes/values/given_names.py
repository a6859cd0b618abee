"""Characters that given names hardly ever hold, and those that readers make them of.

Readers are taught on running text, where 字 is a hundred times as frequent as 宇; in given names it is the other way.
"""

_MEANT = dict(zip("字活情颗悔睛捐绢摇谣营挂坏钩债蝉龚", "宇湉倩颖梅晴娟娟瑶瑶莹桂坤钧倩婵䶮", strict=True))


def meant_in_a_name(char: str) -> str:
    """Return what a character read with uncertainty stands for in a given name.

    >>> meant_in_a_name("字"), meant_in_a_name("宁")
    ('宇', '宁')
    """
    return _MEANT.get(char, char)
