"""Jumps in brackets as papers print them (下转、上接): `（上接第1版）` before a text, `（下转第3版）` behind one."""

from epubmaker.text import patterns as re

_PAGE = r"\s*第?\s*(?:[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
_OPEN, _REST = "[（(【\\[〔]", "[^（(【\\[〔）)】\\]〕。]{0,40}[）)】\\]〕]"
BACK = re.compile(rf"{_OPEN}\s*(?:上接|紧接|緊接){_PAGE}{_REST}\s*")
ONWARD = re.compile(rf"\s*{_OPEN}\s*(?:下转|下轉|紧转|緊轉|紧接|緊接){_PAGE}{_REST}$")
LONGEST = 60  # characters of a jump


def is_jump(row: str) -> bool:
    """Say whether a row is nothing but a jump in brackets."""
    return BACK.fullmatch(row) is not None or ONWARD.fullmatch(row) is not None
