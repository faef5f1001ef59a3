"""A title that is set twice: a shadow in print, or two runs of text in a PDF."""

from epubmaker.model import Line, Removal

LEAST = 4  # characters: shorter words are doubled on purpose (天天、看看)


def doubled_part(line: Line) -> Removal | None:
    """Find the second half of a line that is one title set twice."""
    half, odd = divmod(len(line.text), 2)
    if odd or half < LEAST or line.text[:half] != line.text[half:]:
        return None
    return Removal(line.number, half, 2 * half, "标题重复排印，保留一次")
