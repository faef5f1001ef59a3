"""Character classes of Chinese text (CLREQ 3.1.1, GB/T 15834) and how text is cut into the tokens that lines are made of."""

from enum import Enum

from epubmaker.text import patterns as re

OPENING = "（《〈「『【〖〔［｛“‘〝﹁﹃"
CLOSING = "）》〉」』】〗〕］｝”’〞﹂﹄"
PAUSE = "，、；："
STOP = "。．！？"
INTERPUNCT = "·・‧•"
CONNECTOR = "～–—‐／〜"
SUFFIX = "％‰℃℉°′″￠"  # signs that belong to the number before them
PREFIX = "￥＄￡€¥£№＃"  # signs that belong to the number after them

# Figures and letters above and below the line: they belong to what stands before them.
RAISED = frozenset(
    map(chr, (0xB2, 0xB3, 0xB9, 0x2070, 0x2071, *range(0x2074, 0x208F), *range(0x2090, 0x209D)))
)
_LETTER = rf"A-Za-z0-9{''.join(sorted(RAISED))}\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff"
_MARKUP = "\u0300-\u036f\u200d\u20e3\ufe00-\ufe0f\U000e0100-\U000e01ef"  # combining marks, joiners, variation selectors

_WORD = rf"(?:[!-~{_LETTER}][{_MARKUP}]*|(?<=[A-Za-z])[’](?=[A-Za-z]))+"
QUOTES = frozenset("“”‘’")
_CHINESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def _cutter(word: str) -> re.Pattern[str]:
    return re.compile(
        rf"[\u3400-\u9fff](?![{_MARKUP}])"  # most of all tokens; the last line would take them too, later
        r"|——|……|⋯⋯|⸺"  # one unit of two em (CLREQ 3.1.5)
        rf"|(?:[￥＄￡€¥£](?=[0-9]))?{word}[‰℃℉°％€]*"  # Western token, number
        r"|[￥＄￡€¥£]|\s+"
        rf"|.[{_MARKUP}]*",
        re.DOTALL,
    )


TOKEN = _cutter(_WORD)
_QUOTED = _cutter(f"(?:[“‘]*{_WORD}[”’]*)+")  # in text of Western words alone quotes are theirs
# What stands by itself, one character a token, unless a mark of markup follows; and what does not.
_LONE = "\u3400-\u9fff" + OPENING.replace("‘", "") + CLOSING.replace("’", "") + PAUSE + STOP
_RUN = re.compile(f"[^{_LONE}][^{_LONE}]*")  # not `+`: a set at its head is what the engine skips to
_MARKED = re.compile(f"[{_MARKUP}]")
# A path is looked for behind the first letter alone: behind a later one stands nothing that does not stand behind the first.
_ADDRESS = re.compile(r"://|^www\.|@|^[^A-Za-z]*+[A-Za-z][^/]*+/[^/]*+/")
_ADDRESS_PIECE = re.compile(r"[^/.\-_?&=]*(?:[/.\-_?&=]+|$)")
FULL_WIDTH_DIGITS = frozenset("０１２３４５６７８９")
ASCII_OPENING = frozenset("([{<")
NEVER_FIRST = frozenset(",.;:!?)]}>%/" + CLOSING)  # at the start of a Western token


class Sort(Enum):
    """The class of a unit, as the rules speak of it."""

    HAN = "H"
    WESTERN = "W"
    SPACE = "S"
    OPENING = "O"
    CLOSING = "C"
    PAUSE = "P"
    STOP = "F"
    INTERPUNCT = "M"
    CONNECTOR = "K"
    DASH = "D"


_SORTS = {
    **dict.fromkeys(OPENING, Sort.OPENING),
    **dict.fromkeys(CLOSING, Sort.CLOSING),
    **dict.fromkeys(PAUSE, Sort.PAUSE),
    **dict.fromkeys(STOP, Sort.STOP),
    **dict.fromkeys(INTERPUNCT, Sort.INTERPUNCT),
    **dict.fromkeys((*CONNECTOR, "-", "/"), Sort.CONNECTOR),
    **dict.fromkeys(("——", "……", "⋯⋯", "⸺"), Sort.DASH),
}


def sort_of(token: str) -> Sort:
    """Return the class of a token."""
    sort = _SORTS.get(token)
    if sort is not None:
        return sort
    if token.isspace():
        return Sort.SPACE
    return Sort.WESTERN if is_western(token) else Sort.HAN


def is_western(token: str) -> bool:
    """Say whether a token is a Western word or number, with its own widths and gaps to Han."""
    word = token.lstrip("“‘") or token
    head = word[1] if word[0] in PREFIX and len(word) > 1 else word[0]
    return head not in FULL_WIDTH_DIGITS and (head.isascii() or re.match(f"[{_LETTER}]", head) is not None)


def _tokens(text: str) -> list[str]:
    """Cut text into tokens; only what stands between Han characters and their marks is looked at by the rules."""
    if not QUOTES.isdisjoint(text) and not _CHINESE.search(text):
        return _QUOTED.findall(text)
    if _MARKED.search(text):
        return TOKEN.findall(text)
    tokens: list[str] = []
    at = 0
    for found in _RUN.finditer(text):
        start, end = found.span()
        tokens += text[at:start]
        tokens += TOKEN.findall(found[0])
        at = end
    tokens += text[at:]
    return tokens


def tokens_of(text: str) -> list[str]:
    """Cut text into tokens whose concatenation is the text again; addresses are cut where they may break."""
    tokens = _tokens(text)
    if "/" not in text and "@" not in text and "www." not in text:
        return tokens
    pieces: list[str] = []
    for token in tokens:
        if len(token) > 4 and _ADDRESS.search(token):
            pieces.extend(piece for piece in _ADDRESS_PIECE.findall(token) if piece)
        else:
            pieces.append(token)
    return pieces
