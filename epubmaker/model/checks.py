"""What a caller without a type checker gets wrong: one line that names the function to call instead."""

from typing import Any

from epubmaker.model.edition import Edition


def check_type(value: Any, kind: type | tuple[type, ...], said: str) -> None:
    """Raise `TypeError` with what is `said`, and of which type the value is, where it is of no such kind."""
    if not isinstance(value, kind):
        raise TypeError(f"{said}, not {type(value).__name__}")


def check_edition(value: Any, function: str) -> None:
    """Raise `TypeError` where something else than an edition is given to a function."""
    check_type(value, Edition, f"{function} takes an Edition (reconstruct(source) or read_edition(path))")
