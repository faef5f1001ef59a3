"""Collected volumes in every kind of book: which editions belong together, and what the volume is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from epubmaker.errors import OptionError
from epubmaker.messages import Message
from epubmaker.model import Edition
from epubmaker.render.toc import edition_title, one_line, written_date

Period = Literal["week", "month", "year", "all"]
PERIODS: tuple[Period, ...] = get_args(Period)
NOTHING_TO_COLLECT = Message("there is no edition to collect: give a folder that holds at least one")


def volume_name(day: date | None, period: Period) -> str:
    """Name the volume an edition of that day belongs to: 2020-w02 (ISO 8601), 2020-01, 2020, all; else undated.

    Raises `OptionError` for a period there is not.
    """
    if period not in PERIODS:
        raise OptionError(
            Message(
                "--collect {period}: no such period; choose one of {periods}",
                period=period,
                periods=" ".join(PERIODS),
            )
        )
    if period == "all":
        return "all"
    if day is None:
        return "undated"
    year, week, _ = day.isocalendar()
    return {"week": f"{year}-w{week:02}", "month": f"{day.year}-{day.month:02}", "year": str(day.year)}[
        period
    ]


@dataclass(slots=True)
class Collected:
    """What the editions of a volume say of themselves, gathered as they pass by."""

    papers: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)

    def take(self, edition: Edition, unknown: str) -> str:
        """Take note of one edition and return the label it has in the contents: its day, else its own title."""
        masthead = edition.masthead
        paper = one_line(masthead.title)
        if paper and paper not in self.papers:
            self.papers.append(paper)
        if masthead.date is None:
            return edition_title(edition, unknown)
        self.days.append(masthead.date)
        return " ".join(filter(None, (written_date(masthead.date), masthead.weekday)))

    @property
    def span(self) -> str:
        """The days from the first edition to the last, in writing."""
        return span_of(self.days)


def span_of(days: Iterable[date]) -> str:
    """Write the days from the first to the last."""
    known = sorted(days)
    if not known:
        return ""
    first, last = written_date(known[0]), written_date(known[-1])
    return first if first == last else f"{first}至{last}"
