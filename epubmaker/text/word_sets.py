"""Sets of words written down in rows, as lists in this library are."""


def word_set(*rows: str) -> frozenset[str]:
    """Return the words of rows, parted by blanks."""
    return frozenset(word for row in rows for word in row.split())
