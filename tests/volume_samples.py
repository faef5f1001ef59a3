"""Editions of a year for volumes; run as a program, it writes a volume and prints what that took."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pdf_editions import generated

from epubmaker.render.epub import write_volume
from epubmaker.render.pdf import PdfOptions, write_pdf_volume

FIRST = date(2021, 1, 1)
_PEOPLE = ("郭云鹏", "曾小梅", "祁远山", "沈一鸣", "冯雪梅", "胡水根", "王道安", "徐春生")
_PLACES = ("青浦镇", "柳河村", "杭州市", "临安区", "南京市", "广州市")


def editions(count: int, *, named: bool = False) -> Iterator[object]:
    """Editions of days one after another, made when they are asked for; `named` ones speak of persons and places."""
    for number in range(count):
        edition = generated(number % 50)
        masthead = replace(
            edition.masthead, date=FIRST + timedelta(days=number), weekday=None, issue_number=number + 1
        )
        articles = edition.articles
        if named:
            articles = tuple(
                replace(
                    article,
                    blocks=(replace(article.blocks[0], text=_news(number + place)), *article.blocks[1:]),
                )
                for place, article in enumerate(articles)
            )
        yield replace(edition, masthead=masthead, articles=articles)


def _news(number: int) -> str:
    who, other = _PEOPLE[number % len(_PEOPLE)], _PEOPLE[(3 * number + 1) % len(_PEOPLE)]
    where = _PLACES[number % len(_PLACES)]
    return f"昨天，市长{who}、{other}等市领导来到{where}。{who}指出，春耕是大事，要抓紧。"


def main() -> None:
    kind, count, path = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    with path.open("w+b") as sink:
        if kind == "pdf":
            write_pdf_volume(editions(count, named=True), sink, PdfOptions(index=True))
        else:
            write_volume(editions(count), sink)
    # not ru_maxrss: that begins with the memory of the process that started this one
    peak = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    print(json.dumps({"megabytes": int(peak[1]) / 1024, "seconds": time.process_time()}))


if __name__ == "__main__":
    main()
