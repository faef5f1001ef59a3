"""Where OpenCC's longest match would take the beginning of one word for the end of another.

Its dictionary knows 年历 (a calendar), so it reads 多年历史 as 年历 and 史. The words below are so much more frequent than
what could end inside them that the text is parted before each of them. Found by comparing, on newspaper text, what
OpenCC makes of sentences and of their words one by one.
"""

import re

# By the character that goes wrong.
WORDS = (
    "历史|历程|历年来|历经"
    "|发展|发现|发生|发出|发放|发言|发布|发起|发扬|发酵|发电|发售|发达|发送|发挥|发动|发明|发射|发表|发育|发改|发掘|发回|发行|发函|发文|发型"
    "|制度|制造|制作|制定|制约|制式|制品|制药|制裁|制止"
    "|注重|注意|注册|注销|注入"
    "|系列|系统|系数"
    "|复杂|复核|复查|复工|复印|复合"
    "|干部|干预|干扰|干净|干警|干群|干燥|干流|干线"
    "|面向|面临|面对|面积|面前|面貌|面板|面试|面谈|面世|面条|面粉|面包"
    "|里程|里约|里面"
    "|只有|只要|只是|只能|只得|只争"
    "|出席|出现|出口|出台|出版|出征|出台|出来|出任"
    "|征程|征求|征集"
    "|俱乐部|俱樂部|签署|签约|签订|签到"
    "|台风|台账|台胞"
    "|冲突|冲击|冲刺|斗争|北斗"
    "|致以|致力|致死|致富|困境|困难|表现|表示|表明|表彰|标注|理念|团伙|伙伴|周期|采用|采取|采编|采访|几度|几百|几十|几千"
    "|云南|克里姆|钟爱|尽快|尽力|局限|布局|布控|摆布|回归|回复|于都|借助|游客|游乐|游戏|游船|游玩|下游|扎实|准备|准确"
)
BEFORE = re.compile(
    # A word of the list, unless what stands before it makes a longer one: 日历史|料, 饼干|部, 和面|粉, 吃面|包 ...
    rf"(?={WORDS})(?<![理毛头美护染脱烫](?=发))(?<![饼精树才骨主若能相干](?=干))(?<![方里前后上下表对两四封画片场局情市](?=面))"
    rf"(?<![这那哪](?=里[面约程]))(?<![家乡公](?=里程))(?<![日农](?=历史))(?<!扎(?=扎实))"
    # 一个中国, 首个中心: no 个中, which is the inside story.
    "|(?<=个)(?=中[国心央共华文科])"
    # 指明了方向, 查明了事故: no 明了, which is clear.
    "|(?<=[指查说表证声阐标写点判探摸]明)(?=了)"
    # 并 after a stop joins clauses and merges nothing; 并发布 is no 并发.
    r"|(?<=[，。；：、]并)|(?<=并)(?=发[布表送起出行放生])"
    # 方面条件, 见面条件: no noodles.
    "|(?<=面)(?=条[件款约例目])"
    # 晚上复赛, 基础上复交: no 上复, which is to report to a superior. 健康干杯: no 康乾, two reigns.
    "|(?<=上)(?=复[交学课航赛试产牌苏兴工查核印])|(?<=康)(?=乾杯)"
    # 负责人参加: no 人参, which is a root.
    "|(?<=人)(?=参[加与观会赛展考照保选战军训演评谋见建])"
    # 鍛鍊形式: no 鍊形, a name.
    "|(?<=鍛鍊)(?=形)"
    # 领导出席, 引导出行: no export.
    "|(?<=[领引指辅])导(?=出[席来台面任行游版口])"
)
# What the match consumes belongs to the word before the parting.


def partings(text: str) -> list[int]:
    """Return the offsets where a text is parted, so that no dictionary word reaches over them."""
    return [match.end() for match in BEFORE.finditer(text)]
