"""Hostile texts: encodings, characters, long runs, markup."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from hostile_case import BODY, HEADLINE, INPUT, PAGE, Case, built, read

TRADITIONAL = "春耕時節農事忙\n\n本報訊 昨天放晴，城南的麥田裡機器聲不斷，農民一早下地，趕著把肥料撒完。\n"
BOMS = {
    "utf8": b"\xef\xbb\xbf",
    "utf16le": b"\xff\xfe",
    "utf16be": b"\xfe\xff",
    "utf32le": b"\xff\xfe\0\0",
    "utf32be": b"\0\0\xfe\xff",
    "gb18030": b"\x84\x31\x95\x33",
    "utf7": b"+/v8-",
    "utf1": b"\xf7\x64\x4c",
    "utfebcdic": b"\xdd\x73\x66\x73",
    "scsu": b"\x0e\xfe\xff",
    "bocu": b"\xfb\xee\x28",
}
CODECS = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-32-be",
    "gb18030",
    "big5",
    "hz",
    "utf-7",
    "euc_kr",
)
SEQUENCES = {
    "overlong-nul": b"\xc0\x80",
    "overlong-slash": b"\xc0\xaf",
    "overlong-3": b"\xe0\x80\xaf",
    "overlong-4": b"\xf0\x80\x80\xaf",
    "five-bytes": b"\xf8\x88\x80\x80\x80",
    "six-bytes": b"\xfc\x84\x80\x80\x80\x80",
    "fe-ff": b"\xfe\xff\xfe",
    "high-surrogate": b"\xed\xa0\x80",
    "low-surrogate": b"\xed\xb0\x80",
    "cesu": b"\xed\xa0\xbd\xed\xb8\x80",
    "cesu-swapped": b"\xed\xb8\x80\xed\xa0\xbd",
    "above-10ffff": b"\xf4\x90\x80\x80",
    "lone-continuation": b"\x80\xbf\x80",
    "nul": b"\0",
    "gb-four-first": b"\x81\x30\x81\x30",
    "gb-four-last": b"\xe3\x32\x9a\x35",
    "gb-four-beyond": b"\xe3\x32\x9a\x36",
    "gb-four-unused": b"\xfe\x39\xfe\x39",
    "gb-four-half": b"\x81\x30\x81",
    "gb-private": b"\xaa\xa1\xfe\xfe",
    "big5-unused": b"\xc7\xf3\xf9\xfe",
    "utf16-high": b"\x00\xd8",
    "utf16-low": b"\x00\xdc",
    "utf16-mark": b"\xff\xfe\xff\xfe",
    "hz-open": b"~{",
    "hz-end": b"~}",
    "escape-2022": b"\x1b$B\x1b(B",
    "dos-end": b"\x1a",
}


def encoded(codec: str) -> bytes:
    text = {"big5": TRADITIONAL, "euc_kr": "春秋\n本紙 天下\n"}.get(codec, PAGE.replace("■", ""))
    return text.encode(codec, "replace")


def encodings(random: Random) -> Iterator[Case]:
    """Byte-order marks before everything, cut and mixed encodings, ill-formed sequences, flipped bits."""
    turn = 0
    for turn, (name, payload) in enumerate(_encoding_payloads(random)):
        yield read("encoding", name, payload, turn, codes=(0, *INPUT))


def _encoding_payloads(random: Random) -> Iterator[tuple[str, bytes]]:
    bodies = {codec: encoded(codec) for codec in CODECS}
    for name, mark in BOMS.items():
        yield f"{name}-alone", mark
        yield f"{name}-twice", mark + mark + bodies["utf-8"]
        yield f"{name}-one-byte", mark + b"A"
        for codec in ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5", "utf-32-le"):
            yield f"{name}-before-{codec}", mark + bodies[codec]
    yield from _torn(bodies)
    yield from _flips(random)


def _torn(bodies: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for codec, body in bodies.items():
        yield from ((f"{codec}-last-{cut}-lost", body[:-cut]) for cut in (1, 2, 3))
        yield from ((f"{codec}-first-{cut}-lost", body[cut:]) for cut in (1, 2, 3))
    heads, tails = ("utf-8", "gb18030", "big5", "utf-16-le"), ("utf-8", "gb18030", "big5", "utf-16-be")
    for one, other in [(one, other) for one, other in product(heads, tails) if one != other]:
        yield f"{one}-then-{other}", bodies[one] + bodies[other]
    for name, sequence in SEQUENCES.items():
        for codec in ("utf-8", "gb18030", "utf-16-le"):
            body = bodies[codec]
            yield f"{name}-in-{codec}", body[:30] + sequence + body[30:]
        yield f"{name}-alone", sequence
    for codec in ("cp037", "cp500", "cp1140", "cp273"):
        yield f"ebcdic-{codec}", ("NEWS OF THE DAY 1234\n" * 9).encode(codec)


def _flips(random: Random) -> Iterator[tuple[str, bytes]]:
    for codec in ("utf-8", "gb18030", "utf-16-le"):
        for number in range(20):
            body = bytearray(encoded(codec))
            for _ in range(1 + number % 4):
                body[random.randrange(len(body))] ^= 1 << random.randrange(8)
            yield f"flip-{codec}-{number}", bytes(body)
    for number in range(10):
        yield f"random-{number}", random.randbytes(40 * number + 1)


CHARACTERS = {f"c0-{code:02x}": chr(code) for code in range(1, 32)} | {
    "del": "\x7f",
    "nel": "\x85",
    "csi": "\x9b31m",
    "osc": "\x1b]0;x\x07",
    "st": "\x9c",
    "private": "\ue000\uf8ff",
    "private-astral": "\U000f0000\U0010fffd",
    "noncharacter": "\ufffe\uffff",
    "noncharacter-block": "\ufdd0\ufdef",
    "noncharacter-astral": "\U0001fffe\U0010ffff",
    "rlo": "\u202e",
    "isolates": "\u2066\u2067\u2068\u2069",
    "marks": "\u200e\u200f\u061c",
    "zero-width": "\u200b\u200c\u200d\u2060\ufeff",
    "soft-hyphen": "\u00ad",
    "combining": "\u0301" * 60,
    "enclosing": "\u20dd\u20e3",
    "variation": "\ufe0f\ufe00",
    "variation-astral": "\U000e0100\U000e01ef",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "line-separator": "\u2028",
    "paragraph-separator": "\u2029",
    "replacement": "\ufffd\ufffc",
    "interlinear": "\ufff9\ufffa\ufffb",
    "fillers": "\u3164\u115f\uffa0\u2800",
    "ideographic-description": "⿰⿱⿲⿻",
    "emoji-family": "👨‍👩‍👧‍👦",
    "flag-half": "🇨",
    "rare": "𠀀𪜀𰀀\U00031350\U000323af",
    "radicals": "⼀⺀㇀",
    "compatibility": "豈\U0002f800",
    "half-width": "ｱ｡ﾟ",
    "arabic": "مرحبا",
    "indic": "क्षि",
    "thai": "กำ้",
    "hangul": "\u1100\u1161\u11a8",
    "fullwidth": "＜＞＆＂＇",
    "musical": "\U0001d173\U0001d17a",
    "unassigned": "\u0378\U000e0fff",
}


def characters(_random: Random) -> Iterator[Case]:
    """Each odd character in a headline, a byline, within words, and in rows of its own."""
    turn = 0
    for name, odd in CHARACTERS.items():
        places = {
            "headline": f"{HEADLINE[:3]}{odd}{HEADLINE[3:]}\n\n{BODY}\n",
            "byline": f"{HEADLINE}\n\n■记者 李{odd}明\n\n{odd}{BODY}{odd}\n",
            "rows": f"{odd}\n{HEADLINE}\n{odd}\n\n{BODY}\n{odd}\n",
            "between-all": odd.join(BODY),
        }
        for place, text in places.items():
            yield read("character", f"{name}-{place}", text.encode(), turn, codes=(0, *INPUT))
            turn += 1


RUNS = (
    "字", "，", "。", "“", "”", "（", "《", "■", "…", "—", "　", " ", "\t", "\n", "\r", "\f", "\u2028", "1", "A", "-", "<", "&",
    "\u0301", "\u200b", "\ufe0f", "\U000e0041", "👨‍", "第1版\n", "第2版\f", "■记者 \n", "下转第2版\n", "上接第1版\n",
    "2020年1月10日\n",
    "总第9期\n", "本报讯 ", "\n\n", "字 ", "字\n", "“字", "字”", "本报讯\n",
)  # fmt: skip


def runs(_random: Random) -> Iterator[Case]:
    """Very long runs of one kind, alone and behind a page."""
    for turn, piece in enumerate(RUNS):
        many = piece * (1_000 // len(piece))
        name = "+".join(f"{ord(c):x}" for c in piece)
        yield read("run", f"{name}-alone", many.encode(), 2 * turn, codes=(0, *INPUT))
        yield read("run", f"{name}-behind", (PAGE + many).encode(), turn, codes=(0, *INPUT))


MARKUP = {
    "script": "<script>alert(1)</script>",
    "image": '<img src=x onerror="alert(1)">',
    "style": "</style><style>*{display:none}</style>",
    "entity": "&amp;&lt;&#0;&#x1F;&#xD800;&nbsp;&xxe;",
    "cdata-end": "]]>",
    "cdata": "<![CDATA[x]]>",
    "comment": "<!-- -- --->",
    "declaration": '<?xml version="1.1" encoding="utf-7"?>',
    "doctype": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
    "instruction": "<?php system('id'); ?>",
    "mathml": "<math><mtext></p><script>1</script></mtext></math>",
    "svg": "<svg onload=alert(1)><use href='#x'/></svg>",
    "jinja": "{{ 7*7 }}{% raw %}{{ config }}{# x #}",
    "jinja-end": "{% endblock %}{% endfor %}{% include '/etc/passwd' %}",
    "format": "%s%n%(x)s{0}{x.__class__}$(id)`id`",
    "traversal": "../../../../etc/passwd",
    "windows": r"..\..\C:\Windows\system.ini",
    "quotes": "\"'`''\"\"",
    "reportlab": "<b><font size=99><para><br/></b><onDraw name=x/>",
    "rich": "[bold red]x[/][link=file:///etc]x[/link][/]",
    "url": "javascript:alert(1) data:text/html,<b>",
    "namespace": '<html xmlns="urn:x" xml:lang="x"/>',
    "attribute": '" onmouseover="x" epub:type="toc',
    "json": '{"format": "epubmaker-edition", "version": 1}',
    "toml": 'corrections = [{ join = "x" }]',
    "pdf": ") Tj ET endstream endobj %%EOF ( \\",
}  # fmt: skip


def markup(_random: Random) -> Iterator[Case]:
    """Markup, templates and paths, in headline, byline, body, masthead, and alone."""
    turn = 0
    for name, hostile in MARKUP.items():
        places = {
            "headline": f"{HEADLINE}{hostile}\n\n{BODY}\n",
            "byline": f"{HEADLINE}\n\n■记者 {hostile}\n\n{BODY}\n",
            "body": f"{HEADLINE}\n\n{BODY[:9]}{hostile}{BODY[9:]}\n",
            "alone": hostile,
        }
        for place, text in places.items():
            yield read("markup", f"{name}-{place}", text.encode(), turn, codes=(0, *INPUT))
            turn += 1
        yield built(
            "markup", f"{name}-title", PAGE.encode(), "--title", hostile, formats="epub,pdf", codes=(0,)
        )
