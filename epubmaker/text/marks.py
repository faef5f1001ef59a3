"""What a piece of text says about itself by its marks."""

from epubmaker.text import patterns as re

# A sentence ends at a stop, perhaps behind closing quotation marks and brackets; in recognised text quotes may be straight.
# Full stops count from the first of them: from every later one the rest of a long row would be read again.
SENTENCE_END = re.compile(r"(?:[。！？!?]|……|(?<!\.)\.{3,})[”’」』）)》\"'\]】]*$")
LINE_START_FORBIDDEN = frozenset("，。、；：！？,;:!?)）》」』】”’·%％")
LEFT_OPEN = frozenset("，、；：,;:（(《“‘「『")
DATELINE = re.compile(
    r"^(?:[（(]?本[报報刊台臺网網][讯訊电電]|[（(]?本[报報刊][^，。,]{1,12}[讯訊电電](?![员員])|[据據]?新[华華]社[^，。,]{0,16}[电電]"
    r"|[据據]?中新[社网網][^，。,]{0,16}[电電]|[一-龥]{1,6}[社网網台臺][^，。,]{0,12}[讯訊电電](?=[\s　（(])"
    r"|[〔【（(\[]?[记記]者[^，。,〕】）)]{2,14}[报報][导導道][〕】）)\]])"
)


HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")  # Markdown; 话题 such as #春耕# have no space behind the mark
SUBTITLE = re.compile("[—―─－]{2}")  # the mark before a second title (副题; GB/T 15834-2011, 4.13.3)
BULLET = re.compile(r"[-*+][ \t]+(?=\S)")  # an item of a list in Markdown
LONGEST_CLOSED = 30  # characters of a heading that ends in a stop; a longer row is a sentence
LONGEST_HEADING = 80  # characters; a row that is longer is text that happens to begin so

SIGN_OFF = re.compile(r"^[（(][^（(）)]{3,20}电[）)]$")  # 电头 set behind the article instead of before it


# What is no text although it stands in its row: a name, a source in brackets of their own.
BRACKETED = re.compile(r"[（(\[〔【][^（()）\[\]〔〕【】]+[）)\]〕】]")


BOLD_ROW = re.compile(r"(\*\*|__)(?=[^\s*_])([^*]+)(?<=[^\s*_])\1")  # CommonMark 6.2: all words of the row


def bold_words(row: str) -> str:
    """Return the words of a row that stands in bold type all through (`**words**`, Markdown); nothing of any other."""
    found = BOLD_ROW.fullmatch(row.strip())
    return found[2] if found else ""


def ends_sentence(text: str) -> bool:
    """Say whether the text ends where a sentence does."""
    return bool(SENTENCE_END.search(text.rstrip()))


def starts_with_dateline(text: str) -> bool:
    """Say whether the text opens as a news item does (电头): `本报讯`, `新华社北京1月1日电`."""
    text = text.strip()
    return bool(DATELINE.match(text)) and not SIGN_OFF.match(text)


def heading_level(row: str) -> int:
    """Return the level of a Markdown heading, 1 to 6; 0 for any other row."""
    row = row.strip()
    found = HEADING.match(row)
    longest = LONGEST_CLOSED if row.endswith("。") else LONGEST_HEADING
    return len(found[1]) if found and len(row) <= longest else 0
