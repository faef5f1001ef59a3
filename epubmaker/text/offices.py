"""Words that name who wrote or photographed: a short row with one of them is a byline or a credit, not a title."""

import re

_WRITERS = "[记記]\\s*者|通\\s*[讯訊]\\s*[员員]|[实實][习習]生|[评評][论論][员員]|供[图圖]|[摄攝]影|[摄攝]$"
OFFICE = re.compile(_WRITERS)
LONGEST = 40  # characters of a row that credits four persons
_SENTENCE = re.compile("[，。；！？]")


def names_office(text: str) -> bool:
    """Say whether a short row without the marks of sentences names an office of a newspaper."""
    text = text.strip()
    return len(text) <= LONGEST and OFFICE.search(text) is not None and not _SENTENCE.search(text)
