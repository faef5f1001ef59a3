"""`epubmaker evaluate`: how right an edition is, beside a gold one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from epubmaker.cli.help import Sectioned
from epubmaker.cli.options import reading
from epubmaker.cli.output import STDOUT, deliver, refuse_inputs
from epubmaker.cli.sources import source_of
from epubmaker.cli.speech import current
from epubmaker.cli.values import FILE
from epubmaker.evaluation import Calibration, Evaluation, Figures, Tally, evaluate, read_gold
from epubmaker.evaluation.figures import MEANINGS
from epubmaker.messages import Message
from epubmaker.readers import ReadOptions, read_edition

# Figures of which less is better are not shares to be proud of: they are shown without a colour.
_WORST, _FAIR = 0.9, 0.98
_HEADINGS = (
    (Message("figure"), "left"),
    (Message("value"), "right"),
    (Message("right / of"), "right"),
    (Message(""), "left"),
)
_WIDTH = 120  # characters, where nobody's window says otherwise


@click.command(
    "evaluate",
    cls=Sectioned,
    examples=(
        "epubmaker evaluate gold.json page.edition.json",
        "epubmaker evaluate gold.json page.edition.json page.txt --missed",
    ),
)
@click.argument("gold", metavar="GOLD", type=FILE)
@click.argument("edition", metavar="EDITION", type=FILE)
@click.argument("source", metavar="[SOURCE]", type=FILE, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--missed", is_flag=True, help="List the joins that the edition does not make.")
@click.option("-o", "--out", type=FILE, metavar="FILE", help="Write there, not to stdout (-).")
@reading
def evaluate_command(
    *,
    gold: Path,
    edition: Path,
    source: Path | None,
    as_json: bool,
    missed: bool,
    out: Path | None,
    read: ReadOptions,
) -> None:
    """Compare an edition file with a gold one and print how much of it is right.

    GOLD is a page as it ought to be: {"articles": [{"headline": ..., "blocks": [{"pieces": [...]}]}]}, pieces in the words of
    the source, or an edition file that somebody corrected. SOURCE, the text of the page, is only needed where the edition was
    changed by hand. Needs rapidfuzz: pip install 'epubmaker-zh[evaluate]'.
    """
    refuse_inputs(out, filter(None, (gold, edition, source)))
    text = None if source is None else source_of(source, read).text
    result = evaluate(read_gold(gold, text), read_edition(edition), text)
    if as_json:
        deliver(_json(result), out)
    else:
        table = _table(
            result.figures, terminal=out in (None, STDOUT) and sys.stdout is not None and sys.stdout.isatty()
        )
        deliver(table + (_missed(result) if missed else ""), out)


def _json(result: Evaluation) -> str:
    values = {
        "figures": result.figures.to_dict(),
        "counts": {name: [tally.right, tally.of] for name, tally in _tallies(result.figures)},
        "missed": [
            {"left": join.left, "right": join.right, "instead": join.instead} for join in result.missed
        ],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _tallies(figures: Figures) -> Iterator[tuple[str, Tally]]:
    for name in MEANINGS:
        figure = getattr(figures, name)
        if isinstance(figure, Tally):
            yield name, figure


def _table(figures: Figures, *, terminal: bool) -> str:
    """Lay the figures out as a table, in colours on a terminal."""
    from rich.console import Console  # noqa: PLC0415  (it is slow to load)
    from rich.table import Table  # noqa: PLC0415

    say = current().say
    table = Table(box=None, pad_edge=False)
    for heading, justify in _HEADINGS:
        table.add_column(say(heading), justify=justify, no_wrap=bool(heading))  # type: ignore[arg-type]
    for name, meaning in MEANINGS.items():
        figure: Tally | Calibration = getattr(figures, name)
        table.add_row(
            name, _share(figure.value), say(_count(figure)), say(meaning), style=_style(name, figure)
        )
    console = Console(no_color=not terminal, width=None if terminal else _WIDTH)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(row.rstrip() for row in captured.get().splitlines()) + "\n"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _count(figure: Tally | Calibration) -> str:
    if isinstance(figure, Calibration):
        return Message("joins: {count}", count=figure.joins) if figure.joins else ""
    return f"{figure.right:.0f} / {figure.of:.0f}" if figure.of else ""


def _style(name: str, figure: Tally | Calibration) -> str | None:
    if figure.value is None:
        return "dim"
    if isinstance(figure, Calibration) or name.endswith("flagged"):
        return None
    return "red" if figure.value < _WORST else "yellow" if figure.value < _FAIR else None


def _missed(result: Evaluation) -> str:
    say = current().say
    nothing = say(Message("nothing"))
    rows = (f"{join.left} → {join.right} ({join.instead or nothing})\n" for join in result.missed)
    heading = say(Message("missed joins, and what follows instead:"))
    return f"\n{heading}\n{''.join(rows)}" if result.missed else ""
