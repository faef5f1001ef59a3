"""The gap after a dateline (电头): `本报讯　昨天上午`."""

from collections.abc import Iterator

from epubmaker.restore.characters import GAP
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re
from epubmaker.text.offices import plain_offices

G = f"[{GAP}]?"
_PLACE = r"[^，。,；;：:！!？?“”\"\n]"
DATELINE = re.compile(
    rf"""(?P<dateline>
      本{G}(?:报|台|刊|网|社){G}(?:讯|消{G}息)
    | 本报{_PLACE}{{1,14}}[电讯]
    | (?:据)?[\u4e00-\u9fff]{{1,6}}(?:社|网|台|报){_PLACE}{{2,16}}电
    | [\u4e00-\u9fff]{{1,6}}[报网台]讯
    | 本{G}报{G}综{G}合{G}(?:消{G}息|报{G}道|讯)
    )(?P<gap>[{GAP}\r\n]+|(?=[（(]))""",
    re.VERBOSE,
)
WIDE_GAP = "\u3000"


def match_dateline(text: str) -> re.Match[str] | None:
    """Find the dateline a paragraph opens with, and the gap after it."""
    return DATELINE.match(plain_offices(text))


def dateline_gap(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Set one full-width space after the dateline, as newspapers print it, and close it up inside."""
    if setting.kind != "prose":
        return
    match = match_dateline(tracked.text)
    if not match:
        return
    for gap in re.finditer(f"[{GAP}]+", match["dateline"]):
        yield Change(gap.start(), gap.end(), "", "dateline")
    if match["gap"]:
        yield Change(match.start("gap"), match.end("gap"), WIDE_GAP, "dateline")
