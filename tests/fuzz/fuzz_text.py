"""A coverage-guided fuzz target for the way from bytes to books (atheris).

    python tests/fuzz/fuzz_text.py -max_total_time=60 [CORPUS_FOLDER]

Whatever the bytes: an error of ours, or an edition that conserves every character, whose file comes back the same and
whose EPUB is well-formed. Findings are kept as files in `tests/fuzz/regressions/`, which the test suite runs.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

if __name__ == "__main__":
    import atheris

    # Only what is imported here is watched for new paths; watching every library takes ten times as long.
    with atheris.instrument_imports(include=["epubmaker"]):
        import epubmaker.pages
        import epubmaker.render.epub.compose  # noqa: F401

from epubmaker import EpubmakerError, EpubOptions, ReadOptions, ReconstructOptions, render_epub
from epubmaker.edition_file import edition_from_dict, edition_to_dict
from epubmaker.errors import ConservationError, RenderError
from epubmaker.pages import split_pages
from epubmaker.pipeline import reconstruct_pages
from epubmaker.readers import read_bytes

LIMITS = ReadOptions(max_bytes=1 << 16, max_rows=2_000)
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def check(payload: bytes) -> None:
    """Raise on anything that must not happen."""
    try:
        source = read_bytes(payload, options=LIMITS)
        edition = reconstruct_pages(source, split_pages(source), ReconstructOptions())
        book = render_epub(edition, EpubOptions(cover=False, notes=True))
    except (ConservationError, RenderError):
        raise
    except EpubmakerError:
        return
    assert edition_from_dict(json.loads(json.dumps(edition_to_dict(edition)))) == edition
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            assert not name.startswith(("/", "..")), name
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
                ElementTree.fromstring(archive.read(name))


def corpus(folder: Path) -> None:
    """Write pieces of the seeds, small enough to be mutated with effect."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in sorted(SEEDS.glob("*.txt")):
        text = seed.read_text(encoding="utf-8")
        for start in range(0, len(text), 700):
            piece = text[start : start + 700]
            for encoding in ("utf-8", "gb18030"):
                (folder / f"{seed.stem[:3]}-{start}-{encoding}").write_bytes(piece.encode(encoding))


def main() -> None:
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    if folders:
        corpus(folders[0])
    check("本报讯 昨天放晴。\n".encode())  # loads models and modules before the clock of the first run starts
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
