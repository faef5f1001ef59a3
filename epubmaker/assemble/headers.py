"""Header groups: which of the titles that stand together is kicker (引题), headline (主题), deck (副题), column label (栏目)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from epubmaker.assemble.flow import Stretch
from epubmaker.model import Line, Removal

# A kicker that reports speech ends in the verb of saying, or with the occasion at which something was said.
KICKER_END = re.compile(
    r"(?:强调|指出|要求|表示|提出|希望|批示|号召|呼吁|透露|获悉|认为|宣布|主持|致辞|寄语|前夕|之际|以来)[:：]?$"
)
# Rows that end so are a kicker if they are set for themselves: the rows of one headline are broken to be of like length.
KICKER_END_APART = re.compile(r"(?:(?<![临及按准小当计同平])(?<!进行)时|[会议式动坛场礼展赛课典]上|[:：])$")
LIKE_LENGTH = 0.75
DECK_START, DASH_END = re.compile(r"^[—\-–―－─]"), re.compile(r"[—–―－─]$")
# A deck may name the kind of piece that the headline opens.
DECK_END = re.compile(
    r"(?:综述|侧记|纪实|纪事|速写|掠影|述评|评述|观察|透视|扫描|巡礼|访谈|专访|解读(?:之.{1,2})?|系列报道(?:之.{1,2})?|探访|素描|见闻)[）)]?$"
)
# Who took the chair or was there, in a row below the headline of a meeting.
PRESIDING = re.compile(r"^[一-龥]{2,4}(?:主持|出席|参加|陪同|讲话|致辞|作报告)(?:会议)?$")
# A row of two or more short phrases set apart by spaces announces the headline below it.
ENUMERATION = re.compile(r"^\S{2,6}(?:[\s\u3000]+\S{2,6}){1,4}$")
MUCH_LONGER = 1.5  # a second row this much longer than the first is set smaller: a deck


@dataclass(frozen=True, slots=True)
class HeaderGroup:
    """This is one header group in line numbers; `first` and `last` are its places in the flow of stretches."""

    first: int
    last: int
    headline: tuple[int, ...] = ()
    kicker: tuple[int, ...] = ()
    deck: tuple[int, ...] = ()
    column: tuple[int, ...] = ()

    @property
    def lines_in_order(self) -> tuple[int, ...]:
        """This returns the lines of kicker, headline and deck as they are read."""
        return self.kicker + self.headline + self.deck

    @property
    def lines(self) -> tuple[int, ...]:
        """This returns all its lines in source order."""
        return tuple(sorted(self.headline + self.kicker + self.deck + self.column))


def header_groups(stretches: Sequence[Stretch], lines: Sequence[Line]) -> tuple[HeaderGroup, ...]:
    """This makes a header group of every run of titles, and joins a kicker or deck set apart to its headline."""
    groups: list[HeaderGroup] = []
    for stretch in stretches:
        if stretch.kind == "title":
            groups.append(_parts(stretch, lines))
    return tuple(_join_apart(groups, lines))


def doubled_part(line: Line) -> Removal | None:
    """This finds the second half of a line that is one title set twice (a shadow in print, two runs of text in the PDF)."""
    half, odd = divmod(len(line.text), 2)
    if odd or half < 4 or line.text[:half] != line.text[half:]:
        return None
    return Removal(line.number, half, 2 * half, "标题重复排印，保留一次")


def _parts(stretch: Stretch, lines: Sequence[Line]) -> HeaderGroup:
    """This tells the parts of one run of titles apart."""
    rows = [tuple(members) for _, members in groupby(stretch.lines, key=lambda number: lines[number].row)]
    texts = ["".join(_once(lines[number]) for number in row) for row in rows]
    group = HeaderGroup(stretch.order, stretch.order)
    kicker_rows = next((k + 1 for k in range(len(rows) - 1, -1, -1) if _ends_kicker(texts, k)), 0)
    # The longest row above each, so that a long run is not measured again for every row of it.
    longest = list(accumulate(map(len, texts[kicker_rows:]), max))
    decks = (k for k in range(kicker_rows, len(rows)) if _is_deck(texts, k, kicker_rows, longest))
    deck_rows = next(decks, len(rows))
    return replace(
        group,
        kicker=_flatten(rows[:kicker_rows]),
        headline=_flatten(rows[kicker_rows:deck_rows]),
        deck=_flatten(rows[deck_rows:]),
    )


def _ends_kicker(texts: Sequence[str], k: int) -> bool:
    """Say whether row `k` of a run ends a kicker: above a headline, so not a row that only a deck is worded as."""
    if k and (PRESIDING.match(texts[k]) or DECK_START.match(texts[k])):
        return False
    if KICKER_END.search(texts[k]):
        return True
    if not KICKER_END_APART.search(texts[k]):
        return False
    if k + 1 == len(texts):
        return True
    shorter, longer = sorted((len(texts[k]), len(texts[k + 1])))
    return shorter < LIKE_LENGTH * longer


def _is_deck(texts: Sequence[str], k: int, start: int, longest: Sequence[int]) -> bool:
    """This says whether row `k` of a run begins the deck; a dash that two rows share is one of the text."""
    if DECK_START.match(texts[k]):
        return k == 0 or not DASH_END.search(texts[k - 1])
    if k == start:
        return False
    if PRESIDING.match(texts[k]):
        return True
    return len(texts[k]) >= MUCH_LONGER * longest[k - start - 1]


def _once(line: Line) -> str:
    removal = doubled_part(line)
    return line.text[: removal.start] if removal else line.text


def _flatten(rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(number for row in rows for number in row)


def _join_apart(groups: Sequence[HeaderGroup], lines: Sequence[Line]) -> list[HeaderGroup]:
    """This joins groups that follow each other directly where one is only a kicker or only a deck."""
    joined: list[HeaderGroup] = []
    for group in groups:
        before = joined[-1] if joined and joined[-1].last == group.first - 1 else None
        if before and before.headline and not before.deck and _names_kind(group, lines):
            joined[-1] = replace(before, last=group.last, deck=group.headline)
        elif before and group.headline and _announces(before, lines):
            joined[-1] = replace(
                group, first=before.first, kicker=before.kicker + before.headline + group.kicker
            )
        elif before and not before.headline and group.headline:
            joined[-1] = replace(
                group, first=before.first, kicker=before.kicker + group.kicker, deck=before.deck + group.deck
            )
        elif before and before.headline and not before.deck and group.deck and group == _deck_only(group):
            joined[-1] = replace(before, last=group.last, deck=group.deck)
        else:
            joined.append(group)
    return [_with_headline(group) for group in joined]


def _deck_only(group: HeaderGroup) -> HeaderGroup:
    return HeaderGroup(group.first, group.last, deck=group.deck)


def _names_kind(group: HeaderGroup, lines: Sequence[Line]) -> bool:
    """This says whether a group is one row that ends in the kind of a piece (综述、侧记)."""
    text = "".join(lines[number].text for number in group.headline)
    return (
        not group.kicker
        and not group.deck
        and len(_rows(group.headline, lines)) == 1
        and bool(DECK_END.search(text))
    )


def _announces(group: HeaderGroup, lines: Sequence[Line]) -> bool:
    """This says whether a group is one row of short phrases of like length."""
    if group.kicker or group.deck or len(group.headline) != 1:
        return False
    text = lines[group.headline[0]].text
    phrases = text.split()
    return bool(ENUMERATION.match(text)) and max(map(len, phrases)) - min(map(len, phrases)) <= 1


def _rows(numbers: Sequence[int], lines: Sequence[Line]) -> set[int]:
    return {lines[number].row for number in numbers}


def _with_headline(group: HeaderGroup) -> HeaderGroup:
    """This makes a lone kicker or deck the headline: a header group has one."""
    if group.headline:
        return group
    if group.kicker:
        return replace(group, headline=group.kicker, kicker=())
    return replace(group, headline=group.deck, deck=())
