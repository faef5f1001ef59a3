"""What web pages say beside a text, in patterns: when it was posted, where it comes from, buttons, counters."""

from functools import cache

from epubmaker.text import patterns as re

S = r"[\s\u3000]*"
DATE = r"(?:19|20)[0-9]{2}(?:[-/.][0-9]{1,2}[-/.]|年[0-9]{1,2}月)[0-9]{1,2}日?"
TIME = r"(?:上午|下午|凌晨|早上|晚上|中午)?\s?[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?"
TOOL = (
    r"(?:打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|推荐给朋友|加入收藏|關閉|收藏|纠错|字[号體体](?:大小)?|默认|默認|放大|缩小|縮小|朗读|朗讀|听新闻|返回(?:首页|顶部|目录|列表|上页)?|回?(?:到)?(?:首页|顶部|頂部)"
    r"|[上下]一[篇版页頁期章]|(?:版面|标题|文章)(?:导航|概览|目录)|往期回顾|数字报|电子版|PDF(?:版|下载)?|下载|举报|檢舉|反馈|评论|留言|点赞|收起|展开(?:全文)?"
    r"|推荐|转发|分享|留言|回應|讚|按讚|檢舉|微博|微信|QQ空间|朋友圈|手机看新闻|扫一扫|A\+|A-|A|大|中|小|繁|简|繁體|简体|English)"
)
COUNTED = "(?:次数|量|数|人数|次)?"
COUNT = f"(?:讚|按讚|留言|阅读|閱讀|浏览|瀏覽|点击|點閱|访问|人气|点赞|赞|在看|转发|评论|分享|收藏|播放|跟贴){COUNTED}"
SOURCE = rf"(?:文章|信息|稿件|新闻)?(?:来源|來源|稿源|出处){S}[:：]{S}[^\s\u3000：:|｜【\[]{{2,16}}"
_HAN = "[\u4e00-\u9fff]"
_POSTED_AT = re.compile(f"{DATE}|{SOURCE}|字[号體体]")


def information(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a row that say when and where it was posted, and its buttons, where it says any.

    A button of one character counts only where it stands apart: 小 is a button, and a character of names.
    """
    if _POSTED_AT.search(text) is None:
        return []
    return [match.span() for match in _pieces().finditer(text)]


@cache
def _pieces() -> re.Pattern[str]:
    """Return the pattern of one piece, compiled when a page first asks for it."""
    when = rf"(?:(?:发布|发表|更新|刊发|發布|發表)?(?:时间|時間|日期|于)?{S}[:：]?{S})?{DATE}(?:{S}{TIME})?"
    sizes = rf"字[号體体](?:大小)?{S}[:：]?{S}(?:[大中小T\s\u3000|｜/]|[\[【（(][大中小][\]】）)])*(?!{_HAN})"
    count = rf"{COUNT}{S}[:：]{S}[0-9.,]+{S}[万萬]?次?"
    tool = rf"[【\[（(]?(?<!{_HAN}){TOOL}(?!{_HAN})[】\]）)]?"
    return re.compile(f"{when}|{SOURCE}|{sizes}|{count}|{tool}")
