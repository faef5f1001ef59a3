"""Names and patterns of small matter, two sets that share nothing: what is learnt from one is judged on the other.

They stand in `words.json`; `{}`, `{street}`, ... in them are filled in place, see `filling.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Words:
    """The names, labels and patterns that pages of one setting are made with."""

    surnames: str
    given: str
    places: tuple[str, ...]
    streets: tuple[str, ...]
    firms: tuple[str, ...]
    papers: tuple[str, ...]
    labels: tuple[str, ...]
    briefs: tuple[str, ...]
    sections: tuple[str, ...]
    questions: tuple[str, ...]
    reporters: tuple[str, ...]
    seconds: tuple[str, ...]
    openings: tuple[str, ...]
    signatures: tuple[str, ...]
    notes: tuple[str, ...]
    note_texts: tuple[str, ...]
    jumps: tuple[str, ...]
    captions: tuple[str, ...]
    credits: tuple[str, ...]
    askers: tuple[tuple[str, str], ...]
    notices: tuple[tuple[str, ...], ...]
    adverts: tuple[str, ...]
    advert_heads: tuple[str, ...]
    contacts: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    tables: tuple[tuple[str, str], ...]
    skies: tuple[str, ...]
    weather_heads: tuple[str, ...]
    colophons: tuple[str, ...]


def read_words(setting: str) -> Words:
    """Return the words of one setting."""
    found = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))[setting]
    return Words(**{field.name: _frozen(found[field.name]) for field in fields(Words)})


def _frozen(value: Any) -> Any:
    """Return lists as tuples, all the way down."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
