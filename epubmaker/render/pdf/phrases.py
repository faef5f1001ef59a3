"""Where a headline may be broken without tearing a word: phrase boundaries by BudouX."""

from functools import cache
from typing import Any

from epubmaker.render.fonts import is_traditional


def phrase_ends(text: str, language: str) -> frozenset[int]:
    """This returns the offsets in `text` after which a phrase ends."""
    ends = set()
    at = 0
    for phrase in _parser(is_traditional(language)).parse(text):
        at += len(phrase)
        ends.add(at)
    return frozenset(ends)


@cache
def _parser(traditional: bool) -> Any:
    import budoux  # noqa: PLC0415  (loaded where it is used)

    if traditional:
        return budoux.load_default_traditional_chinese_parser()
    return budoux.load_default_simplified_chinese_parser()
