"""Variants of one character (异体字) that are, in law, different names: 昇 is not 升, whoever reads it.

After 《第一批异体字整理表》 of 1955 with the changes to it until 《通用规范汉字表》 of 2013, which made 昇, 堃, 喆, 淼,
锺 and forty others characters in their own right again; added are surnames of the withdrawn simplification of 1977 (肖
for 萧, 付 for 傅, 闫 for 阎, 代 for 戴) and variants met in names. Traditional forms are not here (`traditional`).
"""

_GROUPS = """
庵菴 暗晻 案桉 鞍鞌 岸㟁 坳㘭 鳌鼇 翱翺 霸覇 柏栢 稗粺 坂岅阪 帮幚幇 膀髈 榜牓 刨鉋鑤 褓緥 宝寳 褒襃 备俻 悖誖 杯桮
奔犇奔逩 痹痺 逼偪 毙獘 秘祕 弊𡚁 秕粃 遍徧 膘臕 鳖鼈 瘪㿜 冰氷 幷竝 钵盋 博愽 驳駮 脖𩓐 睬倸 踩跴 采寀 彩綵 惭慙
参㕘葠蓡 草艸 操𢮥撡 策筞筴 碴𦉆 察詧 插揷 铲剗 谄謟 尝甞 肠膓 场塲 扯撦 嗔瞋 趁趂 乘乗椉 澄澂 塍堘 翅翄 敕勅勑 仇讐
瞅矁𥄨 酬酧詶醻 绸紬 锄鉏 厨㕑 船舩 创剏剙 窗𥦗窓窻牕牎 捶搥 棰箠 春旾 醇醕 蠢惷 淳湻 词䛐 辞辤 匆悤怱 粗觕麤 蹴蹵
篡簒 脆脃 悴顇 村邨 锉剉挫 瘩𤺥 呆騃 玳瑇 啖啗噉 淡澹 耽躭 挡攩 捣𢷬 岛㠀嶋 德悳 凳櫈 抵觝 蒂蔕 雕凋琱 蝶蜨 叠曡疉
喋啑 碇椗矴 动働 兜兠 斗鬦鬪鬭 睹覩 妒妬 敦㪟 惇㥫 遁遯 墩墪 朵朶 垛垜 跺跥 额頟 扼搤 萼蕚 峨峩 鹅鵞䳘 婀娿婐 厄阨戹
讹譌 恩㤙 尔尒 罚罸 筏栰 法灋㳒 繁緐 翻飜繙 凡凢 帆㠶颿 泛氾 仿彷髣倣 痱疿 废癈 氛雰 蜂蠭䗬 峰峯 俯俛頫 佛髴 妇媍 附坿
麸粰䴸 戛戞 嘎嘠 丐匄匃 槪槩 赣贑灨 乾乹亁 扛摃 肛疘 皋皐臯 槁槀 糕餻 稿稾 胳肐骼 歌謌 耕畊 粳稉粇秔 鲠骾 躬躳 构搆
菇菰 鼓皷 挂罣 括𢬸 怪恠 管筦 罐鑵 规槼 瑰瓌 函圅 悍猂 焊釬銲 捍扞 嗥嘷獋 皓皜暠晧 盍盇 和龢咊 哄閧 呼虖嘑謼 糊䊀 话䛡
花芲蘤华 獾貛䝔 欢懽讙驩 恍怳 晃㨪晄 蛔蛕蚘痐蜖 辉煇 回廻逥 徽幑 魂䰟 混溷 昏昬 祸旤 羁覊 楫檝 绩勣 期朞 赍賷 假叚
夹裌袷 笺牋椾 剑劒 鉴鍳 缄椷 碱鹻堿 剪翦 茧蠒 侥徼儌 叫呌 剿勦𠞰 秸稭 阶堦 洁絜 劫刼刧刦 捷㨗 紧𦂳𦃂 阱穽 胫踁 炯烱
迥逈 韭韮 救捄 纠糺 揪揫 厩廐 巨鉅 矩榘 局跼 据㨿 举擧 飓𩗗 狷獧 眷睠 倦勌 橛橜 撅噘 俊儁㑺隽 浚濬 慨嘅 刊栞 瞰矙 侃偘
坎埳 糠穅粇 炕匟 考攷 咳欬 剋尅 肯肎 坑阬 寇宼㓂 叩敂 裤袴 脍鱠 款欵 矿鑛 馈餽 愧媿 窥闚 昆崑崐 坤堃 阔濶 辣辢 腊臈
赖頼 懒嬾 婪惏 螂蜋 琅瑯 楞愣 厘釐 历𠪱歴 莅涖 犁犂 梨棃 隶隷𨽻 藜蔾 栗凓 璃琍瓈 荔茘 廉亷㢘 镰䥥 奁匳匲籢 敛歛 麟麐
吝恡 邻隣 淋痳 磷燐粦 菱蔆 留㽞畱𤱊 琉瑠璢 瘤癅 柳栁桺 弄衖挵 橹艪㯭艣樐 碌磟 戮剹勠 炉鑪 绿菉 略畧 仑崘崙 裸躶臝 骡驘
骂傌 麻蔴 蟆蟇 脉衇䘑 虻蝱 冒冐 帽㡌 卯夘戼 梅楳槑 眯瞇 觅覔 绵緜 眇𦕈 渺𣺌淼 妙玅 咩𠴟哶 泯冺 命𠇮 冥㝠𠖇 馍饝 谟謩
幕幙 亩𤰜畮畆𤱈畂 拿㧱挐 奶嬭妳 乃迺廼 楠枏柟 闹閙 嫩嫰 霓蜺 你妳 昵暱 拟儗 拈撚 粘黏 年秊 袅嬝褭 啮囓 捏揑 涅湼 孽孼
宁寕寗甯 农辳 衄衂䶊 暖煖㬉煗 糯穤稬 挪挼捼 炮砲礮 胚肧 碰掽踫 毗毘 匹疋 飘飃 凭凴 瓶缾 迫廹 戚慽 启唘 棋碁 憩憇 铅鈆
愆諐 强彊 襁繦 樯艢 羌𦍑羗 憔顦癄 跷蹻 峭陗 荞荍 锹鍫 惬㥦 寝寑 勤懃 琴琹 揿搇 丘坵邱 鳅鰌 秋秌龝 球毬 曲麴 驱駈敺
券劵 榷搉𣙜 却㕁 群羣 裙帬裠 冉冄 髯髥 韧靱靭 饪餁 衽袵 妊姙 冗宂 绒羢毧 熔鎔 融螎 蠕蝡 软輭 蕊蕋橤蘂 睿叡 箬篛 飒䬃
腮顋 伞𠌂繖 散㪚 桑桒 涩澁濇 鳝鱓 膳饍 膻羴 筲䈰 蛇虵 射䠶 深㴱 愼昚 升陞昇 剩賸 是昰 实寔 时旹 视眡眎 柿柹 倏倐儵
庶庻 漱潄 疏疎 薯藷 饲飤 祀禩 俟竢 似佀 嗽𠻳 搜蒐 宿㝛 诉愬 苏蘓甦 琐𤨏 锁鎻 塔墖 拓搨 坛壜 袒襢 趟䟖蹚䠀 糖餹 掏搯
绦縚 剃薙鬀 啼嗁 蹄蹏 眺覜 筒筩 同仝 峒峝 偷媮 兔兎兔 腿骽 颓穨 臀臋 驮䭾 驼駞 拖拕 蛙鼃 袜韈韤 浣澣 碗盌椀㼝 亡亾
望朢 往徃 罔㒺 喂餧 吻脗 蚊螡蟁 瓮罋 污汚 坞隖 忤啎 嘻譆 溪谿 晰晳皙 熙熈𤋮 戏戯 膝䣛 狭陿 衔衘啣 仙僊 鲜尠鱻尟 娴嫺
涎㳄 享亯 饷饟 笑咲 效効傚 胁脇 邪衺 蟹蠏 燮爕 绁絏 鞋鞵 携㩗擕㩦 欣訢 胸胷 修脩 叙敍 勖勗 恤䘏賉 婿壻 喧諠 楦楥
萱萲蕿蘐藼 璇璿 靴鞾 熏薰 徇狥 寻𡬶 巡廵 鸦鵶 丫枒 雁鴈 验騐 烟煙菸 胭臙 燕鷰 檐簷 岩巗嵒 焰燄 艳豓 宴讌醼 扬颺敭 淆殽
耀燿 咬齩 拗抝 窑窰 夭殀 野埜壄 夜亱 烨爗 翳瞖 异異 咿吚 移迻 以㕥㠯 因囙 殷慇 饮㱃 淫婬滛 喑瘖 堙陻 阴隂 吟唫 姻婣
罂甖 颖頴 映暎 莺鸎 涌湧 恿慂惥 雍雝 于於 寓庽 愈瘉 郁鬰欝 冤寃𡨘 猿猨蝯 杂襍 匝帀 灾烖菑 再𠕅𠕂 咱喒𠴰偺倃 赞賛 簪簮
葬𦵏塟 唣唕 糟蹧 札剳劄 闸牐 榨搾 扎紥 咤吒 寨砦 斋亝 盏琖醆 毡氊 崭嶃 暂蹔 獐麞 照炤 棹櫂 浙淛 辄輙 谪讁 哲喆 慑慴讋
鸩酖 砧碪 珍珎 侦遉 卮巵 帙袟袠 址阯 置寘 祇衹秖 纸帋 稚穉稺 侄姪妷 冢塚 咒呪 帚箒 煮煑 箸筯 伫竚 砖甎塼 撰譔 专耑
馔籑 妆粧 斫斵斮 桌槕 姊姉 鬃騌騣鬉 棕椶 卒䘚 纂篹 钻鑚 最㝡冣 罪辠 樽罇 佩珮 佑祐 钟鍾锺 涂凃 姜薑 萧肖 傅付 阎闫
戴代 荣栄 松枩 妍姸 梁樑
"""
"""The form of the national table first, then its variants."""


def _partners() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in _GROUPS.split():
        for character in group:
            found.setdefault(character, set()).update(group)
    return {character: frozenset(others - {character}) for character, others in found.items()}


_PARTNERS = _partners()


def are_variants(first: str, second: str) -> bool:
    """Tell whether two characters are variants of one another.

    >>> are_variants("昇", "升"), are_variants("升", "生"), are_variants("升", "升")
    (True, False, False)
    """
    return second in _PARTNERS.get(first, frozenset())


def differ_in_variants(first: str, second: str) -> bool:
    """Tell whether two names differ, and only where each has a variant of the other's character.

    >>> differ_in_variants("陈昇", "陈升"), differ_in_variants("陈昇", "李升"), differ_in_variants("陈昇", "陈昇")
    (True, False, False)
    """
    if first == second or len(first) != len(second):
        return False
    return all(a == b or are_variants(a, b) for a, b in zip(first, second, strict=True))
