"""Where the data files lie: inside the installed package, or at the top of a checkout."""

from functools import cache
from pathlib import Path

from epubmaker.errors import DependencyError
from epubmaker.messages import Message

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """Return the folder of data files `name` (`fonts`, `styles`).

    A wheel carries them under `epubmaker/_data`, a checkout at its top level.
    Raises `DependencyError` where neither does.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise DependencyError(
        Message(
            "the data folder '{name}' is missing from this installation: install epubmaker-zh again",
            name=name,
        )
    )


def data_file(name: str, *parts: str) -> Path:
    """Return the path of one file below `folder(name)`; raises `DependencyError` if it is missing."""
    path = folder(name).joinpath(*parts)
    if not path.is_file():
        raise DependencyError(
            Message(
                "the data file '{name}/{parts}' is missing from this installation",
                name=name,
                parts="/".join(parts),
            )
        )
    return path
