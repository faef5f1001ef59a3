"""What kind of text a paragraph is: a row of a table, an item of a list, a line of verse, a turn of speech, a signature."""

from epubmaker.kinds.briefs import with_briefs
from epubmaker.kinds.contacts import with_contacts
from epubmaker.kinds.heads import with_heads
from epubmaker.kinds.stage import with_forms

__all__ = ["with_briefs", "with_contacts", "with_forms", "with_heads"]
