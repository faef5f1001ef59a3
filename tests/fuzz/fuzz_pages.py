"""A mutation fuzz target for files with positions: PDF, ALTO, PAGE, hOCR, the JSON of recognisers.

    python tests/fuzz/fuzz_pages.py [SECONDS] [SEED]

Whatever the bytes: an error of ours, or an edition that conserves every character. Needs nothing but the project.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from placed_samples import article_rows, pdf
from test_readers_digital import FORMS

from epubmaker import EpubmakerError, ReadOptions, read_bytes, reconstruct
from epubmaker.errors import ConservationError, RenderError

LIMITS = ReadOptions(max_bytes=1 << 16, max_rows=2_000)
# Pieces that have broken readers before: numbers out of reach, marks of structure, halves of characters.
PIECES = [
    b"NaN",
    b"-1",
    b"1e309",
    b"0",
    b"999999999999",
    b"[",
    b"]",
    b"{",
    b"}",
    b"<",
    b">",
    b'"',
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
]


def check(payload: bytes) -> None:
    """Raise on anything that must not happen."""
    try:
        reconstruct(read_bytes(payload, options=LIMITS))
    except (ConservationError, RenderError):
        raise
    except EpubmakerError as error:
        if "\n" in str(error):
            raise AssertionError(f"more than a line: {error}") from error


def mutated(payload: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, taken out, doubled or put elsewhere."""
    data = bytearray(payload)
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(data) + 1), chance.randint(1, 40)
        match chance.randrange(5):
            case 0:
                data[at : at + size] = b""
            case 1:
                data[at:at] = chance.choice(PIECES)
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                data[at:at] = data[chance.randrange(len(data) + 1) :][:size]
            case _:
                found = [n for n, byte in enumerate(data) if 48 <= byte <= 57]
                if found:
                    place = chance.choice(found)
                    data[place : place + 1] = chance.choice(PIECES)
    return bytes(data)


def samples() -> list[bytes]:
    """Return a page in every form."""
    return [*FORMS.values(), pdf(article_rows()), pdf(article_rows(), mode=3)]


def run(seconds: float, seed: int) -> int:
    """Mutate samples for some time and return how many were tried."""
    chance, end, tried = random.Random(seed), time.monotonic() + seconds, 0
    found = samples()
    while time.monotonic() < end:
        payload = mutated(chance.choice(found), chance)
        try:
            check(payload)
        except BaseException:
            Path("crash.bin").write_bytes(payload)
            raise
        tried += 1
    return tried


if __name__ == "__main__":
    print(
        run(float(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 1),
        "tried",
    )
