"""Where the text of a news item begins in a row that its title runs into: words that open news, and a title said again.

A dateline names an agency or a paper. Those that everybody knows are listed; others are those with which texts of the same
page begin, so that a local paper's own (`河东日报讯`) is found too, and at its first character.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from epubmaker.text import patterns as re
from epubmaker.text.marks import DATELINE

_AGENCIES = (
    r"(?:[据據]?(?:新[华華]社|中新社|中新[网網]|中央社|[人光]民[网網日]?[报報]?|环球[网網]|央[视視]|法新社|路透社|美[联聯]社"
    r"|本[报報刊台臺网網]|[一-龥]{2}[日晚早商][报報](?=[讯訊])))"
)
_SAID = r"[^，。,；：“”]{0,16}?(?:[讯訊电電]|消息|[报報][导導道])"
_WRITER = r"[（(〔【\[]\s*(?:(?:本[报報刊台]|[全融]媒[体體]?|[见見实實][习習]|特[约約派]|首席|[驻駐]地)*[记記]者|通[讯訊][员員])"
_DAYS = r"(?:[0-9]{1,2}月[0-9]{1,2}日|近日|日前|昨[日天]|今[日天]|最近|[连連]日[来來])[，,上下晚]"
_OPENS = re.compile(
    rf"{_AGENCIES}{_SAID}|{_WRITER}|{_DAYS}|截至(?=[0-9目北今昨])|【[^【】]{{2,10}}[讯訊电電网網报報】]"
)
_LOCAL = re.compile(r"[一-龥]{2,8}[社网網台臺报報](?:[^，。,（(]{0,8})?[讯訊电電](?=[\s　（(]|$)")
_CALLS = re.compile(r"[？！?!][”』」]?(?![？！?!”』」])")
_WHO = re.compile(r"^([一-龥]{2,6})[：:]")
TITLE = 4  # characters of the shortest title that is parted without a blank
AGAIN = 4  # characters that a text says of its title again; fewer may be chance
ECHO = 5  # characters of any of its words
BEFORE = 3  # how often a page must open texts with the same words: twice is said by one author


def page_openings(rows: Iterable[str]) -> tuple[str, ...]:
    """Return the datelines of the page's own papers, without their days, with which rows of text begin, the longest first."""
    seen: dict[str, int] = {}
    for row in rows:
        found = _LOCAL.match(row.strip())
        if found:
            seen[found[0]] = seen.get(found[0], 0) + 1
    return tuple(sorted((words for words, times in seen.items() if times >= BEFORE), key=len, reverse=True))


def text_begins(row: str, following: str, known: Sequence[str], title: str = "") -> int | None:
    """Return where a text begins in a row that goes on with `following`; None where no words show it.

    The row may be all text, set heavy as the title above it is. `title` are the rows of the title above this one; `known`
    are openings of the page's own.
    """
    whole = row + following
    least = max(0, TITLE - len(title))
    places = [found.start() for found in _OPENS.finditer(whole)]
    places += [found.start() for words in known for found in re.finditer(re.escape(words), whole)]
    places += _again(title, row, whole, (title + row)[:AGAIN])
    inside = [at for at in places if least <= at < len(row)]
    if inside:
        return min(inside)
    for at in range(max(2, least), len(row) - 2):
        opens = DATELINE.match(whole[at:])
        if opens and at + opens.end() <= len(row):
            return at
    return None


def text_may_begin(row: str, following: str, title: str = "") -> int | None:
    """Return where a text may begin in a row, on a page whose titles run in with their texts: weaker signs do there.

    A title ends at a question mark or exclamation mark; a text names again who or what stands before the title's colon,
    and says again some words of it.
    """
    least = max(1, TITLE - len(title))
    ends = [found.end() for found in _CALLS.finditer(row)]
    who = _WHO.match(title + row)
    ends += _again(title, row, row + following, who[1]) if who else []
    ends += _echo(title + row, following, len(title))
    return min((at for at in ends if least <= at < len(row)), default=None)


def _echo(said: str, following: str, start: int) -> list[int]:
    """Return where words of a title are said again, from `start` of what was said on."""
    whole = said + following
    return [
        at - start for at in range(max(ECHO, start + 1), len(said)) if whole[at : at + ECHO] in said[:at]
    ][:1]


def _again(title: str, row: str, whole: str, words: str) -> list[int]:
    """Return where a text says the words again with which its title opens."""
    at = (title + whole).find(words, max(AGAIN, len(words)))
    return [at - len(title)] if len(words) > 1 and len(title) <= at < len(title + row) else []


__all__ = ["page_openings", "text_begins", "text_may_begin"]
