"""What each thing that a page shows is worth to the layout: figures without it, and with the damage that recognisers do.

    python tests/benchmarks/ablate_layout.py FOLDER [NUMBER]

FOLDER holds pages with known truth, as `NAME.boxes.json` (lines, rules, pictures) and `NAME.gold.json`. Every page is laid out as
it is and in each of the damaged ways; printed are order, joins (successors), headlines and grouping over all pages, and how
much is lost of each. Where lines are lost the figures are given twice: against the whole page, of which no reader can say what
is gone, and against what is left of it. Same files, same figures.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from math import radians, tan
from pathlib import Path
from typing import Any

from epubmaker.evaluation import Figures, Gold, evaluate, gold_from_dict, sum_figures
from epubmaker.layout import lay_out, source_of_pages
from epubmaker.model.placed import Box, Picture, PlacedLine, Rule, SourcePage
from epubmaker.pipeline import reconstruct

SHOWN = ("order", "successors", "headline", "grouping")
JITTER, JOINED, LOST, SKEW = 0.1, 0.05, 0.03, 0.5


def page_of(path: Path) -> SourcePage:
    """Return the page of a file of boxes, with the typefaces that its PDF names."""
    values = json.loads(path.read_text("utf-8"))
    lines = [
        PlacedLine(
            line["text"],
            Box(*line["box"]),
            line["size"],
            line["font"],
            bold=line["font"] == "hei",
            vertical=line["vertical"],
        )
        for line in values["lines"]
    ]
    rules = [
        Rule(
            Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)),
            "h" if abs(x1 - x0) > abs(y1 - y0) else "v",
        )
        for x0, y0, x1, y1 in values["rules"]
    ]
    pictures = [Picture(Box(*box)) for box in values["pictures"]]
    return SourcePage(values["width"], values["height"], tuple(lines), tuple(rules), tuple(pictures))


def without_typefaces(page: SourcePage, _chance: random.Random) -> SourcePage:
    return replace(page, lines=tuple(replace(line, font="", bold=False) for line in page.lines))


def without_rules(page: SourcePage, _chance: random.Random) -> SourcePage:
    return replace(page, rules=())


def without_pictures(page: SourcePage, _chance: random.Random) -> SourcePage:
    return replace(page, pictures=())


def jittered(page: SourcePage, chance: random.Random) -> SourcePage:
    """Move every edge of every line by up to a tenth of its height."""

    def moved(line: PlacedLine) -> PlacedLine:
        by = [chance.uniform(-JITTER, JITTER) * line.size for _ in range(4)]
        box = Box(line.box.x0 + by[0], line.box.y0 + by[1], line.box.x1 + by[2], line.box.y1 + by[3])
        return replace(line, box=box, size=box.width if line.vertical else box.height)

    return replace(page, lines=tuple(map(moved, page.lines)))


def joined_over_gutters(page: SourcePage, chance: random.Random) -> SourcePage:
    """Join one line in twenty with what stands right of it in the next column."""
    lines = list(page.lines)
    level = [n for n, line in enumerate(lines) if not line.vertical]
    gone: set[int] = set()
    for number in chance.sample(level, int(JOINED * len(level))):
        line = lines[number]
        beside = [
            other
            for other in level
            if other not in gone
            and other != number
            and abs(lines[other].box.y0 - line.box.y0) < 0.3 * line.size
            and 0 < lines[other].box.x0 - line.box.x1 < 2.5 * line.size
            and abs(lines[other].size - line.size) < 0.1 * line.size
        ]
        if beside and number not in gone:
            other = lines[beside[0]]
            box = Box(line.box.x0, line.box.y0, other.box.x1, line.box.y1)
            lines[number] = replace(line, text=line.text + other.text, box=box)
            gone.add(beside[0])
    return replace(page, lines=tuple(line for number, line in enumerate(lines) if number not in gone))


def with_losses(page: SourcePage, chance: random.Random) -> SourcePage:
    return replace(page, lines=tuple(line for line in page.lines if chance.random() >= LOST))


def skewed(page: SourcePage, _chance: random.Random) -> SourcePage:
    """Turn the page by half a degree about its corner; boxes stay upright, as a recogniser gives them."""
    slope = tan(radians(SKEW))

    def turned(box: Box) -> Box:
        x, y = box.middle
        dx, dy = -y * slope, x * slope
        return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)

    return replace(
        page,
        lines=tuple(replace(line, box=turned(line.box)) for line in page.lines),
        rules=tuple(replace(rule, box=turned(rule.box)) for rule in page.rules),
        pictures=tuple(replace(picture, box=turned(picture.box)) for picture in page.pictures),
    )


def whole(page: SourcePage, _chance: random.Random) -> SourcePage:
    return page


DAMAGES: dict[str, Callable[[SourcePage, random.Random], SourcePage]] = {
    "as it is": whole,
    "no typefaces": without_typefaces,
    "no rules": without_rules,
    "no pictures": without_pictures,
    f"jitter {JITTER}": jittered,
    f"gutters joined {JOINED:.0%}": joined_over_gutters,
    f"lines lost {LOST:.0%}": with_losses,
    f"skew {SKEW} degrees": skewed,
}


def rest_of(
    gold: dict[str, Any], boxes: dict[str, Any], page: SourcePage, left: SourcePage
) -> dict[str, Any]:
    """Return the truth of a page without its lost lines: their text is gone from bodies and titles."""
    kept = {id(line) for line in left.lines}
    rest = deepcopy(gold)
    for line in (
        values for values, one in zip(boxes["lines"], page.lines, strict=True) if id(one) not in kept
    ):
        whole = [[line["text"], line["role"], line["article"]]]
        for text, role, number in (piece[:3] for piece in line.get("pieces", whole)):
            if number is not None and 0 <= number < len(rest["articles"]):
                _take_out(rest["articles"][number], role, text)
    return rest


def _take_out(article: dict[str, Any], role: str, text: str) -> None:
    if article.get(role) and role in ("headline", "kicker", "deck"):
        article[role] = article[role].replace(text, "", 1)
        return
    for block in article["blocks"]:
        if text in block["pieces"]:
            block["pieces"].remove(text)
            break
    article["blocks"] = [block for block in article["blocks"] if block["pieces"]]


def figures_of(page: SourcePage, gold: Gold) -> Figures:
    source = source_of_pages([(page, lay_out(page))], "page", "boxes", "0" * 64)
    return evaluate(gold, reconstruct(source), source.text).figures


def truths(folder: Path, most: int) -> Iterator[tuple[SourcePage, dict[str, Any], dict[str, Any]]]:
    """Yield pages with their gold and their boxes."""
    for path in sorted(folder.glob("*.boxes.json"))[:most]:
        gold = path.with_name(path.name.replace(".boxes.", ".gold."))
        if gold.exists():
            values = json.loads(gold.read_text("utf-8"))
            for article in values[
                "articles"
            ]:  # kinds of blocks beyond those of an edition are paragraphs to the reader
                for block in article["blocks"]:
                    block["kind"] = "crosshead" if block["kind"] == "crosshead" else "paragraph"
            yield page_of(path), values, json.loads(path.read_text("utf-8"))


def main(arguments: list[str]) -> None:
    pages = list(truths(Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 10_000))
    base: dict[str, float] = {}
    print("damage".ljust(22), *(name.rjust(16) for name in SHOWN))
    for name, damage in DAMAGES.items():
        damaged = [damage(page, random.Random(number)) for number, (page, _, _) in enumerate(pages)]
        truth = [gold for _, gold, _ in pages]
        base = _say(name, damaged, truth, base)
        if damage is with_losses:
            rest = [
                rest_of(gold, boxes, page, left)
                for (page, gold, boxes), left in zip(pages, damaged, strict=True)
            ]
            _say("  of what is left", damaged, rest, base)


def _say(
    name: str, pages: list[SourcePage], truth: list[dict[str, Any]], base: dict[str, float]
) -> dict[str, float]:
    """Print the figures of pages and how far they are from `base`; return that, or these where there is none."""
    total = sum_figures(
        figures_of(page, gold_from_dict(gold)) for page, gold in zip(pages, truth, strict=True)
    )
    values = {one: getattr(total, one).value or 0.0 for one in SHOWN}
    base = base or values
    shown = (f"{values[one]:.3f} ({values[one] - base[one]:+.3f})".rjust(16) for one in SHOWN)
    print(name.ljust(22), *shown, flush=True)
    return base


if __name__ == "__main__":
    main(sys.argv[1:])
