"""Which characters a recogniser takes for which: counts for `seams/data/confusions.tsv`.

    python -m epubmaker.training.confusions CORPUS_FOLDER MINUTES > epubmaker/seams/data/confusions.tsv

Lines of news are set in the project's faces, worn as old print and poor scans are (small, blurred, eroded, spotted, compressed),
read by a recogniser (rapidocr-onnxruntime, PP-OCRv4 models, Apache-2.0; `pip install rapidocr-onnxruntime`), and compared with
what was printed. Only counts of pairs leave this script.
"""

import io
import json
import lzma
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidocr_onnxruntime import RapidOCR

FACES = ("noto-serif-sc-400.ttf", "epubmaker-kai-400.ttf", "noto-sans-sc-700.ttf")
LINE = 18  # characters: a column
EVERY = 60  # article of the corpus
LEAST = 2  # times a pair was seen; one may be a slip of the comparison
HAN = ("\u4e00", "\u9fff")


def lines(folder: Path, rng: random.Random) -> Iterator[str]:
    """Yield lines of news, from every source in turn."""
    with ExitStack() as opened:
        sources: list[IO[str]] = [
            opened.enter_context(lzma.open(path, "rt", encoding="utf-8"))
            for path in sorted(folder.glob("*.jsonl.xz"))
        ]
        yield from _in_turn(sources, rng)


def _in_turn(sources: list[IO[str]], rng: random.Random) -> Iterator[str]:
    """Yield a line of an article of each source, again and again."""
    while sources:
        for source in list(sources):
            row = next(islice(source, rng.randrange(EVERY), None), None)
            if row is None:
                sources.remove(source)
                continue
            for text in json.loads(row)["paras"][:6]:
                start = rng.randrange(max(1, len(text) - LINE))
                if len(text) > LINE:
                    yield text[start : start + LINE].replace("\n", " ").strip()


def worn(text: str, faces: list[ImageFont.FreeTypeFont], rng: random.Random) -> np.ndarray:
    """Return the picture of a line as a poor scan has it."""
    face = rng.choice(faces)
    width = int(face.getlength(text)) + 20
    picture = Image.new("L", (width, 60), 255)
    ImageDraw.Draw(picture).text((10, 8), text, font=face, fill=rng.randrange(0, 70))
    if rng.random() < 0.4:
        picture = picture.filter(rng.choice((ImageFilter.MinFilter(3), ImageFilter.MaxFilter(3))))
    scale = rng.uniform(0.32, 0.6)
    small = picture.resize((max(8, int(width * scale)), int(60 * scale)), Image.Resampling.BILINEAR)
    small = small.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 1.0))).rotate(
        rng.uniform(-0.7, 0.7), fillcolor=255
    )
    pixels = np.asarray(small, np.float32)
    pixels += np.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(4, 26), pixels.shape)
    noisy = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    buffer = io.BytesIO()
    noisy.save(buffer, "JPEG", quality=rng.randrange(22, 70))
    return np.asarray(Image.open(buffer).convert("RGB"))


def compare(printed: str, read: str, pairs: Counter[tuple[str, str]]) -> None:
    """Count the characters that were read as one other character."""
    for kind, a, b, c, d in SequenceMatcher(None, printed, read, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c <= 2:
            pairs.update(zip(printed[a:b], read[c:d], strict=True))


def main() -> None:
    """Print, read and count for so many minutes, then print the table."""
    folder, minutes = Path(sys.argv[1]), float(sys.argv[2])
    rng = random.Random(11)
    fonts = Path(__file__).resolve().parents[2] / "fonts"
    faces = [ImageFont.truetype(str(fonts / name), 40) for name in FACES]
    recogniser = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
    pairs: Counter[tuple[str, str]] = Counter()
    printed: Counter[str] = Counter()
    read: Counter[str] = Counter()
    end = time.monotonic() + 60 * minutes
    for text in lines(folder, rng):
        if time.monotonic() > end:
            break
        found, _ = recogniser(worn(text, faces, rng), use_det=False, use_cls=False, use_rec=True)
        words = found[0][0] if found else ""
        compact = "".join(text.split())
        printed.update(compact)
        read.update(words)
        compare(compact, "".join(words.split()), pairs)
    print(
        f"# Printed character, read as, times, times the first was printed. {printed.total()} characters were printed."
    )
    print(
        "# Origin: training/confusions.py (rapidocr-onnxruntime 1.4.4, PP-OCRv4 models, Apache-2.0); counts only."
    )
    for (one, other), count in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if count >= LEAST and all(HAN[0] <= character <= HAN[1] for character in (one, other)):
            print(f"{one}\t{other}\t{count}\t{printed[one]}")


if __name__ == "__main__":
    main()
