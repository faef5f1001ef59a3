"""What a line of a newspaper page can be, in the newspaper's own terms."""

from enum import StrEnum


class Role(StrEnum):
    """The role of a line.

    masthead 报头  folio 版次行  headline 主题  kicker 引题（肩题）  deck 副题  byline 署名  dateline 电头  crosshead 小标题
    caption 图注  credit 摄影  column-label 栏目  label 提示语（新闻点）  jump-line 下转、上接  colophon 版权与编辑栏
    """

    BODY = "body"
    CROSSHEAD = "crosshead"
    HEADLINE = "headline"
    KICKER = "kicker"
    DECK = "deck"
    BYLINE = "byline"
    CAPTION = "caption"
    CREDIT = "credit"
    LABEL = "label"
    COLUMN_LABEL = "column-label"
    JUMP_LINE = "jump-line"
    MASTHEAD = "masthead"
    FOLIO = "folio"
    ADVERTISEMENT = "advertisement"
    WEATHER = "weather"
    NOTICE = "notice"
    COLOPHON = "colophon"
    NOISE = "noise"


FURNITURE = frozenset(
    {
        Role.MASTHEAD,
        Role.FOLIO,
        Role.ADVERTISEMENT,
        Role.WEATHER,
        Role.NOTICE,
        Role.COLOPHON,
        Role.COLUMN_LABEL,
        Role.NOISE,
    }
)
HEADER_GROUP = frozenset({Role.HEADLINE, Role.KICKER, Role.DECK, Role.BYLINE, Role.COLUMN_LABEL})
