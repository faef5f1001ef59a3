"""Build the shipped fonts from their sources: one subset for each face, the same bytes every run.

A development tool; the library never runs it. It needs fontTools and the source packages named in README.md:

    python build_fonts.py --noto NODE_MODULES/@expo-google-fonts --kai LXGWWenKai-Regular.ttf --out .
"""

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent

# Newspaper symbols beyond the character sets, as half-open Unicode ranges.
SYMBOL_RANGES = (
    (0x0020, 0x0250),  # Latin with accents of European and Pinyin use
    (0x0370, 0x0460),  # Greek, Cyrillic
    (0x1E00, 0x1F00),  # Latin of Vietnamese names
    (0x2000, 0x2070),  # dashes, quotation marks, per mille
    (0x2070, 0x2300),  # superscripts, currency, letter-like, number forms, arrows, operators
    (0x2460, 0x2600),  # circled numbers, box drawing, blocks, geometric shapes
    (0x2600, 0x2670),  # stars, weather
    (0x2E3A, 0x2E3C),  # two-em and three-em dash
    (0x3000, 0x3130),  # CJK marks, kana, bopomofo
    (0x3200, 0x3400),  # enclosed and squared characters
    (0xFE10, 0xFE50),  # vertical forms
    (0xFF00, 0xFFF0),  # full-width forms
)


@dataclass(frozen=True)
class Face:
    """One face to build: where its source lies and what its family is called in the subset.

    `family` is given only where a Reserved Font Name forbids the old one (OFL 1.1, clause 3).
    """

    output: str
    source: str
    family: str | None = None


NOTO_FACES = (
    Face("noto-serif-sc-400.ttf", "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"),
    Face("noto-sans-sc-700.ttf", "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf"),
    Face("noto-serif-tc-400.ttf", "noto-serif-tc/400Regular/NotoSerifTC_400Regular.ttf"),
    Face("noto-sans-tc-700.ttf", "noto-sans-tc/700Bold/NotoSansTC_700Bold.ttf"),
)
KAI_FACE = Face("epubmaker-kai-400.ttf", "", family="Epubmaker Kai")


def encodable(codec: str) -> set[int]:
    """Return the code points that a double-byte codec can write, private use left out."""
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    decoded = (pair.decode(codec, errors="ignore") for pair in pairs)
    return {ord(text) for text in decoded if len(text) == 1 and not 0xE000 <= ord(text) < 0xF900}


def wanted_characters() -> set[int]:
    """Return the code points that every face should carry as far as its source does."""
    standard = set(map(ord, (HERE / "standard-8105.txt").read_text(encoding="utf-8").replace("\n", "")))
    symbols = {code for start, end in SYMBOL_RANGES for code in range(start, end)}
    return standard | encodable("gb2312") | encodable("big5") | symbols


def subset_options() -> subset.Options:
    """Return what a subset keeps: outlines, vertical and regional forms, names; no hinting."""
    options = subset.Options()
    options.layout_features = ["vert", "vrt2", "locl", "halt"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["DSIG", "STAT", "BASE", "prep", "gasp"]
    options.recalc_timestamp = False
    return options


def rename(font: TTFont, family: str) -> None:
    """Give `font` a new family name everywhere a name can be shown."""
    names = {
        1: family,
        2: "Regular",
        3: f"{family} Regular",
        4: f"{family} Regular",
        6: family.replace(" ", "") + "-Regular",
    }
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]


def build(source: Path, face: Face, characters: set[int], out: Path) -> Path:
    """Write the subset of one face and return its path."""
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(subset_options())
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    if face.family:
        rename(font, face.family)
    path = out / face.output
    font.save(path)
    return path


def main() -> None:
    """Build every face and write SHA256SUMS beside them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--noto", type=Path, required=True, help="folder of the unpacked @expo-google-fonts packages"
    )
    parser.add_argument("--kai", type=Path, required=True, help="LXGWWenKai-Regular.ttf of fonts-lxgw-wenkai")
    parser.add_argument("--out", type=Path, default=HERE)
    arguments = parser.parse_args()
    characters = wanted_characters()
    paths = [build(arguments.noto / face.source, face, characters, arguments.out) for face in NOTO_FACES]
    paths.append(build(arguments.kai, KAI_FACE, characters, arguments.out))
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(paths))
    (arguments.out / "SHA256SUMS").write_text("".join(sums), encoding="ascii")
    for path in paths:
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
