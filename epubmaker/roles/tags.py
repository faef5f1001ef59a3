"""What a line is, as finely as the reading of articles needs it: the first line of a paragraph is told from its later ones."""

from enum import IntEnum

from epubmaker.model import Role


class Tag(IntEnum):
    """What a line is; the order is that of the learnt forests.

    FIRST, MORE  the first and a later line of a paragraph      HEADLINE, HEADLINE_ON  the first and a later row of a headline
    SIGNATURE  an author's, office's or agency's name under a text   LABEL  a section label (专题、简讯)
    FURNITURE  what belongs to the page and to no article
    """

    FIRST = 0
    MORE = 1
    CROSSHEAD = 2
    HEADLINE = 3
    HEADLINE_ON = 4
    KICKER = 5
    DECK = 6
    BYLINE = 7
    SIGNATURE = 8
    LABEL = 9
    CAPTION = 10
    TABLE = 11
    VERSE = 12
    FURNITURE = 13


TITLES = frozenset({Tag.LABEL, Tag.KICKER, Tag.HEADLINE, Tag.HEADLINE_ON, Tag.DECK, Tag.BYLINE})
HEADS = frozenset({Tag.HEADLINE, Tag.HEADLINE_ON})
TEXT = frozenset({Tag.FIRST, Tag.MORE, Tag.CROSSHEAD, Tag.TABLE, Tag.VERSE})

# What a role that a person or the text itself has given means for a line.
OF_ROLE = {
    Role.BODY: Tag.MORE,
    Role.CROSSHEAD: Tag.CROSSHEAD,
    Role.HEADLINE: Tag.HEADLINE,
    Role.KICKER: Tag.KICKER,
    Role.DECK: Tag.DECK,
    Role.BYLINE: Tag.BYLINE,
    Role.CREDIT: Tag.CAPTION,
    Role.CAPTION: Tag.CAPTION,
    Role.LABEL: Tag.CROSSHEAD,  # a prompt (提示语) stands in its article as a crosshead does
    Role.COLUMN_LABEL: Tag.LABEL,
}
