"""Letters, digits and marks in the width that Chinese text sets them in."""

from collections.abc import Iterator

from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

# Full-width forms of letters, digits and of the signs that belong to figures; quotation marks, so that they can be paired.
FULL = {
    chr(code + 0xFEE0): chr(code) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))
}
SIGNS = {"％": "%", "＂": '"', "＇": "'", "＋": "+", "＆": "&", "＠": "@", "＃": "#"}
# Half-width katakana marks and the small forms: what some recognisers emit for Chinese punctuation.
NARROW = {
    "｡": "。",
    "､": "、",
    "｢": "「",
    "｣": "」",
    "･": "·",
    "﹐": "，",
    "﹑": "、",
    "﹔": "；",
    "﹕": "：",
    "﹖": "？",
    "﹗": "！",
    "﹙": "（",
    "﹚": "）",
}
SINGLE = {**FULL, **SIGNS, **NARROW}
FORMS = re.compile(f"[{''.join(SINGLE)}]")
COLON = re.compile(r"(?<=[０-９])：(?=[０-９])")  # between wide figures it is as wide as they are
MINUS = re.compile(
    r"(?<![0-9０-９A-Za-zＡ-Ｚａ-ｚ])－(?=[0-9０-９]+(?:[.．][0-9０-９]+)?(?:℃|°|摄氏))"
)  # below nought
POINT = re.compile(r"(?<=[0-9０-９])．(?=[0-9０-９])")
LINK = re.compile(r"(?<=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ%％])[－／](?=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])")
LINKS = {"－": "-", "／": "/"}
# An address set in squares: its dots, strokes and signs are as wide as its letters.
ADDRESS = re.compile(
    r"(?:[hｈHＨ][tｔTＴ]{2}[pｐPＰ][sｓSＳ]?[:：][/／]{2}|[wｗWＷ]{3}[.．。])[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.．\-－_＿/／?？=＝&＆%％#＃~～:：]+"
    r"|(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚ.．_＿\-－])[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.．_＿\-－]++[@＠](?:[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\-－]++[.．])+[A-Za-zＡ-Ｚａ-ｚ]{2,}"
    r"|(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚ.．\-－])(?:[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\-－]++．)++(?:[cｃCＣ][oｏOＯ][mｍMＭ]|[cｃCＣ][nｎNＮ]|[oｏOＯ][rｒRＲ][gｇGＧ]|[nｎNＮ][eｅEＥ][tｔTＴ])(?![A-Za-zＡ-Ｚａ-ｚ])"
)
SQUARE = re.compile("[．：？＝～＿／－＠]")
OF_ADDRESSES = {**LINKS, "．": ".", "：": ":", "？": "?", "＝": "=", "～": "~", "＿": "_"}
# Double marks typed, or recognised, as two single ones.
TWICE = re.compile(r"''|``|‘‘|’’|´´")
TWICE_CURLY = re.compile(r"``|‘‘|’’|´´")
DOUBLED = {"‘‘": "“", "’’": "”"}


def widths(tracked: TrackedText, _setting: Setting) -> Iterator[Change]:
    """Set full-width letters, digits and their signs in normal width, and half-width Chinese marks in full."""
    text = tracked.text
    yield from _addresses(text)
    for match in FORMS.finditer(text):
        yield Change(match.start(), match.end(), SINGLE[match[0]], "width")
    # ’‘ between two single quotations is '' too; so '' is one double mark only where ' never stands alone, or `` opens.
    doubled = TWICE if "``" in text or "'" not in text.replace("''", "") else TWICE_CURLY
    for match in doubled.finditer(text):
        yield Change(match.start(), match.end(), DOUBLED.get(match[0], '"'), "width", 0.95)
    for match in POINT.finditer(text):
        yield Change(match.start(), match.end(), ".", "width")
    for match in MINUS.finditer(text):
        yield Change(match.start(), match.end(), "-", "width")
    for match in COLON.finditer(text):
        yield Change(match.start(), match.end(), ":", "width")
    for match in LINK.finditer(text):
        yield Change(match.start(), match.end(), LINKS[match[0]], "width")


def _addresses(text: str) -> Iterator[Change]:
    """Yield the marks of addresses that are set in squares; the letters are narrowed with all others."""
    if not SQUARE.search(text):
        return
    for address in ADDRESS.finditer(text):
        words = address[0].rstrip("．：？～")
        for at, character in enumerate(words, start=address.start()):
            if character in OF_ADDRESSES:
                yield Change(at, at + 1, OF_ADDRESSES[character], "width")
