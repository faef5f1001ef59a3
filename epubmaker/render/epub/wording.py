"""The words that the book says by itself, in both scripts."""

from dataclasses import dataclass

from epubmaker.render.fonts import is_traditional


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word of the book that is not the newspaper's."""

    cover: str = "封面"
    masthead: str = "报头"
    contents: str = "目录"
    pages: str = "版面"
    landmarks: str = "导览"
    body: str = "正文"
    page_matter: str = "版面其他内容"
    index: str = "索引"
    keywords: str = "关键词"
    untitled: str = "无题"
    picture: str = "新闻图片"
    facsimile: str = "版面"
    facsimile_alt: str = "{page}的原版图像，其中{number}篇文章可以点开"
    facsimile_articles: str = "本版文章"
    unknown_paper: str = "报纸"
    inferred: str = "（推定）"
    issue: str = "总第{number}期"
    newspaper: str = "报纸"
    paper_edition: str = "纸质版"
    cover_alt: str = "{title}封面"
    summary: str = "本书为可重排的文字版报纸，有目录、导览和标题层级，阅读顺序为逐篇阅读。"
    summary_pages: str = "另有与纸质版对应的版面列表。"
    contains: str = "本期要目："
    previous: str = "上一篇"
    following: str = "下一篇"
    way: str = "篇目导览"
    length: str = "约{number}字"
    note: str = "注"
    back: str = "返回正文"
    advertisement: str = "广告"
    weather: str = "天气"
    notice: str = "启事"
    colophon: str = "版权与编辑"
    folio: str = "版次"
    column_label: str = "栏目"
    noise: str = "零散文字"
    unplaced: str = "未归位文字"
    collection: str = "合订本"
    editions: str = "共{number}期"


_SIMPLIFIED = Wording()
_TRADITIONAL = Wording(
    masthead="報頭",
    contents="目錄",
    landmarks="導覽",
    page_matter="版面其他內容",
    keywords="關鍵詞",
    untitled="無題",
    picture="新聞圖片",
    facsimile_alt="{page}的原版圖像，其中{number}篇文章可以點開",
    unknown_paper="報紙",
    issue="總第{number}期",
    newspaper="報紙",
    paper_edition="紙質版",
    summary="本書為可重排的文字版報紙，有目錄、導覽和標題層級，閱讀順序為逐篇閱讀。",
    summary_pages="另有與紙質版對應的版面列表。",
    note="註",
    way="篇目導覽",
    length="約{number}字",
    advertisement="廣告",
    weather="天氣",
    notice="啟事",
    colophon="版權與編輯",
    column_label="欄目",
    noise="零散文字",
    unplaced="未歸位文字",
    collection="合訂本",
)


def wording(language: str) -> Wording:
    """Return the book's own words for a BCP 47 language tag."""
    return _TRADITIONAL if is_traditional(language) else _SIMPLIFIED
