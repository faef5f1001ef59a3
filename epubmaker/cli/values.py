"""What options take, and what is said of a value that is none: a line that names the value and shows what one looks like."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from epubmaker.messages import Message

_UNSET = Message("an empty name; is a variable not set?")


class _PathType(click.Path):
    """A path of a file or folder. Whether it can be read is told when it is, by the code of the library."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; refuse what can be none: nothing at all (a shell variable that is not set), half a character."""
        if value == "":
            self.fail(_UNSET, param, ctx)
        try:
            os.fsencode(value)
        except UnicodeEncodeError:
            self.fail(Message("{value!r} can be no name of a file", value=value), param, ctx)
        return super().convert(value, param, ctx)


class _WordType(click.ParamType[str]):
    """A name or a sentence: anything but nothing."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words; refuse none at all, as of a shell variable that is not set."""
        if not str(value).strip():
            self.fail(_UNSET, param, ctx)
        return str(value)


def names_of(
    names: Callable[[], Iterable[str]], *, folders: bool = False
) -> Callable[..., list[CompletionItem]]:
    """Return what completes a word by some names, which are asked for when they are wanted; `folders` may be meant as well."""

    def complete(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        found = [CompletionItem(name) for name in names() if name.startswith(begun)]
        return found if found or not folders else [CompletionItem(begun, type="dir")]

    return complete


class Whole(click.IntRange):
    """A whole number, with a least value and perhaps a greatest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; refuse any other, and say which there are."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            upwards = Message(
                "{value!r} is no whole number from {least} upwards", value=value, least=self.min
            )
            between = Message(
                "{value!r} is no whole number from {least} to {most}",
                value=value,
                least=self.min,
                most=self.max,
            )
            self.fail(upwards if self.max is None else between, param, ctx)


class _SizeType(click.FloatRange):
    """A size in mebibytes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the size; refuse what is none, as infinity or a number with its unit."""
        try:
            size = super().convert(value, param, ctx)
        except click.BadParameter:
            size = math.nan
        if not math.isfinite(size):
            self.fail(
                Message(
                    "{value!r} is no size; give mebibytes as a number from above 0 to {most:.0f}, such as 0.5 or 64",
                    value=value,
                    most=self.max,
                ),
                param,
                ctx,
            )
        return size


class _DayType(click.ParamType[date]):
    """A day of the calendar."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; refuse what is none, as the thirtieth of February."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            self.fail(
                Message("{value!r} is no day of the calendar; write it like 2021-03-04", value=value),
                param,
                ctx,
            )


FILE = _PathType(path_type=Path, readable=False)  # click would answer 2 to what cannot be read
WORD = _WordType()
DAY = _DayType()
_MOST_MEBIBYTES = float(1 << 20)  # a text of a tebibyte fits into no machine that we know
SIZE = _SizeType(min=0, min_open=True, max=_MOST_MEBIBYTES)
