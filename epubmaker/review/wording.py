"""The words of the interface, in Simplified Chinese, Traditional Chinese (in the words of Taiwan and Hong Kong) and English."""

from __future__ import annotations

from epubmaker.model import Role
from epubmaker.review.markup import Html, tag

Words = tuple[str, str, str]  # Simplified, Traditional, English

WORDS: dict[str, Words] = {
    "desk": ("校样", "校樣", "Proof desk"),
    "language": ("繁體", "English", "简体"),
    "theme": ("明暗", "明暗", "Light or dark"),
    "skip": ("跳到稿件", "跳到稿件", "Skip to the articles"),
    "first": ("先看这里", "先看這裡", "What to look at first"),
    "no-doubts": ("没有存疑之处。", "沒有存疑之處。", "Nothing is in doubt."),
    "next": ("下一处疑点", "下一處疑點", "Next doubt"),
    "previous": ("上一处疑点", "上一處疑點", "Previous doubt"),
    "masthead": ("报头", "報頭", "Masthead"),
    "field": ("项目", "項目", "Field"),
    "value": ("内容", "內容", "Value"),
    "evidence": ("依据", "依據", "Evidence"),
    "inferred": ("推断", "推定", "inferred"),
    "none": ("未见", "未見", "not found"),
    "title": ("报名", "報名", "Title"),
    "publisher": ("出版者", "出版者", "Publisher"),
    "date": ("日期", "日期", "Date"),
    "weekday": ("星期", "星期", "Weekday"),
    "lunar_date": ("农历", "農曆", "Lunar date"),
    "issue_number": ("期号", "期號", "Issue number"),
    "page": ("版次", "版次", "Page"),
    "statistics": ("统计", "統計", "Statistics"),
    "lines": ("行", "行", "Lines"),
    "articles": ("稿件", "稿件", "Articles"),
    "paragraphs": ("段落", "段落", "Paragraphs"),
    "characters": ("字", "字", "Characters"),
    "joins-moved": ("移接", "移接", "Joins over a jump"),
    "joins-unsure": ("没有把握的接缝", "沒有把握的接縫", "Unsure joins"),
    "edits": ("文字修整", "文字修整", "Changes to the text"),
    "corrections": ("人工校正", "人工校正", "Corrections by hand"),
    "source": ("原文", "原文", "Source"),
    "drawing": ("版面", "版面", "The page"),
    "picture": ("图片", "圖片", "picture"),
    "line": ("行", "行", "Line"),
    "other": ("报头、天气、广告等", "報頭、天氣、廣告等", "Masthead, weather, advertisements"),
    "unplaced": ("未归入稿件", "未歸入稿件", "In no article"),
    "no-headline": ("（无标题）", "（無標題）", "(no headline)"),
    "moved": ("移接", "移接", "moved"),
    "unsure": ("存疑", "存疑", "unsure"),
    "join": ("接缝", "接縫", "Join"),
    "instead": ("也可能接", "也可能接", "It could also go on with"),
    "confidence": ("把握", "把握", "confidence"),
    "close": ("关闭", "關閉", "Close"),
    "help": (
        "Alt+↓、Alt+↑：下一处、上一处疑点。Tab 到段落上，原文的行即亮起；点原文的行，所在段落亮起。",
        "Alt+↓、Alt+↑：下一處、上一處疑點。Tab 到段落上，原文的行即亮起；點一下原文的行，所在段落亮起。",
        "Alt+↓ and Alt+↑: next and previous doubt. Tab to a paragraph to light up its source lines.",
    ),
    "join-moved": ("移接", "移接", "Moved join"),
    "join-unsure": ("接缝存疑", "接縫存疑", "Unsure join"),
    "headline-unsure": ("标题归属存疑", "標題歸屬存疑", "Headline may belong elsewhere"),
    "byline-doubtful": ("署名存疑", "署名存疑", "Byline in doubt"),
    "byline-unsure": ("署名存疑", "署名存疑", "Byline in doubt"),
    "repair-withheld": ("未作的移接", "未作的移接", "Repair withheld"),
    "order-doubtful": ("次序存疑", "次序存疑", "Order in doubt"),
    "masthead-misread": ("日期误识", "日期誤識", "Date misread"),
    "mojibake": ("疑为乱码", "疑為亂碼", "Perhaps decoded wrongly"),
    "mojibake-mended": ("乱码已复原", "亂碼已復原", "Wrong decoding led back"),
    "private-use": ("私用区字符", "私用區字元", "Private-use characters"),
    "undecodable": ("缺损字符", "缺損字元", "Lost characters"),
    "truncated": ("段末残缺", "段末殘缺", "Paragraph breaks off"),
    "mark-lost": ("句末缺标点", "句末缺標點", "Stop missing"),
    "ocr-residue": ("疑有误识", "疑有誤識", "Perhaps misread"),
    "ocr-suggestion": ("疑有误识", "疑有誤識", "Perhaps misread"),
    "quote-unpaired": ("引号不成对", "引號不成對", "Quotation mark without its pair"),
    "masthead-inferred": ("日期为推断", "日期為推定", "Date inferred"),
    "masthead-undated": ("没有日期", "沒有日期", "No date"),
    "masthead-date-conflict": ("日期矛盾", "日期矛盾", "Dates disagree"),
    "undo": ("撤销", "復原", "Undo"),
    "correct": ("校正", "校正", "Correct"),
    "text-of-line": ("这一行的文字", "這一行的文字", "Text of this line"),
    "retype": ("改字", "改字", "Retype"),
    "split-here": ("在光标处分成两行", "在游標處分成兩行", "Split the line at the cursor"),
    "break-here": ("自此行分段", "自此行分段", "Paragraph begins here"),
    "follows": ("接在此行之后：行号", "接在此行之後：行號", "Let it follow line number"),
    "do-join": ("相接", "相接", "Join"),
    "role": ("这一行是", "這一行是", "This line is"),
    "set": ("设定", "設定", "Set"),
    "paragraph": ("段落", "段落", "Paragraph"),
    "move-up": ("上移", "上移", "Move up"),
    "move-down": ("下移", "下移", "Move down"),
    "join-previous": ("并入上一段", "併入上一段", "Join to the paragraph before"),
    "move-to": ("移到稿件", "移到稿件", "Move to article"),
    "region": ("版面上的这一块", "版面上的這一塊", "This part of the page"),
    "give-to": ("归入稿件", "歸入稿件", "Give it to article"),
    "rows": ("行", "行", "lines"),
    "article-here": ("新稿件自此段起", "新稿件自此段起", "New article begins here"),
    "article": ("稿件", "稿件", "Article"),
    "merge-previous": ("并入上一稿件", "併入上一稿件", "Append to the article before"),
    "article-up": ("稿件上移", "稿件上移", "Article up"),
    "article-down": ("稿件下移", "稿件下移", "Article down"),
    "use-as": ("用作", "用作", "Use as"),
    "of-article": ("所属稿件", "所屬稿件", "of article"),
    "choose-this": ("改接", "改接", "Join instead:"),
    "confirm": ("接得对", "接得對", "The join is right"),
    "break-join": ("此处分段", "此處分段", "A paragraph ends here"),
    "twice": ("排印两次，只读一次", "排印兩次，只讀一次", "set twice, read once"),
    "read-twice": ("第二份也读", "第二份也讀", "Read the second copy too"),
    "saving": ("保存中……", "儲存中……", "Saving …"),
    "saved": ("已保存", "已儲存", "Saved"),
    "undone": ("已撤销", "已復原", "Taken back"),
    "failed": ("没有保存", "沒有儲存", "Not saved"),
    "trouble": ("现在无法显示校样", "現在無法顯示校樣", "The proof cannot be shown now"),
    "mend-corrections": (
        "请改正校正文件并存盘，然后重新载入。",
        "請改正校正檔並存檔，然後重新載入。",
        "Mend the corrections file, save it, and load this page again.",
    ),
    "mend-source": (
        "请把原文文件放回原处或改正，然后重新载入。",
        "請把原文檔案放回原處或改正，然後重新載入。",
        "Put the text file back or mend it, and load this page again.",
    ),
    "mend-other": (
        "请重新载入；若仍不行，请重新启动校样。",
        "請重新載入；若仍不行，請重新啟動校樣。",
        "Load this page again; if that does not help, start the desk anew.",
    ),
    "load-again": ("重新载入", "重新載入", "Load again"),
    "headline": ("主题", "主題", "headline"),
    "kicker": ("引题", "引題", "kicker"),
    "deck": ("副题", "副題", "deck"),
    "column": ("栏目", "欄目", "column"),
    "byline": ("署名", "署名", "byline"),
}
ROLES: dict[Role, Words] = {
    Role.BODY: ("正文", "正文", "text"),
    Role.CROSSHEAD: ("小标题", "小標題", "crosshead"),
    Role.HEADLINE: ("主题", "主題", "headline"),
    Role.KICKER: ("引题", "引題", "kicker"),
    Role.DECK: ("副题", "副題", "deck"),
    Role.BYLINE: ("署名", "署名", "byline"),
    Role.CAPTION: ("图注", "圖說", "caption"),
    Role.CREDIT: ("摄影", "攝影", "credit"),
    Role.LABEL: ("提示语", "提示語", "label"),
    Role.COLUMN_LABEL: ("栏目", "欄目", "column label"),
    Role.JUMP_LINE: ("转接行", "轉接行", "jump line"),
    Role.MASTHEAD: ("报头", "報頭", "masthead"),
    Role.FOLIO: ("版次行", "版次行", "folio"),
    Role.ADVERTISEMENT: ("广告", "廣告", "advertisement"),
    Role.WEATHER: ("天气", "天氣", "weather"),
    Role.NOTICE: ("启事", "啟事", "notice"),
    Role.COLOPHON: ("编辑栏", "編輯欄", "colophon"),
    Role.NOISE: ("噪音", "雜訊", "noise"),
}


FORMS: dict[str, Words] = {
    "head-row": ("表头", "表頭", "names of columns"),
    "row": ("表格行", "表格列", "row of a table"),
    "item": ("列表项", "清單項目", "list item"),
    "stanza": ("诗节首行", "詩節首行", "first line of a stanza"),
    "verse": ("诗行", "詩行", "line of verse"),
    "question": ("问", "問", "question"),
    "answer": ("答", "答", "answer"),
    "turn": ("对话", "對話", "turn of speech"),
    "signature": ("落款", "落款", "signature"),
    "contact": ("联系方式", "聯絡方式", "contact"),
}


def word(key: str) -> Html:
    """Return a word of the interface, in Simplified Chinese; the page puts it into another language where that is asked for."""
    return tag("span", WORDS[key][0], data_t=key) if key in WORDS else tag("code", key)


def role_word(role: Role | str) -> Html:
    """Return the name of a role."""
    return tag("span", ROLES[Role(role)][0], data_t=f"role-{role}")


def form_word(form: str) -> Html:
    """Return the name of a form of text."""
    return tag("span", FORMS[form][0], data_t=f"form-{form}")


def dictionary() -> dict[str, Words]:
    """Return all words by key, in the three languages."""
    named = {f"role-{role}": words for role, words in ROLES.items()}
    return WORDS | named | {f"form-{form}": words for form, words in FORMS.items()}
