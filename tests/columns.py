"""Text set in a column, as the lines of a page."""

MEASURE = 15  # characters of a column; a paragraph's first line is indented by two


def set_in_column(*paragraphs):
    """Return the lines of a column; marks stay off line starts."""
    lines = []
    for paragraph in paragraphs:
        room, rest = MEASURE - 2, paragraph
        while rest:
            end = room + (rest[room : room + 1] in tuple("，。、；：”》"))
            lines.append(rest[:end])
            room, rest = MEASURE, rest[end:]
    return lines


def bare(lines):
    """Their text without blanks."""
    return "".join("".join(lines).split())
