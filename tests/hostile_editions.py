"""Hostile edition files and gold files: cut, changed field by field, nested, with spans that lead nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from hostile_case import INPUT, PAGE, REPORT, Case

Path = tuple[str | int, ...]
EDITION: dict[str, Any] = {
    "format": "epubmaker-edition",
    "version": 1,
    "source": {"name": "page.txt", "sha256": "0" * 64, "encoding": "utf-8", "characters": 40},
    "language": "zh-Hans",
    "masthead": {
        "title": "河东日报",
        "publisher": "河东报社",
        "date": "2021-03-04",
        "weekday": "星期四",
        "lunar_date": "正月廿一",
        "issue_number": 88,
        "page": "A1",
        "evidence": {"date": [[4, 13]]},
        "inferred": ["weekday"],
    },
    "articles": [
        {
            "id": "a1",
            "kind": "article",
            "column": "乡间",
            "kicker": "各地抓住晴好天气",
            "headline": "春耕时节忙",
            "deck": "机器下田",
            "bylines": [
                {"role": "记者", "names": ["李明"], "confidence": 0.8, "text": "记者 李明", "spans": [[20, 25]]}
            ],
            "dateline": "本报讯",
            "blocks": [
                {
                    "kind": "paragraph",
                    "text": "本报讯　昨天放晴。",
                    "spans": [[25, 30], [31, 36]],
                    "page": "A1",
                    "seams": [{"at": 4, "confidence": 0.7, "moved": True}],
                    "truncated": True,
                }
            ],
            "confidence": 0.9,
            "evidence": {"headline": [[13, 18]]},
        }
    ],
    "furniture": [{"kind": "masthead", "text": "河东日报", "spans": [[0, 4]], "page": "A1"}],
    "unplaced": [{"kind": "body", "text": "的", "spans": [[36, 37]], "page": None}],
    "diagnostics": [{"severity": "warning", "code": "seam-unsure", "message": "不确定", "spans": [[25, 36]]}],
    "edits": [{"span": [28, 29], "before": ",", "after": "，", "rule": "mark", "confidence": 0.99}],
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
    """The JSON of the values with `text` at one place."""
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
    """A case that reads an edition file: by a build in turns of EPUB, PDF, all, and by `evaluate`."""
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
    codes = EDITIONS if "--collect" not in commands[turn % len(commands)] else (*EDITIONS, 1)
    files = ((file, payload), ("page.txt", PAGE.encode()))
    return Case("edition", name, commands[turn % len(commands)], files, codes=codes)


def editions(random: Random) -> Iterator[Case]:
    """Edition files: whole ones by every command, cut ones, and changed ones."""
    whole = json.dumps(EDITION, ensure_ascii=False).encode()
    payloads = [("whole", whole)] * 7
    payloads += [(f"cut-{end}", whole[:end]) for end in range(0, len(whole), len(whole) // 60)]
    payloads += list(_changed(random))
    payloads += [(f"without-{_dotted(path)}", without(EDITION, path)) for path in paths(EDITION) if path]
    payloads += list(_spans())
    payloads += list(_oddities(whole))
    for turn, (name, payload) in enumerate(payloads):
        yield edition_case(name, payload, turn)


def _changed(random: Random) -> Iterator[tuple[str, bytes]]:
    names = list(VALUES)
    random.shuffle(names)
    for number, path in enumerate(paths(EDITION)):
        for step in range(5):
            name = names[(5 * number + step) % len(names)]
            yield f"{_dotted(path)}={name}", replaced(EDITION, path, VALUES[name])


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
            "headline": "春耕时节农事忙",
            "kicker": "乡间",
            "deck": "",
            "bylines": ["■记者 李明"],
            "blocks": [{"pieces": ["本报讯 昨天放晴，", "城南的麦田里机器声不断"]}],
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
        files = (("gold.json", payload), ("page.edition.json", edition), ("page.txt", PAGE.encode()))
        form = (("--json",), ("--missed",), ())[turn % 3]
        arguments = ("evaluate", "gold.json", "page.edition.json", "page.txt", "-o", "out", *form)
        yield Case("gold", name, arguments, files, out=("out",), codes=EDITIONS)
