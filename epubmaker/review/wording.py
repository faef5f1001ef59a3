"""The words of the interface, in Chinese and English."""

from __future__ import annotations

from epubmaker.model import Role
from epubmaker.review.markup import Html, tag

WORDS: dict[str, tuple[str, str]] = {
    "desk": ("校样", "Proof desk"),
    "language": ("English", "中文"),
    "theme": ("明暗", "Light or dark"),
    "skip": ("跳到稿件", "Skip to the articles"),
    "first": ("先看这里", "What to look at first"),
    "no-doubts": ("没有存疑之处。", "Nothing is in doubt."),
    "next": ("下一处疑点", "Next doubt"),
    "previous": ("上一处疑点", "Previous doubt"),
    "masthead": ("报头", "Masthead"),
    "field": ("项目", "Field"),
    "value": ("内容", "Value"),
    "evidence": ("依据", "Evidence"),
    "inferred": ("推断", "inferred"),
    "none": ("未见", "not found"),
    "title": ("报名", "Title"),
    "publisher": ("出版者", "Publisher"),
    "date": ("日期", "Date"),
    "weekday": ("星期", "Weekday"),
    "lunar_date": ("农历", "Lunar date"),
    "issue_number": ("期号", "Issue number"),
    "page": ("版次", "Page"),
    "statistics": ("统计", "Statistics"),
    "lines": ("行", "Lines"),
    "articles": ("稿件", "Articles"),
    "paragraphs": ("段落", "Paragraphs"),
    "characters": ("字", "Characters"),
    "joins-moved": ("移接", "Joins over a jump"),
    "joins-unsure": ("没有把握的接缝", "Unsure joins"),
    "edits": ("文字修整", "Changes to the text"),
    "corrections": ("人工校正", "Corrections by hand"),
    "source": ("原文", "Source"),
    "drawing": ("版面", "The page"),
    "picture": ("图片", "picture"),
    "line": ("行", "Line"),
    "other": ("报头、天气、广告等", "Masthead, weather, advertisements"),
    "unplaced": ("未归入稿件", "In no article"),
    "no-headline": ("（无标题）", "(no headline)"),
    "moved": ("移接", "moved"),
    "unsure": ("存疑", "unsure"),
    "join": ("接缝", "Join"),
    "instead": ("也可能接", "It could also go on with"),
    "confidence": ("把握", "confidence"),
    "close": ("关闭", "Close"),
    "help": (
        "Alt+↓、Alt+↑：下一处、上一处疑点。Tab 到段落上，原文的行即亮起；点原文的行，所在段落亮起。",
        "Alt+↓ and Alt+↑: next and previous doubt. Tab to a paragraph to light up its source lines.",
    ),
    "join-moved": ("移接", "Moved join"),
    "join-unsure": ("接缝存疑", "Unsure join"),
    "headline-unsure": ("标题归属存疑", "Headline may belong elsewhere"),
    "byline-doubtful": ("署名存疑", "Byline in doubt"),
    "byline-unsure": ("署名存疑", "Byline in doubt"),
    "repair-withheld": ("未作的移接", "Repair withheld"),
    "order-doubtful": ("次序存疑", "Order in doubt"),
    "masthead-misread": ("日期误识", "Date misread"),
    "mojibake": ("疑为乱码", "Perhaps decoded wrongly"),
    "mojibake-mended": ("乱码已复原", "Wrong decoding led back"),
    "private-use": ("私用区字符", "Private-use characters"),
    "undecodable": ("缺损字符", "Lost characters"),
    "truncated": ("段末残缺", "Paragraph breaks off"),
    "mark-lost": ("句末缺标点", "Stop missing"),
    "ocr-residue": ("疑有误识", "Perhaps misread"),
    "ocr-suggestion": ("疑有误识", "Perhaps misread"),
    "quote-unpaired": ("引号不成对", "Quotation mark without its pair"),
    "masthead-inferred": ("日期为推断", "Date inferred"),
    "masthead-undated": ("没有日期", "No date"),
    "masthead-date-conflict": ("日期矛盾", "Dates disagree"),
    "undo": ("撤销", "Undo"),
    "correct": ("校正", "Correct"),
    "text-of-line": ("这一行的文字", "Text of this line"),
    "retype": ("改字", "Retype"),
    "split-here": ("在光标处分成两行", "Split the line at the cursor"),
    "break-here": ("自此行分段", "Paragraph begins here"),
    "follows": ("接在此行之后：行号", "Let it follow line number"),
    "do-join": ("相接", "Join"),
    "role": ("这一行是", "This line is"),
    "set": ("设定", "Set"),
    "paragraph": ("段落", "Paragraph"),
    "move-up": ("上移", "Move up"),
    "move-down": ("下移", "Move down"),
    "join-previous": ("并入上一段", "Join to the paragraph before"),
    "move-to": ("移到稿件", "Move to article"),
    "region": ("版面上的这一块", "This part of the page"),
    "give-to": ("归入稿件", "Give it to article"),
    "rows": ("行", "lines"),
    "article-here": ("新稿件自此段起", "New article begins here"),
    "article": ("稿件", "Article"),
    "merge-previous": ("并入上一稿件", "Append to the article before"),
    "article-up": ("稿件上移", "Article up"),
    "article-down": ("稿件下移", "Article down"),
    "use-as": ("用作", "Use as"),
    "of-article": ("所属稿件", "of article"),
    "choose-this": ("改接", "Join instead:"),
    "confirm": ("接得对", "The join is right"),
    "break-join": ("此处分段", "A paragraph ends here"),
    "saving": ("保存中……", "Saving …"),
    "saved": ("已保存", "Saved"),
    "undone": ("已撤销", "Taken back"),
    "failed": ("没有保存", "Not saved"),
    "trouble": ("现在无法显示校样", "The proof cannot be shown now"),
    "mend-corrections": (
        "请改正校正文件并存盘，然后重新载入。",
        "Mend the corrections file, save it, and load this page again.",
    ),
    "mend-source": (
        "请把原文文件放回原处或改正，然后重新载入。",
        "Put the text file back or mend it, and load this page again.",
    ),
    "mend-other": (
        "请重新载入；若仍不行，请重新启动校样。",
        "Load this page again; if that does not help, start the desk anew.",
    ),
    "load-again": ("重新载入", "Load again"),
    "headline": ("主题", "headline"),
    "kicker": ("引题", "kicker"),
    "deck": ("副题", "deck"),
    "column": ("栏目", "column"),
    "byline": ("署名", "byline"),
}
ROLES: dict[Role, tuple[str, str]] = {
    Role.BODY: ("正文", "text"),
    Role.CROSSHEAD: ("小标题", "crosshead"),
    Role.HEADLINE: ("主题", "headline"),
    Role.KICKER: ("引题", "kicker"),
    Role.DECK: ("副题", "deck"),
    Role.BYLINE: ("署名", "byline"),
    Role.CAPTION: ("图注", "caption"),
    Role.CREDIT: ("摄影", "credit"),
    Role.LABEL: ("提示语", "label"),
    Role.COLUMN_LABEL: ("栏目", "column label"),
    Role.JUMP_LINE: ("转接行", "jump line"),
    Role.MASTHEAD: ("报头", "masthead"),
    Role.FOLIO: ("版次行", "folio"),
    Role.ADVERTISEMENT: ("广告", "advertisement"),
    Role.WEATHER: ("天气", "weather"),
    Role.NOTICE: ("启事", "notice"),
    Role.COLOPHON: ("编辑栏", "colophon"),
    Role.NOISE: ("噪音", "noise"),
}


FORMS: dict[str, tuple[str, str]] = {
    "head-row": ("表头", "names of columns"),
    "row": ("表格行", "row of a table"),
    "item": ("列表项", "list item"),
    "stanza": ("诗节首行", "first line of a stanza"),
    "verse": ("诗行", "line of verse"),
    "question": ("问", "question"),
    "answer": ("答", "answer"),
    "turn": ("对话", "turn of speech"),
    "signature": ("落款", "signature"),
    "contact": ("联系方式", "contact"),
}


def word(key: str) -> Html:
    """Return a word of the interface, in Chinese; the page turns it into English where that is asked for."""
    return tag("span", WORDS[key][0], data_t=key) if key in WORDS else tag("code", key)


def role_word(role: Role | str) -> Html:
    """Return the name of a role."""
    return tag("span", ROLES[Role(role)][0], data_t=f"role-{role}")


def form_word(form: str) -> Html:
    """Return the name of a form of text."""
    return tag("span", FORMS[form][0], data_t=f"form-{form}")


def dictionary() -> dict[str, tuple[str, str]]:
    """Return all words by key, Chinese and English."""
    named = {f"role-{role}": words for role, words in ROLES.items()}
    return WORDS | named | {f"form-{form}": words for form, words in FORMS.items()}
