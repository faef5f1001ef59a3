"""What it costs to break a headline: nothing between phrases (by BudouX), little between words, much inside them."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from epubmaker.render.fonts import is_traditional
from epubmaker.render.headings import Headings, dashes
from epubmaker.text import patterns as re
from epubmaker.typeset import SetLine

_PAUSE = re.compile(
    "[，；：。！？\u3000]|(?<=[\u3400-\u9fff”」』》）]) (?=[\u3400-\u9fff“「『《（])"
)  # a blank of a keyboard, too
_INSIDE_CLAUSE = (
    16.0  # a row that is four em longer than the other is better than one that ends inside a clause
)
_APART = 1.0  # em of white between two clauses on one line, as papers print them
_INSIDE_PHRASE = 3.0  # em squared of unequal lines; more parts 中缅边境 to keep 边境白糖 together


def break_prices(text: str, headings: Headings, language: str) -> dict[int, float]:
    """Return what it costs to end a line after each offset in `text`."""
    ends = phrase_ends(text, language)
    costs = headings.costs(text)
    clauses = {*headings.clause_ends(text), *(start for start, _ in dashes(text))}
    clauses.update(found.end() for found in _PAUSE.finditer(text))
    return {
        place: cost
        + (0.0 if place in ends or place in clauses else _INSIDE_PHRASE)
        + (0.0 if place in clauses else _INSIDE_CLAUSE)
        for place, cost in costs.items()
    }


def with_clauses_apart(lines: Sequence[SetLine], clauses: Collection[int]) -> tuple[SetLine, ...]:
    """Return the lines of a heading with an em of white behind each of these offsets that lies inside a line."""
    at, apart = 0, []
    for line in lines:
        gaps = list(line.gaps)
        for place, unit in enumerate(line.units):
            at += len(unit.text)
            if at in clauses and place < len(gaps):
                gaps[place] += _APART
        more = sum(gaps) - sum(line.gaps)
        apart.append(line._replace(gaps=tuple(gaps), end=line.end + more) if more else line)
    return tuple(apart)


def phrase_ends(text: str, language: str) -> frozenset[int]:
    """Return the offsets in `text` after which a phrase ends."""
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
