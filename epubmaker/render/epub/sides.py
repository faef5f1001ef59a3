"""Physical sides beside logical ones in the style sheet of a horizontal book, for readers that know only the former."""

from epubmaker.text import patterns as re

_LOGICAL = re.compile(
    r"(?<![\w-])(margin|padding|border)-(block|inline)(?:-(start|end))?(-width|-style|-color)?\s*:\s*([^;{}]+);"
)
_SIDES = {"block": ("top", "bottom"), "inline": ("left", "right")}
_ENDS = {"start": 0, "end": 1}


def with_physical_sides(style: str) -> str:
    """Return the style sheet with a physical declaration before every logical one; what knows both obeys the latter.

    In horizontal lines block-start is the top and inline-start the left side, so both say the same.
    """
    return _LOGICAL.sub(_doubled, style)


def _doubled(found: re.Match[str]) -> str:
    what, axis, end, part, value = found.groups()
    sides = _SIDES[axis]
    values = value.split()
    if end is not None:
        chosen = [(sides[_ENDS[end]], value.strip())]
    elif len(values) <= len(sides):
        chosen = [(sides[0], values[0]), (sides[1], values[-1])]
    else:
        return found[0]
    physical = "".join(f"{what}-{side}{part or ''}: {one}; " for side, one in chosen)
    return physical + found[0]
