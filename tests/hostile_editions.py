"""Hostile edition files and gold files: cut, changed field by field, nested, with spans that lead nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from hashlib import sha256
from random import Random
from typing import Any

from hostile_case import INPUT, REPORT, Case

Path = tuple[str | int, ...]
TEXT = (
    "河东日报\n2021年3月4日 星期四\n农历辛丑年正月廿一\n第88期\n\n春耕时节农事忙\n各地抓住晴好天气\n\n■记者 李明\n\n"
    "本报讯 昨天放晴,城南的麦田里机器声不断,农机手\n一早下地,赶着把返青肥撒完。\n"
)
_EDITS = (
    (33, 35, "\n\n", "", "blank"),
    (42, 43, "\n", "", "joint"),
    (51, 53, "\n\n", "", "blank"),
    (56, 57, " ", "\u3000", "byline"),
    (59, 61, "\n\n", "", "blank"),
    (64, 65, " ", "\u3000", "dateline"),
    (69, 70, ",", "，", "mark"),
    (81, 82, ",", "，", "mark"),
    (85, 86, "\n", "", "joint"),
    (90, 91, ",", "，", "mark"),
    (100, 101, "\n", "", "blank"),
)
# An edition file of TEXT that is right as it is, with one of everything.
EDITION: dict[str, Any] = {
    "format": "epubmaker-edition",
    "version": 1,
    "source": {"name": "page.txt", "sha256": sha256(TEXT.encode()).hexdigest(), "encoding": "utf-8", "characters": 101},
    "language": "zh-Hans",
    "masthead": {
        "title": "河东日报",
        "publisher": None,
        "date": "2021-03-04",
        "weekday": "星期四",
        "lunar_date": "农历辛丑年正月廿一",
        "issue_number": 88,
        "page": None,
        "evidence": {"date": [[5, 14]], "title": [[0, 4]]},
        "inferred": ["weekday"],
    },
    "articles": [
        {
            "id": "a1",
            "kind": "article",
            "column": None,
            "kicker": None,
            "headline": "春耕时节农事忙各地抓住晴好天气",
            "deck": None,
            "bylines": [
                {"role": "记者", "names": ["李明"], "confidence": 0.97, "text": "■记者\u3000李明", "spans": [[53, 59]]}
            ],
            "dateline": "本报讯",
            "blocks": [
                {
                    "kind": "paragraph",
                    "text": "本报讯\u3000昨天放晴，城南的麦田里机器声不断，农机手一早下地，赶着把返青肥撒完。",
                    "spans": [[61, 100]],
                    "page": "A1",
                    "seams": [{"at": 4, "confidence": 0.7, "moved": True}],
                    "truncated": False,
                }
            ],
            "confidence": 0.99,
            "evidence": {"headline": [[35, 51]], "dateline": [[61, 64]]},
        }
    ],
    "furniture": [
        {"kind": "masthead", "text": "河东日报\n2021年3月4日 星期四\n农历辛丑年正月廿一\n第88期", "spans": [[0, 33]], "page": None}
    ],
    "unplaced": [{"kind": "body", "text": "", "spans": [], "page": None}],
    "diagnostics": [{"severity": "warning", "code": "seam-unsure", "message": "不确定", "spans": [[61, 86]]}],
    "edits": [
        {"span": [start, end], "before": before, "after": after, "rule": rule, "confidence": 1.0}
        for start, end, before, after, rule in _EDITS
    ],
}  # fmt: skip
DEEP = "[" * 100_000 + "]" * 100_000
# JSON texts, so that values that no Python value stands for can be among them.
VALUES = {
    "null": "null",
    "true": "true",
    "zero": "0",
    "minus": "-1",
    "float": "1.5",
    "huge": "9" * 400,
    "too-huge": "9" * 5_000,
    "infinite": "1e999",
    "nan": "NaN",
    "minus-infinity": "-Infinity",
    "empty": '""',
    "string": '"字<&>\\u0000\\u001b]]>"',
    "surrogate": '"字\\ud800"',
    "long": '"' + "长" * 3_000 + '"',
    "control": '"\\u0007\\u202e\\uffff"',
    "list": "[]",
    "list-of-lists": '[[[["x"]]]]',
    "list-of-objects": "[{}]",
    "object": "{}",
    "object-strange": '{"": null, "x": [1]}',
    "deep": DEEP,
    "date": '"0001-01-01"',
    "date-last": '"9999-12-31"',
    "week": '"2020-W01-1"',
}  # fmt: skip
_HOLE = "\u241a hole"
EDITIONS = (0, *INPUT)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in the values, the top first."""
    yield path
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, member in members:
        yield from paths(member, (*path, key))


def replaced(values: Any, path: Path, text: str) -> bytes:
    """Return the JSON of the values with `text` at one place."""
    if not path:
        return text.encode()
    values = deepcopy(values)
    inner = values
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = _HOLE
    return (
        json.dumps(values, ensure_ascii=False).replace(json.dumps(_HOLE, ensure_ascii=False), text).encode()
    )


def without(values: Any, path: Path) -> bytes:
    values = deepcopy(values)
    inner = values
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return json.dumps(values, ensure_ascii=False).encode()


def edition_case(name: str, payload: bytes, turn: int) -> Case:
    """Return a case that reads an edition file: by a build in turns of EPUB, PDF, all, and by `evaluate`."""
    file = "page.edition.json"
    build = ("build", file, "-o", "out", *REPORT, "--format")
    commands = (
        (*build, "epub"),
        (*build, "epub", "--notes", "--index"),
        (*build, "pdf"),
        ("evaluate", file, file, "-o", "out"),
        (*build, "epub,pdf", "--convert", "s2tw", "--vertical"),
        ("evaluate", file, file, "page.txt", "-o", "out", "--json"),
        (*build, "epub", "--collect", "month"),
    )
    command = commands[turn % len(commands)]
    # A volume fails with its edition; an edition that says that its text is longer does not fit the text.
    codes = (0,) if name == "whole" else (*EDITIONS, 1) if "--collect" in command else (*EDITIONS, 30)
    return Case("edition", name, command, ((file, payload), ("page.txt", TEXT.encode())), codes=codes)


def editions(random: Random) -> Iterator[Case]:
    """Edition files: whole ones by every command, cut ones, and changed ones."""
    whole = json.dumps(EDITION, ensure_ascii=False).encode()
    payloads = [("whole", whole)] * 7
    payloads += [(f"cut-{end}", whole[:end]) for end in range(0, len(whole), len(whole) // 60)]
    payloads += list(_changed(random))
    payloads += [(f"without-{_dotted(path)}", without(EDITION, path)) for path in _places() if path]
    payloads += list(_spans())
    payloads += list(_oddities(whole))
    for turn, (name, payload) in enumerate(payloads):
        yield edition_case(name, payload, turn)


def _changed(random: Random) -> Iterator[tuple[str, bytes]]:
    names = list(VALUES)
    random.shuffle(names)
    for number, path in enumerate(_places()):
        for step in range(5):
            name = names[(5 * number + step) % len(names)]
            yield f"{_dotted(path)}={name}", replaced(EDITION, path, VALUES[name])


def _places() -> Iterator[Path]:
    """Return the places in the edition file; of its edits only those in the first two."""
    return (path for path in paths(EDITION) if path[:1] != ("edits",) or path[1:2] < (2,))


def _dotted(path: Path) -> str:
    return ".".join(map(str, path)) or "top"


SPANS = {
    "reversed": "[[9, 3]]",
    "beyond": "[[0, 99999999]]",
    "huge": f"[[0, {10**30}]]",
    "negative": "[[-5, 3]]",
    "empty": "[[5, 5]]",
    "many": json.dumps([[n, n + 1] for n in range(0, 2_000, 2)]),
    "overlapping": "[[0, 20], [3, 8], [3, 8]]",
    "unsorted": "[[30, 34], [2, 6]]",
    "one": "[[1]]",
    "three": "[[1, 2, 3]]",
    "floats": "[[1.0, 2.0]]",
    "truth": "[[false, true]]",
    "texts": '[["1", "2"]]',
    "none": "[]",
}


def _spans() -> Iterator[tuple[str, bytes]]:
    places: tuple[Path, ...] = (
        ("articles", 0, "blocks", 0, "spans"),
        ("articles", 0, "bylines", 0, "spans"),
        ("articles", 0, "evidence", "headline"),
        ("masthead", "evidence", "date"),
        ("furniture", 0, "spans"),
        ("diagnostics", 0, "spans"),
    )
    for path in places:
        for name, text in SPANS.items():
            yield f"{_dotted(path)}-{name}", replaced(EDITION, path, text)
    for name, text in SPANS.items():
        yield f"edit-{name}", replaced(EDITION, ("edits", 0, "span"), text[1:-1] or "[]")


def _oddities(whole: bytes) -> Iterator[tuple[str, bytes]]:
    yield "duplicate-keys", whole[:-1] + b', "version": 2, "articles": [], "articles": 3}'
    yield "unknown-keys", whole[:-1] + b', "": 1, "x\\ud800": {"y": []}, "__class__": 2}'
    for path in (("masthead",), ("articles", 0)):
        inner = json.dumps({"x": [], "__class__": [[0, 1]], "headline": 3, "title": "x"})
        yield f"evidence-{_dotted(path)}", replaced(EDITION, (*path, "evidence"), inner)
    yield "twice", whole + whole
    yield "comment", b"// x\n" + whole
    yield "mark", b"\xef\xbb\xbf" + whole
    yield "utf-16", json.dumps(EDITION).encode("utf-16")
    yield "gb18030", json.dumps(EDITION, ensure_ascii=False).encode("gb18030")
    yield "nul-behind", whole + b"\0"
    yield "deep-object", b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    yield "open-brackets", b"[" * 100_000
    yield "same-id", replaced(EDITION, ("articles",), json.dumps([EDITION["articles"][0]] * 3))
    for identity in ("", "../../x", "a b", "1", "字", "<&>", "a" * 400, "nav", "cover"):
        yield f"id-{identity}", replaced(EDITION, ("articles", 0, "id"), json.dumps(identity))
    for language in ("", "x", "zh-Hans-" * 40, "../x", '"><x>', "zh_CN", "en", "\u202e"):
        yield f"language-{language}", replaced(EDITION, ("language",), json.dumps(language))
    for number in (0, 10**18, 10**400, -1):
        yield f"issue-{len(str(number))}", replaced(EDITION, ("masthead", "issue_number"), str(number))
    for at in (0, 10**20, -1, 9):
        yield f"seam-at-{at}", replaced(EDITION, ("articles", 0, "blocks", 0, "seams", 0, "at"), str(at))


GOLD: dict[str, Any] = {
    "title": "河东日报",
    "date": "2021-03-04",
    "issue_number": 88,
    "paper": "河东",
    "articles": [
        {
            "headline": "春耕时节农事忙各地抓住晴好天气",
            "kicker": "乡间",
            "deck": "",
            "bylines": ["■记者 李明"],
            "blocks": [
                {"pieces": ["本报讯 昨天放晴,城南的麦田里机器声不断,农机手", "一早下地,赶着把返青肥撒完。"]}
            ],
            "captions": ["田间"],
            "credits": [],
            "ambiguous": ["kicker"],
        }
    ],
}


def golds(random: Random) -> Iterator[Case]:
    """Gold files, changed field by field, beside a good edition and its text."""
    names = list(VALUES)
    random.shuffle(names)
    whole = json.dumps(GOLD, ensure_ascii=False).encode()
    payloads = [(f"cut-{end}", whole[:end]) for end in range(0, len(whole), 40)]
    for number, path in enumerate(paths(GOLD)):
        for step in range(6):
            name = names[(6 * number + step) % len(names)]
            payloads.append((f"{_dotted(path)}={name}", replaced(GOLD, path, VALUES[name])))
        if path:
            payloads.append((f"without-{_dotted(path)}", without(GOLD, path)))
    edition = json.dumps(EDITION, ensure_ascii=False).encode()
    for turn, (name, payload) in enumerate(payloads):
        files = (("gold.json", payload), ("page.edition.json", edition), ("page.txt", TEXT.encode()))
        form = (("--json",), ("--missed",), ())[turn % 3]
        arguments = ("evaluate", "gold.json", "page.edition.json", "page.txt", "-o", "out", *form)
        yield Case("gold", name, arguments, files, out=("out",), codes=EDITIONS)
    for turn, form in enumerate(((), ("--json",), ("--missed",))):
        files = (("gold.json", whole), ("page.edition.json", edition), ("page.txt", TEXT.encode()))
        arguments = ("evaluate", "gold.json", "page.edition.json", "-o", "out", *form)
        yield Case("gold", f"whole-{turn}", arguments, files, out=("out",), codes=(0,))
