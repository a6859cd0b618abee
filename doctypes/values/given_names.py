"""Characters that given names hardly ever hold, and those that readers make them of.

Readers are taught on running text, where 字 is a hundred times as frequent as 宇; in given names it is the other way.
"""

_MEANT = dict(zip("字活情颗悔睛捐绢摇谣营挂坏钩债蝉龚", "宇湉倩颖梅晴娟娟瑶瑶莹桂坤钧倩婵䶮", strict=True))

_RARE = """
赟翀旻玘珺琰祎瑄弢垚喆彧淼焱晔翊璟珩昶骁旸湉堃嫣懿钰甯炜煜玥宸瑾祺珏婧婕妤昕晗晟晖珂琪瑶瑜璇璐瑗璋琨琛琬琮铭铮锴鑫翎翾骏骐骢骅
霏霖雯韬颉飏颢皓皞昊旭昱昀昉晏暄暐曦朔杼杞桓桢楠楷榕槿櫆毓沅沁沐泓泠洵洺浠浚涵淇淦渝湛湜溦滢潇澍澈濡瀚灏炀炅烨焓焕焜煊熙熠燊燚爔犇
玙玚玢玟珈珞珣珮琅琇琦琲瑀瑛璘璨瓒甄皙睿矞祐祚禛禹秭稷竑竣笙筠箐翯聿芃芊芮苒苓苡茗茜荃荞莀莞莹菀菁菡萱葳蓁蓉蔚蕊薇藜蘅虔蕴袆诩谆谧
赓轶邈醴镕镝霁霈靓颀颖馥骊鹂黛龢倩偲俪俨僖兖劼勖卿奕妍姝姣娅娉娴婵媛嫒嬿嵘巍帏彤忞恺悫愔憬戬攸斐旖昙曌杉栩栾桦梵棣棠楹榛樾沣
"""
RARE = frozenset("".join(_RARE.split()))
"""Characters that given names hold and running text seldom does."""


def meant_in_a_name(char: str) -> str:
    """Return what a character read with uncertainty stands for in a given name.

    >>> meant_in_a_name("字"), meant_in_a_name("宁")
    ('宇', '宁')
    """
    return _MEANT.get(char, char)
