"""Names that have moved: the old one goes on working for a while, and says where the new one is."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any


def moved(old: str, home: str, name: str, *, until: str) -> Callable[..., Any]:
    """Return a function that does what `name` of the module `home` does, and warns that `old` goes with the version `until`.

    The module is loaded when the function is called, so a room may keep an old name for what now lies in a room above it.
    """

    def forwarded(*arguments: Any, **named: Any) -> Any:
        warnings.warn(
            DeprecationWarning(f"{old} goes with epubmaker {until}; use {home}.{name}"), stacklevel=2
        )
        return getattr(import_module(home), name)(*arguments, **named)

    forwarded.__name__ = old.rpartition(".")[2]
    forwarded.__doc__ = f"Do as `{home}.{name}` does, which takes the place of this name in {until}."
    return forwarded
