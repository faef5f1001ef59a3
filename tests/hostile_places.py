"""Hostile sizes, file names, output paths and options."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from random import Random

from hostile_case import BODY, DOCUMENTED, HEADLINE, INPUT, PAGE, REPORT, Case, built

KIBIBYTE = 1 << 10
SIZE_OF_KIBIBYTE = "0.0009765625"  # MiB
NUMBERS = (
    "0", "-1", "nan", "-nan", "inf", "-inf", "1e400", "1e-400", "1e-9", "0x10", "", " ", "１", "٣", "1_0", "9" * 400, "1048576",
    "1048577", "1e308", "--", "\x1b[31m", "\udcff", "1\n",
)  # fmt: skip


TINY = (b"", b"A", b"\n", b"\xe5", b"\0", b"\xff", "字".encode(), b"\r\n\t ", b"\f\f", b"\xef\xbb\xbf")


def sizes(_random: Random) -> Iterator[Case]:
    """Empty and tiny files, files at a limit and one beyond it, and limits that are no numbers."""
    for number, byte in product(range(3), TINY):
        yield built("size", f"tiny-{byte.hex()}-{number}", byte * number, codes=(0, *INPUT))
    for length in (KIBIBYTE - 1, KIBIBYTE, KIBIBYTE + 1, 3 * KIBIBYTE):
        payload = (PAGE.encode() + b"A" * length)[:length]
        codes = (16,) if length > KIBIBYTE else (0,)
        yield built("size", f"bytes-{length}", payload, "--max-size", SIZE_OF_KIBIBYTE, codes=codes)
    for rows in (1, 2, 4, 5, 6, 7):
        payload = "\n".join([HEADLINE] * rows).encode()
        codes = (16,) if rows > 5 else (0,)
        yield built("size", f"rows-{rows}", payload, "--max-rows", "5", codes=codes)
        yield built("size", f"rows-{rows}-ended", payload + b"\n", "--max-rows", "5", codes=codes)
    for option, value in product(("--max-size", "--max-rows", "--issue", "--columns", "--date"), NUMBERS):
        yield built("size", f"{option}={value[:9]}", PAGE.encode(), f"{option}={value}", codes=(0, 2, 16, 30))
    for value in ("0", "-1", "nan", "", "x", "\udcff"):
        yield built("size", f"--jobs={value}", PAGE.encode(), f"--jobs={value}", codes=(2,))
    for day in (
        "0001-01-01",
        "9999-12-31",
        "1900-02-29",
        "2020-13-01",
        "2020-01-10T00",
        "\u0662\u0660",
        "1979-12-31",
    ):
        yield built("size", f"date-{day}", PAGE.encode(), "--date", day, formats="epub,pdf", codes=(0, 2))


LONG = "长" * 83  # 249 bytes
NAMES = (
    "a\nb", "a\rb", "a\x1b[31mb", "\x07", "a\tb", "\x7f", "-rf", "--help", "-", "--", "..txt", "...", "a..", "a. .", " a",
    "a ", ".hidden",
    "CON", "con.x", "NUL", "aux", "com1", "LPT9", "prn.", "COM¹", "collected-all", "collected-2020", "collected-2020-01",
    "COLLECTED-ALL",
    "collected-undated", "collected-2020-w01", "page", "Page", "PAGE", "é", "e\u0301", "가", "\u1100\u1161", "ﬁ", "ß", "SS", "ſ",
    "👨‍👩‍👧‍👦", "🇨🇳", "\u202egnp", "مرحبا", "\u200b", "\ufeff", "\u2028", "\u2029x", "\x85", "字\u0301", "\ue000",
    "\uffff", "\U000e0041", "%00",
    "%2e%2e", "$(id)", "`id`", "{edition}", "{{7*7}}", "<b>&amp;", "a:b", 'a"b', "a|b", "a*b?", "a\\b", "C:", "~", "~root",
    "#", "!!",
    "a;b", "'", "a\udcffb", "\udcff", "\udced\udca0\udc80", "\udcd6\udcd0\udcb9\udcfa", LONG, "x" * 249, "n" * 200, "n" * 201,
    LONG[:66], "ｐａｇｅ", "page.edition", "page.epub", "page.edition.json", ".epubmaker", "report", "第1版", "mimetype",
    "[x]", "\u00a0",
)  # fmt: skip


def names(_random: Random) -> Iterator[Case]:
    """File names: as an argument, below a folder, as a folder, and many that clash in one folder."""
    formats = ("--format", "epub", *REPORT)
    codes = (0, 1, 2, *INPUT)
    for number, name in enumerate(NAMES):
        label = f"{number}-{name[:20]}"
        file = f"{name}.txt"
        if "/" not in name and len(os.fsencode(file)) <= 255:
            text = ((file, PAGE.encode()),)
            given = ("build", *formats, "-o", "out", "--", file)
            yield Case("name", f"{label}-given", given, text, codes=codes)
            folder = ((f"in/{file}", PAGE.encode()),)
            arguments = ("build", "in", "-o", "out", "--collect", "all", *formats)
            yield Case("name", f"{label}-found", arguments, folder, codes=codes)
        if name not in ("-", "--"):
            inner = ((f"in/{name}/page.txt", PAGE.encode()),)
            yield Case("name", f"{label}-folder", ("build", "in", "-o", "out", *formats), inner, codes=codes)
    for start in range(0, len(NAMES), 16):
        many = [f"in/{name}.txt" for name in NAMES[start : start + 16] if len(os.fsencode(name)) <= 251]
        files = tuple((name, PAGE.encode()) for name in many)
        arguments = ("build", "in", "-o", "in", *formats)
        yield Case("name", f"together-{start}", arguments, files, out=("in", "report.json"), codes=codes)
    for number, name in enumerate(NAMES[::3]):
        out = f"o{name}"[:80]
        arguments = ("reconstruct", "page.txt", "-o", out)
        yield Case(
            "name", f"{number}-as-out", arguments, (("page.txt", PAGE.encode()),), out=(out,), codes=(0, 20)
        )


# What lies at the path of an output, with what may be there afterwards.
PLACES: tuple[tuple[str, str, tuple[tuple[str, str], ...], tuple[str, ...]], ...] = (
    ("file", "there", (), ("there",)),
    ("folder", "x", (("x", "folder"),), ("x",)),
    ("device", "x", (("x", "device"),), ()),
    ("pipe", "x", (("x", "pipe"),), ()),
    ("socket", "x", (("x", "socket"),), ()),
    ("link-to-device", "x", (("d", "device"), ("x", "link:d")), ()),
    ("link-to-nowhere", "x", (("x", "link:made"),), ("made",)),
    ("link-to-far-nowhere", "x", (("x", "link:no/made"),), ("no",)),
    ("ring", "x", (("x", "link:y"), ("y", "link:x")), ()),
    ("link-to-itself", "x", (("x", "link:x"),), ()),
    ("link-to-input", "x", (("x", "link:page.txt"),), ()),
    ("link-to-file", "x", (("x", "link:there"),), ("there",)),
    ("input", "page.txt", (), ()),
    ("input-otherwise", "./sub/../page.txt", (("sub", "folder"),), ()),
    ("input-corrections", "page.txt.corrections.toml", (), ()),
    ("below-input", "page.txt/x", (), ()),
    ("below-pipe", "p/x", (("p", "pipe"),), ()),
    ("below-ring", "r/x", (("r", "link:r"),), ()),
    ("below-nowhere", "no/where/x", (), ("no",)),
    ("long", "n" * 300, (), ()),
    ("long-name", "n" * 255, (), ("n" * 255,)),
    ("long-path", "n/" * 2_100 + "x", (), ("n",)),
    ("empty", "", (), (".",)),
    ("dash", "-", (), ()),
    ("newline", "a\nb", (), ("a\nb",)),
    ("escape", "a\x1b[31m", (), ("a\x1b[31m",)),
    ("bytes", "a\udcff", (), ("a\udcff",)),
    ("surrogate", "a\ud800", (), ()),
)


def outputs(_random: Random) -> Iterator[Case]:
    """Output paths that are something else already, that cannot be, or that are an input, for every command."""
    corrections = ("page.txt.corrections.toml", b"corrections = []\n")
    texts = (("page.txt", PAGE.encode()), ("there", b"before"), corrections)
    gold = '{"articles": [{"blocks": [{"pieces": ["' + BODY + '"]}]}]}'
    commands: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
        ("build", ("build", "page.txt", "--format", "epub", *REPORT, "-o"), "", ("report.json",)),
        ("book", ("build", "page.txt", *REPORT, "-o"), ".epub", ("report.json",)),
        ("reconstruct", ("reconstruct", "page.txt", "-o"), "", ()),
        ("inspect", ("inspect", "page.txt", "-o"), "", ()),
        ("review", ("review", "page.txt", "-o"), "", ()),
        ("evaluate", ("evaluate", "gold.json", "none.edition.json", "page.txt", "-o"), "", ()),
        ("report", ("build", "page.txt", "--format", "epub", "-o", "out", "--report"), "", ("out",)),
    )
    for command, arguments, suffix, more in commands:
        for name, path, special, out in PLACES:
            if suffix and (name in ("empty", "dash") or path.startswith(("page.txt", "./"))):
                continue
            files = (*texts, ("gold.json", gold.encode()))
            ring = {f"link:{path}": f"link:{path}{suffix}"}
            places = [
                (place + suffix if place == path else place, ring.get(kind, kind)) for place, kind in special
            ]
            may = tuple(place + suffix if place == path else place for place in out)
            given = (*arguments, path + suffix)
            allowed = () if name in ("input", "input-otherwise", "link-to-input") else may
            yield Case("output", f"{command}-{name}", given, files, tuple(places), (*allowed, *more))


ENCODINGS = (
    "rot13", "rot_13", "base64", "base64_codec", "hex", "bz2", "zlib", "zip", "uu", "quopri", "idna", "punycode", "undefined",
    "mbcs",
    "oem", "cp65001", "unicode_escape", "raw_unicode_escape", "charmap", "ascii", "latin-1", "cp037", "utf-7", "utf-8-sig",
    "utf-16",
    "utf-16-le", "utf-32", "hz", "iso2022_jp", "gbk", "big5hkscs", "shift_jis", "johab", "koi8-r", "", " ", "utf 8", "UTF8",
    "x" * 5_000,
    "../utf-8", "os", "encodings", "aliases", "\x1b[31m", "a\nb", "\udcff", "\ud800", "utf-8\u202e", "中文", "1",
)  # fmt: skip
PAYLOADS = {
    "page": PAGE.encode(),
    "gb18030": PAGE.encode("gb18030"),
    "escapes": b"\\ud800\\udc00\\x1b\\u5b57 \\N{BELL} +2AA- +3AA- A\n" * 3,
    "ascii": b"abc-def-0\n" * 9,
}
STRINGS = (
    "", " ", "\udcff", "\ud800", "\udfff\ud800", "\x1b[31m红", "a\nb", "a\rb", "\x07\x08", "\x85\x9b", "\u202e题", "\u200b",
    "\ufeff",
    "\uffff", "\U0010ffff", "\U000e0041", "题" * 400, "../../x", "/abs", "\\\\host\\x", "{edition}", "{{7*7}}", "<&>]]>", "%s%n",
    "e\u0301", "CON", "collected-all", ".", "..", "\u2028", "-x", "--help",
)  # fmt: skip
PATTERNS = (
    "{edition}-{page}", "{edition}{page}", "{page}{edition}", "{edition}", "{page}", "{edition}{edition}{page}",
    "(.*){edition}+{page}",
    "{edition}[{page}", "{edition}\\{page}", "{{edition}}-{page}", "{edition!r}-{page}", "{edition:>9}{page}",
    "(?P<edition>x){edition}{page}",
)  # fmt: skip


def options(_random: Random) -> Iterator[Case]:
    """Options with names of strange codecs, surrogates, controls, and values that do not exist."""
    for name in ENCODINGS:
        for kind, payload in PAYLOADS.items():
            codes = (0, 2, *INPUT, 30)
            yield built("option", f"encoding={name[:14]}-{kind}", payload, f"--encoding={name}", codes=codes)
    for option in (
        "--title",
        "--name",
        "--convert",
        "--theme",
        "--pages",
        "--format",
        "--paper",
        "--collect",
        "--font-dir",
    ):
        for number, value in enumerate(STRINGS):
            name = f"{option}={number}"
            yield built("option", name, PAGE.encode(), f"{option}={value}", codes=(0, 2, 30))
    for number, value in enumerate(STRINGS):
        for option in ("--glossary", "--adapt"):
            extra = ("--convert", "s2tw") if option == "--glossary" else ()
            yield built(
                "option", f"{option}={number}", PAGE.encode(), *extra, f"{option}={value}", codes=DOCUMENTED
            )
        yield Case("option", f"input={number}", ("build", *REPORT, "-o", "out", "--", value))
        yield Case(
            "option", f"stage={number}", ("inspect", f"--stage={value}", "page.txt"), out=(), codes=(2,)
        )
        yield Case("option", f"command={number}", (value, "page.txt"), out=(), codes=(0, 2))
    for number, value in enumerate((*PATTERNS, *STRINGS)):
        files = tuple((f"in/{stem}.txt", PAGE.encode()) for stem in ("甲-01", "甲-2", "乙", "-1", "甲-A10"))
        arguments = ("build", "in", "-o", "out", "--format", "epub", f"--pages={value}", *REPORT)
        yield Case("option", f"pages-{number}", arguments, files, codes=(0, 2, 30))
