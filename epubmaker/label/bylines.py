"""Bylines (署名) and picture credits (摄影): who wrote, who took the picture."""

import re

from epubmaker.label.rows import LabelRow
from epubmaker.model import Label, Role

BULLET = r"[■□◆◇●○▲△★☆◎⊙*\-—]?"
WRITER = (
    r"(?:本[报刊台网])?(?:全媒体|见习|实习|特约|首席|驻地)?"
    r"(?:记\s*者|通\s*讯\s*员|实\s*习\s*生|评\s*论\s*员|(?:撰\s*稿|作\s*者|编\s*译|文)(?=[\s/:：　]))"
)
PICTURE = r"(?:本[报刊]记者|记\s*者|通\s*讯\s*员)?\s*(?:摄\s*影(?:报道)?|摄|供\s*图|制\s*图|图片?)"
# Two to four characters, two set apart, or a foreign name in parts.
NAME = r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]\s[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,3})"
BREAK = r"[\s/:：、,，　]"
PLACE = r"(?:[\u4e00-\u9fff]{2,6}(?:报道|摄影报道))"
NAMES = rf"{BREAK}*{NAME}(?:{BREAK}+{NAME})*"
CREDITED = rf"(?:{WRITER}{NAMES}{BREAK}*)+(?:{PICTURE}{NAMES}|{PLACE})?"
BYLINE = re.compile(rf"^{BULLET}\s*{CREDITED}(?<![，、,])$")
# A recogniser may print the name before the bullet and the office of the same line.
BYLINE_SHUFFLED = re.compile(rf"^(?:{NAME}\s+){{1,2}}[■□◆●▲]\s*(?:{WRITER}\s*)*{CREDITED}$")
BRACKETED = re.compile(rf"^[（(]\s*{BULLET}(?:{WRITER}|{PICTURE}){NAMES}\s*[）)]$")
CREDIT = re.compile(rf"^[（(]?{BULLET}\s*{PICTURE}{NAMES}[）)]?$|^{BULLET}\s*{NAME}\s*(?:摄|摄影|供图)$")
LONGEST = 40  # characters: a byline of four persons with their offices


def byline_role(row: LabelRow) -> Label | None:
    """This labels a row that names the writers, or the picture's author, and nothing else."""
    text = row.text.strip()
    if len(text) > LONGEST or "。" in text:
        return None
    if CREDIT.match(text):
        return Label(Role.CREDIT, 0.95, "credit")
    if BYLINE.match(text) or BYLINE_SHUFFLED.match(text) or BRACKETED.match(text):
        return Label(Role.BYLINE, 0.97 if "■" in text or "记" in text[:6] else 0.85, "byline")
    return None
