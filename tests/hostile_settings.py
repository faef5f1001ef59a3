"""Hostile files that lie beside the work: corrections, themes, glossaries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random

from hostile_case import INPUT, PAGE, REPORT, Case

CLASSIC = Path(__file__).resolve().parent.parent / "styles" / "classic"
CORRECTIONS = "page.txt.corrections.toml"
Q = "农机手一早"  # stands once in the page
HUGE = "9" * 6_000
DEEP = "[" * 50_000 + "]" * 50_000
VERBS = (
    "join",
    "break",
    "split",
    "twice",
    "role",
    "replace",
    "move",
    "article",
    "merge",
    "order",
    "headline",
    "byline",
)
SECONDS = {
    "join": "with", "role": "is", "replace": "with", "move": "after", "merge": "into", "order": "after", "headline": "of",
    "byline": "of",
}  # fmt: skip
QUOTATIONS = {
    "missing": '"没有的话"',
    "empty": '""',
    "blank": '"  \\t"',
    "number": "3",
    "huge": HUGE,
    "list": '["农机手一早", 2]',
    "zero": '["农机手一早", 0]',
    "minus": '["农机手一早", -1]',
    "many": '["农机手一早", 99999999999999999999]',
    "truth": '["农机手一早", true]',
    "three": '["农机手一早", 1, 1]',
    "table": '{ x = "农机手一早" }',
    "date": "2020-01-10",
    "control": '"\\u0007\\u001b[31m"',
    "noncharacter": '"\\uffff\\U0010ffff"',
    "often": '"，"',
    "all": '"春耕时节农事忙■记者李明本报讯昨天放晴"',
    "nan": "nan",
}


def corrections(_random: Random) -> Iterator[Case]:
    """Corrections files, applied by every command that reads them."""
    commands: tuple[tuple[str, ...], ...] = (
        ("build", "page.txt", "-o", "out", "--format", "epub", *REPORT),
        ("inspect", "page.txt", "-o", "out"),
        ("reconstruct", "page.txt", "--json", "-o", "out"),
        ("review", "page.txt", "-o", "out"),
    )
    page = ("page.txt", PAGE.encode())
    for turn, (name, payload) in enumerate(_corrections_payloads()):
        command = commands[turn % len(commands)]
        yield Case("corrections", name, command, (page, (CORRECTIONS, payload)), codes=(0, 60))
    for kind in (
        "folder",
        "pipe",
        "socket",
        "device",
        "link:nowhere",
        f"link:{CORRECTIONS}",
        "link:page.txt",
    ):
        for number, command in enumerate(commands):
            name = f"{kind}-{number}"
            yield Case("corrections", name, command, (page,), ((CORRECTIONS, kind),), codes=(0, 60))


def _corrections_payloads() -> Iterator[tuple[str, bytes]]:
    yield from ((name, text.encode()) for name, text in _statements())
    yield from ((name, text.encode()) for name, text in _mastheads())
    yield from ((f"toml-{name}", payload) for name, payload in _broken_toml())


def _statements() -> Iterator[tuple[str, str]]:
    for number, verb in enumerate(VERBS):
        second = SECONDS.get(verb)
        good = {"role": '"body"', "replace": '"农机手"'}.get(verb, '"春耕时节"')
        rest = f", {second} = {good}" if second else ""
        yield f"{verb}-good", f'corrections = [{{ {verb} = "{Q}"{rest} }}]'
        for name, text in list(QUOTATIONS.items())[number % 3 :: 3]:
            yield f"{verb}-{name}", f"corrections = [{{ {verb} = {text}{rest} }}]"
            if second:
                yield f"{verb}-{second}-{name}", f'corrections = [{{ {verb} = "{Q}", {second} = {text} }}]'
        yield f"{verb}-twice", f'corrections = [{{ {verb} = "{Q}"{rest} }}, {{ {verb} = "{Q}"{rest} }}]'
        yield f"{verb}-unknown", f'corrections = [{{ {verb} = "{Q}"{rest}, "x\\n" = 1 }}]'
        if second:
            yield f"{verb}-itself", f'corrections = [{{ {verb} = "{Q}", {second} = "{Q}" }}]'
            yield f"{verb}-alone", f'corrections = [{{ {verb} = "{Q}" }}]'
    yield "two-verbs", f'corrections = [{{ join = "{Q}", break = "{Q}", with = "x" }}]'
    yield "join-and-break", f'corrections = [{{ break = "{Q}" }}, {{ join = "放晴", with = "{Q}" }}]'
    yield "ring", 'corrections = [{ join = "放晴", with = "春耕" }, { join = "春耕", with = "放晴" }]'
    yield (
        "order-ring",
        'corrections = [{ order = "放晴", after = "春耕" }, { order = "春耕", after = "放晴" }]',
    )
    for text in ("", "\\n\\n", "<b>&amp;</b>", "字" * 3_000, "\\u0000", "\\u001b[2J", "\\f", "■记者 王强"):
        yield f"replace-with-{text[:9]}", f'corrections = [{{ replace = "{Q}", with = "{text}" }}]'


def _mastheads() -> Iterator[tuple[str, str]]:
    values = (
        "2020-13-45", "2020-02-30", "0001-01-01", "9999-12-31", "2020-01-10T00:00:00Z", "12:00:00", '"2020-01-10"', "true", "-1",
        HUGE, "9" * 400, "inf", "nan", "1e400", "[]", "{}", '""', '"<b>&\\u0007\\u202e"', '"' + "长" * 2_000 + '"', "'''\na\n'''",
    )  # fmt: skip
    for number, field in enumerate(
        ("title", "date", "issue_number", "weekday", "page", "unknown", '"a\\"b"')
    ):
        for value in values[number % 2 :: 2]:
            yield f"masthead-{field}-{value[:12]}", f"[masthead]\n{field} = {value}\n"
    yield "masthead-list", "[[masthead]]\ntitle = 'x'\n"
    yield "masthead-number", "masthead = 3\n"


def _broken_toml() -> Iterator[tuple[str, bytes]]:
    good = f'corrections = [\n  {{ break = "{Q}" }},\n]\n'
    texts = {
        "empty": "", "open": "corrections = [", "no-list": "corrections = 3", "list-of-numbers": "corrections = [1, 2]",
        "deep": f"corrections = {DEEP}", "deep-keys": "a." * 60_000 + "b = 1", "duplicate": good + good, "huge": f"x = {HUGE}",
        "hex": "x = 0x" + "f" * 9_000, "quoted-key": '"corrections\\n" = []', "quoted-key-2": "'a\"b' = 1", "empty-key": '"" = 1',
        "escape-key": '"\\u001b[31m" = 1', "surrogate": 'x = "\\ud800"', "control": "x = '\x01'", "crlf": good.replace("\n",
        "\r\n"),
        "cr": good.replace("\n", "\r"), "mark": "\ufeff" + good, "tables": f'[[corrections]]\nbreak = "{Q}"\n' * 3,
        "inline": "corrections = [{}]", "remark": "# x\n" * 5_000 + good, "arrays": "[[[[x]]]]", "key-only": "corrections",
        "many": "corrections = [" + f'{{ break = "{Q}" }},' * 400 + "]", "json": '{"corrections": []}',
        "long-key": "k" * 90_000 + "=1",
        "braces": 'corrections = [{ break = "{[{" }, { break = \'"{\' }]', "float": "x = 1e999999", "time": "x = 25:61:61",
    }  # fmt: skip
    yield from ((name, text.encode()) for name, text in texts.items())
    yield "gb18030", good.encode("gb18030")
    yield "utf-16", good.encode("utf-16")
    yield "nul", good.encode() + b"\0"
    yield "binary", bytes(range(256))
    yield "mebibyte", b"#" * (1 << 20)
    yield "mebibyte+1", b"#" * ((1 << 20) + 1)
    yield "cut", good.encode()[:-9]


TOML_VALUES = (
    "0", "-3", "1e-9", "1e9", "1e400", "nan", "inf", "-inf", HUGE, "true", '""', '"x"', '"\\u001b[31m<&"', "[]", "{}", "[1]",
    "2020-01-10", "12:00:00", '"#12"', '"#gggggg"', "[0, 0, 0, 0]", "[-900, 900, nan, 1]", '["a", "b", "c", "d"]',
    "[500, 500, 500, 500]",
)  # fmt: skip
PDF_KEYS = (
    "rule_colour", "accent", "hairline", "bar", "column_rules", "columns", "size", "leading", "margins", "gap", "family",
    "scale", "indent", "colour", "align",
)  # fmt: skip
THEME_KEYS = ("title", "layout", "paper", "ink")


def themes(_random: Random) -> Iterator[Case]:
    """Themes of one's own: every file missing, strange or broken, every setting of a wrong kind or size."""
    files = {path.name: path.read_bytes() for path in sorted(CLASSIC.iterdir())}
    yield theme_case("whole", files, "epub,pdf")
    for name, whole in files.items():
        rest = {other: payload for other, payload in files.items() if other != name}
        formats = "pdf" if name == "pdf.toml" else "epub"
        yield theme_case(f"{name}-missing", rest, formats)
        for kind in ("folder", "pipe", "socket", "device", "link:nowhere", f"link:{name}"):
            yield theme_case(f"{name}-{kind}", rest, formats, ((f"theme/{name}", kind),))
        for broken, payload in _broken_files(whole):
            yield theme_case(f"{name}-{broken}", files | {name: payload}, formats)
    for key, value in product(THEME_KEYS, TOML_VALUES):
        payload = _with(files["theme.toml"].decode(), key, value)
        yield theme_case(f"theme-{key}={value[:12]}", files | {"theme.toml": payload}, "epub")
    for number, key in enumerate(PDF_KEYS):
        for value in TOML_VALUES[number % 2 :: 2]:
            payload = _with(files["pdf.toml"].decode(), key, value)
            yield theme_case(f"pdf-{key}={value[:12]}", files | {"pdf.toml": payload}, "pdf")
    for key in ("lines", "papers.A4", "styles.body", "styles.headline", "styles.nameplate", "styles"):
        payload = files["pdf.toml"].decode().replace(f"[{key}]", f"[{key}x]").encode()
        yield theme_case(f"pdf-without-{key}", files | {"pdf.toml": payload}, "pdf")


def _with(text: str, key: str, value: str) -> bytes:
    """Return the TOML text with another value wherever the key stands."""
    rows = [f"{key} = {value}" if row.startswith(f"{key} = ") else row for row in text.splitlines()]
    return ("\n".join(rows) + "\n").encode()


def _broken_files(payload: bytes) -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "cut", payload[: len(payload) // 2] + b"\n[ x ="
    yield "gb18030", "标题 = '河东'\n".encode("gb18030") + payload
    yield "utf-16", payload.decode().encode("utf-16")
    yield "mark", b"\xef\xbb\xbf" + payload
    yield "nul", payload + b"\0"
    yield "controls", payload + b"\x01\x1b[31m\x7f"
    yield "crlf", payload.replace(b"\n", b"\r\n")
    yield "markup", b"/* ]]></style><script>x</script> */\n" + payload
    yield "deep", b"x = " + DEEP.encode() + b"\n" + payload
    yield "huge", f"x = {HUGE}\n".encode() + payload
    yield "unknown", payload + b'\n[unknown]\n"a\\nb" = 1\n'
    yield "too-large", b"#" * ((4 << 20) + 1)


def theme_case(
    name: str, files: dict[str, bytes], formats: str, special: tuple[tuple[str, str], ...] = ()
) -> Case:
    """Return a case that builds a page with a theme of one's own."""
    arguments = ("build", "page.txt", "-o", "out", "--theme", "theme", "--format", formats, *REPORT)
    placed = (("page.txt", PAGE.encode()), *((f"theme/{file}", files[file]) for file in files))
    return Case("theme", name, arguments, placed, (("theme", "folder"), *special), codes=(0, 30))


GLOSSARIES = {
    "good": "农机\t農機\n放晴\n",
    "empty": "",
    "remarks": "# x\n#\n\n",
    "three-columns": "a\tb\tc\n",
    "empty-term": "\tb\n",
    "blank-term": " \t \n",
    "tab-only": "\t\n",
    "empty-replacement": "放晴\t\n",
    "contradiction": "放晴\t晴\n放晴\t雨\n",
    "same-twice": "放晴\t晴\n放晴\t晴\n",
    "control": "放\x07\t\x1b[31m\n",
    "control-columns": "\x1b[31m\ta\tb\n",
    "line-separator": "放\u2028晴\t雨\n",
    "bidi": "\u202e放\t\u2066晴\n",
    "noncharacter": "放晴\t\uffff\n",
    "markup": "放晴\t<script>]]>&x;\n",
    "nul": "放晴\t\0\n",
    "long-term": "放" * 5_000 + "\t晴\n",
    "long-replacement": "放晴\t" + "雨" * 5_000 + "\n",
    "one-letter": "的\t\n，\t。\n",
    "circle": "放晴\t农机\n农机\t放晴\n",
    "nested": "放晴\t放晴放晴\n放\t晴\n",
    "crlf": "放晴\t雨\r\n",
    "cr": "放晴\t雨\r农机\t車\r",
    "mark": "\ufeff放晴\t雨\n",
    "newline": "\x0b\x0c\x1c\x85\n",
    "many": "".join(f"词{n}\t詞{n}\n" for n in range(3_000)),
    "astral": "𠀀\t\U0010fffd\n",
    "placeholder": "\ue000\t\uf8ff\n\U000f0000\t1\n",
}


def glossaries(_random: Random) -> Iterator[Case]:
    """Glossaries: hostile terms, files that are none, and encodings."""
    payloads = {name: text.encode() for name, text in GLOSSARIES.items()}
    payloads |= {"gb18030": "放晴\t雨\n".encode("gb18030"), "utf-16": "放晴\t雨\n".encode("utf-16")}
    payloads |= {
        "binary": bytes(range(256)),
        "surrogate": b"\xed\xa0\x80\tx\n",
        "too-large": b"#" * ((16 << 20) + 1),
    }
    for name, payload in payloads.items():
        for configuration in ("s2tw", "t2s") if len(payload) < 1 << 20 else ("s2t",):
            yield glossary_case(f"{name}-{configuration}", configuration, (("terms", payload),))
    for kind in ("folder", "pipe", "socket", "device", "link:/dev/null", "link:nowhere", "link:terms"):
        yield glossary_case(kind, "s2tw", (), (("terms", kind),))


def glossary_case(
    name: str,
    configuration: str,
    files: tuple[tuple[str, bytes], ...],
    special: tuple[tuple[str, str], ...] = (),
) -> Case:
    """Return a case that converts a page with a glossary."""
    options = ("--convert", configuration, "--glossary", "terms", "--format", "epub", *REPORT)
    arguments = ("build", "page.txt", "-o", "out", *options)
    return Case(
        "glossary", name, arguments, (("page.txt", PAGE.encode()), *files), special, codes=(0, *INPUT, 30)
    )
