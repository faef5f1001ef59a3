"""The value that a hostile case is, and the small newspaper texts that the cases are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Codes that README.md and epubmaker/errors.py document, without those of a defect (50, 51, 70). No case here interrupts,
# exhausts memory or uses several machines, so 41, 42 and 130 are wrong too.
DOCUMENTED = (0, 1, 2, *range(10, 19), 20, 21, 30, 40, 60)
INPUT = tuple(range(10, 19))

HEADLINE = "春耕时节农事忙"
BODY = "本报讯 昨天放晴，城南的麦田里机器声不断，农机手一早下地，赶着把返青肥撒完。"
PAGE = f"{HEADLINE}\n\n■记者 李明\n\n{BODY}\n"
REPORT = ("--report", "report.json")


@dataclass(frozen=True)
class Case:
    """Files and a command line, as plain values.

    files    paths relative to the working folder, with their bytes; bytes of a name that are not UTF-8 as surrogate escapes
    special  paths that are no regular files, with `folder`, `pipe`, `socket`, `device` or `link:TARGET`
    out      paths that the command may create, or replace where they are among the files
    codes    exit codes that are right
    """

    kind: str
    name: str
    arguments: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...] = ()
    special: tuple[tuple[str, str], ...] = ()
    out: tuple[str, ...] = ("out", "report.json")
    codes: tuple[int, ...] = DOCUMENTED

    @property
    def label(self) -> str:
        """An ASCII name for the test report."""
        return "".join(c if c.isascii() and (c.isalnum() or c in "-_.+=") else "_" for c in self.name)[:70]


def built(
    kind: str,
    name: str,
    payload: bytes,
    *options: str,
    source: str = "page.txt",
    codes: Iterable[int] = DOCUMENTED,
    beside: Iterable[tuple[str, bytes]] = (),
    formats: str = "epub",
) -> Case:
    """Return a case that builds the EPUB of one file."""
    arguments = ("build", source, "-o", "out", "--format", formats, *REPORT, *options)
    return Case(kind, name, arguments, ((source, payload), *beside), codes=tuple(codes))


def read(kind: str, name: str, payload: bytes, turn: int, codes: Iterable[int] = DOCUMENTED) -> Case:
    """Return a case that reads one text, by a command that depends on `turn`: mostly `build`."""
    if turn % 2 == 0:
        return built(kind, name, payload, codes=codes)
    commands: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
        (("reconstruct", "page.txt", "--json", "-o", "out"), ("out",)),
        (("inspect", "page.txt", "--stage", "roles"), ()),
        (("review", "page.txt"), ("page.txt.review.html",)),
        (("inspect", "page.txt", "--stage", "seams", "-o", "out"), ("out",)),
        (("build", "page.txt", "-o", "book.pdf", *REPORT), ("book.pdf", "report.json")),
        (("build", "page.txt", "-o", "out", "--convert", "s2tw", "--index", "--notes", *REPORT), ("out", "report.json")),
        (("reconstruct", "page.txt"), ()),
    )  # fmt: skip
    arguments, out = commands[turn // 2 % len(commands)]
    return Case(kind, name, arguments, (("page.txt", payload),), out=out, codes=tuple(codes))
