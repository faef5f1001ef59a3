"""Offices, datelines and bylines in both scripts: one image, so that each pattern is written once.

Only the characters that stand in such words are folded, one for one, so that offsets stay; names keep their own. A short row
that names who wrote or photographed is a byline or a credit, not a title.
"""

from epubmaker.text import patterns as re

_PLAIN = str.maketrans(
    "報臺網記員實習評論編譯執筆統籌輯責對監製攝圖繪畫視頻導駐級見聯訊華電據綜體約稿撰劃間時會進經來關於為與說聞點採訪錄資轉專連線開發際財樂組",
    "报台网记员实习评论编译执笔统筹辑责对监制摄图绘画视频导驻级见联讯华电据综体约稿撰划间时会进经来关于为与说闻点采访录资转专连线开发际财乐组",
)
_WRITERS = r"记\s*者|通\s*讯\s*员|实习生|评论员|供图|摄影|摄$"
OFFICE = re.compile(_WRITERS)
LONGEST = 40  # characters of a row that credits four persons
_SENTENCE = re.compile("[，。；！？]")


def plain_offices(text: str) -> str:
    """Return a text with the characters of offices and datelines in their Simplified form; as long as it was."""
    return text.translate(_PLAIN)


def names_office(text: str) -> bool:
    """Say whether a short row without the marks of sentences names an office of a newspaper."""
    text = plain_offices(text.strip())
    return len(text) <= LONGEST and OFFICE.search(text) is not None and not _SENTENCE.search(text)
