"""Regular expressions that are compiled when they are first asked; rooms import this module in the place of `re`.

Six hundred patterns are defined for pages of every kind, and a page asks some of them. To compile them all takes longer than to
read it: a range of a class such as [一-鿿] is walked character by character, up to three milliseconds for each place it stands at.
So `compile` only keeps what is to be compiled. All else is that of `re`, as far as the rooms use it.
"""

import re
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    Match,
    Pattern,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import AnyStr, Generic, cast

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]
_METHODS = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "split",
    "sub",
    "subn",
    "groupindex",
    "groups",
)


class _Late(Generic[AnyStr]):
    """A pattern that is compiled by the first use of a method of `re.Pattern`; from then on its methods are those of that."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return vars(self)[name]


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001  (the name that `re` has)
    """Return a pattern as `re.compile` does, compiled when it is first asked; a fault in it is raised then.

    It is no `re.Pattern` to functions of `re`: ask its methods.
    """
    return cast("Pattern[AnyStr]", _Late(pattern, flags))
