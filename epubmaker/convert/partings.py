"""Where OpenCC's longest match would take the beginning of one word for the end of another.

Its dictionary knows 年历 (a calendar), so it reads 多年历史 as 年历 and 史. The words below are so much more frequent than
what could end inside them that the text is parted before each of them. Found by comparing, on newspaper text, what
OpenCC makes of sentences and of their words one by one.
"""

from epubmaker.text import patterns as re

BEFORE = re.compile(
    # What stands behind the place, of all but one of the rules: a look at one character decides nearly everywhere.
    "(?=[中了发后并须面条复乾参覆云形成线导])(?:"
    # 一个中国, 首个中心: no 个中, which is the inside story.
    "(?<=个)(?=中[国心央共华文科])"
    # 指明了方向, 查明了事故: no 明了, which is clear.
    "|(?<=[指查说表证声阐标写点判探摸列讲申言注载挑发聪文简]明)(?=了)"
    # 并发布 is no 并发.
    "|(?<=并)(?=发[布表送起出行放生])"
    # 10天后, 三十余天后: no goddess.
    r"|(?<=[0-9０-９一二两三四五六七八九十百几数多余半整]天)(?=后)"
    # 首相并未反对, 程序并成立: 并 that joins clauses; 院长须总负: no beard.
    "|(?<=[相序火合兼](?=并[未不非没无]))|(?<=[校院局市县区镇乡处科部站所队组班团社会首船家董行厂店台]长)(?=须)"
    # 方面条件, 见面条件, 美签和面签: no noodles.
    "|(?<=和)(?=面签)|(?<=面)(?=条[件款约例目])"
    # 晚上复赛, 基础上复交: no 上复, which is to report to a superior. 健康干杯: no 康乾, two reigns.
    "|(?<=上)(?=复[交学课航赛试产牌苏兴工查核印])|(?<=康)(?=乾杯)"
    # 负责人参加, 海参谋长: no root, and nothing of the sea. 张高丽参加: no root of Korea.
    "|(?<=[人丽海党])(?=参[加与观会赛展考照保选战军训演评谋见建])"
    # 多重覆蓋: no repetition; 首批覆蓋: no answer to a request. 拿云计算来说: no 拏雲.
    "|(?<=[重批])(?=覆蓋)|(?<=拿)(?=云)"
    # 鍛鍊形式: no 鍊形, a name.
    "|(?<=鍛鍊)(?=形)"
    # 单集成本: nothing integrated. 在线下店铺: offline, and nothing online.
    "|(?<=[集期])(?=成本)|(?<=在)(?=线下|线上(?![课传报网学教办申]))"
    # 领导出席, 引导出行: no export.
    "|(?<=[领引指辅])导(?=出[席来台面任行游版口]))"
    # 并 after a stop joins clauses and merges nothing.
    "|(?<=[，。；：、]并)(?![购吞拢轨案]|网[发运]|发症)"
)
# What the match consumes belongs to the word before the parting.


def partings(text: str) -> list[int]:
    """Return the offsets where a text is parted, so that no dictionary word reaches over them."""
    return [match.end() for match in BEFORE.finditer(text)]
