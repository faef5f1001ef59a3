"""The settings: models are learnt from pages of `train` (or of `wide`, which vary more) and judged on those of `test`.

They differ in how a page is cut, in ranges of measures, in names and small matter, and in extractors: two are kept for `test`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from .values import House
from .words import Words, read_words

STREAMS = (
    "article",
    "article",
    "bodies",
    "bodies",
    "columns",
    "height",
    "boxes",
    "titles",
    "articles-shuffled",
)
RULINGS = ("all", "all", "across", "boxes", "none")
EMITS = ("line", "line", "line", "character", "run")
# Row pitch in em, drawn alike from three ranges: it decides whether extractors read down the columns or across them.
PITCHES = ((1.15, 1.4), (1.4, 1.6), (1.6, 2.0))
TRADITIONAL = 0.2  # of the pages
# How likely each kind of box is, by style of the page.
STYLES: dict[str, dict[str, float]] = {
    "daily": {
        "article": 10,
        "photo": 1,
        "briefs": 1,
        "boxed": 1,
        "weather": 0.4,
        "notice": 0.3,
        "ad": 0.3,
        "table": 0.3,
        "listing": 0.2,
    },
    "inside": {
        "article": 8,
        "photo": 1,
        "briefs": 2,
        "boxed": 2,
        "interview": 0.9,
        "listing": 0.5,
        "table": 0.5,
        "ad": 0.7,
        "notice": 0.6,
        "contacts": 0.3,
    },
    "briefs": {
        "article": 3,
        "briefs": 6,
        "photo": 1,
        "listing": 0.6,
        "table": 0.6,
        "ad": 0.7,
        "notice": 0.4,
        "weather": 0.3,
    },
    "supplement": {
        "article": 7,
        "verse": 2.2,
        "boxed": 1,
        "interview": 1,
        "photo": 1.2,
        "ad": 0.3,
        "contacts": 0.5,
    },
    "evening": {
        "article": 6,
        "photo": 2,
        "ad": 2,
        "briefs": 1.5,
        "boxed": 1.5,
        "interview": 0.6,
        "weather": 0.7,
        "notice": 1,
        "listing": 0.4,
    },
    "notices": {"article": 3, "notice": 4, "ad": 2.5, "table": 2, "listing": 2, "contacts": 1, "briefs": 0.5},
}


@dataclass(frozen=True)
class Setting:
    """What pages of one setting are drawn from."""

    name: str
    words: Words
    styles: tuple[str, ...]
    sizes: tuple[float, ...]
    columns: tuple[int, ...]
    measures: tuple[float, float]
    gutters: tuple[float, float]
    shapes: tuple[float, float]
    cuttings: tuple[str, ...]
    extractors: tuple[str, ...]
    widths: tuple[int, ...]
    free: bool = False  # more ways to set a page (`variety.py`)
    habitual: bool = False  # pages of one desk (`habits.py`)

    def house(self, rng: random.Random) -> House:
        """Return the manner of one page."""
        columns = rng.choice(self.columns)
        low, high = self.measures
        return House(
            style=rng.choice(self.styles),
            script=rng.choice(["s2tw", "s2hk"]) if rng.random() < TRADITIONAL else "t2s",
            size=rng.choice(self.sizes),
            pitch=rng.uniform(*rng.choice(PITCHES)),
            columns=columns,
            measure=rng.uniform(low, high) - (columns - 6) * 0.8,
            gutter=rng.uniform(*self.gutters),
            shape=rng.uniform(*self.shapes),
            ruling=rng.choice(RULINGS),
            grid=rng.random() < 0.4,
            vertical=rng.choice([0, 0.1, 0.25]),
            doubled=rng.choice([0, 0, 0, 0, 0.3]),
            stream=rng.choice(STREAMS),
            emit=rng.choice(EMITS),
            gap=rng.uniform(0.7, 2.2),
            cutting=rng.choice(self.cuttings),
            free=self.free,
        )


SETTINGS = {
    "train": Setting(
        "train",
        read_words("train"),
        ("daily", "daily", "inside", "inside", "briefs", "supplement", "evening", "notices"),
        (7.5, 8, 8.5, 9, 9.5),
        (4, 5, 5, 6, 6, 7, 8),
        (12, 19),
        (0.9, 2.1),
        (1.3, 1.55),
        ("halves",),
        ("pdftotext", "layout", "raw", "pymupdf", "pdfminer"),
        (18, 20, 24, 28, 32, 38),
    ),
    "test": Setting(
        "test",
        read_words("test"),
        ("daily", "daily", "inside", "briefs", "supplement", "evening", "notices"),
        (7.8, 8.2, 8.8, 9.2, 10),
        (4, 5, 6, 7, 7, 8),
        (11.5, 17.5),
        (1.0, 2.4),
        (1.25, 1.6),
        ("bands", "bands", "spine"),
        ("pdftotext", "layout", "raw", "pymupdf", "pdfminer", "pdfplumber", "pypdf"),
        (16, 22, 26, 30, 36, 40),
    ),
    "wide": Setting(
        "wide",
        read_words("train"),
        ("daily", "daily", "inside", "inside", "briefs", "supplement", "evening", "notices"),
        (7.5, 8, 8.5, 9, 9.5, 10.5),
        (3, 4, 5, 5, 6, 6, 7, 8, 9),
        (10, 20),
        (0.8, 2.6),
        (1.2, 1.7),
        ("halves", "halves", "modules", "towers"),
        ("pdftotext", "layout", "raw", "pymupdf", "pdfminer"),
        (18, 20, 24, 28, 32, 38),
        free=True,
    ),
}
SETTINGS["desk"] = replace(SETTINGS["wide"], name="desk", habitual=True)
SETTINGS["desk-test"] = replace(SETTINGS["test"], name="desk-test", habitual=True)
