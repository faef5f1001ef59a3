"""Chinese family names: of two characters, and the single ones that are common, in both scripts."""

from epubmaker.text import patterns as re
from epubmaker.text.ideographs import is_ideograph

COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..", "欧阳上官司马诸葛东方皇甫尉迟公孙令狐慕容司徒夏侯轩辕长孙宇文端木申屠歐陽諸葛東方尉遲公孫長孫"
    )
)
SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路"
    "岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉"
    "饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺"
    "冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺居干后逯厉束佘阙支咸仝国肖付闫代钭麻强"
    "骆裘缪湛狄昝贲钮嵇荀芮羿邴隗宓郗邰莘逄郦璩扈郏茹宦庾夔厍晁訾阚蒯桓"
    "張劉陳楊黃趙吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻餘鍾範譚鄒陸顧龍萬錢湯喬賀賴龔龐樊蘭嚴溫韋畢聶齊莊塗關紀歐項陽衛單寧閔華車邊饒滕鄔蒼駱繆鈕酈闞"
)
GAPS = re.compile("[ \u3000]")
LONGEST = 4  # characters of a Chinese name


def is_name(text: str) -> bool:
    """Say whether a text may be one Chinese name and nothing else; two characters may stand apart."""
    name = GAPS.sub("", text)
    return 2 <= len(name) <= LONGEST and name[0] in SURNAMES and all(map(is_ideograph, name))


def parted_names(words: str) -> tuple[str, ...]:
    """Return the names in words between which blanks were lost: the fewest that begin with family names, or none."""
    fewest: dict[int, tuple[str, ...]] = {len(words): ()}
    for start in range(len(words) - 2, -1, -1):
        ways = [
            (words[start:end], *fewest[end])
            for end in (start + 3, start + 2)
            if end in fewest and is_name(words[start:end])
        ]
        if ways:
            fewest[start] = min(ways, key=len)
    return fewest.get(0, ())
